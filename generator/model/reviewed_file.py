"""One file of a run of `review`: its review, or why there is none, and what is new in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.model.review import NOBODY, UNUSABLE, Conclusion

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.base.severity import FindingClass, Severity
    from generator.model.finding import Finding
    from generator.model.reply import Replies, Reply, ReplyTally
    from generator.model.review import Review
    from generator.model.rounds import Acceptance, Confirmation, Kept, RoundCount, Rounds
    from generator.model.submission import Owner


class SkippedFile(NamedTuple):
    """A file that stands beside the texts and is not reviewed: what it is, and what to do."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """A submitted file as reports name it (within a folder or .zip with its path there).

    `path` is where it was read. `review` is None where the file could not be used; `reason` then
    says why, in Chinese. `new` are the findings that the list of accepted ones does not have, None
    where no list was given; `gone` are the rows of that list that no finding answers to any more,
    `lapsed` what of it no longer counts, and why. `acceptances` say who has accepted a finding,
    `confirmed` what is unchecked and a person has confirmed. `digest` is the SHA-256 of the file,
    `kept` what the next round needs, `rounds` what has become of the round before, None without.
    `replies` are what the department has answered, None where no replies were given.
    """

    name: str
    path: Path
    review: Review | None
    reason: str = ""
    new: frozenset[Finding] | None = None
    gone: tuple[str, ...] = ()
    replies: Replies | None = None
    lapsed: tuple[str, ...] = ()
    acceptances: Mapping[Finding, Acceptance] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    digest: str = ""
    kept: Kept | None = None
    rounds: Rounds | None = None

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

    def reply_to(self, finding: Finding) -> Reply | None:
        """Return what the department has answered to a finding, None where nothing."""
        return self.replies.by_finding.get(finding) if self.replies else None

    def reaches(self, severity: Severity) -> bool:
        """Whether a finding is as grave as `severity`; an unread file always is."""
        if self.review is None or self.conclusion is Conclusion.UNREAD:
            return True
        return any(finding.severity.rank <= severity.rank for finding in self.review.findings)


class Need(IntEnum):
    """How much a file needs to be looked at."""

    UNREAD = 0
    ERROR = 1
    WARNING = 2
    UNCHECKED = 3
    CLEAN = 4


@dataclass(frozen=True, slots=True)
class FileSummary:
    """What a run keeps of a file when its report is made: what the summary of all files needs.

    `was_read` is False where there is no review; `why_unread` then says why, and also where there
    was nothing to review in it. `verdict` is the word, `told` the line with the counts; `counts`
    are errors, warnings and remarks, `barring` the numbers without which it cannot pass. `kinds`
    are the classes of its errors and warnings. `year` is 0 where it is not known. `owner` is whose
    accounts the text itself says it is, `own_data` what is wrong with the bureau's data on it.
    `replies` counts what the department has answered, None where it has answered nothing; `rounds`
    what has become of the round before, None where there is nothing to compare with. `lapsed` is
    what was accepted or confirmed and does not count, and why.
    """

    name: str
    path: Path
    was_read: bool
    department: str
    year: int
    conclusion: Conclusion
    verdict: str
    told: str
    why_unread: str
    counts: tuple[int, int, int]
    barring: int
    kinds: tuple[FindingClass, ...]
    shares: str
    basis: str
    owner: Owner = NOBODY
    own_data: tuple[Finding, ...] = ()
    replies: ReplyTally | None = None
    rounds: RoundCount | None = None
    lapsed: tuple[str, ...] = ()

    def reaches(self, severity: Severity) -> bool:
        """Whether a finding is as grave as `severity`; an unread file always is."""
        return self.conclusion is Conclusion.UNREAD or any(self.counts[: severity.rank + 1])

    @property
    def need(self) -> Need:
        """How much it needs to be looked at."""
        errors, warnings, _ = self.counts
        if self.conclusion is Conclusion.UNREAD:
            return Need.UNREAD
        if errors:
            return Need.ERROR
        if warnings:
            return Need.WARNING
        return Need.UNCHECKED if self.conclusion is Conclusion.UNCHECKED else Need.CLEAN

    @property
    def attention(self) -> tuple[int, ...]:
        """What sorts files by their need, and by how much there is of it; the neediest first."""
        errors, warnings, _ = self.counts
        return (self.need, -errors, -warnings, -self.barring)
