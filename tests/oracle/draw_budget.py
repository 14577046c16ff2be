"""Random 年初预算.csv."""

from collections.abc import Callable
from decimal import Decimal

from .accounts import Accounts, Flow, Line
from .codes import GENERAL_ITEMS
from .dice import Dice
from .draw_facts import same_when_printed
from .model import Budget, BudgetRow
from .money import ZERO

GENERAL_TOTAL = "一般公共预算财政拨款支出"
FUND_TOTALS = {
    "政府性基金": "政府性基金预算财政拨款支出",
    "国有资本经营": "国有资本经营预算财政拨款支出",
}
_FORMS = ("equal",) * 5 + ("tail", "near", "over", "over", "over", "under", "under", "zero")


def draw_budget(dice: Dice, accounts: Accounts, running_costs: Decimal | None) -> Budget:
    """Return the budgets of all funds and of 机关运行经费."""
    rows, totals = _draw_general(dice, accounts)
    for fund, flow in (("政府性基金", _fund_flow), ("国有资本经营", _capital_flow)):
        fund_rows, total = _draw_fund(dice, accounts, fund, flow)
        rows += fund_rows
        totals |= total
    running = _draw_running_costs(dice, running_costs)
    if running is not None:
        totals["机关运行经费"] = running
    return Budget(tuple(sorted(rows, key=lambda row: (row.code, row.fund))), totals)


def _fund_flow(line: Line) -> Flow:
    """Return the money of 政府性基金."""
    return line.fund


def _capital_flow(line: Line) -> Flow:
    """Return the money of 国有资本经营预算."""
    return line.capital


def _draw_amount(dice: Dice, final: Decimal) -> Decimal:
    """Return a budget of a final figure other than 0."""
    form = dice.pick(_FORMS)
    if form == "equal":
        return final
    if form == "tail":
        return same_when_printed(dice, final)
    if form == "near":
        return final + Decimal(100)
    if form == "zero":
        return ZERO
    low, high = (101, 220) if form == "over" else (40, 99)
    return dice.scaled(final, low, high)


def _draw_general(dice: Dice, accounts: Accounts) -> tuple[list[BudgetRow], dict[str, Decimal]]:
    """Return the rows of the general budget, some missing, some unspent, and the total."""
    spent = {line.code: line.general.spent for line in accounts.lines if line.general.spent}
    amounts = {code: _draw_amount(dice, final) for code, final in spent.items()}
    if spent and dice.chance(40):
        others = [code for code in GENERAL_ITEMS if code not in spent]
        for code in dice.some(others, 1, 3):
            amounts[code] = ZERO if dice.chance(20) else dice.amount()
    whole = sum(amounts.values(), ZERO)
    missing = set()
    if dice.chance(15):
        missing = {code for code in spent if dice.chance(25)}
    rows = [
        BudgetRow(code, "一般公共预算", amount)
        for code, amount in amounts.items()
        if code not in missing
    ]
    given = not amounts or dice.chance(60)
    return rows, {GENERAL_TOTAL: whole} if given else {}


def _draw_fund(
    dice: Dice, accounts: Accounts, fund: str, flow: Callable[[Line], Flow]
) -> tuple[list[BudgetRow], dict[str, Decimal]]:
    """Return the budget of a fund: a total row, rows by 项, or nothing."""
    flows = {line.code: flow(line) for line in accounts.lines if flow(line) != Flow()}
    spent = sum((money.spent for money in flows.values()), ZERO)
    if dice.chance(12):
        return [], {}
    if not spent:
        return [], {FUND_TOTALS[fund]: ZERO}
    if dice.chance(30) and all(money.spent for money in flows.values()):
        rows = [
            BudgetRow(code, fund, _draw_amount(dice, money.spent)) for code, money in flows.items()
        ]
        return rows, {}
    total = ZERO if dice.chance(40) else _draw_amount(dice, spent)
    return [], {FUND_TOTALS[fund]: total}


def _draw_running_costs(dice: Dice, final: Decimal | None) -> Decimal | None:
    """Return the budget of 机关运行经费; None leaves the row out."""
    if final is None or dice.chance(10):
        return None
    return _draw_amount(dice, final) if final else ZERO
