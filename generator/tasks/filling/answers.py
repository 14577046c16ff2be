"""An answer typed at a 【待补充】: the 待补充.csv that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field.data_folder import TEXTS
from generator.reporting.gaps import format_gap_rows
from generator.tasks.filling.conflict import ConflictError, NoPlaceError
from generator.tasks.gaps import find_gaps_file, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.reporting.gaps import GapRow
    from generator.tasks.gaps import Identity


def answer_of(row: GapRow) -> str:
    """Return what was typed into a row: under 原因, or under 金额 where a number is asked."""
    return row.typed[1] or row.typed[2]


def write_answer(
    folder: Path, shown: Sequence[GapRow], identity: Identity, text: str, before: str
) -> dict[Path, bytes]:
    """Return 待补充.csv of a data folder with an answer; an empty text takes one back.

    `shown` are the rows that were offered, `before` is what stood there. The rows of the file keep
    their order, those that it has not yet follow. Raises ConflictError where something else stands
    there now, NoPlaceError where nothing was asked so.
    """
    path = find_gaps_file(folder)
    there = read_rows(path)
    known = {row.identity for row in there}
    rows = [*there, *(row for row in shown if row.identity not in known)]
    at = next((n for n, row in enumerate(rows) if row.identity == identity), None)
    if at is None:
        raise NoPlaceError(path.name)
    now = answer_of(rows[at])
    typed = _plain(text, rows[at])
    if now not in (before, typed):
        raise ConflictError(path.name, now)
    if now == typed:
        return {}
    row = rows[at]
    # A number that somebody has typed under 金额 is given under 原因 from now on.
    amount = "" if row.typed[2] else row.金额
    rows[at] = row._replace(原因=typed, 金额=amount)
    return {path: format_gap_rows(rows)}


def _plain(text: str, row: GapRow) -> str:
    """Return what is kept of a text: one line, but for the texts that have paragraphs."""
    lines = [line.strip() for line in text.replace("\x00", "").splitlines()]
    return ("\n" if row.填写位置.startswith(TEXTS) else "").join(filter(None, lines))
