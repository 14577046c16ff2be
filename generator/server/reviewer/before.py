"""What was said of a document in the rounds before, whenever it was said.

The result of the round before has what was decided until the next one began; what is said of that
round later, and notes, which no result has, are looked up where they were kept.
"""

from __future__ import annotations

import contextlib
import pickle
from typing import TYPE_CHECKING

from generator.server.reviewer.decisions import list_decided, subject_of
from generator.server.reviewer.folder import find_by_id, reviews_of
from generator.server.workspace import OutsideError
from generator.tasks.review_many.kept import KeptFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.reviewed_file import FileSummary
    from generator.server.reviewer.folder import PileFolder
    from generator.server.store.entries import Entries, Entry
    from generator.server.workspace import Workspace

    # The newest entries by key and kind; an empty one has taken back what was said.
    Carried = Mapping[tuple[str, str], Entry]


class Before:
    """The rounds before that of a pile, for as long as a request or a run lasts."""

    def __init__(self, place: Workspace, entries: Entries, folder: PileFolder) -> None:
        self._place, self._entries = place, entries
        self._former = _find_former(place, folder)
        self._decided = (
            frozenset(list_decided(entries, self._former.id)) if self._former else frozenset()
        )
        self._earlier: Before | None = None
        self._documents: dict[str, str] | None = None

    def said_of(self, summary: FileSummary) -> Carried:
        """Return what was said of the file that a file is compared with."""
        return self.said_of_name(summary.rounds.document) if summary.rounds else {}

    def said_of_name(self, document: str) -> Carried:
        """Return what was said of a file of the round before."""
        former = self._former
        if former is None or not document:
            return {}
        own = {}
        if document in self._decided:
            history = self._entries.history(subject_of(former.id, document))
            own = {(entry.key, entry.kind): entry for entry in history}
        if not former.after:
            return own
        if self._earlier is None:
            self._earlier = Before(self._place, self._entries, former)
        return {**self._earlier.said_of_name(self._name_before(former, document)), **own}

    def _name_before(self, former: PileFolder, document: str) -> str:
        """Return what the file was called with which one of the round before was compared."""
        if self._documents is None:
            self._documents = _list_documents(self._place, former)
        return self._documents.get(document, "")


def _find_former(place: Workspace, folder: PileFolder) -> PileFolder | None:
    if not folder.after or folder.after == folder.id:
        return None
    with contextlib.suppress(OutsideError):
        former = find_by_id(place, folder.after)
        # A manifest is a file of the user: rounds that lead back to a later one are no rounds.
        return former if former.number < folder.number else None
    return None


def _list_documents(place: Workspace, folder: PileFolder) -> dict[str, str]:
    found = {}
    root = reviews_of(place, folder.id)
    for one in root.iterdir() if root.is_dir() else ():
        with contextlib.suppress(OSError, pickle.UnpicklingError):
            summary = KeptFile(one).summary
            if summary.rounds:
                found[summary.name] = summary.rounds.document
    return found
