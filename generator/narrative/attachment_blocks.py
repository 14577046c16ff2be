"""A form or report (附件) as blocks: its line in the contents, title, title page, text and tables.

# is the title, ## and ### are the headings below it; ::目录 gives its line in the contents, and
what stands between ::封面 and ::正文 has a page of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.field import zh
from generator.model.block import Opening, Paragraph, Role
from generator.narrative.blocks import read_line, split_chunks
from generator.narrative.grids import read_table, split_tables
from generator.narrative.marks import is_subtitle, strip_marks

if TYPE_CHECKING:
    from generator.model.block import Block, Span
    from generator.narrative.grids import WrittenRow
    from generator.narrative.marks import MarkRegister

ENTRY, TITLE_PAGE, TEXT = zh.CONTENTS, zh.COVER, zh.BODY
SIGNS = (ENTRY, TITLE_PAGE, TEXT)
_SIGN = re.compile(rf"::({'|'.join(SIGNS)})(?:\s+(.*))?", re.DOTALL)
_ROLES = {0: Role.BODY, 2: Role.HEADING, 3: Role.SUBHEADING}


@dataclass(slots=True)
class _Reader:
    """Reads one form or report; `lines` are those of its title page."""

    ledger: MarkRegister
    template: str
    entry: str = ""
    title: tuple[Span, ...] = ()
    lines: list[tuple[Span, ...]] = field(default_factory=list)
    blocks: list[tuple[Role, tuple[Span, ...]] | list[WrittenRow]] = field(default_factory=list)
    on_title_page: bool = False

    def read(self, chunk: str) -> None:
        """Read a heading, a paragraph or a sign."""
        sign = _SIGN.fullmatch(chunk)
        if sign:
            self._follow(sign[1], strip_marks(sign[2] or "").strip())
            return
        level, spans = read_line(chunk, self.ledger)
        if level == 1:
            if self.title:
                raise self._fault("只能有一个标题（以“# ”开头的一行），下面的标题用“##”“###”")
            self.title = spans
        elif self.on_title_page:
            self.lines.append(spans)
        else:
            role = Role.ITEM_HEADING if is_subtitle(chunk) else _ROLES[level]
            self.add((role, spans))

    def add(self, block: tuple[Role, tuple[Span, ...]] | list[WrittenRow]) -> None:
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
    where = f"{zh.ATTACHMENTS}：{entry}"

    def paragraph(role: Role, spans: tuple[Span, ...]) -> Paragraph:
        return Paragraph(role, spans, where=where, template=template, is_listed=False)

    title = paragraph(Role.COVER_TITLE if reader.lines else Role.TABLE_TITLE, reader.title)
    lines = tuple(paragraph(Role.BODY, spans) for spans in reader.lines)
    blocks = tuple(
        read_table(block, ledger, template, where) if isinstance(block, list) else paragraph(*block)
        for block in reader.blocks
    )
    return Opening(entry, title, lines), blocks
