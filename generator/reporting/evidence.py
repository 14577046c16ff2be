"""The amounts of a finding as texts: what stands there, what should, and the difference."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_number, format_plain, round_half_up

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.finding import Finding

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Evidence(NamedTuple):
    """Stated, expected and difference as printed; empty where the finding has none.

    `stated` is the text of the cell where that is no amount.
    """

    stated: str = ""
    expected: str = ""
    difference: str = ""


def format_evidence(finding: Finding) -> Evidence:
    """Return the amounts with the decimals that the message gives them, else with two."""
    stated = finding.found_text
    if finding.stated is not None:
        stated = _format(finding.stated, finding.message)
    if finding.expected is None:
        return Evidence(stated)
    expected = _format(finding.expected, finding.message)
    if finding.difference is None:
        return Evidence(stated, expected)
    places = max(len(text.partition(".")[2]) for text in (stated, expected))
    return Evidence(stated, expected, format_number(finding.difference, places=places))


def _format(value: Decimal, message: str) -> str:
    """Return an amount with two decimals or more; a count (2 辆) as the message writes it."""
    short = format_plain(value)
    if value != round_half_up(value):
        return short
    full = format_number(value)
    written = {number.group() for number in _NUMBER.finditer(message)}
    return short if short.lstrip("-") in written and full.lstrip("-") not in written else full
