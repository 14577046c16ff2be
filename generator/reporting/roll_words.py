"""The list of departments in the words that all reports share: who has sent, the days left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.model.roll import Presence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Attendance, RollCall

OWN_DATA = "局里的数据"
REPLY_FAULTS = "部门的反馈"
STRANGERS = "名单之外的文件"
# Beside the name of a department; the last may be long.
ROLL_COLUMNS = (
    zh.DEPARTMENT_NAME,
    "状态",
    "送审文件",
    "结论",
    "最后公开日期",
    "剩余天数",
    zh.CONTACT,
    zh.EXPLANATION,
)
FILE, DAYS_LEFT = 2, 5  # of these


class RollRow(NamedTuple):
    """A department as reports list it: the texts of ROLL_COLUMNS."""

    presence: Presence
    texts: tuple[str, ...]


def word_roll(roll: RollCall) -> str:
    """Return who has sent in one line: 名单 5 个部门：已送 3 个，未送 2 个（…）."""
    whole = len(roll.departments)
    if roll.is_complete:
        return f"名单 {whole} 个部门都已送"
    counts = [
        f"{one.label} {roll.count(one)} 个"
        for one in Presence
        if one is Presence.SENT or roll.count(one)
    ]
    nobodys = len(roll.nobodys)
    if len(roll.strangers) > nobodys:
        counts.append(f"部门待确认的文件 {len(roll.strangers) - nobodys} 份")
    if nobodys:
        counts.append(f"{STRANGERS} {nobodys} 份")
    return f"名单 {whole} 个部门：{'，'.join(counts)}"


def list_roll(roll: RollCall, files: Sequence[FileSummary]) -> tuple[RollRow, ...]:
    """Return the departments in the order of the list, with the verdict on the file that counts."""
    verdicts = {one.name: one.verdict for one in files}
    return tuple(_row(roll, one, verdicts) for one in roll.departments)


def _row(roll: RollCall, one: Attendance, verdicts: Mapping[str, str]) -> RollRow:
    texts = (
        one.listed.name,
        one.presence.label,
        one.counting or "；".join(one.others),
        verdicts.get(one.counting, ""),
        word_day(one.deadline) if one.deadline else "",
        "" if roll.days_left(one) is None else str(roll.days_left(one)),
        one.listed.contact,
        "；".join(one.remarks),
    )
    return RollRow(one.presence, texts)


def word_days_left(roll: RollCall, one: Attendance) -> str:
    """Return the days left to publish in words."""
    left = roll.days_left(one)
    if left is None or one.deadline is None:
        return f"没有{zh.APPROVED_ON}"
    last = f"{one.deadline.month}月{one.deadline.day}日"
    if left < 0:
        return f"已超过 {-left} 天（{last}到期）"
    return f"还有 {left} 天（{last}到期）" if left else f"今天（{last}）到期"


def word_day(day: date) -> str:
    """Return a day as tables of the reports print it."""
    return day.isoformat()
