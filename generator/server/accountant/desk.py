"""The data folders that are open: each worded anew when one of its files has changed."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.base.errors import GeneratorError
from generator.field.data_folder import HISTORY
from generator.figures.explain import explain_figure
from generator.reporting.page import build_view
from generator.server.house import house
from generator.server.stamps import stamp_of
from generator.server.workspace import HIDDEN
from generator.tasks.department import read_sources, word_department
from generator.tasks.gaps import list_rows

if TYPE_CHECKING:
    from generator.reporting.gaps import GapRow
    from generator.reporting.page import PageView
    from generator.server.house import House
    from generator.server.workspace import DataFolder
    from generator.tasks.department import Department, Sources
    from generator.tasks.gaps import Identity

_ROOM = "accountant"
DOCUMENTS = "成稿"
_APART = {HIDDEN, DOCUMENTS, HISTORY}
_MOST_OPEN = 6  # departments that are kept whole


@dataclass(frozen=True, slots=True)
class Worded:
    """What a folder says as it is: the document, its page, and the rows of 待补充.csv."""

    sources: Sources
    department: Department
    page: PageView
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it was looked at: `version` changes with any of its files.

    `worded` is None where nothing could be written, `problem` says why.
    """

    version: str
    worded: Worded | None
    problem: str = ""


class Desk:
    """Keeps what was worded last; a folder is worded by one at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Opened] = OrderedDict()
        self._lock = threading.Lock()
        self._working: dict[str, threading.Lock] = {}
        self.writing = threading.Lock()

    def open(self, folder: DataFolder) -> Opened:
        """Return a folder as its files are now."""
        with self._lock:
            working = self._working.setdefault(folder.key, threading.Lock())
        with working:
            version = version_of(folder.path)
            with self._lock:
                found = self._kept.get(folder.key)
            if found is None or found.version != version:
                found = _word(folder.path, version, house().workspace.own_templates)
            with self._lock:
                self._kept[folder.key] = found
                self._kept.move_to_end(folder.key)
                while len(self._kept) > _MOST_OPEN:
                    self._kept.popitem(last=False)
            return found

    def rows(self, folder: DataFolder, identity: Identity) -> tuple[GapRow, ...]:
        """Return the rows that were shown last; those of now where what is meant is not there.

        Who types does not wait for the document to be worded anew after each word.
        """
        with self._lock:
            last = self._kept.get(folder.key)
        shown = last.worded.rows if last is not None and last.worded is not None else ()
        if any(row.identity == identity for row in shown):
            return shown
        worded = self.open(folder).worded
        return worded.rows if worded is not None else ()


def desk(shared: House | None = None) -> Desk:
    """Return the desk of the house."""
    return cast("Desk", (shared or house()).kept.setdefault(_ROOM, Desk()))


def version_of(folder: Path) -> str:
    """Return what changes whenever a file of a folder does, or a template, that make the document.

    A workspace that is a data folder itself holds our records and the documents besides.
    """
    stamp, own = stamp_of(folder), house().workspace.own_templates
    told = [one for one in stamp if Path(one[0]).relative_to(folder).parts[0] not in _APART]
    told += stamp_of(own) if own is not None else ()
    return hashlib.sha256(repr(told).encode(errors="replace")).hexdigest()[:16]


def _word(folder: Path, version: str, templates: Path | None) -> Opened:
    try:
        sources = read_sources(folder)
        department = word_department(sources, templates=templates)
        page = build_view(department.content, department.findings, explain_figure)
        rows = list_rows(sources.inputs, department)
    except GeneratorError as error:
        notes = getattr(error, "__notes__", ())
        return Opened(version, None, "\n".join([str(error), *notes]))
    return Opened(version, Worded(sources, department, page, rows))
