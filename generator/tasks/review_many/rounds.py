"""A file beside the same department's file of the round before; the departments of both rounds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.digests import digest_file
from generator.base.labels import key_of
from generator.field import zh
from generator.model.rounds import Kept, RoundDesk, Rounds
from generator.reporting.review_marks import sort_marks
from generator.reporting.review_summary import department_of
from generator.reporting.round_words import FIRST
from generator.review.rounds.judging import Now, Previous, compare_rounds, note_review
from generator.review.rounds.noting import Told
from generator.tasks.review_many.accepted import row_of, set_accepted_apart
from generator.tasks.review_many.confirmed import ConfirmedRow, keep_confirmed
from generator.tasks.review_many.previous import read_earlier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.reviewed_file import FileSummary, ReviewedFile
    from generator.reporting.round_record import PastFile
    from generator.review.rounds.text import Laid
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.job import Job
    from generator.tasks.review_many.previous import Earlier, PreviousRound

_NONE = f"上一轮没有这个部门的文件，是{FIRST}，问题没有轮次状态"
_NOBODYS = "文中没有部门名称，上一轮也没有同一个文件，不知与哪一份比较"
_ALIKE = "文字大半相同，按同一部门比较，请核对"
_AMOUNT = re.compile(r"[0-9]\.[0-9]")
_UNREAD = "上一轮的文件没有读成，不能比较"


class _Met(NamedTuple):
    """The file of the round before that one is compared with, and what is said of the choice.

    `is_first`: the department is known, and has none.
    """

    file: PastFile | None
    notes: tuple[str, ...] = ()
    is_first: bool = False


def finish_review(one: ReviewedFile, job: Job) -> ReviewedFile:
    """Return a review with all that was said before: what is accepted, confirmed, the last round.

    What the list says goes first; without a list, what was accepted in the round before and what
    a person has written into its workbook.
    """
    if job.with_record or job.accepted is not None or job.previous is not None:
        one = replace(one, digest=digest_file(one.path))
    if one.review is None:
        return one
    found, others = sort_marks(one.review)
    told = (
        *(Told(mark.finding, mark) for mark in found),
        *(Told(finding, None) for finding in others),
    )
    now = note_review(one.review, told)
    one = replace(one, kept=Kept(now.laid.text, now.noted))
    met = _meet(one, now.laid, job)
    one = _apply_lists(one, met.file, job)
    if job.previous is None:
        return one
    # 新 would say beside 未改 only that nobody has accepted it: here the states tell what is new.
    return replace(one, new=None, rounds=_compare(one, now, met, job.previous))


def _apply_lists(one: ReviewedFile, past: PastFile | None, job: Job) -> ReviewedFile:
    """Set apart what is accepted, and keep what is confirmed."""
    former = (past.name,) if past else ()
    if job.accepted is not None:
        rows, confirmed = job.accepted.rows, job.accepted.confirmed
    elif job.previous is not None:
        carried = tuple(row_of(*accepted) for accepted in past.accepted) if past else ()
        filled = tuple(row for row in job.previous.filled.rows if row.reason)
        rows = (*filled, *carried)
        department = key_of(department_of(one))
        before = past.confirmed if past else ()
        kept = (ConfirmedRow(one.name, department, said) for said in before)
        confirmed = (*job.previous.filled.confirmed, *kept)
    else:
        return one
    is_list = job.accepted is not None
    one = set_accepted_apart(one, rows, job.date, former)
    if not is_list:
        one = replace(one, new=None, gone=())
    return keep_confirmed(one, confirmed, former)


def _meet(one: ReviewedFile, laid: Laid, job: Job) -> _Met:
    """Find the file of the round before; of several the one whose text is most like this one."""
    if job.previous is None or one.review is None:
        return _Met(None)
    department = department_of(one)
    year = one.review.accounts.identity.year if one.review.accounts else one.review.owner.year
    names = job.supply.names_of(department) if job.supply is not None else (department,)
    several = job.previous.choose(names, year, one.digest, one.name)
    if not several:
        return _meet_renamed(laid, job.previous, department)
    files = [read_earlier(earlier) for earlier in several]
    own = Counter(unit.text for unit in laid.text.units)
    best = max(files, key=lambda file: _shared(file, own))
    notes = [*_word_counting(best, several, names, job.previous)]
    if len(files) > 1:
        listed = "、".join(file.name for file in files)
        notes.append(f"上一轮这个部门有 {len(files)} 份（{listed}），与文字最相近的一份比较")
    if not best.was_read:
        notes.append(_UNREAD)
    return _Met(best, tuple(notes))


def _word_counting(
    best: PastFile, several: Sequence[Earlier], names: Sequence[str], previous: PreviousRound
) -> Iterator[str]:
    """Yield that others of the department's files did not count, where it has sent others."""
    keys = set(map(key_of, names))
    others = [one.name for one in previous.files if one.key in keys and one.counts is False]
    if others and several[0].counts:
        yield f"与上一轮计入的“{best.name}”比较，没有计入的{'、'.join(others)}不比较"


