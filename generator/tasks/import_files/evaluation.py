"""Filled forms of self-evaluation among the files of an import → rows of the lists."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03, L05, L11, L14
from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.data_folder import LAST_YEAR, Lists
from generator.field.evaluation_forms import CARRIED_OUT_BY, SUPERVISOR
from generator.folder.contents import rows_of
from generator.folder.recurring import keep_recurring
from generator.folder.skeleton import COLUMNS
from generator.model.finding import finding
from generator.model.place import Place
from generator.reading.evaluation_forms import (
    form_records,
    read_evaluation_forms,
    total_amounts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.folder.contents import Rows
    from generator.model.evaluation_form import EvaluationForm
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

_SHOWN = 5


class UsedForms(NamedTuple):
    """The forms that are written, the rows of the lists that they give, what is said of them.

    `strange`: some were of another year.
    """

    forms: tuple[EvaluationForm, ...] = ()
    lists: dict[str, Rows] = {}  # noqa: RUF012 - never changed
    findings: tuple[Finding, ...] = ()
    strange: bool = False


def part_forms(
    sheets: Iterable[Sheet],
) -> tuple[tuple[EvaluationForm, ...], tuple[Sheet, ...]]:
    """Return the forms that stand on sheets, and the sheets that hold none."""
    forms: list[EvaluationForm] = []
    rest: list[Sheet] = []
    for sheet in sheets:
        found = read_evaluation_forms(sheet)
        forms += found
        if not found:
            rest.append(sheet)
    return tuple(forms), tuple(rest)


def use_forms(forms: Sequence[EvaluationForm], folder_name: str, year: str) -> UsedForms:
    """Return what of the forms goes into a data folder of the year (empty where unknown).

    Forms without a name or of another year are not written; of two for one project the first
    counts.
    """
    if not forms:
        return UsedForms()
    said = [one for form in forms for one in form.findings]
    if folder_name == LAST_YEAR:
        message = (
            "上年的自评表不放在“上年”里，没有读入；上年的项目和指标由 start 或 init --from 带来"
        )
        left = finding(L03, message, forms[0].place, severity=Severity.INFO)
        return UsedForms(findings=(left,))
    named = [form for form in forms if form.project is not None]
    strange = [form for form in named if year and form.year and form.year != year]
    fitting = [form for form in named if not any(form is one for one in strange)]
    kept, repeated = _without_repeats(fitting)
    findings = (*said, *_of_another_year(strange, year), *repeated, *_ask(kept))
    return UsedForms(tuple(kept), _lists_of(kept), findings, bool(strange))


def tell_report_tables(
    sheets: Sequence[Sheet], forms: Sequence[EvaluationForm]
) -> Iterator[Finding]:
    """Yield what becomes of the tables of reports: what they say is read of the forms.

    A table of money that no form agrees with is named, as nothing of it is read.
    """
    apart = [sheet for sheet in sheets if not _agrees(sheet, forms)]
    for left, severity in ((apart, Severity.WARNING), (sheets, Severity.INFO)):
        told = [sheet for sheet in left if left is apart or not any(sheet is o for o in apart)]
        if not told:
            continue
        listed = "、".join(sheet.name or sheet.file for sheet in told[:_SHOWN])
        more = "等" if len(told) > _SHOWN else ""
        advice = (
            "没有同样金额的自评表；请把项目的自评表一并导入，"
            f"或把资金填在 {Lists.PROJECTS}.csv，资金管理情况填在 {evaluation.MANAGEMENT}.csv"
            if left is apart
            else "项目的资金和资金管理情况按自评表读入"
        )
        message = f"自评报告中的 {len(told)} 张表（{listed}{more}）没有读入：{advice}"
        places = (Place(sheet.file, sheet=sheet.name) for sheet in told)
        yield finding(L03, message, *places, severity=severity)


def _agrees(table: Sheet, forms: Iterable[EvaluationForm]) -> bool:
    """Whether a form has the amounts of a report's table, or the table has none."""
    amounts = total_amounts(table)
    totals = (form.money_of(evaluation.MONEY_TOTAL) for form in forms)
    numbers = [
        {cell.number for name, cell in total.cells.items() if name in evaluation.MONEY_COLUMNS}
        for total in totals
        if total is not None
    ]
    return any(amounts <= of_form for of_form in numbers) if amounts else bool(numbers)


