"""One department of a batch as the summary lists it."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A department's data or a submitted document, and how far it was done.

    `path` is where it lies below the root, `kind` what it is, `folder` where its results lie below
    the output. `failure` says in Chinese why it, or a part of it, could not be done. What was not
    asked for is None: errors, warnings and remarks of check and review, relations that were
    `checked`, what was `unchecked`, `gaps` that are still to be supplied. `year` is 0 where it is
    not known; `verdict` is the word of the review.
    """

    path: str = ""
    kind: str = ""
    department: str = ""
    year: int = 0
    failure: str = ""
    check_errors: int | None = None
    check_warnings: int | None = None
    check_remarks: int | None = None
    checked: int | None = None
    unchecked: int | None = None
    gaps: int | None = None
    verdict: str = ""
    review_errors: int | None = None
    review_warnings: int | None = None
    review_remarks: int | None = None
    folder: str = ""

    @property
    def errors(self) -> int:
        """The errors of check and review."""
        return (self.check_errors or 0) + (self.review_errors or 0)

    @property
    def warnings(self) -> int:
        """The warnings of check and review."""
        return (self.check_warnings or 0) + (self.review_warnings or 0)
