"""Marks printed over the pages of a PDF: never read into a cell, or the cell is named."""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING

import pytest
from support.portable_writer import PdfPage, write_pdf

from generator.base.severity import Severity
from generator.files.pdf.passages import read_pdf_passages
from generator.files.pdf.tables import read_pdf
from generator.files.pdf.tiles import Piece, find_tiles

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["201", "一般公共服务支出", "1,234.50", "1,000.00"],
    ["20103", "政府办公厅", "3.00", ""],
    ["205", "教育支出", "88.10", "—"],
]


_TILES = tuple(product((60, 140, 220, 300), (112, 131, 147, 168)))


def marked(text: str, tiles: tuple[tuple[int, int], ...] = _TILES, **look: object) -> PdfPage:
    """Return a page with a table and a mark tiled over it."""
    page = PdfPage()
    page.table(ROWS)
    for x, y in tiles:
        page.mark(x, y, text, **look)
    return page


def read(page: PdfPage, path: Path) -> tuple[Sheet, tuple[Finding, ...]]:
    path.write_bytes(write_pdf([page]))
    sheets, findings = read_pdf(path, "a.pdf")
    return sheets[0], findings


def cells_of(sheet: Sheet) -> dict[tuple[int, int], str]:
    first = next(at for at, row in enumerate(sheet.rows) if "科目" in "".join(row))
    body = sheet.rows[first : first + len(ROWS)]
    return {(i, j): text for i, row in enumerate(body) for j, text in enumerate(row)}


CLEAN = {(i, j): text for i, row in enumerate(ROWS) for j, text in enumerate(row)}


@pytest.mark.parametrize(
    "look",
    [*({"angle": angle} for angle in (45, 30, -30, 12, 135, 225, -60)), {"look": "/G1 gs"}],
    ids=str,
)
@pytest.mark.parametrize("text", ["2025", "13800138000", "内部资料"])
def test_slanted_and_translucent_marks_are_left_out_and_named(
    text: str, look: dict[str, object], tmp_path: Path
) -> None:
    sheet, findings = read(marked(text, **look), tmp_path / "a.pdf")
    assert cells_of(sheet) == CLEAN
    assert [(f.code, f.severity) for f in findings] == [("L14", Severity.INFO)]
    kind = "半透明" if "look" in look else "斜排"
    assert f"{kind}的水印文字，没有读（“{text}" in findings[0].message


@pytest.mark.parametrize(
    "look",
    [{}, {"look": "0.6 g"}, {"look": "1 0 0 rg"}, {"angle": 90}, {"angle": 180}, {"size": 30}],
    ids=str,
)
@pytest.mark.parametrize("text", ["2025", "13800138000", "内部资料"])
@pytest.mark.parametrize("place", ["over", "behind"])
def test_tiled_marks_are_left_out_and_named(
    text: str, look: dict[str, object], place: str, tmp_path: Path
) -> None:
    page = marked(text, **look)
    if place == "behind":
        page.parts = [*page.parts[-len(_TILES) :], *page.parts[: -len(_TILES)]]
    sheet, findings = read(page, tmp_path / "a.pdf")
    assert cells_of(sheet) == CLEAN
    assert [(f.code, f.severity) for f in findings] == [("L14", Severity.INFO)]
    assert f"平铺的水印文字，没有读（“{text}" in findings[0].message


def test_a_mark_drawn_sign_by_sign_is_left_out(tmp_path: Path) -> None:
    page = PdfPage()
    page.table(ROWS)
    for x, y in _TILES:
        for at, sign in enumerate("内部2025"):
            page.mark(x + 11 * at, y, sign)
    assert cells_of(read(page, tmp_path / "a.pdf")[0]) == CLEAN


@pytest.mark.parametrize("filler", ["0.00", "—", "0", "100.00%", "无"])
def test_equal_cells_drawn_column_by_column_are_no_mark(filler: str, tmp_path: Path) -> None:
    rows = [["编码", "名称", *["甲"] * 4], *([f"20{at}", "名称", *["", ""] * 2] for at in range(9))]
    page = PdfPage()
    page.table(rows)
    cells = [(at, column) for column in range(2, 6) for at in range(1, 10)]
    for at, column in cells:
        page.text(53 + 80 * column, 113 + 18 * at, filler)
    sheet, findings = read(page, tmp_path / "a.pdf")
    assert [row[2:] for row in sheet.rows[-9:]] == [(filler,) * 4] * 9
    assert [f for f in findings if "水印" in f.message] == []


@pytest.mark.parametrize(
    "words",
    [
        ["0.00", "—"],
        ["0", "0.00"],
        ["100"],
        ["达成", "100", "100"],
        ["100.00%", "100"],
        ["1,000.00", "1,000.00", "0"],
    ],
    ids="|".join,
)
@pytest.mark.parametrize("across", [4, 6])
def test_equal_rows_of_a_page_are_no_mark(words: list[str], across: int, tmp_path: Path) -> None:
    """A page of a table on which every row is the same, with labels on a part of it or none."""
    row = [words[at % len(words)] for at in range(across)]
    for labelled in (False, True):
        page = PdfPage()
        page.table([["名称"] * len(row), *[row] * 12])
        if labelled:
            page.table([["名称"], ["甲"], ["乙"]], 600)
        sheet, findings = read(page, tmp_path / "a.pdf")
        assert [list(line) for line in sheet.rows[1:13]] == [row] * 12
        assert [f for f in findings if "水印" in f.message] == []


