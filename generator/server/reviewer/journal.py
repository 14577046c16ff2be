"""What of a run is done: a line a file, so that the desk is of use while it goes on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import pickle
from typing import TYPE_CHECKING, NamedTuple

from generator.base.output import encode_text, write_atomically
from generator.base.regular import read_regular
from generator.model.reviewed_file import SkippedFile
from generator.model.roll import NO_DESK, Desk
from generator.tasks.plain_values import read_values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LINES, _DESK, _SKIPPED = "files.jsonl", "desk", "skipped.json"
_ID = 16


class Done(NamedTuple):
    """A file that is done: under which key its review is kept, with what was decided and without.

    `given` tells which decisions the review has taken in, empty for none.
    """

    id: str
    name: str
    key: str
    base: str
    given: str


def identify_file(name: str) -> str:
    """Return what addresses call a file."""
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()[:_ID]


class Journal:
    """The journal of one run, in its room."""

    def __init__(self, room: Path) -> None:
        self._room = room

    @property
    def is_begun(self) -> bool:
        """Whether the run has come as far as its files."""
        return (self._room / _LINES).is_file()

    def begin(self) -> None:
        """Begin anew: what was done before a kill is found again by its key."""
        self._room.mkdir(parents=True, exist_ok=True)
        write_atomically(self._room / _LINES, b"")

    def add(self, done: Done) -> None:
        """Take note of a file."""
        line = json.dumps(done, ensure_ascii=False)
        with (self._room / _LINES).open("ab") as stream:
            stream.write(encode_text(line + "\n"))

    def read(self) -> tuple[Done, ...]:
        """Return what is done, in the order of the run; a line that is not whole yet is left."""
        found = []
        with contextlib.suppress(OSError):
            for line in read_regular(self._room / _LINES).split(b"\n")[:-1]:
                with contextlib.suppress(ValueError, TypeError):
                    found.append(Done(*map(str, json.loads(line))))
        return tuple(found)

    def finish(self, desk: Desk, skipped: Sequence[SkippedFile]) -> None:
        """Keep what stands beside the files."""
        write_atomically(self._room / _DESK, pickle.dumps(desk))
        write_atomically(self._room / _SKIPPED, encode_text(json.dumps(skipped)))

    @property
    def desk(self) -> Desk:
        """What only the bureau is told; nothing before the run has ended."""
        with contextlib.suppress(OSError, pickle.UnpicklingError):
            return read_values(read_regular(self._room / _DESK), Desk)
        return NO_DESK

    @property
    def skipped(self) -> tuple[SkippedFile, ...]:
        """What was not reviewed."""
        with contextlib.suppress(OSError, ValueError, TypeError):
            told = json.loads(read_regular(self._room / _SKIPPED))
            return tuple(SkippedFile(*map(str, one)) for one in told)
        return ()
