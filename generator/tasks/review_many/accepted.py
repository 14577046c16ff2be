"""The list of accepted findings (--accepted): read, and taken out of a review."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L06, L08
from generator.base.errors import AcceptedListError
from generator.base.labels import squash
from generator.field import zh
from generator.model.finding import notes_of
from generator.reading.lists import ListLayout, read_records
from generator.reporting.review_words import quote_of, section_of, word_subject
from generator.tasks.opening import open_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.records import Record
    from generator.model.reviewed_file import ReviewedFile

_LAYOUT = ListLayout("已接受", ("代码", "节", zh.QUOTATION, "理由"), ("文件", zh.EXPLANATION))


class AcceptedRow(NamedTuple):
    """A row of the list; texts without white space. Empty `file`: of whatever file."""

    file: str
    code: str
    section: str
    quote: str
    message: str
    reason: str

    @property
    def wording(self) -> str:
        """The row as a report names it."""
        where = " ".join(part for part in (self.code, self.section) if part)
        return f"{where}“{self.quote or self.message}”　理由：{self.reason}"

    def names(self, file: str) -> bool:
        """Whether the row is about a file (its whole name, or its last part)."""
        return self.file in {"", squash(file), squash(PurePosixPath(file).name)}

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


def read_accepted(path: Path) -> tuple[AcceptedRow, ...]:
    """Return the rows of a CSV file or workbook; those without a reason are known, not accepted.

    Raises AcceptedListError where no sheet has the columns.
    """
    sheets, problems = open_sheets(path)
    findings = list(problems)
    for sheet in sheets:
        records, found = read_records(sheet, _LAYOUT)
        findings += found
        if not any(finding.code == L08.code for finding in found):
            return tuple(map(_row, records))
    raise AcceptedListError(path).because(notes_of(f for f in findings if f.code != L06.code))


def _row(record: Record) -> AcceptedRow:
    return AcceptedRow(
        file=squash(record.text("文件")),
        code=squash(record.text("代码")),
        section=squash(record.text("节")),
        quote=squash(record.text(zh.QUOTATION)),
        message=squash(record.text(zh.EXPLANATION)),
        reason=record.text("理由").strip(),
    )


def set_accepted_apart(one: ReviewedFile, rows: Sequence[AcceptedRow]) -> ReviewedFile:
    """Return the review without the findings that were accepted; what no row names is new."""
    review = one.review
    if review is None:
        return one
    own = [row for row in rows if row.names(one.name)]
    known = {f: [row for row in own if row.fits(f)] for f in review.findings}
    reasons = {
        finding: next(row.reason for row in fitting if row.reason)
        for finding, fitting in known.items()
        if any(row.reason for row in fitting)
    }
    met = {row for fitting in known.values() for row in fitting}
    left = replace(
        review,
        marks=tuple(mark for mark in review.marks if mark.finding not in reasons),
        others=tuple(finding for finding in review.others if finding not in reasons),
        accepted=reasons,
    )
    return replace(
        one,
        review=left,
        new=frozenset(finding for finding, fitting in known.items() if not fitting),
        gone=tuple(row.wording for row in own if row.reason and row not in met),
    )
