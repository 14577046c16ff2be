"""What stands around the narrative: cover, overview, table notes, glossary (templates too)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.base.numerals import chinese_month
from generator.field import zh
from generator.model.block import Cover, Gap, Paragraph, Role
from generator.narrative.blocks import read_blocks, split_chunks
from generator.narrative.environment import FRAME_TEMPLATES
from generator.narrative.glossary import keep_used_terms
from generator.narrative.marks import strip_marks
from generator.narrative.render import NAME_GAP, YEAR_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.narrative.render import Writer

COVER, PARTS, OVERVIEW, NOTES, GLOSSARY = FRAME_TEMPLATES
_STATEMENT = "说明："
_NO_LINE = "-"  # of 封面.md: a line that this cover does not have
_DATE_GAP = Gap(zh.COMPILED_ON, zh.COMPILED_ON, file=zh.IDENTITY_FILE)


@dataclass(frozen=True, slots=True)
class TableNotes:
    """The lines below a table: notes, and the statement for a table without data."""

    notes: tuple[str, ...]
    statement: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Cover, part headings (目录 first), overview, glossary, notes by form."""

    cover: Cover
    cover_gaps: tuple[Gap, ...]
    contents_title: str
    headings: tuple[str, ...]
    overview: tuple[Block, ...]
    glossary: tuple[Block, ...]
    notes: Mapping[str, TableNotes]


def write_frame(writer: Writer, accounts: Accounts, narrative: Sequence[Block]) -> Frame:
    """Return everything around the narrative. Raises TemplateError."""
    cover = _cover(writer, accounts)
    headings = _lines(writer.render(PARTS, "通用"))
    wanted = 6  # 目录 and five parts
    if len(headings) != wanted:
        raise TemplateError(
            [f"{PARTS}：应有 {wanted} 行（目录和五个部分），现有 {len(headings)} 行"]
        )
    return Frame(
        cover=cover,
        cover_gaps=_cover_gaps(cover, accounts),
        contents_title=headings[0],
        headings=headings[1:],
        overview=_blocks(writer, OVERVIEW, zh.OVERVIEW),
        glossary=_glossary(writer, accounts, narrative),
        notes=_read_notes(writer.render(NOTES, "通用")),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(strip_marks(chunk) for chunk in split_chunks(text))


def _blocks(writer: Writer, template: str, section: str) -> tuple[Block, ...]:
    blocks = read_blocks(writer.render(template, section), writer.ledger, template)
    # 一、 of another part is no clause of the narrative; the glossary is text throughout.
    return tuple(
        Paragraph(Role.BODY if template == GLOSSARY else block.role, block.spans, template=template)
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    )


def _glossary(writer: Writer, accounts: Accounts, narrative: Sequence[Block]) -> tuple[Block, ...]:
    """Return part four; what the user has written himself stays whole."""
    blocks = _blocks(writer, GLOSSARY, zh.GLOSSARY)
    own = accounts.texts.get(zh.GLOSSARY, "").strip()
    if own or not writer.switches(zh.GLOSSARY)["只列用到的"]:
        return blocks
    return keep_used_terms(blocks, narrative, accounts.tables)


def _cover(writer: Writer, accounts: Accounts) -> Cover:
    lines = _lines(writer.render(COVER, zh.COVER, 封面日期=_date_line(writer, accounts)))
    wanted = 4
    if len(lines) != wanted:
        parts = "年度、名称、标题、日期；不印的写“-”"
        raise TemplateError([f"{COVER}：应有 {wanted} 行（{parts}），现有 {len(lines)} 行"])
    return Cover(*("" if line == _NO_LINE else line for line in lines))


def _cover_gaps(cover: Cover, accounts: Accounts) -> tuple[Gap, ...]:
    """Return what is missing of what this cover prints."""
    identity = accounts.identity
    wanted = (
        (identity.department, NAME_GAP),
        (identity.year, YEAR_GAP),
        (identity.compiled, _DATE_GAP),
    )
    text = f"{cover.year_line}{cover.department}{cover.title}{cover.date}"
    return tuple(gap for value, gap in wanted if not value and gap.mark in text)


def _date_line(writer: Writer, accounts: Accounts) -> str:
    """Return the month of the cover: digit-wise (二〇二五年九月) or in Arabic digits."""
    compiled = accounts.identity.compiled
    if compiled is None:
        return _DATE_GAP.mark
    year, month = compiled
    in_digits = writer.switches(zh.COVER)[zh.DATE] == "数字"
    return f"{year}年{month}月" if in_digits else chinese_month(year, month)


def _read_notes(text: str) -> dict[str, TableNotes]:
    notes: dict[str, TableNotes] = {}
    form = ""
    for chunk in split_chunks(text):
        line = strip_marks(chunk)
        if line.startswith("# "):
            form = line[2:].strip()
            notes[form] = TableNotes((), "")
        elif line.startswith(_STATEMENT):
            notes[form] = TableNotes(notes[form].notes, line)
        elif form:
            notes[form] = TableNotes((*notes[form].notes, line), notes[form].statement)
    return notes
