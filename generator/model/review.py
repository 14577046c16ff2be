"""What a review (审核) of a submitted text gives back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.model.submission import Owner, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.accounts import Accounts
    from generator.model.audit import Unchecked
    from generator.model.block import Block
    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding
    from generator.model.rounds import Fact
    from generator.model.submission import Mark, OpenNumber, Submission, Verdict

UNUSABLE = "无法审核"
NOBODY = Owner("", 0)


class Conclusion(Enum):
    """The verdict (结论) on a submitted file; the value is what JSON carries."""

    ERROR = "error"
    UNCHECKED = "unchecked"
    PASSED = "passed"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome of a review of one document.

    `marks` are the findings in the text, in its order; `others` those that concern no passage (the
    tables, the file). `blocks` is what our templates write from the same tables. `verdicts` says
    of every number that states something how it was checked; `unchecked` what was not checked.
    `accepted` are findings that a reviewer has accepted before, with the reason given.
    `open_numbers` are the numbers of the whole file that nothing was compared with; `blind` names
    parts of the file that could not be read; `unread` says why there was nothing to review at all
    (no body, tables as pictures), empty where there was. `owner` is whose accounts the file itself
    says it is, whatever data it was compared with. `own_data` is what is wrong with the data of
    the bureau that it was compared with: no department is told. `facts` say what each number of
    the narrative is about, by passage and first character. `duties` is the check list: how the
    document stands to each thing that it must contain.
    """

    file: str
    submission: Submission
    accounts: Accounts | None
    profile: str
    blocks: Sequence[Block]
    marks: tuple[Mark, ...]
    others: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    checked: int
    unchecked: tuple[Unchecked, ...]
    accepted: Mapping[Finding, str]
    open_numbers: tuple[OpenNumber, ...] = ()
    blind: tuple[str, ...] = ()
    unread: str = ""
    owner: Owner = NOBODY
    own_data: tuple[Finding, ...] = ()
    facts: Mapping[tuple[str, int], Fact] = field(default_factory=dict)
    duties: tuple[DutyJudgement, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding: those of the text in its order, then the others."""
        return (*(mark.finding for mark in self.marks), *self.others)

    @property
    def standings(self) -> Counter[Standing]:
        """How many numbers were matched with a cell, recomputed, not checked."""
        return Counter(verdict.standing for verdict in self.verdicts)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def barring(self) -> tuple[OpenNumber, ...]:
        """The open numbers without which the text cannot pass."""
        return tuple(number for number in self.open_numbers if number.bars)

    @property
    def conclusion(self) -> Conclusion:
        """The verdict: a text passes only where its tables were there and all of it was checked."""
        if self.unread:
            return Conclusion.UNREAD
        if self.count(Severity.ERROR):
            return Conclusion.ERROR
        if self.accounts is None or self.barring or self.blind:
            return Conclusion.UNCHECKED
        return Conclusion.PASSED

    @property
    def verdict(self) -> str:
        """The verdict in one line: 错误, 未发现错误，3 个数字没有核对, 通过 or 无法审核."""
        return {
            Conclusion.UNREAD: UNUSABLE,
            Conclusion.ERROR: "错误",
            Conclusion.UNCHECKED: f"未发现错误，{len(self.barring)} 个数字没有核对",
            Conclusion.PASSED: "通过",
        }[self.conclusion]

    @property
    def shares(self) -> str:
        """The share of the numbers that were checked, as it is printed."""
        total = sum(self.standings.values())
        if not total:
            return "文件中没有数字"
        parts = [
            f"{s.value} {self.standings[s]}（{_percent(self.standings[s], total)}）"
            for s in Standing
        ]
        return f"全文 {total} 个数字：{'，'.join(parts)}"


def _percent(part: int, whole: int) -> str:
    """Return a share of counts in whole percent, half up."""
    return f"{(200 * part + whole) // (2 * whole)}%"
