"""When a structure is drawn, as what, and under which number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from generator.model.block import Chart, Slice
from generator.narrative.blocks import ChartBook
from generator.word.chart import render_chart

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def slices(*amounts: str) -> tuple[Slice, ...]:
    return tuple(
        Slice(f"第{number}项", Decimal(amount), amount, f"{amount}%")
        for number, amount in enumerate(amounts, start=1)
    )


def chart(*amounts: str) -> Chart:
    return Chart("图1：结构图", "结构图", slices(*amounts))


@pytest.mark.parametrize(
    ("amounts", "bars"),
    [
        (("100",), True),
        (("100", "0"), True),
        (("60", "40"), False),
        (("98", "2"), False),
        (("98.01", "1.99"), True),
        (("12.5",) * 8, False),
        (("11",) * 9, True),
        (("60", "40", "0"), False),
        (("60", "40", "-1"), False),
    ],
)
def test_single_many_or_thin_parts_are_bars(amounts: tuple[str, ...], bars: bool) -> None:  # noqa: FBT001
    assert chart(*amounts).in_bars is bars
    root = etree.fromstring(render_chart(chart(*amounts)))
    kinds = [f"{C}pieChart", f"{C}barChart"]
    assert [root.find(f".//{kind}") is not None for kind in kinds] == [not bars, bars]


def test_bars_show_name_and_share_of_every_part() -> None:
    root = etree.fromstring(render_chart(chart("99.82", "0.18")))
    names = [point.text for point in root.iterfind(f".//{C}cat//{C}v")]
    amounts = [point.text for point in root.iterfind(f".//{C}val//{C}v")]
    assert names == ["第1项 99.82%", "第2项 0.18%"]
    assert amounts == ["99.82", "0.18"]
    assert root.find(f".//{C}legend") is None
    axes = [axis.get("val") for axis in root.iterfind(f".//{C}barChart/{C}axId")]
    assert axes == [
        root.find(f".//{C}catAx/{C}axId").get("val"),
        root.find(f".//{C}valAx/{C}axId").get("val"),
    ]


def test_what_is_not_drawn_has_no_number() -> None:
    book = ChartBook(
        {
            "无": ("无图", ()),
            "一": ("一项图", slices("5")),
            "零": ("零图", slices("0", "-3")),
            "二": ("二项图", slices("5", "6")),
            "三": ("三项图", slices("5", "6", "7")),
        },
        "万元",
    )
    drawn = [book.draw(name, "") for name in ("无", "一", "二", "零", "三")]
    assert [one.caption for one in drawn if one] == ["图1：一项图", "图2：二项图", "图3：三项图"]
