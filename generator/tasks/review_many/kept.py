"""Reviews that are kept beyond a run, each under a key of all that it depends on.

They lie in a folder of the user, who may have it from somebody else: what is read back may hold
values of the model and nothing that does something when it is read.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from generator.base.regular import read_regular
from generator.model.letter import FileLetter
from generator.model.reviewed_file import FileSummary
from generator.reporting.review_workbook import FileRows

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


Value = TypeVar("Value")
_SUMMARY, _PAGE, _ROWS, _RECORD, _LETTER, _ITEMS = (
    "summary",
    "page.html",
    "rows",
    "record.json",
    "letter",
    "items.json",
)
_VALUES = {
    ("decimal", "Decimal"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("collections", "Counter"),
    ("builtins", "frozenset"),
    ("builtins", "set"),
}
_PATHS = {"PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath", "Path"}
_OURS = (
    "generator.model.",
    "generator.base.severity",
    "generator.reporting.review_workbook",
    "generator.reporting.round_sheets",
)


_BROKEN = (
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    RecursionError,
)


class _Reader(pickle.Unpickler):
    """Reads values of the model; whatever else is named there is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that may be read. Raises UnpicklingError for any other name."""
        is_path = module.partition(".")[0] == "pathlib" and name in _PATHS
        if (module, name) in _VALUES or is_path:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_values(data: bytes, *kinds: type[Value]) -> Value:
    """Return what was pickled, if it is a value of one of these kinds. Raises UnpicklingError."""
    try:
        found = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, *_BROKEN) as error:
        raise pickle.UnpicklingError(str(error)) from error
    if not isinstance(found, kinds):
        raise pickle.UnpicklingError(type(found).__name__)
    return found


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
    """All that is made of one file, so that nothing of it has to be reviewed again."""

    summary: FileSummary
    page: bytes
    rows: FileRows
    record: bytes
    letter: FileLetter | None
    items: Items


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
            }
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
