"""Tables of saved web pages: merged cells, the lines around, encodings, pages that are no good."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sheet_case import only_sheet, refused, told, written

from generator.files.html import read_html
from generator.model.table import CellKind
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

_NAME = "公开表.html"
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>支出决算表</title>
<script>document.write("<table><tr><td>1<td>2<td>3<tr><td>1<td>2<td>3</table>")</script></head>
<body><!-- <table><tr><td>1<td>2<td>3</table> -->
<table class="layout"><tr><td>导航<br>首页</td><td><div>
 <p>第二部分 2024年度部门决算表。</p>
 <h2>收入决算表</h2><p>公开02表</p><div>部门名称：某局<br>单位：万元</div>
 <table border=1>
  <tr><td colspan=2>项目</td><td rowspan=2>本年收入<br>合计</td>
  <td rowspan="2">财政拨款收入</td></tr>
  <tr><td>功能分类&nbsp;科目编码</td><td>科目名称</td></tr>
  <tr><td colspan=2>合计</td><td>1,234.<b>50</b>&nbsp;</td><td>1,200.50</td></tr>
  <tr><td>201</td><td>一般公共&shy;服务支出</td><td><span>1,234.50</span></td><td> — </td></tr>
 </table>
 <p>注：1. 本表反映部门本年度取得的各项收入情况。</p><p>2. 可能存在尾差。</p>
 <h2>支出决算表</h2>
 <table><tr><th>功能分类科目编码</th><th>科目名称</th><th>本年支出合计</th></tr>
  <tr><td>201</td><td>一般公共服务支出</td><td>5.00</td></tr></table>
 <p>三、说明</p>
</div></td></tr></table></body></html>"""


def test_each_table_with_the_lines_around_it(tmp_path: Path) -> None:
    sheets, findings = read_html(written(tmp_path, _PAGE, _NAME), _NAME)
    assert findings == ()
    assert [sheet.name for sheet in sheets] == ["第1个表", "第2个表"]
    assert sheets[0].rows == (
        ("收入决算表", "", "", ""),
        ("公开02表", "", "", ""),
        ("部门名称：某局", "", "", ""),
        ("单位：万元", "", "", ""),
        ("项目", "", "本年收入 合计", "财政拨款收入"),
        ("功能分类 科目编码", "科目名称", "", ""),
        ("合计", "", "1,234.50", "1,200.50"),
        ("201", "一般公共服务支出", "1,234.50", "—"),
        ("注：1. 本表反映部门本年度取得的各项收入情况。", "", "", ""),
        ("2. 可能存在尾差。", "", "", ""),
    )
    assert sheets[1].rows == (
        ("支出决算表", "", ""),
        ("功能分类科目编码", "科目名称", "本年支出合计"),
        ("201", "一般公共服务支出", "5.00"),
    )
    found = recognise(sheets[0], "")
    table = read_table(sheets[0], found, "万元", Surroundings()).table
    assert (found.form, table.department, len(table.notes)) == ("公开02", "某局", 1)
    cell = table.cell("201", "财政拨款收入")
    assert cell is not None
    assert cell.kind is CellKind.DASH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312"])
def test_the_bytes_tell_the_encoding(encoding: str, declared: str, tmp_path: Path) -> None:
    data = _PAGE.replace("utf-8", declared).encode(encoding)
    sheets, _ = read_html(written_bytes(tmp_path, data), _NAME)
    assert sheets[0].rows[0][0] == "收入决算表"


def test_a_declared_encoding_of_elsewhere(tmp_path: Path) -> None:
    page = "<meta charset=big5><table><tr><td>項<td>2<td>3<tr><td>1<td>2<td>3</table>"
    sheets, _ = read_html(written_bytes(tmp_path, page.encode("big5")), _NAME)
    assert sheets[0].rows[0][0] == "項"


def written_bytes(folder: Path, data: bytes) -> Path:
    return written(folder, data, _NAME)


def test_hidden_rows_are_read_and_named(tmp_path: Path) -> None:
    page = """<p>收入决算表</p><table><tr><td>a<td>b<td>c
    <tr style="Display : none"><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>"""
    read = read_html(written(tmp_path, page, _NAME), _NAME)
    assert only_sheet(read).rows[2] == ("1", "2", "3")
    assert told(read) == [("L15", "info", ["3"])]


