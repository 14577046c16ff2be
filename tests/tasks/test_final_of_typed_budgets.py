"""A final document whose budgets, counts and reasons were all typed into 待补充.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.folders import DATA, copy_data, read_rows, write_rows

import generator

if TYPE_CHECKING:
    from pathlib import Path

GAPS = "待补充.csv"


def _known() -> dict[tuple[str, str], str]:
    """Return what the lists of data/ hold, by file and key, with the unit of a count."""
    counts = {("事项.csv", row[0]): f"{row[1]}{row[2]}" for row in read_rows(DATA / "事项.csv")}
    rows = read_rows(DATA / "年初预算.csv")[1:]
    return counts | {("年初预算.csv", row[0] or row[1]): row[2] for row in rows}


def _fill(folder: Path, known: dict[tuple[str, str], str]) -> None:
    head, *rows = read_rows(folder / GAPS)
    key, where, answer = head.index("事项"), head.index("填写位置"), head.index("原因")
    for row in rows:
        row[answer] = row[answer] or known.get((row[where].split(" ")[0], row[key]), "")
    write_rows(folder / GAPS, [head, *rows])


def test_the_review_does_not_read_again_what_was_typed(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    known = _known()
    for name in ("事项.csv", "年初预算.csv"):
        (folder / name).unlink()
    draft = tmp_path / "草稿.docx"
    for _ in range(4):
        if not generator.build(folder, docx=draft).gaps:
            break
        _fill(folder, known)
    built = generator.build(folder, docx=tmp_path / "定稿.docx", final=True)
    assert [one.message for one in built.findings if one.severity.value == "error"] == []
    assert not built.gaps
    assert not built.refused
