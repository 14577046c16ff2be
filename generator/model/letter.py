"""A letter of the bureau to a department (审核意见书): what it says of each submitted file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Remark(NamedTuple):
    """A finding in words that a department understands: no codes, no files of the bureau.

    `quote` is the clause as it stands in the file, `where` its place there. `change` is the clause
    as it should read, given only where that is certain; else `ask` says what to look at. `stated`
    and `expected` are amounts as printed, empty where there are none; `basis` are the cells, the
    formula and the authority; `also` are further places with the same cause. `round_state` says
    what has become of it since the round before (未改, 改错 …), empty in a first one.
    """

    severity: Severity
    where: str
    quote: str
    problem: str
    change: str
    ask: str
    stated: str
    expected: str
    basis: str
    also: str
    round_state: str = ""

    @property
    def request(self) -> str:
        """What the department is asked to do, be it sure or not."""
        return self.change or self.ask


class DutyRemark(NamedTuple):
    """A duty that is not fulfilled: what must be there, what is wrong, remarks on the same."""

    content: str
    problem: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class FileLetter:
    """What a letter says of one file.

    `name` is the file's own name, `profile` the wording that it was compared with. `unread` says
    why it could not be reviewed, empty where it was; `blind` are the parts of it that could not be
    read, `unchecked` counts the numbers that nothing was compared with, `corrected` what the round
    before has told of and is put right. `is_withheld`: it could not be reviewed for a reason that
    is none of the department's, which is not told. `duties` are those that it does not fulfil.
    `due` is the year of the accounts that should have been sent, 0 where it is that one.
    """

    name: str
    department: str
    year: int
    profile: str
    remarks: tuple[Remark, ...]
    unread: str = ""
    blind: tuple[str, ...] = ()
    unchecked: int = 0
    is_withheld: bool = False
    corrected: int = 0
    duties: tuple[DutyRemark, ...] = ()
    due: int = 0

    def to_send(self, *, hints: bool) -> FileLetter | None:
        """Return what is sent of it: errors and warnings, with `hints` all; None if there is none.

        A file that could not be reviewed, or is of another year, is always told of; a duty with its
        remarks.
        """
        kept = tuple(one for one in self.remarks if hints or one.severity is not Severity.INFO)
        duties = tuple(one for one in self.duties if not one.remarks or {*one.remarks} & {*kept})
        if not kept and not duties and not self.unread and not self.due:
            return None
        return replace(self, remarks=kept, duties=duties)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: to whom, about which files, on which day; an empty `department` is not known."""

    department: str
    files: tuple[FileLetter, ...]
    day: date

    @property
    def year(self) -> int:
        """The year of the accounts, 0 where no file tells or files are of several years."""
        years = {one.year for one in self.files if one.year}
        return years.pop() if len(years) == 1 else 0

    @property
    def profile(self) -> str:
        """The wording of the files, empty where none tells."""
        return next((one.profile for one in self.files if one.profile), "")

    def count(self, severity: Severity) -> int:
        """How many remarks have this severity."""
        return sum(remark.severity is severity for _, remark in number_remarks(self.files))


def number_remarks(files: Iterable[FileLetter]) -> tuple[tuple[int, Remark], ...]:
    """Return the remarks of a letter with their numbers, which run on from file to file."""
    remarks = (remark for one in files for remark in one.remarks)
    return tuple(enumerate(remarks, start=1))
