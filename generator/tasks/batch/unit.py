"""The unit of work of a batch: what goes to the process that does it, and what comes back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.model.batch import Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path, PurePosixPath


class Kind(StrEnum):
    """What a unit is."""

    FOLDER = "folder"
    BOOK = "book"
    SUBMITTED = "submitted"


class Unit(NamedTuple):
    """A department's data, or a document that it has submitted.

    `path` is where it lies below the root of the batch. `data` is the data folder in which a
    submitted document lies, None elsewhere; `problem` says why it cannot be read.
    """

    path: PurePosixPath
    kind: Kind
    data: PurePosixPath | None = None
    problem: str = ""


class Settings(NamedTuple):
    """What is wanted of every unit; `key` is the digest of all that results depend on besides it.

    The wording and the styles are the user's own, None and empty for those of the program.
    """

    build: bool
    check: bool
    review: bool
    profile: str = ""
    templates: Path | None = None
    reference_doc: Path | None = None
    key: str = ""


class Order(NamedTuple):
    """One unit to be done; `known` is the key under which its results lie, empty without."""

    root: Path
    unit: Unit
    settings: Settings
    known: str = ""

    @property
    def path(self) -> Path:
        """Where the unit lies."""
        return self.root / self.unit.path

    @property
    def data(self) -> Path | None:
        """Where the data of a submitted document lie."""
        return None if self.unit.data is None else self.root / self.unit.data


class Outcome(NamedTuple):
    """What was made of a unit: files by name, and its row. Both are empty where it is unchanged.

    `key` is the digest of the inputs and settings that they were made of.
    """

    key: str
    row: Row = Row()
    files: Mapping[str, bytes] = {}
    unchanged: bool = False
