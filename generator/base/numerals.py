"""Chinese numerals: written (一 … 二十六, digit-wise years) and read (伍仟陆佰, 五点六)."""

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
# As they are read: financial and traditional characters are the same numbers.
_PLAIN = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟零两貳參陸萬億兩弍弐",
    "一二三四五六七八九十百千〇二二三六万亿二二二",
)
NUMERAL_CHARACTERS = "〇零一二两兩三四五六七八九十百千万萬亿億壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_PLACE_OF = {name: 10**place for place, name in enumerate(_PLACES) if name}
_POINT = "点"
_SPELT_OUT = 4  # so many digits one by one are a number (二〇二四)


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


def read_numeral(words: str) -> str:
    """Return the digits of a number in words (伍仟陆佰万 → 56000000, 五点六 → 5.6).

    Raises ValueError for what is no number: places out of order, a place twice.
    """
    whole, point, decimals = words.translate(_PLAIN).partition(_POINT)
    digits = str(_read_scaled(whole))
    if not point:
        return digits
    return f"{digits}.{_read_digits(decimals)}"


def _read_digits(words: str) -> str:
    """Return digits read one by one (二〇二四)."""
    if not words or any(word not in _DIGITS for word in words):
        raise ValueError(words)
    return "".join(str(_DIGITS.index(word)) for word in words)


def _read_scaled(words: str) -> int:
    """Return a whole number, its 亿 and 万 first."""
    if all(word in _DIGITS for word in words):
        if 1 < len(words) < _SPELT_OUT and _DIGITS[0] not in words:  # 两三辆 is about so many
            raise ValueError(words)
        return int(_read_digits(words))
    total, rest = 0, words
    for scale, name in _SCALES:
        head, found, tail = rest.rpartition(name)
        if found:
            if name in head:
                raise ValueError(words)
            total += _read_scaled(head) * scale
            if len(tail) == 1 and tail in _DIGITS:  # 三万五 is 35000
                return total + _DIGITS.index(tail) * scale // 10
            rest = tail
    return total + (_read_places(rest) if rest else 0)


def _read_places(words: str) -> int:
    """Return a number below 10000 (二百零五; 五千六 is 5600)."""
    total, digit, last, zero = 0, -1, 10**4, False
    for word in words:
        place = _PLACE_OF.get(word)
        if place is None:
            if word not in _DIGITS or digit > 0:
                raise ValueError(words)
            digit = _DIGITS.index(word)
            zero = zero or not digit
            continue
        if place >= last or not digit or (digit < 0 and place != _PLACE_OF["十"]):
            raise ValueError(words)
        total += abs(digit) * place
        digit, last, zero = -1, place, False
    if not words or (digit == 0 and total == 0):
        raise ValueError(words)
    if digit > 0:
        short = not zero and last in {_PLACE_OF["百"], _PLACE_OF["千"]}
        total += digit * last // 10 if short else digit
    return total
