"""Forms (自评表) and tables of money in a submitted file, beside what 十三 and the reports say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.money import CENT, HUNDRED, UNIT_SIZES, divide, format_plain, round_half_up
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.finding import finding
from generator.model.submission import Mark, Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.evaluation.points import read_value
from generator.review.evaluation.projects import project_key, yuan
from generator.review.marking import Evidence
from generator.review.whole.charts import key_of_aside
from generator.review.whole.table_numbers import numbers_by_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.evaluation_form import EvaluationForm, FormCell, FormRow
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.evaluation.reports import Indicator, Report
    from generator.review.text.claims import Claim

_HEAD_ROWS = 8
_SCORES = (evaluation.FULL_MARKS, zh.SCORE)


class SubmittedTable(NamedTuple):
    """A table of a submitted file that is none of the nine, as which aside it is counted.

    `forms` are the self-evaluations that were read on it.
    """

    sheet: Sheet
    aside: int
    forms: tuple[EvaluationForm, ...] = ()


class MoneyRow(NamedTuple):
    """A source of money in a report's table: amounts in 元 by column, the printed rate."""

    label: str
    amounts: Mapping[str, Decimal]
    rate: Decimal | None
    decimals: int
    cells: tuple[tuple[int, int], ...]


def is_readable(form: EvaluationForm) -> bool:
    """Whether a form can be held against the text: its fixed words are those of the form.

    One whose words are damaged (a picture that was recognised badly) accuses nobody.
    """
    total = form.money_of(evaluation.MONEY_TOTAL)
    labels = {row.label for row in form.management}
    whole = not form.management or labels <= set(evaluation.MANAGEMENT_ROWS)
    named = form.project is not None and form.score is not None and bool(form.indicators)
    return named and total is not None and whole


def find_unreadable(tables: Iterable[SubmittedTable]) -> Iterator[Finding]:
    """Yield a warning for each form that is not held against anything, saying what it lacks."""
    for table in tables:
        for form in table.forms:
            if is_readable(form):
                continue
            message = (
                f"“{form.title or '自评表'}”没有核对：{_lacking(form)}，与自评表的格式对不上"
                "（像是由图片识别的，或排版已乱）；请对照原件"
            )
            yield finding(rules.UNREAD, message, form.place, severity=Severity.WARNING)


def _lacking(form: EvaluationForm) -> str:
    lacking = []
    if form.project is None:
        lacking.append(zh.PROJECT_NAME)
    if form.money_of(evaluation.MONEY_TOTAL) is None:
        lacking.append(evaluation.MONEY_TOTAL)
    if form.score is None:
        lacking.append("总分")
    if not form.indicators:
        lacking.append("绩效指标")
    return f"没有读到{'、'.join(lacking)}" if lacking else "资金管理情况的各行"


def readable_forms(tables: Iterable[SubmittedTable]) -> list[EvaluationForm]:
    """Return the forms that can be held against the text."""
    return [form for table in tables for form in table.forms if is_readable(form)]


def check_forms(
    tables: Sequence[SubmittedTable],
    projects: Sequence[ProjectSaid],
    reports: Sequence[Report],
    judged: Judged,
) -> None:
    """Hold each form against 十三's paragraph and the report on the same project."""
    by_key = {project.key: project for project in projects}
    by_report = {project_key(report.project): report for report in reports if report.project}
    for form in readable_forms(tables):
        key = project_key(form.project.text) if form.project else ""
        if key in by_key:
            _check_project(form, by_key[key], judged)
        if key in by_report:
            _check_report(form, by_report[key], judged)


def amount_in_yuan(cell: FormCell | None, unit: str) -> Decimal | None:
    """Return an amount of a form in 元; None where it is no amount."""
    if cell is None or cell.number is None:
        return None
    size = UNIT_SIZES.get(cell.unit) or UNIT_SIZES.get(unit or zh.TEN_THOUSAND_YUAN)
    return cell.number * size if size else None


def _check_project(form: EvaluationForm, project: ProjectSaid, judged: Judged) -> None:
    total = form.money_of(evaluation.MONEY_TOTAL)
    for name, claim in (
        (zh.FULL_YEAR_BUDGET, project.budget),
        (zh.FULL_YEAR_EXECUTION, project.executed),
    ):
        cell = total.cells.get(name) if total else None
        amount = amount_in_yuan(cell, form.unit)
        if claim is None or cell is None or amount is None:
            continue
        differs = abs(amount - yuan(claim.mention)) > _step(claim)
        _hold(project, claim, name, cell, form.unit, differs=differs, judged=judged)
    score = form.score
    if score is not None and score.number is not None and project.score is not None:
        differs = score.number != project.score.mention.value
        _hold(project, project.score, zh.SELF_SCORE, score, "", differs=differs, judged=judged)


