"""Changes to data folders, each with the rule that it touches."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.model.finding import Finding
from generator.tasks.department import check_folder
from support.folders import DATA, copy_data, read_rows, set_cell, set_key, write_rows

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A change to a data folder, and the rule that notices it or lets it pass.

    `place` is the first place that the finding names. `single`: nothing else is called an error.
    """

    code: str
    change: Change
    place: str = ""
    base: Path = DATA
    single: bool = True


def check(folder: Path) -> tuple[Finding, ...]:
    """Return everything that reading and the rules say of a folder."""
    return check_folder(folder).audit.findings


@cache
def findings_of(folder: Path) -> tuple[Finding, ...]:
    """Return what a folder of the tree has before it is changed."""
    return check(folder)


def changed(case: Case, folder: Path) -> list[Finding]:
    """Return the findings that a change brings about."""
    before = findings_of(case.base)
    copied = copy_data(folder / "数据", case.base)
    case.change(copied)
    return [finding for finding in check(copied) if finding not in before]


def codes_of(finding: Finding) -> set[str]:
    """Return the rules of a finding: its own, and those whose failures are consequences."""
    return {finding.code, *(text.partition(" ")[0] for text in finding.also)}


def unchanged(_: Path) -> None:
    """Leave the folder as it is."""


def copied_to_last_year(file: str) -> Change:
    """Put a table into 上年/ as well."""

    def change(folder: Path) -> None:
        (folder / "上年").mkdir(exist_ok=True)
        shutil.copy(folder / file, folder / "上年" / file)

    return change


def cell(file: str, address: str, text: str) -> Change:
    """Change one cell of a file."""
    return lambda folder: set_cell(folder, file, address, text)


def cells(number: int, **texts: str) -> Change:
    """Change cells of one of the nine tables, by address."""

    def change(folder: Path) -> None:
        for address, text in texts.items():
            set_cell(folder, f"公开0{number}.csv", address, text)

    return change


def key(file: str, name: str, *texts: str) -> Change:
    """Write one row of a list."""
    return lambda folder: set_key(folder, file, name, *texts)


def both(*changes: Change) -> Change:
    """Make several changes."""

    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def without(file: str, start: str) -> Change:
    """Take the rows away that begin with these cells."""

    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        write_rows(folder / file, [row for row in rows if not ",".join(row).startswith(start)])

    return change


def cut(file: str, lines: int) -> Change:
    """Keep only the first lines."""
    return lambda folder: write_rows(folder / file, read_rows(folder / file)[:lines])


def with_row(file: str, *texts: str) -> Change:
    """Add a row at the end."""
    return lambda folder: write_rows(folder / file, [*read_rows(folder / file), list(texts)])


def new_file(file: str, *rows: list[str]) -> Change:
    """Write a list that the folder does not have."""
    return lambda folder: write_rows(folder / file, list(rows))


def replaced(file: str, old: str, new: str) -> Change:
    """Replace a text wherever it stands in a file."""

    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        write_rows(folder / file, [[text.replace(old, new) for text in row] for row in rows])

    return change


def mapped(file: str, convert: Callable[[str], str]) -> Change:
    """Change every cell of a file that has a decimal point."""

    def change(folder: Path) -> None:
        rows = [
            [convert(text) if "." in text else text for text in row]
            for row in read_rows(folder / file)
        ]
        write_rows(folder / file, rows)

    return change
