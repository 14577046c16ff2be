"""The cells of a form: texts as written, the number that one is, a target in its three parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import parse_amount
from generator.field.evaluation import AT_LEAST, AT_MOST, EXACTLY, IN_WORDS, SIGNS
from generator.model.evaluation_form import FormCell

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.place import Place

_NUMBER = r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?"
# A unit has no figure in it, nor what would make two numbers of one (3—5次, 1:3).
_UNIT = r"[^0-9\s≥≤=<>≧≦~～—–\-:：/至到或、，,.。；;]*"
_MEASURED = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})")
_TARGET = re.compile(rf"(?P<sign>[≥≤=]?)(?P<number>{_NUMBER})(?P<unit>{_UNIT}(?:/[^0-9\s/]+)?)")
# The same signs as a keyboard or an older font writes them.
_SIGNS = (
    *((one, AT_LEAST) for one in (">=", "=>", "≧", "⩾", "≥=")),
    *((one, AT_MOST) for one in ("<=", "=<", "≦", "⩽", "≤=")),
    *((one, EXACTLY) for one in ("==", "＝")),
)
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class Target(NamedTuple):
    """A target in its parts; `sign` is empty where the cell has none.

    `is_plain` is False where the parts cannot be told, so that all of it stays in `value`.
    """

    sign: str
    value: str
    unit: str
    is_plain: bool = True


def join_words(text: str) -> str:
    """Return a name without the spaces that line breaks within Chinese words have left."""
    return _BROKEN_LINE.sub("", text.strip())


def read_cell(text: str, place: Place) -> FormCell:
    """Return a filled cell with the number that it is, and the unit behind it."""
    measured = _MEASURED.fullmatch(squash(text))
    number = _number(measured["number"]) if measured else None
    unit = measured["unit"] if measured and number is not None else ""
    return FormCell(text.strip(), place, number, unit)


def _number(text: str) -> Decimal | None:
    try:
        return parse_amount(text.removeprefix("+"))
    except ValueError:
        return None


def split_target(text: str) -> Target:
    """Return ≥95% as ≥, 95 and %; words (提升) are 定性.

    The parts put together are the text again, but for white space and the way a sign is typed.
    """
    plain = squash(text)
    for typed, sign in _SIGNS:
        if plain.startswith(typed):
            plain = f"{sign}{plain.removeprefix(typed)}"
            break
    found = _TARGET.fullmatch(plain)
    if found and _number(found["number"]) is not None:
        return Target(found["sign"], found["number"], found["unit"])
    whole = join_words(text)
    if not any(map(str.isdigit, whole)) and not plain.startswith((*SIGNS, "<", ">")):
        return Target(IN_WORDS, whole, "")
    return Target("", whole, "", is_plain=False)
