"""The check list in words: one row a duty, and how many there are of each state."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field.duties import DUTIES
from generator.model.duty import DutyState, count_states
from generator.reporting.review_summary import department_of
from generator.reporting.review_words import word_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.duty import DutyJudgement
    from generator.model.reviewed_file import ReviewedFile

CHECKLIST = "检查表"
CHECKED_CONTENT = "检查内容"
ANSWER = "是/否"


class DutyRow(NamedTuple):
    """A duty as reports print it; `answer` is 是, 否, 不适用 or 无法检查."""

    code: str
    group: str
    content: str
    state: str
    answer: str
    note: str
    place: str
    authority: str
    refers: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is wrong or why nothing can be said, and which findings say so too; else nothing."""
        if self.state == DutyState.DONE.value:
            return ""
        listed = f"（见问题 {'、'.join(self.refers)}）" if self.refers else ""
        return f"{self.note}{listed}"


class FileDuties(NamedTuple):
    """The check list of a file: whose it is, why it was not reviewed, its rows in order."""

    name: str
    stem: str
    department: str
    why_unread: str
    rows: tuple[DutyRow, ...]


def list_file_duties(one: ReviewedFile) -> FileDuties:
    """Return the check list of a file; of one that was not reviewed nothing could be checked."""
    rows = list_duty_rows(one.review.duties, one.path.name) if one.review else ()
    why, state = one.why_unread, DutyState.UNCHECKED
    unread = (
        DutyRow(d.code, d.group, d.content, state.value, state.answer, why, "", d.authority, ())
        for d in DUTIES
    )
    return FileDuties(one.name, one.path.stem, department_of(one), why, rows or tuple(unread))


def list_duty_rows(judgements: Iterable[DutyJudgement], file: str = "") -> tuple[DutyRow, ...]:
    """Return the check list of a document row by row; `file` is not named again."""
    return tuple(_row(one, file) for one in judgements)


def _row(one: DutyJudgement, file: str) -> DutyRow:
    duty = one.duty
    return DutyRow(
        duty.code,
        duty.group,
        duty.content,
        one.state.value,
        one.state.answer,
        one.note,
        word_place(one.place, file) if one.place else "",
        duty.authority,
        tuple(dict.fromkeys(finding.code for finding in one.findings)),
    )


def word_duties(judgements: Sequence[DutyJudgement]) -> str:
    """Return how many duties there are of each state: 检查表 26 项：24 项已做到，2 项有问题."""
    if not judgements:
        return ""
    counts = count_states(judgements)
    listed = "，".join(f"{count} 项{state.label}" for state, count in counts.items())
    return f"{CHECKLIST} {len(judgements)} 项：{listed}"


def list_open_duties(judgements: Iterable[DutyJudgement]) -> tuple[str, ...]:
    """Return the duties that are not done, each in a line; those that do not apply are left out."""
    asked = {DutyState.PROBLEM, DutyState.UNCHECKED}
    return tuple(
        f"{one.duty.code} {one.state.label}：{one.duty.content}（{one.note}）"
        for one in judgements
        if one.state in asked
    )
