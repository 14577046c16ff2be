"""The list of departments on the screen: what needs somebody's attention, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.columns import pad, width_of
from generator.field import zh
from generator.model.roll import Presence
from generator.reporting.roll_words import (
    OWN_DATA,
    REPLY_FAULTS,
    STRANGERS,
    word_days_left,
)
from generator.reporting.screen import list_findings, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from generator.model.finding import Finding
    from generator.model.roll import Attendance, RollCall

_STYLES = {
    Presence.MISSING: "bold red",
    Presence.UNSURE: "yellow",
    Presence.OTHER_YEAR: "yellow",
    Presence.SENT: "green",
}
_NEED = (Presence.MISSING, Presence.UNSURE, Presence.OTHER_YEAR, Presence.SENT)
_WIDEST_NAME = 32
_HANG = 10
_MOST_FAULTS = 20


def print_roll(console: Console, roll: RollCall) -> None:
    """Print who has not sent and what is asked; who has sent and raises no question is counted."""
    told = sorted(filter(_needs_attention, roll.departments), key=_by_need)
    if told or roll.nobodys:
        console.print()
        since = f"{zh.ROSTER}中要看的（剩余天数从 {roll.today.isoformat()} 算起）："
        print_line(console, (since, "bold"))
    width = min(_WIDEST_NAME, max((width_of(one.listed.name) for one in told), default=0))
    for one in told:
        _print_department(console, roll, one, width)
    if roll.nobodys:
        print_line(console, (f"{STRANGERS}：", "bold"))
    for stranger in roll.nobodys:
        print_line(console, f"  {stranger.file}　{stranger.question}", hang=4)


def print_own_data(console: Console, findings: Sequence[Finding]) -> None:
    """Print what is wrong with the bureau's own list and data: no department is told."""
    if findings:
        told = f"{OWN_DATA}有 {len(findings)} 处要看（不写进各部门的问题）："
        print_line(console, (told, "bold"))
        gravest = sorted(findings, key=lambda one: one.severity.rank)
        list_findings(console, gravest[:_MOST_FAULTS])
    if findings[_MOST_FAULTS:]:
        left = len(findings) - _MOST_FAULTS
        print_line(console, f"  另有 {left} 处：加 --format xlsx，见“{OWN_DATA}”表。")


def print_replies(console: Console, findings: Sequence[Finding]) -> None:
    """Print what is to be said of the replies of departments."""
    if findings:
        print_line(console, (f"{REPLY_FAULTS}有 {len(findings)} 处要看：", "bold"))
        list_findings(console, findings)


def _by_need(one: Attendance) -> int:
    """Return the place of a department: first who has to be called."""
    return _NEED.index(one.presence)


def _needs_attention(one: Attendance) -> bool:
    return one.presence is not Presence.SENT or bool(one.remarks)


def _print_department(console: Console, roll: RollCall, one: Attendance, width: int) -> None:
    contact = f"　{zh.CONTACT} {one.listed.contact}" if one.listed.contact else ""
    print_line(
        console,
        (f"  {pad(one.presence.label, 8)}", _STYLES[one.presence]),
        f"  {pad(one.listed.name, width)}  {word_days_left(roll, one)}{contact}",
        hang=_HANG + 2,
    )
    for remark in one.remarks:
        print_line(console, (f"{' ' * _HANG}  {remark}", "dim"), hang=_HANG + 2)
