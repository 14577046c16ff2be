"""The one dispatcher of sheets: which are tables, lists and texts of a data folder, by their names.

Build, check, review, import and init sort the sheets of a workbook here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.field import zh
from generator.field.data_folder import GUIDE, LAST_YEAR, SETTINGS, TEXT_NAMES
from generator.reading.lists import LIST_BY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.sheet import Sheet

_GUIDES = frozenset({GUIDE, zh.CONTENTS, "填写说明"})


class NamedSheet(NamedTuple):
    """A sheet and the name, without suffix, of the file of a data folder that it stands for."""

    stem: str
    sheet: Sheet

    @property
    def source(self) -> str:
        """The file, with the sheet where it has a name, as findings print them."""
        file, name = self.sheet.file, self.sheet.name
        return f"{file}「{name}」" if name else file


@dataclass(slots=True)
class Dispatched:
    """What the sheets are; `tables` and `last_year` are what may be one of the nine tables.

    A text that stands in two sheets is the first one.
    """

    tables: list[NamedSheet] = field(default_factory=list)
    last_year: list[NamedSheet] = field(default_factory=list)
    lists: list[NamedSheet] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    settings: str = ""


def dispatch(sheets: Iterable[Sheet], file_stem: str = "") -> Dispatched:
    """Return what the sheets are by their names; one without a name has that of its file.

    One of several tables on a sheet is named by its title, a sheet of last year 上年公开01; a text
    of 文字/ stands in a sheet of its name. Guides (说明, 目录) are passed over.
    """
    found = Dispatched()
    for sheet in sheets:
        stem = squash(sheet.name or file_stem).removesuffix(".csv").removesuffix(".md")
        if sheet.part:
            former = sheet.name and stem.startswith(LAST_YEAR)
            tables = found.last_year if former else found.tables
            tables.append(NamedSheet(squash(sheet.part), sheet))
        elif stem in LIST_BY_FILE:
            found.lists.append(NamedSheet(stem, sheet))
        elif stem in TEXT_NAMES:
            text = _text_of(sheet)
            if text:
                found.texts.setdefault(stem, text)
        elif stem == SETTINGS:
            found.settings = found.settings or "\n".join(row[0] for row in sheet.rows)
        elif stem in _GUIDES:
            continue
        elif sheet.name and stem.startswith(LAST_YEAR):
            bare = stem.removeprefix(LAST_YEAR).strip("/_-·")
            found.last_year.append(NamedSheet(bare, sheet))
        else:
            found.tables.append(NamedSheet(stem, sheet))
    return found


def _text_of(sheet: Sheet) -> str:
    lines = (" ".join(cell for cell in row if cell) for row in sheet.rows)
    return "\n".join(lines).strip()
