"""What a room is given, and what it says of itself."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Blueprint

    from generator.server.guard import Guard
    from generator.server.runs import Runs, Work
    from generator.server.store.changes import Changes
    from generator.server.store.entries import Entries
    from generator.server.uploads import Uploads
    from generator.server.workspace import Workspace

KEY = "house"


@dataclass(frozen=True, slots=True)
class Room:
    """A room: its pages below `/<name>/`, its long works, and what it takes from a drop.

    `title` stands in the navigation, `words` on the first page. `receives` says what the first
    page offers for dropped files; they come as a POST of `batch` to the endpoint
    `<name>.receive`, and nothing comes where it is empty. `opens` is the
    endpoint that shows the data folder of a `key`. `close` is called when the server ends.
    """

    name: str
    title: str
    words: str
    blueprint: Blueprint
    works: tuple[Work, ...] = ()
    receives: str = ""
    opens: str = ""
    close: Callable[[House], None] = lambda _house: None


@dataclass(frozen=True, slots=True)
class Given:
    """What was named on the command line, wherever it lies: a data folder and how it is worded."""

    data: Path
    templates: Path | None = None
    profile: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """All that the rooms share.

    `kept` is what rooms keep while the server runs, by the name of the room; `given` is None but
    for `templates preview`; `stopping` is set where the page was told to end the program.
    """

    guard: Guard
    workspace: Workspace
    entries: Entries
    changes: Changes
    uploads: Uploads
    runs: Runs
    rooms: tuple[Room, ...]
    given: Given | None = None
    kept: dict[str, Any] = field(default_factory=dict)
    stopping: threading.Event = field(default_factory=threading.Event)


def house() -> House:
    """Return the house of the request that is being answered."""
    found: House = current_app.extensions[KEY]
    return found
