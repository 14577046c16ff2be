"""One file of a run with all that is made of it, so that it need not be reviewed again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.model.reviewed_file import ReviewedFile
from generator.reporting.duty_words import list_file_duties
from generator.reporting.formats import ReviewFormat
from generator.reporting.letter_words import write_file_letter
from generator.reporting.review_words import group_review, list_unchecked
from generator.reporting.review_workbook import identify, list_rows
from generator.tasks.review_many.kept import Full, Items
from generator.tasks.review_many.parts import report_file
from generator.tasks.review_many.run import review_one, take_for_survey, write_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.model.letter import FileLetter
    from generator.tasks.review_many.job import Job
    from generator.tasks.supervised.failure import Failure

TASK = "generator.tasks.review_many.keeping:report_fully"
_KEY_LENGTH = 24
_REMEDY = "；请在 Word、WPS 中另存一份再试"


def report_fully(job: Job) -> Full:
    """Return all that is made of a file: the task of the process that reviews them."""
    reviewed = review_one(job, alone=False)
    full = _report(reviewed, job, write_letter(reviewed))
    return full._replace(taken=take_for_survey(reviewed, job))


def report_failure(job: Job, failure: Failure) -> Full:
    """Return what is made of a file whose review had to be ended."""
    lost = ReviewedFile(job.one.name, job.one.path, None, f"{failure.words}{_REMEDY}")
    return _report(lost, job, write_file_letter(lost, {}))


def make_key(parts: Iterable[str]) -> str:
    """Return the key of a statement or number, whatever white space is in its words."""
    text = "\n".join(map(squash, parts))
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_KEY_LENGTH]


def _report(reviewed: ReviewedFile, job: Job, letter: FileLetter | None) -> Full:
    reported = report_file(reviewed, ReviewFormat.HTML, job.date, with_record=True)
    is_lost = reviewed.review is not None and not reported.summary.was_read
    one = replace(reviewed, review=None) if is_lost else reviewed
    return Full(
        reported.summary,
        reported.part,
        list_rows(one),
        reported.record,
        letter,
        list_items(one),
        list_file_duties(reviewed),
    )


def list_items(one: ReviewedFile) -> Items:
    """Return what of a file can be decided on; findings in the order of their numbers."""
    review = one.review
    if review is None:
        return Items(digest=one.digest)
    found: dict[Finding, None] = dict.fromkeys(
        finding for group in group_review(review) for finding in group.findings
    )
    return Items(
        tuple(make_key(identify(one, finding)) for finding in found),
        tuple(make_key(identify(one, finding)) for finding in review.accepted),
        tuple(make_key((what,)) for what, *_ in list_unchecked(review, most=None)),
        one.digest,
    )
