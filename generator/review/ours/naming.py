"""Whether two aligned numbers bear the same name: a value under another name is not compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.submission import MentionKind
from generator.review.text.sentences import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.submission import Mention
    from generator.review.ours.alignment import Pair
    from generator.review.text.sentences import Sentence

_STOPS = "。；，、：（）！？"
# Words that name nothing: periods, whose it is, the verb before the number.
_EMPTY = re.compile(
    r"本年度?|年度|年|我?部门|我?单位|其中|分别|总额|金额|数额|全年|实际|均|共|各|为|是|的|中|数"
)
_SHORTEST = 4


def find_named_alike(pair: Pair, numbers: Iterable[tuple[Mention, Mention]]) -> frozenset[int]:
    """Return where the submitted numbers begin that bear the name of the number of ours.

    A share or rate without a name of its own has that of the amount before it.
    """
    if pair.ours.key == pair.theirs.key:
        return frozenset(theirs.start for _, theirs in numbers)
    alike = set()
    last = True
    for ours, theirs in sorted(numbers, key=lambda found: found[1].start):
        one, other = _name_before(pair.ours, ours), _name_before(pair.theirs, theirs)
        same = _is_same(one, other)
        if theirs.kind is MentionKind.RATE:
            same = same and last
        elif theirs.kind is MentionKind.AMOUNT:
            last = same
        if same:
            alike.add(theirs.start)
    return frozenset(alike)


def _name_before(sentence: Sentence, mention: Mention) -> str:
    """Return the words right before a number, up to a stop or another number."""
    end = next((i for i, token in enumerate(sentence.tokens) if token.start == mention.start), 0)
    begin = end
    while begin and sentence.tokens[begin - 1].text not in _STOPS:
        if sentence.tokens[begin - 1].text == MASK and end - begin > 1:
            break
        begin -= 1
    return _EMPTY.sub("", "".join(t.text for t in sentence.tokens[begin:end]).replace(MASK, ""))


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long
