"""What a bureau knows of a department besides the tables of its file."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.audit import Unchecked
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.records import Record
    from generator.model.table import Table

_EMPTY: Mapping[str, tuple[Record, ...]] = MappingProxyType({})
_NO_TABLES: Mapping[str, Table] = MappingProxyType({})


class BureauData(NamedTuple):
    """Rows of lists, last year's tables by form, and the names of the files that they are from.

    `told` is what is wrong with them, for the bureau; `unused` what the text could not be compared
    with, and why; `shown` the files and sheets whose faults the text has as well. `subjects` are
    rows of 科目 that are in order, and told of where they are not.
    """

    lists: Mapping[str, tuple[Record, ...]] = _EMPTY
    last_year: Mapping[str, Table] = _NO_TABLES
    files: frozenset[str] = frozenset()
    told: tuple[Finding, ...] = ()
    unused: tuple[Unchecked, ...] = ()
    shown: frozenset[tuple[str, str]] = frozenset()
    subjects: tuple[Record, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to compare a text with."""
        return bool(self.files)

    def holds(self, place: Place) -> bool:
        """Whether a place is in one of the bureau's files, and its content the bureau's alone."""
        return place.file in self.files and (place.file, place.sheet) not in self.shown

    def joined(self, other: BureauData) -> BureauData:
        """Return what both say, this one's rows and tables first."""
        names = dict.fromkeys((*self.lists, *other.lists))
        return BureauData(
            {name: (*self.lists.get(name, ()), *other.lists.get(name, ())) for name in names},
            {**other.last_year, **self.last_year},
            self.files | other.files,
            (*self.told, *other.told),
            (*self.unused, *other.unused),
            self.shown | other.shown,
            (*self.subjects, *other.subjects),
        )


NO_BUREAU_DATA = BureauData()
