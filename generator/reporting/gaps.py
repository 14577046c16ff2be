"""待补充.csv: every gap as a row, ready to be filled in and used beside 原因.csv."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import decode
from generator.base.formulas import neutralise, restore
from generator.base.labels import key_of
from generator.field import zh
from generator.field.data_folder import TEXTS, point_to
from generator.field.evaluation import PROJECT_TEXTS, WHOLE, is_project_text, is_whole_text
from generator.field.keys import basis_of, code_of
from generator.files.csv import parse_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.accounts import Former
    from generator.model.block import Gap
    from generator.model.records import Record

GAPS_FILE = f"{zh.GAPS}.csv"
REASONS_FILE = f"{zh.REASON}.csv"
_HERE = "本表“原因”列"
_BEYOND_HEAD = "其他"


class GapRow(NamedTuple):
    """One row of 待补充.csv, column by column; `more` are columns that somebody has added."""

    事项: str
    章节: str = ""
    科目名称: str = ""
    金额: str = ""
    对比数: str = ""
    差额: str = ""
    方向: str = ""
    填写位置: str = ""
    上年原因: str = ""
    原因: str = ""
    more: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes two rows the same: key, basis, and the file that lacks it."""
        return self.事项, basis_of(self.方向), self.填写位置.removeprefix(_HERE)

    @property
    def is_filled(self) -> bool:
        """Whether somebody has typed into it: a number that is asked may stand under 金额."""
        return bool(self.原因 or self.more or (self._asks_number and self.金额))

    @property
    def typed(self) -> tuple[tuple[str, str, str], str, str]:
        """What somebody has typed, and for what; a number may stand under 金额."""
        return self.identity, self.原因, self.金额 if self._asks_number else ""

    @property
    def _asks_number(self) -> bool:
        return bool(self.填写位置) and not self.填写位置.startswith(_HERE)


COLUMNS = GapRow._fields[:-1]


class Known(NamedTuple):
    """What a row says besides what is asked: names of codes, what last year's document said.

    `book` is the workbook beside which the file lies, empty where it lies in the data folder.
    """

    names: Mapping[str, str]
    former: Former
    book: str = ""

    def where(self, file: str) -> str:
        """Return where a gap is to be filled in."""
        if not self.book:
            return _HERE if file == REASONS_FILE else file
        stem = file.rpartition("/")[2].rpartition(".")[0]
        if is_project_text(file):
            stem = PROJECT_TEXTS
        elif is_whole_text(file):
            stem = WHOLE
        return f"{_HERE if file == REASONS_FILE else f'工作表 {stem}'}（{self.book}）"


def list_gap_rows(
    gaps: Iterable[Gap], filled: Sequence[GapRow], asked: Iterable[Gap], known: Known
) -> list[GapRow]:
    """Return the rows that somebody has filled in, then a row for each gap that is not there.

    `asked` are the gaps that there would be if nothing were filled in: a filled row shows the
    amounts as they are now. A figure that is missing says in which file it is to be given.
    """
    fresh = {row.identity: row for row in (_row_of(gap, known) for gap in asked)}
    rows = [_renewed(row, fresh.get(row.identity)) for row in filled]
    seen = {row.identity for row in rows}
    for gap in gaps:
        row = _row_of(gap, known)
        if row.identity not in seen:
            seen.add(row.identity)
            rows.append(row)
    return rows


def _row_of(gap: Gap, known: Known) -> GapRow:
    """Return the row that asks for a gap; a direction that tells no basis names it."""
    direction = gap.direction
    if basis_of(direction) != gap.basis:
        direction = f"与{gap.basis}相比"
    former = known.former
    is_reason = gap.file == REASONS_FILE
    reason = former.reason(gap.key, gap.basis) if is_reason else ""
    count = "" if is_reason else former.counts.get(gap.key, "")
    if gap.file.startswith(TEXTS) and gap.wording != gap.key:
        reason = point_to(gap.file)
    return GapRow(
        gap.key,
        gap.section,
        known.names.get(code_of(gap.key), ""),
        gap.final,
        gap.base or count,
        gap.difference,
        direction,
        known.where(gap.file),
        reason,
    )


def _renewed(row: GapRow, fresh: GapRow | None) -> GapRow:
    """Return a filled row beside the amounts as they are now; what was typed stays."""
    if fresh is None:
        return row
    kept = fresh._replace(原因=row.原因, more=row.more)
    return kept if fresh.上年原因 else kept._replace(上年原因=row.上年原因)


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
        own = (str(text) for text in row[: len(COLUMNS)])
        writer.writerow(map(neutralise, (*own, *(more.get(name, "") for name in added))))
    return stream.getvalue().encode("utf-8-sig")


def read_gap_rows(data: bytes) -> tuple[GapRow, ...]:
    """Return the rows of an earlier 待补充.csv, read as the lists of the data are.

    Raises UndecodableError, csv.Error where the file is none of ours any more.
    """
    sheet, problems = parse_sheet(decode(data), GAPS_FILE)
    if sheet is None:
        raise csv.Error(problems[0].detail)
    for number, titles in enumerate(sheet.rows):
        head = [_column_of(title) for title in titles]
        if {zh.MATTER, zh.REASON} <= set(head):
            return tuple(_read_row(head, row) for row in sheet.rows[number + 1 :] if any(row))
    raise csv.Error(f"找不到“{zh.MATTER}”“{zh.REASON}”两列")


def _column_of(title: str) -> str:
    """Return the column that a title names, with or without a remark in brackets."""
    plain = key_of(title.partition("（")[0].partition("(")[0])
    return next((name for name in (*COLUMNS, zh.BASIS) if key_of(name) == plain), title)


def _read_row(head: Sequence[str], cells: Sequence[str]) -> GapRow:
    texts: dict[str, str] = {}
    for name, cell in zip(head, cells, strict=True):
        column = name or _BEYOND_HEAD
        text = restore(cell)
        texts[column] = f"{texts[column]}，{text}" if texts.get(column) and text else text
    known = (*COLUMNS, zh.BASIS)
    more = tuple((name, text) for name, text in texts.items() if name not in known and text)
    return _gap_row(texts)._replace(more=more)


def _gap_row(texts: Mapping[str, str]) -> GapRow:
    """Return a row; where a column 对比 says what it compares with, its direction says so too."""
    row = GapRow._make((*(texts.get(name, "") for name in COLUMNS), ()))
    basis = basis_of(texts.get(zh.BASIS, ""))
    if basis and basis_of(row.方向) != basis:
        return row._replace(方向=f"与{basis}相比")
    return row