def department_of(forms: Iterable[EvaluationForm]) -> str:
    """Return the department that most forms name, nothing where none does."""
    named = (form.departments.get(SUPERVISOR) for form in forms)
    counted = Counter(cell.text for cell in named if cell is not None).most_common(1)
    return counted[0][0] if counted else ""


def clear_results(forms: Iterable[EvaluationForm]) -> dict[str, Rows]:
    """Return the lists that last year's forms give this year: names, indicators, targets."""
    kept, _ = _without_repeats([form for form in forms if form.project is not None])
    return {name: keep_recurring(name, rows) for name, rows in _lists_of(kept).items()}


def _lists_of(forms: Iterable[EvaluationForm]) -> dict[str, Rows]:
    return {
        name: rows_of(records, COLUMNS[name])
        for name, records in form_records(forms).items()
        if records
    }


def _name_of(form: EvaluationForm) -> str:
    return form.project.text if form.project is not None else ""


def _without_repeats(
    forms: Iterable[EvaluationForm],
) -> tuple[list[EvaluationForm], list[Finding]]:
    """Return the forms with each project once; a second one that says otherwise is named."""
    kept: dict[str, EvaluationForm] = {}
    findings: list[Finding] = []
    for form in forms:
        first = kept.setdefault(key_of(_name_of(form)), form)
        if first is not form and _texts(first) != _texts(form):
            message = (
                f"项目“{_name_of(form)}”有两份自评表，内容不同，使用前一份"
                f"（{first.place.file} {first.place.sheet}），请核对该用哪一份"
            )
            findings.append(finding(L05, message, form.place, first.place))
    return list(kept.values()), findings


def _texts(form: EvaluationForm) -> list[tuple[str, dict[str, str]]]:
    lists = form_records([form])
    return [(name, dict(one.texts)) for name, records in lists.items() for one in records]


def _of_another_year(forms: Sequence[EvaluationForm], year: str) -> Iterator[Finding]:
    if forms:
        names = "、".join(f"“{_name_of(form)}”（{form.year} 年度）" for form in forms)
        message = f"自评表 {names} 不是 {year} 年度的，没有写入；请换成这一年的自评表"
        places = (form.place for form in forms)
        yield finding(L11, message, *places, severity=Severity.ERROR)


def _ask(forms: Sequence[EvaluationForm]) -> Iterator[Finding]:
    """Yield what no form says and the lists ask for, and who carried a project out."""
    if not forms:
        return
    message = (
        f"自评表上没有{zh.FUND_COLUMN}和{zh.SUBJECT_CODE}，读入的 {len(forms)} 个项目空着这两栏；"
        f"不是{zh.GENERAL_BUDGET}的，请在 {Lists.PROJECTS}.csv 中填上"
    )
    yield finding(L14, message, forms[0].place, severity=Severity.INFO)
    other = [
        form.departments[CARRIED_OUT_BY]
        for form in forms
        if {SUPERVISOR, CARRIED_OUT_BY} <= form.departments.keys()
        and key_of(form.departments[SUPERVISOR].text)
        != key_of(form.departments[CARRIED_OUT_BY].text)
    ]
    if other:
        listed = "、".join(dict.fromkeys(cell.text for cell in other))
        message = f"{CARRIED_OUT_BY}与{SUPERVISOR}不同的（{listed}）在清单里没有栏目，没有读入"
        places = (cell.place for cell in other)
        yield finding(L14, message, *places, severity=Severity.INFO)
