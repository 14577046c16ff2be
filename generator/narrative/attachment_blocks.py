"""A form or report (附件) as blocks: its line in the contents, title, title page, text and tables.

# is the title, ## to #### are the headings below it; ::目录 gives its line in the contents, and
what stands between ::封面 and ::正文 has a page of its own. ::称谓 is a line without indent, ::落款
one at the right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import TemplateError
from generator.field import zh
from generator.model.block import Opening, Paragraph, Role
from generator.narrative.blocks import read_line, split_chunks
from generator.narrative.grids import read_table, split_tables
from generator.narrative.marks import is_subtitle, split_marks, strip_lines, strip_marks

if TYPE_CHECKING:
    from generator.model.block import Block, Span
    from generator.narrative.grids import WrittenRow
    from generator.narrative.marks import MarkRegister

ENTRY, TITLE_PAGE, TEXT = zh.CONTENTS, zh.COVER, zh.BODY
_SIDES = {"称谓": "left", "落款": "right"}
SIGNS = (ENTRY, TITLE_PAGE, TEXT, *_SIDES)
_SIGN = re.compile(rf"::({'|'.join(SIGNS)})(?:\s+(.*))?", re.DOTALL)
# What stands right above a table: its title, and the unit of its amounts.
_CAPTION = re.compile(r"表\s*[0-9一二三四五六七八九十]")
_UNIT = f"{zh.UNIT}："
_ROLES = {0: Role.BODY, 2: Role.HEADING, 3: Role.SUBHEADING, 4: Role.ITEM_HEADING}


class _Line(NamedTuple):
    """A paragraph as it is read, and the side at which it stands."""

    role: Role
    spans: tuple[Span, ...]
    align: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads one form or report; `lines` are those of its title page."""

    ledger: MarkRegister
    template: str
    entry: str = ""
    title: tuple[Span, ...] = ()
    lines: list[tuple[Span, ...]] = field(default_factory=list)
    blocks: list[_Line | list[WrittenRow]] = field(default_factory=list)
    on_title_page: bool = False

    def read(self, chunk: str) -> None:
        """Read a heading, a paragraph or a sign."""
        sign = _SIGN.fullmatch(strip_lines(chunk))
        if sign and sign[1] in _SIDES:
            spans = split_marks((sign[2] or "").strip(), self.ledger)
            self.add(_Line(Role.BODY, spans, _SIDES[sign[1]]))
            return
        if sign:
            self._follow(sign[1], strip_marks(sign[2] or "").strip())
            return
        level, spans = read_line(chunk, self.ledger)
        if level == 1:
            if self.title:
                raise self._fault("只能有一个标题（以“# ”开头的一行），下面的标题用“##”至“####”")
            self.title = spans
        elif self.on_title_page:
            self.lines.append(spans)
        else:
            role = Role.ITEM_HEADING if is_subtitle(chunk) else _ROLES[level]
            self.add(_Line(role, spans))

    def add(self, block: _Line | list[WrittenRow]) -> None:
        """Add a paragraph or a table below the title."""
        if not self.title:
            raise self._fault("要先写标题（以“# ”开头的一行），再写内容")
        if self.on_title_page:
            raise self._fault(f"封面上不能有表格；封面写完之后要有一行“::{TEXT}”")
        self.blocks.append(block)

    def _follow(self, sign: str, text: str) -> None:
        if sign == ENTRY:
            self.entry = text
        elif sign == TITLE_PAGE and (self.blocks or self.title):
            raise self._fault(f"“::{TITLE_PAGE}”要写在标题之前")
        else:
            self.on_title_page = sign == TITLE_PAGE

    def _fault(self, message: str) -> TemplateError:
        return TemplateError([f"{self.template}：{message}"])


def read_attachment(
    text: str, ledger: MarkRegister, template: str
) -> tuple[Opening, tuple[Block, ...]]:
    """Return the opening of a form or report, and the blocks that follow it.

    Raises TemplateError.
    """
    reader = _Reader(ledger, template)
    for segment in split_tables(text):
        if isinstance(segment, str):
            for chunk in split_chunks(segment):
                reader.read(chunk)
        else:
            reader.add(segment)
    if not reader.title:
        raise TemplateError([f"{template}：没有标题（以“# ”开头的一行）"])
    entry = reader.entry or "".join(span.text for span in reader.title)
    builder = _Builder(ledger, template, place_of(entry))
    title_role = Role.COVER_TITLE if reader.lines else Role.TABLE_TITLE
    title = builder.paragraph(title_role, reader.title)
    lines = tuple(builder.paragraph(Role.BODY, spans) for spans in reader.lines)
    return Opening(entry, title, lines), builder.build(reader.blocks)


def place_of(entry: str) -> str:
    """Return what a form or report is called as the place of a number or a gap."""
    return f"{zh.ATTACHMENTS}　{entry}"


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes the blocks of a form or report, which all stand in one clause (`where`)."""

    ledger: MarkRegister
    template: str
    where: str

    def paragraph(self, role: Role, spans: tuple[Span, ...], align: str = "") -> Paragraph:
        """Return a paragraph; the contents list none of them."""
        return Paragraph(role, spans, self.where, self.template, is_listed=False, align=align)

    def build(self, read: list[_Line | list[WrittenRow]]) -> tuple[Block, ...]:
        """Return the blocks; what stands right above a table is its unit and its title."""
        paragraphs: list[Paragraph] = []  # since the last table
        blocks: list[Block] = []
        for one in read:
            if not isinstance(one, list):
                paragraphs.append(self.paragraph(*one))
                continue
            grid = read_table(one, self.ledger, self.template, self.where)
            if paragraphs and paragraphs[-1].text.startswith(_UNIT):
                grid = replace(grid, unit=paragraphs.pop().text)
            if paragraphs and _CAPTION.match(paragraphs[-1].text):
                paragraphs[-1] = replace(paragraphs[-1], role=Role.CAPTION)
            blocks += [*paragraphs, grid]
            paragraphs = []
        return (*blocks, *paragraphs)
