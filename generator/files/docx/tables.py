"""Reads the tables of a submitted Word document (.docx), in its order, as printed sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.files.docx.boxes import table_boxes
from generator.files.docx.characters import PAGE_BREAK, block_text
from generator.files.docx.markup import (
    attribute,
    group_blocks,
    is_on,
    kept_cells,
    kept_rows,
    local_name,
)
from generator.files.docx.package import open_document
from generator.files.docx.rest import unplaced_parts
from generator.files.printed.lines import Line, choose_lines, continues_note, is_note, is_prose
from generator.files.printed.table import FoundTable, join_parts, make_sheet
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import etree

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_MOST_TABLES = 500


def read_docx(path: Path, name: str) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Return the tables of a document as sheets, and what makes it unreadable.

    `name` is the file's name as findings print it. Insertions are read, deletions are not.
    """
    root, findings = open_document(path, name)
    if root is None:
        return (), findings
    body = root.find("{*}body")
    walk = _Walk()
    if body is not None:
        walk.read(body)
    joined = join_parts(walk.tables)
    if not joined:
        return (), (unreadable(name, "这个 Word 文件中没有填了字的表格"),)
    if len(joined) > _MOST_TABLES:
        return (), (unreadable(name, f"有 {len(joined)} 个表格，不像决算公开文件"),)
    named = [(table, f"第{table.first}个表格") for table in joined]
    sheets = tuple(make_sheet(name, table, label) for table, label in named)
    return sheets, tuple(unplaced_parts(name, named))


@dataclass(slots=True)
class _Walk:
    """Goes through a document and keeps its tables with the lines around them."""

    tables: list[FoundTable] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _in_notes: bool = False
    _follows: bool = False

    def read(self, container: etree._Element) -> None:
        """Read the paragraphs and tables of the body, or of a cell that holds a table."""
        for block in group_blocks(container):
            if local_name(block[0]) == "tbl":
                self._read_table(block[0])
            else:
                self._read_paragraphs(block)
        self._close_notes()

    def _read_paragraphs(self, block: tuple[etree._Element, ...]) -> None:
        """Read the paragraphs of one text; the properties of the last one are its own."""
        if is_on(block[-1].find("{*}pPr/{*}pageBreakBefore")):
            self._begin_page()
        for index, page in enumerate(block_text(block).split(PAGE_BREAK)):
            if index:
                self._begin_page()
            for line in page.split("\n"):
                self._read_line(tuple(cell.strip() for cell in line.rstrip().split("\t")))
        section = block[-1].find("{*}pPr/{*}sectPr")
        if section is not None and attribute(section.find("{*}type")) != "continuous":
            self._begin_page()

    def _read_line(self, line: Line) -> None:
        text = " ".join(cell for cell in line if cell)
        if not text:
            return
        if self._in_notes and (is_note(text) or (self._notes and continues_note(text))):
            self._notes.append(text)
            return
        self._close_notes()
        self._follows = False
        if is_prose("\t".join(line)):
            self._lines.clear()
        else:
            self._lines.append(line)

    def _begin_page(self) -> None:
        self._lines.clear()

    def _read_table(self, element: etree._Element) -> None:
        self._close_notes()
        number = len(self.tables) + 1
        above = choose_lines(self._lines)
        follows = self._follows or (bool(above) and len(above) == len(self._lines))
        boxes = table_boxes(element)
        self.tables.append(FoundTable(number, number, above, boxes, follows=follows))
        self._lines.clear()
        self._read_inner_tables(element)
        self._in_notes = len(self.tables) == number
        self._follows = True

    def _read_inner_tables(self, element: etree._Element) -> None:
        for row in kept_rows(element):
            for cell in kept_cells(row):
                if cell.find(".//{*}tbl") is not None:
                    self.read(cell)
                    self._lines.clear()

    def _close_notes(self) -> None:
        if self._in_notes and self._notes:
            last = self.tables[-1]
            self.tables[-1] = FoundTable(
                last.first, last.last, last.above, last.boxes, tuple(self._notes), last.follows
            )
        self._notes.clear()
        self._in_notes = False
