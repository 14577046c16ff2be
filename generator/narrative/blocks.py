"""Rendered text to blocks: headings by #, paragraphs by blank lines, ::图 and | for the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.block import Chart, Paragraph, Role
from generator.narrative.grids import read_table, split_tables, typed_signs
from generator.narrative.marks import (
    MarkRegister,
    is_subtitle,
    split_marks,
    strip_lines,
    strip_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.block import Block, Slice, Span

_HEADING = re.compile(r"^(#{1,4})\s+(.*)$")
_CHART = re.compile(r"^::图\s+(\S+)$")
_SIGN = "::"  # with it a line begins that is no text: a chart, a sign of an attachment
_SECTION = re.compile(r"^([一二三四五六七八九十]+)、")
_SUBSECTION = re.compile(r"^（([一二三四五六七八九十]+)）")
_MISSING_TABLE = re.compile(r"公开0[1-9] [^{的（]+表")
_ITEM = re.compile(r"^([0-9]+)[.．、]")
_ROLES = (Role.BODY, Role.HEADING, Role.SUBHEADING, Role.ITEM_HEADING, Role.ITEM_HEADING)


@dataclass(slots=True)
class _Where:
    """The clause that is being written: 五（三）2."""

    section: str = ""
    subsection: str = ""
    item: str = ""

    def follow(self, text: str) -> str:
        """Move on to the clause that `text` begins, if it begins one, and return the clause."""
        section, subsection = _SECTION.match(text), _SUBSECTION.match(text)
        item = _ITEM.match(text)
        if section:
            self.section, self.subsection, self.item = section.group(1), "", ""
        elif subsection and self.section:
            self.subsection, self.item = f"（{subsection.group(1)}）", ""
        elif item and self.section:
            self.item = item.group(1)
        return f"{self.section}{self.subsection}{self.item}"


@dataclass(slots=True)
class ChartBook:
    """The charts a document may draw, by name; those drawn are numbered in order.

    A structure without an amount above 0 is not drawn, and has no number.
    """

    charts: Mapping[str, tuple[str, tuple[Slice, ...]]]
    unit: str
    drawn: int = 0

    def draw(self, name: str, where: str) -> Chart | None:
        """Return the chart with the next number, None where it has nothing to show.

        Raises KeyError for a chart that nothing provides.
        """
        title, slices = self.charts[name]
        chart = Chart(f"图{self.drawn + 1}：{title}", title, slices, self.unit, where)
        if not chart.drawn:
            return None
        self.drawn += 1
        return chart


def split_chunks(text: str) -> Iterator[str]:
    """Yield headings, charts and paragraphs; the lines of a paragraph are joined."""
    lines: list[str] = []
    for raw in [*typed_signs(text).split("\n"), ""]:
        line = raw.strip()
        if line and not _HEADING.match(line) and not line.startswith(_SIGN):
            lines.append(line)
            continue
        if lines:
            yield "".join(lines)
            lines = []
        if line:
            yield line


def collapse_missing_table(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return one mark a table for a paragraph that lacks several figures of a missing table."""
    tables = [span for span in spans if span.gap and _MISSING_TABLE.fullmatch(span.gap.wording)]
    unique = {span.text: span for span in tables}
    return tuple(unique.values()) if len(tables) > len(unique) else spans


def read_blocks(
    text: str, ledger: MarkRegister, template: str, charts: ChartBook | None = None
) -> list[Block]:
    """Return the blocks of a rendered template.

    Raises KeyError for an unknown chart, TemplateError for a faulty table.
    """
    blocks: list[Block] = []
    where = _Where()
    for segment in split_tables(text):
        if not isinstance(segment, str):
            blocks.append(read_table(segment, ledger, template, where.follow("")))
            continue
        for chunk in split_chunks(segment):
            chart = _CHART.match(chunk)
            if chart and charts is not None:
                drawn = charts.draw(strip_marks(chart.group(1)), where.follow(""))
                if drawn is not None:
                    blocks.append(drawn)
            else:
                level, spans = read_line(chunk, ledger)
                plain = "".join(span.text for span in spans)
                clause = where.follow(plain if level or _ITEM.match(strip_lines(chunk)) else "")
                role = Role.ITEM_HEADING if is_subtitle(chunk) else _ROLES[level]
                blocks.append(Paragraph(role, spans, where=clause, template=template))
    return blocks


def read_line(chunk: str, ledger: MarkRegister) -> tuple[int, tuple[Span, ...]]:
    """Return the level of a heading, 0 for a paragraph, and its text as spans."""
    heading = _HEADING.match(chunk)
    if heading is None:
        return 0, collapse_missing_table(split_marks(chunk, ledger))
    return len(heading.group(1)), split_marks(heading.group(2), ledger)
