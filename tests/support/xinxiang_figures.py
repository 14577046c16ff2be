"""The figures behind the claims of 新乡 2024: cells of its tables, and formulas over them.

A formula has cells `公开05[2010301,本年支出/小计]`, figures that the text prints in the same
section `84.8` or in another one `6,655.15@五（三）`, and fixed numbers `#15` (counts, full marks).
"""

from __future__ import annotations

import ast
import csv
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HALF = Decimal("0.005")
_CENT = Decimal("0.01")
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_OPERAND = re.compile(
    rf"(?P<cell>公开\d\d\[[^\]]*\])|#(?P<fixed>\d+)|(?P<figure>{_NUMBER})(?:@(?P<section>[一-龥（）\d]+))?"
)
PERCENT_KINDS = ("share", "change", "rate")
EXACT_KINDS = ("count", "score", "other")


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a formula; `half` is half the unit it was rounded to, 0 where it is exact."""

    value: Decimal
    half: Decimal
    printed: str = ""
    section: str = ""
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """What a formula gives: from the printed figures, and the limits that rounding leaves."""

    low: Decimal
    middle: Decimal
    high: Decimal


def read_number(text: str) -> Decimal:
    """Return the number printed in a cell; a blank cell is 0."""
    plain = text.strip().replace(",", "").removesuffix("%")
    return Decimal(plain) if plain else Decimal(0)


def read_cell(tables: Path, reference: str) -> Decimal:
    """Return 公开NN[row,column]: the row by code or name, the column by its header.

    Raises LookupError unless exactly one row and one column are meant.
    """
    number, place = re.fullmatch(r"公开(\d\d)\[(.*)\]", reference).groups()  # type: ignore[union-attr]
    name = "公开06_原版式.csv" if number == "06" else f"公开{number}.csv"
    with (tables / name).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    if number == "09":
        return read_number(rows[0][header.index(place)])
    row_name, column = place.split(",")
    if row_name.endswith("经费合计"):
        return read_number(rows[-1][header.index(column)])
    block = column.rpartition("/")[0] if number in ("01", "04", "06") else ""
    labels = [i for i, cell in enumerate(header) if _is_label(cell, block)]
    found = [row for row in rows if any(_plain(row[i]) == row_name for i in labels)]
    if len(found) != 1:
        message = f"{reference}：{len(found)} 行"
        raise LookupError(message)
    return read_number(found[0][header.index(column)])


def _is_label(cell: str, block: str) -> bool:
    side, _, name = cell.rpartition("/")
    return side == block and name in ("项目", "功能分类科目编码", "科目名称", "经济分类科目编码")


def _plain(label: str) -> str:
    return re.sub(r"^[一二三四五六七八九十]+、", "", label.strip())


def read_operands(formula: str, tables: Path, kind: str) -> tuple[str, list[Operand]]:
    """Return the formula with x0, x1 … for its operands, and these."""
    operands: list[Operand] = []

    def take(found: re.Match[str]) -> str:
        operands.append(_operand(found, tables, kind))
        return f"x{len(operands) - 1}"

    return _OPERAND.sub(take, formula), operands


def _operand(found: re.Match[str], tables: Path, kind: str) -> Operand:
    if found["fixed"]:
        return Operand(Decimal(found["fixed"]), Decimal(0))
    if found["cell"]:
        value = read_cell(tables, found["cell"])
        return Operand(value, _half(value, kind), is_cell=True)
    value = read_number(found["figure"])
    return Operand(value, _half(value, kind), found["figure"], found["section"] or "")


def _half(value: Decimal, kind: str) -> Decimal:
    return _HALF if value and kind not in EXACT_KINDS else Decimal(0)


def evaluate(formula: str, tables: Path, kind: str) -> Range:
    """Return what the formula gives. Raises ZeroDivisionError on a base of 0."""
    text, operands = read_operands(formula, tables, kind)
    tree = ast.parse(text, mode="eval").body
    return _evaluate(tree, operands)


def _evaluate(node: ast.expr, operands: list[Operand]) -> Range:
    if isinstance(node, ast.Name):
        operand = operands[int(node.id[1:])]
        return Range(operand.value - operand.half, operand.value, operand.value + operand.half)
    if isinstance(node, ast.Compare):
        left, right = _evaluate(node.left, operands), _evaluate(node.comparators[0], operands)
        holds = _compare(node.ops[0], left.middle, right.middle)
        return Range(holds, holds, holds)
    if isinstance(node, ast.BinOp):
        return _combine(node.op, _evaluate(node.left, operands), _evaluate(node.right, operands))
    raise TypeError(ast.dump(node))


def _compare(operator: ast.cmpop, left: Decimal, right: Decimal) -> Decimal:
    if isinstance(operator, ast.GtE):
        return Decimal(left >= right)
    if isinstance(operator, ast.Lt):
        return Decimal(left < right)
    raise TypeError(ast.dump(operator))


def _combine(operator: ast.operator, left: Range, right: Range) -> Range:
    if isinstance(operator, ast.Add):
        return Range(left.low + right.low, left.middle + right.middle, left.high + right.high)
    if isinstance(operator, ast.Sub):
        return Range(left.low - right.high, left.middle - right.middle, left.high - right.low)
    if isinstance(operator, ast.Mult):
        return Range(left.low * right.low, left.middle * right.middle, left.high * right.high)
    if isinstance(operator, ast.Div):
        if not right.middle:
            raise ZeroDivisionError
        return Range(left.low / right.high, left.middle / right.middle, left.high / right.low)
    raise TypeError(ast.dump(operator))


def round_as(value: Decimal, printed: str, kind: str) -> Decimal:
    """Return the value 四舍五入 to the decimals of a printed number.

    An amount has two (万元) even where zeros at its end are left out.
    """
    decimals = 2 if kind == "amount" else len(printed.removesuffix("%").partition(".")[2])
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def judge(stated: str, formula: str, tables: Path, kind: str) -> tuple[str, str]:
    """Return the verdict on a claim (ok, tail, wrong) and what it should say, as printed.

    A rate on a base of 0 is wrong and has no right value.
    """
    try:
        result = evaluate(formula, tables, kind)
    except ZeroDivisionError:
        return "wrong", ""
    scale = 100 if kind in PERCENT_KINDS else 1
    value, middle = read_number(stated), round_as(result.middle * scale, stated, kind)
    expected = _print_like(middle, stated)
    if value == middle:
        return "ok", expected
    if kind in PERCENT_KINDS:
        low = round_as(result.low * scale, stated, kind)
        high = round_as(result.high * scale, stated, kind)
        return ("tail" if low <= value <= high else "wrong"), expected
    if kind in EXACT_KINDS:
        return "wrong", expected
    addends = len(read_operands(formula, tables, kind)[1])
    bound = max(_CENT, _CENT * (addends // 2))
    return ("tail" if abs(value - result.middle) <= bound else "wrong"), expected


def _print_like(value: Decimal, stated: str) -> str:
    text = f"{value:,}" if "," in stated else f"{value}"
    if "." in text and not re.search(r"\.\d\d", stated) and not stated.endswith("%"):
        text = text.removesuffix("0").removesuffix(".0") if text.endswith("0") else text
    return f"{text}%" if stated.endswith("%") else text
