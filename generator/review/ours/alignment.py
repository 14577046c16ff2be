"""Which submitted sentence says what which sentence of ours says; which number is which."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.review.text.sentences import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mention
    from generator.review.text.sentences import Sentence

_ALIKE = 0.5
_SAME_CLAUSE = 0.15
_DISTANCE = 0.002
_SAME_OWNER = 0.3
_SAME_NAME = 0.9
# A text without full stops is no sentence to put beside one of ours.
_LONGEST = 3000
# Pairs of sentences of one section that are tried at most.
_MOST_PAIRS = 40_000


class Pair(NamedTuple):
    """A sentence of ours and the submitted one that says the same."""

    ours: Sentence
    theirs: Sentence
    likeness: float


class Alignment(NamedTuple):
    """The pairs in our order, and what stands alone on either side."""

    pairs: tuple[Pair, ...]
    missing: tuple[Sentence, ...]
    extra: tuple[Sentence, ...]
    untried: int = 0


def align(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Alignment:
    """Pair the sentences of one section: the same words first, then the most alike, each once.

    `untried` counts the submitted ones that were too long or too many to be tried.
    """
    taken_ours = _pair_equal(ours, theirs)
    bound = _bound_by_owner(ours)
    taken_theirs = {pair.theirs.order for pair in taken_ours.values()}
    open_ours = [(i, one) for i, one in enumerate(ours) if i not in taken_ours]
    open_theirs = [(j, o) for j, o in enumerate(theirs) if o.order not in taken_theirs]
    tried = [(j, other) for j, other in open_theirs if len(other.tokens) <= _LONGEST]
    tried = tried[: _MOST_PAIRS // max(1, len(open_ours))]
    untried = len(open_theirs) - len(tried) if open_ours else 0
    open_theirs = tried
    their_grams = [_grams(sentence.masked) for _, sentence in open_theirs]
    candidates = []
    for i, one in open_ours:
        own_grams = _grams(one.masked)
        for (j, other), grams in zip(open_theirs, their_grams, strict=True):
            likeness = _likeness(own_grams, grams)
            if likeness < _ALIKE:
                continue
            owned = one.owner == other.owner
            if not owned and (one.where, one.key) in bound and not _is_near(one, other):
                continue
            weight = likeness + (_SAME_CLAUSE if one.where == other.where else 0)
            weight += _SAME_OWNER if owned else 0
            relative = abs(i / len(ours) - j / len(theirs))
            candidates.append((weight - _DISTANCE * relative, likeness, i, j))
    candidates.sort(key=lambda found: (-found[0], found[2], found[3]))
    for _, likeness, i, j in candidates:
        if i not in taken_ours and theirs[j].order not in taken_theirs:
            taken_ours[i] = Pair(ours[i], theirs[j], likeness)
            taken_theirs.add(theirs[j].order)
    return Alignment(
        tuple(taken_ours[i] for i in sorted(taken_ours)),
        tuple(sentence for i, sentence in enumerate(ours) if i not in taken_ours),
        tuple(sentence for sentence in theirs if sentence.order not in taken_theirs),
        untried,
    )


def _pair_equal(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> dict[int, Pair]:
    """Pair the sentences of one clause that differ in their numbers alone, in their order."""
    waiting: dict[tuple[str, str], deque[Sentence]] = defaultdict(deque)
    named: dict[tuple[str, str, str], deque[Sentence]] = defaultdict(deque)
    for sentence in theirs:
        waiting[sentence.where, sentence.masked].append(sentence)
        named[sentence.where, sentence.masked, sentence.owner].append(sentence)
    taken: set[int] = set()
    pairs = {}
    bound = _bound_by_owner(ours)
    for by_name in (True, False):
        for i, sentence in enumerate(ours):
            if i in pairs or (not by_name and (sentence.where, sentence.key) in bound):
                continue
            words = sentence.where, sentence.masked
            fits = named[*words, sentence.owner] if by_name else waiting[words]
            while fits and fits[0].order in taken:
                fits.popleft()
            if fits:
                pairs[i] = Pair(sentence, fits[0], 1.0)
                taken.add(fits[0].order)
    return pairs


def _bound_by_owner(sentences: Sequence[Sentence]) -> frozenset[tuple[str, str]]:
    """Return the sentences that a clause has once for each of several projects or items.

    Only the name at the head of their paragraph tells them apart: their order proves nothing.
    """
    owners: dict[tuple[str, str], set[str]] = {}
    for sentence in sentences:
        owners.setdefault((sentence.where, sentence.key), set()).add(sentence.owner)
    return frozenset(key for key, names in owners.items() if len(names) > 1)


def _is_near(one: Sentence, other: Sentence) -> bool:
    """Whether the heads of two paragraphs are one name that is misspelt in one of them."""
    matcher = SequenceMatcher(None, one.owner, other.owner, autojunk=False)
    return matcher.ratio() >= _SAME_NAME


def _grams(masked: str) -> Counter[str]:
    return Counter(masked[i : i + 2] for i in range(max(1, len(masked) - 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return twice the shared pairs of characters over all of them (Dice)."""
    total = one.total() + other.total()
    if not total or min(one.total(), other.total()) * 3 < max(one.total(), other.total()):
        return 0.0
    return 2 * (one & other).total() / total


class Difference(NamedTuple):
    """Where the two wordings part: token ranges of ours and of theirs."""

    ours: tuple[int, int]
    theirs: tuple[int, int]


class Compared(NamedTuple):
    """The numbers of two sentences put side by side, and where the words differ.

    `numbers` pairs mentions of ours and theirs; the others have no counterpart.
    """

    numbers: tuple[tuple[Mention, Mention], ...]
    missing: tuple[Mention, ...]
    extra: tuple[Mention, ...]
    differences: tuple[Difference, ...]


def compare_tokens(pair: Pair) -> Compared:
    """Put the tokens of two sentences side by side."""
    ours, theirs = pair.ours, pair.theirs
    if ours.masked == theirs.masked:
        everything = range(len(ours.tokens))
        return Compared(tuple(_paired(pair, everything, everything)), (), (), ())
    matcher = SequenceMatcher(None, ours.masked, theirs.masked, autojunk=False)
    numbers: list[tuple[Mention, Mention]] = []
    differences = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            numbers += _paired(pair, range(i1, i2), range(j1, j2))
            continue
        differences.append(Difference((i1, i2), (j1, j2)))
        one = [i for i in range(i1, i2) if ours.tokens[i].text == MASK]
        other = [j for j in range(j1, j2) if theirs.tokens[j].text == MASK]
        if len(one) == len(other):
            numbers += _paired(pair, one, other)
    seen_ours = {id(a) for a, _ in numbers}
    seen_theirs = {id(b) for _, b in numbers}
    return Compared(
        tuple(numbers),
        tuple(m for m in ours.mentions if id(m) not in seen_ours),
        tuple(m for m in theirs.mentions if id(m) not in seen_theirs),
        tuple(differences),
    )


def _paired(
    pair: Pair, ours: Sequence[int] | range, theirs: Sequence[int] | range
) -> Iterator[tuple[Mention, Mention]]:
    for i, j in zip(ours, theirs, strict=True):
        one, other = pair.ours.tokens[i], pair.theirs.tokens[j]
        if one.mention >= 0 and other.mention >= 0:
            yield pair.ours.mentions[one.mention], pair.theirs.mentions[other.mention]
