"""One file of a run of `review`: its review, or why there is none, and what is new in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.review import UNUSABLE, Conclusion

if TYPE_CHECKING:
    from pathlib import Path

    from generator.base.severity import Severity
    from generator.model.finding import Finding
    from generator.model.review import Review


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """A submitted file as reports name it (within a folder or .zip with its path there).

    `path` is where it was read. `review` is None where the file could not be used; `reason` then
    says why, in Chinese. `new` are the findings that the list of accepted ones does not have, None
    where no list was given; `gone` are the rows of that list that no finding answers to any more.
    """

    name: str
    path: Path
    review: Review | None
    reason: str = ""
    new: frozenset[Finding] | None = None
    gone: tuple[str, ...] = ()

    @property
    def conclusion(self) -> Conclusion:
        """The verdict on the file; one that could not be used is unread."""
        return Conclusion.UNREAD if self.review is None else self.review.conclusion

    @property
    def verdict(self) -> str:
        """The verdict in one line."""
        return UNUSABLE if self.review is None else self.review.verdict

    @property
    def why_unread(self) -> str:
        """Why the file could not be reviewed, empty where it could."""
        return self.reason if self.review is None else self.review.unread

    def is_new(self, finding: Finding) -> bool:
        """Whether a list of accepted findings was given that does not have this one."""
        return self.new is not None and finding in self.new

    def reaches(self, severity: Severity) -> bool:
        """Whether a finding is as grave as `severity`; an unread file always is."""
        if self.review is None or self.conclusion is Conclusion.UNREAD:
            return True
        return any(finding.severity.rank <= severity.rank for finding in self.review.findings)
