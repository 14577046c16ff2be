"""Figures that reading found outside the grid: the cell that lacks them is the same finding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.codes import H02, L09
from generator.base.money import format_plain, parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding

# A figure in the 栏次 row, and one beside no label.
_STRAYS = (H02.code, L09.code)


def join_strays(found: Sequence[Finding], checked: Sequence[Finding]) -> list[Finding]:
    """Return both lists as one: what a figure in the 栏次 row explains goes into its finding."""
    joined = list(found)
    rest = list(checked)
    for index, stray in enumerate(joined):
        if stray.code not in _STRAYS or not stray.found_text:
            continue
        caused = next((other for other in rest if _is_lost(stray, other)), None)
        if caused is None:
            continue
        rest.remove(caused)
        joined[index] = replace(
            stray,
            detail=f"{stray.detail}；{caused.detail}",
            places=(*stray.places, *caused.places),
            expected=caused.expected,
            stated=caused.stated,
            formula=caused.formula,
            also=(f"{caused.code} {caused.title}", *caused.also),
        )
    return [*joined, *rest]


def _is_lost(stray: Finding, other: Finding) -> bool:
    """Whether `other` says that a figure of the stray row lacks in a blank cell of the table."""
    if not (other.title and other.places) or other.stated or other.expected is None:
        return False
    expected = format_plain(other.expected)
    same = any(_plain(text) == expected for text in stray.found_text.split())
    return same and other.places[0].table == stray.places[0].table


def _plain(text: str) -> str:
    try:
        return format_plain(parse_amount(text))
    except ValueError:
        return ""
