"""The documents that are watched: one session for each that a browser shows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from generator.server.maintainer.session import Session
from generator.server.stamps import Stamp, stamp_of
from generator.tasks.templates.switches import word_folder

if TYPE_CHECKING:
    from pathlib import Path

    from generator.server.house import House
    from generator.server.maintainer.choice import Choice
    from generator.tasks.templates.switches import Worded

KEY = "maintainer"
_MOST = 6
_MOST_WORDED = 20
_LOCK = threading.Lock()


class Sessions:
    """The sessions of a server; the one that was asked for longest ago makes room."""

    def __init__(self) -> None:
        self._open: dict[Choice, Session] = {}
        self._worded: dict[tuple[Path, str, Path | None], tuple[Stamp, Worded]] = {}
        self._lock = threading.Lock()

    def of(self, choice: Choice) -> Session:
        """Return the session of a choice, a new one where nobody watches it."""
        with self._lock:
            found = self._open.pop(choice, None)
            if found is None or found.has_ended:
                found = Session(choice)
            self._open[choice] = found
            while len(self._open) > _MOST:
                self._open.pop(next(iter(self._open))).close()
            return found

    def worded(self, choice: Choice, data: Path) -> Worded:
        """Return a department as it is written now, written once while nothing changes."""
        stamp = stamp_of(data, *choice.sources[1:])
        key = (data, choice.profile, choice.templates)
        with self._lock:
            found = self._worded.get(key)
        if found is None or found[0] != stamp:
            found = (stamp, word_folder(data, choice.profile, choice.templates))
            with self._lock:
                self._worded.pop(key, None)
                self._worded[key] = found
                while len(self._worded) > _MOST_WORDED:
                    del self._worded[next(iter(self._worded))]
        return found[1]

    def close(self) -> None:
        """End all of them."""
        with self._lock:
            for one in self._open.values():
                one.close()


def sessions_of(house: House) -> Sessions:
    """Return the sessions of a house."""
    with _LOCK:
        found: Sessions = house.kept.setdefault(KEY, Sessions())
    return found
