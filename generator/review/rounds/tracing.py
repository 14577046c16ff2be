"""Where each number of a text stands in the other round: by its sentence, else by its fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.review.rounds.noting import NumberReader, member_of
from generator.review.rounds.text import Laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.rounds import Fact, Member, Text
    from generator.model.submission import Mention
    from generator.review.rounds.pairing import Paired
    from generator.review.rounds.text import Piece

Spot = tuple[int, int]

# Words and numbers of a sentence beyond which it is not compared word by word.
_MOST_TOKENS = 1500
# A number is known again by its neighbours only where at least one stands beside it in both.
_FEWEST = 2
# What has fewer digits may be the same by chance.
_FEWEST_DIGITS = 3
_LEAST_SHOWN = 4
# The token of a number, whatever its unit; those of words are single letters.
_NUMBER = "##"


class Trace:
    """Which number of one round is which of the other.

    In a sentence whose words are the same a number is known by its turn, in one that was worded
    anew by the words around it; what stands in none by its fact, where that is said once.
    """

    def __init__(
        self, before: Text, now: Laid, paired: Paired, facts: Mapping[tuple[str, int], Fact]
    ) -> None:
        """`facts` are those of this round, by passage and first character."""
        self.paired = paired
        self._readers = NumberReader(Laid(before, {})), NumberReader(now)
        self._starts = tuple(
            [(piece.unit, piece.start) for piece in pieces]
            for pieces in (paired.before, paired.now)
        )
        self._origins = {other: one for one, other in paired.partners.items()}
        self._aligned: dict[int, Mapping[int, int]] = {}
        numbers = now.numbers
        self._facts = {
            (numbers[locator], start): fact
            for (locator, start), fact in facts.items()
            if locator in numbers
        }
        self._by_fact: dict[Fact, list[Spot]] = {}
        for spot, fact in self._facts.items():
            for known in {fact, fact._replace(section="")}:
                self._by_fact.setdefault(known, []).append(spot)
        self._moved: dict[Spot, Member] = {}
        self._new: dict[str, list[Member]] | None = None

    def follow(self, members: Iterable[Member]) -> None:
        """Look for numbers of before by their facts, so that `back` finds them."""
        for one in members:
            found = self.forward(one)
            if found is not None:
                self._moved.setdefault((found.unit, found.start), one)

    def forward(self, one: Member) -> Member | None:
        """Return where a number of before stands now; None for words, and for what is gone."""
        if one.number < 0:
            return None
        sentence = self.sentence_before(one.unit, one.start)
        partner = self.paired.partners.get(sentence, -1)
        turn = self._align(sentence).get(one.number) if partner >= 0 else None
        if turn is not None:
            return self._read_now(partner, turn)
        return self._find(one)

    def back(self, one: Member) -> Member | None:
        """Return what stood where a number of now stands; None for words, and for what is new."""
        if one.number < 0:
            return None
        known = self._moved.get((one.unit, one.start))
        if known is not None:
            return known
        sentence = self._origins.get(self.sentence_now(one.unit, one.start), -1)
        if sentence < 0:
            return None
        turn = next((a for a, b in self._align(sentence).items() if b == one.number), None)
        if turn is None:
            return None
        mention = self.numbers(0, sentence)[turn]
        return member_of(mention, self.paired.before[sentence].unit, turn, None)

    def facts_in(self, sentence: int) -> list[Fact]:
        """Return what a sentence of now says."""
        piece = self.paired.now[sentence]
        return [
            fact
            for (unit, start), fact in self._facts.items()
            if unit == piece.unit and piece.start <= start < piece.end
        ]

    def is_said(self, sentence: int, fact: Fact) -> bool:
        """Whether a sentence of now says something of a fact, whatever its section."""
        return any(known.is_like(fact) for known in self.facts_in(sentence))

    def is_renamed(self, before: Member, now: Member) -> bool:
        """Whether a number is given another name: it is read so, and words of the old name went."""
        if before.fact is None or now.fact is None:
            return False
        sentence = self.sentence_before(before.unit, before.start)
        return self.is_replaced(sentence, before.fact, now.fact)

    def is_replaced(self, sentence: int, before: Fact, now: Fact) -> bool:
        """Whether a sentence says of another what it said of one, whose words went from it."""
        partner = self.paired.partners.get(sentence)
        if partner is None or before.names & now.names or not now.is_known:
            return False
        old, new = self.paired.before[sentence].masked, self.paired.now[partner].masked
        matcher = SequenceMatcher(None, old[:_MOST_TOKENS], new[:_MOST_TOKENS], autojunk=False)
        gone = (old[a:b] for tag, a, b, _, _ in matcher.get_opcodes() if tag != "equal")
        return any(
            len(one) > 1 and one in before.subject and old.count(one) > new.count(one)
            for one in gone
        )

    def is_of_another(self, before: Member, now: Member) -> bool:
        """Whether a number in the same words is of another quantity by what stands before them."""
        sentence = self.sentence_before(before.unit, before.start)
        if before.fact is None or now.fact is None or not self.is_sure(sentence):
            return False
        own, other = self.paired.before[sentence], self.paired.partners[sentence]
        is_there = own.section == self.paired.now[other].section
        return is_there and not before.fact.names & now.fact.names

    def is_sure(self, sentence: int) -> bool:
        """Whether the numbers of a sentence of before are known by their turn."""
        partner = self.paired.partners.get(sentence)
        if partner is None or self.is_reworded(sentence):
            return False
        return len(self.numbers(0, sentence)) == len(self.numbers(1, partner))

    def sentence_before(self, unit: int, start: int) -> int:
        """Return the sentence of a place of before, −1 if there is none."""
        return self._sentence(0, unit, start)

    def sentence_now(self, unit: int, start: int) -> int:
        """Return the sentence of a place of this round, −1 if there is none."""
        return self._sentence(1, unit, start)

    def is_reworded(self, sentence: int) -> bool:
        """Whether a sentence of before has other words now."""
        partner = self.paired.partners.get(sentence)
        return partner is None or self._masked(sentence) != self.paired.now[partner].masked

    def new_numbers(self, section: str, partner: int | None) -> Iterator[Member]:
        """Yield the numbers that stood nowhere before: of one sentence, else of a section."""
        for one in self._list_new().get(section, ()):
            sentence = self.sentence_now(one.unit, one.start)
            is_own = partner == sentence if partner is not None else sentence not in self._origins
            if is_own and (one.unit, one.start) not in self._moved:
                yield one

    def _list_new(self) -> Mapping[str, Sequence[Member]]:
        """Return by section the numbers that their own sentences did not have before."""
        if self._new is None:
            self._new = {}
            for sentence, piece in enumerate(self.paired.now):
                for turn in range(len(self.numbers(1, sentence))):
                    one = self._read_now(sentence, turn)
                    if self._is_new(one):
                        self._new.setdefault(piece.section, []).append(one)
        return self._new

    def is_claim(self, one: Member) -> bool:
        """Whether a number of now states something: a year is right, or has its own finding."""
        mention, _ = self._readers[1].at(one.unit, one.start)
        return mention is None or mention.is_claim

    def words_now(self, sentence: int) -> str:
        """Return a sentence of now."""
        piece = self.paired.now[sentence]
        return self._readers[1].text(piece.unit)[piece.start : piece.end].strip()

    def is_in_new(self, one: Member, section: str) -> bool:
        """Whether the words of before, or the digits of a number, stand in a sentence that is new.

        What is short may be the same by chance: it counts in the same section alone.
        """
        shown = squash(one.written).removesuffix(one.counted_in)
        is_long = len(shown) >= _LEAST_SHOWN
        if one.number < 0 and not is_long:
            return False
        own = re.compile(
            rf"(?<![0-9.,]){re.escape(shown)}(?![0-9])" if one.number >= 0 else re.escape(shown)
        )
        return any(
            own.search(piece.plain)
            for number, piece in enumerate(self.paired.now)
            if number not in self._origins and (is_long or piece.section == section)
        )

    def numbers(self, side: int, sentence: int) -> Sequence[Mention]:
        """Return the numbers of a sentence: `side` is 0 for before, 1 for now."""
        piece = (self.paired.before, self.paired.now)[side][sentence]
        return self._readers[side].within(piece.unit, piece.start, piece.end)

    def _masked(self, sentence: int) -> str:
        return self.paired.before[sentence].masked

    def _read_now(self, sentence: int, turn: int) -> Member:
        mention = self.numbers(1, sentence)[turn]
        unit = self.paired.now[sentence].unit
        return member_of(mention, unit, turn, self._facts.get((unit, mention.start)))

    def _find(self, one: Member) -> Member | None:
        """Return the one number that is said of the fact now, where its sentence has no place."""
        known = (one.fact, one.fact._replace(section="")) if one.fact else ()
        for fact in known:
            found = [
                member
                for member in map(self._at, self._by_fact.get(fact, ()))
                if member is not None and self._is_new(member)
            ]
            found = [member for member in found if member.value == one.value] or found
            if len({member.value for member in found}) == 1:
                return found[0]
        return self._find_value(one)

    def _find_value(self, one: Member) -> Member | None:
        """Return the only number of its section that is the same: sentences were cut or joined."""
        sentence = self.sentence_before(one.unit, one.start)
        if sentence < 0 or sum(map(str.isdigit, one.value)) < _FEWEST_DIGITS:
            return None
        section = self.paired.before[sentence].section
        found = [new for new in self._list_new().get(section, ()) if new.value == one.value]
        return found[0] if len(found) == 1 else None

    def _at(self, spot: Spot) -> Member | None:
        mention, number = self._readers[1].at(*spot)
        if mention is None:
            return None
        return member_of(mention, spot[0], number, self._facts.get(spot))

    def _is_new(self, one: Member) -> bool:
        """Whether a number is none that its own sentence had before."""
        sentence = self._origins.get(self.sentence_now(one.unit, one.start), -1)
        return sentence < 0 or one.number not in self._align(sentence).values()

    def _sentence(self, side: int, unit: int, start: int) -> int:
        starts = self._starts[side]
        at = bisect_right(starts, (unit, start)) - 1
        return at if at >= 0 and starts[at][0] == unit else -1

    def _align(self, sentence: int) -> Mapping[int, int]:
        """Return which number of a sentence of before is which of its partner's."""
        if sentence not in self._aligned:
            partner = self.paired.partners[sentence]
            old, new = self.numbers(0, sentence), self.numbers(1, partner)
            before, now = self.paired.before[sentence], self.paired.now[partner]
            if self.is_sure(sentence):
                self._aligned[sentence] = {turn: turn for turn in range(len(old))}
            else:
                first = self._tokens(0, before, old)
                second = self._tokens(1, now, new)
                self._aligned[sentence] = dict(_align(first, second))
        return self._aligned[sentence]

    def _tokens(self, side: int, piece: Piece, numbers: Sequence[Mention]) -> list[str]:
        """Return a sentence letter by letter, each number with its unit as one token."""
        text = self._readers[side].text(piece.unit)
        tokens: list[str] = []
        at = piece.start
        for one in numbers:
            tokens += text[at : one.start]
            tokens.append(_NUMBER)
            at = one.unit_end
        tokens += text[at : piece.end]
        return [token for token in tokens if not token.isspace()]


def _align(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which number of one sentence is which of another."""
    if max(len(old), len(new)) > _MOST_TOKENS:
        return
    turns = [_turns(old), _turns(new)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for one, other, size in matcher.get_matching_blocks():
        if size < _FEWEST:
            continue
        for step in range(size):
            if one + step in turns[0]:
                yield turns[0][one + step], turns[1][other + step]


def _turns(tokens: Sequence[str]) -> Mapping[int, int]:
    places = [at for at, token in enumerate(tokens) if len(token) > 1]
    return {at: turn for turn, at in enumerate(places)}
