"""What of one review is kept for the survey of all files of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.checks.catalogue import CHECKS
from generator.model.survey import ForeignName, KindCount, Taken
from generator.reporting.review_summary import department_of
from generator.review import rules
from generator.tasks.survey.clauses import MOST_CLAUSES, list_clauses
from generator.tasks.survey.earlier import read_earlier
from generator.tasks.survey.key_figures import list_rows, read_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile
    from generator.tasks.review_many.data import Supply

MOST_ROWS = 2000  # figures of a department in the long table
_LONGEST = 120  # letters of an example
_TITLES = {rule.code: rule.title for rule in (*rules.RULES, *(one.rule for one in CHECKS))}


@dataclass(slots=True)
class _Count:
    first: Finding
    counts: Counter[Severity]


def take(reviewed: ReviewedFile, supply: Supply | None) -> Taken | None:
    """Return what the survey needs of a file, None of one that was not reviewed."""
    review = reviewed.review
    if review is None or review.unread:
        return None
    department = department_of(reviewed)
    names = supply.names_of(department) if supply and department else (department,)
    clauses, too_many = list_clauses(review, names)
    rows = tuple(islice(list_rows(review), MOST_ROWS + 1))
    accounts = review.accounts
    bounds = []
    if too_many:
        bounds.append(f"文字过长，只比较了前 {MOST_CLAUSES} 句")
    if len(rows) > MOST_ROWS:
        bounds.append(f"数字过多，长表只列了前 {MOST_ROWS} 个")
    return Taken(
        name=reviewed.name,
        department=names[0],
        year=accounts.identity.year if accounts else review.owner.year,
        kinds=tuple(_count_kinds(review)),
        figures=read_figures(review),
        rows=rows[:MOST_ROWS],
        earlier=read_earlier(review, names, supply),
        clauses=clauses,
        names=tuple(_foreign_names(review)),
        called=tuple(names),
        units=tuple(one.name for one in accounts.members) if accounts else (),
        bounds=tuple(bounds),
    )


def _count_kinds(review: Review) -> Iterator[KindCount]:
    """Yield how many errors and warnings there are of each rule, in the order of the codes."""
    found: dict[str, _Count] = {}
    for one in review.findings:
        if one.severity is not Severity.INFO and not one.for_bureau:
            found.setdefault(one.code, _Count(one, Counter())).counts[one.severity] += 1
    for code, counted in sorted(found.items()):
        first = counted.first
        yield KindCount(
            code,
            _TITLES.get(code, first.finding_class.label),
            first.finding_class,
            counted.counts[Severity.ERROR],
            counted.counts[Severity.WARNING],
            _shorten(first.message),
        )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _foreign_names(review: Review) -> Iterator[ForeignName]:
    """Yield what the findings on names of other departments are about."""
    for one in review.marks:
        if one.finding.code == rules.DEPARTMENT.code and one.passage is not None:
            name = one.passage.text[one.start : one.end]
            place = one.finding.places[0]
            yield ForeignName(name, place.section, _shorten(one.passage.text))
