"""A number as its format shows it in Excel: the text that an accountant sees in the cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.base.money import (
    HUNDRED,
    divide,
    format_number,
    format_plain,
    from_spreadsheet,
    parse_amount,
    round_half_up,
)

GENERAL = "General"
TOO_LARGE = "数字过大"
_THOUSAND = Decimal(1000)
# Beyond this a float has lost digits; whole numbers have all of theirs.
_LARGEST = Decimal(10) ** 15
_LARGEST_WHOLE = Decimal(10) ** 18
# Differences below a hundred-thousandth of a 元 come from the sums of floats, not from anybody.
_NOISE = Decimal("0.0000001")
_GENERAL_PLACES = 9
_PIECE = re.compile(
    r'"[^"]*"|[\\!].|[_*].|\[[^\]]*\]|General|G/通用格式|[eE][+-]|.', re.IGNORECASE | re.DOTALL
)
_CONDITION = re.compile(r"\[[<>=]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_DIGITS = frozenset("0#?")
_DATES = frozenset("yYmMdDhHsSbBaAgG")
_SIGNS = str.maketrans("", "", "()（）-−+¥￥$ \u3000")
_POSITIVE, _NEGATIVE, _ZERO = range(3)


@dataclass(frozen=True, slots=True)
class Shown:
    """The text; `beyond` is the whole number where the text leaves out digits of it.

    `why` says why the text may not be what Excel shows, or not what the cell holds.
    """

    text: str
    beyond: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four sections of a format; `mask` is its placeholders."""

    whole: str = ""
    places: str = ""
    grouped: bool = False
    scale: int = 0
    percent: bool = False
    before: str = ""
    after: str = ""
    general: bool = False
    why: str = ""

    @property
    def has_digits(self) -> bool:
        return bool(self.whole or self.places)


def show_integer(value: float) -> str:
    """Return a code or a row number with all its digits; empty where it is no whole number."""
    if not math.isfinite(value):
        return ""
    number = from_spreadsheet(value)
    return format_plain(number) if number == number.to_integral_value() else ""


def show_number(value: float, code: str) -> Shown:
    """Return the text that the number format `code` gives the number.

    A negative number always gets a minus, also where the format has brackets or red instead.
    """
    largest = _LARGEST_WHOLE if isinstance(value, int) else _LARGEST
    if not math.isfinite(value) or abs(from_spreadsheet(value)) >= largest:
        return Shown(str(value), why=TOO_LARGE)
    number = from_spreadsheet(value)
    sections = _sections_of(code)
    if any(section is None for section in sections):
        return _show_general(number, f"数字格式“{code}”带有条件")
    chosen = sections[_index_of(number, len(sections))] or _Section()
    if chosen.why:
        return _show_general(number, f"数字格式“{code}”{chosen.why}")
    if chosen.general:
        shown = _show_general(number, "")
        text = _between(chosen, shown.text.removeprefix("-"))
        return Shown(f"-{text}" if shown.text.startswith("-") else text, shown.beyond)
    if not chosen.has_digits:
        hidden = "" if number == 0 else f"数字格式“{code}”不显示这个数（{format_plain(number)}）"
        return Shown(_literal(chosen), why=hidden)
    return _show_digits(number, chosen)


def _index_of(number: Decimal, count: int) -> int:
    """Return which of `count` sections shows the number."""
    if number < 0 and count > _NEGATIVE:
        return _NEGATIVE
    return _ZERO if number == 0 and count > _ZERO else _POSITIVE


def _show_general(number: Decimal, why: str) -> Shown:
    rounded = round_half_up(number, _GENERAL_PLACES)
    text = format_plain(abs(rounded) if rounded == 0 else rounded)
    return Shown(text, why=why)


