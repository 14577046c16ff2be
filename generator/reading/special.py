"""公开06 (three blocks of economic codes, or a list) and 公开09 (twelve numbered cells)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.codes import L08
from generator.base.labels import squash
from generator.base.money import is_dash
from generator.field import forms, zh
from generator.field.notes import is_note
from generator.model.finding import finding
from generator.model.table import Row
from generator.reading.amounts import is_amount
from generator.reading.bodies import Body, clean_name, unread_row
from generator.reading.columns import find_ordinals, head_parts, headed_columns

if TYPE_CHECKING:
    from generator.field.forms import Form
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.model.table import Cell
    from generator.reading.amounts import AmountReader

STAFF_TOTAL = zh.STAFF_TOTAL
OFFICE_TOTAL = zh.OFFICE_TOTAL
AMOUNT = zh.FINAL
_TOTALS = (STAFF_TOTAL, OFFICE_TOTAL)
_ECONOMIC = re.compile(r"(3(?:0[1-9]|1[0-3]|99)(?:[0-9]{2})?)[-_.、]?([\u4e00-\u9fff].*)?")
_CLASS = re.compile(r"3(?:0[1-9]|1[0-3]|99)")
_ITEM = re.compile(r"[0-9]{2}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DECIMAL = re.compile(r"[0-9]\.[0-9]")
_SUMS = frozenset({zh.TOTAL, zh.SUBTOTAL, zh.GRAND_TOTAL})
_AMOUNT_LIKE = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def read_basic_detail(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the rows of 公开06, block by block, then the two totals."""
    starts = _block_starts(sheet)
    if not starts:
        missing = finding(
            L08, f"{form.number} 中找不到经济分类科目编码列", sheet.place(0, 0, table=form.number)
        )
        return Body((), (), (missing,))
    blocks: list[list[Row]] = [[] for _ in starts]
    totals: dict[str, Row] = {}
    findings: list[Finding] = []
    ends = (*starts[1:], sheet.width)
    for index, row in enumerate(sheet.rows):
        labels = [label for label in _TOTALS if label in {squash(text) for text in row if text}]
        for label in labels:
            if label not in totals:
                totals[label] = _read_total(sheet, index, label, starts, amounts)
        _pass_sums(row, index, amounts)
        for block, span in zip(blocks, zip(starts, ends, strict=True), strict=True):
            above = block[-1].code[:3] if block else ""
            read = _read_entry(sheet, index, span, above, amounts)
            if read is not None:
                if not any(blocks):
                    amounts.begin(index)
                block.append(read)
            elif any(blocks) and not labels and _holds_amount(row, span[0]):
                findings.append(
                    unread_row(sheet, form, index, "经济分类科目编码（如 30101）", lost=True)
                )
                amounts.pass_row(index)
    rows = [row for block in blocks for row in block]
    rows += [totals[label] for label in _TOTALS if label in totals]
    return Body(tuple(rows), form.columns, tuple(findings))


def _pass_sums(row: tuple[str, ...], index: int, amounts: AmountReader) -> None:
    """Pass over the amounts beside 合计 or 小计: sums of what the rows have."""
    summed = False
    for column, text in enumerate(row):
        if _CHINESE.search(text) and not is_amount(text):
            summed = any(word in squash(text) for word in _SUMS)
        elif summed:
            amounts.pass_cell(index, column)


def _block_starts(sheet: Sheet) -> list[int]:
    """Return the columns that hold economic codes in at least one row."""
    starts: set[int] = set()
    for row in sheet.rows:
        for column, text in enumerate(row[:-1]):
            if not text or column in starts:
                continue
            found = _ECONOMIC.fullmatch(squash(text))
            if found and (found.group(2) or _is_name(row[column + 1]) or _item(row, column)):
                starts.add(column)
    return sorted(starts)