def test_spans_that_reach_down_past_one_another(tmp_path: Path) -> None:
    page = """<table><tr><td rowspan=3>a<td colspan=2>b<td rowspan=2>c
    <tr><td>d<td rowspan=2>e<tr><td>f<td>g<tfoot><tr><td>合计<td>1<td>2<td>3</tfoot>
    <tr><td>h<td>i<td>j<td>k</table>"""
    assert only_sheet(read_html(written(tmp_path, page, _NAME), _NAME)).rows == (
        ("a", "b", "", "c"),
        ("", "d", "e", ""),
        ("", "f", "", "g"),
        ("h", "i", "j", "k"),
        ("合计", "1", "2", "3"),
    )


def test_entities_reach_for_no_file(tmp_path: Path) -> None:
    secret = written(tmp_path, "机密", "secret.txt")
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
    <table><tr><td>&x;<td>2<td>3<tr><td>1<td>2<td>3</table>"""
    sheets, _ = read_html(written(tmp_path, page, _NAME), _NAME)
    assert "机密" not in str(sheets)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("", "是空的"),
        ("<p>没有表</p>", "没有找到表格"),
        ("<!-- nothing -->", "没有找到表格"),
        ("<table><tr><td>收入决算表<td>5</table>", "没有找到表格"),
        ("<frameset><frame src='sheet001.htm'></frameset>", "框架"),
        ("<div>" * 1000 + "<table><tr><td>1<td>2<td>3</table>", "嵌套过深"),
        ("<table>" + "<tr><td>1<td>2<td>3" * 30_000 + "</table>", "20,000 行"),
        ("<table>" + "<tr><td colspan=299 rowspan=99>1<td>2<td>3" * 99 + "</table>", "300 列"),
        ("<table>" + ("<tr>" + "<td>1" * 100) * 4000 + "</table>", "单元格"),
        ("PK\x03\x04", "Excel"),
    ],
)
def test_pages_that_are_no_good(page: str, why: str, tmp_path: Path) -> None:
    start = time.monotonic()
    assert why in refused(read_html(written(tmp_path, page, _NAME), _NAME))
    assert time.monotonic() - start < 10


@settings(deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_arbitrary_bytes(tmp_path: Path, data: bytes) -> None:
    _only_findings(written(tmp_path, b"<table><tr><td>1" + data, _NAME))


_PIECES = ["<table>", "</table>", "<tr>", "</td>", "<td colspan=9>", "<td rowspan=0>", "<p>", "<"]


@settings(
    max_examples=200, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(_PAGE) - 1),
            st.integers(0, 40),
            st.sampled_from(_PIECES) | st.text(max_size=3),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_mutated_pages(tmp_path: Path, changes: list[tuple[int, int, str]]) -> None:
    page = _PAGE
    for position, length, piece in changes:
        page = page[:position] + piece + page[position + length :]
    _only_findings(written_bytes(tmp_path, page.encode("utf-8", "replace")))


def _only_findings(path: Path) -> None:
    sheets, findings = read_html(path, path.name)
    assert sheets or findings
    for sheet in sheets:
        assert all(len(row) == sheet.width for row in sheet.rows)
        assert max(map(ord, "".join(map("".join, sheet.rows))), default=0) < 0x100000


@pytest.mark.parametrize(
    "hidden", ['style="display:none"', 'style="color:red; MSO-HIDE: all"', "hidden"]
)
def test_hidden_runs_are_no_part_of_a_cell(hidden: str, tmp_path: Path) -> None:
    page = (
        "<table><tr><td>科目编码</td><td>科目名称</td><td>小计</td></tr>"
        f"<tr><td>201</td><td>服务<span {hidden}>旧</span>支出</td>"
        f"<td>12<span {hidden}>9<b>9</b></span>.50</td></tr></table>"
        f"<p>单位：<span {hidden}>元</span><span>万元</span></p>"
    )
    sheet = only_sheet(read_html(written(tmp_path, page, _NAME), _NAME))
    assert sheet.rows[1] == ("201", "服务支出", "12.50")
