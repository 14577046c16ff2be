"""Writes the lists and texts of a self-evaluation on top of a department's data folder."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

from oracle.folder import write_folder
from oracle.money import printed

from .draw_indicators import plain
from .figures import execution_score, grade_of, total_money, total_score, whole_score
from .model import (
    BUDGET,
    CHANGE,
    EXECUTED,
    GRADE,
    INITIAL,
    LEFT,
    NOTES,
    PURCHASED,
    SCORE,
    TO_PURCHASE,
    Evaluation,
    Indicator,
    Project,
    Whole,
)

PROJECTS, INDICATORS, MANAGEMENT = "项目绩效.csv", "绩效指标.csv", "资金管理.csv"
WHOLE, WHOLE_INDICATORS = "整体绩效.csv", "整体绩效指标.csv"
MONEY_COLUMNS = ("年初预算数", "全年预算数", "全年执行数")
_AMOUNTS = {INITIAL, CHANGE, BUDGET, EXECUTED, LEFT, TO_PURCHASE, PURCHASED}
_OF_FACTS = (INITIAL, CHANGE, BUDGET, EXECUTED, SCORE, GRADE)
_INDICATOR_COLUMNS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "指标符号",
    "年度指标值",
    "计量单位",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因及改进措施",
)
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
_OTHER_TEXTS = {
    "主要职责": "贯彻执行有关法律法规，承担本行业的管理和服务工作。",
    "机构设置": "内设办公室、业务科室和财务科室。",
    "部门评价结果": "部门评价结果已经反馈给项目实施科室，用于改进管理。",
}

Rows = list[list[str]]


def write_evaluation(evaluation: Evaluation, path: Path) -> None:
    """Write the department's folder with the lists and texts of its evaluation."""
    write_folder(evaluation.department, path, variant=evaluation.department.seed)
    write_other_texts(path)
    encoding = Random(evaluation.seed).choice(_ENCODINGS)
    for name, rows in list_rows(evaluation).items():
        write_list(path / name, rows, encoding)
    for index, project in enumerate(evaluation.projects, 1):
        text = _report_text(project, with_sign=index % 2 == 0)
        _write(path / "文字" / "项目" / f"{index:02}.md", text)
    if evaluation.whole is not None:
        for name, text in _whole_files(evaluation.whole).items():
            _write(path / "文字" / "整体绩效" / f"{name}.md", text)


def write_other_texts(path: Path) -> None:
    """Write the texts of part one and of 十三（三）, which every document has."""
    for name, text in _OTHER_TEXTS.items():
        _write(path / "文字" / f"{name}.md", text + "\n")


def write_list(path: Path, rows: Rows, encoding: str) -> None:
    """Write one list."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def list_rows(evaluation: Evaluation) -> dict[str, Rows]:
    """Return the rows of every list by file name, heads first."""
    projects = evaluation.projects
    scored = [project for project in projects if project.indicators]
    rows = {
        PROJECTS: _project_rows(evaluation),
        INDICATORS: [["项目", *_INDICATOR_COLUMNS]]
        + [[p.name, *_indicator(row)] for p in scored for row in p.indicators],
        MANAGEMENT: [["项目", "事项", "情况说明", "分值", "得分", "存在问题"]]
        + [
            [p.name, row.matter, row.situation, plain(row.marks), plain(row.score), row.problems]
            for p in scored
            for row in p.management
        ],
    }
    if evaluation.whole is not None:
        rows[WHOLE] = _whole_rows(evaluation.whole, evaluation.unit)
        head: Rows = [list(_INDICATOR_COLUMNS)]
        rows[WHOLE_INDICATORS] = head + [_indicator(row) for row in evaluation.whole.indicators]
    return rows


def _indicator(row: Indicator) -> list[str]:
    texts = (row.first, row.second, row.third, row.sign, row.target, row.unit, row.actual)
    return [*texts, plain(row.marks), plain(row.score), row.reason]


def _project_rows(evaluation: Evaluation) -> Rows:
    """Return 项目绩效.csv; columns that no row fills in are left out."""
    unit = evaluation.unit
    head = "（元）" if unit == "元" else ""
    records = [_project(project) for project in evaluation.projects]
    columns = [name for name in records[0] if any(record[name] for record in records)]
    if "自评得分" not in columns:
        columns.append("自评得分")
    titled = [name + head if name.endswith(MONEY_COLUMNS) else name for name in columns]
    return [titled, *([record[name] for name in columns] for record in records)]


def _project(project: Project) -> dict[str, str]:
    given, total = project.given, total_money(project)
    record = {
        "项目名称": project.name,
        "资金性质": project.fund,
        "科目编码": project.code,
        "年初预算数": _amount(total.initial),
        "全年预算数": _amount(total.budget),
        "全年执行数": _amount(total.executed),
    }
    for money in project.money:
        amounts = (money.initial, money.budget, money.executed)
        for column, amount in zip(MONEY_COLUMNS, amounts, strict=True):
            record[money.source + column] = _amount(amount) if given.split else ""
    marks, score = project.execution_marks, execution_score(project)
    return record | {
        "预算执行分值": plain(marks) if given.execution_marks else "",
        "预算执行得分": plain(score) if given.execution_score else "",
        "自评得分": plain(total_score(project)) if given.score else "",
        "部门评价": "是" if project.is_evaluated else "",
        "目标完成情况": project.achieved,
        "发现的问题": project.problems,
        "改进措施": project.measures,
    }


def _amount(amount: Decimal) -> str:
    return f"{amount:.2f}" if amount else "0"


def _whole_rows(whole: Whole, unit: str) -> Rows:
    """Return 整体绩效.csv; what 事项.csv holds is left out."""
    rows: Rows = [["项目", "内容"]]
    score = whole_score(whole)
    contents = {
        SCORE: plain(score),
        GRADE: grade_of(score),
        **{name: _whole_number(name, value, unit) for name, value in whole.numbers.items()},
    }
    if whole.in_facts:
        contents = {name: text for name, text in contents.items() if name not in _OF_FACTS}
    if whole.texts_in_list:
        contents |= whole.texts
    return rows + [[name, text] for name, text in contents.items()]


def _whole_number(name: str, value: Decimal, unit: str) -> str:
    """Return a number of 整体绩效.csv; amounts in 元 name their unit."""
    if name not in _AMOUNTS:
        return str(value)
    size = 10000 if unit == "万元" else 1
    return f"{printed(value * size, unit)}{'元' if unit == '元' else ''}"


def _report_text(project: Project, *, with_sign: bool) -> str:
    """Return the text of a project's report: its name, then a heading a text."""
    lines = [f"# {project.name}" if with_sign else project.name, ""]
    for heading, text in project.texts.items():
        lines += [f"# {heading}", "", text, ""]
    return "\n".join(lines)


def _whole_files(whole: Whole) -> Mapping[str, str]:
    """Return the texts of 文字/整体绩效/ by name, the notes of the indicators among them."""
    notes = "\n\n".join(f"# {third}\n\n{text}" for third, text in whole.notes.items())
    files = {NOTES: notes + "\n"}
    return files if whole.texts_in_list else files | {n: t + "\n" for n, t in whole.texts.items()}
