"""One project, one name: what 十三, the forms and the reports call it.

Not every project has a form or a report, and 十三 may name only some. So a name is told of only
where it has no counterpart in another place, which has one without a counterpart either, and both
are the same project by their figures.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import CENT, HUNDRED, TEN_THOUSAND
from generator.field import evaluation, zh
from generator.review import rules
from generator.review.evaluation.projects import project_key, yuan
from generator.review.evaluation.reports import names_project
from generator.review.evaluation.tables import amounts_in, amounts_of, certain, readable_forms
from generator.review.marking import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.evaluation_form import EvaluationForm
    from generator.model.passage import Passage
    from generator.model.place import Place
    from generator.review.evaluation.form_rates import ReportMoney
    from generator.review.evaluation.judged import Judged
    from generator.review.evaluation.projects import ProjectSaid
    from generator.review.evaluation.reports import Report
    from generator.review.evaluation.tables import SubmittedTable
    from generator.review.marking import Spot

_OF_YEAR = re.compile(r"^20[0-9]{2}年度?")
_SIGNS = re.compile(r"[^\w\u4e00-\u9fff]+")
_ALIKE = 0.6
# A name of a list has no figures beside it: it is but misspelt.
_MISSPELT = 0.7
# All that a place may state of a project: so many figures alike are no chance.
_ALL = 3


class Named(NamedTuple):
    """A project as one place names it, with its figures: 得分, 全年预算数, 全年执行数 in 元.

    `spot` is None where the name stands in a form.
    """

    where: str
    name: str
    figures: tuple[Decimal | None, ...]
    place: Place
    spot: Spot | None = None

    @property
    def key(self) -> str:
        """The name as it is compared: no brackets, blanks or signs, no year at its beginning."""
        return _key(self.name)


def _key(name: str) -> str:
    return _SIGNS.sub("", project_key(name))


def check_counterparts(
    projects: Sequence[ProjectSaid],
    tables: Sequence[SubmittedTable],
    reports: Sequence[Report],
    moneys: Sequence[ReportMoney],
    judged: Judged,
) -> None:
    """Ask of the names that one project has in two places."""
    places = (
        [_of_text(project, judged) for project in projects],
        [named for form in readable_forms(tables) if (named := _of_form(form))],
        [named for report in reports if (named := _of_report(report, moneys, judged))],
    )
    told: set[tuple[str, str]] = set()
    for at, ours in enumerate(places):
        for theirs in places[at + 1 :]:
            for one, other in _pairs(ours, theirs):
                seen = {(one.where, one.key), (other.where, other.key)}
                if not seen & told:
                    _ask(one, other, judged)
                told |= seen


def _ask(one: Named, other: Named, judged: Judged) -> None:
    """Ask at the later of the two places that is text, a form being none."""
    message = (
        f"{other.where}的项目名称“{other.name}”，{one.where}写作“{one.name}”；"
        f"两处的{_alike_in(one, other)}相同，像是同一项目，请核对名称"
    )
    first, second = (other, one) if other.spot is not None else (one, other)
    if first.spot is not None:
        evidence = Evidence(cells=[second.place])
        judged.tell(rules.CONTRADICTION, message, first.spot, evidence, asks=True)


def _pairs(ours: Sequence[Named], theirs: Sequence[Named]) -> Iterator[tuple[Named, Named]]:
    """Yield what is likely the same project of those that the other place does not name."""
    left = list(_without(ours, theirs))
    for other in _without(theirs, ours):
        fitting = [one for one in left if _is_same(one, other)]
        if fitting:
            best = max(fitting, key=lambda one: _likeness(one.key, other.key))
            left.remove(best)
            yield best, other


def _without(ours: Sequence[Named], theirs: Sequence[Named]) -> Iterator[Named]:
    return (ours[at] for at in _unmatched([o.key for o in ours], [t.key for t in theirs]))


def _unmatched(ours: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Return which of the keys (their indices) the others do not have.

    A year at the beginning may be left out on one side, where nothing else has the name.
    """
    exact = set(theirs)
    left = [at for at, key in enumerate(ours) if key not in exact]
    free = exact - set(ours)
    dated = {_undated(key) for key in free if _OF_YEAR.match(key)}
    return [
        at
        for at in left
        if not (ours[at] in dated or (_OF_YEAR.match(ours[at]) and _undated(ours[at]) in free))
    ]


def _undated(key: str) -> str:
    return _OF_YEAR.sub("", key)


