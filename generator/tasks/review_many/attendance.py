"""Who of the list has sent what: each file its department, each department the file that counts."""

from __future__ import annotations

import filecmp
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import MINYEAR, datetime
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L04
from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import zh
from generator.model.finding import finding
from generator.model.roll import Attendance, Presence, RollCall, Stranger
from generator.tasks.review_many.naming import index_names, word_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.model.roll import Listed, Roster
    from generator.tasks.review_many.naming import Names
    from generator.tasks.review_many.sources import Submitted

_SHOWN = 3
_BEFORE = "上一轮送过，本轮没有再送"
_LONG_AGO = datetime(MINYEAR, 1, 1)  # noqa: DTZ001 - times of archives have no zone either


class Sender(NamedTuple):
    """A file with the department and the year that a review found, empty and 0 if none.

    `by_data` where not the text but the data that agree with it name the department.
    """

    submitted: Submitted
    department: str
    year: int
    is_read: bool
    by_data: bool = False

    @property
    def name(self) -> str:
        """What reports call the file."""
        return self.submitted.name


@dataclass(slots=True)
class _Sent:
    """What was found for a department: its files, files that may be, what is to be said."""

    own: list[Sender] = field(default_factory=list)
    possible: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def call_roll(
    roster: Roster, read: Sequence[Sender], today: date, beside: Sequence[SkippedFile] = ()
) -> RollCall:
    """Return who has sent, of files as their reviews have read them.

    A department is recognised by the name or alias that the text of a file prints. The name of a
    file, and a name that is only like one of the list, are questions. So is the name of a file
    that was not reviewed (`beside`), for a department that has sent no other one.
    """
    names = index_names(roster)
    sent = {one.name: _Sent() for one in roster.departments}
    unknown = [one for one in read if not _place(one, names, sent)]
    strangers = tuple(filter(None, [_ask(one, names, sent) for one in unknown]))
    for one in beside:
        _note_beside(one, names, sent)
    usual = _usual_year(read)
    return RollCall(
        today,
        tuple(_settle(one, sent[one.name], usual) for one in roster.departments),
        strangers,
        (*roster.findings, *_doubt_dates(roster.departments, usual)),
    )


def note_before(roll: RollCall, before: Iterable[str]) -> RollCall:
    """Return a roll that says which departments without a file were in the round before."""
    keys = set(map(key_of, before))
    departments = tuple(
        replace(one, was_before=True, remarks=(_BEFORE, *one.remarks))
        if one.presence is Presence.MISSING and keys.intersection(map(key_of, one.listed.names))
        else one
        for one in roll.departments
    )
    return replace(roll, departments=departments)


def read_sender(submitted: Submitted, reviewed: FileSummary) -> Sender:
    """Return whose file it is by its review: what its text says, else the data that agree."""
    if not reviewed.was_read:
        return Sender(submitted, "", 0, is_read=False)
    name, year = reviewed.owner
    if not name and reviewed.department:
        by_data = reviewed.department
        return Sender(submitted, by_data, year or reviewed.year, is_read=True, by_data=True)
    return Sender(submitted, name, year, is_read=True)


def _place(one: Sender, names: Names, sent: dict[str, _Sent]) -> bool:
    """Note a file with the department that its text names; ask where its name says another."""
    listed = names.exact(one.department) if one.department else None
    if listed is None:
        return False
    sent[listed.name].own.append(one)
    if one.by_data:
        said = f"“{one.name}”文中没有部门名称，按与它核对过的数据认作“{one.department}”"
        sent[listed.name].remarks.append(said)
    by_name = names.in_path(one.name)
    if by_name and listed not in by_name:
        by_text = "按数据认作" if one.by_data else "文中写的是"
        said = f"“{one.name}”的文件名像{word_names(by_name)}，{by_text}“{one.department}”，请核对"
        for other in (listed, *by_name):
            sent[other.name].remarks.append(said)
        for other in by_name:
            sent[other.name].possible.append(one.name)
    return True


def _ask(one: Sender, names: Names, sent: dict[str, _Sent]) -> Stranger | None:
    """Return a file of nobody with the question about it, noted with whom it asks about too."""
    by_name = names.in_path(one.name)
    if one.department:
        asked = by_name or _likeliest(names.alike(one.department), sent)
        said = f"名单中没有“{one.department}”"
    else:
        asked = by_name or _likeliest(names.alike(_bare(one.name)), sent)
        said = "文中没有部门名称" if one.is_read else "文件没有读成，不知是哪个部门的"
        if not asked and not one.submitted.path.is_file():
            return None  # an empty folder, a path that is not there: nobody has sent it
    if by_name:
        question = f"{said}；文件名像{word_names(by_name)}，是不是？"
    elif asked:
        question = f"{said}，是否{word_names(asked)}？"
    else:
        question = f"{said}，也没有相近的" if one.department else said
    for other in asked:
        sent[other.name].possible.append(one.name)
        sent[other.name].remarks.append(f"“{one.name}”：{question}")
    return Stranger(one.name, one.department, question, tuple(other.name for other in asked))


