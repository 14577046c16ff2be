"""Where the report of a command is written, and what it must not replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import InputOverwrittenError
from generator.base.links import real_path
from generator.base.output import fit_file_name

if TYPE_CHECKING:
    from generator.model.accounts import Identity
    from generator.reporting.formats import Format


def name_report(identity: Identity, what: str, file_format: Format) -> str:
    """Return {部门名称}{年度}年度{what} with the suffix of the format, fit for a file name."""
    year = f"{identity.year}年度" if identity.year else ""
    return fit_file_name(f"{identity.department}{year}{what}") + file_format.suffix


def place_report(output: Path | None, name: str) -> Path:
    """Return the file to write: what -o says, in the folder that it names, else here."""
    if output is None:
        return Path(name)
    return output / name if output.is_dir() else output


def refuse_input(target: Path, data: Path, file_format: Format) -> None:
    """Raise InputOverwrittenError where a report would replace the data that it reports on.

    In a data folder only a report of the same kind is replaced, never a CSV.
    """
    given, path = real_path(data), real_path(target)
    other_kind = path.suffix.lower() in {".csv", ".tsv"} or (
        path.suffix.lower() != file_format.suffix
    )
    if path == given or (path.is_file() and path.is_relative_to(given) and other_kind):
        raise InputOverwrittenError(target)
