"""Part five (附件): the user's own files, and the forms and reports as files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L12
from generator.base.output import fit_file_name
from generator.files.csv import read_text
from generator.files.formats import WORD, is_format
from generator.files.markdown import read_markdown
from generator.model.block import Attachment, Paragraph, Role, Span
from generator.model.finding import finding
from generator.word.word import render_alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.finding import Finding
    from generator.narrative.attachments import WrittenAttachment
    from generator.word.word import ReferenceDocument

_LONGEST_NAME = 180  # bytes of a file name without its number and suffix


def read_own_attachments(accounts: Accounts) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the files of 附件/: Markdown as paragraphs, Word files as they are."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    for path in accounts.attachments:
        if path.suffix.lower() in WORD.suffixes or is_format(path, WORD):
            blocks.append(Attachment(path.stem, str(path)))
            continue
        text, problems = read_text(path, f"附件/{path.name}")
        findings.extend(problems)
        if text is None:
            continue
        blocks.append(Paragraph(Role.HEADING, (Span(path.stem),)))
        read = read_markdown(text)
        blocks += read.blocks
        if read.left_behind:
            kinds = "、".join(read.left_behind)
            findings.append(finding(L12, f"附件“{path.name}”中的{kinds}没有带入，请在生成后核对"))
    return tuple(blocks), tuple(findings)


def name_files(written: Iterable[WrittenAttachment], folder: Path) -> dict[Path, WrittenAttachment]:
    """Return the file of each form and report that may be one of its own.

    Names that Windows does not tell apart get a number.
    """
    files: dict[Path, WrittenAttachment] = {}
    taken: set[str] = set()
    for one in written:
        if not one.planned.as_file:
            continue
        stem = name = _file_name(one)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}（{number}）"
        taken.add(name.casefold())
        files[folder / f"{name}.docx"] = one
    return files


def _file_name(written: WrittenAttachment) -> str:
    """Return 大厅运行经费-项目支出绩效自评表; of what is too long, the project's name is cut."""
    form = written.planned.form
    if not written.project:
        return fit_file_name(written.entry, _LONGEST_NAME) or form
    head = fit_file_name(written.project, _LONGEST_NAME - len(form.encode()) - 1)
    return "-".join(filter(None, (head, form)))


def render_files(
    files: dict[Path, WrittenAttachment], department: str, reference: ReferenceDocument
) -> dict[Path, bytes]:
    """Return the forms and reports as Word files."""
    return {
        path: render_alone(one.blocks, one.entry, department, reference)
        for path, one in files.items()
    }
