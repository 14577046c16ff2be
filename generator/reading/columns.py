"""Where the columns of a table stand: by the 栏次 row, else by the names in the header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.labels import squash
from generator.model import forms

if TYPE_CHECKING:
    from generator.model.forms import Form
    from generator.reading.sheet import Sheet

_ORDINAL = re.compile(r"[0-9]{1,2}")
_SPLIT = re.compile(r"[/／\-－—]")
_ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    forms.GENERAL_BUDGET: {"小计": ("合计", "本年支出合计", "本年支出")},
    forms.STATE_CAPITAL: {"合计": ("小计", "本年支出合计", "本年支出")},
    forms.FUND_BUDGET: {
        "小计": ("合计", "本年支出合计"),
        "年初结转和结余": ("年初结转结余",),
        "年末结转和结余": ("年末结转结余",),
    },
    forms.INCOME: {"本年收入合计": ("合计",)},
    forms.EXPENDITURE: {"本年支出合计": ("合计",), "对附属单位补助支出": ("对附属单位补助",)},
    forms.FISCAL_SUMMARY: {"合计": ("小计",)},
}


@dataclass(frozen=True, slots=True)
class Columns:
    """0-based positions of the amount columns by their canonical name, and the first body row.

    `conflicts` names columns for which the 栏次 row and the header disagree.
    """

    positions: dict[str, int]
    body: int
    conflicts: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The position of the leftmost amount column."""
        return min(self.positions.values())


def header_leaves(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """Return, for every column, the lowest header text above row `bottom`."""
    leaves = [""] * sheet.width
    for row in sheet.rows[top:bottom]:
        for column, text in enumerate(row):
            if text:
                leaves[column] = _SPLIT.split(squash(text))[-1]
    return leaves


def find_ordinals(sheet: Sheet, bottom: int, count: int) -> tuple[int, dict[int, int]]:
    """Return the row that numbers the columns 1 … `count` (栏次) and where each number stands.

    (-1, {}) where there is none above row `bottom`.
    """
    for index in range(min(bottom, len(sheet.rows)) - 1, -1, -1):
        row = sheet.rows[index]
        numbers = {int(t): c for c, t in enumerate(row) if _ORDINAL.fullmatch(t)}
        if len(numbers) >= min(count, 2) and set(numbers) >= set(range(1, count + 1)):
            return index, numbers
        if count > 1 and any(squash(text) == "栏次" for text in row):
            return index, numbers
    return -1, {}


def locate_columns(sheet: Sheet, form: Form, body: int) -> Columns:
    """Return the amount columns of a coded table whose first body row is `body`."""
    top = _grid_top(sheet, body)
    ordinal_row, numbers = find_ordinals(sheet, body, len(form.columns))
    leaves = header_leaves(sheet, top, ordinal_row if ordinal_row >= 0 else body)
    named = _by_name(form, leaves)
    wanted = range(1, len(form.columns) + 1)
    if ordinal_row >= 0 and set(numbers) >= set(wanted):
        positions = {form.columns[number - 1]: numbers[number] for number in wanted}
        conflicts = tuple(
            name for name, column in positions.items() if named.get(name, column) != column
        )
        return Columns(positions, body, conflicts)
    return Columns(named, body)


def _grid_top(sheet: Sheet, body: int) -> int:
    """Return the first row of the header: the one that names 科目 or 项目, below the title."""
    for index, row in enumerate(sheet.rows[:body]):
        filled = [text for text in row if text]
        if len(filled) > 1 and any(
            "科目" in text or squash(text) in {"项目", "收入", "人员经费", "预算数", "分组"}
            for text in filled
        ):
            return index
    return 0


def _by_name(form: Form, leaves: list[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    aliases = _ALIASES.get(form.number, {})
    for name in form.columns:
        for wanted in (squash(name), *aliases.get(name, ())):
            if wanted in leaves and leaves.index(wanted) not in positions.values():
                positions[name] = leaves.index(wanted)
                break
    return positions
