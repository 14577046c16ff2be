"""What of last year's self-evaluation recurs: names, indicators, targets, some texts; no result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import evaluation, zh
from generator.field.data_folder import Lists
from generator.folder.skeleton import COLUMNS, whole_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.folder.contents import Rows

_INDICATORS = (
    zh.ITEM,
    evaluation.FIRST_LEVEL,
    evaluation.SECOND_LEVEL,
    evaluation.THIRD_LEVEL,
    evaluation.SIGN,
    evaluation.TARGET,
    evaluation.MEASURED_IN,
    evaluation.FULL_MARKS,
)
KEPT_TEXTS = (evaluation.PROJECT_OUTLINE, evaluation.YEARLY_TARGET)
_KEPT: dict[str, tuple[str, ...]] = {
    Lists.PROJECTS: (
        zh.PROJECT_NAME,
        zh.FUND_COLUMN,
        zh.SUBJECT_CODE,
        evaluation.EXECUTION_FULL_MARKS,
    ),
    evaluation.INDICATORS: _INDICATORS,
    evaluation.WHOLE_INDICATORS: _INDICATORS,
    evaluation.MANAGEMENT: (zh.ITEM, zh.MATTER, evaluation.SITUATION, evaluation.FULL_MARKS),
    evaluation.PROJECT_TEXTS: (zh.PROJECT_NAME, *KEPT_TEXTS),
}
# Of the texts on the department as a whole, those on what was intended and how it is judged.
KEPT_OF_WHOLE = (evaluation.WHOLE_TARGET, "绩效目标设定", "评价方法", "工作程序")
EVALUATION_LISTS = (
    evaluation.INDICATORS,
    evaluation.MANAGEMENT,
    evaluation.PROJECT_TEXTS,
    evaluation.WHOLE,
    evaluation.WHOLE_INDICATORS,
)


def keep_recurring(name: str, rows: Rows) -> Rows:
    """Return the rows of a list with their head, emptied of what is a result of the year."""
    if name == evaluation.WHOLE:
        said = {row[0]: row[1] for row in rows[1:] if row[0] in KEPT_OF_WHOLE}
        return whole_rows(said)
    head, *entries = rows
    kept = {at for at, column in enumerate(COLUMNS[name]) if column in _KEPT[name]}
    emptied = (tuple(text if at in kept else "" for at, text in enumerate(row)) for row in entries)
    return (head, *(row for row in emptied if any(row)))


def prefill_management(lists: Mapping[str, Rows]) -> Rows:
    """Return 资金管理 with its four rows for every project with indicators that has none yet.

    Only where another project has some: the forms of many places do not ask for them.
    """
    rows = lists[evaluation.MANAGEMENT]
    there = {key_of(row[0]) for row in rows[1:]}
    projects = dict.fromkeys(row[0] for row in lists[evaluation.INDICATORS][1:] if row[0])
    without = [name for name in projects if key_of(name) not in there] if there else []
    padding = ("",) * (len(COLUMNS[evaluation.MANAGEMENT]) - 2)
    blank = ((name, row, *padding) for name in without for row in evaluation.MANAGEMENT_ROWS)
    return (*rows, *blank)


def to_check(lists: Mapping[str, Rows]) -> Iterator[tuple[str, str]]:
    """Yield the list and what of it was kept and belongs to a year: targets, goals, texts."""
    for name in (evaluation.INDICATORS, evaluation.WHOLE_INDICATORS):
        at = COLUMNS[name].index(evaluation.TARGET)
        count = sum(bool(row[at]) for row in lists[name][1:])
        if count:
            yield name, f"{count} 个指标的{evaluation.TARGET}"
    for name in (evaluation.MANAGEMENT, evaluation.PROJECT_TEXTS):
        for column in _KEPT[name][1:]:
            at = COLUMNS[name].index(column)
            count = sum(bool(row[at]) for row in lists[name][1:])
            if count and column not in (zh.MATTER, evaluation.FULL_MARKS):
                yield name, f"{count} 处{column}"
    for row in lists[evaluation.WHOLE][1:]:
        if row[1]:
            yield evaluation.WHOLE, row[0]
