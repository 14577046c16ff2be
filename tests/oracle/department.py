"""A random department, put together: accounts, last year, budgets, 事项, 原因."""

from decimal import Decimal

from .accounts import Accounts
from .dice import Dice
from .draw_accounts import draw_accounts, scale_accounts
from .draw_budget import draw_budget
from .draw_facts import draw_facts, same_when_printed
from .draw_words import draw_reasons
from .model import NEW, THREE_PUBLIC_KEYS, Budget, Department, Fact, Prior
from .money import ZERO

RUNNING_COSTS = "机关运行经费"
_PRIOR_FORMS = ("equal", "equal", "tail", "up", "up", "up", "down", "down", "double", "absent")
_NAMES = (
    "清河市数据管理局",
    "东岭县文化广电和旅游局",
    "北湖区市场监督管理局",
    "南陵市生态环境局",
    "西川县自然资源局",
)


def random_department(seed: int) -> Department:
    """Return the department of a seed; the same seed gives the same department."""
    dice = Dice(seed)
    profile = dice.pick(("henan",) * 3 + ("henan-itemised",) * 2)
    table_unit, text_unit = _draw_units(dice)
    nature = dice.pick(("行政", "行政", "行政", "参公", "事业", "事业", ""))
    if nature == "" and dice.chance(60):
        nature = "行政"
    accounts = draw_accounts(dice)
    fact_unit = "元" if text_unit == "元" or dice.chance(15) else "万元"
    facts = draw_facts(dice, accounts, nature, fact_unit)
    running = running_costs(accounts, facts, nature)
    budget = draw_budget(dice, accounts, running)
    prior = _draw_prior(dice, _current_figures(accounts, running))
    if dice.chance(25):
        prior = _draw_prior_tables(dice, accounts, prior)
    return Department(
        seed=seed,
        name=dice.pick(_NAMES),
        year=dice.pick((2024, 2024, 2024, 2023, 2025)),
        scope=dice.pick(("部门", "部门", "部门", "单位")),
        self_name=dice.pick(("", "本部门", "我部门", "我单位")),
        profile=profile,
        nature=nature,
        nature_by_units=nature == "事业" and dice.chance(30),
        table_unit=table_unit,
        text_unit=text_unit,
        accounts=accounts,
        prior=prior,
        budget=budget,
        facts=facts,
        reasons=_draw_reasons(dice, accounts, budget, prior, profile),
    )


def _draw_units(dice: Dice) -> tuple[str, str]:
    """Return the unit of the tables and the unit of the text."""
    roll = dice.random.randrange(100)
    if roll < 70:
        return "万元", "万元"
    return ("元", "万元") if roll < 92 else ("元", "元")


def running_costs(accounts: Accounts, facts: dict[str, Fact], nature: str) -> Decimal | None:
    """Return 机关运行经费 in 元; None where it is not known or does not apply."""
    fact = facts.get(RUNNING_COSTS)
    if fact is not None:
        return Decimal(fact.value)
    return accounts.public if nature in ("行政", "参公") else None


def _current_figures(accounts: Accounts, running: Decimal | None) -> dict[str, Decimal]:
    """Return this year's amounts under the keys of 上年数.csv."""
    figures = {
        "收支总计": accounts.grand_total,
        "财政拨款收支总计": accounts.fiscal_grand_total,
        "一般公共预算财政拨款支出": accounts.general_spent,
        "一般公共预算财政拨款基本支出": accounts.general_basic,
        "人员经费": accounts.personnel,
        "公用经费": accounts.public,
    }
    return figures if running is None else figures | {RUNNING_COSTS: running}


def _draw_prior(dice: Dice, current: dict[str, Decimal]) -> Prior:
    """Return 上年数.csv: usual, of a new unit, or not given at all."""
    form = dice.pick(("usual",) * 8 + ("new", "none"))
    if form == "none":
        return Prior({}, file_given=False)
    if form == "new":
        return Prior(_new_unit(current, dice.pick((str(ZERO), NEW))))
    totals: dict[str, Decimal | str] = {}
    for key, amount in current.items():
        drawn = _draw_prior_amount(dice, amount)
        if drawn is not None:
            totals[key] = drawn
    return Prior(totals)


def _new_unit(current: dict[str, Decimal], written: str) -> dict[str, Decimal | str]:
    """Return 上年数.csv of a unit that did not exist: 0, or 无 where this year is not 0."""
    return {key: NEW if amount and written == NEW else ZERO for key, amount in current.items()}


def _draw_prior_amount(dice: Dice, amount: Decimal) -> Decimal | None:
    """Return last year's amount, None where the key is left out."""
    form = dice.pick(_PRIOR_FORMS)
    if form == "absent":
        return None
    if form == "equal":
        return amount
    if not amount:
        return dice.amount()
    if form == "tail":
        return same_when_printed(dice, amount)
    if form == "double":
        return amount / 2 if int(amount * 100) % 2 == 0 else ZERO
    return dice.scaled(amount, 40, 99) if form == "up" else dice.scaled(amount, 101, 250)


def _draw_prior_tables(dice: Dice, accounts: Accounts, prior: Prior) -> Prior:
    """Return last year's tables, all nine or some, with the totals that they do not hold."""
    percents = (100, 100) if dice.chance(20) else _two_percents(dice)
    last = accounts if percents == (100, 100) else scale_accounts(accounts, *percents)
    some = tuple(dice.some(range(1, 10), 1, 8)) if dice.chance(40) else tuple(range(1, 10))
    held = Prior({}, last, tuple(range(1, 10)))
    totals: dict[str, Decimal | str] = {}
    for key in _current_figures(last, None):
        amount = held.figure(key)
        assert amount is not None
        if len(some) < 9 or dice.chance(20):
            totals[key] = amount
    if len(some) == 9 and totals:
        totals["收支总计"] = dice.amount()  # 上年/ goes before 上年数.csv
    running = prior.totals.get(RUNNING_COSTS)
    totals[RUNNING_COSTS] = dice.amount() if running is None else running
    return Prior(totals, last, some)


def _two_percents(dice: Dice) -> tuple[int, int]:
    """Return how last year's 基本 and 项目支出 stood to this year's."""
    return dice.random.randint(50, 160), dice.random.randint(50, 160)


def _draw_reasons(
    dice: Dice, accounts: Accounts, budget: Budget, prior: Prior, profile: str
) -> dict[str, str]:
    """Return reasons and purposes, also for what needs none, but not beside missing operands."""
    keys = [key for key in _current_figures(accounts, None) if prior.figure(key) is not None]
    has_operand = (
        RUNNING_COSTS in budget.totals
        if profile == "henan-itemised"
        else prior.figure(RUNNING_COSTS) is not None
    )
    keys += [RUNNING_COSTS] if has_operand else []
    keys += THREE_PUBLIC_KEYS
    keys += [row.code for row in budget.rows if row.fund == "一般公共预算"]
    keys += ["政府性基金用途", "国有资本经营用途"]
    _, _, running, hosting = accounts.three_public.final
    keys += ["公务用车运行用途"] if running else []
    keys += ["国内接待用途"] if hosting else []
    return draw_reasons(dice, keys)
