"""Mengjin 2024 (profile henan-itemised) as a data folder, its tables corrected where wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from published.clauses import cut, part_three, split_clauses
from published.grid import Grid, write_rows
from published.reference import Reference, find_document

if TYPE_CHECKING:
    from pathlib import Path

_FORMS = tuple(f"公开{number:02}" for number in range(1, 10))
_CODE = "功能分类科目编码"
_REASON = "主要原因是(.+?)。"
_LAST_YEAR = (
    "收支总计",
    "财政拨款收支总计",
    "一般公共预算财政拨款支出",
    "一般公共预算财政拨款基本支出",
    "人员经费",
    "公用经费",
)
_BUDGET_TOTALS = ("一般公共预算财政拨款支出", "机关运行经费")
_CORRECTED_BUDGET = {"机关事业单位基本养老保险缴费支出": ("53.75", "53.07")}
_COUNTS = {
    "因公出国（境）团组": "因公出国（境）团组数",
    "因公出国（境）人次": "因公出国（境）人次",
    "公务用车保有量": "公务用车保有量",
    "外宾接待支出": "外宾接待支出",
    "国（境）外来访团组": "外宾接待团组数",
    "来访外宾": "外宾接待人次",
    "其他国内公务接待支出": "国内接待支出",
    "国内来访团组": "国内接待团组数",
    "国内来宾": "国内接待人次",
    "政府采购支出总额": "政府采购支出总额",
    "政府采购货物支出": "政府采购货物支出",
    "政府采购工程支出": "政府采购工程支出",
    "政府采购服务支出": "政府采购服务支出",
    "授予中小企业合同金额": "授予中小企业合同金额",
    "授予小微企业合同金额": "授予小微企业合同金额",
    "单位价值100万元（含）以上设备（不含车辆）": "单位价值100万元（含）以上设备",
}
_ASSETS = "国有资产"
_WHOLE = "车辆合计"
# Key of 原因.csv, the clause, the pattern that cuts the wording out of it.
_REASONS = (
    ("收支总计", "一", _REASON),
    ("财政拨款收支总计", "四", _REASON),
    ("一般公共预算财政拨款支出", "五（一）", _REASON),
    ("一般公共预算财政拨款基本支出", "六", f"{_REASON}其中：人员经费"),
    ("人员经费", "六", f"人员经费[^。]+{_REASON}"),
    ("公用经费", "六", f"。公用经费[^。]+{_REASON}"),
    ("公务用车购置及运行费", "九（二）2", "存在差异原因为(.+?)。其中"),
)


def find_mengjin() -> Reference:
    """Return the published document."""
    return find_document("000_*.txt", "mengjin-2024")


def submitted_clauses(reference: Reference) -> dict[str, str]:
    """Return the clauses of the published narrative."""
    return split_clauses(part_three(reference.seed))


def corrected_tables(reference: Reference) -> dict[str, Grid]:
    """Return the nine tables, corrected where the published cell cannot be right."""
    tables = {form: Grid.read(reference.case / "tables" / f"{form}.csv") for form in _FORMS}
    _correct_summaries(tables)
    _correct_functional(tables)
    _correct_details(tables)
    return tables


def write_mengjin(reference: Reference, folder: Path) -> None:
    """Write the data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = corrected_tables(reference)
    for form, table in tables.items():
        table.write(folder / f"{form}.csv")
    facts = Grid.read(reference.case / "facts.csv")
    write_rows(folder / "单位信息.csv", _identity(facts))
    write_rows(folder / "上年数.csv", _last_year(facts))
    write_rows(folder / "年初预算.csv", _budgets(facts, tables["公开05"]))
    write_rows(folder / "事项.csv", _counts(facts))
    write_rows(folder / "原因.csv", _reasons(reference))


def _correct_summaries(tables: dict[str, Grid]) -> None:
    """公开01: the income printed in the 栏次 row; 公开04: the same amount on the wrong line."""
    tables["公开01"].correct("收入-金额", "收入-项目", "栏次", old="907.94", new="1")
    tables["公开01"].correct("收入-金额", "收入-行次", "1", old="", new="907.94")
    tables["公开04"].correct("收入-金额", "收入-行次", "29", old="907.94", new="")


def _correct_functional(tables: dict[str, Grid]) -> None:
    """公开02, 03, 05: total, the code of 行政运行, the missing 20805, the cells of 229."""
    tables["公开02"].correct("财政拨款收入", _CODE, "合计", old="907.54", new="907.94")
    for form in ("公开02", "公开03", "公开05"):
        table = tables[form]
        table.correct(_CODE, _CODE, "2012901", old="2012901", new="2010301")
        parent = table.row(_CODE, "208")
        child = ["20805", "行政事业单位养老支出", *parent[2:]]
        table.rows.insert(table.rows.index(parent) + 1, child)
    for code in ("229", "22999", "2299999"):
        tables["公开03"].correct("基本支出", _CODE, code, old="", new="19.77")


def _correct_details(tables: dict[str, Grid]) -> None:
    """公开06: 302 is the sum of its items; 公开09: the two subtotals {3} and {9}."""
    staff, office = "人员经费", "公用经费"
    code, amount = "经济分类科目编码", "决算数"
    basic, public = tables["公开06"], tables["公开09"]
    basic.correct(f"{staff}-{amount}", f"{staff}-{code}", "301", old="624", new="624.00")
    basic.correct(f"{office}-{amount}", f"{office}-{code}", "302", old="231.17", new="231.70")
    subtotal = "公务用车购置及运行维护费-小计"
    public.correct(f"预算数-{subtotal}", "预算数-合计", "1.80", old="0.00", new="1.50")
    public.correct(f"决算数-{subtotal}", "预算数-合计", "1.80", old="0.00", new="2.45")


def _identity(facts: Grid) -> list[tuple[str, str]]:
    return [
        ("项目", "内容"),
        ("部门名称", facts.text("value", "item", "部门名称")),
        ("年度", facts.text("value", "item", "年度")),
        ("口径", "部门"),
        ("行文", "henan-itemised"),
        ("单位性质", "行政"),
    ]


def _last_year(facts: Grid) -> list[tuple[str, str]]:
    rows = [(key, facts.text("value", "item", f"{key} 上年数")) for key in _LAST_YEAR]
    return [("项目", "金额"), *rows]


def _budgets(facts: Grid, spending: Grid) -> list[tuple[str, str, str]]:
    rows = [("科目编码", "科目名称", "年初预算数")]
    for topic, name, value, *_ in facts.rows:
        if topic != "年初预算":
            continue
        old, new = _CORRECTED_BUDGET.get(name, (value, value))
        if value != old:
            raise ValueError(f"{name}：{value} ≠ {old}")
        code = "" if name in _BUDGET_TOTALS else spending.text(_CODE, "科目名称", name)
        rows.append((code, name, new))
    return rows


def _counts(facts: Grid) -> list[tuple[str, str, str]]:
    rows = [("项目", "数值", "单位")]
    for topic, name, value, unit, *_ in facts.rows:
        if name in _COUNTS:
            rows.append((_COUNTS[name], value, unit))
        elif topic == _ASSETS and name != _WHOLE:
            rows.append((name, value, unit))
    return rows


def _reasons(reference: Reference) -> list[tuple[str, str]]:
    clauses = submitted_clauses(reference)
    rows = [(key, cut(pattern, clauses[clause])) for key, clause, pattern in _REASONS]
    return [("事项", "原因"), *rows]
