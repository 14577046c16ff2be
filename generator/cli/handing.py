"""What `review` has made: on the screen, or into files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.cli.review_targets import write_report
from generator.reporting import screen
from generator.tasks.review_many.skipping import INDEX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from generator.cli.review import ReviewRequest
    from generator.tasks.review_many.reports import Pieces

_MOST_NAMED = 8  # files that are named one by one when they are written


def hand_over(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> Console | None:
    """Print the report, or write its files; return where to say the rest in the latter case."""
    if request.is_on_screen:
        for pieces in made.values():
            for piece in pieces:
                screen.print_plain(piece.decode())
        return None
    written = write_report(made, request, to_folder=to_folder)
    console = screen.open_console(sys.stderr)
    if len(written) > _MOST_NAMED:
        begin = f"，从 {INDEX} 看起" if INDEX in made else ""
        told = f"{written[0].parent} 中的 {len(written)} 个文件{begin}"
        screen.print_written(console, (told,))
    else:
        screen.print_written(console, written)
    return console
