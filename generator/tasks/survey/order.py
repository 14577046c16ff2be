"""What the process that surveys a run is asked for, and the files that it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CSV, BOOK, PARQUET = ".csv", ".xlsx", ".parquet"
LONG_MARK = "-逐项"


class ParquetLibraryMissingError(GeneratorError):
    """A table was wanted as parquet without the library that writes it."""

    def __init__(self) -> None:
        super().__init__(
            '写 parquet 要先装 pyarrow：pip install "gen-narrative[parquet]"；'
            "也可以写成 .xlsx 或 .csv。"
        )


def long_path(path: Path) -> Path:
    """Return the file of the table with a row a figure, beside that with a row a department."""
    return path.with_name(f"{path.stem}{LONG_MARK}{path.suffix}")


class Kept(NamedTuple):
    """A file of the run, and where what was kept of it lies; None where nothing was."""

    name: str
    path: Path | None
    why_not: str = ""


class Order(NamedTuple):
    """What is to be surveyed: the files; with a list those that count, by the name on the list.

    `tables` are the files to be written of the figures, by suffix; `aside` the names of the files
    that count for no department of the list.
    """

    files: tuple[Kept, ...]
    counting: Mapping[str, str] | None
    tables: tuple[Path, ...]
    aside: frozenset[str] = frozenset()
