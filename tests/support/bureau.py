"""The workbook of a bureau, made of the sample's lists: a row a department, 年初预算 behind."""

from collections.abc import Callable
from pathlib import Path

import openpyxl

from .folders import read_rows
from .submitted import DEPARTMENT, SAMPLE

OTHER = "江河市水利局"
MAIN, BUDGETS = "部门", "年初预算"
RUNNING = "机关运行经费"


def _rows(name: str) -> list[list[str]]:
    return read_rows(SAMPLE / f"{name}.csv")[1:]


def bureau_book(path: Path, change: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    """Write the workbook with the sample's own numbers, and another department's, all 1."""
    last = [(f"上年{key}", amount) for key, amount, *_ in _rows("上年数")]
    facts = [(f"事项{key}" if key == RUNNING else key, value) for key, value, *_ in _rows("事项")]
    columns = [*last, *facts]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = MAIN
    sheet.append(["部门名称", *(head for head, _ in columns)])
    sheet.append([DEPARTMENT, *(value for _, value in columns)])
    sheet.append([OTHER, *("1" for _ in columns)])
    budgets = book.create_sheet(BUDGETS)
    budgets.append(["部门名称", "科目编码", "科目名称", "年初预算数"])
    for code, name, amount, *_ in _rows(BUDGETS):
        budgets.append([DEPARTMENT, code, name, amount])
    if change is not None:
        change(book)
    book.save(path)
    return path


def put(head: str, value: str, *, sheet: str = MAIN, row: int = 2) -> Callable[..., None]:
    """Return the change of one cell, by the head of its column."""

    def change(book: openpyxl.Workbook) -> None:
        heads = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, heads.index(head) + 1).value = value

    return change


def add(*values: object, sheet: str = MAIN) -> Callable[..., None]:
    """Return the change that adds a row."""

    def change(book: openpyxl.Workbook) -> None:
        book[sheet].append(list(values))

    return change


def rename(old: str, new: str, *, sheet: str = MAIN) -> Callable[..., None]:
    """Return the change of a head."""

    def change(book: openpyxl.Workbook) -> None:
        heads = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(1, heads.index(old) + 1).value = new

    return change
