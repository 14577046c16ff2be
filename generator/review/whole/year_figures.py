"""The figures of the own year, beside which those of another one are there to be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.review.whole.year_roles import Said

# Says what sort of amount it is, but not of what.
_UNNAMED = re.compile(r"(?:年初|全年)?(?:支出|收入)?(?:决算|预算)?数?")
# Words that a name may have or lack: 收入合计 is 收入, 公务接待费支出决算数 公务接待费.
_SORT = re.compile(r"决算|合计|总额|总计|数$")
_OF_COST = re.compile(r"(?<=..)(?:费用?|支出|财政拨款)+$")
_OF_TREASURY = re.compile("财政拨款")
_SAYS_EQUAL = re.compile(r"[^。；]{0,40}?(?:持平|一致|相同|[无没][有]?变化|[无没][有]?增减)")


class OwnFigures:
    """The figures of the own year in one section, by what they are called."""

    def __init__(self) -> None:
        self._in_sentence: dict[tuple[str, int, str], set[str]] = defaultdict(set)
        self._in_passage: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
        self._in_section: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, passage: str, said: Said) -> None:
        """Add a figure of the passage with that locator."""
        name = _name(said.what)
        key = (passage, said.sentence, _OF_TREASURY.sub("", name))
        self._in_sentence[key].add(said.before)
        self._in_passage[passage, name, bool(said.before)].add(said.amount)
        self._in_section[said.before, name].add(said.amount)

    def is_beside(self, passage: str, text: str, said: Said) -> bool:
        """Whether a figure of another year stands beside that of the own one, to be compared.

        One that is equal to the own one is that under a wrong year, unless both stand in one
        sentence, or the text says that they are equal.
        """
        name = _name(said.what)
        key = (passage, said.sentence, _OF_TREASURY.sub("", name))
        if any(not (said.before and own) or said.before == own for own in self._in_sentence[key]):
            return True
        says_equal = bool(_SAYS_EQUAL.match(text, said.end))
        near = [self._in_passage[passage, name, False]]
        if not said.before:
            near.append(self._in_passage[passage, name, True])
        if said.before or not _UNNAMED.fullmatch(said.what):
            near.append(self._in_section[said.before, name])
        return any(amounts and (says_equal or amounts != {said.amount}) for amounts in near)


def _name(what: str) -> str:
    """Return what a figure is called without the words that may be left out."""
    return _OF_COST.sub("", _SORT.sub("", what))