def _is_name(text: str) -> bool:
    """Whether a cell is the name beside a code; an amount such as 301 has none beside it."""
    return bool(_CHINESE.search(text)) and not _ECONOMIC.fullmatch(squash(text))


def _item(row: tuple[str, ...], start: int, above: str = "") -> str:
    """Return the code that is split over two columns (301 | 01, 301 | blank), else nothing.

    `above` is the class of the rows above, whose merged cell leaves this one blank.
    """
    group, item, name = (squash(text) for text in (*row[start : start + 3], "", "", "")[:3])
    if not _is_name(name) or zh.TOTAL in name or (item and not _ITEM.fullmatch(item)):
        return ""
    if _CLASS.fullmatch(group):
        return group + item
    return above + item if above and item and not group else ""


def _read_entry(
    sheet: Sheet, index: int, span: tuple[int, int], above: str, amounts: AmountReader
) -> Row | None:
    """Return the row of a block, which fills the columns `span` (first, end)."""
    row = sheet.rows[index]
    start, end = span
    found = _ECONOMIC.fullmatch(squash(row[start])) if row[start] else None
    split = _item(row, start, above)
    if found is None and not split:
        return None
    code, glued = (split, "") if split or found is None else found.groups()
    name = clean_name(glued or row[start + (2 if split else 1)])
    column = start + (3 if split else 1 if glued else 2)
    for at in range(start, min(column, end)):
        if not _DECIMAL.search(row[at]):
            amounts.pass_cell(index, at)
    inside = column < end
    text = row[column] if inside else ""
    position = (index, column if inside else end - 1)
    cell = amounts.read(text, position, f"{code} {name}", AMOUNT)
    return Row(code, name, {AMOUNT: cell}, code=code, row_number=sheet.row_number(index))


def _holds_amount(row: tuple[str, ...], start: int) -> bool:
    """Whether a block without a readable code has a name, and an amount beside it."""
    code, name, amount, last, *_ = (*row[start : start + 4], "", "", "")
    if zh.TOTAL in code + name:
        return False
    pairs = ((code, name), (name, amount), (amount, last))
    return any(_CHINESE.search(word) and _AMOUNT_LIKE.fullmatch(number) for word, number in pairs)


def _read_total(
    sheet: Sheet, index: int, label: str, starts: list[int], amounts: AmountReader
) -> Row:
    """Return the total, which may stand in the same row or alone in the next (a split row)."""
    row = sheet.rows[index]
    at = next(column for column, text in enumerate(row) if squash(text) == label)
    boundary = starts[1] if len(starts) > 1 else len(row)
    end = boundary if label == STAFF_TOTAL and at < boundary else len(row)
    cell = _first_number(row, index, (at + 1, end), label, amounts)
    if cell is None and index + 1 < len(sheet.rows):
        below = sheet.rows[index + 1]
        if all(is_amount(text) for text in below if text):
            begin = 0 if label == STAFF_TOTAL else boundary
            cell = _first_number(below, index + 1, (begin, end), label, amounts)
    if cell is None:
        column = (starts[0] if label == STAFF_TOTAL else starts[-1]) + 2
        cell = amounts.read("", (index, min(column, len(row) - 1)), label, AMOUNT)
    return Row(label, label, {AMOUNT: cell}, row_number=sheet.row_number(index))


def _first_number(
    row: tuple[str, ...], index: int, span: tuple[int, int], label: str, amounts: AmountReader
) -> Cell | None:
    for column in range(*span):
        if row[column] and (is_amount(row[column]) or not _CHINESE.search(row[column])):
            return amounts.read(row[column], (index, column), label, AMOUNT)
    return None


