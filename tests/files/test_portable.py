from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.needs import find_reference
from support.portable_writer import PdfPage, write_pdf

from generator.base.severity import Severity
from generator.field import forms
from generator.field.forms import Side
from generator.files.pdf import opening as portable_opening
from generator.files.pdf import rules as portable_rules
from generator.files.pdf.tables import read_pdf
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.model.table import Table

    Read = Callable[[list[PdfPage]], tuple[tuple[Sheet, ...], tuple[Finding, ...]]]

HEAD = ["科目编码", "科目名称", "合计", "基本支出"]
ROWS = [["201", "一般公共服务支出", "1,234.50", "1,000.00"], ["20103", "政府办公厅", "—", ""]]
PUTUO = Path(__file__).parent / "putuo"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(pages: list[PdfPage]) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
        path = tmp_path / "a.pdf"
        path.write_bytes(write_pdf(pages))
        return read_pdf(path, "a.pdf")

    return read


def page_with(rows: list[list[str]], **more: object) -> PdfPage:
    page = PdfPage(**more)
    page.table(rows)
    return page


def test_lines_above_and_notes_below_belong_to_the_table(read: Read) -> None:
    page = PdfPage()
    page.text(250, 60, "支出决算表", 16)
    page.text(60, 85, "部门名称：某局")
    page.text(280, 85, "2024年度")
    page.text(450, 85, "单位：万元")
    end = page.table([HEAD, *ROWS])
    page.text(50, end + 15, "注：本表反映支出情况，")
    page.text(50, end + 30, "可能存在尾差。")
    page.text(290, 820, "- 12 -")
    sheets, findings = read([page])
    assert findings == ()
    assert [sheet.rows for sheet in sheets] == [
        (
            ("支出决算表", "", "", ""),
            ("部门名称：某局", "2024年度", "单位：万元", ""),
            *map(tuple, (HEAD, *ROWS)),
            ("注：本表反映支出情况，可能存在尾差。", "", "", ""),
        )
    ]
    assert (sheets[0].name, sheets[0].doubts) == ("第1页", ())


@pytest.mark.parametrize(
    "look", [{"rotate": 90}, {"turned": True}, {"turned": True, "rotate": 90}], ids=str
)
def test_turned_pages_are_read_upright(look: dict[str, object], read: Read) -> None:
    assert read([page_with([HEAD, *ROWS], **look)])[0][0].rows == tuple(map(tuple, (HEAD, *ROWS)))


def test_table_without_left_and_right_lines_loses_no_column(read: Read) -> None:
    page = PdfPage()
    page.table([HEAD, *ROWS], open_sides=True)
    assert read([page])[0][0].rows == tuple(map(tuple, (HEAD, *ROWS)))


def test_wrapped_cells_are_joined(read: Read) -> None:
    sheets, _ = read(
        [page_with([HEAD, ["2080505", "机关事业单位基本\n养老保险缴费支出", "1.00", ""]])]
    )
    assert sheets[0].rows[1] == ("2080505", "机关事业单位基本养老保险缴费支出", "1.00", "")


def test_table_over_three_pages_is_one(read: Read) -> None:
    pages = []
    for number in (1, 2, 3):
        page = page_with([HEAD, [f"20{number}", "名称", f"{number}.00", ""]])
        if number == 1:
            page.text(250, 60, "支出决算表", 16)
        page.text(200, 30, "某局2024年度部门决算")
        page.text(280, 820, f"第{number}页")
        pages.append(page)
    other = page_with([HEAD, ["204", "另一张表", "4.00", ""]])
    other.text(250, 60, "收入决算表", 16)
    sheets, _ = read([*pages, other])
    assert [sheet.name for sheet in sheets] == ["第1-3页", "第4页"]
    assert [row[0] for row in sheets[0].rows] == ["支出决算表", "科目编码", "201", "202", "203"]


def test_notes_of_a_table_that_fills_its_page_stand_on_the_next(read: Read) -> None:
    page = PdfPage()
    page.table([HEAD, *([ROWS[0]] * 36)])
    after = PdfPage()
    after.text(50, 60, "注：本表反映支出情况。")
    after.text(50, 140, "第三部分 说明")
    sheets, _ = read([page, after])
    assert sheets[0].rows[-2:] == ((*ROWS[0],), ("注：本表反映支出情况。", "", "", ""))
    assert sheets[0].name == "第1页"


def test_row_split_by_the_page_is_joined_with_a_doubt(read: Read) -> None:
    first = page_with([HEAD, ["2080505", "机关事业单位基本", "1.00", ""]])
    second = page_with([["", "养老保险缴费支出", "", ""], ["210", "卫生健康支出", "3.00", ""]])
    sheets, _ = read([first, second])
    assert sheets[0].rows[1:] == (
        ("2080505", "机关事业单位基本养老保险缴费支出", "1.00", ""),
        ("210", "卫生健康支出", "3.00", ""),
    )
    assert [(d.row, d.column) for d in sheets[0].doubts] == [(1, 1)]


