"""A random evaluation of the whole department; its rates follow from its own numbers."""

from decimal import Decimal

from oracle.dice import Dice
from oracle.model import Department, Fact

from . import words
from .draw_indicators import draw_indicator, in_order, plain, scored, split_marks
from .draw_money import CENT, ZERO
from .figures import HUNDRED, add, whole_rates
from .model import (
    BUDGET,
    CHANGE,
    COUNT,
    EVALUATED,
    EXECUTED,
    INITIAL,
    LEFT,
    MONITORED,
    PURCHASED,
    SCORED,
    TO_EVALUATE,
    TO_MONITOR,
    TO_PURCHASE,
    TO_SCORE,
    WITH_TARGETS,
    Indicator,
    Project,
    Whole,
)
from .words import Pattern

_FIRSTS = (words.INVESTED, words.PRODUCED, words.GAINED)
_PURCHASES = "政府采购支出总额"


def spending_by_fund(department: Department) -> tuple[Decimal, Decimal, Decimal]:
    """Return what the whole spent of the three funds, as 公开05, 07 and 08 print it."""
    accounts = department.accounts
    return (
        department.shown(accounts.general_spent),
        department.shown(accounts.total(lambda line: line.fund.spent)),
        department.shown(accounts.total(lambda line: line.capital.spent)),
    )


def three_public(department: Department) -> tuple[Decimal, Decimal]:
    """Return 三公 as spent and as planned, as 公开09 prints the totals."""
    columns = department.accounts.three_public.columns()
    return department.shown(columns[6]), department.shown(columns[0])


def draw_whole(dice: Dice, department: Department, projects: tuple[Project, ...]) -> Whole | None:
    """Return the evaluation of the whole; None where the department spent nothing."""
    numbers = _draw_money(dice, department) | _draw_counts(dice, projects)
    if not numbers[BUDGET] or not numbers[INITIAL]:
        return None
    indicators = _draw_indicators(dice, department, numbers)
    notes = {row.third: dice.pick(words.NOTES) for row in indicators}
    texts = {name: dice.pick(pool) for name, pool in words.WHOLE_TEXTS.items()}
    return Whole(
        numbers,
        indicators,
        texts,
        notes,
        in_facts=dice.chance(25),
        texts_in_list=dice.chance(40),
    )


def _draw_money(dice: Dice, department: Department) -> dict[str, Decimal]:
    executed = add(spending_by_fund(department))
    closing = department.accounts.total(
        lambda line: line.general.closing + line.fund.closing + line.capital.closing
    )
    left = department.shown(closing)
    budget = executed + left
    change = ZERO if dice.chance(30) else _share(dice, budget, 30)
    change = -change if dice.chance(30) else change
    fact = department.fact_amount(_PURCHASES)
    purchased = _share(dice, executed, 40) if fact is None else fact
    planned = purchased + (_share(dice, purchased, 20) if dice.chance(50) else ZERO)
    return {
        INITIAL: budget - change,
        CHANGE: change,
        BUDGET: budget,
        EXECUTED: executed,
        LEFT: left,
        TO_PURCHASE: planned,
        PURCHASED: purchased,
    }


def _share(dice: Dice, amount: Decimal, most: int) -> Decimal:
    """Return a part of an amount, at most so many percent of it."""
    return (amount * dice.random.randint(1, most * 10) / 1000).quantize(CENT)


def _draw_counts(dice: Dice, projects: tuple[Project, ...]) -> dict[str, Decimal]:
    count = len(projects)
    monitored = count - dice.random.randint(0, count // 3)
    evaluated = sum(project.is_evaluated for project in projects)
    counts = {
        COUNT: count,
        WITH_TARGETS: count - (dice.random.randint(0, count // 4) if dice.chance(30) else 0),
        TO_MONITOR: monitored,
        MONITORED: monitored - (dice.random.randint(0, monitored // 3) if dice.chance(30) else 0),
        TO_SCORE: count,
        SCORED: count,
        TO_EVALUATE: min(evaluated + (1 if dice.chance(20) else 0), count),
        EVALUATED: evaluated,
    }
    return {name: Decimal(number) for name, number in counts.items()}


def _draw_indicators(
    dice: Dice, department: Department, numbers: dict[str, Decimal]
) -> tuple[Indicator, ...]:
    """Return 12 to 20 indicators of 100 marks; those that are rates have the rate computed."""
    known = {
        name: value
        for name, value in whole_rates(numbers, *three_public(department)).items()
        if value is not None and name in words.WHOLE_RATES
    }
    named = {name: _of_rate(dice, name) for name in dice.some(sorted(known), 3, 8)}
    patterns = [*dice.some(words.WHOLE_PATTERNS, 9, 13), *named.values()]
    ordered = in_order(patterns, _FIRSTS)
    shares = split_marks(dice, HUNDRED, len(ordered))
    missing = dice.pick((0, 10, 25))
    rows = []
    for pattern, marks in zip(ordered, shares, strict=True):
        if pattern.third in named:
            row = scored(dice, pattern, (Decimal(pattern.low), known[pattern.third]), marks)
        else:
            row = draw_indicator(dice, pattern, marks, missing)
        rows.append(row)
    return tuple(rows)


def _of_rate(dice: Dice, name: str) -> Pattern:
    """Return the indicator of a rate, its target chosen."""
    second, sign, targets = words.WHOLE_RATES[name]
    target = dice.pick(targets)
    return Pattern(words.INVESTED, second, name, sign, "%", target, target, 2)


def whole_facts(
    department: Department, whole: Whole, score: Decimal, grade: str
) -> dict[str, Fact]:
    """Return the rows of 事项.csv that belong to the whole; amounts in 元."""
    unit = department.text_unit
    size = 10000 if unit == "万元" else 1
    general, fund, _ = spending_by_fund(department)
    facts = {
        "整体评价单位数": Fact(1, "个"),
        "整体评价一般公共预算支出": Fact(general * size, unit),
        "整体评价政府性基金支出": Fact(fund * size, unit),
    }
    if not whole.in_facts:
        return facts
    names = {"年初预算": INITIAL, "预算调整": CHANGE, "全年预算": BUDGET, "执行数": EXECUTED}
    amounts = {f"整体{key}": Fact(whole.numbers[name] * size, unit) for key, name in names.items()}
    stated = {"部门整体自评得分": Fact(plain(score), "分"), "部门整体自评等级": Fact(grade, "")}
    return facts | amounts | stated
