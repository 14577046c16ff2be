"""Runs of the room: begun, and those that nobody needs any more forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.server.house import house
from generator.server.reviewer.folder import keep_id
from generator.server.reviewer.shown import runs_of
from generator.server.reviewer.work import NAME
from generator.server.runs import WAITING

if TYPE_CHECKING:
    from generator.server.runs import Run

_MOST_KEPT = 4


def begin_review(pile: str, make: str = "", *, hints: bool = False) -> Run:
    """Begin to review a pile (again), and to write what `make` says; return the run.

    One that waits with the same order is not doubled.
    """
    runs, identity = house().runs, keep_id(house().workspace, pile).id
    order = {"pile": identity, "make": make, "hints": hints}
    own = runs_of(runs, NAME, identity)
    for run in own:
        if run.state == WAITING and run.arguments == order:
            return run
    for run in own[_MOST_KEPT:]:
        runs.forget(run.id)
    return runs.begin(NAME, order)
