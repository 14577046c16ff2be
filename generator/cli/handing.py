"""What `review` writes: on the screen, or into files, none of them over what must stay."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import (
    AcceptedListError,
    InputOverwrittenError,
    PreviousOverwrittenError,
    ReasonsOverwrittenError,
)
from generator.base.output import fit_file_name, write_atomically
from generator.reporting import screen
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.skipping import INDEX, is_own_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from generator.cli.review import ReviewRequest
    from generator.tasks.review_many.reports import Pieces

_FOLDER = "审核结果"
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
    written = write(made, _plan(made, request, to_folder=to_folder), request)
    console = screen.open_console(sys.stderr)
    if len(written) > _MOST_NAMED:
        begin = f"，从 {INDEX} 看起" if INDEX in made else ""
        told = f"{written[0].parent} 中的 {len(written)} 个文件{begin}"
        screen.print_written(console, (told,))
    else:
        screen.print_written(console, written)
    return console


def _plan(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> dict[str, Path]:
    """Return where each file of the report goes: what -o says, else the working directory.

    One report goes to -o itself unless that is a folder; several into a folder.
    """
    output = request.output
    if to_folder or (output is not None and output.is_dir()):
        folder = Path(_FOLDER) if output is None else output
        return {name: folder / name for name in made}
    return {name: output or Path(fit_file_name(name)) for name in made}


def write(
    made: Mapping[str, Pieces], targets: Mapping[str, Path], request: ReviewRequest
) -> tuple[Path, ...]:
    """Write the files, none of them over what was submitted or filled in by a reviewer."""
    for target in targets.values():
        protect(target, request)
    for name, pieces in made.items():
        write_atomically(targets[name], pieces)
    return tuple(targets.values())


def protect(target: Path, request: ReviewRequest) -> None:
    """Raise an error where a file must stay: an input, the round before, reasons filled in."""
    path, previous = target.resolve(), request.previous
    if previous is not None and previous.is_dir() and path.is_relative_to(previous.resolve()):
        raise PreviousOverwrittenError(target)
    for one in request.inputs:
        is_inside = one.is_dir() and path.is_file() and path.is_relative_to(one.resolve())
        if path == one.resolve() or (is_inside and not is_own_report(path.name)):
            raise InputOverwrittenError(target)
    if path.suffix.lower() == ReviewFormat.XLSX.suffix and path.is_file():
        from generator.tasks.review_many.accepted import read_accepted  # noqa: PLC0415 - as needed

        try:
            listed = read_accepted(path)
        except AcceptedListError:
            return
        if any(row.reason for row in listed.rows) or any(c.is_signed for c in listed.confirmed):
            raise ReasonsOverwrittenError(target)
