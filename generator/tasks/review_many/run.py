"""One run of `review` over many files: each with its data, less what was accepted before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.severity import FindingClass, Severity
from generator.model.audit import Unchecked
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.reviewed_file import ReviewedFile
from generator.review.rules import UNREAD
from generator.tasks.review import review_file
from generator.tasks.review_many.accepted import set_accepted_apart
from generator.tasks.review_many.bugs import attempt
from generator.tasks.review_many.data import choose_data, list_departments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.review import Review
    from generator.tasks.review_many.accepted import AcceptedRow
    from generator.tasks.review_many.sources import Submitted


def review_all(
    files: Sequence[Submitted], data: Path | None, accepted: Sequence[AcceptedRow] | None
) -> tuple[ReviewedFile, ...]:
    """Return the reviews in the order of the files; one that cannot be used has the reason.

    So has, among several, one on which the program itself fails; a single one raises the error.
    Raises FolderMissingError where there are no such data.
    """
    departments = list_departments(data) if data is not None else ()
    found = []
    for one in files:
        reviewed = _review(one, data, departments, alone=len(files) == 1)
        found.append(reviewed if accepted is None else set_accepted_apart(reviewed, accepted))
    return tuple(found)


def _review(
    one: Submitted, data: Path | None, departments: Sequence[Path], *, alone: bool
) -> ReviewedFile:
    if one.problem:
        return ReviewedFile(one.name, one.path, None, one.problem)
    review = attempt(lambda: _review_with_data(one, data, departments), alone=alone)
    if isinstance(review, str):
        return ReviewedFile(one.name, one.path, None, review)
    return ReviewedFile(one.name, one.path, review)


def _review_with_data(one: Submitted, data: Path | None, departments: Sequence[Path]) -> Review:
    chosen = choose_data(data, departments, one)
    review = review_file(one.path, chosen.path)
    return _without_data(review, one, chosen.problem) if chosen.problem else review


def _without_data(review: Review, one: Submitted, problem: str) -> Review:
    """Return the review of a file that has no data among those given: said, not passed over."""
    said = finding(
        UNREAD,
        problem,
        Place(one.path.name),
        kind=FindingClass.MISSING,
        severity=Severity.WARNING,
    )
    return replace(
        review,
        others=(said, *review.others),
        unchecked=(Unchecked("与所给数据的核对", problem), *review.unchecked),
    )