@pytest.mark.parametrize("size", [16, 30])
def test_number_between_the_lines_of_a_text_is_a_mark(size: int, tmp_path: Path) -> None:
    page = PdfPage()
    lines = [f"第{number}行的文字" for number in range(8)]
    for number, line in enumerate(lines):
        page.text(90, 100 + 80 * number, line, 12)
    for x, y in product((60, 200, 340, 480), range(130, 700, 80)):
        page.mark(x, y, "13800138000", size=size)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf([page]))
    passages, findings = read_pdf_passages(path, "a.pdf")
    assert "".join(passage.text for passage in passages) == "".join(lines)
    assert ["平铺的水印" in f.message for f in findings] == [True]


@pytest.mark.parametrize("count", [8000, 30000])
def test_marks_are_sought_in_a_time_that_goes_with_the_page(count: int) -> None:
    """Stretches of seven equal numbers, each of them over all the page and on no other text."""
    spots = list(product((50, 300, 500), (50, 400, 700)))
    pieces = []
    for at in range(count):
        run, (x, y) = at // 7, spots[at % 7]
        left, bottom, size = x + run % 70 * 2, y + run // 70 * 3, 0.1 + run / 1e6
        pieces.append(Piece(at, f"9{run}", (left, bottom, left + size, bottom + size)))
    started = time.process_time()
    find_tiles(pieces)
    assert time.process_time() - started < count / 2000


@pytest.mark.parametrize(
    "look",
    [{}, {"look": "0.8 g"}, {"angle": 90}, {"angle": 180}, {"size": 30}, {"size": 4}],
    ids=str,
)
def test_cell_under_an_upright_mark_is_named(look: dict[str, object], tmp_path: Path) -> None:
    sheet, findings = read(marked("2025", _TILES[:5], **look), tmp_path / "a.pdf")
    changed = {at for at, text in cells_of(sheet).items() if text != CLEAN[at]}
    errors = [f for f in findings if f.severity is Severity.ERROR]
    top = len(sheet.rows) - len(ROWS)
    named = {(p.row_number - 1 - top, p.column_number - 1) for f in errors for p in f.places}
    assert changed
    assert changed <= named
    assert [f.code for f in errors] == ["L14"]


def test_one_mark_over_one_amount_is_named(tmp_path: Path) -> None:
    page = PdfPage()
    page.table(ROWS)
    page.mark(216, 149, "5")
    sheet, findings = read(page, tmp_path / "a.pdf")
    assert [(p.row_number, p.column_number) for p in findings[0].places] == [(3, 3)]
    assert findings[0].severity is Severity.ERROR
    assert [doubt.reported for doubt in sheet.doubts] == [Severity.ERROR]


def test_usual_looks_of_cells_are_no_marks(tmp_path: Path) -> None:
    """Bold by double printing, red amounts, white heads on dark ground, a note mark."""
    page = PdfPage()
    page.parts.append("0.1 0.2 0.4 rg 50 724 320 18 re f 0 g")
    page.table(ROWS)
    page.mark(213, 131, "1,234.50", look="1 0 0 rg")
    for x, text in ((53, "科目编码"), (133, "科目名称"), (213, "合计"), (293, "基本支出")):
        page.mark(x, 113, text, look="1 g")
    page.mark(252, 164, "1", size=6)
    sheet, findings = read(page, tmp_path / "a.pdf")
    assert findings == ()
    assert cells_of(sheet)[1, 2] == "1,234.50"


def test_page_scanned_a_little_askew_is_read(tmp_path: Path) -> None:
    page = PdfPage(picture=True)
    page.table([["项目", "决算数"], ["总计", ""]])
    page.mark(140, 131, "1.00", angle=1.5)
    sheet, _ = read(page, tmp_path / "a.pdf")
    assert sheet.rows[1] == ("总计", "1.00")


def test_text_is_read_without_its_mark(tmp_path: Path) -> None:
    lines = ["一、收入支出决算总体情况说明", "收入总计1,234.50万元，与上年相比增加3.00万元。"]
    page = PdfPage()
    for number, line in enumerate(lines):
        page.text(90, 100 + 40 * number, line, 14)
    for x, y in product(range(60, 500, 60), range(80, 200, 30)):
        page.mark(x, y, "2025", angle=35)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf([page]))
    passages, findings = read_pdf_passages(path, "a.pdf")
    assert [passage.text for passage in passages] == lines
    assert [(f.code, f.severity) for f in findings] == [("L14", Severity.INFO)]


def test_text_with_an_upright_mark_across_it_is_named(tmp_path: Path) -> None:
    page = PdfPage()
    page.text(90, 100, "收入总计1,234.50万元，与上年相比增加3.00万元。", 14)
    page.mark(150, 102, "2025", size=14)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf([page]))
    _, findings = read_pdf_passages(path, "a.pdf")
    assert [(f.code, f.severity) for f in findings] == [("L14", Severity.WARNING)]
    assert "第 1 页有文字叠印" in findings[0].message


def test_scan_with_a_mark_printed_over_it_is_a_scan(tmp_path: Path) -> None:
    page = PdfPage(picture=True)
    for y in range(100, 700, 40):
        page.mark(100, y, "内部资料注意保存", angle=45)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf([page]))
    sheets, findings = read_pdf(path, "a.pdf")
    assert (sheets, [f.code for f in findings]) == ((), ["L02"])
    assert "没有文字" in findings[0].message
