"""The places where ours differs from the document of Putuo, and why."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from support.folders import read_rows

from published import printed
from published.deviation import Deviation, Kind
from published.putuo import SAMPLE

_differs = partial(Deviation, "普陀2024")
_NO_BASE = "预算为0，完成率没有定义"
_ENDS = "句末应为句号"


def putuo_deviations() -> tuple[Deviation, ...]:
    """Return the closed list; corrected names and figures are taken from the tables."""
    share = printed.percent(_amount("公开05.csv", "201"), _amount("公开05.csv", "合计"))
    name = next(row[2] for row in read_rows(SAMPLE / "公开06.csv") if row[:2] == ["303", "09"])
    return (
        _differs("二", Kind.FORM_SLIP, "其他收入6.2万元", "其他收入6.20万元", "金额写两位小数"),
        _differs("二", Kind.FORM_SLIP, "占0.21%；", "占0.21%。", _ENDS),
        _differs("三", Kind.FORM_SLIP, "占20.51%；", "占20.51%。", _ENDS),
        _differs("五（二）", Kind.FIGURE, "占71.73%", f"占{share}", "占比应由表内金额计算"),
        _differs("五（二）", Kind.FORM_SLIP, "占15.16%；", "占15.16%。", _ENDS),
        _differs("六", Kind.NAME, "个人农业生产补贴", name, "公开06中有金额的是30309"),
        _differs(
            "七（一）",
            Kind.UNDEFINED_RATE,
            "因公出国（境）费决算为0.00万元，完成预算的0%",
            "因公出国（境）费决算为0.00万元",
            _NO_BASE,
        ),
        _differs(
            "七（一）",
            Kind.UNDEFINED_RATE,
            "公务用车购置及运行维护费支出决算为0.00万元，完成预算的0%",
            "公务用车购置及运行维护费支出决算为0.00万元",
            _NO_BASE,
        ),
        _differs(
            "十",
            Kind.FORM_SLIP,
            "本部门制定了",
            "本部门建立了如下预算绩效管理制度：",
            "按样表的句式",
        ),
        _differs(
            "十",
            Kind.FORM_SLIP,
            "预算绩效管理工作机制；实行全过程绩效管理实施情况跟踪：",
            "的预算绩效管理工作机制；全过程绩效管理实施情况：",
            "按样表的句式",
        ),
    )


def _amount(file: str, code: str) -> Decimal:
    """Return the first amount of a 类 or of 合计."""
    row = next(row for row in read_rows(SAMPLE / file) if row[0] == code and not row[1])
    return Decimal(next(cell for cell in row[4:] if cell).replace(",", ""))
