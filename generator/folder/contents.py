"""What a data folder is made of, and its files as bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.formulas import neutralise_rows
from generator.field.data_folder import GUIDE, SETTINGS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.model.records import Record

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists may say: keys, funds, units, profiles, and how a key is read.

    `canonical` returns the known key that a text means, `reason_key` that of a reason.
    `special_facts` are those that only some forms print.
    """

    identity: tuple[str, ...]
    last_year: tuple[str, ...]
    budgets: tuple[str, ...]
    facts: Mapping[str, str]
    purposes: tuple[str, ...]
    funds: tuple[str, ...]
    units: tuple[str, ...]
    profiles: tuple[str, ...]
    canonical: Callable[[str, tuple[str, ...]], str]
    reason_key: Callable[[str], str]
    special_facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FolderContents:
    """The contents of a data folder.

    `lists` hold rows with their head, by name of the list; `texts` the files of 文字/ (an empty
    text is a file that is still to be written); `tables` and `last_year` the published tables by
    form, cell by cell. `report_texts` are the files of 文字/项目/ and 文字/整体绩效/ by their path
    below 文字/, without suffix.
    """

    lists: Mapping[str, Rows]
    texts: Mapping[str, str]
    settings: str = ""
    tables: Mapping[str, Rows] = field(default_factory=dict)
    last_year: Mapping[str, Rows] = field(default_factory=dict)
    report_texts: Mapping[str, str] = field(default_factory=dict)


def format_csv(rows: Iterable[Iterable[str]], delimiter: str = ",") -> bytes:
    """Return the rows as Excel opens them: UTF-8 with byte order mark, CRLF; no formulas."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(neutralise_rows(rows))
    return stream.getvalue().encode("utf-8-sig")


def rows_of(records: tuple[Record, ...], columns: tuple[str, ...]) -> Rows:
    """Return the records as rows below their head; a head keeps its unit (金额（元）)."""
    units = records[0].units if records else {}
    head = tuple(f"{name}（{units[name]}）" if name in units else name for name in columns)
    return (head, *(tuple(record.text(name) for name in columns) for record in records))


def folder_files(contents: FolderContents, guide: str, texts_guide: str) -> dict[str, bytes]:
    """Return the files of a folder by their path within it; no published tables."""
    files = {f"{name}.csv": format_csv(rows) for name, rows in contents.lists.items()}
    for name, text in (*contents.texts.items(), *contents.report_texts.items()):
        files[f"{TEXTS}/{name}.md"] = text.encode("utf-8-sig")
    files[f"{TEXTS}/{GUIDE}.txt"] = texts_guide.replace("\n", "\r\n").encode("utf-8-sig")
    files[f"{GUIDE}.md"] = guide.replace("\n", "\r\n").encode("utf-8-sig")
    if contents.settings:
        files[SETTINGS] = contents.settings.encode("utf-8")
    return files
