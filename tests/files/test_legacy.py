"""Old workbooks (.xls): texts as their formats show them, and files that are no good."""

import datetime as dt
import io
import struct
import time
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.department import random_department
from oracle.folder import write_folder
from support.sheet_case import only_sheet, refused, told, written

from generator.files.csv import read_sheet
from generator.files.xls.compound import DamagedError, pack_stream, read_streams
from generator.files.xls.workbook import read_xls
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

_NAME = "决算.xls"
_ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def _style(code: str) -> object:
    return xlwt.easyxf(num_format_str=code)


def _saved(workbook: object) -> bytes:
    file = io.BytesIO()
    workbook.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def _example() -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Z03 收入决算表")
    sheet.write_merge(0, 0, 0, 2, "收入决算表\n（财决03表）")
    for column, text in enumerate(("科目编码", "科目名称", "金额", "比例")):
        sheet.write(1, column, text)
    rows = [
        (2010301, 12.3456, "0.00", 0.125),
        (20103, -1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", 1),
        (201, 0, _ACCOUNTING, 0),
        (205, 0.30000000000000004, "0.00", 0.3),
    ]
    for row, (code, amount, shown, share) in enumerate(rows, start=2):
        sheet.write(row, 0, code, _style("0.00"))
        sheet.write(row, 1, "行政\u200b运行")
        sheet.write(row, 2, amount, _style(shown))
        sheet.write(row, 3, share, _style("0.00%"))
    sheet.row(4).hidden = True
    sheet.col(3).hidden = True
    workbook.add_sheet("底稿").visibility = 1
    return _saved(workbook)


_EXAMPLE = _example()


def test_numbers_stand_as_their_formats_show_them(tmp_path: Path) -> None:
    read = read_xls(written(tmp_path, _EXAMPLE, _NAME), _NAME)
    assert only_sheet(read).name == "Z03 收入决算表"
    assert only_sheet(read).rows == (
        ("收入决算表 （财决03表）", "", "", ""),
        ("科目编码", "科目名称", "金额", "比例"),
        ("2010301", "行政运行", "12.35", "12.50%"),
        ("20103", "行政运行", "-1,234.50", "100.00%"),
        ("201", "行政运行", "-", "0.00%"),
        ("205", "行政运行", "0.30", "30.00%"),
    )
    assert told(read) == [
        ("L15", "info", [""]),
        ("L10", "info", ["C3"]),
        ("L15", "info", ["5"]),
    ]
    assert "底稿" in read[1][0].message
    assert "12.3456" in read[1][1].message
    assert "第 5 行和D 列" in read[1][2].message


def test_doubtful_values_are_named_with_their_address(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    sheet.write(0, 0, "编制日期")
    sheet.write(0, 1, dt.date(2025, 8, 1), _style("yyyy-mm-dd"))
    sheet.write(1, 0, 7)
    sheet.write(1, 1, dt.date(2024, 1, 2), _style("yyyy-mm-dd"))
    sheet.row(2).set_cell_error(0, "#REF!")
    sheet.write(2, 1, True)  # noqa: FBT003
    sheet.write(3, 0, xlwt.Formula("1+1"))
    sheet.write_merge(3, 4, 1, 1, "合并")
    read = read_xls(written(tmp_path, _saved(workbook), _NAME), _NAME)
    assert only_sheet(read).rows == (
        ("编制日期", "2025-08-01"),
        ("7", "2024-01-02"),
        ("#REF!", "TRUE"),
        ("", "合并"),
    )
    assert sorted(told(read)) == [
        ("L04", "error", ["A3"]),
        ("L04", "error", ["B2"]),
        ("L04", "error", ["B3"]),
        ("L15", "warning", ["A4"]),
    ]


def test_tables_come_back_as_they_were(tmp_path: Path) -> None:
    for seed in range(10):
        department = random_department(seed)
        folder = tmp_path / str(seed)
        write_folder(department, folder)
        workbook = xlwt.Workbook(encoding="utf-8")
        expected = {}
        for path in sorted(folder.glob("公开0*.csv")):
            plain, _ = read_sheet(path, path.name)
            assert plain is not None
            expected[path.stem] = plain
            sheet = workbook.add_sheet(path.stem)
            for row, line in enumerate(plain.rows):
                for column, text in enumerate(line):
                    if "." in text and text.replace(".", "").isdigit():
                        sheet.write(row, column, float(text), _style("0.00"))
                    elif text:
                        sheet.write(row, column, int(text) if text.isdigit() else text)
        sheets, findings = read_xls(written(folder, _saved(workbook), _NAME), _NAME)
        assert [finding.message for finding in findings] == []
        for sheet in sheets:
            found = recognise(sheet, sheet.name)
            assert found.form == sheet.name
            read = read_table(sheet, found, department.text_unit, Surroundings())
            other = read_table(expected[sheet.name], found, department.text_unit, Surroundings())
            assert [_values(row.cells) for row in read.table.rows] == [
                _values(row.cells) for row in other.table.rows
            ], (seed, sheet.name)


def _values(cells: dict[str, object]) -> dict[str, Decimal | None]:
    return {key: cell.value for key, cell in cells.items()}  # type: ignore[attr-defined]


def test_other_contents_under_the_name(tmp_path: Path) -> None:
    assert "不是 .xls" in refused(read_xls(written(tmp_path, "<html>", _NAME), _NAME))
    assert "是空的" in refused(read_xls(written(tmp_path, "", _NAME), _NAME))
    word = pack_stream("WordDocument", bytes(5000))
    assert "Word" in refused(read_xls(written(tmp_path, word, _NAME), _NAME))
    new = pack_stream("EncryptedPackage", bytes(5000))
    assert "密码" in refused(read_xls(written(tmp_path, new, _NAME), _NAME))
    stream = read_streams(_EXAMPLE, frozenset({"Workbook"}))["Workbook"]
    first = 4 + struct.unpack_from("<H", stream, 2)[0]
    locked = stream[:first] + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1) + stream[first:]
    data = pack_stream("Workbook", locked.ljust(5000, b"\0"))
    assert "密码" in refused(read_xls(written(tmp_path, data, _NAME), _NAME))


def test_a_damaged_container(tmp_path: Path) -> None:
    for length in (8, 100, 600, len(_EXAMPLE) // 2):
        assert "损坏" in refused(read_xls(written(tmp_path, _EXAMPLE[:length], _NAME), _NAME))
    endless = bytearray(pack_stream("Workbook", bytes(9000)))
    endless[-4096:-4092] = struct.pack("<I", 0)  # the first sector goes on with itself
    with pytest.raises(DamagedError):
        read_streams(bytes(endless), frozenset({"Workbook"}))


def test_a_packed_stream_comes_back() -> None:
    for length in (4096, 4097, 5_000_000):
        stream = bytes(index % 251 for index in range(length))
        data = pack_stream("Workbook", stream)
        assert read_streams(data, frozenset({"Workbook"})) == {"Workbook": stream}


def test_a_sheet_that_claims_too_much_room_is_refused(tmp_path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("公开01").write(0, 0, "a")
    workbook.add_sheet("流水").write(65535, 255, "z")
    start = time.monotonic()
    sheets, (finding,) = read_xls(written(tmp_path, _saved(workbook), _NAME), _NAME)
    assert time.monotonic() - start < 10
    assert sheets == ()
    assert (finding.code, finding.places[0].sheet) == ("L02", "流水")
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook.add_sheet("公开01").write(0, 0, "a")
    workbook.add_sheet("流水").write(30000, 3, "z")
    sheets, (finding,) = read_xls(written(tmp_path, _saved(workbook), _NAME), _NAME)
    assert [sheet.name for sheet in sheets] == ["公开01"]
    assert "20,000 行" in finding.message


def test_a_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    stream = bytearray(read_streams(_EXAMPLE, frozenset({"Workbook"}))["Workbook"])
    end = stream.rindex(struct.pack("<HH", 0x0A, 0), 0, stream.rindex(struct.pack("<H", 0x809)))
    row = b"".join(struct.pack("<HHHHHd", 0x203, 14, n // 20, n % 20, 0, n) for n in range(250_000))
    data = pack_stream("Workbook", bytes(stream[:end]) + row + bytes(stream[end:]))
    start = time.monotonic()
    assert "200,000" in refused(read_xls(written(tmp_path, data, _NAME), _NAME))
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("claimed", [(0, 2**32 - 1, 0, 65535), (2**31, 0, 9, 0)])
def test_false_dimensions_ask_for_no_memory(
    claimed: tuple[int, int, int, int], tmp_path: Path
) -> None:
    stream = bytearray(read_streams(_EXAMPLE, frozenset({"Workbook"}))["Workbook"])
    place = stream.index(struct.pack("<HH", 0x200, 14)) + 4
    stream[place : place + 12] = struct.pack("<IIHH", *claimed)
    data = pack_stream("Workbook", bytes(stream).ljust(4096, b"\0"))
    read = read_xls(written(tmp_path, data, _NAME), _NAME)
    assert only_sheet(read).rows[2][0] == "2010301"


@settings(deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=700), st.booleans())
def test_arbitrary_bytes(tmp_path: Path, data: bytes, packed: bool) -> None:  # noqa: FBT001
    _only_findings(written(tmp_path, _EXAMPLE[:512] + data if packed else data, _NAME))


@settings(
    max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(0, len(_EXAMPLE) - 1), st.binary(min_size=1, max_size=4)),
        min_size=1,
        max_size=8,
    )
)
def test_mutated_workbooks(tmp_path: Path, changes: list[tuple[int, bytes]]) -> None:
    broken = bytearray(_EXAMPLE)
    for position, piece in changes:
        broken[position : position + len(piece)] = piece
    _only_findings(written(tmp_path, bytes(broken), _NAME))


def _only_findings(path: Path) -> None:
    sheets, findings = read_xls(path, path.name)
    assert sheets or findings
    assert all(len(row) == sheet.width for sheet in sheets for row in sheet.rows)
