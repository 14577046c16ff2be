"""What the page's template is given: the document as lists that it only has to walk through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.numerals import chinese_numeral
from generator.field import zh
from generator.model.block import Attachment, Chart, Grid, Opening, Paragraph, Role
from generator.reporting.page.numbers import NumberIndex
from generator.reporting.page.pie import Pie, draw_pie
from generator.reporting.page.pieces import PieceWriter
from generator.reporting.page.remarks import count_remarks, list_remarks
from generator.reporting.page.table_rows import TableView, lay_out_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.block import Block, Cover, DocumentContent, Origin, Part
    from generator.model.explanation import Explanation
    from generator.model.figure import Figure
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.reporting.page.pieces import GapEntry, Piece
    from generator.reporting.page.remarks import Remark, Tally

_LOOKS = {
    Role.HEADING: ("h3", "heading"),
    Role.SUBHEADING: ("h4", "subheading"),
    Role.ITEM_HEADING: ("h5", "item"),
    Role.BODY: ("p", "body"),
    Role.CAPTION: ("p", "caption"),
    Role.TABLE_TITLE: ("p", "table-title"),
    Role.TABLE_NOTE: ("p", "note"),
}
_OTHER_LOOK = ("p", "plain")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or heading: its element, class, anchor (or none) and pieces."""

    tag: str
    look: str
    anchor: str
    pieces: tuple[Piece, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attached Word file, which only the Word document can hold."""

    title: str
    file: str
    anchor: str
    kind: str = "enclosure"


BlockView = Text | Pie | TableView | Enclosure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of its own: a table, or everything between two tables."""

    landscape: bool
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A part: its heading, its name, its pages, and what the contents list of it."""

    anchor: str
    text: str
    heading: tuple[Piece, ...]
    title: tuple[Piece, ...]
    sheets: tuple[Sheet, ...]
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the cover; `look` is its class."""

    look: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that the page shows."""

    title: str
    cover: tuple[CoverLine, ...]
    contents_title: str
    parts: tuple[PartView, ...]
    gaps: tuple[GapEntry, ...]
    remarks: tuple[Remark, ...]
    tallies: tuple[Tally, ...]
    numbers: dict[str, object]


def build_view(
    content: DocumentContent,
    findings: tuple[Finding, ...],
    explain: Callable[[Figure], Explanation],
    name_origin: Callable[[Origin], str] | None = None,
) -> PageView:
    """Return the page of a document and its findings."""
    cover = content.cover
    numbers = NumberIndex(explain)
    writer = PieceWriter(numbers, name_origin)
    lines = _write_cover(cover, writer)
    builder = _PartBuilder(writer)
    parts = tuple(builder.build(part) for part in content.parts)
    return PageView(
        title=f"{cover.department}{cover.year_line}{cover.title}",
        cover=lines,
        contents_title=content.contents_title,
        parts=parts,
        gaps=tuple(writer.gaps),
        remarks=list_remarks(findings, builder.locate),
        tallies=count_remarks(findings),
        numbers=numbers.data(),
    )


def _write_cover(cover: Cover, writer: PieceWriter) -> tuple[CoverLine, ...]:
    lines = (
        ("cover-name", cover.year_line),
        ("cover-name", cover.department),
        ("cover-title", cover.title),
        ("cover-date", cover.date),
    )
    return tuple(
        CoverLine(look, writer.write_plain(text, section=zh.COVER)) for look, text in lines if text
    )


class _PartBuilder:
    """Builds the parts one after the other; `anchors` leads to tables (公开01) and clauses.

    A clause that several parts have (一) leads to the last of them that has paragraphs of its
    own: 部门概况 comes before the narrative, and the parts after it have no clauses.
    """

    def __init__(self, writer: PieceWriter) -> None:
        self.anchors: dict[str, str] = {}
        self._writer = writer
        self._parts = 0
        self._anchored = 0
        self._clauses: set[str] = set()
        self._entries: list[ContentsEntry] = []

    def build(self, part: Part) -> PartView:
        """Return a part with its contents entries."""
        self._parts += 1
        self._anchored = 0
        self._clauses = set()
        self._entries = []
        heading = self._writer.write_plain(part.heading)
        title = self._writer.write_plain(part.title)
        return PartView(
            anchor=f"part-{self._parts}",
            text=f"{part.heading}　{part.title}".strip("　"),
            heading=heading,
            title=title,
            sheets=self._sheets(part),
            entries=tuple(self._entries),
        )

    def _sheets(self, part: Part) -> tuple[Sheet, ...]:
        """Return the pages; the first, which also bears the heading, has no table."""
        pages: list[tuple[bool, list[BlockView]]] = [(False, [])]
        tables = 0
        after_table = False
        for block in part.blocks:
            if isinstance(block, Grid) and block.title:
                tables += 1
                pages.append((block.landscape, [self._table(block, tables)]))
            else:
                if after_table or isinstance(block, Opening):
                    pages.append((False, []))
                pages[-1][1].extend(self._block(block))
            after_table = isinstance(block, Grid) and bool(block.title)
        return tuple(Sheet(landscape, tuple(blocks)) for landscape, blocks in pages)

    def _block(self, block: Block) -> list[BlockView]:
        if isinstance(block, Paragraph):
            return [self._paragraph(block)]
        if isinstance(block, Chart):
            pie = draw_pie(block)
            return [pie] if pie is not None else []
        if isinstance(block, Opening):
            return self._opening(block)
        if isinstance(block, Attachment):
            file = block.path.replace("\\", "/").rpartition("/")[2]
            anchor = self._new_anchor()
            self._entries.append(ContentsEntry(anchor, block.title or file))
            return [Enclosure(block.title, file, anchor)]
        return [lay_out_table(block, self._new_anchor(), self._writer)]

    def _paragraph(self, paragraph: Paragraph) -> Text:
        tag, look = _LOOKS.get(paragraph.role, _OTHER_LOOK)
        anchor = ""
        opens_clause = bool(paragraph.where) and paragraph.where not in self._clauses
        if opens_clause or paragraph.role is Role.HEADING:
            anchor = self._new_anchor()
        if opens_clause:
            self._clauses.add(paragraph.where)
            self.anchors[paragraph.where] = anchor
        if paragraph.role is Role.HEADING and paragraph.is_listed:
            self._entries.append(ContentsEntry(anchor, paragraph.text))
        return Text(tag, look, anchor, self._writer.write_paragraph(paragraph))

    def _opening(self, opening: Opening) -> list[BlockView]:
        """Return the title of a form or report, and what its title page holds below it."""
        anchor = self._new_anchor()
        self._entries.append(ContentsEntry(anchor, opening.entry))
        pieces = self._writer.write_paragraph(opening.title)
        lines = [
            Text("p", "title-line", "", self._writer.write_paragraph(line))
            for line in opening.lines
        ]
        return [Text("h3", "report-title", anchor, pieces), *lines]

    def _table(self, grid: Grid, number: int) -> TableView:
        anchor = self._new_anchor()
        self.anchors[grid.number.removesuffix("表")] = anchor
        self._entries.append(ContentsEntry(anchor, f"{chinese_numeral(number)}、{grid.title}"))
        return lay_out_table(grid, anchor, self._writer)

    def locate(self, place: Place) -> str:
        """Return the anchor of the table or clause of a place, empty where there is none."""
        target = place.table if place.file else place.section or place.table
        return self.anchors.get(target, "")

    def _new_anchor(self) -> str:
        self._anchored += 1
        return f"part-{self._parts}-{self._anchored}"
