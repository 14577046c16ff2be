"""The notes below the published tables where the tables bring none of their own (DOMAIN 8.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import forms

if TYPE_CHECKING:
    from generator.model.table import Table

_SUBJECTS = {
    forms.INCOME_EXPENDITURE: "的总收支和年末结转结余情况",
    forms.INCOME: "取得的各项收入情况",
    forms.EXPENDITURE: "各项支出情况",
    forms.FISCAL_SUMMARY: (
        "一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款"
        "的总收支和年末结转结余情况"
    ),
    forms.GENERAL_BUDGET: "一般公共预算财政拨款支出情况",
    forms.BASIC_DETAIL: "一般公共预算财政拨款基本支出明细情况",
    forms.FUND_BUDGET: "政府性基金预算财政拨款收入、支出及结转和结余情况",
    forms.STATE_CAPITAL: "国有资本经营预算财政拨款支出情况",
}
_ROUNDING = "本表金额转换为万元时，因四舍五入可能存在尾差。"
_WITHOUT_ROUNDING = frozenset({forms.FUND_BUDGET, forms.STATE_CAPITAL})


def table_note(form: str, scope: str, three_public_scope: str, *, unit: str = "万元") -> str:
    """Return the note of a form (公开01 …) for a 部门 or a 单位.

    `three_public_scope` is whose “三公” 公开09 shows: 财政拨款 or 一般公共预算财政拨款. In 元
    nothing is converted, so that the sentence on rounding is left out.
    """
    if form == forms.THREE_PUBLIC:
        note = (
            f"本表反映{scope}本年度{three_public_scope}“三公”经费支出预决算情况。"
            "其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；"
            f"决算数是包括当年{three_public_scope}和以前年度结转资金安排的实际支出。"
        )
    else:
        note = f"本表反映{scope}本年度{_SUBJECTS[form]}。"
    rounding = "" if form in _WITHOUT_ROUNDING or unit == "元" else _ROUNDING
    return f"注：{note}{rounding}"


def list_notes(table: Table, default: str) -> tuple[str, ...]:
    """Return the lines below a table: its own notes or else the default, then its 说明."""
    own = tuple(f"注：{note}" for note in table.notes) or (default,)
    return (*own, f"说明：{table.statement}") if table.statement else own
