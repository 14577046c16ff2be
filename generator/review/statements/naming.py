"""What a name means where it stands: by its fund, its 类 and 款, the list and the section."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field.subjects import known_names
from generator.review.statements.context import MONEY_UNIT
from generator.review.statements.families import CLOSED_PARTS
from generator.review.statements.subjects import (
    Subject,
    fund_of_name,
    fund_of_topic,
    narrow,
    of_family,
    parts_of,
    under,
)
from generator.review.statements.words import GENERIC, INSTITUTION, Role

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from generator.review.statements.context import Context
    from generator.review.statements.quantities import Lexicon, Named, Quantity
    from generator.review.statements.tokens import Token

_LEVELS = re.compile(r"[\s“”\"]*(?:[（(][类款项][）)])?[\s“”\"]*")
_CODE = re.compile(r"(?<![0-9])([0-9]{3}(?:[0-9]{2}){0,2})[\s“”\"]*$")
_LONGEST_CODE = 12
_NAMES = {Role.NAME, Role.FUND}
# What stands before the name of a 项 in its full name: 类（类）款（款）.
_IS_ITEM = re.compile(r"[（(]款[）)][\s“”\"]*$")
_BEFORE_SUBCLASS = re.compile(r"[（(]类[）)]|[。；，、：:\n]|[0-9]+[.．)）]?")
_LONGEST_SUBCLASS = 60
_ALIKE = 0.7
_SUBCLASS_DIGITS, _ITEM_DIGITS = 5, 7


class Namer:
    """Names the subjects of one paragraph, whose text and topic it knows."""

    def __init__(self, text: str, topic: str, lexicon: Lexicon) -> None:
        """Keep what does not change within the paragraph."""
        self._text = text
        self._topic = topic
        self._lexicon = lexicon

    @staticmethod
    def joined(before: Token, token: Token, context: Context) -> Token:
        """Return a word as it is read beside the one before it, without a gap between them.

        学费收入 is a longer name of which we know only a part: it is the text's own.
        """
        if token.role == Role.NAME and token.text in GENERIC and before.role in "No":
            return token._replace(role=Role.FINAL)  # 机关运行经费支出合计: not the total of all
        if token.text.startswith('"') or before.text.endswith('"'):
            return token
        leads = before.role == Role.UNKNOWN and token.role in _NAMES
        follows = before.role in _NAMES and token.role == Role.UNKNOWN
        if not (leads or follows) or (leads and INSTITUTION.search(before.text)):
            return token
        context.roles.pop()
        return token._replace(role=Role.OWN, text=before.text + token.text, start=before.start)

    def subject(self, token: Token, before: Token | None, context: Context) -> Subject:
        """Return what a name makes the subject."""
        sets: Named = ()
        if token.role != Role.OWN:
            named = self._lexicon.named.get(token.text, ())
            sets = tuple(self._meant(token, one, before, context) for one in named)
            sets = self._of_subclass(token, sets)
        path = ""
        if (
            before is not None
            and before.role in {Role.NAME, Role.OWN}
            and self._adjoin(before, token)
        ):
            path = f"{context.subject.path}{context.subject.name}/"
        code = _CODE.search(self._text[max(0, token.start - _LONGEST_CODE) : token.start])
        if code is not None:
            path = f"{code.group(1)}/"
            coded = tuple(tuple(q for q in one if q.code == code.group(1)) for one in sets)
            sets = coded if sets and all(coded) else sets
        if context.letters.endswith(("NkN", "Nko", "okN")) and context.subject.name:
            # 基本支出和项目支出分别为A和B: two amounts in one breath.
            one = context.subject
            return Subject(f"{one.name}、{token.text}", (*(one.sets or ((),)), *(sets or ((),))))
        return Subject(token.text, sets, path=path)

    def _of_subclass(self, token: Token, sets: Named) -> Named:
        """Return the quantities without the 项 of another 款 than the one named right before.

        行政运行 is the name of many 项, and the one of an unspent 款 stands in no table.
        """
        text = self._text[max(0, token.start - _LONGEST_SUBCLASS) : token.start]
        found = _IS_ITEM.search(text)
        if found is None or not sets:
            return sets
        name = key_of(_BEFORE_SUBCLASS.split(text[: found.start()])[-1])
        codes = {q.code for one in self._lexicon.named.get(name, ()) for q in one}
        return tuple(
            tuple(q for q in one if len(q.code) != _ITEM_DIGITS or _is_under(q.code, name, codes))
            for one in sets
        )

    def _adjoin(self, before: Token, token: Token) -> bool:
        """Whether nothing but （类） stands between two names."""
        return _LEVELS.fullmatch(self._text[before.end : token.start]) is not None

    def _meant(
        self, token: Token, named: tuple[Quantity, ...], before: Token | None, context: Context
    ) -> tuple[Quantity, ...]:
        """Return what a name can mean here; its counts are the same whatever the money is."""
        money = tuple(q for q in named if q.is_counted_in(MONEY_UNIT))
        counts = tuple(q for q in named if not q.is_counted_in(MONEY_UNIT))
        return (*self._money(token, money, before, context), *counts)

    def _money(
        self, token: Token, named: tuple[Quantity, ...], before: Token | None, context: Context
    ) -> tuple[Quantity, ...]:
        if before is not None and before.role == Role.FUND and before.end == token.start:
            return narrow(named, fund_of_name(before.text), is_named=True)
        if before is not None and before.role == Role.NAME and self._adjoin(before, token):
            named = under(named, context.subject.quantities(0))
        if context.wholes:
            within = self._within(token.text, named, context)
            if within is not None:
                return within
        return narrow(named, fund_of_topic(self._topic), is_named=False)

    @staticmethod
    def _within(
        name: str, named: tuple[Quantity, ...], context: Context
    ) -> tuple[Quantity, ...] | None:
        """Return what a name means in a list of parts; None where the list does not tell."""
        whole = context.wholes[0].whole
        parts = parts_of(whole, name)
        if parts is not None:
            return parts
        family = of_family(named, whole)
        if family or any(quantity.name in CLOSED_PARTS for quantity in named):
            # 公用经费A万元。其中，项目支出B万元: of the sentence before, not of its last amount.
            return family or None
        funds = {quantity.fund for quantity in whole.quantities}
        return tuple(q for q in named if q.fund in funds) or None if len(funds) == 1 else None


def _is_under(item: str, name: str, codes: AbstractSet[str]) -> bool:
    """Whether a 项 may be of the 款 with a name, whose rows in the tables have these codes.

    Misspelt the name is still that of the 款.
    """
    code = item[:_SUBCLASS_DIGITS]
    own = known_names().get(code)
    if code in codes or own is None or key_of(own) == name:
        return True
    alike = SequenceMatcher(None, key_of(own), name, autojunk=False).ratio()
    return not codes and alike >= _ALIKE