def test_class_rows_on_a_new_page_are_rows_of_their_own(read: Read) -> None:
    head = ["项目", "决算数", "项目", "决算数"]
    first = page_with([head, ["一、甲收入", "1.00", "十三、交通运输支出", "1.00"]])
    second = page_with(
        [["", "", "十四、资源勘探工业信息等支出", ""], ["总计", "1.00", "总计", "1.00"]]
    )
    assert len(read([first, second])[0][0].rows) == 4


def test_word_across_a_line_is_whole_and_in_doubt(read: Read) -> None:
    page = PdfPage()
    page.table(
        [
            HEAD,
            ["201", "一般公共服务支出", "123,456,789,012,345.67", "1.00"],
            ["203", "国防支出国防支出", "12,345,678,901.23", "45.67"],
            ["204", "公共安全支出", "1.00", "45.67"],
        ],
        widths=(80, 80, 80, 80),
    )
    sheet = read([page])[0][0]
    assert sheet.rows[1:] == (
        ("201", "一般公共服务支出", "123,456,789,012,345.67", "1.00"),
        ("203", "国防支出国防支出", "12,345,678,901.23", "45.67"),
        ("204", "公共安全支出", "1.00", "45.67"),
    )
    assert {(d.row, d.column) for d in sheet.doubts} == {(1, 2), (1, 3), (2, 2), (2, 3)}


def test_frames_and_shading_are_no_tables(read: Read) -> None:
    page = page_with([HEAD, *ROWS])
    page.parts.append("0.9 g 100 600 50 14 re f 150 586 50 14 re f 0 g")
    for side in (
        (40, 700, 300, 700),
        (40, 740, 300, 740),
        (40, 700, 40, 740),
        (300, 700, 300, 740),
    ):
        page.line(*side)
    page.text(50, 720, "框中的文字")
    assert len(read([page])[0]) == 1


def test_highlighted_words_are_no_table(read: Read) -> None:
    page = PdfPage()
    page.text(50, 50, "没有表格的一页文字")
    for row in range(12):
        page.parts.append(f"1 1 0 rg 50 {600 - 20 * row} 80 20 re 130 {600 - 20 * row} 80 20 re f")
    sheets, findings = read([page])
    assert (sheets, len(findings)) == ((), 1)


def test_scanned_files_are_told(read: Read) -> None:
    sheets, findings = read([PdfPage(picture=True)])
    assert (sheets, [f.code for f in findings]) == ((), ["L02"])
    assert "没有文字" in findings[0].message


def test_recognised_text_is_told(read: Read) -> None:
    sheets, findings = read([page_with([HEAD, *ROWS], picture=True), PdfPage(picture=True)])
    assert len(sheets) == 1
    assert [(f.code, f.severity) for f in findings] == [
        ("L14", Severity.WARNING),
        ("L02", Severity.INFO),
    ]


def test_page_that_is_a_drawing_is_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable_rules, "MOST_CROSSINGS", 25)
    many = page_with([HEAD, *ROWS, *ROWS])
    sheets, findings = read([page_with([HEAD, *ROWS]), many])
    assert [sheet.name for sheet in sheets] == ["第1页"]
    assert "第 2 页无法读取" in findings[0].message


def refusal(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    sheets, findings = read_pdf(path, "a.pdf")
    assert sheets == ()
    assert [finding.code for finding in findings] == ["L02"]
    return findings[0].message


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    plain = PdfPage()
    plain.text(50, 50, "没有表格的一页文字")
    bomb = PdfPage(parts=[" " * 61_000_000])
    assert "已加密" in refusal(write_pdf([page_with([HEAD])], encrypted=True), path)
    assert "没有找到带表格线的表格" in refusal(write_pdf([plain]), path)
    assert "展开后超过" in refusal(write_pdf([bomb]), path)
    assert "文件是空的" in refusal(b"", path)
    assert "不是 PDF" in refusal(b"PK\x03\x04", path)
    assert "已损坏" in refusal(b"%PDF-1.7\n", path)
    damaged = bytearray(write_pdf([page_with([HEAD, *ROWS])]))
    damaged[damaged.index(b"stream", damaged.index(b"\n5 0 obj")) + 60] ^= 1
    assert "已损坏" in refusal(bytes(damaged), path)
    assert "系统拒绝打开" in read_pdf(tmp_path / "nowhere.pdf", "a.pdf")[1][0].message


def test_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable_opening, "find_spec", lambda _: None)
    message = refusal(b"%PDF-1.7\n", tmp_path / "a.pdf")
    assert message.endswith('读取 PDF 需要安装：pip install "gen-narrative[pdf]"')


