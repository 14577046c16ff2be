"""Reviews that are kept beyond a run, each under a key of all that it depends on.

They lie in a folder of the user, who may have it from somebody else: it is read as plain values.
"""

from __future__ import annotations

import json
import os
import pickle
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.regular import read_regular
from generator.model.letter import FileLetter
from generator.model.reviewed_file import FileSummary
from generator.reporting.duty_words import FileDuties
from generator.reporting.review_workbook import FileRows
from generator.tasks.plain_values import read_values

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


_SUMMARY, _PAGE, _ROWS, _RECORD, _LETTER, _ITEMS, _TAKEN, _DUTIES = (
    "summary",
    "page.html",
    "rows",
    "record.json",
    "letter",
    "items.json",
    "taken",
    "duties",
)


class Items(NamedTuple):
    """What of a file can be decided on: keys that hold for as long as the statement stands.

    `findings` are in the order of their numbers on the page, `accepted` those that were set apart,
    `unchecked` what was not checked. `digest` is the SHA-256 of the file.
    """

    findings: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    digest: str = ""


class Full(NamedTuple):
    """All that is made of one file, so that nothing of it has to be reviewed again.

    `taken` is what all files are surveyed by, pickled; empty where there is nothing.
    """

    summary: FileSummary
    page: bytes
    rows: FileRows
    record: bytes
    letter: FileLetter | None
    items: Items
    duties: FileDuties
    taken: bytes = b""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A review that was kept."""

    folder: Path

    @property
    def summary(self) -> FileSummary:
        """What the summary of all files needs. Raises UnpicklingError, OSError."""
        return read_values(read_regular(self.folder / _SUMMARY), FileSummary)

    @property
    def page(self) -> bytes:
        """The page, empty where the file could not be used."""
        return read_regular(self.folder / _PAGE)

    @property
    def rows(self) -> FileRows:
        """The rows of a workbook."""
        return read_values(read_regular(self.folder / _ROWS), FileRows)

    @property
    def record(self) -> bytes:
        """What the next round reads."""
        return read_regular(self.folder / _RECORD)

    @property
    def letter(self) -> FileLetter | None:
        """What a letter says of it."""
        kinds = (FileLetter, type(None))
        return read_values(read_regular(self.folder / _LETTER), *kinds)

    @property
    def duties(self) -> FileDuties:
        """The check list. Raises UnpicklingError, OSError."""
        return read_values(read_regular(self.folder / _DUTIES), FileDuties)

    @property
    def taken(self) -> Path | None:
        """The file of what a survey needs, None where there is nothing."""
        path = self.folder / _TAKEN
        return path if path.is_file() else None

    @property
    def items(self) -> Items:
        """What can be decided on."""
        told = json.loads(read_regular(self.folder / _ITEMS))
        found, accepted, unchecked = (
            tuple(map(str, told[name])) for name in ("findings", "accepted", "unchecked")
        )
        return Items(found, accepted, unchecked, str(told["digest"]))


class KeptReviews:
    """The reviews of one pile in a folder of their own."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, key: str) -> KeptFile | None:
        """Return the review that is kept under a key, None without a whole one."""
        kept = KeptFile(self._root / key)
        try:
            kept.summary  # noqa: B018 - whether it can be read is what is asked
            kept.items  # noqa: B018 - see above
        except (OSError, ValueError, KeyError, TypeError, pickle.UnpicklingError):
            return None
        return kept

    def keep(self, key: str, full: Full) -> KeptFile:
        """Keep a review, the whole of it or nothing, and return it."""
        self._root.mkdir(parents=True, exist_ok=True)
        partial, target = self._root / f".~{secrets.token_hex(8)}", self._root / key
        partial.mkdir()
        try:
            contents = {
                _SUMMARY: pickle.dumps(full.summary),
                _PAGE: full.page,
                _ROWS: pickle.dumps(full.rows),
                _RECORD: full.record,
                _LETTER: pickle.dumps(full.letter),
                _ITEMS: json.dumps(full.items._asdict()).encode(),
                _DUTIES: pickle.dumps(full.duties),
            }
            if full.taken:
                contents[_TAKEN] = full.taken
            for name, data in contents.items():
                (partial / name).write_bytes(data)
            if target.exists():
                shutil.rmtree(target)
            os.replace(partial, target)  # noqa: PTH105 - a folder, as write_atomically has it
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return KeptFile(target)

    def prune(self, keys: Collection[str]) -> None:
        """Remove what is kept under any other key."""
        if self._root.is_dir():
            for one in self._root.iterdir():
                if one.name not in keys:
                    shutil.rmtree(one, ignore_errors=True)
