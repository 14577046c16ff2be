"""What is asked of the process that reviews the files of a run, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model.reply import Reply
    from generator.reporting.formats import ReviewFormat
    from generator.tasks.review_many.accepted import AcceptedList
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound
    from generator.tasks.review_many.sources import Submitted


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be reviewed, and all that its review depends on.

    `supply` is None where there are no data, `accepted` without a list of what was accepted.
    `date` (2025-09-01) is that of comments in Word, and the day on which the run is. `previous` is
    the round before, None in a first one; `with_record` where the report keeps what the next one
    needs. `letters`: a letter is to be written; `replies` are those of all departments, None where
    none were given. `survey`: what all files together are surveyed by is to be kept;
    `checklist`: the check list is to be written.
    """

    one: Submitted
    supply: Supply | None
    accepted: AcceptedList | None
    output_format: ReviewFormat
    date: str
    previous: PreviousRound | None = None
    with_record: bool = False
    letters: bool = False
    replies: tuple[Reply, ...] | None = None
    survey: bool = False
    checklist: bool = False
