"""The review of one file of a run: with its data, less what was accepted before."""

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
from generator.tasks.review_many.data import choose_data
from generator.tasks.review_many.parts import Reported, report_file

if TYPE_CHECKING:
    from generator.model.review import Review
    from generator.tasks.review_many.job import Job
    from generator.tasks.review_many.sources import Submitted


def report_one(job: Job) -> Reported:
    """Return the report of one file of several: the task of the process that reviews them."""
    return report_file(review_one(job, alone=False), job.output_format, job.date)


def review_one(job: Job, *, alone: bool) -> ReviewedFile:
    """Return the review of a file; one that cannot be used has the reason.

    So has, among several, one on which the program itself fails; a single one raises the error.
    """
    reviewed = _review(job, alone=alone)
    return reviewed if job.accepted is None else set_accepted_apart(reviewed, job.accepted)


def _review(job: Job, *, alone: bool) -> ReviewedFile:
    one = job.one
    if one.problem:
        return ReviewedFile(one.name, one.path, None, one.problem)
    review = attempt(lambda: _review_with_data(job), alone=alone)
    if isinstance(review, str):
        return ReviewedFile(one.name, one.path, None, review)
    return ReviewedFile(one.name, one.path, review)


def _review_with_data(job: Job) -> Review:
    chosen = choose_data(job.data, job.departments, job.one)
    review = review_file(job.one.path, chosen.path)
    return _without_data(review, job.one, chosen.problem) if chosen.problem else review


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
