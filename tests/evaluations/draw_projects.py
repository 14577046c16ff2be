"""Random projects: names that are like one another, money, marks that add up to 100, texts."""

from collections.abc import Mapping
from decimal import Decimal

from oracle.dice import Dice
from oracle.model import Department

from . import words
from .draw_indicators import Cost, draw_indicators, draw_management
from .draw_money import Spent, draw_money, draw_spending, own_total
from .figures import add
from .model import ACHIEVED, ADVICE, OUTLINE, PROBLEMS, TARGET, Given, Money, Project

_WHOLE = Decimal(100)
_USUAL_MARKS = Decimal(10)
_NONE = Decimal(0)


def draw_projects(dice: Dice, department: Department, count: int) -> tuple[Project, ...]:
    """Return the projects of a department; what they spent fits its tables."""
    names = draw_names(dice, department.year, count)
    spending = draw_spending(dice, department, count)
    split = dice.chance(75)
    # A list has the column of scores or not; a cell of it may be blank.
    scored = dice.pick((100, 100, 60, 0))
    own = own_total(department) if split else _NONE
    projects = []
    for name, spent in zip(names, spending, strict=True):
        money = draw_money(dice, spent.amount, own, department.text_unit)
        if not split:
            money = (money[0], *(Money(other.source, *[_NONE] * 3) for other in money[1:]))
        own -= sum((other.executed for other in money[1:]), _NONE)
        given = Given(score=dice.chance(scored), split=split)
        projects.append(_draw(dice, spent, money, (name, department.text_unit), given))
    return tuple(projects)


def _draw(
    dice: Dice, spent: Spent, money: tuple[Money, ...], named: tuple[str, str], given: Given
) -> Project:
    """Return a project; `named` are its name and the unit of its money."""
    name, unit = named
    cost = Cost(add(one.budget for one in money), add(one.executed for one in money), unit)
    marks = _USUAL_MARKS if dice.chance(70) else Decimal(dice.pick((5, 15, 20)))
    explicit = marks != _USUAL_MARKS or dice.chance(40)
    missing = dice.pick((0, 0, 0, 10, 25, 60, 90))
    each = Decimal(dice.pick((5, 5, 5, 4, 2)))
    management = draw_management(dice, each, missing)
    rest = _WHOLE - marks - each * len(management)
    indicators = draw_indicators(dice, rest, missing, cost)
    texts = _draw_texts(dice, name)
    return Project(
        name=name,
        fund=spent.fund,
        code=spent.code,
        is_evaluated=dice.chance(40),
        money=money,
        execution_marks=marks,
        management=management,
        indicators=indicators,
        given=Given(given.score, given.split, explicit, dice.chance(40)),
        texts=texts,
        achieved=texts.get(ACHIEVED) or dice.pick(words.ACHIEVED),
        problems=texts.get(PROBLEMS) or dice.pick(words.PROBLEMS),
        measures=dice.pick(words.MEASURES),
    )


def _draw_texts(dice: Dice, name: str) -> Mapping[str, str]:
    """Return the texts of a report; two of them may stand in 项目绩效.csv alone."""
    texts = {
        OUTLINE: dice.pick(words.OUTLINES).format(name=name),
        TARGET: dice.pick(words.TARGETS),
    }
    if dice.chance(50):
        texts[ACHIEVED] = dice.pick(words.ACHIEVED)
        texts[PROBLEMS] = dice.pick(words.PROBLEMS)
    return texts | {heading: dice.pick(words.ADVICE) for heading in ADVICE}


def draw_names(dice: Dice, year: int, count: int) -> list[str]:
    """Return different names; a third of them are another one with something more."""
    names: list[str] = []
    while len(names) < count:
        name = _like(dice, dice.pick(names)) if names and dice.chance(33) else _new(dice, year)
        if name not in names:
            names.append(name)
    return names


def _new(dice: Dice, year: int) -> str:
    head = f"{year}年" if dice.chance(20) else dice.pick(words.PROJECT_HEADS)
    return head + dice.pick(words.PROJECT_BASES) + dice.pick(words.PROJECT_TAILS)


def _like(dice: Dice, name: str) -> str:
    if dice.chance(25) and not name.startswith("追加"):
        return f"追加{name}"
    return name + dice.pick([one for one in words.LIKENESSES if one not in name])
