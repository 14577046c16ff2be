"""The nine published tables in their official printed shape, 万元, out of internal amounts."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.base.numerals import chinese_numeral
from generator.export.economic import OFFICE_TOTAL, STAFF_TOTAL
from generator.export.sides import (
    AMOUNT,
    CLASSES,
    FISCAL_INCOME_END,
    FISCAL_SPENDING_END,
    FUNDS,
    SUMMARY_INCOME,
    SUMMARY_INCOME_END,
    SUMMARY_SPENDING_END,
)
from generator.export.source import PUBLISHED_UNIT
from generator.field import forms, zh
from generator.field.economic import BLOCKS
from generator.field.forms import FORM_BY_NUMBER
from generator.model.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.export.coded import CodedTable
    from generator.export.economic import Economic
    from generator.export.sides import Sides
    from generator.export.source import ExportAmount

Rows = list[list[str]]
_YEAR_SPENDING = zh.SPENDING_THIS_YEAR
_SPENT = {
    forms.GENERAL_BUDGET: (zh.SUBTOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
    forms.FUND_BUDGET: (zh.SUBTOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
    forms.STATE_CAPITAL: (zh.TOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
}
_THREE_PUBLIC_HEADS = (
    (zh.TOTAL, ""),
    (zh.TRAVEL_ABROAD, ""),
    (zh.VEHICLES_LONG, zh.SUBTOTAL),
    ("", zh.VEHICLE_PURCHASE),
    ("", zh.VEHICLE_RUNNING),
    (zh.RECEPTION, ""),
)


def printed_sheet(
    form: str, grid: Iterable[Sequence[str]], heading: tuple[str, str], file: str
) -> Sheet:
    """Return the sheet of a published table; `heading` is 部门名称 and year, "" where unknown."""
    rows = [list(row) for row in grid]
    width = max(4, *map(len, rows))
    department, year = heading
    line = [""] * width
    line[0], line[-1] = f"部门名称：{department}", f"单位：{PUBLISHED_UNIT}"
    line[width // 2] = f"{year}年度" if year else ""
    top = [[FORM_BY_NUMBER[form].title], [""] * (width - 1) + [f"{form}表"], line]
    padded = tuple(tuple(row + [""] * (width - len(row))) for row in [*top, *rows])
    return Sheet(file, padded, form)


def coded_grid(form: str, table: CodedTable) -> Rows:
    """Return 公开02, 03, 05, 07 or 08; the 栏次 row only where all its columns are there."""
    spent = [name for name in table.columns if name in _SPENT.get(form, ())]
    groups = [
        (_YEAR_SPENDING if name == spent[0] else "") if name in spent else name
        for name in table.columns
    ]
    names = [name if name in spent else "" for name in table.columns]
    rows = [[zh.ITEM, "", *groups], ["功能分类科目编码", zh.SUBJECT_NAME, *names]]
    if table.columns == FORM_BY_NUMBER[form].columns:
        rows.append(["", zh.COLUMN_NUMBER, *(str(n) for n in range(1, len(table.columns) + 1))])
    rows += [[row.code, row.name, *_texts(amounts)] for row, amounts in table.rows]
    return rows


def summary_grid(sides: Sides) -> Rows:
    """Return 公开01: as many lines as the expenditure side has labels."""
    return _two_sided(
        _side(SUMMARY_INCOME, SUMMARY_INCOME_END, sides.income, (AMOUNT,)),
        _side(CLASSES, SUMMARY_SPENDING_END, sides.spending, (AMOUNT,)),
        (zh.FINAL, (zh.FINAL,)),
        len(SUMMARY_INCOME_END),
    )


def fiscal_grid(sides: Sides) -> Rows:
    """Return 公开04, whose three opening balances have no partner on the right."""
    names = (zh.TOTAL, *FUNDS)
    right = _side(CLASSES, FISCAL_SPENDING_END, sides.spending, names)
    right[-1:-1] = [[""] * (1 + len(names))] * len(FUNDS)
    left = _side(FUNDS, FISCAL_INCOME_END, sides.income, (AMOUNT,))
    return _two_sided(left, right, (AMOUNT, names), len(FISCAL_INCOME_END))


def _side(
    keys: tuple[str, ...],
    end: tuple[str, ...],
    amounts: Mapping[str, Mapping[str, ExportAmount]],
    names: tuple[str, ...],
) -> Rows:
    """Return label and amounts of one side: numbered rows, then the totals."""
    labels = [f"{chinese_numeral(n)}、{key}" for n, key in enumerate(keys, start=1)]
    labels += [key.removeprefix(zh.BEGINNING_OF_YEAR) if key[2:] in FUNDS else key for key in end]
    rows = []
    for label, key in zip(labels, (*keys, *end), strict=True):
        found = amounts.get(key, {})
        rows.append([label, *(found[name].text if name in found else "" for name in names)])
    return rows


def _two_sided(left: Rows, right: Rows, heads: tuple[str, tuple[str, ...]], level: int) -> Rows:
    """Return both sides beside each other; the last `level` rows on the left stand at the foot."""
    gap = len(right) - len(left)
    left = [*left[:-level], *([["", ""]] * gap), *left[-level:]]
    income_head, names = heads
    blanks = [""] * len(names)
    rows = [
        [zh.INCOME, "", "", zh.EXPENDITURE, "", *blanks],
        [zh.ITEM, zh.LINE_NUMBER, income_head, zh.ITEM, zh.LINE_NUMBER, *names],
        [
            zh.COLUMN_NUMBER,
            "",
            "1",
            zh.COLUMN_NUMBER,
            "",
            *(str(n) for n in range(2, 2 + len(names))),
        ],
    ]
    for number, (one, other) in enumerate(zip(left, right, strict=True), start=1):
        line = str(len(right) + number)
        rows.append([one[0], str(number), one[1], other[0], line, *other[1:]])
    return rows


def economic_grid(economic: Economic) -> Rows:
    """Return 公开06 in its three blocks; codes beyond the form stand below their block."""
    heads = ["经济分类科目编码", zh.SUBJECT_NAME, zh.FINAL]
    rows = [[zh.STAFF_COSTS, "", "", zh.OFFICE_COSTS, *[""] * 5], heads * 3]
    blocks = [
        [[code, name, economic.text(code)] for code, name in economic.block(number)]
        for number in range(len(BLOCKS))
    ]
    rows += [
        [text for block in cells for text in block]
        for cells in zip_longest(*blocks, fillvalue=["", "", ""])
    ]
    staff, office = economic.staff.text, economic.office.text
    rows.append([STAFF_TOTAL, "", staff, OFFICE_TOTAL, "", "", "", "", office])
    return rows


def three_public_grid(amounts: Sequence[ExportAmount]) -> Rows:
    """Return 公开09: twelve amounts in the order of the 栏次."""
    groups = [group for group, _ in _THREE_PUBLIC_HEADS]
    names = [name for _, name in _THREE_PUBLIC_HEADS]
    return [
        [zh.BUDGET_AMOUNT, *[""] * 5, zh.FINAL, *[""] * 5],
        groups * 2,
        names * 2,
        [str(number) for number in range(1, 13)],
        _texts(amounts),
    ]


def _texts(amounts: Iterable[ExportAmount]) -> list[str]:
    return [amount.text for amount in amounts]
