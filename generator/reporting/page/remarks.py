"""The findings (审核问题) as the page lists them: errors first, each with its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.evidence import format_evidence
from generator.reporting.page.numbers import name_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.finding import Finding
    from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a finding; `anchor`, where given, is the table or clause on the page."""

    text: str
    detail: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding; `amounts` are pairs of a word and an amount."""

    severity: str
    label: str
    code: str
    finding_class: str
    message: str
    amounts: tuple[tuple[str, str], ...]
    formula: str
    spots: tuple[Spot, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings there are of a severity."""

    severity: str
    label: str
    count: int


def list_remarks(
    findings: tuple[Finding, ...], locate: Callable[[Place], str]
) -> tuple[Remark, ...]:
    """Return the findings, the gravest first; `locate` gives the anchor of a place, or none."""
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    return tuple(_remark(finding, locate) for finding in ordered)


def count_remarks(findings: tuple[Finding, ...]) -> tuple[Tally, ...]:
    """Return the number of findings of each severity that occurs."""
    tallies = (
        Tally(
            severity.value,
            severity.label,
            sum(finding.severity is severity for finding in findings),
        )
        for severity in Severity
    )
    return tuple(tally for tally in tallies if tally.count)


def _remark(finding: Finding, locate: Callable[[Place], str]) -> Remark:
    evidence = format_evidence(finding)
    amounts = (
        (zh.STATED, evidence.stated),
        (zh.EXPECTED, evidence.expected),
        ("相差", evidence.difference),
    )
    return Remark(
        severity=finding.severity.value,
        label=finding.severity.label,
        code=finding.code,
        finding_class=finding.finding_class.label,
        message=finding.message,
        amounts=tuple((word, amount) for word, amount in amounts if amount),
        formula=finding.formula,
        spots=tuple(_spot(place, locate) for place in finding.places),
        also=finding.also,
    )


def _spot(place: Place, locate: Callable[[Place], str]) -> Spot:
    if place.file:
        name = f"{name_file(place)} {place.address}".strip()
    else:
        name = f"正文{place.section}" if place.section else place.table
    detail = " · ".join(part for part in (place.row, place.column, place.quote) if part)
    return Spot(name, detail, locate(place))