def _note_beside(one: SkippedFile, names: Names, sent: dict[str, _Sent]) -> None:
    """Note a file that was not reviewed with whom its name says, who has sent nothing else."""
    for other in names.in_path(one.name):
        waiting = sent[other.name]
        if not waiting.own:
            waiting.possible.append(one.name)
            waiting.remarks.append(f"“{one.name}”没有审核：{one.why}")


def _likeliest(several: Sequence[Listed], sent: dict[str, _Sent]) -> Sequence[Listed]:
    """Return those of several departments that have sent nothing for certain, else all."""
    waiting = [one for one in several if not sent[one.name].own]
    return waiting or several


def _bare(name: str) -> str:
    """Return the last part of a path without its suffix."""
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _usual_year(files: Iterable[Sender]) -> int:
    """Return the year of most of the files that print one, and of two at least; else 0."""
    years = Counter(one.year for one in files if one.year)
    if not years:
        return 0
    year, times = years.most_common(1)[0]
    return year if times > 1 and 2 * times > years.total() else 0


def _year_of(listed: Listed) -> int:
    """Return the year whose accounts were approved: the one before the approval; 0 without it."""
    return listed.approved.year - 1 if listed.approved else 0


def _doubt_dates(departments: Iterable[Listed], usual: int) -> Iterator[Finding]:
    """Yield what asks about dates of approval that are of another year than most files."""
    doubted = [one for one in departments if usual and _year_of(one) not in {0, usual}]
    if doubted:
        names = "、".join(one.name for one in doubted[:_SHOWN])
        more = f"等 {len(doubted)} 个部门" if len(doubted) > _SHOWN else ""
        message = (
            f"{names}{more}的{zh.APPROVED_ON}不在 {usual + 1} 年，送审文件却多是 {usual} 年度的；"
            f"请核对{zh.APPROVED_ON}"
        )
        places = (one.place for one in doubted)
        yield finding(L04, message, *places, severity=Severity.WARNING)


def _settle(listed: Listed, sent: _Sent, usual: int) -> Attendance:
    """Return whether a department has sent, and which of its files counts: the newest."""
    wanted = usual or _year_of(listed)
    wrong = [one for one in sent.own if one.year and wanted and one.year != wanted]
    right = [one for one in sent.own if one not in wrong]
    basis = "送审文件多是" if usual else f"按{zh.APPROVED_ON}应是"
    remarks = [
        *(f"“{one.name}”是 {one.year} 年度的，{basis} {wanted} 年度的" for one in wrong),
        *sent.remarks,
    ]
    newest = _newest(right)
    counting = newest[0].name if len(newest) == 1 else ""
    if len(newest) > 1:
        remarks.insert(0, _word_tie(newest))
    elif len(right) > 1:
        remarks.insert(0, _word_choice(newest[0], right))
    if counting:
        presence = Presence.SENT
    elif newest or (sent.possible and not wrong):
        presence = Presence.UNSURE
    else:
        presence = Presence.OTHER_YEAR if wrong else Presence.MISSING
    others = dict.fromkeys((*(one.name for one in sent.own), *sent.possible))
    others.pop(counting, None)
    told = tuple(dict.fromkeys(remarks))
    return Attendance(listed, presence, counting, tuple(others), told, wanted)


def _newest(files: Sequence[Sender]) -> list[Sender]:
    """Return the file with the latest time, or all that may be it: of one time, or of none."""
    if len(files) < 2:  # noqa: PLR2004 - there is nothing to compare
        return list(files)
    if any(one.submitted.time is None for one in files):
        return list(files)
    latest = max(one.submitted.time or _LONG_AGO for one in files)
    return [one for one in files if one.submitted.time == latest]


def _word_choice(newest: Sender, files: Sequence[Sender]) -> str:
    rest = "、".join(_dated(one) for one in files if one is not newest)
    return f"送了 {len(files)} 份，以较新的“{newest.name}”（{_time(newest)}）为准；不计{rest}"


def _word_tie(files: Sequence[Sender]) -> str:
    listed = "、".join(map(_dated, files))
    known = all(one.submitted.time is not None for one in files)
    why = "时间相同" if known else "分不出先后"
    first, *rest = (one.submitted.path for one in files)
    same = "（内容相同）" if all(_is_same(first, other) for other in rest) else ""
    return f"送了 {len(files)} 份，{why}{same}：{listed}；以哪一份为准，请确认"


def _is_same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _dated(one: Sender) -> str:
    return f"“{one.name}”（{_time(one)}）"


def _time(one: Sender) -> str:
    time = one.submitted.time
    return f"{time:%Y-%m-%d %H:%M:%S}" if time else "没有时间"
