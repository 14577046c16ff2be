"""Findings as lines of text."""

from generator.model.finding import Finding
from generator.model.place import Place


def place_of(place: Place) -> str:
    """Return file and cell, or the section, as one word."""
    if place.file:
        return f"{place.file}!{place.address}" if place.address else place.file
    return f"正文{place.section}" if place.section else place.table


def line_of(finding: Finding) -> str:
    """Return severity, code, message and places of a finding on one line."""
    places = "、".join(dict.fromkeys(place_of(place) for place in finding.places))
    return f"{finding.severity.value} | {finding.code} | {finding.message} | {places or '—'}"
