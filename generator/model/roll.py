"""The bureau's list of departments (名单), and who on it has sent what (送审情况)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.field.deadline import last_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.rounds import RoundDesk
    from generator.model.survey import Survey


class Listed(NamedTuple):
    """A department as the list has it; `approved` is None where no usable date stands there.

    `data` is where its data are, None where the list names none that is there.
    """

    name: str
    aliases: tuple[str, ...]
    approved: date | None
    contact: str
    data: Path | None
    place: Place

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is this department's alone."""
        return (self.name, *self.aliases)


class Roster(NamedTuple):
    """The list as read, and what is wrong with it. `shared` are aliases of several departments."""

    departments: tuple[Listed, ...]
    findings: tuple[Finding, ...] = ()
    shared: tuple[tuple[str, tuple[Listed, ...]], ...] = ()


class Presence(Enum):
    """Whether a department has sent its file; the value is what JSON carries."""

    SENT = "sent"
    OTHER_YEAR = "other-year"
    UNSURE = "unsure"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return _LABELS[self.value]


_LABELS = {"sent": "已送", "other-year": "年度不符", "unsure": "待确认", "missing": "未送"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """A department of the list: whether it has sent, and what.

    `counting` is the name of the file that counts, empty where none does for certain; `others`
    are further files that are, or may be, its. `remarks` say in Chinese why. `due` is the year
    whose accounts it is to publish, 0 where nothing tells. `was_before`: it has sent nothing now,
    but was in the round before.
    """

    listed: Listed
    presence: Presence
    counting: str = ""
    others: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    due: int = 0
    was_before: bool = False

    @property
    def deadline(self) -> date | None:
        """The last day on which the department may publish, None without a date of approval."""
        return last_day(self.listed.approved) if self.listed.approved else None


class Stranger(NamedTuple):
    """A file of nobody on the list: the department that it names, and what is said about it.

    `asked` are the departments of the list that it may be of.
    """

    file: str
    department: str
    question: str
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollCall:
    """The list, department by department, as on a day; the files of nobody on it.

    `findings` are the faults of the list itself.
    """

    today: date
    departments: tuple[Attendance, ...]
    strangers: tuple[Stranger, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def nobodys(self) -> tuple[Stranger, ...]:
        """The files that may be of no department of the list."""
        return tuple(one for one in self.strangers if not one.asked)

    @property
    def set_aside(self) -> frozenset[str]:
        """The files that count for no department: older drafts, and those of another year.

        Those of which nobody has said yet whose they are, or which of several counts, do count.
        """
        settled = {Presence.SENT, Presence.OTHER_YEAR}
        aside = {file for one in self.departments if one.presence in settled for file in one.others}
        open_ones = (o for o in self.departments if o.presence not in settled)
        kept = {file for one in open_ones for file in one.others}
        kept |= {one.counting for one in self.departments} | {one.file for one in self.strangers}
        return frozenset(aside - kept)

    def count(self, presence: Presence) -> int:
        """How many departments are in this state."""
        return sum(one.presence is presence for one in self.departments)

    @property
    def is_complete(self) -> bool:
        """Whether every department has sent for certain, and no file is left over."""
        return not self.strangers and self.count(Presence.SENT) == len(self.departments)

    def days_left(self, one: Attendance) -> int | None:
        """The days left to publish, negative when over, None without a date of approval."""
        return None if one.deadline is None else (one.deadline - self.today).days


class Desk(NamedTuple):
    """What stands beside the files of a run, for the bureau and no department.

    `roll` is None where no list was given; `own` is what is wrong with the bureau's own data,
    `replies` what is to be said of the replies of departments, None where none were given.
    `rounds` are the departments of two rounds, None in a first one; `survey` is what is said of all
    files together, None where that was not asked for.
    """

    roll: RollCall | None = None
    own: tuple[Finding, ...] = ()
    replies: tuple[Finding, ...] | None = None
    rounds: RoundDesk | None = None
    survey: Survey | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with what the bureau itself has given: its list, its data."""
        return (*(self.roll.findings if self.roll else ()), *self.own)


NO_DESK = Desk()