def test_four_hundred_pages_take_seconds(read: Read) -> None:
    pages = []
    for _ in range(400):
        pages.append(PdfPage())
        for line in range(35):
            pages[-1].text(50, 50 + 20 * line, "这是一段说明，不是表格。" * 3)
    pages[200] = page_with([HEAD, *ROWS])
    started = time.process_time()
    sheets, _ = read(pages)
    assert [sheet.name for sheet in sheets] == ["第201页"]
    assert time.process_time() - started < 10


@pytest.fixture(scope="module")
def putuo() -> dict[str, Sheet]:
    path = find_reference("pdf", "putuo-czj-2024.pdf")
    sheets, findings = read_pdf(path, path.name)
    assert findings == ()
    found = {recognise(sheet, sheet.name).form: sheet for sheet in sheets}
    assert list(found)[1:] == [f"公开0{number}" for number in (1, 2, 3, 4, 5, 6, 9, 7, 8)]
    return found


def putuo_rows(form: str) -> list[tuple[str, ...]]:
    with (PUTUO / f"{form}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


@pytest.mark.parametrize("number", range(1, 10))
def test_published_file_has_every_cell_right(number: int, putuo: dict[str, Sheet]) -> None:
    """The reference was typed from the pages as they look."""
    form = f"公开0{number}"
    expected = putuo_rows(form)
    rows = putuo[form].rows
    assert rows[:2][1][0] == "单位：万元"
    assert list(rows[2 : 2 + len(expected)]) == expected
    assert putuo[form].doubts == ()
    notes = [row[0] for row in rows[2 + len(expected) :]]
    assert [note[-7:] for note in notes] == (["故本表无数据。"] if number in (7, 8) else [])


def amounts_of(rows: list[tuple[str, ...]]) -> list[str]:
    """Return the amounts of a table from top to bottom, a line number or code is none."""
    return sorted(text for row in rows for text in row if "." in text)


@pytest.mark.parametrize("number", range(1, 10))
def test_published_file_has_every_amount_at_its_code(number: int, putuo: dict[str, Sheet]) -> None:
    form = f"公开0{number}"
    table = read_putuo(form, putuo)
    cells = [cell for row in table.rows for cell in row.cells.values() if cell.text]
    assert sorted(cell.text for cell in cells) == amounts_of(putuo_rows(form))


def read_putuo(form: str, putuo: dict[str, Sheet]) -> Table:
    sheet = putuo[form]
    read = read_table(sheet, recognise(sheet, sheet.name), "万元", Surroundings())
    assert read.findings == ()
    return read.table


def test_published_amounts_stand_where_they_are_looked_up(putuo: dict[str, Sheet]) -> None:
    def text(form: str, key: str, column: str, side: Side = Side.WHOLE) -> str:
        cell = read_putuo(form, putuo).cell(key, column, side)
        assert cell is not None, (form, key, column)
        return cell.text

    spent = Side.EXPENDITURE
    assert text(forms.INCOME_EXPENDITURE, "住房保障支出", "金额", spent) == "445.69"
    assert text(forms.INCOME, "合计", "本年收入合计") == "2,946.25"
    assert text(forms.INCOME, "2010602", "其他收入") == "6.19"
    assert text(forms.EXPENDITURE, "合计", "项目支出") == "603.14"
    assert text(forms.EXPENDITURE, "2080505", "基本支出") == "160.75"
    assert text(forms.FISCAL_SUMMARY, "年初财政拨款结转和结余", "金额", Side.INCOME) == "21.63"
    assert text(forms.GENERAL_BUDGET, "合计", "小计") == "2,940.05"
    assert text(forms.BASIC_DETAIL, "30102", "决算数") == "1,238.58"
    assert text(forms.BASIC_DETAIL, "31002", "决算数") == "13.58"
    assert text(forms.BASIC_DETAIL, "人员经费合计", "决算数") == "2,152.26"
    assert text(forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, "6") == "0.95"


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), magic=st.sampled_from((b"", b"%PDF-1.7\n", b"%PDF-1.4\r")))
def test_arbitrary_bytes_give_findings(
    data: bytes, magic: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.pdf"
    refusal(magic + data, path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    where=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.one_of(st.just(1.0), st.floats(0, 1)),
)
def test_changed_files_give_tables_or_findings(
    where: list[tuple[float, int]], cut: float, tmp_path: Path
) -> None:
    whole = write_pdf([page_with([HEAD, *ROWS]), page_with([HEAD, *ROWS], picture=True)])
    data = bytearray(whole[: int(len(whole) * cut) + 1])
    for place, value in where:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    sheets, findings = read_pdf(path, "a.pdf")
    assert sheets or findings
    for sheet in sheets:
        assert {len(row) for row in sheet.rows} == {sheet.width}