def _meet_renamed(laid: Laid, previous: PreviousRound, department: str) -> _Met:
    """Return the one file of the round before, where it is this text under another name.

    Only amounts tell departments apart: most paragraphs with one must be the same. Of several files
    another department's may be as like.
    """
    if not department:
        return _Met(None, (_NOBODYS,))
    if len(previous.files) == 1 and previous.files[0].was_read:
        file = read_earlier(previous.files[0])
        own, theirs = (
            {unit.text for unit in units if _AMOUNT.search(unit.text)}
            for units in (laid.text.units, file.text.units)
        )
        if 2 * len(own & theirs) > max(len(own), len(theirs)):
            told = f"“{file.department}”" if file.department else "没有部门名称"
            return _Met(file, (f"部门名称与上一轮的不同（上一轮：{told}），{_ALIKE}",))
    return _Met(None, (_NONE,), is_first=True)


def _shared(file: PastFile, own: Counter[str]) -> int:
    """Return how many paragraphs a file of the round before has in common with one."""
    return (Counter(unit.text for unit in file.text.units) & own).total()


def _compare(one: ReviewedFile, now: Now, met: _Met, previous: PreviousRound) -> Rounds:
    past, review = met.file, one.review
    if past is None or not past.was_read or review is None:
        name = past.name if past else ""
        return Rounds(previous.number + 1, name, notes=met.notes, is_first=met.is_first)
    rounds = compare_rounds(
        Previous(past.name, past.number, past.findings, past.text),
        now._replace(review=review),
        frozenset(review.accepted),
    )
    return replace(
        rounds,
        number=previous.number + 1,
        is_same_file=bool(one.digest) and one.digest == past.digest,
        notes=(*met.notes, *rounds.notes),
    )


def lay_round_desk(
    previous: PreviousRound, files: Sequence[FileSummary], supply: Supply | None
) -> RoundDesk:
    """Return which departments of two rounds are in one alone, and which have sent twice."""

    def key(department: str) -> str:
        names = supply.names_of(department) if supply is not None else (department,)
        return key_of(names[0])

    sent: dict[str, list[FileSummary]] = {}
    for one in files:
        if one.department:
            sent.setdefault(key(one.department), []).append(one)
    unread = {PurePosixPath(one.name).name for one in files if not one.department}
    met = {one.rounds.document for one in files if one.rounds}
    missing = (
        one.department or f"“{one.name}”（文中没有{zh.DEPARTMENT_NAME}）"
        for one in previous.files
        if key(one.department) not in sent
        and one.name not in met
        and PurePosixPath(one.name).name not in unread
    )
    before = {key(one.department) for one in previous.files if one.department}
    newcomers = (several[0].department for own, several in sent.items() if own not in before)
    twice = (
        (several[0].department, tuple(one.name for one in several))
        for several in sent.values()
        if len(several) > 1
    )
    read = [one for one in files if one.was_read]
    return RoundDesk(
        previous.name,
        tuple(dict.fromkeys(missing)),
        tuple(newcomers),
        tuple(twice),
        bool(read) and all(one.rounds and one.rounds.is_same_file for one in read),
    )
