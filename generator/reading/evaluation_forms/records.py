"""Forms → the records of the lists of a data folder, each cell with its place in the form.

Nothing is computed and nothing is converted: an amount in another unit than the lists have takes
its unit along (848000元).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.field import evaluation, zh
from generator.field.data_folder import Lists
from generator.field.evaluation_forms import ACHIEVED, EXPECTED
from generator.model.evaluation_form import FormCell
from generator.model.records import Record
from generator.reading.lists import LIST_BY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.evaluation_form import EvaluationForm, FormRow

_EXECUTION = {
    evaluation.FULL_MARKS: evaluation.EXECUTION_FULL_MARKS,
    zh.SCORE: evaluation.EXECUTION_SCORE,
}
_MANAGEMENT_CELLS = (
    evaluation.SITUATION,
    evaluation.FULL_MARKS,
    zh.SCORE,
    evaluation.MANAGEMENT_PROBLEMS,
)


def form_records(forms: Iterable[EvaluationForm]) -> dict[str, tuple[Record, ...]]:
    """Return 项目绩效, 绩效指标, 资金管理 and 项目文字 as the lists would hold these forms.

    A form without a name has blank names; columns that a form does not have are blank.
    """
    forms = tuple(forms)
    rows = {
        Lists.PROJECTS: [_project(form) for form in forms],
        evaluation.INDICATORS: [one for form in forms for one in _indicators(form)],
        evaluation.MANAGEMENT: [one for form in forms for one in _management(form)],
        evaluation.PROJECT_TEXTS: [one for form in forms for one in _texts(form)],
    }
    return {name: tuple(records) for name, records in rows.items()}


def _project(form: EvaluationForm) -> Record:
    cells: dict[str, FormCell] = {}
    total = form.money_of(evaluation.MONEY_TOTAL)
    _take(cells, total, {name: name for name in evaluation.MONEY_COLUMNS})
    for source in evaluation.MONEY_SOURCES:
        columns = {name: f"{source}{name}" for name in evaluation.MONEY_COLUMNS}
        _take(cells, form.money_of(source), columns)
    _take(cells, total, _EXECUTION)
    if form.score is not None:
        cells[zh.SELF_SCORE] = form.score
    if ACHIEVED in form.goals:
        cells[zh.TARGETS_MET] = form.goals[ACHIEVED]
    texts = {
        name: _amount_text(cell, form.unit) if name.endswith(evaluation.MONEY_COLUMNS) else ""
        for name, cell in cells.items()
    }
    return _record(form, Lists.PROJECTS, cells, texts)


def _take(cells: dict[str, FormCell], row: FormRow | None, columns: Mapping[str, str]) -> None:
    """Put what a row has under heads of the form into columns of the list."""
    if row is not None:
        cells |= {columns[name]: cell for name, cell in row.cells.items() if name in columns}


def _amount_text(cell: FormCell, unit: str) -> str:
    """Return an amount with the unit of its form, unless it has one or it is that of the lists."""
    if cell.number is None or cell.unit or unit in {"", zh.TEN_THOUSAND_YUAN}:
        return cell.text
    return f"{squash(cell.text)}{unit}"


def _indicators(form: EvaluationForm) -> Iterator[Record]:
    for row in form.indicators:
        cells = {
            name: row.cells[name]
            for name in (*evaluation.INDICATOR_COLUMNS, evaluation.DEVIATION)
            if name in row.cells
        }
        yield _record(form, evaluation.INDICATORS, cells)


def _management(form: EvaluationForm) -> Iterator[Record]:
    for row in form.management:
        cells = {name: row.cells[name] for name in _MANAGEMENT_CELLS if name in row.cells}
        label = FormCell(row.label, row.place)
        yield _record(form, evaluation.MANAGEMENT, {zh.MATTER: label, **cells})


def _texts(form: EvaluationForm) -> Iterator[Record]:
    """Yield the goal of the year; what came of it stands in 项目绩效."""
    goal = form.goals.get(EXPECTED)
    if goal is not None:
        yield _record(form, evaluation.PROJECT_TEXTS, {evaluation.YEARLY_TARGET: goal})


def _record(
    form: EvaluationForm,
    list_name: str,
    cells: Mapping[str, FormCell],
    other_texts: Mapping[str, str] | None = None,
) -> Record:
    """Return a record of a project; `other_texts` are those that are not written as in the form."""
    layout = LIST_BY_FILE[list_name]
    key = layout.required[0]
    name = form.project.text if form.project is not None else ""
    place = form.project.place if form.project is not None else form.place
    texts = {column: (other_texts or {}).get(column) or cell.text for column, cell in cells.items()}
    columns = (*layout.required, *layout.optional)
    row = next(iter(cells.values())).place if cells else place
    wide = row._replace(column_number=0)  # a blank cell has no address of its own
    places = {column: wide._replace(row=row.row or name, column=column) for column in columns}
    filled = {
        column: cell.place._replace(row=cell.place.row or name, column=column)
        for column, cell in cells.items()
    }
    return Record(
        {**dict.fromkeys(columns, ""), key: name, **texts}, {**places, key: place, **filled}, {}
    )
