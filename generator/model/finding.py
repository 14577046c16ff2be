"""What a reading or a check found wrong in the user's data (审核问题)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from generator.base.codes import Code
    from generator.base.rules import Rule
    from generator.base.severity import FindingClass, Severity
    from generator.model.place import Place


_WORKBOOKS = frozenset({"xlsx", "xls"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong, with all the evidence that is needed to open the right cell.

    `stated` and `expected` are amounts in the unit of the table that `places[0]` names;
    `found_text` is the value as it stands in the file where it is no amount. `title` is the
    relation that does not hold, where `detail` only says by how much; `in_review` is the detail
    for a reader who has a submitted text and no data folder, where that differs. `for_bureau`: it
    is about what the bureau has given, not about the document; no letter tells a department.
    """

    code: str
    finding_class: FindingClass
    severity: Severity
    detail: str
    places: tuple[Place, ...] = ()
    stated: Decimal | None = None
    expected: Decimal | None = None
    formula: str = ""
    found_text: str = ""
    also: tuple[str, ...] = ()
    title: str = ""
    in_review: str = ""
    for_bureau: bool = False

    @property
    def message(self) -> str:
        """What users read."""
        return f"{self.title}：{self.detail}" if self.title else self.detail

    @property
    def difference(self) -> Decimal | None:
        """Stated minus expected, where the finding compares two amounts."""
        if self.stated is None or self.expected is None:
            return None
        return self.stated - self.expected


class Evidence(TypedDict, total=False):
    """What a finding may have besides its words and places."""

    title: str
    in_review: str
    for_bureau: bool
    stated: Decimal | None
    expected: Decimal | None
    formula: str
    found_text: str
    also: tuple[str, ...]


def finding(
    record: Code | Rule,
    detail: str,
    *places: Place,
    severity: Severity | None = None,
    kind: FindingClass | None = None,
    **evidence: Unpack[Evidence],
) -> Finding:
    """Return what a code or rule found; severity and class where they are not the usual ones."""
    return Finding(
        record.code,
        kind or record.finding_class,
        severity or record.severity,
        detail,
        places,
        **evidence,
    )


def notes_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return what findings say, each once and with its file, for an error that ends the work."""
    notes: dict[str, None] = {}
    for finding in findings:
        file = finding.places[0].file if finding.places else ""
        notes[finding.message if file in finding.message else f"{file}：{finding.message}"] = None
    return tuple(notes)


def sort_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings by place, then code, so that two runs are the same.

    A sheet stands where the file of that name would, whatever the workbook is called.
    """

    def order(finding: Finding) -> tuple[str, str, int, int, str, str]:
        if not finding.places:
            return ("\uffff", "", 0, 0, finding.code, finding.message)
        first = finding.places[0]
        cell = (first.row_number, first.column_number)
        return (*_container(first), *cell, finding.code, finding.message)

    return tuple(sorted(findings, key=order))


def _container(place: Place) -> tuple[str, str]:
    """Return the list or table in which a place stands, and the file."""
    stem, _, suffix = place.file.rpartition(".")
    named = place.table if suffix.lower() in _WORKBOOKS else ""
    return (place.sheet or named or stem or place.file).replace("/", ""), place.file
