"""待补充.csv: every gap as a row, ready to be filled in and used beside 原因.csv."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import decode
from generator.base.formulas import neutralise, restore
from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.block import Gap
    from generator.model.records import Record

GAPS_FILE = "待补充.csv"
REASONS_FILE = "原因.csv"
_HERE = "本表“原因”列"
_BEYOND_HEAD = "其他"


class GapRow(NamedTuple):
    """One row of 待补充.csv, column by column; `more` are columns that somebody has added."""

    事项: str
    章节: str
    金额: str
    方向: str
    原因: str
    对比: str
    填写位置: str
    more: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two rows the same: key, basis, and the file that lacks it."""
        return self.事项, self.对比, "" if self.填写位置 == _HERE else self.填写位置

    @property
    def is_filled(self) -> bool:
        """Whether somebody has typed into it: a number that is asked may stand under 金额."""
        asks_number = self.填写位置 not in ("", _HERE)
        return bool(self.原因 or self.more or (asks_number and self.金额))


COLUMNS = GapRow._fields[:-1]


def list_gap_rows(gaps: Iterable[Gap], filled: Sequence[GapRow] = ()) -> list[GapRow]:
    """Return the rows that somebody has filled in, then a row for each gap that is not there.

    A figure that is missing says in which file it is to be given.
    """
    rows = list(filled)
    seen = {row.identity for row in rows}
    for gap in gaps:
        where = _HERE if gap.file == REASONS_FILE else gap.file
        row = GapRow(gap.key, gap.section, gap.amount, gap.direction, "", gap.basis, where)
        if row.identity not in seen:
            seen.add(row.identity)
            rows.append(row)
    return rows


def join_filled_rows(here: Sequence[GapRow], used: Sequence[GapRow]) -> tuple[GapRow, ...]:
    """Return the rows filled in `here`, and before them those that are `used` and not there.

    So a file that is put in the place of the one that is used loses nothing.
    """
    there = {row.identity for row in here}
    return (*(row for row in used if row.identity not in there), *here)


def used_rows(records: Iterable[Record]) -> tuple[GapRow, ...]:
    """Return the rows that somebody has filled in among those that were read as data."""
    rows = (_gap_row(record.texts) for record in records)
    return tuple(row for row in rows if row.is_filled)


def format_gap_rows(rows: Sequence[GapRow]) -> bytes:
    """Return the file: UTF-8 with byte order mark, so that Excel opens it."""
    added = dict.fromkeys(name for row in rows for name, _ in row.more)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((*COLUMNS, *added))
    for row in rows:
        more = dict(row.more)
        own = (row.事项, row.章节, row.金额, row.方向, row.原因, row.对比, row.填写位置)
        writer.writerow(map(neutralise, (*own, *(more.get(name, "") for name in added))))
    return stream.getvalue().encode("utf-8-sig")


def read_filled_rows(data: bytes) -> tuple[GapRow, ...]:
    """Return the rows of an earlier 待补充.csv that somebody has filled in.

    Raises UndecodableError, csv.Error where the file is none of ours any more.
    """
    text = decode(data)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter, restkey=_BEYOND_HEAD)
    if not {zh.MATTER, zh.REASON} <= set(reader.fieldnames or ()):
        raise csv.Error("没有“事项”和“原因”两列")
    return tuple(row for row in map(_read_row, reader) if row.is_filled)


def _read_row(cells: dict[str, str | list[str] | None]) -> GapRow:
    texts = {name: _text_of(cell) for name, cell in cells.items()}
    more = tuple((name, text) for name, text in texts.items() if name not in COLUMNS and text)
    return _gap_row(texts)._replace(more=more)


def _text_of(cell: str | list[str] | None) -> str:
    if isinstance(cell, list):
        return "，".join(filter(None, cell))
    return restore((cell or "").strip())


def _gap_row(texts: Mapping[str, str]) -> GapRow:
    key, section, amount, direction, reason, basis, where = (
        texts.get(name, "") for name in COLUMNS
    )
    return GapRow(key, section, amount, direction, reason, basis, where)
