"""Evaluates the operands of an audit list over the published tables and the text.

`公开05[2080505]{本年支出-小计}` is a cell: row by code or label, column by head or 栏次 number.
`公开06[302*]` is the sum of the 款 below 302; `四《增长 0.77%》` is the last number of that clause
of section 四; a number with a decimal point is a printed one, within half a hundredth.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from itertools import product
from pathlib import Path
from typing import NamedTuple

from support.formula import Formula

HALF = Decimal("0.005")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPERAND = re.compile(
    r"(?P<table>公开\d\d)(?:\[(?P<row>[^\]]+)\])?(?:\{(?P<column>[^}]+)\})?|"
    r"(?P<section>[一二三四五六七八九十（）自评报告\d]+)《(?P<quote>[^》]+)》|"
    r"(?P<printed>\d+\.\d+)"
)
_RELATION = re.compile(r"(<=|>=|>) (.+)")
_WIDEST = Decimal(1).scaleb(-30)


class Outcome(NamedTuple):
    """The value of a formula, its bounds over the printed operands, its non-zero addends."""

    value: Decimal
    low: Decimal
    high: Decimal
    addends: int


class Reference(NamedTuple):
    """What a formula may name: the nine tables, and the text by section."""

    tables: Mapping[str, list[list[str]]]
    sections: Mapping[str, str]


def read_tables(folder: Path) -> dict[str, list[list[str]]]:
    """Return the rows of the nine tables by name, heads first."""
    tables = {}
    for path in sorted(folder.glob("公开0?.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.reader(file))
    return tables


def last_number(text: str) -> str:
    """Return the last number of a clause as printed."""
    return str(NUMBER.findall(text)[-1])


def economic_items(rows: list[list[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield code, name and printed amount of each line of 公开06, over its three blocks."""
    for row in rows[1:]:
        for start in (0, 3, 6):
            code, name, amount = row[start : start + 3]
            if re.fullmatch(r"\d{3,5}", code):
                yield code, name, amount


def _economic(rows: list[list[str]], wanted: str) -> list[str]:
    parent = wanted.removesuffix("*")
    if parent != wanted:
        return [
            amount
            for code, _, amount in economic_items(rows)
            if code.startswith(parent) and code != parent
        ]
    if wanted.isdigit():
        return [amount for code, _, amount in economic_items(rows) if code == wanted]
    line = next(row for row in rows if wanted in row)
    return [next(cell for cell in line[line.index(wanted) + 1 :] if cell)]


def _column(rows: list[list[str]], wanted: str) -> int:
    if not wanted.isdigit():
        return rows[0].index(wanted)
    return next(row for row in rows if "1" in row).index(wanted)


def cell_texts(rows: list[list[str]], table: str, row: str | None, column: str | None) -> list[str]:
    """Return the printed texts that an operand names; more than one only for 公开06 sums."""
    if table == "公开06":
        return _economic(rows, row or "")
    place = _column(rows, column or "")
    if row is None:
        return [rows[-1][place]]
    side = (column or "").partition("-")[0] + "-项目"
    label = rows[0].index(side) if side in rows[0] else None
    keys = [label] if label is not None else [0, 1]
    found = [line[place] for line in rows[1:] if row in (line[key] for key in keys)]
    assert len(found) == 1, (table, row, column)
    return found


def _bind(text: str, reference: Reference) -> tuple[str, dict[int, str]]:
    """Replace the operands of a formula by numbered cells."""
    bound: dict[int, str] = {}
    known: dict[str, str] = {}

    def add(printed: str) -> str:
        bound[len(bound) + 1] = printed
        return f"[{len(bound)}]"

    def replace(match: re.Match[str]) -> str:
        if match[0] not in known:
            known[match[0]] = "+".join(map(add, _texts(match, reference)))
        return known[match[0]] if "+" not in known[match[0]] else f"({known[match[0]]})"

    return _OPERAND.sub(replace, text), bound


def _texts(match: re.Match[str], reference: Reference) -> list[str]:
    if match["table"]:
        rows = reference.tables[match["table"]]
        return cell_texts(rows, match["table"], match["row"], match["column"])
    if match["section"]:
        assert match["quote"] in reference.sections[match["section"]], match[0]
        return [last_number(match["quote"])]
    return [match["printed"]]


def _corners(bound: Mapping[int, str]) -> Iterator[dict[int, str]]:
    """Yield the operands at the ends of what their printed forms stand for; zero is exact."""
    choices = []
    for printed in bound.values():
        amount = Decimal(printed or "0")
        ends = [amount - HALF, amount + HALF] if amount else [amount]
        choices.append([f"{end:f}" for end in ends])
    for corner in product(*choices):
        yield dict(zip(bound, corner, strict=True))


def evaluate(text: str, reference: Reference) -> Outcome | None:
    """Return what a formula gives, or None where it divides by zero.

    The bounds are taken at the corners only for at most three operands (a share, a change
    rate); sums have addends instead.
    """
    formula, bound = _bind(text, reference)
    try:
        value = Formula(formula, bound).evaluate()
    except (DivisionByZero, InvalidOperation):
        return None
    low = high = value
    if len(bound) <= 3:
        ends = [Formula(formula, corner).evaluate() for corner in _corners(bound)]
        low, high = min(ends), max(ends)
    addends = sum(Decimal(printed or "0") != 0 for printed in bound.values())
    return Outcome(value, low, high, addends)


def holds(relation: str, stated: str, reference: Reference) -> bool | None:
    """Return whether a stated number keeps a relation such as `<= 5`; None if it is none."""
    match = _RELATION.fullmatch(relation)
    if match is None:
        return None
    outcome = evaluate(match[2], reference)
    assert outcome is not None
    number = Decimal(stated.rstrip("%"))
    if match[1] == "<=":
        return number <= outcome.value
    return number >= outcome.value if match[1] == ">=" else number > outcome.value


def round_like(value: Decimal, printed: str) -> Decimal:
    """Return a value rounded half up to the decimals of a printed number."""
    places = len(printed.rstrip("%").partition(".")[2])
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def is_rounding(printed: str, outcome: Outcome) -> bool:
    """Return whether a printed percentage is the rounding of some point within the bounds."""
    number = Decimal(printed.rstrip("%"))
    lowest = round_like(outcome.low, printed)
    highest = round_like(outcome.high - _WIDEST, printed) if outcome.high != outcome.low else lowest
    return lowest <= number <= highest
