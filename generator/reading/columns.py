"""Where the columns of a table stand: by the 栏次 row, else by the names in the header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import evaluation, forms, zh
from generator.field.units import without_unit

if TYPE_CHECKING:
    from generator.field.forms import Form
    from generator.model.sheet import Sheet

_ORDINAL = re.compile(r"[0-9]{1,2}")
_SPLIT = re.compile(r"[/\-—_]")
_SUMS = frozenset({zh.SUBTOTAL, zh.TOTAL, zh.AMOUNT, zh.FINAL})
_TOP = frozenset({zh.ITEM, zh.INCOME, zh.STAFF_COSTS, zh.BUDGET_AMOUNT, "分组"})
_ALIASES: dict[str, dict[str, tuple[str, ...]]] = {
    forms.GENERAL_BUDGET: {zh.SUBTOTAL: (zh.TOTAL, zh.SPENDING_TOTAL, zh.SPENDING_THIS_YEAR)},
    forms.STATE_CAPITAL: {zh.TOTAL: (zh.SUBTOTAL, zh.SPENDING_TOTAL, zh.SPENDING_THIS_YEAR)},
    forms.FUND_BUDGET: {
        zh.SUBTOTAL: (zh.TOTAL, zh.SPENDING_TOTAL),
        zh.CARRIED_IN: (zh.CARRIED_IN_SHORT,),
        zh.CARRIED_OUT: (evaluation.CARRIED_OVER,),
        zh.INCOME_THIS_YEAR: (zh.INCOME_TOTAL,),
    },
    forms.INCOME: {zh.INCOME_TOTAL: (zh.TOTAL,)},
    forms.EXPENDITURE: {zh.SPENDING_TOTAL: (zh.TOTAL,), "对附属单位补助支出": ("对附属单位补助",)},
    forms.FISCAL_SUMMARY: {zh.TOTAL: (zh.SUBTOTAL,)},
}
# Words of any form that may head a column of another one without being a mistake.
_FAMILIAR = frozenset(
    {zh.COLUMN_NUMBER, zh.SUBTOTAL, zh.NOTE_COLUMN, zh.LINE_NUMBER}
    | {squash(name) for form in forms.FORMS for name in form.columns}
    | {alias for form in _ALIASES.values() for names in form.values() for alias in names}
)


@dataclass(frozen=True, slots=True)
class Columns:
    """0-based positions of the amount columns by their canonical name, and the first body row.

    `conflicts` names columns for which the 栏次 row and the header disagree; `unknown` are the
    positions of headed columns to the right of the first amounts that the form does not have.
    """

    positions: dict[str, int]
    body: int
    conflicts: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The position of the leftmost amount column."""
        return min(self.positions.values())


def head_parts(text: str) -> list[str]:
    """Return the levels of a header text: 本年支出/小计 has two; its unit is cut off."""
    return [part for part in _SPLIT.split(without_unit(squash(text))) if part]


def header_paths(sheet: Sheet, top: int, bottom: int) -> list[list[str]]:
    """Return, for every column, its header texts from top to bottom, flattened ones in parts."""
    paths: list[list[str]] = [[] for _ in range(sheet.width)]
    for row in sheet.rows[top:bottom]:
        for path, text in zip(paths, row, strict=True):
            if text:
                path.extend(head_parts(text))
    return paths


def header_leaves(sheet: Sheet, top: int, bottom: int) -> list[str]:
    """Return, for every column, the lowest header text above row `bottom`."""
    return [path[-1] if path else "" for path in header_paths(sheet, top, bottom)]


def headed_columns(sheet: Sheet, bottom: int, top: int = -1) -> frozenset[int]:
    """Return the columns with any text in the head of the grid, which ends above row `bottom`."""
    top = grid_top(sheet, bottom) if top < 0 else top
    return frozenset(
        column for row in sheet.rows[top:bottom] for column, text in enumerate(row) if text
    )


def find_ordinals(sheet: Sheet, bottom: int, count: int) -> tuple[int, dict[int, int]]:
    """Return the row that numbers the columns 1 … `count` (栏次) and where each number stands.

    (-1, {}) where there is none above row `bottom`.
    """
    for index in range(min(bottom, len(sheet.rows)) - 1, -1, -1):
        row = sheet.rows[index]
        numbers = {int(t): c for c, t in enumerate(row) if _ORDINAL.fullmatch(t)}
        if len(numbers) >= min(count, 2) and set(numbers) >= set(range(1, count + 1)):
            return index, numbers
        if count > 1 and any(squash(text) == zh.COLUMN_NUMBER for text in row):
            return index, numbers
    return -1, {}


def locate_columns(sheet: Sheet, form: Form, body: int) -> Columns:
    """Return the amount columns of a coded table whose first body row is `body`.

    The names in the header decide: some provinces have more columns, so that their 栏次 are
    others. A column without a known name is found by its 栏次.
    """
    ordinal_row, numbers = find_ordinals(sheet, body, len(form.columns))
    bottom = ordinal_row if ordinal_row >= 0 else body
    paths = header_paths(sheet, grid_top(sheet, body), bottom)
    named = _by_name(form, form.columns, paths, set())
    numbered = _by_number(form, numbers)
    more = _by_name(form, form.more_columns, paths, set(named.values()))
    named |= more if named else {}
    conflicts = tuple(name for name in named if numbered.get(name, named[name]) != named[name])
    taken = set(named.values())
    positions = {
        **{name: column for name, column in numbered.items() if column not in taken},
        **named,
    }
    return Columns(positions, body, conflicts, _unknown(paths, positions))


def _by_number(form: Form, numbers: dict[int, int]) -> dict[str, int]:
    """Return the columns by 栏次, nothing where the row does not number just these columns."""
    if set(numbers) != set(range(1, len(form.columns) + 1)):
        return {}
    return {name: numbers[number] for number, name in enumerate(form.columns, start=1)}


def _unknown(paths: list[list[str]], positions: dict[str, int]) -> tuple[int, ...]:
    """Return the headed columns among the amounts that are neither known nor a 其中."""
    if not positions:
        return ()
    first, known = min(positions.values()), set(positions.values())
    return tuple(
        column
        for column, path in enumerate(paths)
        if column > first
        and column not in known
        and path
        and path[-1] not in _FAMILIAR
        and not path[-1].startswith(zh.OF_WHICH)
    )


def grid_top(sheet: Sheet, body: int) -> int:
    """Return the first row of the header: the one that names 科目 or 项目, below the title."""
    for index, row in enumerate(sheet.rows[:body]):
        filled = [text for text in row if text]
        if len(filled) > 1 and any(zh.SUBJECT in text or squash(text) in _TOP for text in filled):
            return index
    return 0


def _by_name(
    form: Form, names: tuple[str, ...], paths: list[list[str]], others: set[int]
) -> dict[str, int]:
    """Return the columns by their lowest header text, else as the sum below it (事业收入/小计).

    `others` are taken by other names.
    """
    positions: dict[str, int] = {}
    aliases = _ALIASES.get(form.number, {})
    leaves = [path[-1] if path else "" for path in paths]
    for name in names:
        wanted = (squash(name), *aliases.get(name, ()))
        taken = others | set(positions.values())
        hits = [c for word in wanted for c, leaf in enumerate(leaves) if leaf == word]
        summed = (c for c, leaf in enumerate(leaves) if leaf in _SUMS)
        hits += [c for c in summed if any(word in paths[c] for word in wanted)]
        column = next((c for c in hits if c not in taken), -1)
        if column >= 0:
            positions[name] = column
    return positions
