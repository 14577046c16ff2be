"""The state of a data folder in one line, worked out once while its files stay as they are."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.reporting.build_screen import word_verdict
from generator.server.stamps import Stamp, stamp_of
from generator.tasks.department import write_department

if TYPE_CHECKING:
    from pathlib import Path

    from generator.server.house import House

KEY = "start"
_MOST = 500
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class State:
    """What is said of a folder: `level` is failed, unchecked (there is more to do) or passed."""

    words: str
    level: str


class States:
    """The states of the folders of a workspace."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, State]] = {}
        # One at a time: a page asks for all of them, and other pages are to be answered as well.
        self._working = threading.Lock()

    def of(self, folder: Path, templates: Path | None) -> State:
        """Return the state of a folder, worded by these own templates."""
        with self._working:
            stamp = stamp_of(folder, *([templates] if templates is not None else []))
            found = self._known.get(folder)
            if found is None or found[0] != stamp:
                found = self._known[folder] = (stamp, _work_out(folder, templates))
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
            return found[1]


def states_of(house: House) -> States:
    """Return the states of a house."""
    with _LOCK:
        found: States = house.kept.setdefault(KEY, States())
    return found


def _work_out(folder: Path, templates: Path | None) -> State:
    try:
        department = write_department(folder, templates=templates)
    except GeneratorError as error:
        return State(str(error), "failed")
    findings, gaps = department.findings, department.gaps
    words = word_verdict(findings, gaps, department.filled)
    year = department.accounts.identity.year
    worst = {one.severity for one in findings}
    is_left = bool(gaps) or Severity.WARNING in worst
    level = "failed" if Severity.ERROR in worst else "unchecked" if is_left else "passed"
    return State(f"{year}年度　{words}" if year else words, level)
