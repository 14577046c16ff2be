"""A number as its format shows it in Excel: the text that an accountant sees in the cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.money import HUNDRED, divide, format_number, format_plain, round_half_up

GENERAL = "General"
TOO_LARGE = "数字过大"
_THOUSAND = Decimal(1000)
# Beyond this, no amount; the sums of a float are exact to 15 digits only.
_LARGEST = Decimal(10) ** 15
# Differences below a hundred-thousandth of a 元 come from the sums of floats, not from anybody.
_NOISE = Decimal("0.0000001")
_GENERAL_PLACES = 9
_TOKEN = re.compile(
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


def exact(value: float) -> Decimal:
    """Return what the cell holds to the 15 digits that Excel keeps."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def show_integer(value: float) -> str:
    """Return a code or a row number with all its digits; empty where it is no whole number."""
    if not math.isfinite(value):
        return ""
    number = exact(value)
    return format_plain(number) if number == number.to_integral_value() else ""


def show_number(value: float, code: str) -> Shown:
    """Return the text that the number format `code` gives the number.

    A negative number always gets a minus, also where the format has brackets or red instead.
    """
    if not math.isfinite(value) or abs(exact(value)) >= _LARGEST:
        return Shown(str(value), why=TOO_LARGE)
    number = exact(value)
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
        whole = format_number(Decimal(whole), places=0, separators=True)
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
    for token in _TOKEN.findall(code or GENERAL):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(_parse_section(tokens) for tokens in sections[:3])


def _parse_section(tokens: list[str]) -> _Section | None:
    if any(_CONDITION.match(token) for token in tokens):
        return None
    if any(token.lower().startswith("[dbnum") for token in tokens):
        return _Section(why="用中文数字显示")
    places = [index for index, token in enumerate(tokens) if token in _DIGITS]
    if not places:
        return _without_digits(tokens)
    first, last = places[0], places[-1]
    if first > 0 and tokens[first - 1] == ".":
        first -= 1
    if any(token[0] in "eE" for token in tokens[first:] if len(token) == len("E+")):
        return _Section(general=True)
    inside = tokens[first : last + 1]
    if any(token not in _DIGITS and token not in {".", ","} for token in inside):
        return _Section(why="不能识别")
    if inside.count(".") > 1 or any(token in _DATES for token in tokens):
        return _Section(why="不能识别")
    rest = tokens[last + 1 :]
    scale = next((i for i, token in enumerate(rest) if token != ","), len(rest))
    whole, _, decimals = "".join(inside).partition(".")
    return _Section(
        whole=whole.replace(",", ""),
        places=decimals.replace(",", ""),
        grouped="," in whole,
        scale=scale,
        percent="%" in tokens,
        before=_words(tokens[:first]),
        after=_words([token for token in rest[scale:] if token not in {"%", "."}]),
    )


def _without_digits(tokens: list[str]) -> _Section:
    for index, token in enumerate(tokens):
        if token == "@" or token.lower() in {"general", "g/通用格式"}:
            return _Section(
                general=True, before=_words(tokens[:index]), after=_words(tokens[index + 1 :])
            )
    if any(token in _DATES for token in tokens):
        return _Section(why="是日期或时间")
    return _Section(before=_words(tokens))


def _words(tokens: list[str]) -> str:
    """Return the literal texts among the tokens: no colours, paddings and locales."""
    words = []
    for token in tokens:
        if token[0] == '"':
            words.append(token[1:-1])
        elif token[0] in "\\!":
            words.append(token[1:])
        elif token[0] == "[":
            currency = _CURRENCY.match(token)
            words.append(currency.group(1) if currency else "")
        elif len(token) == 1:
            words.append(token)
    return "".join(words)
