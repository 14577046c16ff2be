"""A finished .docx read back with python-docx: paragraphs and tables in order, cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

_BLANK = re.compile(r"\s+")
_HEADING = re.compile(r"第[一二三四五]部分|[一二三四五六七八九十]+、")


def squeeze(text: str) -> str:
    """Return a text without blanks and line ends."""
    return _BLANK.sub("", text)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the body."""

    text: str
    paragraph: Paragraph

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that hold the text."""
        return [self.paragraph]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell is one cell."""

    text: str
    cell: _Cell

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs that hold the text."""
        return list(self.cell.paragraphs)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a cell that spans columns or rows stands in all of them.

    `texts` are those of its cells without blanks.
    """

    rows: tuple[tuple[Cell, ...], ...]
    texts: tuple[tuple[str, ...], ...]

    def row_of(self, label: str, since: int = 0) -> int | None:
        """Return the first row from `since` on with a cell that says the label."""
        for index, row in enumerate(self.texts):
            if index >= since and any(_says(text, label) for text in row):
                return index
        return None

    def at(self, row: int, column: str) -> Cell | None:
        """Return the cell of a row under a column, as the nearest head above names it."""
        texts = self.texts
        for head in range(row - 1, -1, -1):
            for index, text in enumerate(texts[head]):
                if _says(text, column) and index < len(self.rows[row]):
                    return self.rows[row][index]
        return None

    def beside(self, label: str) -> Cell | None:
        """Return the cell to the right of a label."""
        row = self.row_of(label)
        if row is None:
            return None
        cells, texts = self.rows[row], self.texts[row]
        last = max(index for index, text in enumerate(texts) if _says(text, label))
        return cells[last + 1] if last + 1 < len(cells) else None


def _says(text: str, label: str) -> bool:
    """Whether a cell says a label, whatever colon or bracket stands behind it."""
    return re.split(r"[：:（(]", text)[0] == re.split(r"[：:（(]", label)[0] if text else False


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a document, its blocks in their order."""

    document: Document
    blocks: tuple[Block, ...]

    def lines(self, start: int, end: int) -> list[Line]:
        """Return the paragraphs between two blocks."""
        return [block for block in self.blocks[start:end] if isinstance(block, Line)]

    def grids(self, start: int, end: int) -> list[Grid]:
        """Return the tables between two blocks."""
        return [block for block in self.blocks[start:end] if isinstance(block, Grid)]

    def find(self, opening: str, start: int = 0) -> int | None:
        """Return the first paragraph from `start` on that opens so."""
        for index in range(start, len(self.blocks)):
            block = self.blocks[index]
            if isinstance(block, Line) and squeeze(block.text).startswith(opening):
                return index
        return None

    def last(self, opening: str) -> int | None:
        """Return the last paragraph that opens so: the heading, not its entry in the contents."""
        found = None
        start = self.find(opening)
        while start is not None:
            found, start = start, self.find(opening, start + 1)
        return found

    def section(self, opening: str) -> tuple[int, int]:
        """Return the range of a section: from its heading to the next one; empty without it."""
        start = self.last(opening)
        if start is None:
            return 0, 0
        for index in range(start + 1, len(self.blocks)):
            block = self.blocks[index]
            if isinstance(block, Line) and _HEADING.match(squeeze(block.text)):
                return start, index
        return start, len(self.blocks)


def read_page(path: Path) -> Page:
    """Return the document at a path."""
    document = docx.Document(str(path))
    return Page(document, tuple(_blocks(document)))


def _blocks(document: Document) -> Iterator[Block]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            rows = tuple(tuple(Cell(c.text, c) for c in row.cells) for row in item.rows)
            yield Grid(rows, tuple(tuple(squeeze(cell.text) for cell in row) for row in rows))
        else:
            yield Line(item.text, item)


def replace_text(paragraphs: list[Paragraph], start: int, end: int, by: str) -> None:
    """Put other characters between two positions of a text; the look of its runs stays.

    The text of several paragraphs is joined by line ends, as `text` of a cell joins it.
    """
    offset = 0
    for paragraph in paragraphs:
        length = len(paragraph.text)
        if offset <= start and end <= offset + length:
            _replace_in(paragraph, start - offset, end - offset, by)
            return
        offset += length + 1
    raise ValueError((start, end))


def _replace_in(paragraph: Paragraph, start: int, end: int, by: str) -> None:
    position = 0
    for run in paragraph.runs:
        text = run.text
        low, high = max(start - position, 0), min(end - position, len(text))
        if low < high:
            run.text = text[:low] + by + text[high:]
            by = ""
        position += len(text)
