"""Forms (自评表) and tables of money in a submitted file, beside what 十三 and the reports say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.money import CENT, HUNDRED, UNIT_SIZES, divide, format_plain, round_half_up
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.finding import finding
from generator.model.submission import Mark
from generator.review import rules
from generator.review.evaluation.projects import pair_names
from generator.review.evaluation.tables import (
    YUAN,
    amounts_in,
    amounts_of,
    is_money_right,
    may_agree,
    number_of,
    read_money_table,
    readable_forms,
)
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.model.accounts import ListedAmount, Project
    from generator.model.evaluation_form import EvaluationForm, FormCell, FormRow
    from generator.model.finding import Finding
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.evaluation.reports import Indicator, Report
    from generator.review.evaluation.tables import Amount, MoneyRow, SubmittedTable
    from generator.review.text.claims import Claim


def check_forms(
    tables: Sequence[SubmittedTable],
    projects: Sequence[ProjectSaid],
    reports: Sequence[Report],
    judged: Judged,
) -> None:
    """Hold each form against 十三's paragraph and the report on the same project."""
    forms = readable_forms(tables)
    names = [form.project.text if form.project else "" for form in forms]
    of_projects = pair_names(names, [project.name for project in projects])
    of_reports = pair_names(names, [report.project for report in reports])
    for index, form in enumerate(forms):
        if index in of_projects:
            _check_project(form, projects[of_projects[index]], judged)
        if index in of_reports:
            _check_report(form, reports[of_reports[index]], judged)


def _check_project(form: EvaluationForm, project: ProjectSaid, judged: Judged) -> None:
    total = form.money_of(evaluation.MONEY_TOTAL)
    for name, claim in (
        (zh.FULL_YEAR_BUDGET, project.budget),
        (zh.FULL_YEAR_EXECUTION, project.executed),
    ):
        cell = total.cells.get(name) if total else None
        amounts = amounts_in(cell, form.unit)
        if claim is None or cell is None or not amounts:
            continue
        differs = _differs(amounts, claim)
        _hold(project, claim, name, cell, form.unit, differs=differs, judged=judged)
    score = form.score
    if score is not None and score.number is not None and project.score is not None:
        differs = score.number != project.score.mention.value
        _hold(project, project.score, zh.SELF_SCORE, score, "", differs=differs, judged=judged)


def _differs(amounts: Sequence[Amount], claim: Claim) -> bool:
    """Whether an amount of 十三 is none of those that another one may be."""
    unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
    return not may_agree(
        amounts_of(claim.mention.value, unit if unit in UNIT_SIZES else YUAN), amounts
    )


def _hold(  # noqa: PLR0913 - both sides of one comparison
    project: ProjectSaid,
    claim: Claim,
    name: str,
    cell: FormCell,
    unit: str,
    *,
    differs: bool,
    judged: Judged,
) -> None:
    passage, mention = project.paragraph.passage, claim.mention
    judged.stand(passage, [mention.start])
    if not differs:
        return
    written = cell.text if cell.unit else f"{cell.text}{unit}"
    message = f"“{project.name}”的{name}写作{mention.text}{mention.unit}，自评表为{written}"
    spot = judged.spot(project.paragraph.where, passage, mention.start, mention.unit_end)
    evidence = Evidence(mention.value, cell.number, cells=[cell.place])
    judged.tell(rules.CONTRADICTION, message, spot, evidence)


def _check_report(form: EvaluationForm, report: Report, judged: Judged) -> None:
    """Total and indicators of a report are those of the form."""
    for total in report.totals:
        points = total.scored.score
        if points is None or form.score is None or form.score.number is None:
            continue
        judged.stand(total.scored.passage, [points.start])
        if points.value != form.score.number:
            message = f"总得分写作{points.value}分，自评表为{form.score.text}"
            spot = judged.spot(total.scored.where, total.scored.passage, points.start, points.end)
            evidence = Evidence(points.value, form.score.number, cells=[form.score.place])
            judged.tell(rules.CONTRADICTION, message, spot, evidence)
    rows: dict[str, FormRow] = {}
    for row in form.indicators:
        rows.setdefault(key_of(row.label), row)
    for one in report.indicators:
        found = rows.get(key_of(one.scored.name))
        if found is not None:
            _check_indicator(one, found, judged)


def _check_indicator(one: Indicator, row: FormRow, judged: Judged) -> None:
    scored = one.scored
    passage = scored.passage
    said = (
        (evaluation.FULL_MARKS, scored.full and (scored.full.value, scored.full.start)),
        (zh.SCORE, scored.score and (scored.score.value, scored.score.start)),
        (evaluation.TARGET, scored.target and (scored.target.number, scored.target.start)),
        (evaluation.ACTUAL, scored.actual and (scored.actual.number, scored.actual.start)),
    )
    for name, stated in said:
        cell = row.cells.get(name)
        number = number_of(cell)
        if not stated or cell is None or stated[0] is None or number is None:
            continue
        value, start = stated
        judged.stand(passage, [start])
        if value == number:
            continue
        message = f"{scored.name}的{name}写作{value}，自评表为{cell.text}"
        spot = judged.spot(scored.where, passage, start, start + len(str(value)))
        evidence = Evidence(value, number, cells=[cell.place])
        judged.tell(rules.CONTRADICTION, message, spot, evidence)


