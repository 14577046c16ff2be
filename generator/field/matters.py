"""What single items of spending are about, in the words that give them away."""

from __future__ import annotations

import re
from typing import NamedTuple


class Matter(NamedTuple):
    """A matter: words of it anywhere, and words that name its money."""

    name: str
    words: re.Pattern[str]
    money: re.Pattern[str]


def _matter(name: str, words: str, money: str = "") -> Matter:
    return Matter(name, re.compile(words), re.compile(money or words))


_MONEY = r"(?:费用?|支出|经费|开支)"
MATTERS = (
    _matter("住房公积金", r"公积金"),
    _matter("医疗保险", r"医疗|医保"),
    _matter("养老保险", r"养老|职业年金"),
    _matter("因公出国（境）", r"出国|出境|出访", rf"(?:出国|出境|出访)(?:（境）)?{_MONEY}"),
    _matter(
        "公务用车",
        r"用车|车辆|燃油|燃料|过路",
        rf"(?:用车|车辆)[^，。；、]{{0,6}}{_MONEY}|燃[油料]{_MONEY}",
    ),
    _matter("公务接待", r"接待|来访|来宾", rf"接待{_MONEY}"),
)


def matters_of(text: str) -> frozenset[str]:
    """Return the matters that a text speaks of."""
    return frozenset(matter.name for matter in MATTERS if matter.words.search(text))


def moneys_of(text: str) -> frozenset[str]:
    """Return the matters whose money a text names."""
    return frozenset(matter.name for matter in MATTERS if matter.money.search(text))
