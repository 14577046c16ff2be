"""The review of one file of a run: with its data, less what was accepted, beside last round."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING

from generator.model.reviewed_file import ReviewedFile
from generator.reporting.duty_words import list_file_duties
from generator.reporting.letter_words import write_file_letter
from generator.tasks.review import review_file
from generator.tasks.review_many.authorities import AUTHORITIES
from generator.tasks.review_many.bugs import attempt
from generator.tasks.review_many.parts import Reported, report_file
from generator.tasks.review_many.replies import attach_replies
from generator.tasks.review_many.rounds import finish_review
from generator.tasks.survey.taking import take

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.letter import FileLetter
    from generator.model.review import Review
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.job import Job


def report_one(job: Job) -> Reported:
    """Return the report of one file of several: the task of the process that reviews them."""
    reviewed = review_one(job, alone=False)
    reported = report_file(reviewed, job.output_format, job.date, with_record=job.with_record)
    if job.letters:
        reported = reported._replace(letter=write_letter(reviewed))
    if job.checklist:
        reported = reported._replace(duties=list_file_duties(reviewed))
    return reported._replace(taken=take_for_survey(reviewed, job)) if job.survey else reported


def take_for_survey(reviewed: ReviewedFile, job: Job) -> bytes:
    """Return what the survey of all files needs of one, empty where that fails."""
    taken = attempt(lambda: take(reviewed, job.supply), alone=False)
    return b"" if taken is None or isinstance(taken, str) else pickle.dumps(taken)


def review_one(job: Job, *, alone: bool) -> ReviewedFile:
    """Return the review of a file; one that cannot be used has the reason.

    So has, among several, one on which the program itself fails; a single one raises the error.
    """
    reviewed = _review(job, alone=alone)
    finished = attempt(lambda: finish_review(reviewed, job), alone=alone)
    if isinstance(finished, str):
        finished = ReviewedFile(job.one.name, job.one.path, None, finished)
    return finished if job.replies is None else attach_replies(finished, job.replies)


def write_letter(reviewed: ReviewedFile) -> FileLetter:
    """Return what a letter may say of a file."""
    return write_file_letter(reviewed, AUTHORITIES)


def review_supplied(file: Path, supply: Supply | None, name: str = "") -> Review:
    """Return the review of a file that reports call by `name`. Raises GeneratorError."""
    data = partial(supply.choose, name or file.name) if supply is not None else None
    return review_file(file, data)


def _review(job: Job, *, alone: bool) -> ReviewedFile:
    one = job.one
    if one.problem:
        return ReviewedFile(one.name, one.path, None, one.problem)
    review = attempt(lambda: review_supplied(one.path, job.supply, one.name), alone=alone)
    if isinstance(review, str):
        # Reports name the file beside the reason.
        return ReviewedFile(one.name, one.path, None, review.removeprefix(f"{one.path.name}："))
    return ReviewedFile(one.name, one.path, review)
