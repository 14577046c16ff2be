"""Printed numbers: rounding, styles, reading back, and the interval a print stands for."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
# How many 万元 one unit of money is.
SCALES = {"万元": Decimal(1), "万": Decimal(1), "亿元": Decimal(10000), "元": Decimal("0.0001")}
_HANZI = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
# 万元 with more digits than these stand for themselves: nobody rounds coarser than to 0.01.
_MONEY_PLACES = 2


def half_up(value: Decimal, places: int = 2) -> Decimal:
    """Return the value rounded half up (四舍五入)."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text prints its numbers."""

    separators: bool = False
    zero: str = "0"
    places: int = 2
    trims_rates: bool = False
    trims_amounts: bool = False
    wide: bool = False
    gap: str = ""

    def amount(self, value: Decimal) -> str:
        """Return an amount in 万元."""
        if value == 0:
            return self._dress(self.zero)
        text = f"{value:,.2f}" if self.separators else f"{value:.2f}"
        if self.trims_amounts:
            text = text.rstrip("0").rstrip(".")
        return self._dress(text)

    def rate(self, value: Decimal) -> str:
        """Return an unrounded percentage at the precision of the text."""
        rounded = half_up(value, self.places)
        text = f"{rounded:.{self.places}f}"
        if rounded == 0 and value == 0:
            return self._dress("0")
        if self.trims_rates and "." in text and value == rounded:
            text = text.rstrip("0").rstrip(".")
        return self._dress(text)

    def _dress(self, text: str) -> str:
        return text.translate(_WIDE) if self.wide else text


def hanzi(count: int) -> str:
    """Return a count below a hundred in Chinese numerals, as it stands before a measure word."""
    if count == 2:
        return "两"
    tens, ones = divmod(count, 10)
    if not tens:
        return _HANZI[ones]
    return ("" if tens == 1 else _HANZI[tens]) + "十" + (_HANZI[ones] if ones else "")


def read_hanzi(text: str) -> int:
    """Return the count of a Chinese numeral below a hundred."""
    if text == "两":
        return 2
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HANZI.index(tens)
    return 10 * (_HANZI.index(tens) if tens else 1) + (_HANZI.index(ones) if ones else 0)


def is_hanzi(text: str) -> bool:
    """Whether a count is written in Chinese numerals."""
    return bool(text) and all(character in _HANZI + "十两" for character in text)


def read_number(text: str) -> Decimal:
    """Return the number that stands in a slot."""
    if is_hanzi(text):
        return Decimal(read_hanzi(text))
    return Decimal(text.translate(_NARROW).replace(",", "").replace(" ", ""))


def places_of(text: str) -> int:
    """Return how many decimals are printed."""
    _, _, decimals = text.translate(_NARROW).partition(".")
    return len(decimals)


def half_width(text: str, unit: str) -> Decimal:
    """Return half a unit of the last printed digit, in 万元 or percent points.

    Trimmed zeros are no coarser rounding: 624万元 is 624.00, 100% is 100.00%.
    """
    if unit == "%":
        number = read_number(text)
        exact = "." not in text and number in (ZERO, HUNDRED)
        return Decimal("0.005") if exact else Decimal("0.5").scaleb(-places_of(text))
    if unit in SCALES:
        places = max(places_of(text), _MONEY_PLACES)
        return Decimal("0.5").scaleb(-places) * SCALES[unit]
    return ZERO


def stated(text: str, unit: str) -> Decimal:
    """Return what is stated, in 万元 where it is money."""
    return read_number(text) * SCALES.get(unit, Decimal(1))
