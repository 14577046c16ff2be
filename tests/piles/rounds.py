"""The next round of a pile: half of the errors corrected, some wrongly, a few new ones.

Every file has another name, so that only what stands in it tells whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from wordings.draw import Dice
from wordings.planting import Planted

from .drawing import plant, tell_error
from .model import Fate, Pile, Sent, Text

if TYPE_CHECKING:
    from wordings.document import Document

    from .model import Error

_CORRECTED, _TURNED_WRONG, _WITH_NEW = 50, 15, 20
_MOST_TRIES = 12
_DIGITS = "0123456789"
_NUMBERS = ("a", "l", "b", "d", "db", "p", "pb", "s", "c", "k")


class Became(Enum):
    """What became of an error between two rounds."""

    CORRECTED = "已改"
    LEFT = "未改"
    OTHERWISE = "改错"
    NEW = "新出现"


@dataclass(frozen=True, slots=True)
class Followed:
    """A file of the second round, the one that it takes the place of, what became of each error.

    The errors of `became` are those of the second text, but for corrected ones, which are of the
    first.
    """

    before: Sent
    now: Sent
    became: tuple[tuple[Error, Became], ...]


def plan_second(pile: Pile, seed: str) -> tuple[Pile, tuple[Followed, ...]]:
    """Return the pile as it comes again, and what became of every error of the first round."""
    dice = Dice(f"second {seed}")
    followed = tuple(
        _follow(one, one.text, dice, seed, number)
        for number, one in enumerate(pile.of(Fate.CLEAN, Fate.PLANTED))
        if one.text is not None
    )
    return Pile(tuple(one.now for one in followed), (), pile.listed), followed


def _follow(one: Sent, text: Text, dice: Dice, seed: str, number: int) -> Followed:
    document = text.document
    kept: list[Error] = []
    became: list[tuple[Error, Became]] = []
    for error in text.errors:
        fate = _draw(dice)
        other = _turn(text, error, dice) if fate is Became.OTHERWISE else None
        if fate is Became.CORRECTED:
            document = _restored(document, text.true, error)
            became.append((error, fate))
        elif other is not None:
            planted, again = other
            for paragraph in again.paragraphs:
                document = document.with_paragraph(paragraph, planted.paragraphs[paragraph])
            kept.append(again)
            became.append((again, Became.OTHERWISE))
        else:
            kept.append(error)
            became.append((error, Became.LEFT))
    now = replace(text, document=document, errors=tuple(kept))
    if dice.chance(_WITH_NEW):
        after = plant(now, 1, f"{seed}-second")
        became += [(error, Became.NEW) for error in after.errors[len(kept) :]]
        now = after
    path = PurePosixPath(one.file)
    name = f"再次报送/{number:03}号{path.suffix}"
    return Followed(one, replace(one, file=name, text=now), tuple(became))


def _draw(dice: Dice) -> Became:
    roll = dice.random.randrange(100)
    if roll < _CORRECTED:
        return Became.CORRECTED
    return Became.OTHERWISE if roll < _CORRECTED + _TURNED_WRONG else Became.LEFT


def _restored(document: Document, true: Document, error: Error) -> Document:
    for paragraph in error.paragraphs:
        document = document.with_paragraph(paragraph, true.paragraphs[paragraph])
    return document


def _turn(text: Text, error: Error, dice: Dice) -> tuple[Document, Error] | None:
    """Return the true text with another wrong number in the place of the error's.

    None where the error is no wrong number, or where the other one could not be known as wrong.
    """
    slot = next((one for one in text.true.slots() if one.id == error.own), None)
    first = next((one for one in text.document.slots() if one.id == error.own), slot)
    if slot is None or first is None or slot.measure not in _NUMBERS or first.text == slot.text:
        return None
    at = next((n for n, sign in enumerate(slot.text) if sign in _DIGITS), -1)
    if at < 0:
        return None
    others = tuple(one for one in text.errors if one is not error)
    alone = replace(text, document=_restored(text.document, text.true, error), errors=others)
    for _ in range(_MOST_TRIES):
        digit = dice.pick([one for one in _DIGITS[1:] if one != slot.text[at]])
        wrong = slot.text[:at] + digit + slot.text[at + 1 :]
        planted = alone.document.with_slot(slot, text=wrong)
        other = Planted(planted, (slot.id,), wrong + slot.unit, slot.printed)
        again = tell_error(alone, error.kind, other)
        if again is not None and again.wrong != error.wrong:
            return planted, again
    return None
