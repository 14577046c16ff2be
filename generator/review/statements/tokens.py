"""A passage as tokens: numbers, names, words with a part to play, stops, brackets."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import fold_character
from generator.model.submission import MentionKind
from generator.review.statements.quantities import FUND_NAMES, spelling
from generator.review.statements.words import (
    CLOSING,
    ENDS,
    OPENING,
    SILENT,
    STOPS,
    WORDS,
    YEAR,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.submission import Mention
    from generator.review.statements.quantities import Lexicon

_JOINING = {"、", "和", "及"}
_GAP = re.compile(r"[\s\u3000*#`]+")
_ITEM = re.compile(r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、])(?=\D)")


class Token(NamedTuple):
    """A piece of a passage: `role` says what it is, `mention` the number, `text` the words."""

    role: Role | str
    text: str
    start: int
    end: int
    mention: Mention | None = None


_BY_WORD: dict[str, Role | str] = dict.fromkeys(map(spelling, SILENT), "")
_BY_WORD |= {spelling(word): role for role, words in WORDS.items() for word in words}
NUMBER, STOP, END, OPEN, CLOSE = "#", ",", ".", "(", ")"


class Tokeniser:
    """Cuts passages by the names of a lexicon; `year` is that of the accounts.

    The longest word or name counts; a word that is both plays its part unless the name is longer.
    """

    def __init__(self, lexicon: Lexicon, year: int, own_names: Iterable[str] = ()) -> None:
        """Index all words by their first two characters, the longest first."""
        self._year = year
        roles: dict[str, Role | str] = dict(_BY_WORD)
        roles |= dict.fromkeys(map(spelling, own_names), "")
        roles |= dict.fromkeys(lexicon.named, Role.NAME)
        roles |= dict.fromkeys(map(spelling, FUND_NAMES), Role.FUND)
        self._roles = roles
        self._index: dict[str, list[str]] = {}
        for word in sorted(roles, key=len, reverse=True):
            if word:
                self._index.setdefault(word[:2], []).append(word)

    def tokens(self, text: str, mentions: Sequence[Mention]) -> tuple[Token, ...]:
        """Return the tokens of a passage in order; white space and silent words are left out."""
        numbers = {mention.start: mention for mention in share_units(text, mentions)}
        folded = spelling("".join(map(fold_character, text)))
        return tuple(_join_unknown(self._cut(text, folded, numbers)))

    def _cut(self, text: str, folded: str, numbers: dict[int, Mention]) -> Iterator[Token]:
        position = 0
        while position < len(text):
            gap = _GAP.match(text, position)
            if gap:
                position = gap.end()
                continue
            token = (
                self._year_at(folded, position)
                or _number(folded, position, numbers)
                or self._word(folded, position)
                or _sign(folded, position)
            )
            yield token
            position = token.end

    def _word(self, text: str, position: int) -> Token | None:
        for key in (text[position : position + 2], text[position : position + 1]):
            for word in self._index.get(key, ()):
                if text.startswith(word, position):
                    return Token(self._roles[word], word, position, position + len(word))
        return None

    def _year_at(self, text: str, position: int) -> Token | None:
        if text[position] != "2":
            return None
        found = YEAR.match(text, position)
        if found is None or (position and text[position - 1].isdigit()):
            return None
        is_last = self._year and found.group().startswith(str(self._year - 1))
        return Token(Role.LAST_YEAR if is_last else "", found.group(), position, found.end())


def share_units(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the numbers; 100.00、50.00万元 gives its unit to both."""
    following: Mention | None = None
    shared = []
    for mention in reversed(mentions):
        joins = following is not None and text[mention.end : following.start].strip() in _JOINING
        if joins and following is not None and mention.kind is MentionKind.BARE:
            following = replace(mention, unit=following.unit, kind=following.kind)
        else:
            following = mention
        shared.append(following)
    yield from reversed(shared)


def _number(text: str, position: int, numbers: dict[int, Mention]) -> Token | None:
    mention = numbers.get(position)
    if mention is None:
        return None
    if mention.kind is MentionKind.LABEL or mention.kind is MentionKind.DATE:
        item = _ITEM.match(text, position)
        end = max(mention.unit_end, item.end() if item else 0)
        return Token("", text[position:end], position, end)
    return Token(NUMBER, mention.text, position, max(mention.unit_end, mention.end), mention)


def _sign(text: str, position: int) -> Token:
    sign = text[position]
    for signs, role in ((STOPS, STOP), (ENDS, END), (OPENING, OPEN), (CLOSING, CLOSE)):
        if sign in signs:
            return Token(role, sign, position, position + 1)
    # Marks that are no stop say nothing.
    return Token(Role.UNKNOWN if sign.isalnum() else "", sign, position, position + 1)


def _join_unknown(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join unknown characters that follow one another; leave silent words out."""
    pending: Token | None = None
    for token in tokens:
        if token.role == Role.UNKNOWN:
            joins = pending is not None and pending.end == token.start
            if pending is not None and not joins:
                yield pending
            pending = (
                pending._replace(text=pending.text + token.text, end=token.end)
                if joins and pending is not None
                else token
            )
            continue
        if pending is not None:
            yield pending
            pending = None
        if token.role:
            yield token
    if pending is not None:
        yield pending
