"""Random money of projects that fits the accounts: what they spent is part of 项目支出."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from oracle.accounts import Flow, Line
from oracle.dice import Dice
from oracle.model import Department

from .model import CAPITAL, FUND, FUNDS, GENERAL, SOURCES, Money

CENT = Decimal("0.01")
ZERO = Decimal(0)
_FLOWS: dict[str, Callable[[Line], Flow]] = {
    GENERAL: lambda line: line.general,
    FUND: lambda line: line.fund,
    CAPITAL: lambda line: line.capital,
}


class Spent(NamedTuple):
    """What one project spent of a fund, on one 项, in the published unit."""

    fund: str
    code: str
    amount: Decimal


def fund_totals(department: Department) -> dict[str, Decimal]:
    """Return 项目支出 of the three funds as their tables print it."""
    accounts = department.accounts
    totals = {}
    for fund, flow in _FLOWS.items():
        amounts = (flow(line).project for line in accounts.lines)
        totals[fund] = department.shown(sum(amounts, ZERO))
    return totals


def has_projects(department: Department) -> bool:
    """Whether any 项 has project spending of 1 in the published unit or more."""
    return any(amount >= 1 for _, _, amount in _lines(department))


def _lines(department: Department) -> Iterator[Spent]:
    """Yield the project spending of every 项 and fund, as printed."""
    for fund in FUNDS:
        for line in department.accounts.lines:
            amount = department.shown(_FLOWS[fund](line).project)
            if amount:
                yield Spent(fund, line.code, amount)


def draw_spending(dice: Dice, department: Department, count: int) -> list[Spent]:
    """Return what each of `count` projects spent; none of a fund's projects exceed its total."""
    lines = list(_lines(department))
    chosen = dice.some(lines, 1, len(lines)) if dice.chance(50) else lines[:count]
    chosen = chosen[:count]
    places = [*chosen, *(dice.pick(chosen) for _ in range(count - len(chosen)))]
    spent: list[Spent] = []
    for line in chosen:
        shares = places.count(line)
        spent += [
            Spent(line.fund, line.code, piece) for piece in _pieces(dice, line.amount, shares)
        ]
    rest = fund_totals(department)
    fitted = []
    for one in spent:
        # The rows of a table may add up to a last digit more than its total.
        amount = min(one.amount, rest[one.fund])
        rest[one.fund] -= amount
        fitted.append(one._replace(amount=amount))
    return fitted


def _pieces(dice: Dice, whole: Decimal, parts: int) -> list[Decimal]:
    """Return parts of an amount, some of them 0; in half of the cases they are all of it."""
    cents = int(whole / CENT)
    if dice.chance(50):
        cents = max(1, cents * dice.random.randint(20, 99) // 100)
    zero = [dice.chance(12) for _ in range(parts)]
    if all(zero) and dice.chance(70):
        zero[0] = False
    places = zero.count(False)
    if not places or places > cents:
        return [ZERO] * (parts - 1) + [cents * CENT]
    edges = sorted(dice.random.sample(range(1, cents), places - 1)) if places > 1 else []
    pieces = [high - low for low, high in zip([0, *edges], [*edges, cents], strict=True)]
    return [ZERO if none else pieces.pop() * CENT for none in zero]


def own_total(department: Department) -> Decimal:
    """Return 项目支出 of money other than 财政拨款, as 公开03 has it with the rest."""
    spent = (line.own.kinds[1] for line in department.accounts.lines)
    return department.shown(sum(spent, ZERO))


def draw_money(dice: Dice, spent: Decimal, own: Decimal, unit: str) -> tuple[Money, ...]:
    """Return the three sources of a project that spent so much of its fund.

    Of the other two it spends at most `own`, what the accounts have left of such money.
    """
    rows = [_draw_source(dice, SOURCES[0], spent, unit)]
    for source in SOURCES[1:]:
        if not dice.chance(30 if own else 8):
            rows.append(Money(source, ZERO, ZERO, ZERO))
            continue
        amount = ZERO
        if own >= 1 and spent and dice.chance(80):
            amount = max((own * dice.random.randint(1, 60) / 100).quantize(CENT), CENT)
        own -= amount
        rows.append(_draw_source(dice, source, amount, unit))
    return tuple(rows)


def _amount(dice: Dice, unit: str) -> Decimal:
    """Return an amount of other money in the published unit."""
    cents = dice.random.randint(10 ** dice.random.randint(2, 5), 10**6)
    return cents * CENT * (10000 if unit == "元" else 1)


def _draw_source(dice: Dice, source: str, spent: Decimal, unit: str) -> Money:
    """Return budgets of a source: the year's at least what was spent, the initial one any."""
    if not spent:
        budget = _amount(dice, unit)
    elif dice.chance(45):
        budget = spent
    else:
        budget = (spent * 10000 / dice.random.randint(500, 9995)).quantize(CENT)
    form = dice.pick(("same",) * 5 + ("none", "less", "more"))
    percent = {"same": 100, "none": 0, "less": dice.random.randint(40, 99)}.get(form, 130)
    initial = (budget * percent / 100).quantize(CENT)
    return Money(source, initial, max(budget, spent), spent)
