"""Numbers: what is read as an amount, how it is rounded, converted and printed."""

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator.base.money import (
    convert_unit,
    divide,
    format_number,
    format_plain,
    is_dash,
    parse_amount,
    round_half_up,
    unit_factor,
)

_PACKAGE = Path(generator.__file__).parent
_STAGES = ("reading", "accounts", "figures", "checks", "narrative")


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("0", 0),
        ("0.00", 0),
        ("907.94", 90794),
        ("1207.46", 120746),
        ("1,207.46", 120746),
        ("12,345,678.90", 1234567890),
        ("-3.05", -305),
        ("-1,000", -100000),
        (" 624 ", 62400),
        ("\u3000624\xa0", 62400),
        ("007.10", 710),
    ],
)
def test_plainly_written_numbers_are_read(text: str, hundredths: int) -> None:
    assert parse_amount(text) == Decimal(hundredths) / 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1,2O7.46",
        "1,20,7",
        "1,2070",
        "12,07.46",
        "0,123.00",
        ",123",
        "1,",
        "1207.",
        ".5",
        "1.207.46",
        "1，207.46",
        "１２０７",
        "١٢",
        "1e3",
        "NaN",
        "Infinity",
        "-",
        "—",
        "+5",
        "--5",
        "5-",
        "(5.00)",
        "5%",
        "5万元",
        "¥5",
        "1 207",
        "0x10",
        "1_000",
        "5\n6",
        "9" * 19,
        "1" + ",000" * 6,
        "0." + "1" * 21,
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        parse_amount(text)


@given(st.integers(-(10**21), 10**21), st.booleans())
def test_printed_and_read_back(hundredths: int, grouped: bool) -> None:  # noqa: FBT001
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    text = f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"
    if whole >= 10**18:
        with pytest.raises(ValueError, match=re.escape(text)):
            parse_amount(text)
    else:
        assert parse_amount(text) * 100 == hundredths


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        assert parse_amount(text).is_finite()
    except ValueError as error:
        assert str(error) == text  # noqa: PT017


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("2.665", "2.67"),
        ("2.675", "2.68"),
        ("2.6649999", "2.66"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("1.005", "1.01"),
        ("99.995", "100.00"),
        ("5", "5.00"),
    ],
)
def test_rounding_is_half_up(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value)) == Decimal(rounded)
    assert format_number(Decimal(value)) == rounded


@given(st.integers(-(10**24), 10**24), st.integers(3, 9))
def test_rounding_is_that_of_whole_numbers(digits: int, places: int) -> None:
    """Half-up of |n| / 10^places to hundredths is (2|n| + u) // 2u with u = 10^(places-2)."""
    unit = 10 ** (places - 2)
    expected = (2 * abs(digits) + unit) // (2 * unit) * (1 if digits >= 0 else -1)
    assert round_half_up(Decimal(f"{digits}E-{places}")) * 100 == expected


@given(st.integers(0, 10**18))
def test_yuan_become_wan_yuan_half_up(fen: int) -> None:
    """100 元 are the hundredth of a 万元: 10,000 分."""
    assert convert_unit(Decimal(fen) / 100, "元", "万元") * 100 == (fen + 5000) // 10000


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "converted"),
    [
        ("12345678.90", "元", "万元", "1234.57"),
        ("50", "元", "万元", "0.01"),
        ("49.99", "元", "万元", "0.00"),
        ("1.005", "万元", "万元", "1.005"),
        ("1234.56", "万元", "元", "12345600.00"),
        ("1.2345678", "亿元", "万元", "12345.68"),
        ("12.345", "千元", "万元", "1.23"),
        ("99999999999999999999.99", "元", "万元", "10000000000000000.00"),
    ],
)
def test_units(value: str, from_unit: str, to_unit: str, converted: str) -> None:
    assert str(convert_unit(Decimal(value), from_unit, to_unit)) == converted


def test_unit_factor() -> None:
    assert unit_factor("元", "万元") == Decimal("0.0001")
    assert unit_factor("万元", "元") == 10000
    with pytest.raises(KeyError):
        unit_factor("美元", "万元")


def test_a_quotient_rounds_as_the_exact_fraction() -> None:
    assert round_half_up(divide(Decimal(1), Decimal(3)), 10) == Decimal("0.3333333333")
    assert round_half_up(divide(Decimal("2.665"), Decimal(1))) == Decimal("2.67")


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_percentages_are_those_of_whole_numbers(part: int, whole: int) -> None:
    percent = round_half_up(100 * divide(Decimal(part), Decimal(whole)))
    assert percent * 100 == (2 * part * 10**4 + whole) // (2 * whole)


def test_printing() -> None:
    assert format_number(Decimal("1234567.891"), separators=True) == "1,234,567.89"
    assert format_number(Decimal("-0.004")) == "0.00"
    assert format_plain(Decimal("2.00")) == "2"
    assert format_plain(Decimal("98.450")) == "98.45"
    assert format_plain(Decimal("1E+3")) == "1000"


@pytest.mark.parametrize("text", ["-", "—", "——", "－", "–", "―", "─", "--", "一"])
def test_dashes(text: str) -> None:
    assert is_dash(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "无", "/", "一二"])
def test_no_dashes(text: str) -> None:
    assert not is_dash(text)


def _checked_files() -> list[Path]:
    files = [_PACKAGE / "base" / "money.py"]
    return files + [path for stage in _STAGES for path in sorted((_PACKAGE / stage).rglob("*.py"))]


def test_no_float_where_amounts_are() -> None:
    """No float literal and no float(): amounts are Decimal from the file to the printed text.

    The document stage measures paper in centimetres, and charts are drawn; it holds no amounts.
    """
    found = []
    for path in _checked_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if literal:
                found.append(f"{path.name}:{node.lineno} {node.value}")
            if isinstance(node, ast.Call) and _name_of(node) == "float":
                found.append(f"{path.name}:{node.lineno} float()")
    assert not found


def test_only_money_rounds_and_reads_numbers() -> None:
    """round(), quantize() and Decimal of a text stand in money.py alone."""
    found = []
    for path in _checked_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or path.name == "money.py":
                continue
            name = _name_of(node)
            if name in {"round", "quantize"} or (name == "Decimal" and not _is_whole(node)):
                found.append(f"{path.parent.name}/{path.name}:{node.lineno} {name}")
    assert not found


def _is_whole(node: ast.Call) -> bool:
    """Whether the call is Decimal of a literal, which no user wrote."""
    return bool(node.args) and isinstance(node.args[0], ast.Constant)


def _name_of(node: ast.Call) -> str:
    target = node.func
    if isinstance(target, ast.Name):
        return target.id
    return target.attr if isinstance(target, ast.Attribute) else ""
