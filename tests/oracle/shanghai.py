"""A random department that publishes in the form of Shanghai: what that form asks for besides."""

from collections.abc import Iterator
from dataclasses import replace

from .department import random_department
from .dice import Dice
from .draw_words import draw_reasons
from .model import NEW, THREE_PUBLIC_KEYS, Department, Fact, Prior
from .money import ZERO

GRADES = ("优", "良", "合格", "不合格")
LAW, WAY, SCORE = "预算绩效管理制度", "预算绩效管理工作机制", "绩效自评平均得分"
RESERVED = (
    "面向中小企业预留预算金额",
    "面向小微企业预留预算金额",
    "中小企业预留项目采购金额",
    "小微企业预留项目采购金额",
    "其他项目中小企业采购金额",
)
STEPS = ("绩效目标", "绩效跟踪", "绩效自评")
PROBLEMS = ("绩效自评问题数", "绩效自评已整改问题数", "绩效自评整改中问题数")
_ABROAD, _PURCHASE = "因公出国（境）用途", "公务用车购置用途"
_MISSING = 6  # percent of the facts
_OFFSET = 90_000  # dice of their own, so that the other forms keep their departments


def shanghai_department(seed: int) -> Department:
    """Return the department of a seed; the same seed gives the same department."""
    dice = Dice(seed + _OFFSET)
    department = replace(random_department(seed), profile="shanghai")
    facts = {**department.facts, **_draw_facts(dice, department)}
    prior = _draw_prior(dice, department)
    department = replace(department, facts=facts, prior=prior)
    more = draw_reasons(dice, _keys(department))
    given = {key: department.reasons[key] for key in department.reasons if dice.chance(95)}
    return replace(department, reasons={**more, **given})


def _draw_facts(dice: Dice, department: Department) -> dict[str, Fact]:
    """Return the facts of 十 and of the reserved purchases, now and then one missing."""
    unit = "元" if department.text_unit == "元" else "万元"
    facts = {key: Fact(dice.amount() if dice.chance(70) else ZERO, unit) for key in RESERVED}
    facts[LAW] = Fact("部门预算绩效管理办法、绩效目标管理办法", "")
    facts[WAY] = Fact("事前有目标、事中有跟踪、事后有评价", "")
    for step in STEPS:
        facts[f"{step}项目数"] = Fact(dice.random.randint(0, 40), "个")
        facts[f"{step}预算金额"] = Fact(dice.amount(), unit)
    facts[SCORE] = Fact(dice.pick(("99.43", "88.5", "92")), "分")
    names = (*(f"绩效自评{grade}项目数" for grade in GRADES), *PROBLEMS)
    facts |= {name: Fact(dice.random.randint(0, 9), "个") for name in names}
    return {key: fact for key, fact in facts.items() if not dice.chance(_MISSING)}


def _draw_prior(dice: Dice, department: Department) -> Prior:
    """Return last year's totals with those of 三公: equal, 0, another amount, 无 or absent."""
    if not department.prior.file_given:
        return department.prior
    total, abroad, cars, _, _, hosting = department.accounts.three_public.columns()[6:]
    totals = dict(department.prior.totals)
    for key, amount in zip(THREE_PUBLIC_KEYS, (total, abroad, cars, hosting), strict=True):
        form = dice.pick(("equal", "equal", "zero", "other", "other", "other", "absent", "new"))
        written = {"equal": amount, "zero": ZERO, "other": dice.amount()}
        if form == "new":
            totals[key] = NEW if amount else ZERO
        elif form in written:
            totals[key] = written[form]
    return replace(department.prior, totals=totals)


def _keys(department: Department) -> Iterator[str]:
    """Return what the form asks a reason or a purpose for, besides what Henan's asks."""
    items = {row.code for row in department.budget.rows}
    items |= {line.code for line in department.accounts.lines}
    for code in sorted(items):
        yield code
        yield f"{code}用途"
    yield from (_ABROAD, _PURCHASE)