def read_three_public(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the single row of 公开09, its cells keyed by 栏次 number 1 … 12."""
    ordinal_row, numbers = find_ordinals(sheet, len(sheet.rows), len(form.columns))
    complete = ordinal_row >= 0 and set(numbers) >= set(range(1, 13))
    start = ordinal_row + 1
    positions = {str(number): numbers[number] for number in range(1, 13)} if complete else {}
    if not complete:
        start, positions = _by_header_paths(sheet)
    if len(positions) < len(form.columns):
        absent = [
            forms.THREE_PUBLIC_COLUMNS[number - 1]
            for number in range(1, 13)
            if str(number) not in positions
        ]
        missing = finding(
            L08,
            f"{form.number} 中找不到“{'”“'.join(absent)}”栏（没有 1–12 的栏次行）",
            sheet.place(0, 0, table=form.number),
        )
        return Body((), (), (missing,))
    return _three_public_body(sheet, form, start, positions, amounts)


def _three_public_body(
    sheet: Sheet, form: Form, start: int, positions: dict[str, int], amounts: AmountReader
) -> Body:
    """Return the first row below the header; more rows with amounts are reported."""
    rows: list[Row] = []
    findings: list[Finding] = []
    amounts.begin(start, headed=headed_columns(sheet, start))
    for index in range(start, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row[column] for column in positions.values()):
            continue
        if rows:
            findings.append(unread_row(sheet, form, index, "注：（本表只有一行数）", lost=True))
            amounts.pass_row(index)
            continue
        cells = {
            key: amounts.read(
                row[column], (index, column), "", forms.THREE_PUBLIC_COLUMNS[int(key) - 1]
            )
            for key, column in positions.items()
        }
        number = sheet.row_number(index)
        rows.append(Row(forms.THREE_PUBLIC_ROW, "", cells, row_number=number))
    return Body(tuple(rows), form.columns, tuple(findings))


def _by_header_paths(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """Return the first row below the header, and where {1} … {12} stand by their header paths.

    Both nestings are read: 预算数 over the items, or each item over 预算数 and 决算数.
    """
    first = next((i for i, row in enumerate(sheet.rows) if _names_item(row)), len(sheet.rows))
    paths: list[list[str]] = [[] for _ in range(sheet.width)]
    above: tuple[str, ...] = ("",) * sheet.width
    index = first
    for index in range(first, min(first + 5, len(sheet.rows))):
        row = sheet.rows[index]
        if index > first and not any(row):
            continue
        words = any(_CHINESE.search(text) and not is_dash(text) for text in row)
        if not words or is_note(row) or any(_AMOUNT_LIKE.fullmatch(text) for text in row):
            break
        carried = ""
        for column, text in enumerate(row):
            # A blank goes on with the merged cell to its left, unless another cell is above it.
            carried = text or ("" if above[column] else carried)
            paths[column].extend(head_parts(carried))
        above = row
    else:
        index += 1
    positions: dict[str, int] = {}
    for column, path in enumerate(paths):
        number = _three_public_number(path)
        if number:
            positions.setdefault(str(number), column)
    return index, positions


def _names_item(row: tuple[str, ...]) -> bool:
    """Whether a row belongs to the header of 公开09 and not to the title above it."""
    return any(
        "算数" in text or (zh.RECEPTION in text and "表" not in text) for text in map(squash, row)
    ) and not is_note(row)


def _three_public_number(path: list[str]) -> int:
    """Return the 栏次 number that a header path stands for, 0 if it is none."""
    bases = [
        0 if "预" in part else 6 for part in path if part.endswith((zh.BUDGET_AMOUNT, zh.FINAL))
    ]
    items = [part for part in path if not part.endswith("算数")]
    if not bases or not items:
        return 0
    leaf = items[-1]
    vehicles = any("购置及" in part for part in items)
    numbers = (
        (2, "出国" in leaf),
        (6, "接待" in leaf),
        (3, "购置及" in leaf or (vehicles and leaf in _SUMS)),
        (4, "购置" in leaf),
        (5, "运行" in leaf),
        (1, leaf in _SUMS),
    )
    return next((bases[0] + number for number, holds in numbers if holds), 0)
