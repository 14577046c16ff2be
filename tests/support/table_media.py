"""A changed table as a file of each kind, written by libraries that the readers do not use.

Word and PDF have the lines above the grid as text, as documents do; a PDF goes on on the next page
without its heads.
"""

import csv
import html
import io
import itertools
from collections.abc import Callable

import xlwt
from docx import Document
from openpyxl import Workbook

from support.portable_writer import PdfPage, write_pdf
from support.table_mutations import AMOUNT, Change

Grid = list[list[str]]
_ROWS = (5, 12, 34)  # on a page
_LINE = 18


def even(grid: Grid) -> Grid:
    """A grid whose rows are all as long as its longest."""
    return [[*row, *[""] * (_width(grid) - len(row))] for row in grid]


def below(*grids: Grid, gap: int = 1) -> Grid:
    """Tables from top to bottom, with so many blank rows below each."""
    return even([row for grid in grids for row in (*grid, *[[""]] * gap)])


def beside(*grids: Grid, gap: int = 1, down: int = 0) -> Grid:
    """Tables from left to right, each `down` rows lower than the one before."""
    lowered = [[[""]] * (at * down) + grid for at, grid in enumerate(grids)]
    height = max(map(len, lowered))
    filled = [even([*grid, *[[""]] * (height - len(grid))]) for grid in lowered]
    return [
        list(itertools.chain(*((*row, *[""] * gap) for row in rows)))
        for rows in zip(*filled, strict=True)
    ]


def laid_out(change: Change) -> Grid:
    """The rows of the sheet: the table, and those that stand below or beside it."""
    grids = [change.grid, *(grid for _, grid in change.neighbours)]
    if len(grids) == 1:
        return change.grid
    return beside(*grids) if change.beside else below(*grids)


def _width(grid: Grid) -> int:
    return max(map(len, grid))


def format_delimited(change: Change) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=change.delimiter, lineterminator="\r\n").writerows(change.grid)
    return (file.getvalue() + change.tail).encode(change.encoding)


def merges_of(change: Change) -> list[tuple[int, int, int, int]]:
    """The merged cells that hold one text, where other changes have not moved the rows."""
    rows = laid_out(change)
    return [
        (top, left, bottom, right)
        for top, left, bottom, right in change.merges
        if not any(rows[top][left + 1 : right + 1])
    ]


def format_workbook(change: Change) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(change.form)
    for row in laid_out(change):
        sheet.append([text or None for text in row])
    for top, left, bottom, right in merges_of(change):
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    for at in change.hidden_rows:
        sheet.row_dimensions[at + 1].hidden = True
    for column in change.hidden_columns:
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQ"[column]].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def format_old_workbook(change: Change) -> bytes:
    """An .xls with its plain amounts as numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(change.form)
    number = xlwt.easyxf(num_format_str="#,##0.00")
    merged = {(top, left): (bottom, right) for top, left, bottom, right in merges_of(change)}
    for at, row in enumerate(laid_out(change)):
        for column, text in enumerate(row):
            if (at, column) in merged:
                bottom, right = merged[at, column]
                sheet.write_merge(at, bottom, column, right, text)
            elif AMOUNT.fullmatch(text) and len(text.rpartition(".")[2]) == 2:
                sheet.write(at, column, float(text.replace(",", "")), number)
            elif text:
                sheet.write(at, column, text)
    for at in change.hidden_rows:
        sheet.row(at).hidden = True
    for column in change.hidden_columns:
        sheet.col(column).hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def format_page(change: Change) -> bytes:
    lines = [
        "<tr>" + "".join(f"<td>{_escaped(text)}</td>" for text in row) + "</tr>"
        for row in change.grid
    ]
    page = f"<html><meta charset=utf-8><body><table>{''.join(lines)}</table></body></html>"
    return page.encode()


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def parted(change: Change) -> tuple[list[str], Grid]:
    """The lines above the heads of the columns, and the grid below them."""
    start = next((at for at, row in enumerate(change.grid[:9]) if _is_head(row)), 1)
    lines = ["    ".join(text for text in row if text) for row in change.grid[:start]]
    return [line for line in lines if line], change.grid[start:]


def _is_head(row: list[str]) -> bool:
    words = ["".join(text.split()) for text in row]
    begins = ("项目", "收入", "科目", "功能分类", "人员经费", "经济")
    return any(word.startswith(begins) and not word.endswith("表") for word in words)


def format_document(change: Change) -> bytes:
    lines, grid = parted(change)
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(grid), _width(grid))
    for row, texts in zip(table.rows, grid, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def format_print(change: Change, rows: int = 0) -> bytes:
    """A PDF, wide enough for every text, with so many rows on a page."""
    rows = rows or change.dice.choice(_ROWS)
    lines, grid = parted(change)
    columns = zip(*([*row, *[""] * (_width(grid) - len(row))] for row in grid), strict=False)
    widths = tuple(12 + 10.0 * max(_length(text) for text in column) for column in columns)
    width = max(595.0, 100 + sum(widths))
    pages = [PdfPage(width=width)]
    for at, line in enumerate(lines):
        pages[0].text(50, 40 + _LINE * at, line)
    top = 50 + _LINE * len(lines)
    for start in range(0, len(grid), rows):
        if start:
            pages.append(PdfPage(width=width))
            top = 50
        pages[-1].table(grid[start : start + rows], top, widths)
    return write_pdf(pages)


def _length(text: str) -> int:
    return max(map(len, text.split("\n")))


WRITERS: dict[str, Callable[[Change], bytes]] = {
    "csv": format_delimited,
    "xlsx": format_workbook,
    "xls": format_old_workbook,
    "html": format_page,
    "docx": format_document,
    "pdf": format_print,
}
