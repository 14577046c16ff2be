"""公开06 (three blocks of economic codes, or a list) and 公开09 (twelve numbered cells)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model import forms
from generator.model.table import Row
from generator.reading.bodies import Body, clean_name, is_note, structure_finding
from generator.reading.columns import find_ordinals

if TYPE_CHECKING:
    from generator.model.forms import Form
    from generator.model.table import Cell
    from generator.reading.amounts import AmountReader
    from generator.reading.sheet import Sheet

STAFF_TOTAL = "人员经费合计"
OFFICE_TOTAL = "公用经费合计"
AMOUNT = "决算数"
_TOTALS = (STAFF_TOTAL, OFFICE_TOTAL)
_ECONOMIC = re.compile(r"(3(?:0[1-9]|1[0-3]|99)(?:[0-9]{2})?)([\u4e00-\u9fff].*)?")
_NUMBER = re.compile(r"[0-9]")


def read_basic_detail(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the rows of 公开06, block by block, then the two totals."""
    starts = _block_starts(sheet)
    if not starts:
        finding = structure_finding(
            "L08", f"{form.number} 中找不到经济分类科目编码列", sheet.place(0, 0, table=form.number)
        )
        return Body((), (), len(sheet.rows), (finding,))
    blocks: list[list[Row]] = [[] for _ in starts]
    totals: dict[str, Row] = {}
    end = len(sheet.rows)
    for index, row in enumerate(sheet.rows):
        if is_note(row):
            end = index
            break
        for block, start in zip(blocks, starts, strict=True):
            read = _read_entry(row, index, start, amounts)
            if read is not None:
                block.append(read)
        for label in _TOTALS:
            if label not in totals and label in {squash(text) for text in row}:
                totals[label] = _read_total(sheet, index, label, starts, amounts)
    rows = [row for block in blocks for row in block]
    rows += [totals[label] for label in _TOTALS if label in totals]
    return Body(tuple(rows), form.columns, end)


def _block_starts(sheet: Sheet) -> list[int]:
    """Return the columns that hold economic codes in at least one row."""
    starts: set[int] = set()
    for row in sheet.rows:
        for column, text in enumerate(row[:-1]):
            if not text or not _ECONOMIC.fullmatch(text):
                continue
            following = row[column + 1]
            if text.isdigit() and not re.search(r"[\u4e00-\u9fff]", following):
                continue  # an amount such as 301 that no name follows
            starts.add(column)
    return sorted(starts)


def _read_entry(row: tuple[str, ...], index: int, start: int, amounts: AmountReader) -> Row | None:
    found = _ECONOMIC.fullmatch(row[start]) if row[start] else None
    if found is None:
        return None
    code, glued = found.groups()
    name = clean_name(glued or row[start + 1])
    column = start + (1 if glued else 2)
    text = row[column] if column < len(row) else ""
    cell = amounts.read(text, (index, column), f"{code} {name}", AMOUNT)
    return Row(code, name, {AMOUNT: cell}, code=code, row_number=index + 1)


def _read_total(
    sheet: Sheet, index: int, label: str, starts: list[int], amounts: AmountReader
) -> Row:
    """Return the total, which may stand in the same row or alone in the next (a split row)."""
    row = sheet.rows[index]
    at = next(column for column, text in enumerate(row) if squash(text) == label)
    boundary = starts[1] if len(starts) > 1 else len(row)
    end = boundary if label == STAFF_TOTAL and at < boundary else len(row)
    begin = at + 1
    cell = _first_number(row, index, (begin, end), label, amounts)
    if cell is None and index + 1 < len(sheet.rows):
        below = sheet.rows[index + 1]
        if not any(re.search(r"[\u4e00-\u9fff]", text) for text in below):
            begin = 0 if label == STAFF_TOTAL else boundary
            cell = _first_number(below, index + 1, (begin, end), label, amounts)
    if cell is None:
        cell = amounts.read("", (index, at), label, AMOUNT)
    return Row(label, label, {AMOUNT: cell}, row_number=index + 1)


def _first_number(
    row: tuple[str, ...], index: int, span: tuple[int, int], label: str, amounts: AmountReader
) -> Cell | None:
    for column in range(*span):
        if row[column] and not re.search(r"[\u4e00-\u9fff]", row[column]):
            return amounts.read(row[column], (index, column), label, AMOUNT)
    return None


def read_three_public(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the single row of 公开09, its cells keyed by 栏次 number 1 … 12."""
    ordinal_row, numbers = find_ordinals(sheet, len(sheet.rows), len(form.columns))
    complete = ordinal_row >= 0 and set(numbers) >= set(range(1, 13))
    positions = (
        {str(number): numbers[number] for number in range(1, 13)}
        if complete
        else _by_header_paths(sheet)
    )
    if len(positions) < len(form.columns):
        absent = [
            forms.THREE_PUBLIC_COLUMNS[number - 1]
            for number in range(1, 13)
            if str(number) not in positions
        ]
        finding = structure_finding(
            "L08",
            f"{form.number} 中找不到“{'”“'.join(absent)}”栏（没有 1–12 的栏次行）",
            sheet.place(0, 0, table=form.number),
        )
        return Body((), (), len(sheet.rows), (finding,))
    start = ordinal_row + 1 if complete else 0
    rows: list[Row] = []
    end = len(sheet.rows)
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        if is_note(row):
            end = index
            break
        if rows or not any(_NUMBER.search(row[column]) for column in positions.values()):
            continue
        cells = {
            key: amounts.read(
                row[column], (index, column), "", forms.THREE_PUBLIC_COLUMNS[int(key) - 1]
            )
            for key, column in positions.items()
        }
        rows.append(Row(forms.THREE_PUBLIC_ROW, "", cells, row_number=index + 1))
    return Body(tuple(rows), form.columns, end)


def _by_header_paths(sheet: Sheet) -> dict[str, int]:
    """Return the positions of {1} … {12} from the full header paths, in either nesting."""
    top = [row for row in sheet.rows if any("算数" in text for text in row)]
    if not top:
        return {}
    first = sheet.rows.index(top[0])
    paths = [""] * sheet.width
    above: tuple[str, ...] = ("",) * sheet.width
    for row in sheet.rows[first : first + 4]:
        if any(_NUMBER.match(text) for text in row):
            break
        carried = ""
        for column, text in enumerate(row):
            # A blank goes on with the merged cell to its left, unless another cell is above it.
            carried = squash(text) or ("" if above[column] else carried)
            paths[column] += "/" + carried
        above = row
    positions: dict[str, int] = {}
    for column, path in enumerate(paths):
        number = _three_public_number(path)
        if number:
            positions.setdefault(str(number), column)
    return positions


def _three_public_number(path: str) -> int:
    """Return the 栏次 number that a header path stands for, 0 if it is none."""
    base = 0 if "预算数" in path else 6 if "决算数" in path else -1
    if base < 0:
        return 0
    items = (
        (2, "因公出国" in path),
        (4, "购置费" in path.replace("购置及", "")),
        (5, "公务用车运行" in path),
        (3, "购置及运行" in path),
        (6, "接待费" in path),
        (1, "合计" in path),
    )
    return next((base + number for number, holds in items if holds), 0)
