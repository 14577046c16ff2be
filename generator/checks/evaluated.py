"""The forms of self-evaluation as checks see them: a form, its lines with their points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.base.money import HUNDRED, ZERO, divide, round_half_up
from generator.field import evaluation, zh
from generator.field.hollow import explains

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from generator.model.accounts import Accounts, ListedAmount, Project
    from generator.model.evaluation import Indicator, ManagementItem
    from generator.model.place import Place

# What the rules rest on, and where their findings stand.
FORM = "项目支出绩效自评表"
MEASURES = "项目支出绩效评价管理办法（财预〔2020〕10号）"
PROJECTS_SECTION = "十三（二）"
EXECUTION = "预算执行"
NOTHING: Mapping[str, str] = MappingProxyType({})
_WHOLE = "部门整体"
_CENTS = 2
# The rate of execution is printed with two decimals, with one or without: points follow from it.
_DECIMALS_OF_RATE = (None, 2, 1)


class Line(NamedTuple):
    """One line of a form that has points; None where a cell is blank.

    `place` is its row, `indicator` what it says besides, where it is one. The places of the
    points are those of their cells. `reason` is why points are lost, as far as the list says.
    """

    name: str
    full: ListedAmount | None
    score: ListedAmount | None
    place: Place
    reason: str = ""
    indicator: Indicator | None = None

    @property
    def is_explained(self) -> bool:
        """Whether it is said why points are lost."""
        return explains(self.reason)

    @property
    def full_place(self) -> Place:
        """Where the full marks stand."""
        return self.full.source.place if self.full else self.place

    @property
    def score_place(self) -> Place:
        """Where the score stands."""
        return self.score.source.place if self.score else self.place


@dataclass(frozen=True, slots=True)
class Form:
    """The self-evaluation of a project, or of the department (`project` is None).

    `stated` is the score that is given for all of it. `lines` are those of the lists: indicators
    and management of the money.
    """

    name: str
    place: Place
    lines: tuple[Line, ...]
    stated: ListedAmount | None
    project: Project | None = None

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators in the order of the list."""
        return tuple(line.indicator for line in self.lines if line.indicator)

    @property
    def management_is_unmarked(self) -> bool:
        """Whether no row on the management of the money has points: only its words are given."""
        rows = [line for line in self.lines if line.indicator is None]
        return bool(rows) and all(line.full is None and line.score is None for line in rows)

    @property
    def execution_marks(self) -> Decimal:
        """The full marks of executing the budget; the form of the department has no such line."""
        if self.project is None:
            return ZERO
        given = value_of(self.project.execution_marks)
        return evaluation.USUAL_EXECUTION_MARKS if given is None else given

    @property
    def execution_scores(self) -> tuple[Decimal, ...]:
        """The scores that executing the budget may have: the given one, else by its rate."""
        if self.project is None:
            return (ZERO,)
        given = value_of(self.project.execution_score)
        if given is not None:
            return (given,)
        return scores_of_rate(self.project, self.execution_marks)


def value_of(listed: ListedAmount | None) -> Decimal | None:
    """Return the number of a cell, None where it is blank or says that there is none."""
    return None if listed is None else listed.value


def rate_of(project: Project) -> Decimal | None:
    """Return what a project spent of its budget in per cent; None where that is not defined."""
    budget, executed = value_of(project.full_year_budget), value_of(project.executed)
    if budget is None or executed is None or budget <= 0:
        return None
    return divide(executed * HUNDRED, budget)


def scores_of_rate(project: Project, marks: Decimal) -> tuple[Decimal, ...]:
    """Return what 分值 × 执行率 (at most 分值) may come to with two decimals; the exact one first.

    Empty where there is no rate.
    """
    rate = rate_of(project)
    if rate is None:
        return ()
    capped = max(ZERO, min(rate, HUNDRED))
    shown = (
        capped if places is None else round_half_up(capped, places) for places in _DECIMALS_OF_RATE
    )
    scores = (round_half_up(divide(marks * each, HUNDRED), _CENTS) for each in shown)
    return tuple(dict.fromkeys(scores))


def find_forms(accounts: Accounts) -> Iterator[Form]:
    """Yield the form of each project that has indicators, and that of the department.

    A project that comes twice is left out: nobody knows whose indicators they are.
    """
    evaluated = accounts.evaluation
    times = Counter(squash(project.name) for project in accounts.projects)
    own: dict[str, list[Line]] = {}
    for line, name in (
        *((_line_of(each), each.project) for each in evaluated.indicators),
        *((_managed(each), each.project) for each in evaluated.management),
    ):
        own.setdefault(squash(name), []).append(line)
    for project in accounts.projects:
        lines = own.get(squash(project.name), [])
        if times[squash(project.name)] == 1 and any(line.indicator for line in lines):
            yield Form(project.name, project.place, tuple(lines), project.score, project)
    if evaluated.whole_indicators:
        notes = {key_of(name): note.text for name, note in evaluated.whole_notes.items()}
        lines = [_line_of(each, notes) for each in evaluated.whole_indicators]
        score = accounts.facts.get(zh.OVERALL_SCORE)
        yield Form(_WHOLE, lines[0].place, tuple(lines), score)


def lines_without_form(accounts: Accounts) -> Iterator[tuple[str, Line]]:
    """Yield the lines with points that belong to no form, each with the name of its project.

    Their project has no indicators, or there are two projects of its name.
    """
    own = {squash(form.name) for form in find_forms(accounts) if form.project}
    evaluated = accounts.evaluation
    for name, line in (
        *((each.project, _line_of(each)) for each in evaluated.indicators),
        *((each.project, _managed(each)) for each in evaluated.management),
    ):
        if squash(name) not in own:
            yield name, line


def named_twice(accounts: Accounts) -> tuple[str, ...]:
    """Return the names of projects that come more than once and have indicators."""
    times = Counter(squash(project.name) for project in accounts.projects)
    rated = {squash(each.project) for each in accounts.evaluation.indicators}
    names = {squash(project.name): project.name for project in accounts.projects}
    return tuple(names[key] for key, count in times.items() if count > 1 and key in rated)


def _line_of(indicator: Indicator, notes: Mapping[str, str] = NOTHING) -> Line:
    name = indicator.third_level or indicator.second_level or indicator.first_level
    note = notes.get(key_of(name), "")
    reason = note if evaluation.SHORTCOMING.search(note) else ""
    return Line(
        name,
        indicator.full_marks,
        indicator.score,
        indicator.place,
        indicator.deviation or reason,
        indicator,
    )


def _managed(item: ManagementItem) -> Line:
    return Line(item.matter, item.full_marks, item.score, item.place, item.problems)
