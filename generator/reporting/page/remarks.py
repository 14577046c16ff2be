"""The findings (审核问题) as the page lists them: errors first, each with its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.finding import Severity
from generator.money import format_number, format_plain, round_half_up
from generator.reporting.page.numbers import name_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

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


def list_remarks(findings: tuple[Finding, ...], anchors: Mapping[str, str]) -> tuple[Remark, ...]:
    """Return the findings, the gravest first; `anchors` leads to tables (公开01) and clauses."""
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    return tuple(_remark(finding, anchors) for finding in ordered)


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


def _remark(finding: Finding, anchors: Mapping[str, str]) -> Remark:
    amounts = (
        ("所列", finding.stated),
        ("应为", finding.expected),
        ("相差", finding.difference),
    )
    shown = [(word, _amount(amount)) for word, amount in amounts if amount is not None]
    if finding.found_text and finding.stated is None:
        shown.insert(0, ("所列", finding.found_text))
    return Remark(
        severity=finding.severity.value,
        label=finding.severity.label,
        code=finding.code,
        finding_class=finding.finding_class.label,
        message=finding.message,
        amounts=tuple(shown),
        formula=finding.formula,
        spots=tuple(_spot(place, anchors) for place in finding.places),
        also=finding.also,
    )


def _amount(value: Decimal) -> str:
    """Return an amount with two decimals, or with as many as it has."""
    return format_number(value) if value == round_half_up(value) else format_plain(value)


def _spot(place: Place, anchors: Mapping[str, str]) -> Spot:
    if place.file:
        name = f"{name_file(place)} {place.address}".strip()
        target = place.table
    else:
        name = f"正文{place.section}" if place.section else place.table
        target = place.section or place.table
    detail = " · ".join(part for part in (place.row, place.column, place.quote) if part)
    return Spot(name, detail, anchors.get(target, ""))
