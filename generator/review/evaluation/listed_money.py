"""Money of a project in forms and reports beside the data: each source, each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import UNIT_SIZES, format_plain
from generator.field import evaluation, zh
from generator.model.finding import finding
from generator.review import rules
from generator.review.evaluation.form_rates import money_of_reports, place_of, text_of
from generator.review.evaluation.projects import project_key
from generator.review.evaluation.reports import read_reports
from generator.review.evaluation.tables import amounts_in, amounts_of, may_agree, readable_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.accounts import ListedAmount, Project
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.submission import Submission
    from generator.review.evaluation.tables import Amount, SubmittedTable


class _Printed(NamedTuple):
    """An amount of a project that a form or report prints; `amounts` are what it may be."""

    where: str
    source: str
    column: str
    amounts: Sequence[Amount]
    text: str
    place: Place


def compare_money_with_data(
    tables: Sequence[SubmittedTable], submission: Submission, projects: Sequence[Project]
) -> Iterator[Finding]:
    """Yield the amounts that forms and reports have otherwise than the project in the data.

    The budget and execution of a form's total are compared with it elsewhere.
    """
    by_key = {project_key(project.name): project for project in projects}
    for name, printed in (*_of_forms(tables), *_of_reports(tables, submission)):
        project = by_key.get(project_key(name))
        if project is None:
            continue
        listed = _listed(project)
        for one in printed:
            right = listed.get((one.source, one.column))
            if right is not None and _is_other(one, right):
                yield _differs(project, one, right)


def _is_other(one: _Printed, right: ListedAmount) -> bool:
    if right.value is None or right.unit not in UNIT_SIZES:
        return False
    return not may_agree(one.amounts, amounts_of(right.value, right.unit))


def _listed(project: Project) -> Mapping[tuple[str, str], ListedAmount | None]:
    total = (project.initial_budget, project.full_year_budget, project.executed)
    rows = {evaluation.MONEY_TOTAL: total}
    for one in project.money:
        rows[one.source] = (one.initial_budget, one.full_year_budget, one.executed)
    return {
        (source, column): amount
        for source, amounts in rows.items()
        for column, amount in zip(evaluation.MONEY_COLUMNS, amounts, strict=True)
    }


def _differs(project: Project, one: _Printed, right: ListedAmount) -> Finding:
    value = format_plain(right.value) if right.value is not None else ""
    message = (
        f"“{project.name}”{one.where}的{one.source}{one.column}是{one.text}，"
        f"数据为 {value}{right.unit}"
    )
    stated = one.amounts[0].value / UNIT_SIZES[right.unit]
    places = (one.place, right.source.place)
    return finding(rules.TABLE, message, *places, stated=stated, expected=right.value)


def _of_forms(tables: Sequence[SubmittedTable]) -> Iterator[tuple[str, list[_Printed]]]:
    for form in readable_forms(tables):
        printed = [
            _Printed("自评表", row.label, column, amounts, cell.text, cell.place)
            for row in form.money
            for column, cell in row.cells.items()
            if column in evaluation.MONEY_COLUMNS
            and (row.label != evaluation.MONEY_TOTAL or column == zh.INITIAL_BUDGET)
            and (amounts := amounts_in(cell, form.unit))
        ]
        if form.project is not None:
            yield form.project.text, printed


def _of_reports(
    tables: Sequence[SubmittedTable], submission: Submission
) -> Iterator[tuple[str, list[_Printed]]]:
    for money in money_of_reports(tables, read_reports(submission)):
        if money.report is not None:
            yield (
                money.report.project,
                [
                    _Printed(
                        "报告",
                        row.label,
                        column,
                        amounts_of(amount, row.unit),
                        text_of(money, row, column),
                        place_of(money, row, column),
                    )
                    for row in money.rows
                    for column, amount in row.amounts.items()
                ],
            )
