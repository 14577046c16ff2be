from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.folders import SAMPLE_FOLDERS
from support.submission_round import grid_differences, printed_grids, table_differences
from support.submission_writer import docx_with, p, tbl, tc

from generator.files.docx.tables import read_docx
from generator.files.printed.grid import Box, place_boxes
from generator.files.printed.lines import choose_lines, join_lines
from generator.tasks.department import render_word, write_department

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.sheet import Sheet

    Read = Callable[[str | bytes], tuple[Sheet, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(body: str | bytes) -> tuple[Sheet, ...]:
        path = tmp_path / "a.docx"
        path.write_bytes(body if isinstance(body, bytes) else docx_with(body))
        sheets, findings = read_docx(path, "a.docx")
        assert findings == ()
        return sheets

    return read


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_our_own_documents_come_back_cell_by_cell(folder: Path, read: Read) -> None:
    department = write_department(folder)
    sheets = read(render_word(department)[0])
    assert grid_differences(printed_grids(department), sheets) == []
    assert table_differences(department, sheets) == []


def test_lines_above_and_notes_below_belong_to_the_table(read: Read) -> None:
    sheets = read(
        p("第二部分 2024年度部门决算表")
        + p("支出决算表")
        + p("\t公开03表")
        + p("部门名称：某局\t2024年度\t单位：万元")
        + tbl("科目编码|科目名称|合计", "201|一般公共服务支出|1.00")
        + p("")
        + p("注：1.本表反映支出情况。")
        + p("2.本表金额可能存在尾差。")
        + p("第三部分 说明。"),
    )
    assert sheets[0].rows == (
        ("支出决算表", "", ""),
        ("", "公开03表", ""),
        ("部门名称：某局", "2024年度", "单位：万元"),
        ("科目编码", "科目名称", "合计"),
        ("201", "一般公共服务支出", "1.00"),
        ("注：1.本表反映支出情况。", "", ""),
        ("2.本表金额可能存在尾差。", "", ""),
    )
    assert sheets[0].name == "第1个表格"


@pytest.mark.parametrize(
    "before",
    [
        p("支出决算表") + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        p("支出决算表") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
        p("支出决算表") + p("", "<w:pageBreakBefore/>"),
        p("支出决算表") + p("本部门的支出主要用于教育和卫生。"),
        p("支出决算表\t12"),
        tbl("甲|乙") + p("说明文字") + p("注：上一张表的注") + tbl("丙|丁") + p("长" * 61),
    ],
)
def test_lines_of_another_page_or_text_are_not_taken(before: str, read: Read) -> None:
    assert read(before + tbl("a|b", "c|d"))[-1].rows[0] == ("a", "b")


def test_no_more_than_eight_lines_are_taken() -> None:
    assert choose_lines([(f"行{number}",) for number in range(20)]) == tuple(
        (f"行{number}",) for number in range(12, 20)
    )


def test_merged_cells_have_their_text_once(read: Read) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    across = '<w:gridSpan w:val="2"/>'
    rows = read(
        tbl(
            tc("项目", across) + tc("合计", down),
            tc("编码") + tc("名称") + tc("", on),
            tc("201") + tc("一般") + tc("1.00"),
        )
    )[0].rows
    assert rows == (("项目", "", "合计"), ("编码", "名称", ""), ("201", "一般", "1.00"))


def test_edges_drawn_by_hand_make_no_columns(read: Read) -> None:
    """Dragging one cell's border gives Word a grid column a millimetre wide."""
    two = '<w:gridSpan w:val="2"/>'
    sheet = read(
        tbl(
            tc("科目") + tc("金额", two),
            tc("201", two) + tc("1.00"),
            tc("202") + tc("2.00", two),
            widths=(2000, 60, 2000),
        )
    )[0]
    assert sheet.rows == (("科目", "金额"), ("201", "1.00"), ("202", "2.00"))
    assert sheet.doubts == ()


def test_row_with_fewer_cells_is_in_doubt(read: Read) -> None:
    sheet = read(tbl("a|b|c", "1|2", "d|e|f", widths=(1000, 1000, 1000)))[0]
    assert sheet.rows[1] == ("1", "2", "")
    assert [(d.row, d.column, d.text) for d in sheet.doubts] == [(1, 0, "1"), (1, 1, "2")]
    assert "列数" in sheet.doubts[0].why


def test_two_figures_in_a_cell_are_not_made_one(read: Read) -> None:
    sheet = read(tbl("a|b", f"<w:tc>{p('1.00')}{p('2.00')}</w:tc>" + tc("x")))[0]
    assert sheet.rows[1][0] == "1.00 2.00"
    assert [(d.row, d.column) for d in sheet.doubts] == [(1, 0)]


@pytest.mark.parametrize(
    ("lines", "text", "doubtful"),
    [
        (["一般公共", "服务支出"], "一般公共服务支出", False),
        (["1,234", ".50"], "1,234.50", True),
        (["12", "34"], "12 34", True),
        (["30101", "基本工资"], "30101基本工资", False),
        (["IT", "system"], "IT system", False),
        (["", " a ", ""], "a", False),
        ([], "", False),
    ],
)
def test_lines_of_a_cell(lines: list[str], text: str, doubtful: bool) -> None:  # noqa: FBT001
    joined = join_lines(lines)
    assert (joined.text, bool(joined.why)) == (text, doubtful)


def test_accepted_view_of_revisions(read: Read) -> None:
    revised = (
        "<w:tc><w:p><w:del><w:r><w:delText>9.99</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>1.00</w:t></w:r></w:ins></w:p></w:tc>"
        "<w:tc><w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>y</w:t></w:r></w:moveTo></w:p></w:tc>"
    )
    gone = "<w:trPr><w:del/></w:trPr>" + tc("旧") + tc("行")
    assert read(tbl("a|b", revised, gone))[0].rows == (("a", "b"), ("1.00", "y"))


def test_fields_show_their_result_only(read: Read) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    cell = (
        f"<w:tc><w:p>{mark('begin')}<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>"
        f"{mark('begin')}<w:r><w:t>内</w:t></w:r>{mark('separate')}<w:r><w:t>层</w:t></w:r>"
        f"{mark('end')}{mark('separate')}<w:r><w:t>12.30</w:t></w:r>{mark('end')}"
        '<w:fldSimple w:instr="X"><w:r><w:t>0</w:t></w:r></w:fldSimple>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p></w:tc>"
    )
    assert read(tbl("a|b", cell + tc("c")))[0].rows[1] == ("12.300", "c")


def test_text_boxes_are_no_text_of_the_table(read: Read) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('框')}{tbl('x|y')}</w:txbxContent></w:pict></w:r>"
    assert [s.rows for s in read(p("标题") + tbl("a|b", f"<w:tc><w:p>{box}</w:p></w:tc>"))] == [
        (("标题", ""), ("a", "b"), ("", ""))
    ]


def test_content_controls_and_strict_documents_are_read(read: Read) -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{tbl('a|b', 'c|d')}</w:sdtContent></w:sdt>"
    strict = docx_with(wrapped, namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(strict)[0].rows == (("a", "b"), ("c", "d"))


def test_table_in_a_cell_stands_by_itself(read: Read) -> None:
    inner = p("支出决算表") + tbl("a|b", "c|d") + p("注：内表的注")
    sheets = read(tbl(f"<w:tc>{inner}</w:tc>" + tc("外")) + p("注：不是内表的"))
    assert [sheet.rows for sheet in sheets] == [
        (("", "外"),),
        (("支出决算表", ""), ("a", "b"), ("c", "d"), ("注：内表的注", "")),
    ]


@pytest.mark.parametrize(
    "between",
    ["", p(""), p("支出决算表（续）") + p("单位：万元"), p("支出决算表") + p("单位：万元")],
)
def test_table_goes_on_below_a_repeated_head(between: str, read: Read) -> None:
    sheets = read(
        p("支出决算表")
        + p("单位：万元")
        + tbl("科目编码|合计", "201|1.00")
        + between
        + tbl("科目编码|合计", "202|2.00")
        + p("注：完")
        + p("收入决算表")
        + tbl("科目编码|合计", "203|3.00")
    )
    assert [sheet.rows[2:] for sheet in sheets] == [
        (("科目编码", "合计"), ("201", "1.00"), ("202", "2.00"), ("注：完", "")),
        (("203", "3.00"),),
    ]


@pytest.mark.parametrize(
    "between", [p("注：上一张表完"), p("收入决算表"), p("单位：万元"), p("一段话。")]
)
def test_next_table_is_not_taken_for_the_rest(between: str, read: Read) -> None:
    table = tbl("科目编码|合计", "201|1.00")
    assert len(read(p("支出决算表") + table + between + table)) == 2


def test_rest_of_a_row_is_joined_with_a_doubt(read: Read) -> None:
    sheets = read(
        tbl("科目编码|科目名称|合计", "2080505|机关事业单位基本|1.00")
        + tbl("|养老保险缴费支出|", "210|卫生健康支出|2.00")
    )
    assert sheets[0].rows[1:] == (
        ("2080505", "机关事业单位基本养老保险缴费支出", "1.00"),
        ("210", "卫生健康支出", "2.00"),
    )
    assert [(d.row, d.column) for d in sheets[0].doubts] == [(1, 1)]


def test_head_a_little_off_its_column_stands_above_it() -> None:
    boxes = [Box(0, 1, 0, 90, "a"), Box(0, 1, 90, 200, "b")]
    for row in (1, 2):
        boxes += [Box(row, 1, 0, 100, "1"), Box(row, 1, 100, 200, "2")]
    placed, width = place_boxes(boxes)
    assert width == 2
    assert [column for _, column in placed] == [0, 1] * 3
