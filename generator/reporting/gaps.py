"""待补充.csv: every gap as a row, ready to be filled in and used beside 原因.csv (DESIGN 3)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from generator.decoding import decode
from generator.formulas import neutralise_rows, restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.block import Gap

GAPS_FILE = "待补充.csv"
REASONS_FILE = "原因.csv"


class GapRow(NamedTuple):
    """One row of 待补充.csv, column by column."""

    事项: str
    章节: str
    金额: str
    方向: str
    原因: str
    对比: str
    填写位置: str

    @property
    def identity(self) -> tuple[str, str]:
        """What makes two rows the same: key and basis."""
        return self.事项, self.对比


def list_gap_rows(gaps: Iterable[Gap], filled: Sequence[GapRow] = ()) -> list[GapRow]:
    """Return the rows that somebody has filled in, then a row for each gap that is not there.

    A figure that is missing says in which file it is to be given.
    """
    rows = list(filled)
    seen = {row.identity for row in rows}
    for gap in gaps:
        where = "本表“原因”列" if gap.file == REASONS_FILE else gap.file
        row = GapRow(gap.key, gap.section, gap.amount, gap.direction, "", gap.basis, where)
        if row.identity not in seen:
            seen.add(row.identity)
            rows.append(row)
    return rows


def format_gap_rows(rows: Iterable[GapRow]) -> bytes:
    """Return the file: UTF-8 with byte order mark, so that Excel opens it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(GapRow._fields)
    writer.writerows(neutralise_rows(rows))
    return stream.getvalue().encode("utf-8-sig")


def read_filled_rows(data: bytes) -> tuple[GapRow, ...]:
    """Return the rows of an earlier 待补充.csv whose 原因 somebody has filled in.

    Raises UndecodableError, csv.Error where the file is none of ours any more.
    """
    text = decode(data)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    if not {"事项", "原因"} <= set(reader.fieldnames or ()):
        raise csv.Error("没有“事项”和“原因”两列")
    rows = (
        GapRow(*(restore((row.get(name) or "").strip()) for name in GapRow._fields))
        for row in reader
    )
    return tuple(row for row in rows if row.原因)
