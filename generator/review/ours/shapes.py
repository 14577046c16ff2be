"""Known shapes of error, named as such: how a wrong number came to stand in a text (DOMAIN 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.money import CENT, HUNDRED, divide, format_number, round_half_up
from generator.base.slips import describe_slip
from generator.field import forms, zh
from generator.model.figure import Figure, FigureKind, Operation, Operator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from generator.model.submission import Mention
    from generator.model.table import Table

_THOUSANDTH = 3
# A figure of one table in the place of that of another one: what was mixed up.


def index_cells(tables: Mapping[str, Table]) -> dict[Decimal, list[tuple[str, str]]]:
    """Return which cells (table, row and column) print each amount other than 0."""
    index: dict[Decimal, list[tuple[str, str]]] = {}
    for form, table in tables.items():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.value:
                    name = f"{form}“{row.title or row.key}”"
                    single = column in {zh.AMOUNT, zh.FINAL}
                    label = name if single else f"{name}{{{column}}}"
                    index.setdefault(cell.value, []).append((form, label))
    return index


def describe_shape(
    mention: Mention,
    figure: Figure,
    others: Sequence[Figure],
    cells: Mapping[Decimal, list[tuple[str, str]]],
) -> str:
    """Return in Chinese how a wrong number may have come about; empty where nothing fits.

    `others` are the figures of the same clause.
    """
    expected = figure.value
    if expected is None:
        return ""
    if figure.kind is FigureKind.RATE:
        return _rate_shape(mention, figure, others)
    slip = describe_slip(mention.value, round_half_up(expected))
    same = cells.get(mention.value, [])
    if figure.kind is FigureKind.AMOUNT and same:
        own = {source.place.table for source in figure.sources()}
        all_funds = [found for found in same if found[0] == forms.EXPENDITURE]
        general = forms.GENERAL_BUDGET in own and bool(all_funds)
        near = all_funds if general else [found for found in same if found[0] in own]
        _, label = next(iter(near), same[0])
        kind = "误用全部资金的数" if general else "与另一个数相同"
        return f"{kind}：{label}"
    return slip


def _rate_shape(mention: Mention, figure: Figure, others: Iterable[Figure]) -> str:
    stated, exact, origin = mention.value, figure.value, figure.origin
    if not isinstance(origin, Operation) or exact is None:
        return ""
    first, second = origin.operands[0].value, origin.operands[-1].value
    if first is None or second is None:
        return ""
    return (
        _base_shape(stated, origin.operator, first, second)
        or _last_digit_shape(stated, exact, origin.operator)
        or _neighbour_shape(stated, figure, others)
        or (_near(stated, abs(first - second)) and "把金额之差写成了百分比")
        or describe_slip(stated, round_half_up(exact))
    )


def _base_shape(stated: Decimal, operator: Operator, first: Decimal, second: Decimal) -> str:
    """The wrong base, or a rate of another kind, from the operands alone."""
    gap = abs(first - second)
    if operator is Operator.CHANGE_RATE and first:
        if _near(stated, divide(gap * HUNDRED, abs(first))):
            return "用本年数作了分母，应除以上年数"
        if _near(stated, gap):
            return "把增减额写成了百分比"
    if operator is Operator.COMPLETION and _near(stated, divide(gap * HUNDRED, abs(second))):
        return "写成了超出（或未完成）的百分比"
    return ""


def _last_digit_shape(stated: Decimal, exact: Decimal, operator: Operator) -> str:
    if abs(stated - round_half_up(exact)) != CENT:
        return ""
    if round_half_up(round_half_up(exact, _THOUSANDTH)) == stated:
        return "末位经过两次四舍五入"
    return "末位相差 0.01，可能为凑足 100% 而调整" if operator is Operator.SHARE else ""


def _neighbour_shape(stated: Decimal, figure: Figure, others: Iterable[Figure]) -> str:
    """Another rate of the same clause."""
    for other in others:
        if other is figure or other.value is None or other.kind is not FigureKind.RATE:
            continue
        if _near(stated, other.value):
            return f"与“{other.label}”的 {format_number(other.value)}% 相同，疑为抄错"
        if other.value > HUNDRED and _near(stated, other.value - HUNDRED):
            return f"疑由“{other.label}”减去 100% 得来"
    return ""


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - round_half_up(other)) <= CENT
