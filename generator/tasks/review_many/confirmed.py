"""What is unchecked and a person has confirmed: it counts for the very file that was confirmed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.reporting.review_summary import department_of
from generator.reporting.review_words import list_unchecked
from generator.reporting.round_words import CONFIRMED_BY, CONFIRMED_ON, DIGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.reviewed_file import ReviewedFile
    from generator.model.rounds import Confirmation


class ConfirmedRow(NamedTuple):
    """A row of the list of what was confirmed: of which file or department, what, by whom."""

    file: str
    department: str
    confirmation: Confirmation

    @property
    def is_signed(self) -> bool:
        """Whether a person has filled in the row."""
        return bool(self.confirmation.who or self.confirmation.day)

    def names(self, files: Iterable[str], department: str) -> bool:
        """Whether the row is about a file, by its department or one of its names."""
        if self.department and department:
            return self.department == squash(department)
        return bool(self.file) and any(
            self.file in {squash(file), squash(PurePosixPath(file).name)} for file in files
        )


def keep_confirmed(
    one: ReviewedFile, rows: Sequence[ConfirmedRow], former: Sequence[str] = ()
) -> ReviewedFile:
    """Return a file with what was confirmed of it; what is void, and why, is told.

    Only the same bytes count: whoever confirmed a number has seen that file and no other.
    """
    if one.review is None:
        return one
    files = (one.name, *former)
    signed = [row for row in rows if row.is_signed]
    own = [
        row
        for row in signed
        if row.names(files, department_of(one)) or row.confirmation.digest == one.digest
    ]
    open_still = {squash(left.what) for left in list_unchecked(one.review, most=None)}
    kept: dict[str, Confirmation] = {}
    # The round before and the list of what was accepted may tell of the same confirmation.
    void: dict[str, set[str]] = {}
    for row in own:
        why = _why_void(row.confirmation, one.digest, open_still)
        if why:
            void.setdefault(why, set()).add(squash(row.confirmation.what))
        else:
            kept[squash(row.confirmation.what)] = row.confirmation
    told = tuple(f"{why}（{len(whats)} 项）" for why, whats in void.items())
    return replace(one, confirmed=tuple(kept.values()), lapsed=(*one.lapsed, *told))


def _why_void(said: Confirmation, digest: str, open_still: set[str]) -> str:
    """Return why something that was confirmed does not count, empty where it does."""
    if not said.who or not said.day:
        return f"确认没有计入：{CONFIRMED_BY}、{CONFIRMED_ON}要都填写"
    by = f"{said.who} {said.day} 的确认"
    if not said.digest:
        return f"{by}没有计入：没有{DIGEST}，不知确认的是哪一份文件"
    if said.digest != digest:
        return f"{by}作废：文件已经改动"
    if squash(said.what) not in open_still:
        return f"{by}没有计入：这一项已经核对，或写法不同"
    return ""
