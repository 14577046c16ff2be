"""What reading hands over: the rows of the lists, and all that was in a data folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L06
from generator.base.labels import nearest
from generator.field import zh
from generator.model.finding import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.place import Place
    from generator.model.sheet import Sheet
    from generator.model.table import Table


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list: texts by column name, and the place of each cell.

    `units` holds the unit that a column head states in brackets (年初预算数（元）).
    """

    texts: Mapping[str, str]
    places: Mapping[str, Place]
    units: Mapping[str, str]

    def text(self, column: str) -> str:
        """The text in `column`, empty where the list has no such column."""
        return self.texts.get(column, "")


class TextFile(NamedTuple):
    """A text of a folder below 文字/: its file as findings print it, its name, what it says."""

    file: str
    name: str
    text: str


@dataclass(slots=True)
class Inputs:
    """What was read from a folder: tables by form, records by list, texts by name and their files.

    `project_texts` and `whole_texts` are the files of 文字/项目/ and 文字/整体绩效/. `unused` are
    the names of sheets of a workbook that are neither; `sheets` and `last_sheets` are the cells of
    the tables used.
    """

    folder: Path
    unit: str = zh.TEN_THOUSAND_YUAN
    tables: dict[str, Table] = field(default_factory=dict)
    last_year: dict[str, Table] = field(default_factory=dict)
    lists: dict[str, tuple[Record, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    text_files: dict[str, str] = field(default_factory=dict)
    project_texts: tuple[TextFile, ...] = ()
    whole_texts: tuple[TextFile, ...] = ()
    attachments: tuple[Path, ...] = ()
    settings: str = ""
    unused: tuple[str, ...] = ()
    sheets: dict[str, Sheet] = field(default_factory=dict)
    last_sheets: dict[str, Sheet] = field(default_factory=dict)


class Used(NamedTuple):
    """What of the user's lists and texts a document prints: cells, cells of reasons, texts."""

    cells: frozenset[Place]
    reasons: frozenset[Place]
    texts: frozenset[str]


def unknown_key(text: str, known: tuple[str, ...], place: Place, what: str) -> Finding:
    """Return the warning for a key that nothing uses, with the nearest known one."""
    near = nearest(text, known)
    hint = f"；是否应为“{near}”？" if near else ""
    return finding(L06, f"{what}“{text}”不认识，没有使用{hint}", place, found_text=text)
