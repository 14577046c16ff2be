"""`review --checklist`: where the check list goes, and what is said when it is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.reporting import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.cli.review import ReviewRequest
    from generator.reporting.duty_words import FileDuties
    from generator.tasks.review_many.checklist import Checklist


def prepare_checklist(request: ReviewRequest) -> Checklist | None:
    """Return where the check list goes, None where none is asked for.

    Raises ChecklistFormError, ChecklistTakenError.
    """
    if request.checklist is None:
        return None
    from generator.tasks.review_many.checklist import open_checklist  # noqa: PLC0415 - as needed

    return open_checklist(request.checklist, request.inputs)


def write_checklist(checklist: Checklist | None, files: Sequence[FileDuties]) -> None:
    """Write the check list of the files, and say so on standard error."""
    if checklist is None or not files:
        return
    from generator.tasks.review_many.checklist import make_checklist  # noqa: PLC0415 - as needed

    made = make_checklist(checklist, files)
    write_atomically(checklist.target, made.data)
    console = screen.open_console(sys.stderr)
    screen.print_written(console, (checklist.target,))
    for line in made.remarks:
        screen.print_line(console, line)
