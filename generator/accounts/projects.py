"""项目绩效.csv: the projects of section 十三, their money by source, points for executing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.accounts.listed import given_fund, read_amount
from generator.accounts.texts import usable_text
from generator.base.codes import L09
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.evaluation import (
    CARRIED_OUT_BY,
    EXECUTION_FULL_MARKS,
    EXECUTION_SCORE,
    MONEY_SOURCES,
    POINTS,
)
from generator.field.funds import fund_of
from generator.model.accounts import Project
from generator.model.evaluation import ProjectMoney
from generator.model.finding import Finding, finding
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from generator.model.accounts import ListedAmount
    from generator.model.records import Record

_TOTAL_NAMES = {zh.TOTAL, zh.GRAND_TOTAL, zh.SUBTOTAL}
_YES = {"是", "√", "Y", "y", "1", "有", "已开展"}
_NO = {"否", "×", "N", "n", "0", "无", "未开展"}


def read_projects(
    records: tuple[Record, ...], published: str, findings: list[Finding]
) -> tuple[Project, ...]:
    """Return the projects of 十三, in the order of the file."""
    projects = []
    for record in records:
        name = squash(record.text(zh.PROJECT_NAME))
        if not name:
            continue
        if name in _TOTAL_NAMES:
            findings.append(_total_row(record))
            continue
        projects.append(_read_project(record, published, findings))
    return tuple(projects)


def _read_project(record: Record, published: str, findings: list[Finding]) -> Project:
    def money(column: str) -> ListedAmount | None:
        unit = record.units.get(column, zh.TEN_THOUSAND_YUAN)
        return read_amount(record, column, unit, published, findings)

    def points(column: str) -> ListedAmount | None:
        return read_amount(record, column, POINTS, published, findings)

    code = squash(record.text(zh.SUBJECT_CODE))
    fund = given_fund(record, findings)
    split = (
        ProjectMoney(
            source,
            money(f"{source}{zh.INITIAL_BUDGET}"),
            money(f"{source}{zh.FULL_YEAR_BUDGET}"),
            money(f"{source}{zh.FULL_YEAR_EXECUTION}"),
        )
        for source in MONEY_SOURCES
    )
    return Project(
        name=record.text(zh.PROJECT_NAME),
        fund=fund or (fund_of(code) if code else ""),
        code=code,
        full_year_budget=money(zh.FULL_YEAR_BUDGET),
        executed=money(zh.FULL_YEAR_EXECUTION),
        score=points(zh.SELF_SCORE),
        evaluated=_is_evaluated(record, findings),
        achieved=usable_text(record, zh.TARGETS_MET, findings),
        problems=usable_text(record, zh.PROBLEMS_FOUND, findings),
        measures=usable_text(record, zh.IMPROVEMENTS, findings),
        place=record.places[zh.PROJECT_NAME],
        initial_budget=money(zh.INITIAL_BUDGET),
        money=tuple(one for one in split if _is_given(one)),
        execution_marks=points(EXECUTION_FULL_MARKS),
        execution_score=points(EXECUTION_SCORE),
        carried_out_by=record.text(CARRIED_OUT_BY).strip(),
    )


def _is_given(money: ProjectMoney) -> bool:
    return any((money.initial_budget, money.full_year_budget, money.executed))


def _is_evaluated(record: Record, findings: list[Finding]) -> bool:
    """Whether a project is under 部门评价; another word than 是 or 否 is a finding."""
    word = squash(record.text(zh.DEPARTMENT_RATING))
    if word and word not in {*_YES, *_NO}:
        findings.append(
            unknown_key(
                word, ("是", "否"), record.places[zh.DEPARTMENT_RATING], zh.DEPARTMENT_RATING
            )
        )
    return word in _YES


def _total_row(record: Record) -> Finding:
    return finding(
        L09,
        f"项目绩效.csv 的“{record.text(zh.PROJECT_NAME)}”行不是项目，没有计入；合计由程序计算",
        record.places[zh.PROJECT_NAME],
        severity=Severity.WARNING,
    )
