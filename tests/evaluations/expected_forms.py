"""What the form and the report of a project must say."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .expectation import (
    BUDGET,
    EXECUTION,
    FORM,
    GRADE,
    MARKS,
    NAME,
    NUMBER,
    RATE,
    REPORT,
    SCORE,
    TEXT,
    TOTAL,
    Expected,
)
from .figures import (
    execution_score,
    grade_of,
    rate,
    total_marks,
    total_money,
    total_score,
)
from .model import Indicator, Money, Project

_COLUMNS = ("年初预算数", "全年预算数", "全年执行数")


def _amounts(money: Money) -> Iterator[tuple[str, str, Decimal]]:
    """Yield kind, column and amount of one source."""
    amounts = (money.initial, money.budget, money.executed)
    for column, amount in zip(_COLUMNS, amounts, strict=True):
        yield EXECUTION if column == _COLUMNS[2] else BUDGET, column, amount


def _money(place: str, project: Project) -> Iterator[Expected]:
    """Yield the table of the money by source: three amounts and the rate of each."""
    for money in (total_money(project), *project.money):
        row = money.source
        for kind, column, amount in _amounts(money):
            label = f"{row}{column}"
            yield Expected(place, kind, project.name, label, amount, row=row, column=column)
        share = rate(money.executed, money.budget)
        if share is not None:
            label = f"{row}执行率"
            yield Expected(place, RATE, project.name, label, share, row=row, column="执行率")


def form_figures(project: Project) -> Iterator[Expected]:
    """Yield what 项目支出绩效自评表 of a project must say."""

    def cell(kind: str, value: Decimal | str, row: str, column: str = "") -> Expected:
        return Expected(FORM, kind, project.name, row + column, value, row=row, column=column)

    yield cell(NAME, project.name, "项目名称")
    yield from _money(FORM, project)
    total = total_money(project).source
    yield cell(MARKS, project.execution_marks, total, "分值")
    yield cell(SCORE, execution_score(project), total, "得分")
    for one in project.management:
        yield cell(MARKS, one.marks, one.matter, "分值")
        yield cell(SCORE, one.score, one.matter, "得分")
        yield cell(TEXT, one.situation, one.matter, "情况说明")
    for row in project.indicators:
        yield cell(MARKS, row.marks, row.third, "分值")
        yield cell(SCORE, row.score, row.third, "得分")
        yield cell(TEXT, row.wanted, row.third, "年度指标值")
        yield cell(TEXT, row.reached, row.third, "实际完成值")
        if row.reason:
            yield cell(TEXT, row.reason, row.third, "偏差原因分析及改进措施")
    yield cell(MARKS, total_marks(project), "总分", "分值")
    yield cell(TOTAL, total_score(project), "总分", "得分")


def report_figures(project: Project) -> Iterator[Expected]:
    """Yield what 财政项目支出绩效自评报告 of a project must say."""

    def said(kind: str, label: str, value: Decimal | str, pattern: str) -> Expected:
        return Expected(REPORT, kind, project.name, label, value, pattern)

    score = total_score(project)
    yield said(NAME, "项目名称", project.name, "^项目名称[：:](.*)$")
    yield from _money(REPORT, project)
    for one in project.management:
        yield Expected(
            REPORT,
            TEXT,
            project.name,
            f"{one.matter}情况说明",
            one.situation,
            row=one.matter,
            column="情况说明",
        )
    yield said(TOTAL, "总得分", score, f"总得分{NUMBER}分")
    yield said(GRADE, "等级", grade_of(score), "总得分[^。]*“(.)”")
    for row in project.indicators:
        yield from _sentence(project, row)


def _sentence(project: Project, row: Indicator) -> Iterator[Expected]:
    """Yield the sentence on an indicator: what was wanted and reached, marks, score, reason."""
    opening = f"^{re.escape(row.third)}指标值"

    def said(kind: str, label: str, value: Decimal | str, pattern: str) -> Expected:
        label = f"{row.third}{label}"
        return Expected(REPORT, kind, project.name, label, value, f"{opening}{pattern}")

    yield said(TEXT, "指标值", row.wanted, "(.*?)，完成值")
    yield said(TEXT, "完成值", row.reached, ".*?，完成值(.*?)，分值")
    yield said(MARKS, "分值", row.marks, f".*?，分值{NUMBER}分")
    yield said(SCORE, "得分", row.score, f".*?，得分{NUMBER}分")
    if row.reason:
        yield said(TEXT, "扣分原因", row.reason, ".*?扣分原因为?：(.*?)[。；]?$")
