"""The places where ours differs from the document of Xinxiang, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from published import printed
from published.deviation import Deviation, Kind
from published.grid import Grid

if TYPE_CHECKING:
    from published.reference import Reference

_CODE = "功能分类科目编码"
_differs = partial(Deviation, "新乡2024")
_NO_BASE = "预算为0，完成率没有定义"


def xinxiang_deviations(reference: Reference) -> tuple[Deviation, ...]:
    """Return the closed list; corrected names and figures are taken from the tables."""
    spending = Grid.read(reference.case / "tables" / "公开05.csv")
    basic = spending.amount("本年支出/基本支出", "科目名称", "合计")
    subclass = spending.text("科目名称", _CODE, "21305")
    item = spending.text("科目名称", _CODE, "2130599")
    return (
        _differs(
            "五（三）12",
            Kind.NAME,
            "巩固脱贫攻坚衔接乡村振兴（款）其他扶贫支出（项）",
            f"{subclass}（款）{item}（项）",
            "款、项名称应与公开05一致",
        ),
        _differs(
            "六",
            Kind.FIGURE,
            "基本支出1,207.47万元",
            f"基本支出{printed.amount(basic, separators=True)}万元",
            "应为公开05合计的基本支出",
        ),
        _differs("七", Kind.UNDEFINED_RATE, "，完成年初预算的100.00%", "", _NO_BASE),
        _differs("八", Kind.UNDEFINED_RATE, "，完成年初预算的0%", "", _NO_BASE),
        _differs("九（二）", Kind.UNDEFINED_RATE, "，完成预算的0%", "", _NO_BASE),
        _differs("九（二）1", Kind.UNDEFINED_RATE, "，完成预算的0%", "", _NO_BASE),
        _differs("九（二）2", Kind.FORM_SLIP, "主要用于，", "主要用于", "多出逗号"),
    )
