"""Where the files of `review` are written: whether they can be, and what they must not replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import (
    AcceptedListError,
    InputOverwrittenError,
    PreviousOverwrittenError,
    ReasonsOverwrittenError,
)
from generator.base.links import real_path
from generator.base.output import fit_file_name, refuse_unwritable, write_atomically
from generator.field import zh
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.skipping import is_own_report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.cli.review import ReviewRequest
    from generator.tasks.review_many.reports import Pieces

_FOLDER = "审核结果"


def refuse_unwritable_targets(request: ReviewRequest, *, to_folder: bool) -> None:
    """Raise OutputFolderError where report or letters could not be written: before the review.

    `to_folder` where the report is several files.
    """
    if request.letters is not None:
        refuse_unwritable(request.letters / zh.LETTER)
    if not request.is_on_screen:
        refuse_unwritable(_folder_of(request, to_folder=to_folder))


def _folder_of(request: ReviewRequest, *, to_folder: bool) -> Path:
    """Return the folder of the report: what -o says, else the working directory or one in it."""
    output = request.output
    if output is None:
        return Path(_FOLDER) if to_folder else Path()
    return output if to_folder or output.is_dir() else output.parent


def write_report(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> tuple[Path, ...]:
    """Write the files, none of them over what was submitted or filled in by a reviewer."""
    targets = _plan(made, request, to_folder=to_folder)
    for target in targets.values():
        protect(target, request)
    for name, pieces in made.items():
        write_atomically(targets[name], pieces)
    return tuple(targets.values())


def _plan(
    made: Mapping[str, Pieces], request: ReviewRequest, *, to_folder: bool
) -> dict[str, Path]:
    """Return where each file of the report goes: what -o says, else the working directory.

    One report goes to -o itself unless that is a folder; several into a folder.
    """
    output = request.output
    if to_folder or (output is not None and output.is_dir()):
        folder = _folder_of(request, to_folder=to_folder)
        return {name: folder / name for name in made}
    return {name: output or Path(fit_file_name(name)) for name in made}


def protect(target: Path, request: ReviewRequest) -> None:
    """Raise an error where a file must stay: an input, the round before, reasons filled in."""
    path, previous = real_path(target), request.previous
    if previous is not None and previous.is_dir() and path.is_relative_to(real_path(previous)):
        raise PreviousOverwrittenError(target)
    for one in request.inputs:
        is_inside = one.is_dir() and path.is_file() and path.is_relative_to(real_path(one))
        if path == real_path(one) or (is_inside and not is_own_report(path.name)):
            raise InputOverwrittenError(target)
    if path.suffix.lower() == ReviewFormat.XLSX.suffix and path.is_file():
        from generator.tasks.review_many.accepted import read_accepted  # noqa: PLC0415 - as needed

        try:
            listed = read_accepted(path)
        except AcceptedListError:
            return
        if any(row.reason for row in listed.rows) or any(c.is_signed for c in listed.confirmed):
            raise ReasonsOverwrittenError(target)
