"""One thing changed in a finished document or in a list, so that it is false; never a near miss."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from .expectation import COUNT, GRADE, MARKS, NAME, RATE, Expected, Spot, number_of
from .figures import GRADES
from .page import Page, replace_text

_HALVES = tuple(Decimal(step) for step in ("0.5", "1", "1.5", "2", "3"))
_ENDINGS = ("（二期）", "（2023年结转）", "（三期）", "相关项目", "（第2批）", "配套资金")


class Change(NamedTuple):
    """What was changed: where, the text before and after it, the paragraph or row it stands in."""

    expected: Expected
    before: str
    after: str
    around: str


def change_in(page: Page, expected: Expected, spot: Spot, dice: Random, path: Path) -> Change:
    """Write a document in which one figure or name is another, with no trace of the change."""
    after = changed(expected.kind, spot.printed, dice)
    before = spot.printed
    text = spot.node.text
    changed_text = text[: spot.start] + after + text[spot.end :]
    around = spot.around.replace(text, changed_text, 1)
    replace_text(spot.node.paragraphs(), spot.start, spot.end, after)
    page.document.save(str(path))
    return Change(expected, before, after, around)


def changed(kind: str, printed: str, dice: Random) -> str:
    """Return something else of a kind: a number of the same look, a grade, a name."""
    if kind == GRADE:
        return dice.choice([grade for grade in GRADES if grade != printed])
    if kind == NAME:
        return other_name(printed, dice)
    value = number_of(printed)
    assert value is not None, printed
    if kind == COUNT:
        return str(abs(value + dice.choice((1, 2, -1)))) if value else "1"
    if kind == RATE:
        return _like(printed, abs(value + dice.choice((1, -1)) * dice.choice(_RATES)))
    if abs(value) <= _HUNDRED:
        step = dice.choice(_HALVES)
        other = value - step if value > step and (kind == MARKS or dice.random() < 0.5) else None
        return _like(printed, value + step if other is None else other)
    return _other_amount(printed, value, dice)


_RATES = tuple(Decimal(step) for step in ("0.5", "1.25", "7.3", "20"))
_HUNDRED = Decimal(100)
_SEEN = Decimal("0.005")


def _other_amount(printed: str, value: Decimal, dice: Random) -> str:
    """Return an amount with two digits exchanged, or off by something seen.

    It is off by more than a rate of two decimals hides.
    """
    digits = [index for index, character in enumerate(printed) if character.isdigit()]
    swapped = []
    for one, other in pairwise(digits[:-2]):
        signs = list(printed)
        signs[one], signs[other] = signs[other], signs[one]
        text = "".join(signs)
        number = number_of(text)
        if signs[0] != "0" and number is not None and abs(number - value) >= value * _SEEN:
            swapped.append(text)
    if swapped and dice.random() < 0.5:
        return dice.choice(swapped)
    return _like(printed, value + dice.choice((value / 100, value / 10, value / 3)))


def _like(printed: str, value: Decimal) -> str:
    """Return a number in the look of another: decimals (at least what it needs), commas, %."""
    if printed.endswith("%"):
        return _like(printed.removesuffix("%"), value) + "%"
    decimals = len(printed.partition(".")[2])
    text = f"{value:,.{decimals}f}" if "," in printed else f"{value:.{decimals}f}"
    if Decimal(text.replace(",", "")) == number_of(printed) or not decimals:
        text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if not decimals and "." in text else text


def other_name(name: str, dice: Random) -> str:
    """Return another name: something left out of it, put behind it, a year or number changed."""
    choices = [name + dice.choice([one for one in _ENDINGS if one not in name])]
    bracketed = re.sub(r"（[^（）]*）", "", name, count=1)
    if bracketed != name:
        choices.append(bracketed)
    year = re.search(r"20\d\d", name)
    if year:
        choices.append(name.replace(year[0], str(int(year[0]) - 1), 1))
    middle = len(name) // 2
    choices.append(name[:middle] + name[middle + 1 :])
    return dice.choice(choices)


def pick_kinds(kinds: Sequence[tuple[str, str]], count: int, dice: Random) -> list[tuple[str, str]]:
    """Return so many (kind, place) of those that a document has, each once before one twice."""
    order: list[tuple[str, str]] = []
    while len(order) < count and kinds:
        order += dice.sample(list(kinds), len(kinds))
    return order[:count]
