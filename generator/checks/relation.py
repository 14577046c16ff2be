"""A relation between printed amounts, and how far rounding lets it be off (DOMAIN 2.1).

A printed amount stands for a true one within half a hundredth, so a total of n printed addends
may differ from their sum by 0.01·⌊n/2⌋. In 元 every relation is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.model.finding import Finding, FindingClass, Severity
from generator.model.place import Place
from generator.model.table import CellKind, Side
from generator.money import CENT, TEN_THOUSAND, ZERO, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from generator.model.accounts import Accounts
    from generator.rules import Rule


class Term(NamedTuple):
    """A printed amount: its name, value and cell. `is_printed` is False for a blank cell."""

    label: str
    value: Decimal
    place: Place
    is_printed: bool = True


@dataclass(frozen=True, slots=True)
class Tail:
    """A difference that rounding explains: never an error, one grouped line a table."""

    table: str
    place: Place


Outcome = Finding | Tail


def find_term(
    accounts: Accounts, form: str, row: str, column: str, side: Side = Side.WHOLE
) -> Term | None:
    """Return the amount of a cell; None where the table, the row or a readable number is absent.

    A row that a table does not have counts as a blank cell, if the table is there.
    """
    table = accounts.tables.get(form)
    if table is None:
        return None
    cell = table.cell(row, column, side)
    label = f"{form}{side.value}“{row}”"
    if form != "公开01" and column not in {"金额", "决算数"}:
        label += f"{{{column}}}"
    if cell is None:
        place = Place(table.file, table=form, row=row, column=column)
        return Term(label, ZERO, place, is_printed=False)
    if cell.kind is CellKind.INVALID:
        return None
    return Term(label, cell.value or ZERO, cell.place, cell.kind is CellKind.NUMBER)


def check_same(
    rule: Rule, accounts: Accounts, first: Term | None, second: Term | None, section: str = ""
) -> list[Outcome]:
    """One underlying figure printed twice: 0.01 is a tail, more is a finding."""
    if first is None or second is None:
        return []
    difference = first.value - second.value
    if difference == 0:
        return []
    if abs(difference) <= printed_step(accounts):
        return [Tail(first.place.table, first.place)]
    formula = f"{first.label} = {second.label}"
    return [_finding(rule, first, second.value, formula, [second], section)]


def check_sum(
    rule: Rule,
    accounts: Accounts,
    total: Term | None,
    parts: Sequence[Term | None],
    section: str = "",
    more: int = 0,
) -> list[Outcome]:
    """A total equals the sum of its parts, within the bound of n printed parts.

    `more` counts the printed amounts beyond one of which the total is itself a sum.
    """
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts):
        return []
    expected = sum((part.value for part in known), ZERO)
    difference = abs(total.value - expected)
    if difference == 0:
        return []
    addends = sum(part.is_printed for part in known) + more
    if difference <= tail_bound(addends, printed_step(accounts)):
        return [Tail(total.place.table, total.place)]
    names = [part.label for part in known if part.value != 0] or [part.label for part in known]
    shown = " + ".join(names) if len(names) <= 6 else f"{names[0]} + … + {names[-1]}"  # noqa: PLR2004
    return [_finding(rule, total, expected, f"{total.label} = {shown}", known, section)]


def tail_bound(addends: int, step: Decimal) -> Decimal:
    """Return how far a total of `addends` printed amounts may be off by rounding alone."""
    return step * (addends // 2)


def printed_step(accounts: Accounts) -> Decimal:
    """Return the last printed digit, 0 in 元: 0.01 万元, which is 100 where the text is in 元."""
    if accounts.identity.unit != "元":
        return CENT
    coarse = any(table.file_unit == "万元" for table in accounts.tables.values())
    return CENT * TEN_THOUSAND if coarse else ZERO


def _finding(
    rule: Rule,
    stated: Term,
    expected: Decimal,
    formula: str,
    others: Sequence[Term],
    section: str,
) -> Finding:
    places = [stated.place, *(part.place for part in others if part.value != 0)]
    if section:
        places.append(Place(section=section))
    return Finding(
        code=rule.code,
        finding_class=rule.finding_class,
        severity=rule.severity,
        message=f"{rule.title}：{stated.label}为{format_number(stated.value)}，"
        f"应为{format_number(expected)}，相差{format_number(stated.value - expected)}",
        places=tuple(places),
        stated=stated.value,
        expected=expected,
        formula=formula,
    )


def state(
    rule: Rule, message: str, places: Sequence[Place], section: str = "", formula: str = ""
) -> Finding:
    """Return a finding that compares no two amounts."""
    if section:
        places = [*places, Place(section=section)]
    return Finding(
        code=rule.code,
        finding_class=rule.finding_class,
        severity=rule.severity,
        message=message,
        places=tuple(places),
        formula=formula,
    )


def group_tails(tails: Sequence[Tail]) -> list[Finding]:
    """Return one line of information a table for the differences that rounding explains."""
    by_table: dict[str, list[Tail]] = {}
    for tail in tails:
        by_table.setdefault(tail.table, []).append(tail)
    return [
        Finding(
            code="T01",
            finding_class=FindingClass.TAIL,
            severity=Severity.INFO,
            message=f"{table or '清单'}有 {len(found)} 处合计与明细相差在四舍五入允许的范围内"
            "（尾差），无需处理",
            places=(found[0].place,),
        )
        for table, found in sorted(by_table.items())
    ]
