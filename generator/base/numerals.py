"""Chinese numerals: 一 … 二十六 for ordinals, digit-wise years and dates for the cover."""

from __future__ import annotations

from functools import cache

import num2words as num2words_package
from num2words.base import Num2Word_Base

LANGUAGE = "zh"
_DIGITS = "〇一二三四五六七八九"
_COUNTING = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_SCALES = ((10**8, "亿"), (10**4, "万"))
_LIMIT = 10**16


def _read_whole(value: int, *, leading: bool) -> str:
    """Return a number above 0 in words; at the front 10–19 are read without 一 (十二)."""
    for scale, name in _SCALES:
        if value >= scale:
            head, rest = divmod(value, scale)
            words = _read_whole(head, leading=leading) + name
            if rest == 0:
                return words
            return words + ("零" if rest < scale // 10 else "") + _read_whole(rest, leading=False)
    return _read_group(value, leading=leading)


def _read_group(group: int, *, leading: bool) -> str:
    """Return a number below 10000 in words."""
    words, pending_zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            pending_zero = bool(words)
            continue
        words += "零" if pending_zero else ""
        pending_zero = False
        short = place == 1 and digit == 1 and not words and leading
        words += ("" if short else _COUNTING[digit]) + _PLACES[place]
    return words


class Num2WordChinese(Num2Word_Base):  # type: ignore[misc]
    """Converter class for num2words, which has no Chinese of its own."""

    def to_cardinal(self, value: int) -> str:
        """Return a whole number in words (26 → 二十六, 10005 → 一万零五)."""
        if value < 0:
            return "负" + self.to_cardinal(-value)
        if value >= _LIMIT:
            raise OverflowError(value)
        return _read_whole(value, leading=True) if value else _COUNTING[0]

    def to_ordinal(self, value: int) -> str:
        """Return the ordinal (第三)."""
        return "第" + self.to_cardinal(value)

    def to_ordinal_num(self, value: int) -> str:
        """Return 第 with Arabic digits."""
        return f"第{value}"

    def to_year(self, value: int) -> str:
        """Return the year digit by digit (2025 → 二〇二五)."""
        return "".join(_DIGITS[int(digit)] for digit in str(value))


num2words_package.CONVERTER_CLASSES.setdefault(LANGUAGE, Num2WordChinese())


@cache
def chinese_numeral(number: int) -> str:
    """Return the ordinal used for headings and rows (13 → 十三)."""
    return str(num2words_package.num2words(number, lang=LANGUAGE))


def chinese_month(year: int, month: int) -> str:
    """Return the date of a cover, digit-wise (2025, 9 → 二〇二五年九月)."""
    digits = str(num2words_package.num2words(year, lang=LANGUAGE, to="year"))
    return f"{digits}年{chinese_numeral(month)}月"