def check_money_tables(
    tables: Sequence[SubmittedTable],
    reports: Sequence[Report],
    matched: Mapping[int, ProjectSaid],
    judged: Judged,
) -> None:
    """Hold the tables of money of the reports, one a report in their order, against 十三."""
    moneys = [(table, rows) for table in tables if (rows := _money_of(table))]
    own = [index for index, report in enumerate(reports) if not report.is_whole]
    for table, rows in moneys:
        for row in rows:
            if is_money_right(row) is False:
                judged.marks.append(_wrong_rate(table, row))
    if len(moneys) != len(own):
        return
    for index, (table, rows) in zip(own, moneys, strict=True):
        project = matched.get(index)
        if project is not None:
            _check_money(table, rows[0], project, judged)


def _money_of(table: SubmittedTable) -> tuple[MoneyRow, ...]:
    return () if table.forms else read_money_table(table.sheet)


def _wrong_rate(table: SubmittedTable, row: MoneyRow) -> Mark:
    budget, executed = row.amounts[zh.FULL_YEAR_BUDGET], row.amounts[zh.FULL_YEAR_EXECUTION]
    right = round_half_up(divide(executed * HUNDRED, budget))
    place = table.sheet.place(*row.cells[-1], row_name=row.label, column_name=EXECUTION_RATE)
    message = f"{row.label}的执行率写作{row.rate}%，按所列的数应为 {right}%"
    words = f"{format_plain(executed)} ÷ {format_plain(budget)} × 100"
    return Mark(
        finding(rules.COMPUTED, message, place, stated=row.rate, expected=right, formula=words)
    )


def _check_money(
    table: SubmittedTable, row: MoneyRow, project: ProjectSaid, judged: Judged
) -> None:
    for at, name in enumerate(evaluation.MONEY_COLUMNS):
        claim = {zh.FULL_YEAR_BUDGET: project.budget, zh.FULL_YEAR_EXECUTION: project.executed}.get(
            name
        )
        amount = row.amounts.get(name)
        if claim is None or amount is None:
            continue
        passage, mention = project.paragraph.passage, claim.mention
        judged.stand(passage, [mention.start])
        if not _differs(amounts_of(amount, row.unit), claim):
            continue
        number, column = row.cells[at]
        text = table.sheet.rows[number][column]
        message = (
            f"“{project.name}”的{name}写作{mention.text}{mention.unit}，"
            f"报告的“{table.sheet.rows[0][0]}”为{text}"
        )
        spot = judged.spot(project.paragraph.where, passage, mention.start, mention.unit_end)
        place = table.sheet.place(number, column, row_name=row.label, column_name=name)
        judged.tell(rules.CONTRADICTION, message, spot, Evidence(cells=[place]))


def compare_with_data(
    tables: Sequence[SubmittedTable], projects: Sequence[Project]
) -> Iterator[Finding]:
    """Yield what a form has otherwise than the project of the same name in the data."""
    forms = readable_forms(tables)
    names = [form.project.text if form.project else "" for form in forms]
    for index, at in pair_names(names, [project.name for project in projects]).items():
        yield from _compare_with_project(forms[index], projects[at])


def _compare_with_project(form: EvaluationForm, project: Project) -> Iterator[Finding]:
    total = form.money_of(evaluation.MONEY_TOTAL)
    money = total.cells if total is not None else {}
    for name, cell, listed in (
        (zh.FULL_YEAR_BUDGET, money.get(zh.FULL_YEAR_BUDGET), project.full_year_budget),
        (zh.FULL_YEAR_EXECUTION, money.get(zh.FULL_YEAR_EXECUTION), project.executed),
        (zh.SELF_SCORE, form.score, project.score),
    ):
        if cell is None or cell.number is None or listed is None or listed.value is None:
            continue
        unit = (cell.unit or form.unit) if listed.unit in UNIT_SIZES else ""
        if _is_same(cell, unit, listed):
            continue
        written = cell.text if cell.unit else f"{cell.text}{unit}"
        right = f"{format_plain(listed.value)}{listed.unit}"
        message = f"“{project.name}”自评表的{name}是{written}，数据为 {right}"
        expected = listed.value
        if unit in UNIT_SIZES:
            expected = expected * UNIT_SIZES[listed.unit] / UNIT_SIZES[unit]
        places = (cell.place, listed.source.place)
        yield finding(rules.TABLE, message, *places, stated=cell.number, expected=expected)


def _is_same(cell: FormCell, unit: str, listed: ListedAmount) -> bool:
    """Whether a cell may be what a list has, both as exactly as they are printed."""
    if listed.value is None or cell.number is None:
        return True
    if listed.unit not in UNIT_SIZES:
        return abs(cell.number - listed.value) <= CENT / 2
    amounts = amounts_in(cell, unit)
    return not amounts or may_agree(amounts_of(listed.value, listed.unit), amounts)
