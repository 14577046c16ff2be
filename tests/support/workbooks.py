"""The tables of a folder as a workbook, amounts as numbers, and the texts that Excel shows."""

import re
from pathlib import Path

from openpyxl import Workbook

from .folders import read_rows

_AMOUNT = re.compile(r"-?[0-9,]+\.[0-9]{2}")


def workbook_of(folder: Path) -> Workbook:
    """Return a workbook with a sheet a file, amounts as numbers that look the same."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for path in sorted(folder.glob("*.csv")):
        sheet = workbook.create_sheet(path.stem)
        for row, line in enumerate(read_rows(path), start=1):
            for column, text in enumerate(line, start=1):
                cell = sheet.cell(row, column)
                if _AMOUNT.fullmatch(text):
                    cell.value = float(text.replace(",", ""))
                    cell.number_format = "#,##0.00" if "," in text else "0.00"
                elif text:
                    cell.value = text
    return workbook


def without_edges(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows that hold anything, without the blank columns at their end."""
    rows = [row for row in rows if any(row)]
    width = max(column for row in rows for column, text in enumerate(row, start=1) if text)
    return [[*row, *[""] * width][:width] for row in rows]
