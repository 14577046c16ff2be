"""What is asked of the process that reviews the files of a run, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from generator.reporting.formats import ReviewFormat
    from generator.tasks.review_many.accepted import AcceptedRow
    from generator.tasks.review_many.sources import Submitted


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be reviewed, and all that its review depends on.

    `departments` are what the folder `data` holds for each; `accepted` is None without a list.
    `date` (2025-09-01) is that of comments in Word.
    """

    one: Submitted
    data: Path | None
    departments: tuple[Path, ...]
    accepted: tuple[AcceptedRow, ...] | None
    output_format: ReviewFormat
    date: str
