"""Xinxiang 2024 (profile henan) as a data folder: figures from its case, wording from its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from published.clauses import cut, part_three, split_clauses
from published.grid import Grid, write_rows
from published.reference import Reference, find_document

if TYPE_CHECKING:
    from pathlib import Path

_FORMS = tuple(f"公开{number:02}" for number in range(1, 10))
_PRINTED_FORM = {"公开06": "公开06_原版式"}
_BUDGET = "年初预算_"
_BUDGET_TOTALS = {
    "一般公共预算_合计": "一般公共预算财政拨款支出",
    "政府性基金": "政府性基金预算财政拨款支出",
    "国有资本经营": "国有资本经营预算财政拨款支出",
}
_LAST_YEAR = {
    "收支总计": "上年_收支总计",
    "财政拨款收支总计": "上年_收支总计",
    "一般公共预算财政拨款支出": "上年_一般公共预算财政拨款支出",
    "机关运行经费": "上年_机关运行经费",
}
_COUNTS = {
    "因公出国（境）团组数": "三公_因公出国团组",
    "因公出国（境）人次": "三公_因公出国人次",
    "公务用车购置数": "三公_购置车辆",
    "公务用车保有量": "三公_公务用车保有量",
    "外宾接待支出": "三公_外宾接待支出",
    "外宾接待团组数": "三公_外宾团组",
    "外宾接待人次": "三公_外宾人次",
    "国内接待支出": "三公_国内接待支出",
    "国内接待团组数": "三公_国内来访团组",
    "国内接待人次": "三公_国内来宾",
    "政府采购支出总额": "政府采购_总额",
    "政府采购货物支出": "政府采购_货物",
    "政府采购工程支出": "政府采购_工程",
    "政府采购服务支出": "政府采购_服务",
    "授予中小企业合同金额": "政府采购_授予中小企业",
    "授予小微企业合同金额": "政府采购_授予小微企业",
    "单位价值100万元（含）以上设备": "设备_100万元以上",
}
_VEHICLE = "车辆_"
_WHOLE = "车辆_合计"
_REASON = "主要原因是(.+)。$"
# Key of 原因.csv, the clause, the pattern that cuts the wording out of it.
_REASONS = (
    ("收支总计", "一", _REASON),
    ("财政拨款收支总计", "四", _REASON),
    ("一般公共预算财政拨款支出", "五（一）", _REASON),
    ("政府性基金用途", "七", "主要用于：(.+)。$"),
    ("“三公”经费", "九（一）", _REASON),
    ("公务用车运行用途", "九（二）2", "主要用于，(.+?)。2024年期末"),
    ("公务接待费", "九（二）3", "主要原因是(.+?)。其中"),
    ("国内接待用途", "九（二）3", "主要用于(.+?)。2024年共"),
    ("机关运行经费", "十", _REASON),
)


def find_xinxiang() -> Reference:
    """Return the published document."""
    return find_document("004_*.txt", "xinxiang-2024")


def submitted_clauses(reference: Reference) -> dict[str, str]:
    """Return the clauses of the published narrative."""
    return split_clauses(part_three(reference.seed))


def read_facts(reference: Reference) -> Grid:
    """Return the figures that only the narrative has."""
    return Grid.read(reference.case / "facts.csv")


def write_xinxiang(reference: Reference, folder: Path) -> None:
    """Write the data folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in _FORMS:
        source = _PRINTED_FORM.get(form, form)
        Grid.read(reference.case / "tables" / f"{source}.csv").write(folder / f"{form}.csv")
    facts = read_facts(reference)
    write_rows(folder / "单位信息.csv", _identity(reference))
    write_rows(folder / "上年数.csv", _last_year(facts))
    write_rows(folder / "年初预算.csv", _budgets(facts))
    write_rows(folder / "事项.csv", _counts(facts))
    write_rows(folder / "原因.csv", _reasons(reference, facts))


def _identity(reference: Reference) -> list[tuple[str, str]]:
    return [
        ("项目", "内容"),
        ("部门名称", cut(r"部门名称：\s*(\S+)", reference.seed)),
        ("年度", cut(r"(\d{4})\s*年度", reference.seed)),
        ("口径", "部门"),
        ("行文", "henan"),
        ("单位性质", "行政"),
    ]


def _last_year(facts: Grid) -> list[tuple[str, str]]:
    rows = [(key, facts.text("value", "key", fact)) for key, fact in _LAST_YEAR.items()]
    return [("项目", "金额"), *rows]


def _budget_facts(facts: Grid) -> list[tuple[str, str]]:
    """Return what follows 年初预算_ (合计, or code_name) and its value."""
    return [
        (row[0].removeprefix(_BUDGET), row[1]) for row in facts.rows if row[0].startswith(_BUDGET)
    ]


def _budgets(facts: Grid) -> list[tuple[str, str, str]]:
    rows = [("科目编码", "科目名称", "年初预算数")]
    for name, value in _budget_facts(facts):
        if name in _BUDGET_TOTALS:
            rows.append(("", _BUDGET_TOTALS[name], value))
        else:
            code, _, title = name.partition("_")
            rows.append((code, title, value))
    return rows


def _counts(facts: Grid) -> list[tuple[str, str, str]]:
    names = dict(_COUNTS)
    for row in facts.rows:
        if row[0].startswith(_VEHICLE) and row[0] != _WHOLE:
            names[row[0].removeprefix(_VEHICLE)] = row[0]
    rows = [
        (key, facts.text("value", "key", fact), facts.text("unit", "key", fact))
        for key, fact in names.items()
    ]
    return [("项目", "数值", "单位"), *rows]


def _reasons(reference: Reference, facts: Grid) -> list[tuple[str, str]]:
    clauses = submitted_clauses(reference)
    rows = [(key, cut(pattern, clauses[clause])) for key, clause, pattern in _REASONS]
    codes = [
        name.partition("_")[0] for name, _ in _budget_facts(facts) if name not in _BUDGET_TOTALS
    ]
    rows += [
        (code, cut(_REASON, clauses[f"五（三）{number}"]))
        for number, code in enumerate(codes, start=1)
    ]
    return [("事项", "原因"), *rows]
