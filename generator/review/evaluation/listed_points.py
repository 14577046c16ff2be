"""Points of a form beside the data: each matter of the money's management, each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.base.money import format_plain
from generator.field import evaluation as terms
from generator.field import zh
from generator.model.finding import finding
from generator.review import rules
from generator.review.evaluation.projects import pair_names
from generator.review.evaluation.tables import readable_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.accounts import ListedAmount, Project
    from generator.model.evaluation import Evaluation
    from generator.model.evaluation_form import FormRow
    from generator.model.finding import Finding
    from generator.review.evaluation.tables import SubmittedTable

_Points = tuple["ListedAmount | None", "ListedAmount | None"]


def compare_points_with_data(
    tables: Sequence[SubmittedTable], projects: Sequence[Project], evaluation: Evaluation
) -> Iterator[Finding]:
    """Yield the 分值 and 得分 of a form's rows that the lists have otherwise for its project.

    A name that several rows have, in the form or in the lists, is not compared.
    """
    forms = readable_forms(tables)
    names = [form.project.text if form.project else "" for form in forms]
    for index, at in pair_names(names, [project.name for project in projects]).items():
        name = projects[at].name
        managed = (
            (m.matter, (m.full_marks, m.score))
            for m in evaluation.management
            if _is(m.project, name)
        )
        judged = (
            (i.third_level, (i.full_marks, i.score))
            for i in evaluation.indicators
            if _is(i.project, name)
        )
        yield from _compare(name, forms[index].management, _once(managed))
        yield from _compare(name, forms[index].indicators, _once(judged))


def _is(project: str, name: str) -> bool:
    return squash(project) == squash(name)


def _once(rows: Iterable[tuple[str, _Points]]) -> Mapping[str, _Points]:
    """Return what is listed under each name that only one row has."""
    seen: dict[str, list[_Points]] = {}
    for name, points in rows:
        seen.setdefault(key_of(name), []).append(points)
    return {name: several[0] for name, several in seen.items() if len(several) == 1}


def _compare(
    project: str, rows: Sequence[FormRow], listed: Mapping[str, _Points]
) -> Iterator[Finding]:
    labels = [key_of(row.label) for row in rows]
    for row, label in zip(rows, labels, strict=True):
        if labels.count(label) > 1:
            continue
        for column, right in zip((terms.FULL_MARKS, zh.SCORE), listed.get(label, ()), strict=False):
            cell = row.cells.get(column)
            if cell is None or cell.number is None or right is None or right.value is None:
                continue
            if cell.number == right.value:
                continue
            message = (
                f"“{project}”自评表“{row.label}”的{column}是{cell.text}，"
                f"数据为 {format_plain(right.value)}"
            )
            places = (cell.place, right.source.place)
            yield finding(rules.TABLE, message, *places, stated=cell.number, expected=right.value)
