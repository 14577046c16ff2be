"""Workbooks (.xlsx): texts as Excel shows them, and every kind of file that is no good."""

import datetime as dt
import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.sheet_case import only_sheet, part_of, refused, saved, told, with_parts, written

from generator.base.errors import GeneratorError
from generator.files import snapshot
from generator.files.xlsx.shown import show_number
from generator.files.xlsx.workbook import read_xlsx

_SHEET = "xl/worksheets/sheet1.xml"
_ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "General", "1234.5"),
        (2010301.0, "General", "2010301"),
        (0.30000000000000004, "General", "0.3"),
        (5.684e-14, "General", "0"),
        (1234567890123456, "@", "1234567890123456"),
        (0.30000000000000004, "0.00", "0.30"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (0.285, "0.00", "0.29"),
        (0.1 + 0.185, "0.00", "0.29"),
        (-2.675, "0.00", "-2.68"),
        (-0.001, "0.00", "0.00"),
        (1234.5, "0", "1235"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0, "#,##0.00", "0.00"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, '#,##0.00;-#,##0.00;""', ""),
        (0, '#,##0.00;-#,##0.00;"-"', "-"),
        (0, _ACCOUNTING, "-"),
        (-1234.5, _ACCOUNTING, "-1,234.50"),
        (1234.5, _ACCOUNTING, "1,234.50"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-1,234.50"),
        (-1234.5, "#,##0.00;[红色]#,##0.00", "-1,234.50"),
        (0.12345, "0.00%", "12.35%"),
        (1, "0%", "100%"),
        (2010301, "0000000", "2010301"),
        (301, "0000000", "0000301"),
        (5, "#.##", "5"),
        (0.5, "#.##", "0.5"),
        (1234.5, "¥#,##0.00", "1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "1,234.50"),
        (1234.5, '#,##0.00"元"', "1,234.50元"),
        (1234.5, "G/通用格式", "1234.5"),
        (123456.5, "0.00E+00", "123456.5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, text: str) -> None:
    shown = show_number(value, code)
    assert (shown.text, shown.why) == (text, "")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (12345678, "0!.0,"),
        (1234567, "#,##0.00,"),
        (5, "[>=100]0.00;0"),
        (5, "[DBNum1]0"),
        (5, "# ?/?"),
        (5, ";;;"),
        (float("inf"), "0.00"),
        (1e300, "0.00"),
    ],
)
def test_what_a_format_hides_or_scales_is_doubtful(value: float, code: str) -> None:
    assert show_number(value, code).why


def test_digits_beyond_the_shown_are_told_noise_is_not() -> None:
    assert show_number(12.3456, "0.00").beyond == "12.3456"
    assert show_number(0.1 + 0.2, "0.00").beyond == ""
    assert show_number(0.12345, "0.00%").beyond == "0.12345"


@given(
    st.floats() | st.integers(),
    st.text(st.sampled_from('0#?.,;%"-_*[]@\\!E+/元yG(Red)$ '), max_size=14),
)
def test_any_format_gives_a_text(value: float, code: str) -> None:
    shown = show_number(value, code)
    assert isinstance(shown.text, str)


def _sheet(rows: list[list[object]], title: str = "表") -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return workbook, sheet


def test_texts_numbers_and_what_lies_beyond(tmp_path: Path) -> None:
    workbook, sheet = _sheet(
        [
            ["收入决算表\n（公开）", None, " 单位：万元\u3000"],
            ["科目编码", "科目名称", "金额"],
            [2010301, "行政\u200b运行", 12.3456],
            [20103, "x", 0.1 + 0.2],
        ]
    )
    for row in (3, 4):
        sheet.cell(row, 1).number_format = "#,##0.00"
        sheet.cell(row, 3).number_format = "0.00"
    read = read_xlsx(written(tmp_path, saved(workbook)), "决算.xlsx")
    assert only_sheet(read).rows == (
        ("收入决算表 （公开）", "", "单位：万元"),
        ("科目编码", "科目名称", "金额"),
        ("2010301", "行政运行", "12.35"),
        ("20103", "x", "0.30"),
    )
    assert only_sheet(read).name == "表"
    assert told(read) == [("L10", "info", ["C3"])]
    assert "12.3456" in read[1][0].message


def test_codes_over_three_columns_and_line_numbers(tmp_path: Path) -> None:
    workbook, sheet = _sheet(
        [
            ["科目编码", None, None, "科目名称", "行次", "金额"],
            ["栏次", None, None, None, None, 1],
            [201, 3, 1, "行政运行", 31, 7],
        ]
    )
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = "0.00"
    sheet["B3"].number_format = sheet["C3"].number_format = "00"
    read = read_xlsx(written(tmp_path, saved(workbook)), "决算.xlsx")
    assert only_sheet(read).rows[1:] == (
        ("栏次", "", "", "", "", "1"),
        ("201", "03", "01", "行政运行", "31", "7.00"),
    )
    assert told(read) == []


def test_doubtful_values_are_named_with_their_address(tmp_path: Path) -> None:
    workbook, sheet = _sheet(
        [
            ["编制日期", dt.date(2025, 8, 1)],
            ["a", 1, dt.date(2024, 1, 2)],
            ["b", True, 2],
            ["c", "#REF!", "=1/0"],
        ]
    )
    sheet["B4"].data_type = "e"
    read = read_xlsx(written(tmp_path, saved(workbook)), "决算.xlsx")
    assert only_sheet(read).rows == (
        ("编制日期", "2025-08-01", ""),
        ("a", "1", "2024-01-02"),
        ("b", "TRUE", "2"),
        ("c", "#REF!", "（公式未计算）"),
    )
    assert sorted(told(read)) == [
        ("L04", "error", ["B3"]),
        ("L04", "error", ["B4"]),
        ("L04", "error", ["C2"]),
        ("L15", "error", ["C4"]),
    ]
    assert {place.sheet for f in read[1] for place in f.places} == {"表"}
    assert {(d.row, d.column) for d in only_sheet(read).doubts} == {(1, 2), (2, 1), (3, 1), (3, 2)}


def test_a_formula_has_the_value_that_was_saved(tmp_path: Path) -> None:
    workbook, _ = _sheet([["合计", "=1+2", '=IF(1,"",2)', "=1/0"]])
    data = saved(workbook)
    xml = part_of(data, _SHEET)
    for formula, value in (("1+2", "<v>3</v>"), ("1/0", "<v>#DIV/0!</v>")):
        xml = re.sub(rf"<f>{re.escape(formula)}</f><v ?/?>(</v>)?", f"<f>{formula}</f>{value}", xml)
    xml = xml.replace('<c r="D1">', '<c r="D1" t="e">').replace('<c r="C1">', '<c r="C1" t="str">')
    read = read_xlsx(written(tmp_path, with_parts(data, {_SHEET: xml.encode()})), "决算.xlsx")
    assert only_sheet(read).rows == (("合计", "3", "", "#DIV/0!"),)
    assert told(read) == [("L04", "error", ["D1"])]


def test_merged_cells_stand_in_their_first_cell(tmp_path: Path) -> None:
    workbook, sheet = _sheet([["项目", None, "金额"], ["编码", "名称", None], ["201", "x", 1]])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:C2")
    data = saved(workbook)
    stale = part_of(data, _SHEET).replace(
        '</row><row r="3"', '<c r="C2"><v>99</v></c></row><row r="3"'
    )
    assert "99" in stale
    read = read_xlsx(written(tmp_path, with_parts(data, {_SHEET: stale.encode()})), "决算.xlsx")
    assert only_sheet(read).rows == (("项目", "", "金额"), ("编码", "名称", ""), ("201", "x", "1"))
    assert told(read) == [("L15", "warning", ["C2"])]


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    workbook, sheet = _sheet([["a", "b", "c"], [1, 2, 3], [4, 5, 6], [], [7, 8, 9]])
    for row in (2, 3, 4):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["B"].hidden = True
    workbook.create_sheet("底稿").sheet_state = "hidden"
    workbook.create_sheet("密").sheet_state = "veryHidden"
    workbook.create_sheet("空")
    read = read_xlsx(written(tmp_path, saved(workbook)), "决算.xlsx")
    assert only_sheet(read).rows[1] == ("1", "2", "3")
    assert told(read) == [("L15", "info", ["", ""]), ("L15", "info", ["2", "3"])]
    assert "底稿”“密" in read[1][0].message
    assert "第 2–3 行和B 列" in read[1][1].message


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    data += "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    assert "密码" in refused(read_xlsx(written(tmp_path, data), "决算.xlsx"))


def test_other_contents_under_the_name(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000
    assert "旧格式" in refused(read_xlsx(written(tmp_path, ole), "决算.xlsx"))
    assert "不是工作簿" in refused(read_xlsx(written(tmp_path, "<html>"), "决算.xlsx"))
    assert "是空的" in refused(read_xlsx(written(tmp_path, ""), "决算.xlsx"))
    assert "系统拒绝" in refused(read_xlsx(tmp_path / "没有.xlsx", "没有.xlsx"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "没有工作簿" in refused(read_xlsx(written(tmp_path, file.getvalue()), "决算.xlsx"))


def test_a_damaged_archive(tmp_path: Path) -> None:
    data = saved(_sheet([["a", 1]])[0])
    assert "损坏" in refused(read_xlsx(written(tmp_path, data[: len(data) // 2]), "决算.xlsx"))
    broken = with_parts(data, {_SHEET: b"<worksheet><sheetData><row>"})
    assert "损坏" in refused(read_xlsx(written(tmp_path, broken), "决算.xlsx"))


def test_rows_out_of_order_are_not_dropped_silently(tmp_path: Path) -> None:
    data = saved(_sheet([["a", 1], ["b", 2]])[0])
    xml = part_of(data, _SHEET)
    rows = re.findall("<row.*?</row>", xml)
    xml = xml.replace("".join(rows), "".join(reversed(rows)))
    read = read_xlsx(written(tmp_path, with_parts(data, {_SHEET: xml.encode()})), "决算.xlsx")
    assert "损坏" in refused(read)


def test_entities_are_refused(tmp_path: Path) -> None:
    data = saved(_sheet([["a", 1]])[0])
    secret = written(tmp_path, "机密", "secret.txt")
    head = f'<?xml version="1.0"?><!-- x --><!DOCTYPE r [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    for name in (_SHEET, "xl/workbook.xml", "[Content_Types].xml"):
        xml = head + part_of(data, name).partition("?>")[2]
        read = read_xlsx(written(tmp_path, with_parts(data, {name: xml.encode()})), "决算.xlsx")
        assert "DTD" in refused(read)


def _rows_of(count: int, cells: int) -> bytes:
    row = "".join(f"<c><v>{n}</v></c>" for n in range(cells))
    rows = f"<row>{row}</row>" * count
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(("rows", "columns"), [(100_000, 20), (2, 400), (10_000, 40)])
def test_a_sheet_that_is_too_large_is_named_and_the_others_read(
    rows: int, columns: int, tmp_path: Path
) -> None:
    workbook, _ = _sheet([["x"]], "流水")
    workbook.create_sheet("公开01").append(["a", 1])
    data = with_parts(saved(workbook), {_SHEET: _rows_of(rows, columns)})
    start = time.monotonic()
    sheets, (finding,) = read_xlsx(written(tmp_path, data), "决算.xlsx")
    assert time.monotonic() - start < 10
    assert [sheet.name for sheet in sheets] == ["公开01"]
    assert (finding.code, finding.places[0].sheet) == ("L02", "流水")


def test_a_formatted_or_merged_last_row_does_not_count(tmp_path: Path) -> None:
    data = saved(_sheet([["a", 1]])[0])
    xml = part_of(data, _SHEET).replace(
        "</sheetData>",
        '<row r="1048576" hidden="1"><c r="XFD1048576" s="0"/></row></sheetData>'
        '<mergeCells><mergeCell ref="A2:XFD1048576"/><mergeCell ref="C1:D9"/></mergeCells>',
    )
    xml = xml.replace(
        "<sheetData>", '<cols><col min="3" max="16384" hidden="1"/></cols><sheetData>'
    )
    read = read_xlsx(written(tmp_path, with_parts(data, {_SHEET: xml.encode()})), "决算.xlsx")
    assert only_sheet(read).rows == (("a", "1"),)
    assert told(read) == []


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, saved(_sheet([["a", 1]])[0]))
    read = snapshot.read_regular

    def slow(path: Path) -> bytes:
        data = read(path)
        os.utime(path, ns=(1, 1))
        return data

    monkeypatch.setattr(snapshot, "read_regular", slow)
    assert "改动" in refused(read_xlsx(path, "决算.xlsx"))


def _example() -> bytes:
    workbook, sheet = _sheet([["收入决算表"], ["科目编码", "金额"], [201, 1.5], ["合计", "=B3"]])
    sheet.merge_cells("A1:B1")
    sheet["B3"].number_format = "#,##0.00"
    return saved(workbook)


_EXAMPLE = _example()
_NAMES = zipfile.ZipFile(io.BytesIO(_EXAMPLE)).namelist()


@settings(deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_arbitrary_bytes(tmp_path: Path, data: bytes, packed: bool) -> None:  # noqa: FBT001
    _only_findings(written(tmp_path, (b"PK\x03\x04" if packed else b"") + data))


@settings(
    max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, len(_EXAMPLE) - 1), st.integers(0, 255)), max_size=12),
    st.sampled_from(_NAMES),
    st.data(),
)
def test_mutated_workbooks(
    tmp_path: Path, changes: list[tuple[int, int]], name: str, data: st.DataObject
) -> None:
    broken = bytearray(_EXAMPLE)
    for position, value in changes:
        broken[position] = value
    _only_findings(written(tmp_path, bytes(broken)))
    part = bytearray(part_of(_EXAMPLE, name).encode())
    spots = st.tuples(st.integers(0, len(part) - 1), st.binary(max_size=4))
    for position, piece in data.draw(st.lists(spots, min_size=1, max_size=6)):
        part[position : position + len(piece)] = piece
    _only_findings(written(tmp_path, with_parts(_EXAMPLE, {name: bytes(part)})))


def _only_findings(path: Path) -> None:
    try:
        sheets, findings = read_xlsx(path, path.name)
    except GeneratorError:
        return
    assert sheets or findings
    assert all(len(row) == sheet.width for sheet in sheets for row in sheet.rows)
