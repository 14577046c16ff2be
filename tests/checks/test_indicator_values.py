"""Values and units of indicators: what is one number, and which two are of one unit."""

from decimal import Decimal
from fractions import Fraction

import pytest

from generator.field.measures import Units, has_number, read_value, relate_units


@pytest.mark.parametrize(
    ("text", "number", "unit", "sign"),
    [
        ("≥95%", "95", "%", "≥"),
        ("100.00 %", "100.00", "%", ""),
        ("９５％", "95", "%", ""),
        ("1.0", "1.0", "", ""),
        ("1,250人次", "1250", "人次", ""),
        ("−3.5%", "-3.5", "%", ""),
        ("<=3个工作日", "3", "个工作日", "≤"),
        ("不低于98%", "98", "%", "≥"),
        ("95%以上", "95", "%", "≥"),
        ("2小时以内", "2", "小时", "≤"),
        ("两次", "2", "次", ""),
        ("12台（套）", "12", "台（套）", ""),
        ("98.45分", "98.45", "分", ""),
    ],
)
def test_one_plain_number_is_read(text: str, number: str, unit: str, sign: str) -> None:
    value = read_value(text)
    assert value is not None
    assert (str(value.number), value.unit, value.sign) == (number, unit, sign)


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月",
        "9月底前",
        "12月31日",
        "90-95%",
        "3人，2次",
        "约400人",
        "1/3",
        "12,50人",
        "第3名",
    ],
)
def test_what_is_not_one_number_is_left_alone(text: str) -> None:
    assert read_value(text) is None
    assert has_number(text)


@pytest.mark.parametrize("text", ["", "明显提升", "已完成", "—"])
def test_words_are_no_numbers(text: str) -> None:
    assert read_value(text) is None
    assert not has_number(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "人"),
        ("人", "名"),
        ("日", "天"),
        ("个", "项"),
        ("家", "个"),
        ("台", "台（套）"),
        ("次", "次/年"),
        ("万", "万元"),
        ("个工作日", "工作日"),
    ],
)
def test_two_words_for_one_unit(one: str, other: str) -> None:
    assert relate_units(one, other) == (Units.SAME, Fraction(1))
    assert relate_units(other, one) == (Units.SAME, Fraction(1))


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("元", "万元", Fraction(1, 10**4)),
        ("小时", "分钟", Fraction(60)),
        ("日", "小时", Fraction(24)),
        ("万人", "人", Fraction(10**4)),
        ("年", "个月", Fraction(12)),
    ],
)
def test_units_convert(one: str, other: str, factor: Fraction) -> None:
    assert relate_units(one, other) == (Units.CONVERTED, factor)
    assert relate_units(other, one) == (Units.CONVERTED, 1 / factor)


@pytest.mark.parametrize(
    ("one", "other"), [("人", "人次"), ("%", "个"), ("公里", "条"), ("万元", "个"), ("分", "%")]
)
def test_units_of_another_kind(one: str, other: str) -> None:
    assert relate_units(one, other)[0] is Units.OTHER


@pytest.mark.parametrize(("one", "other"), [("工作日", "天"), ("天", "月")])
def test_times_that_do_not_convert_are_not_compared(one: str, other: str) -> None:
    assert relate_units(one, other)[0] is Units.UNCLEAR


def test_a_third_is_exact() -> None:
    """20 minutes of an hour, three times, are the hour to the last digit."""
    _, factor = relate_units("分钟", "小时")
    assert Fraction(Decimal(20)) * factor * 3 == 1
