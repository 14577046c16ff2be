"""The tasks that return files, with the files written as their commands write them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.base.output import write_atomically, write_files, write_new_files
from generator.tasks import init
from generator.tasks.build import BuildResult, Options
from generator.tasks.build import build_department as _build
from generator.tasks.import_files.importing import import_files as _import
from generator.tasks.import_files.report import ImportReport


def build_department(folder: Path, options: Options) -> BuildResult:
    """Build and write."""
    result = _build(folder, options)
    write_files(result.files, result.outdated)
    return result


def import_files(files: Sequence[Path], target: Path) -> ImportReport:
    """Import into a data folder."""
    report = _import(files, target)
    write_files(report.files)
    return report


def init_folder(target: Path, **options: Any) -> tuple[Path, ...]:
    """Write an empty data folder and return its files."""
    files = init.init_folder(target, **options)
    write_new_files(files)
    return tuple(files)


def roll_forward(last: Path, target: Path, *, year: int = 0) -> init.RolledForward:
    """Write the folder of the following year."""
    rolled = init.roll_forward(last, target, year=year)
    write_new_files(rolled.files)
    return rolled


def write_accountant_workbook(path: Path, **options: Any) -> init.MadeWorkbook:
    """Write the accountant's workbook."""
    made = init.make_accountant_workbook(path, **options)
    write_atomically(made.path, made.data)
    return made


def merge_draft(path: Path, folder: Path, **options: Any) -> init.MergedDraft:
    """Merge the reasons of a draft into a folder."""
    merged = init.merge_draft(path, folder, **options)
    write_files(merged.files)
    return merged
