"""待补充.csv: every gap as a row, ready to be filled in and used as 原因.csv (DESIGN 3)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from generator.decoding import UndecodableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator.model.block import Gap

GAPS_FILE = "待补充.csv"
REASONS_FILE = "原因.csv"
_HEAD = ("事项", "章节", "金额", "方向", "原因", "对比", "填写位置")


def format_gaps(gaps: Iterable[Gap]) -> str:
    """Return the rows; a figure that is missing says in which file it is to be given."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_HEAD)
    seen: set[tuple[str, str]] = set()
    for gap in gaps:
        if (gap.key, gap.basis) in seen:
            continue
        seen.add((gap.key, gap.basis))
        where = "本列左侧“原因”" if gap.file == REASONS_FILE else gap.file
        writer.writerow((gap.key, gap.section, gap.amount, gap.direction, "", gap.basis, where))
    return stream.getvalue()


def holds_reasons(path: Path) -> bool:
    """Whether somebody has begun to fill in the file (or it is none that can be read)."""
    try:
        rows = list(csv.DictReader(io.StringIO(decode(path.read_bytes()))))
    except (UndecodableError, OSError, csv.Error):
        return True
    return any((row.get("原因") or "").strip() for row in rows)
