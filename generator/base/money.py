"""Numbers: where text becomes Decimal, where rounding happens, where units convert.

Nothing else in the program calls `Decimal` on text, rounds, or formats an amount.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
TEN_THOUSAND = Decimal(10000)

# No more digits than any amount has: beyond, sums would not be exact any more.
_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,20})?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,20})?")
_DASHES = frozenset({"-", "—", "——", "－", "–", "―", "─", "--", "一"})
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)

UNIT_SIZES = {
    "元": ONE,
    "千元": Decimal(1000),
    "万元": TEN_THOUSAND,
    "亿元": TEN_THOUSAND * TEN_THOUSAND,
}
# What a table may print above its amounts: more than a list or a text uses.
PRINTED_UNITS = {
    **UNIT_SIZES,
    "十元": Decimal(10),
    "百元": HUNDRED,
    "十万元": TEN_THOUSAND * 10,
    "百万元": TEN_THOUSAND * HUNDRED,
    "千万元": TEN_THOUSAND * 1000,
    "十亿元": TEN_THOUSAND * TEN_THOUSAND * 10,
}


def parse_amount(text: str) -> Decimal:
    """Return the number written in `text`, in the unit its table declares.

    Raises ValueError for anything that is not one plainly written number with ASCII digits:
    a misplaced comma or a letter O is a keying error to report, not noise to strip.
    """
    stripped = text.strip()
    if not _PLAIN.fullmatch(stripped):
        if not _GROUPED.fullmatch(stripped):
            raise ValueError(text)
        stripped = stripped.replace(",", "")
    return Decimal(stripped)


def parse_scientific(text: str) -> Decimal:
    """Return the number written as 1.20746E+03, with all its digits and no exponent."""
    return Decimal(f"{Decimal(text):f}")


def from_spreadsheet(value: float) -> Decimal:
    """Return what a number cell holds, to the 15 digits that Excel keeps."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def is_dash(text: str) -> bool:
    """Whether the text is one of the fillers that stand for "does not apply" (—)."""
    return text in _DASHES


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return `value` 四舍五入 to `places` decimals (2.665 → 2.67, never to even)."""
    return value.quantize(Decimal((0, (1,), -places)), context=_WIDE)


def convert_unit(value: Decimal, file_unit: str, published_unit: str) -> Decimal:
    """Return an amount of the file as the published table prints it.

    The same unit leaves the amount as it stands; another one is converted and rounded half-up
    to two decimals, cell by cell, so that the text can be recomputed from the printed table.
    """
    if file_unit == published_unit:
        return value
    return round_half_up(_WIDE.multiply(value, unit_factor(file_unit, published_unit)))


def unit_factor(file_unit: str, published_unit: str) -> Decimal:
    """Return what an amount in `file_unit` is multiplied with to be in `published_unit`."""
    return PRINTED_UNITS[file_unit] / PRINTED_UNITS[published_unit]


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return the quotient with far more digits than any printed number needs."""
    return _WIDE.divide(numerator, denominator)


def format_number(value: Decimal, *, places: int = 2, separators: bool = False) -> str:
    """Return `value` rounded half-up, with thousands separators where asked."""
    rounded = round_half_up(value, places)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}" if separators else f"{rounded:f}"


def format_plain(value: Decimal) -> str:
    """Return `value` as short as it can be written without an exponent (2, 98.45)."""
    text = f"{value or ZERO:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
