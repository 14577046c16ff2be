"""Texts of 文字/ and of the lists: those that say nothing yet are as good as missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L09, L12
from generator.base.severity import FindingClass
from generator.field.data_folder import TEXT_NAMES, TEXTS
from generator.field.hollow import describes, holds_blank
from generator.files.markdown import read_markdown, table_lines
from generator.model.block import Paragraph, Role
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.block import Grid
    from generator.model.records import Record

_SHOWN = 20


def check_texts(
    texts: Mapping[str, str], files: Mapping[str, str], findings: list[Finding]
) -> dict[str, str]:
    """Return the texts that say something; a place left to be filled in is an error.

    `files` are those that hold them, where they stand in files.
    """
    usable: dict[str, str] = {}
    for name, text in texts.items():
        read = read_markdown(text)
        file = files.get(name, f"{TEXTS}/{name}.md")
        if name in TEXT_NAMES and read.left_behind:
            findings.append(_left_behind(file, "、".join(read.left_behind)))
        body = _without_headings(read.blocks, name)
        if name in TEXT_NAMES and text.strip() and not describes(body):
            findings.append(
                _finding(file, text, "没有内容，没有使用；请写出正文，确实没有的写“无”")
            )
            continue
        if holds_blank(text):
            findings.append(_finding(file, text, "还有没填的地方（【待补充】、XX、____），请补齐"))
        usable[name] = text
    return usable


def usable_text(record: Record, column: str, findings: list[Finding]) -> str:
    """Return what a list says in words; nothing, and a finding, where it says nothing yet."""
    text = record.text(column)
    if not text.strip() or (describes(text) and not holds_blank(text)):
        return text
    place = record.places[column]
    message = f"{place.row}的“{column}”写作“{text}”，没有内容，没有使用；确实没有的写“无”"
    findings.append(_leftover(message, place, text))
    return ""


def _without_headings(blocks: Iterable[Paragraph | Grid], name: str) -> str:
    """Return a text without its headings and without its own name above it."""
    lines = (
        block.text if isinstance(block, Paragraph) else "\n".join(table_lines(block))
        for block in blocks
        if not isinstance(block, Paragraph) or block.role is Role.BODY
    )
    return "\n".join(lines).replace(name, "")


def _left_behind(file: str, kinds: str) -> Finding:
    message = f"{file} 中的{kinds}没有带入，请在生成后核对"
    return finding(L12, message, Place(file))


def _finding(file: str, text: str, what: str) -> Finding:
    shown = " ".join(text.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}……"
    message = f"{file}（“{shown}”）{what}"
    return _leftover(message, Place(file), shown)


def _leftover(message: str, place: Place, text: str) -> Finding:
    return finding(L09, message, place, kind=FindingClass.LEFTOVER, found_text=text)
