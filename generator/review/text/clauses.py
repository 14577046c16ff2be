"""Which numbered item of the text is which of ours: by what it is about, not by its number."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING

from generator.base.ordinals import plain_item
from generator.review.text.sentences import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.submission import SubmittedParagraph
    from generator.review.text.sentences import Sentence

_ITEM = re.compile(r"^([一二三四五六七八九十]+(?:（.+）)?)([0-9]+)$")
_TOPIC = re.compile(r"[一二三四五六七八九十]+")
_PLAIN = re.compile(r"[一二三四五六七八九十]+$")
_NUMBERED = re.compile(r"\s*([0-9]{1,3})(?:、|[.．](?![0-9]))")
_ALIKE = 0.55
_SAME_NUMBER = 0.03
_MOST_ITEMS = 300
# Ends the id of an item that ours does not have.
UNKNOWN = "？"


def topic_of_clause(where: str) -> str:
    """Return the section in which a clause stands (八 of 八2), empty for other texts."""
    found = _TOPIC.match(where)
    return found.group() if found else ""


def number_items(paragraphs: Iterable[SubmittedParagraph]) -> list[SubmittedParagraph]:
    """Return the paragraphs of a section; items 1、2、 that stand right below it get clause ids."""
    numbered = []
    item = ""
    for paragraph in paragraphs:
        found = _NUMBERED.match(plain_item(paragraph.passage.text))
        item = found.group(1) if found else item
        own = item if _PLAIN.match(paragraph.where) else ""
        numbered.append(replace(paragraph, where=f"{paragraph.where}{own}"))
    return numbered


def match_clauses(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> list[Sentence]:
    """Return the submitted sentences under the clause ids of ours that treat the same item.

    五（三）7 of a text that left out an item is our 五（三）8; an item that ours does not have gets
    an id of its own. Clauses without an item number keep their id.
    """
    renamed = {}
    for stem in dict.fromkeys(_stem(sentence.where) for sentence in theirs):
        if stem:
            renamed.update(_match_items(_items(ours, stem), _items(theirs, stem)))
    return [
        replace(sentence, where=renamed.get(sentence.where, sentence.where)) for sentence in theirs
    ]


def _stem(where: str) -> str:
    found = _ITEM.match(where)
    return found.group(1) if found else ""


def _items(sentences: Sequence[Sentence], stem: str) -> dict[str, str]:
    """Return the opening words of every item of a clause, without digits."""
    items: dict[str, str] = {}
    for sentence in sentences:
        if _stem(sentence.where) == stem and sentence.where not in items:
            items[sentence.where] = sentence.masked.replace(MASK, "")[:80]
    return items


def _match_items(ours: dict[str, str], theirs: dict[str, str]) -> dict[str, str]:
    same = {one for one, opening in ours.items() if theirs.get(one) == opening}
    candidates = [(2.0, one, one) for one in same]
    matcher = SequenceMatcher(None, autojunk=False)
    for one, opening in ours.items():
        matcher.set_seq2(opening)
        for other, words in islice(theirs.items(), _MOST_ITEMS):
            if one in same or other in same:
                continue
            matcher.set_seq1(words)
            if matcher.quick_ratio() < _ALIKE:
                continue
            likeness = matcher.ratio()
            bonus = _SAME_NUMBER if one == other else 0
            if likeness >= _ALIKE:
                candidates.append((likeness + bonus, one, other))
    candidates.sort(key=lambda found: (-found[0], found[1], found[2]))
    matched: dict[str, str] = {}
    for _, one, other in candidates:
        if other not in matched and one not in matched.values():
            matched[other] = one
    for other in theirs:
        matched.setdefault(other, f"{other}{UNKNOWN}")
    return matched
