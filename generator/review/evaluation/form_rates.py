"""Money in forms and in the tables of reports: rates, sources that make the whole, one project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.base.money import (
    CENT,
    HUNDRED,
    TEN_THOUSAND,
    UNIT_SIZES,
    ZERO,
    divide,
    format_plain,
    round_half_up,
)
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.finding import finding
from generator.model.submission import Mark, MentionKind
from generator.review import rules
from generator.review.evaluation.projects import project_key
from generator.review.evaluation.tables import (
    amounts_in,
    amounts_of,
    fits_rate,
    in_percent,
    is_money_right,
    may_agree,
    read_money_table,
    readable_forms,
)
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.evaluation_form import EvaluationForm, FormRow
    from generator.model.place import Place
    from generator.model.submission import Mention
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.evaluation.reports import Report
    from generator.review.evaluation.tables import MoneyRow, SubmittedTable

_ENDS = re.compile("[。；;\\n]|其中")


class ReportMoney(NamedTuple):
    """The table of money of a report, None where it is not known of which."""

    report: Report | None
    table: SubmittedTable
    rows: tuple[MoneyRow, ...]


class _Rated(NamedTuple):
    """A row of money with its rate: amounts in the unit of the table, the cell as printed."""

    label: str
    budget: Decimal
    executed: Decimal
    rate: Decimal
    text: str
    place: Place


def check_form_rates(tables: Sequence[SubmittedTable], judged: Judged) -> None:
    """Each 执行率 of a form is its 全年执行数 ÷ 全年预算数."""
    for form in readable_forms(tables):
        rows = [rated for row in form.money if (rated := _rated(form, row))]
        whose = f"“{form.project.text if form.project else ''}”自评表"
        wrong = [row for row in rows if not fits_rate(row.executed, row.budget, row.rate)]
        for row in wrong:
            right = round_half_up(divide(row.executed * HUNDRED, row.budget))
            _tell_rate(row, whose, right, judged)
        _check_same([row for row in rows if row not in wrong], whose, judged)


def check_said_rates(
    tables: Sequence[SubmittedTable], projects: Sequence[ProjectSaid], judged: Judged
) -> None:
    """The rate that 十三 gives of a project is that of the form, to the digits of both."""
    by_key = {project.key: project for project in projects}
    for form in readable_forms(tables):
        total = form.money_of(evaluation.MONEY_TOTAL)
        rated = _rated(form, total) if total is not None else None
        project = by_key.get(project_key(form.project.text)) if form.project else None
        said = _rate_said(project) if project is not None else None
        if rated is None or project is None or said is None:
            continue
        passage = project.paragraph.passage
        judged.stand(passage, [said.start])
        decimals = min(_decimals(rated.rate), said.decimals)
        if round_half_up(said.value, decimals) == round_half_up(rated.rate, decimals):
            continue
        message = f"“{project.name}”的{EXECUTION_RATE}写作{said.text}%，自评表为{rated.text}"
        spot = judged.spot(project.paragraph.where, passage, said.start, said.unit_end)
        evidence = Evidence(said.value, rated.rate, cells=[rated.place])
        judged.tell(rules.CONTRADICTION, message, spot, evidence)


def _rate_said(project: ProjectSaid) -> Mention | None:
    """Return the rate that stands in the same sentence behind what a project has spent."""
    if project.executed is None:
        return None
    since = project.executed.mention.unit_end
    text = project.paragraph.passage.text
    later = (m for m in project.paragraph.mentions if m.start >= since)
    said = next((m for m in later if m.kind is MentionKind.RATE), None)
    return said if said is not None and not _ENDS.search(text, since, said.start) else None


def _rated(form: EvaluationForm, row: FormRow) -> _Rated | None:
    cell = row.cells.get(EXECUTION_RATE)
    columns = (zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION)
    amounts = [amounts_in(row.cells.get(name), form.unit) for name in columns]
    if cell is None or cell.number is None or not all(amounts) or not amounts[0][0].value:
        return None
    # A rate is the same in either unit; it is that of the amounts as they are printed.
    size, rate = UNIT_SIZES.get(form.unit, TEN_THOUSAND), cell.number
    budget, executed = (one[0].value / size for one in amounts)
    if cell.unit != "%":
        rate = in_percent(executed, budget, rate)
    place = cell.place._replace(row=cell.place.row or row.label)
    return _Rated(row.label, budget, executed, rate, cell.text, place)


def _check_same(rows: Sequence[_Rated], whose: str, judged: Judged) -> None:
    """Small amounts have many rates: but a source that is the whole has the rate of the whole."""
    total = next((row for row in rows if row.label == evaluation.MONEY_TOTAL), None)
    for row in rows:
        if total is None or (row.budget, row.executed) != (total.budget, total.executed):
            continue
        decimals = min(_decimals(row.rate), _decimals(total.rate))
        if round_half_up(row.rate, decimals) != round_half_up(total.rate, decimals):
            _tell_rate(row, whose, round_half_up(total.rate), judged)


def _decimals(rate: Decimal) -> int:
    return max(0, -int(rate.as_tuple().exponent))


def _tell_rate(row: _Rated, whose: str, right: Decimal, judged: Judged) -> None:
    message = f"{whose}{row.label}的{EXECUTION_RATE}写作{row.text}，按所列的数应为 {right}%"
    words = f"{format_plain(row.executed)} ÷ {format_plain(row.budget)} × 100"
    wrong = finding(
        rules.COMPUTED, message, row.place, stated=row.rate, expected=right, formula=words
    )
    judged.marks.append(Mark(wrong))


def money_of_reports(
    tables: Sequence[SubmittedTable], reports: Sequence[Report]
) -> Iterator[ReportMoney]:
    """Yield the tables of money with their reports: one a report, in their order.

    Where there are more or fewer tables than reports, nobody knows whose they are.
    """
    moneys = [
        (table, rows)
        for table in tables
        if not table.forms and (rows := read_money_table(table.sheet))
    ]
    own = [report for report in reports if not report.is_whole]
    paired = len(own) == len(moneys)
    for at, (table, rows) in enumerate(moneys):
        yield ReportMoney(own[at] if paired else None, table, rows)


def check_report_money(
    tables: Sequence[SubmittedTable], moneys: Sequence[ReportMoney], judged: Judged
) -> None:
    """The sources of a report's table make its total; each amount is the form's."""
    by_key = {project_key(f.project.text): f for f in readable_forms(tables) if f.project}
    for money in moneys:
        rows = [rated for row in money.rows if (rated := _rated_of_table(money, row))]
        _check_same(rows, _whose(money), judged)
        told = set(_check_sums(money, judged))
        project = money.report.project if money.report else ""
        form = by_key.get(project_key(project)) if project else None
        if form is not None:
            _check_against_form(money, form, told, judged)
            _check_rates_against_form(rows, form, judged)


def _whose(money: ReportMoney) -> str:
    project = money.report.project if money.report else ""
    return f"“{project}”报告中" if project else ""


def _rated_of_table(money: ReportMoney, row: MoneyRow) -> _Rated | None:
    """Return a row whose rate may be right: of a wrong one it is told elsewhere."""
    if row.rate is None or is_money_right(row) is not True:
        return None
    budget, executed = row.amounts[zh.FULL_YEAR_BUDGET], row.amounts[zh.FULL_YEAR_EXECUTION]
    sheet, (at, column) = money.table.sheet, row.cells[-1]
    place = sheet.place(at, column, row_name=row.label, column_name=EXECUTION_RATE)
    return _Rated(row.label, budget, executed, row.rate, squash(sheet.rows[at][column]), place)


def _check_sums(money: ReportMoney, judged: Judged) -> Iterator[str]:
    """Yield the columns whose sources do not make the total, having told of them.

    Less than the total is told only where the remainder (单位资金) has a row of its own: 其中 may
    name some of the sources.
    """
    by_label = {row.label: row for row in money.rows}
    total = by_label.get(evaluation.MONEY_TOTAL)
    parts = [by_label[one] for one in evaluation.MONEY_SOURCES if one in by_label]
    if total is None or not parts:
        return
    whole = evaluation.OWN_MONEY in by_label
    for name in evaluation.MONEY_COLUMNS:
        stated = total.amounts.get(name)
        known = [row.amounts[name] for row in parts if name in row.amounts]
        if stated is None or not known:
            continue
        made = sum(known, ZERO)
        room = CENT * (len(known) + 1) / 2
        if made - stated <= room and (stated - made <= room or not whole):
            continue
        own = [row for row in parts if name in row.amounts]
        words = " + ".join(f"{row.label} {text_of(money, row, name)}" for row in own)
        message = (
            f"{_whose(money)}{evaluation.MONEY_TOTAL}的{name}写作{text_of(money, total, name)}，"
            f"各项资金合计 {format_plain(made)}（{words}）"
        )
        places = [place_of(money, row, name) for row in (total, *own)]
        wrong = finding(
            rules.OWN_SUM,
            message,
            *places,
            stated=stated,
            expected=made,
            formula=words,
        )
        judged.marks.append(Mark(wrong))
        yield name


def _check_against_form(
    money: ReportMoney, form: EvaluationForm, told: set[str], judged: Judged
) -> None:
    """Each source and column of the report is that of the form; `told` are left out."""
    project = form.project.text if form.project else ""
    for row in money.rows:
        other = form.money_of(row.label)
        for name, amount in row.amounts.items() if other else ():
            cell = other.cells.get(name) if other else None
            listed = amounts_in(cell, form.unit)
            if cell is None or not listed or name in told:
                continue
            if may_agree(amounts_of(amount, row.unit), listed):
                continue
            message = (
                f"“{project}”报告中{row.label}的{name}写作{text_of(money, row, name)}，"
                f"自评表为{cell.text}{'' if cell.unit else form.unit}"
            )
            places = (place_of(money, row, name), cell.place)
            judged.marks.append(Mark(finding(rules.CONTRADICTION, message, *places)))


def _check_rates_against_form(rows: Sequence[_Rated], form: EvaluationForm, judged: Judged) -> None:
    """Each rate of the report is that of the form, to the digits of both.

    Of small amounts either may be right by itself: but it is one rate.
    """
    project = form.project.text if form.project else ""
    for row in rows:
        listed = form.money_of(row.label)
        other = _rated(form, listed) if listed is not None else None
        if other is None or not fits_rate(other.executed, other.budget, other.rate):
            continue
        decimals = min(_decimals(row.rate), _decimals(other.rate))
        if round_half_up(row.rate, decimals) != round_half_up(other.rate, decimals):
            message = (
                f"“{project}”报告中{row.label}的{EXECUTION_RATE}写作{row.text}，"
                f"自评表为{other.text}"
            )
            judged.marks.append(Mark(finding(rules.CONTRADICTION, message, row.place, other.place)))


def _cell(row: MoneyRow, name: str) -> tuple[int, int]:
    return row.cells[evaluation.MONEY_COLUMNS.index(name)]


def text_of(money: ReportMoney, row: MoneyRow, name: str) -> str:
    """Return an amount of a report's table as it is printed there."""
    at, column = _cell(row, name)
    return squash(money.table.sheet.rows[at][column])


def place_of(money: ReportMoney, row: MoneyRow, name: str) -> Place:
    """Return the cell of an amount of a report's table."""
    return money.table.sheet.place(*_cell(row, name), row_name=row.label, column_name=name)
