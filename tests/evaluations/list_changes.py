"""One cell of a list changed: which cells there are, and what else in the lists tells of it."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from . import folder
from .changing import Change, changed
from .expectation import (
    BUDGET,
    COUNT,
    EXECUTION,
    GRADE,
    MARKS,
    NAME,
    RATE,
    SCORE,
    TOTAL,
    Expected,
)
from .folder import Rows
from .model import BUDGET as YEAR
from .model import CHANGE, EXECUTED, INITIAL, SOURCES, WITH_TARGETS, Evaluation, Project
from .model import COUNT as ALL
from .model import GRADE as WHOLE_GRADE
from .model import SCORE as WHOLE_SCORE
from .words import WHOLE_RATES

LIST = "清单"
_MONEY = {"年初预算数": BUDGET, "全年预算数": BUDGET, "全年执行数": EXECUTION}
_WHOLE = {
    WHOLE_SCORE: (TOTAL, True),
    WHOLE_GRADE: (GRADE, True),
    INITIAL: (BUDGET, True),
    CHANGE: (BUDGET, True),
    YEAR: (BUDGET, True),
    EXECUTED: (EXECUTION, False),
    ALL: (COUNT, False),
    WITH_TARGETS: (COUNT, False),
}
# The indicator in whose sentence the counts stand.
_COUNTED = "绩效目标填报完成率"


class ListCell(NamedTuple):
    """A cell of a list that can be changed; the head is row 0.

    `is_told` says whether the lists contradict the change by themselves, `is_printed` whether the
    document prints what the cell holds.
    """

    kind: str
    owner: str
    file: str
    row: int
    column: int
    is_told: bool
    is_printed: bool = True


def list_cells(evaluation: Evaluation) -> Iterator[ListCell]:
    """Yield the cells of all lists that can be changed."""
    rows = folder.list_rows(evaluation)
    projects = {project.name: project for project in evaluation.projects}
    yield from _of_projects(rows[folder.PROJECTS], projects)
    yield from _of_rows(folder.INDICATORS, rows[folder.INDICATORS], projects)
    yield from _of_rows(folder.MANAGEMENT, rows[folder.MANAGEMENT], projects)
    if evaluation.whole is None:
        return
    for index, (name, _) in enumerate(rows[folder.WHOLE]):
        if name in _WHOLE:
            kind, is_told = _WHOLE[name]
            told = is_told and not evaluation.whole.in_facts
            shown = kind != COUNT or any(r.third == _COUNTED for r in evaluation.whole.indicators)
            yield ListCell(kind, "", folder.WHOLE, index, 1, told, shown)
    yield from _of_whole(rows[folder.WHOLE_INDICATORS])


def _of_projects(rows: Rows, projects: dict[str, Project]) -> Iterator[ListCell]:
    for index, row in enumerate(rows[1:], 1):
        project = projects[row[0]]
        for column, title in enumerate(rows[0]):
            if not row[column]:
                continue
            name = title.partition("（")[0]
            kind, is_told = _project_cell(name, project)
            if kind:
                yield ListCell(kind, project.name, folder.PROJECTS, index, column, is_told)


def _project_cell(name: str, project: Project) -> tuple[str, bool]:
    """Return the kind of a column of 项目绩效.csv, and whether a change is contradicted there."""
    money = next((kind for ending, kind in _MONEY.items() if name.endswith(ending)), "")
    if money:
        return money, project.given.split or name.startswith(SOURCES)
    return {
        "项目名称": (NAME, True),
        "自评得分": (TOTAL, True),
        "预算执行得分": (SCORE, True),
        "预算执行分值": (MARKS, True),
    }.get(name, ("", False))


def _of_rows(file: str, rows: Rows, projects: dict[str, Project]) -> Iterator[ListCell]:
    """Yield names, marks and scores of rows that belong to projects."""
    marks, score = rows[0].index("分值"), rows[0].index("得分")
    for index, row in enumerate(rows[1:], 1):
        # A score of a row that had all its marks is one without a reason, or above the marks.
        told = projects[row[0]].given.score or row[marks] == row[score]
        if file == folder.MANAGEMENT:
            told = projects[row[0]].given.score
        yield ListCell(NAME, row[0], file, index, 0, is_told=True)
        yield ListCell(MARKS, row[0], file, index, marks, is_told=True)
        yield ListCell(SCORE, row[0], file, index, score, told)


def _of_whole(rows: Rows) -> Iterator[ListCell]:
    """Yield marks, scores and computed rates of 整体绩效指标.csv."""
    marks, score = rows[0].index("分值"), rows[0].index("得分")
    third, actual = rows[0].index("三级指标"), rows[0].index("实际完成值")
    file = folder.WHOLE_INDICATORS
    for index, row in enumerate(rows[1:], 1):
        yield ListCell(MARKS, "", file, index, marks, is_told=True)
        yield ListCell(SCORE, "", file, index, score, is_told=True)
        if row[third] in WHOLE_RATES:
            yield ListCell(RATE, "", file, index, actual, is_told=True, is_printed=False)


def change_list(evaluation: Evaluation, cell: ListCell, dice: Random) -> tuple[Change, Rows]:
    """Return the change of a cell, and the rows of its list with it."""
    rows = [list(row) for row in folder.list_rows(evaluation)[cell.file]]
    before = rows[cell.row][cell.column]
    suffix = "元" if before.endswith("元") and cell.file == folder.WHOLE else ""
    after = changed(cell.kind, before.removesuffix(suffix), dice) + suffix
    rows[cell.row][cell.column] = after
    label = f"{cell.file}{cell.row + 1}行"
    expected = Expected(LIST, cell.kind, cell.owner, label, after)
    return Change(expected, before, after, "｜".join(filter(None, rows[cell.row]))), rows
