"""The list of what was accepted or confirmed (--accepted): read, and taken out of a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.dates import read_date
from generator.base.codes import L06, L08
from generator.base.errors import AcceptedListError
from generator.base.labels import squash
from generator.field import zh
from generator.model.finding import notes_of
from generator.model.rounds import Acceptance, Confirmation
from generator.reading.lists import ListLayout, read_records
from generator.reporting.columns import CODE, FILE
from generator.reporting.review_summary import department_of
from generator.reporting.review_words import quote_of, section_of, word_subject
from generator.reporting.round_words import (
    ACCEPTED_BY,
    ACCEPTED_UNTIL,
    CONFIRMED_BY,
    CONFIRMED_ON,
    DIGEST,
    FACT,
    UNCHECKED_WHAT,
)
from generator.tasks.opening import open_sheets
from generator.tasks.review_many.confirmed import ConfirmedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.records import Record
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.rounds import Noted

_SECTION, _REASON = "节", "理由"
_LAYOUT = ListLayout(
    "已接受",
    (CODE, _SECTION, zh.QUOTATION, _REASON),
    (FILE, zh.DEPARTMENT, zh.EXPLANATION, FACT, ACCEPTED_BY, ACCEPTED_UNTIL),
)
_CONFIRMED = ListLayout(
    "已确认", (UNCHECKED_WHAT, CONFIRMED_BY, CONFIRMED_ON), (FILE, zh.DEPARTMENT, DIGEST, zh.REASON)
)


class AcceptedRow(NamedTuple):
    """A row of the list; texts without white space. Empty `file`: of whatever file.

    With a `department` it is that department's, whatever the file is called now. `fact` is what
    the statement is about: with it, neither section nor paragraph matters.
    """

    file: str
    code: str
    section: str
    quote: str
    message: str
    acceptance: Acceptance
    department: str = ""
    fact: str = ""

    @property
    def reason(self) -> str:
        """Why it is accepted; empty where the row only says that it is known."""
        return self.acceptance.reason

    @property
    def wording(self) -> str:
        """The row as a report names it."""
        where = " ".join(part for part in (self.code, self.section) if part)
        told = f"理由：{self.acceptance.wording}"
        return f"{where}“{self.quote or self.message}”　{told}"

    def names(self, files: Iterable[str], department: str) -> bool:
        """Whether the row is about a file, by its department or by one of its names.

        A file is named by the whole of its name, or the last part of that.
        """
        if self.department and department:
            return self.department == squash(department)
        return not self.file or any(
            self.file in {squash(file), squash(PurePosixPath(file).name)} for file in files
        )

    def fits(self, finding: Finding) -> bool:
        """Whether the row means a finding; 说明, where the list has it, must be the same."""
        section = section_of(finding) or (finding.places[0].table if finding.places else "")
        quote = quote_of(finding) or word_subject(finding)
        same = (self.code, self.section, self.quote) == (
            finding.code,
            squash(section),
            squash(quote),
        )
        told = squash(finding.message)
        return same and (self.message == told if self.message else bool(self.quote))

    def fits_statement(self, finding: Finding, noted: Noted | None) -> bool:
        """Whether the row means the same statement, which says the same, wherever it stands."""
        if self.code != finding.code or self.message != squash(finding.message):
            return False
        if self.message and self.quote and self.quote == squash(quote_of(finding)):
            return True
        fact = noted.fact if noted else None
        return bool(self.fact) and fact is not None and self.fact == squash(fact.wording)


class AcceptedList(NamedTuple):
    """What a list says: the findings that are accepted, what is unchecked and was confirmed."""

    rows: tuple[AcceptedRow, ...] = ()
    confirmed: tuple[ConfirmedRow, ...] = ()


def read_accepted(path: Path) -> AcceptedList:
    """Return the rows of a CSV file or workbook; those without a reason are known, not accepted.

    Raises AcceptedListError where no sheet has the columns.
    """
    sheets, problems = open_sheets(path)
    findings = list(problems)
    rows: tuple[AcceptedRow, ...] | None = None
    confirmed: tuple[ConfirmedRow, ...] | None = None
    for sheet in sheets:
        records, found = read_records(sheet, _LAYOUT)
        if rows is None and not _lacks_columns(found):
            rows = tuple(map(_row, records))
            continue
        others, missed = read_records(sheet, _CONFIRMED)
        if confirmed is None and not _lacks_columns(missed):
            confirmed = tuple(map(_confirmed_row, others))
        findings += found
    if rows is None and confirmed is None:
        raise AcceptedListError(path).because(notes_of(f for f in findings if f.code != L06.code))
    return AcceptedList(rows or (), confirmed or ())


def _lacks_columns(found: Iterable[Finding]) -> bool:
    return any(finding.code == L08.code for finding in found)


def _row(record: Record) -> AcceptedRow:
    return AcceptedRow(
        file=squash(record.text(FILE)),
        code=squash(record.text(CODE)),
        section=squash(record.text(_SECTION)),
        quote=squash(record.text(zh.QUOTATION)),
        message=squash(record.text(zh.EXPLANATION)),
        acceptance=Acceptance(
            record.text(_REASON).strip(),
            record.text(ACCEPTED_BY).strip(),
            record.text(ACCEPTED_UNTIL).strip(),
        ),
        department=squash(record.text(zh.DEPARTMENT)),
        fact=squash(record.text(FACT)),
    )


def _confirmed_row(record: Record) -> ConfirmedRow:
    confirmation = Confirmation(
        record.text(UNCHECKED_WHAT).strip(),
        record.text(CONFIRMED_BY).strip(),
        record.text(CONFIRMED_ON).strip(),
        record.text(DIGEST).strip().lower(),
    )
    names = squash(record.text(FILE)), squash(record.text(zh.DEPARTMENT))
    return ConfirmedRow(*names, confirmation)


def row_of(noted: Noted, acceptance: Acceptance) -> AcceptedRow:
    """Return what was accepted in the round before as a row of the list."""
    return AcceptedRow(
        file="",
        code=noted.code,
        section=squash(noted.clause),
        quote=squash(noted.quote),
        message=squash(noted.message),
        acceptance=acceptance,
        fact=squash(noted.fact.wording) if noted.fact else "",
    )


class _Sorted(NamedTuple):
    """The rows that count on a day, and what is said of the others."""

    rows: tuple[AcceptedRow, ...]
    told: tuple[str, ...]


def _sort_by_day(rows: Iterable[AcceptedRow], today: str) -> _Sorted:
    """Return rows whose day is not over; a day that cannot be read is over."""
    kept, told = [], []
    for row in rows:
        until = row.acceptance.until
        if not until or not row.reason:
            kept.append(row)
            continue
        last = _read_day(until)
        if last is None:
            told.append(f"{row.wording}：{ACCEPTED_UNTIL}“{until}”不是日期，没有计入")
        elif last < date.fromisoformat(today):
            told.append(f"{row.wording}：已过期，没有计入")
        else:
            kept.append(row)
    return _Sorted(tuple(kept), tuple(told))


def _read_day(text: str) -> date | None:
    parts = read_date(text)
    try:
        return date(*parts) if parts else None
    except ValueError:  # 2月30日, or no day
        return None


def set_accepted_apart(
    one: ReviewedFile, rows: Sequence[AcceptedRow], today: str, former: Sequence[str] = ()
) -> ReviewedFile:
    """Return the review without the findings that were accepted; what no row names is new.

    `former` are the names of the department's files in the round before; `today` is an ISO day.
    """
    review = one.review
    if review is None:
        return one
    files = (one.name, *former)
    own, told = _sort_by_day((r for r in rows if r.names(files, department_of(one))), today)
    noted = one.kept.noted if one.kept else {}
    known = {f: [row for row in own if row.fits(f)] for f in review.findings}
    met = {row for fitting in known.values() for row in fitting}
    left = [row for row in own if row not in met]
    for finding, fitting in known.items():
        if not fitting:
            fitting += [r for r in left if r.fits_statement(finding, noted.get(finding))]
            met.update(fitting)
    acceptances = _first_reasons(known)
    reviewed = replace(
        review,
        marks=tuple(mark for mark in review.marks if mark.finding not in acceptances),
        others=tuple(finding for finding in review.others if finding not in acceptances),
        accepted={finding: one.wording for finding, one in acceptances.items()},
    )
    return replace(
        one,
        review=reviewed,
        new=frozenset(finding for finding, fitting in known.items() if not fitting),
        gone=tuple(row.wording for row in own if row.reason and row not in met),
        lapsed=(*one.lapsed, *told),
        acceptances=acceptances,
    )


def _first_reasons(
    known: Mapping[Finding, Sequence[AcceptedRow]],
) -> dict[Finding, Acceptance]:
    return {
        finding: next(row.acceptance for row in fitting if row.reason)
        for finding, fitting in known.items()
        if any(row.reason for row in fitting)
    }