def _show_digits(number: Decimal, section: _Section) -> Shown:
    scaled = divide(abs(number), _THOUSAND**section.scale)
    if section.percent:
        scaled *= HUNDRED
    places = len(section.places)
    rounded = round_half_up(scaled, places)
    whole, _, decimals = format_number(rounded, places=places).partition(".")
    kept = len(section.places.rstrip("#?"))
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    least = section.whole.count("0")
    if whole == "0" and least == 0 and not decimals:
        whole = ""
    elif section.grouped and least <= 1:
        whole = format_number(parse_amount(whole), places=0, separators=True)
    else:
        whole = whole.zfill(least)
    text = f"{whole}.{decimals}" if decimals else whole
    if section.percent and text:
        text += "%"
    negative = "-" if number < 0 and rounded != 0 else ""
    beyond = format_plain(number) if abs(rounded - scaled) >= _NOISE else ""
    why = "按千的倍数缩小显示" if section.scale else ""
    return Shown(negative + _between(section, text), beyond, why)


def _between(section: _Section, text: str) -> str:
    """Return the digits between the words of the format; currency signs and brackets left out."""
    before, after = section.before.translate(_SIGNS), section.after.translate(_SIGNS)
    return (before + text + after).strip() if text else _literal(section)


def _literal(section: _Section) -> str:
    return (section.before + section.after).strip()


@lru_cache(maxsize=512)
def _sections_of(code: str) -> tuple[_Section | None, ...]:
    """Return the sections of a format, None for one with a condition; the text's is left out."""
    sections: list[list[str]] = [[]]
    for piece in _PIECE.findall(code or GENERAL):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return tuple(_parse_section(pieces) for pieces in sections[:3])


def _parse_section(pieces: list[str]) -> _Section | None:
    if any(_CONDITION.match(piece) for piece in pieces):
        return None
    if any(piece.lower().startswith("[dbnum") for piece in pieces):
        return _Section(why="用中文数字显示")
    digits = [index for index, piece in enumerate(pieces) if piece in _DIGITS]
    if not digits:
        return _without_digits(pieces)
    first, last = digits[0], digits[-1]
    if first > 0 and pieces[first - 1] == ".":
        first -= 1
    if any(piece[0] in "eE" and len(piece) > 1 for piece in pieces):
        return _Section(general=True)
    return _with_digits(pieces, first, last)


def _with_digits(pieces: list[str], first: int, last: int) -> _Section:
    """Return the section whose placeholders stand from `first` to `last`."""
    inside, rest = pieces[first : last + 1], pieces[last + 1 :]
    strange = any(piece not in _DIGITS and piece not in {".", ","} for piece in inside)
    if strange or inside.count(".") > 1 or any(piece in _DATES for piece in pieces):
        return _Section(why="不能识别")
    scale = next((index for index, piece in enumerate(rest) if piece != ","), len(rest))
    whole, _, decimals = "".join(inside).partition(".")
    return _Section(
        whole=whole.replace(",", ""),
        places=decimals.replace(",", ""),
        grouped="," in whole,
        scale=scale,
        percent="%" in pieces,
        before=_words(pieces[:first]),
        after=_words([piece for piece in rest[scale:] if piece not in {"%", "."}]),
    )


def _without_digits(pieces: list[str]) -> _Section:
    for index, piece in enumerate(pieces):
        if piece == "@" or piece.lower() in {"general", "g/通用格式"}:
            return _Section(
                general=True, before=_words(pieces[:index]), after=_words(pieces[index + 1 :])
            )
    if any(piece in _DATES for piece in pieces):
        return _Section(why="是日期或时间")
    return _Section(before=_words(pieces))


def _words(pieces: list[str]) -> str:
    """Return the literal texts among the pieces: no colours, paddings and locales."""
    words = []
    for piece in pieces:
        if piece[0] == '"':
            words.append(piece[1:-1])
        elif piece[0] in "\\!":
            words.append(piece[1:])
        elif piece[0] == "[":
            currency = _CURRENCY.match(piece)
            words.append(currency.group(1) if currency else "")
        elif len(piece) == 1:
            words.append(piece)
    return "".join(words)
