"""What a change of wording does to a document: sentences before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Words(NamedTuple):
    """A run of a sentence; `changed` where the other side reads differently."""

    text: str
    changed: bool


class Change(NamedTuple):
    """A sentence before and after; one side is empty where it was added or taken out."""

    before: tuple[Words, ...]
    after: tuple[Words, ...]


class SectionChanges(NamedTuple):
    """The changed sentences of a section, in order."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DepartmentChanges:
    """The changed sentences of one department, written in a profile."""

    name: str
    profile: str
    sections: tuple[SectionChanges, ...]

    @property
    def count(self) -> int:
        """How many sentences differ."""
        return sum(len(section.changes) for section in self.sections)
