"""What a text says of itself in several kinds of place, and what most of them say.

A title, a cover or the name of a file is one voice among others: what one place has against all
the rest is a mistake of that place. Each kind of place has one voice, however often it says the
same, and divides it where it says several things; sentences have several, which nobody writes by
filling in a form.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.passage import Passage

_PLACES = re.compile("[省市县区州旗盟乡镇]")
# What may follow the letters of a shorter name: a level, the rest of 委员会 and 联合会.
_TAIL = re.compile(r"[（(]?(?:局|局?机关)?(?:本级|机关|汇总)?[）)]?|员会|合会")


class Voice(Enum):
    """A kind of place; the value is how many of its statements count, at most."""

    COVER = "cover", 1
    HEADINGS = "headings", 1
    CONTENTS = "contents", 1
    OVERVIEW = "overview", 1
    TABLES = "tables", 1
    SENTENCES = "sentences", 4
    FILE_NAME = "file name", 1

    @property
    def most(self) -> int:
        """How many statements of such places count."""
        return self.value[1]


class Said(NamedTuple):
    """A word with the kind of place that says it; no passage where the file prints it elsewhere."""

    voice: Voice
    text: str
    passage: Passage | None = None


def decide(said: Iterable[Said], *, by_text: bool) -> Said | None:
    """Return what most kinds of place say, as it is printed most often; None where nothing does.

    Names that differ by left out words (教体局, 教育体育局) are one, and titles and tables have the
    whole of it. Of equals that of the running text where `by_text`, else that of a title, then what
    is said most often, then the first.
    """
    found = list(_once(said))
    if not found:
        return None
    groups = _group(found)
    weights = _weigh(found, groups)
    first = _TEXT if by_text else _PRINTED
    preferred = {groups[one.text] for one in found if one.voice in first}
    times = Counter(groups[one.text] for one in found)
    best = max(times, key=lambda group: (weights[group], group in preferred, times[group]))
    own = [one for one in found if groups[one.text] == best]
    printed = [one for one in own if one.voice in _PRINTED] or own
    often = Counter(one.text for one in printed)
    text = max(often, key=lambda word: often[word])
    placed = (one for one in own if one.text == text and one.passage is not None)
    return next(placed, next(one for one in own if one.text == text))


def _once(said: Iterable[Said]) -> Iterator[Said]:
    """Yield what is said; of a passage that is of two kinds, what it says as the first of them."""
    voices: dict[Passage, Voice] = {}
    for one in said:
        if one.passage is None or voices.setdefault(one.passage, one.voice) is one.voice:
            yield one


# What is written anew for each document; titles are copied, and their years forgotten.
_TEXT = frozenset({Voice.OVERVIEW, Voice.SENTENCES})
# Where a department is called by its whole name.
_PRINTED = frozenset({Voice.COVER, Voice.HEADINGS, Voice.TABLES})


def _group(found: Sequence[Said]) -> dict[str, str]:
    """Return for every word the first one of which it is another form."""
    groups: dict[str, str] = {}
    for text in dict.fromkeys(one.text for one in found):
        key = key_of(text)
        same = (other for other in groups.values() if is_same_name(key, key_of(other)))
        groups[text] = next(same, text)
    return groups


def is_same_name(one: str, other: str) -> bool:
    """Whether two keys are one, or one of them is the other with letters left out.

    What is left out is no place, but before the whole name: 江河市水利局 is not 江河市东山县水利局.
    Nor is it the end: 江河市教育局幼儿园 is a unit of 江河市教育局.
    """
    short, long = sorted((one, other), key=len)
    if long.endswith(short):
        return True
    letters = iter(long)
    if not all(letter in letters for letter in short):
        return False
    is_longer = long.startswith(short) or short[-1] != long[-1]
    if is_longer and not _TAIL.fullmatch("".join(letters)):
        return False
    return _PLACES.findall(short) == _PLACES.findall(long)


def _weigh(found: Sequence[Said], groups: Mapping[str, str]) -> Mapping[str, float]:
    counts: dict[Voice, Counter[str]] = defaultdict(Counter)
    for one in found:
        counts[one.voice][groups[one.text]] += 1
    weights: dict[str, float] = defaultdict(float)
    for voice, several in counts.items():
        total = several.total()
        for group, count in several.items():
            weights[group] += min(voice.most, total) * count / total
    return weights
