"""Filled 项目支出绩效自评表 for tests, written with openpyxl and python-docx, cells truly merged.

A form is rows of cells; a cell is a text, or a text with the columns and rows that it covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


class Wide(NamedTuple):
    """A text over several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


Cell = str | Wide
Form = list[list[Cell]]


class _Placed(NamedTuple):
    row: int
    column: int
    cell: Wide


def _place(form: Sequence[Sequence[Cell]]) -> Iterator[_Placed]:
    """Yield the cells with their 0-based places: a row leaves out what one above covers."""
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(form):
        column = 0
        for cell in cells:
            wide = cell if isinstance(cell, Wide) else Wide(cell)
            while (row, column) in covered:
                column += 1
            yield _Placed(row, column, wide)
            covered |= {
                (row + down, column + right)
                for down in range(wide.rows)
                for right in range(wide.columns)
            }
            column += wide.columns


def write_workbook(path: Path, sheets: dict[str, Sequence[Form]]) -> Path:
    """Write a workbook; the forms of a sheet stand one below the other, with a blank row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, forms in sheets.items():
        sheet = book.create_sheet(name)
        top = 1
        for form in forms:
            for row, column, cell in _place(form):
                written = sheet.cell(top + row, column + 1, cell.text or None)
                written.data_type = "s" if cell.text else "n"  # =100% is a text, no formula
                if cell.columns > 1 or cell.rows > 1:
                    sheet.merge_cells(
                        start_row=top + row,
                        end_row=top + row + cell.rows - 1,
                        start_column=column + 1,
                        end_column=column + cell.columns,
                    )
            top += len(form) + 1
    book.save(path)
    return path


def write_document(path: Path, forms: Iterable[tuple[Sequence[str], Form]]) -> Path:
    """Write a Word file: above each form the lines of its title."""
    document = Document()
    for lines, form in forms:
        for line in lines:
            document.add_paragraph(line)
        placed = list(_place(form))
        width = max(column + cell.columns for _, column, cell in placed)
        table = document.add_table(len(form), width)
        for row, column, cell in placed:
            first = table.cell(row, column)
            if cell.columns > 1 or cell.rows > 1:
                first = first.merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))
            first.text = cell.text
    document.save(str(path))
    return path


def grid_of(form: Form) -> list[list[str]]:
    """Return the form as a grid: a merged cell is its first one, the others are blank."""
    placed = list(_place(form))
    width = max(column + cell.columns for _, column, cell in placed)
    rows = [[""] * width for _ in form]
    for row, column, cell in placed:
        rows[row][column] = cell.text.replace("\n", "")
    return rows
