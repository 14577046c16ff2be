"""The check list on the page of a review: what is not fulfilled first leads to its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.reporting.duty_words import list_duty_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Finding
    from generator.model.review import Review


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """A duty as the page shows it; `numbers` are those of the findings that say so too."""

    content: str
    state: str
    answer: str
    note: str
    place: str
    authority: str
    numbers: tuple[int, ...]


def list_duties(review: Review, file: str, numbers: Mapping[Finding, int]) -> tuple[DutyEntry, ...]:
    """Return the duties of a review; `numbers` are those under which the page lists findings."""
    rows = list_duty_rows(review.duties, file)
    return tuple(
        DutyEntry(
            row.content,
            row.state,
            row.answer,
            row.note,
            row.place,
            row.authority,
            tuple(sorted({numbers[f] for f in one.findings if f in numbers})),
        )
        for row, one in zip(rows, review.duties, strict=True)
    )
