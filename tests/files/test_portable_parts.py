"""Parts of a table on a new page, two pages on a sheet, and the bounds over a whole PDF."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from support.portable_writer import PdfPage, write_pdf

from generator.base.severity import Severity
from generator.files.pdf import survey as portable_survey
from generator.files.pdf.passages import read_pdf_passages
from generator.files.pdf.tables import read_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet

HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
ROWS = [
    ["201", "一般公共服务支出", "1,234.50", "1,000.00"],
    ["213", "农林水支出", "3.00", ""],
    ["229", "其他支出", "5.00", "5.00"],
]


def read(pages: list[PdfPage], path: Path) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    path.write_bytes(write_pdf(pages))
    return read_pdf(path, "a.pdf")


def open_table(page: PdfPage, rows: list[list[str]], *, open_at: str) -> None:
    """Draw a table whose last row has no line below it, or whose first row none above."""
    top, height, edges = 100, 18, (50, 130, 210, 290, 370)
    for index, row in enumerate(rows):
        y = top + index * height
        for edge, text in zip(edges, row, strict=False):
            page.text(edge + 3, y + 13, text)
        for edge in edges:
            page.line(edge, y, edge, y + height)
        if index or open_at != "top":
            page.line(edges[0], y, edges[-1], y)
    if open_at != "bottom":
        y = top + len(rows) * height
        page.line(edges[0], y, edges[-1], y)


@pytest.mark.parametrize("open_at", ["bottom", "top"])
def test_row_that_the_page_leaves_open_is_read(open_at: str, tmp_path: Path) -> None:
    first, second = PdfPage(), PdfPage()
    open_table(first, [HEAD, ROWS[0], ROWS[1]], open_at="bottom" if open_at == "bottom" else "")
    open_table(second, [ROWS[2]] * 2, open_at="top" if open_at == "top" else "")
    sheets, findings = read([first, second], tmp_path / "a.pdf")
    assert [sheet.rows for sheet in sheets] == [
        tuple(map(tuple, (HEAD, ROWS[0], ROWS[1], ROWS[2], ROWS[2])))
    ]
    assert findings == ()


def test_lines_that_hang_below_a_table_without_text_are_no_row(tmp_path: Path) -> None:
    page = PdfPage()
    open_table(page, [HEAD, ROWS[0], [""] * 4], open_at="bottom")
    assert read([page], tmp_path / "a.pdf")[0][0].rows == tuple(map(tuple, (HEAD, ROWS[0])))


def test_part_without_head_that_fits_nothing_is_an_error(tmp_path: Path) -> None:
    first, second = PdfPage(), PdfPage()
    first.text(250, 60, "支出决算表", 16)
    first.table([HEAD, ROWS[0]])
    second.table([row[:3] for row in ROWS[1:]])
    sheets, findings = read([first, second], tmp_path / "a.pdf")
    assert len(sheets) == 2
    assert [(f.code, f.severity) for f in findings] == [("L03", Severity.ERROR)]
    assert "第2页没有表题和表头" in findings[0].message
    assert "213 农林水支出 3.00" in findings[0].message


def test_row_outside_the_lines_is_an_error(tmp_path: Path) -> None:
    page = PdfPage()
    end = page.table([HEAD, ROWS[0]])
    for x, text in zip((53, 133, 213, 293), ROWS[2], strict=True):
        page.text(x, end + 13, text)
    _, findings = read([page], tmp_path / "a.pdf")
    assert [(f.code, f.severity) for f in findings] == [("L03", Severity.ERROR)]
    assert "229 其他支出 5.00 5.00" in findings[0].message


def test_other_tables_without_title_are_no_error(tmp_path: Path) -> None:
    page = PdfPage()
    page.table([["项目名称", "自评得分"], ["办公楼维修", "95.50"]])
    page.table([["2024", "12.00"], ["2023", "11.00"]], top=300)
    page.text(50, 500, "201 个项目，共 5.00 万元")
    assert read([page], tmp_path / "a.pdf")[1] == ()


def spread(rows: tuple[list[list[str]], list[list[str]]]) -> PdfPage:
    page = PdfPage(width=842, height=595)
    for left, table in zip((20, 450), rows, strict=True):
        page.text(left + 100, 50, "支出决算表" if left == 20 else "收入决算表", 14)
        page.text(left, 80, "部门名称：某局")
        page.text(left + 250, 80, "单位：万元" if left == 20 else "单位：元")
        page.table(table, left=left)
    return page


def test_two_pages_on_a_sheet_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = spread(([HEAD, ROWS[0]], [HEAD, ROWS[2]]))
    for number, text in enumerate(("一、甲甲甲甲", "二、乙乙乙乙", "三、丙丙丙丙")):
        page.text(30, 300 + 30 * number, f"{text}左", 14)
        page.text(460, 300 + 30 * number, f"{text}右", 14)
    sheets, findings = read([page], tmp_path / "a.pdf")
    assert [sheet.rows[0][0] for sheet in sheets] == ["支出决算表", "收入决算表"]
    assert ["单位：元" in sheet.rows[1] for sheet in sheets] == [False, True]
    assert [(f.code, f.severity) for f in findings] == [("L14", Severity.INFO)]
    assert "左右并排印着两页" in findings[0].message
    passages, _ = read_pdf_passages(tmp_path / "a.pdf", "a.pdf")
    ordered = [p.text for p in passages if p.text.endswith(("左", "右"))]
    assert [text[-1] for text in ordered] == ["左"] * 3 + ["右"] * 3


def test_wide_table_is_one_page(tmp_path: Path) -> None:
    page = PdfPage(width=842, height=595)
    page.text(380, 60, "支出决算表", 16)
    page.text(50, 85, "部门名称：某局")
    page.text(700, 85, "单位：万元")
    page.table([HEAD, *ROWS], widths=(180, 190, 190, 180))
    sheets, findings = read([page], tmp_path / "a.pdf")
    assert (len(sheets), findings) == (1, ())


def test_drawings_on_all_pages_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable_survey, "MOST_OBJECTS_OF_ALL", 5_000)
    table = PdfPage()
    table.table([HEAD, ROWS[0]])
    drawn = [PdfPage(parts=["0 0 m 9 9 l S"] * 2_000) for _ in range(4)]
    sheets, findings = read([table, *drawn, table], tmp_path / "a.pdf")
    assert len(sheets) == 1
    assert [(f.severity, f.message.removeprefix("a.pdf ")[:9]) for f in findings] == [
        (Severity.INFO, "第 2、3 页是图"),
        (Severity.ERROR, "第 4 页起没有读"),
    ]
    _, said = read_pdf_passages(tmp_path / "a.pdf", "a.pdf")
    assert any("第 4 页起没有读" in f.message for f in said)


def test_pure_drawing_ends_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf([PdfPage(parts=["0 0 m 9 9 l S"] * 2_000) for _ in range(300)]))
    started = time.process_time()
    assert any("没有读" in f.message for f in read_pdf(path, "a.pdf")[1])
    assert time.process_time() - started < 10


def test_part_that_draws_too_much_is_not_opened(tmp_path: Path) -> None:
    _, findings = read([PdfPage(parts=[" " * 17_000_000])], tmp_path / "a.pdf")
    assert "展开后超过 16 MB" in findings[0].message
