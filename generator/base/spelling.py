"""Names that are one name: spelt alike, cut off, or differing by a character or two."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from generator.base.labels import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two names are one misspelt where so few of so many characters differ.
_ONE, _TWO = 1, 2
_FEWEST, _FEWEST_FOR_TWO = 4, 8
_ENDS_CUT = "…."
# What tells things of one kind apart: numbers and what serves as one.
_COUNTING = frozenset(
    "0123456789零〇一二三四五六七八九十百两甲乙丙丁戊己庚辛壬癸上中下东西南北前后"
)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are written alike, whatever their brackets, widths and old characters."""
    one, other = key_of(one), key_of(other)
    return one == other or (
        len(one) == len(other) and all(_is_same(a, b) for a, b in zip(one, other, strict=True))
    )


def is_cut(short: str, whole: str, words: tuple[str, ...] = ()) -> bool:
    """Whether a name is the beginning of another: cut off where its cell ends.

    Not where a whole one of `words` is missing: then it is another name.
    """
    short, whole = key_of(short).rstrip(_ENDS_CUT), key_of(whole)
    if len(short) < _FEWEST or len(short) >= len(whole):
        return False
    return whole[len(short) :] not in words and is_same_name(short, whole[: len(short)])


def is_slip(one: str, other: str) -> bool:
    """Whether two names differ as a name and its misspelling do: by a character or two.

    Names that are numbered (一期, 二期; 甲, 乙) are two names.
    """
    one, other = key_of(one), key_of(other)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _FEWEST or is_same_name(one, other):
        return False
    differing = _differing(shorter, longer)
    if differing is None or any(a in _COUNTING and b in _COUNTING for a, b in differing if a and b):
        return False
    if any(not a and b in _COUNTING for a, b in differing):
        return False
    return len(differing) <= (_TWO if len(shorter) >= _FEWEST_FOR_TWO else _ONE) or (
        len(differing) == _TWO and _is_turned(differing)
    )


def _differing(shorter: str, longer: str) -> list[tuple[str, str]] | None:
    """Return the pairs of characters that differ, "" for one left out; None where too many do."""
    lacking = len(longer) - len(shorter)
    if not lacking:
        return [(a, b) for a, b in zip(shorter, longer, strict=True) if not _is_same(a, b)]
    if lacking > _TWO:
        return None
    begin = next(_unequal(shorter, longer), len(shorter))
    if begin in {0, len(shorter)}:  # 其他, 市级 before a name, 支出 behind it make another one
        return None
    rest = longer[begin + lacking :]
    if not is_same_name(shorter[begin:], rest):
        return None
    return [("", character) for character in longer[begin : begin + lacking]]


def _unequal(one: str, other: str) -> Iterator[int]:
    return (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if not _is_same(a, b))


def _is_turned(differing: list[tuple[str, str]]) -> bool:
    """Whether two characters have changed places."""
    (a, b), (c, d) = differing
    return bool(a) and (a, b) == (d, c)


def _is_same(one: str, other: str) -> bool:
    """Whether two characters are one, or one of them may be the old form of the other."""
    return one == other or _is_old(one) is not _is_old(other)


@lru_cache(maxsize=4096)
def _is_old(character: str) -> bool:
    """Whether a character is one of the old (繁体) set alone: the new one does not have it."""
    return _is_in(character, "big5") and not _is_in(character, "gb2312")


def _is_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
