"""Slips of the hand by which a figure turns into another (输入差错): digits, point, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_UNIT_PLACES = 4
_ENOUGH = 3
_PAIR = 2


_SIGN, _POINT, _UNIT = "正负号相反", "小数点错位", "单位疑为元"
_TURNED, _ADDED, _DROPPED = "疑两位数字颠倒", "疑多写一位数字", "疑漏写一位数字"
CLEAR_SLIPS = frozenset((_SIGN, _POINT, _UNIT))
LIKELY_SLIPS = CLEAR_SLIPS | {_TURNED, _ADDED, _DROPPED}


def describe_slip(stated: Decimal, expected: Decimal) -> str:
    """Return in Chinese how `stated` may have come from `expected`; empty where nothing is near.

    Known are: the sign, the decimal point, a digit dropped or doubled, two digits turned round.
    """
    if not stated or not expected or stated == expected:
        return ""
    if stated == -expected:
        return _SIGN
    for places in (1, 2, 3, 4):
        if abs(stated) in {abs(expected).scaleb(places), abs(expected).scaleb(-places)}:
            return _POINT if places < _UNIT_PLACES else _UNIT
    return "" if stated < 0 else _describe_digits(_digits(stated), _digits(expected))


def _describe_digits(one: str, other: str) -> str:
    if len(one) == len(other):
        return _describe_same_length(one, other)
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) - len(shorter) == 1 and len(shorter) >= _ENOUGH:
        for position in range(len(longer)):
            if longer[:position] + longer[position + 1 :] == shorter:
                return _ADDED if longer is one else _DROPPED
    return ""


def _digits(value: Decimal) -> str:
    """Return the digits of an amount with two decimals, without the point."""
    return f"{abs(value):.2f}".replace(".", "")


def _describe_same_length(one: str, other: str) -> str:
    differing = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differing) == _PAIR:
        first, second = differing
        if one[first] == other[second] and one[second] == other[first]:
            return _TURNED
    if len(differing) == 1 and len(one) > _ENOUGH:
        return "疑一位数字有误"
    return ""
