"""Cells of delimited text: ragged rows, quotes, line ends, encodings, as pandas reads them."""

import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.files.csv import parse_sheet, read_sheet

_NAME = "公开01.csv"
# Comma, quote and line ends in every order; nothing that makes another character the delimiter.
_PIECES = st.sampled_from(
    ["a", "款", " ", ",", ",", '"', '""', '","', "\n", "\r\n", "\r", "1,207.46", "-", ";"]
)


def _by_pandas(text: str) -> list[list[str]] | None:
    """Return what pandas reads, every cell as text; None where it refuses."""
    width = text.count(",") + 1
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )
    except pd.errors.ParserError:
        return None
    rows = [[cell.strip() for cell in row] for row in frame.to_numpy().tolist()]
    return rows if any(map(any, rows)) else None


def _without_end(rows: list[list[str]]) -> list[list[str]]:
    """Return rows without the empty cells at their ends: how wide a sheet is, is no content."""
    return [row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)] for row in rows]


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_cell_is_read_as_pandas_reads_it(text: str) -> None:
    text = f"甲,乙,丙\n,,,\n{text}".replace("\r,", "\ra,")  # pandas may overrun its buffer there
    if text.count(";") * 2 >= text.count(","):
        text = text.replace(";", "；")
    sheet, findings = parse_sheet(text, _NAME)
    expected = _by_pandas(text)
    if sheet is None or expected is None:
        assert sheet is None
        assert expected is None
        assert findings
        return
    assert _without_end([list(row) for row in sheet.rows]) == _without_end(expected)
    assert len({len(row) for row in sheet.rows}) == 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("项目,金额\n甲\n乙,1,2\n", [["项目", "金额", ""], ["甲", "", ""], ["乙", "1", "2"]]),
        (
            '项目,金额\r\n"一、\r\n甲","1,207.46"\r\n',
            [["项目", "金额"], ["一、\r\n甲", "1,207.46"]],
        ),
        (
            '项目,说明\n甲,称"乙"\n丙,"""丁"""\n',
            [["项目", "说明"], ["甲", '称"乙"'], ["丙", '"丁"']],
        ),
        ("项目,金额\r甲,1\r", [["项目", "金额"], ["甲", "1"]]),
        ('项目,金额\n\n甲,"1"', [["项目", "金额"], ["", ""], ["甲", "1"]]),
        ('编码,"金额"\n"=""2010301""",\'007\n', [["编码", "金额"], ["2010301", "007"]]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_cells_of_a_file(tmp_path: Path, text: str, rows: list[list[str]], encoding: str) -> None:
    path = tmp_path / _NAME
    path.write_bytes(text.encode(encoding))
    sheet, findings = read_sheet(path, _NAME)
    assert findings == ()
    assert sheet is not None
    assert [list(row) for row in sheet.rows] == rows


@pytest.mark.parametrize(
    ("text", "row"),
    [('项目,金额\n甲,"1\n', 2), ('项目,金额\n甲,1\n乙,2\n"', 4), ('"项目,金额\n甲,1\n', 1)],
)
def test_an_open_quote_is_named_by_its_row(text: str, row: int) -> None:
    sheet, (finding,) = parse_sheet(text, _NAME)
    assert sheet is None
    assert f"第 {row} 行的引号没有结束" in finding.message