def find_unlisted(
    names: Sequence[str], projects: Sequence[ProjectSaid]
) -> Iterator[tuple[str, str]]:
    """Yield names of a list that no project has, with the like one that the list leaves out."""
    said = [project.name for project in projects]
    keys, listed = [_key(name) for name in said], [_key(name) for name in names]
    free = _unmatched(keys, listed)
    for at in _unmatched(listed, keys) if free else ():
        near = max(free, key=lambda one: _likeness(keys[one], listed[at]))
        if not _is_shortened(listed[at], keys[near]) and _is_misspelt(listed[at], keys[near]):
            yield names[at], said[near]


def is_listed_as(name: str, projects: Sequence[ProjectSaid]) -> bool:
    """Whether a name of a list is that of a project, as it is or misspelt."""
    key, keys = _key(name), [_key(project.name) for project in projects]
    if not _unmatched([key], keys):
        return True
    return any(not _is_shortened(key, one) and _is_misspelt(key, one) for one in keys)


def _is_shortened(one: str, other: str) -> bool:
    """Whether one name is the other with words before or behind it, or but 项目 moved."""
    first, second = (name.replace(zh.ITEM, "") for name in (one, other))
    return first in second or second in first


def _is_misspelt(one: str, other: str) -> bool:
    return _likeness(one, other) >= _MISSPELT


def _is_same(one: Named, other: Named) -> bool:
    alike = _compared(one, other)
    if sum(alike) * 2 <= len(alike):
        return False
    near = _likeness(one.key, other.key) >= _ALIKE or one.key in other.key or other.key in one.key
    return near or (len(alike) == _ALL and all(alike) and not _is_common(one))


def _is_common(one: Named) -> bool:
    """Whether a project has the full score and spent all of its budget, as many do."""
    score, budget, executed = one.figures
    return score == HUNDRED and budget == executed


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _compared(one: Named, other: Named) -> list[bool]:
    """Return for each figure that both state whether it is the same."""
    return [
        abs(ours - theirs) <= (CENT / 2 * TEN_THOUSAND if at else 0)
        for at, (ours, theirs) in enumerate(zip(one.figures, other.figures, strict=True))
        if ours is not None and theirs is not None
    ]


def _alike_in(one: Named, other: Named) -> str:
    names = (zh.SELF_SCORE, zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION)
    known = [
        name
        for name, ours, theirs in zip(names, one.figures, other.figures, strict=True)
        if ours is not None and theirs is not None
    ]
    alike = _compared(one, other)
    return "、".join(name for name, same in zip(known, alike, strict=True) if same)


def _of_text(project: ProjectSaid, judged: Judged) -> Named:
    passage, where = project.paragraph.passage, project.paragraph.where
    start = passage.text.find(project.name) + len(project.name)
    name = project.name + (zh.ITEM if passage.text.startswith(zh.ITEM, start) else "")
    figures = (
        project.score.mention.value if project.score else None,
        yuan(project.budget.mention) if project.budget else None,
        yuan(project.executed.mention) if project.executed else None,
    )
    spot = _spot(name, passage, where, judged)
    return Named(where, name, figures, spot.place, spot)


def _spot(name: str, passage: Passage, where: str, judged: Judged) -> Spot:
    start = max(passage.text.find(name), 0)
    return judged.spot(where, passage, start, start + len(name))


def _of_form(form: EvaluationForm) -> Named | None:
    total = form.money_of(evaluation.MONEY_TOTAL)
    if form.project is None or total is None:
        return None
    figures = (
        form.score.number if form.score else None,
        certain(amounts_in(total.cells.get(zh.FULL_YEAR_BUDGET), form.unit)),
        certain(amounts_in(total.cells.get(zh.FULL_YEAR_EXECUTION), form.unit)),
    )
    return Named(evaluation.SELF_FORM, form.project.text, figures, form.project.place)


def _of_report(report: Report, moneys: Sequence[ReportMoney], judged: Judged) -> Named | None:
    """Return the project that a report says it is on; a title may call it by other words."""
    line = next((p for p in report.paragraphs if names_project(p) and report.project), None)
    if line is None:
        return None
    scores = {one.scored.score.value for one in report.totals if one.scored.score}
    rows = [money.rows[0] for money in moneys if money.report is report]
    amounts = [
        certain(amounts_of(rows[0].amounts[name], rows[0].unit))
        if rows and name in rows[0].amounts
        else None
        for name in (zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION)
    ]
    score = scores.pop() if len(scores) == 1 else None
    spot = _spot(report.project, line.passage, line.where, judged)
    figures = (score, *amounts)
    return Named(evaluation.SELF_REPORT, report.project, figures, spot.place, spot)