def _step(claim: Claim) -> Decimal:
    """Return half a last digit of what is printed to two decimals, in 元."""
    unit = claim.mention.unit
    return (
        CENT / 2 * UNIT_SIZES.get(zh.TEN_THOUSAND_YUAN if unit == "万" else unit, UNIT_SIZES["元"])
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
        number = _number_of(cell)
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


def _number_of(cell: FormCell | None) -> Decimal | None:
    """Return the number of a cell, also behind a sign (≥99%)."""
    if cell is None:
        return None
    return cell.number if cell.number is not None else read_value(squash(cell.text), 0).number


def read_money_table(sheet: Sheet) -> tuple[MoneyRow, ...]:
    """Return the sources of money of a report's table (表1-2-1); empty where it is none."""
    head = next(
        (
            (row, columns)
            for row, cells in enumerate(sheet.rows[:_HEAD_ROWS])
            if len(columns := _columns(cells)) == len(evaluation.MONEY_COLUMNS)
        ),
        None,
    )
    if head is None:
        return ()
    top, columns = head
    unit = _unit(sheet, top)
    rate_at = next((c for c, t in enumerate(sheet.rows[top]) if squash(t) == EXECUTION_RATE), -1)
    rows = []
    for row in range(top + 1, len(sheet.rows)):
        cells = sheet.rows[row]
        label = key_of(cells[0]).rstrip("：:")
        label = evaluation.MONEY_SYNONYMS.get(label, label)
        numbers = {
            name: value.number * UNIT_SIZES[unit]
            for name, column in columns.items()
            if (value := read_value(squash(cells[column]), 0)).number is not None
        }
        if label not in {evaluation.MONEY_TOTAL, *evaluation.MONEY_SOURCES} or not numbers:
            continue
        rate = read_value(squash(cells[rate_at]), 0).number if rate_at >= 0 else None
        places = (*((row, column) for column in columns.values()), (row, rate_at))
        decimals = -int(rate.as_tuple().exponent) if rate is not None else 0
        rows.append(MoneyRow(label, numbers, rate, decimals, places))
    return tuple(rows) if rows and rows[0].label == evaluation.MONEY_TOTAL else ()


def _columns(cells: Sequence[str]) -> dict[str, int]:
    names = {key_of(text): column for column, text in enumerate(cells) if text}
    return {name: names[name] for name in evaluation.MONEY_COLUMNS if name in names}


def _unit(sheet: Sheet, top: int) -> str:
    above = squash("".join(text for row in sheet.rows[: top + 1] for text in row))
    found = [unit for unit in (zh.TEN_THOUSAND_YUAN, "元") if f"单位:{unit}" in above]
    return found[0] if found else zh.TEN_THOUSAND_YUAN


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
    budget, executed = (
        row.amounts[zh.FULL_YEAR_BUDGET] / UNIT_SIZES[zh.TEN_THOUSAND_YUAN],
        row.amounts[zh.FULL_YEAR_EXECUTION] / UNIT_SIZES[zh.TEN_THOUSAND_YUAN],
    )
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
        if abs(amount - yuan(mention)) <= _step(claim):
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


def is_money_right(row: MoneyRow) -> bool | None:
    """Return whether the printed rate is that of the row; None on a budget of 0."""
    budget = row.amounts.get(zh.FULL_YEAR_BUDGET)
    executed = row.amounts.get(zh.FULL_YEAR_EXECUTION)
    if not budget or executed is None or row.rate is None:
        return None
    return round_half_up(divide(executed * HUNDRED, budget), row.decimals) == row.rate


def stand_tables(tables: Sequence[SubmittedTable]) -> Reviewed:
    """Return the numbers of readable forms and of tables of money as recomputed."""
    verdicts: list[Verdict] = []
    for table in tables:
        cells = {place for form in table.forms if is_readable(form) for place in _cells(form)}
        for row in read_money_table(table.sheet) if not table.forms else ():
            if is_money_right(row) is not None:
                cells |= {
                    (table.sheet.row_number(r), table.sheet.column_number(c)) for r, c in row.cells
                }
        if not cells:
            continue
        for place, numbers in numbers_by_cell(table.sheet).items():
            if place in cells:
                key = key_of_aside(table.aside)
                verdicts += [Verdict(key, number, Standing.RECOMPUTED) for number in numbers]
    return Reviewed((), tuple(verdicts))


def _cells(form: EvaluationForm) -> Iterator[tuple[int, int]]:
    """Yield the cells of a form that its rules add up or compare."""
    rows = [(row, tuple(row.cells)) for row in form.money]
    rows += [(row, _SCORES) for row in form.management]
    rows += [(row, (*_SCORES, evaluation.TARGET, evaluation.ACTUAL)) for row in form.indicators]
    for row, names in rows:
        for name in names:
            cell = row.cells.get(name)
            if cell is not None and (_number_of(cell) is not None):
                yield cell.place.row_number, cell.place.column_number
    for total in (form.full_marks, form.score):
        if total is not None and total.number is not None:
            yield total.place.row_number, total.place.column_number
