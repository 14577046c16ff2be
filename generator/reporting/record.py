"""Findings as JSON: what scripts read."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.reporting.coverage import word_verdict
from generator.reporting.evidence import format_evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.accounts import Identity
    from generator.model.audit import Audit, Unchecked
    from generator.model.finding import Finding
    from generator.model.place import Place

_SPECIAL = ("sheet", "section", "paragraph", "quote")


def format_json(document: str, version: str, identity: Identity, audit: Audit) -> str:
    """Return the report as JSON; the same audit gives the same text.

    Every key is always there: what is missing is null, an empty text or an empty list. Only
    `sheet`, `section`, `paragraph` and `quote` of a place stand where they apply.
    """
    payload = {
        "document": document,
        "version": version,
        "year": identity.year or None,
        "department": identity.department,
        "summary": {
            **count_severities(audit.findings),
            "verdict": word_verdict(audit.findings, audit.untested),
            "checked": audit.checked,
            "unchecked": record_unchecked(audit.unchecked),
        },
        "findings": [record_finding(finding) for finding in audit.findings],
    }
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def count_severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def record_unchecked(unchecked: Iterable[Unchecked]) -> list[dict[str, object]]:
    """Return what could not be checked, and why; of several things `items` has all of them."""
    return [
        {"what": one.what, "why": one.why, **({"items": list(one.items)} if one.items else {})}
        for one in unchecked
    ]


def record_finding(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON has it."""
    evidence = format_evidence(finding)
    return {
        "code": finding.code,
        "class": finding.finding_class.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "places": [_record_place(place) for place in finding.places],
        "stated": evidence.stated or None,
        "expected": evidence.expected or None,
        "difference": evidence.difference or None,
        "formula": finding.formula,
        "also": list(finding.also),
    }


def _record_place(place: Place) -> dict[str, object]:
    record: dict[str, object] = {
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "file": place.file,
        "cell": place.address,
    }
    record |= {key: getattr(place, key) for key in _SPECIAL if getattr(place, key)}
    return record
