"""Dates as people type them into 单位信息.csv, among them those that the cover itself prints."""

from __future__ import annotations

import re

from generator.base.labels import squash

_ZEROS = "〇○０零O"
_DIGITS = {
    **dict.fromkeys(_ZEROS, "0"),
    **{c: str(n) for n, c in enumerate("一二三四五六七八九", 1)},
}
_YEAR = re.compile(rf"[二2][{_ZEROS}0][{_ZEROS}一二三四五六七八九0-9]{{2}}(?=年|$)")
_COUNT = re.compile(r"(?<![0-9])([一二三]?)(十|廿|卅)([一二三四五六七八九]?)(?=月|日|号)")
_ONE = re.compile(r"([一二三四五六七八九])(?=月|日|号)")
_TENS = {"十": 1, "廿": 2, "卅": 3}
_DATE = re.compile(
    r"(20[0-9]{2})[年./\-](?:([0-9]{1,2})(?:[月./\-](?:([0-9]{1,2})[日号]?)?)?)(?:00:00:00|星期.|\(.*\))?"
)
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})?")
_MONTHS = 12


def read_date(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day (0 where only the month is given), None for no date.

    Both digits and Chinese numerals are read: 2025年9月19日, 2025-9, 二〇二五年九月.
    """
    plain = _arabic(squash(text).removesuffix("T00:00:00"))
    found = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None or not 1 <= int(found[2]) <= _MONTHS:
        return None
    return int(found[1]), int(found[2]), int(found[3] or 0)


def read_year(text: str) -> int:
    """Return a year in digits or Chinese numerals (2024, 二〇二四年度), 0 for anything else."""
    plain = _arabic(squash(text)).removesuffix("度").removesuffix("年").removesuffix("财政")
    return int(plain) if re.fullmatch(r"20[0-9]{2}", plain) else 0


def _arabic(text: str) -> str:
    """Return a date with its Chinese numerals in digits."""
    text = _YEAR.sub(lambda year: "".join(_DIGITS.get(c, c) for c in year[0]), text, count=1)
    text = _COUNT.sub(_counted, text)
    return _ONE.sub(lambda one: _DIGITS[one[1]], text)


def _counted(found: re.Match[str]) -> str:
    tens = int(_DIGITS[found[1]]) if found[1] else _TENS[found[2]]
    return str(tens * 10 + int(_DIGITS.get(found[3], "0")))
