"""A small spreadsheet: evaluates the formulas of `explain` over cells read from the files."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

from support.folders import parse_address, read_rows

_WIDE = Context(prec=80)
_TOKEN = re.compile(r"(\[\d+\]|\d+(?:\.\d+)?|ROUND|ABS|MIN|COUNTA|[-+*/(),])")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")


def read_source(folder: Path, file: str, cell: str) -> str:
    """Return what stands in a cell of a file; an address that is not there is an empty cell."""
    if not cell:
        return ""
    row, column = parse_address(cell)
    return read_rows(folder / file)[row][column]


class Formula:
    """One formula; `cells` are the texts of its source cells by number."""

    def __init__(self, text: str, cells: Mapping[int, str]) -> None:
        self._parts = _TOKEN.findall(text)
        if "".join(self._parts) != text:
            raise AssertionError(text)
        self._cells = cells
        self._position = 0
        self.used: set[int] = set()

    def evaluate(self) -> Decimal:
        """Return the value of the formula, which must end where it ends."""
        value = self._sum()
        assert self._position == len(self._parts), self._parts
        return value

    def _next(self) -> str:
        return self._parts[self._position] if self._position < len(self._parts) else ""

    def _take(self, *expected: str) -> str:
        part = self._next()
        assert not expected or part in expected, (part, self._parts)
        self._position += 1
        return str(part)

    def _sum(self) -> Decimal:
        value = self._product()
        while self._next() in {"+", "-"}:
            adds = self._take() == "+"
            other = self._product()
            value = _WIDE.add(value, other) if adds else _WIDE.subtract(value, other)
        return value

    def _product(self) -> Decimal:
        value = self._atom()
        while self._next() in {"*", "/"}:
            times = self._take() == "*"
            other = self._atom()
            value = _WIDE.multiply(value, other) if times else _WIDE.divide(value, other)
        return value

    def _atom(self) -> Decimal:
        part = self._take()
        if part == "(":
            value = self._sum()
            self._take(")")
            return value
        if part in {"ROUND", "ABS", "MIN", "COUNTA"}:
            return self._call(part)
        if part.startswith("["):
            return self._cell(int(part[1:-1]))
        return Decimal(part)

    def _call(self, name: str) -> Decimal:
        self._take("(")
        if name == "COUNTA":
            return self._count()
        value = self._sum()
        while name == "MIN" and self._next() == ",":
            self._take()
            value = min(value, self._sum())
        if name == "ROUND":
            self._take(",")
            places = int(self._take())
            value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=_WIDE)
        self._take(")")
        return abs(value) if name == "ABS" else value

    def _count(self) -> Decimal:
        """Return how many of the arguments are not empty, as in a spreadsheet: cells or sums."""
        count = 0
        while True:
            alone = self._parts[self._position + 1] in {",", ")"}
            if self._next().startswith("[") and alone:
                number = int(self._take()[1:-1])
                self.used.add(number)
                count += self._cells[number] != ""
            else:
                self._sum()
                count += 1
            if self._take(",", ")") == ")":
                return Decimal(count)

    def _cell(self, number: int) -> Decimal:
        self.used.add(number)
        text = self._cells[number].strip().replace(",", "")
        return Decimal(text) if _PLAIN.fullmatch(text) else Decimal(0)
