"""One run of `review` over many files: each with its data, less what was accepted before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.model.reviewed_file import ReviewedFile
from generator.tasks.review import review_file
from generator.tasks.review_many.accepted import set_accepted_apart
from generator.tasks.review_many.bugs import attempt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.review import Review
    from generator.tasks.review_many.accepted import AcceptedRow
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.sources import Submitted


def review_all(
    files: Sequence[Submitted], supply: Supply, accepted: Sequence[AcceptedRow] | None
) -> tuple[ReviewedFile, ...]:
    """Return the reviews in the order of the files; one that cannot be used has the reason.

    So has, among several, one on which the program itself fails; a single one raises the error.
    """
    found = []
    for one in files:
        reviewed = _review(one, supply, alone=len(files) == 1)
        found.append(reviewed if accepted is None else set_accepted_apart(reviewed, accepted))
    return tuple(found)


def review_one(file: Path, supply: Supply, name: str = "") -> Review:
    """Return the review of a file that reports call by `name`. Raises GeneratorError."""
    return review_file(file, partial(supply.choose, name or file.name))


def _review(one: Submitted, supply: Supply, *, alone: bool) -> ReviewedFile:
    if one.problem:
        return ReviewedFile(one.name, one.path, None, one.problem)
    review = attempt(lambda: review_one(one.path, supply, one.name), alone=alone)
    if isinstance(review, str):
        return ReviewedFile(one.name, one.path, None, review)
    return ReviewedFile(one.name, one.path, review)
