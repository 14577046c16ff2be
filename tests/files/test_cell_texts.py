"""Amounts and codes as people and old programs write them: read, or one finding names the cells."""

from pathlib import Path

import pytest
from support.reading_case import evidence, table_of, value_at
from support.sheet_case import written

from generator.accounts.dates import read_date, read_year
from generator.base.decoding import UndecodableError, decode
from generator.base.severity import Severity
from generator.files.csv import read_sheet
from generator.model.finding import Finding
from generator.model.sheet import Sheet
from generator.model.table import Table
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(96.42)", "-96.42"),
        ("（96.42）", "-96.42"),
        ("( 1,207.46 )", "-1207.46"),
        ("96.42-", "-96.42"),
        ("－96.42", "-96.42"),
        ("−96.42", "-96.42"),
        ("-96.42", "-96.42"),
        ("１，２０７．４６", "1207.46"),
        ("9６.4２", "96.42"),
        ("\xa096.42\xa0", "96.42"),
        ("96.42\u3000", "96.42"),
        ('="96.42"', "96.42"),
        ("'96.42", "96.42"),
        ("+96.42", "96.42"),
        ("¥96.42", "96.42"),
        ("<b>96.42</b>", "96.42"),
    ],
)
def test_amounts_that_are_read(text: str, value: str) -> None:
    quoted = text.replace('"', '""')
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,单位：万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,"{quoted}",1.00,
        """
    )
    assert value_at(table, "合计", "小计") == value
    assert findings == []


@pytest.mark.parametrize(
    "text",
    [
        "9O.42", "96.4.2", "(96.42", "96.42)", "(-96.42)", "-96.42-", "—96.42", "1 207.46",
        "1,2074.6", "96.42%", "△96.42", "1.207,46", "约96.42", "96.42,", "九十六", "9.6.42元",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_named_and_not_guessed(text: str) -> None:
    table, findings = table_of(
        f"""
        一般公共预算财政拨款支出决算表,,,,单位：万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,"{text}",1.00,
        """
    )
    assert value_at(table, "合计", "小计") is None
    assert evidence(findings) == [("L04", "error", "C3")]
    assert text in findings[0].message


def test_scientific_notation_with_all_its_digits_is_a_number() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,单位：万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,1.20746E+3,-3.00E+00,1.50e-0
        """
    )
    values = [value_at(table, "合计", column) for column in ("小计", "基本支出", "项目支出")]
    assert values == ["1207.46", "-3.00", "1.50"]
    assert [one.code for one in findings if one.severity is Severity.ERROR] == []


def test_scientific_notation_of_a_larger_unit_needs_more_digits() -> None:
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,单位：亿元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,1.207E-1,1.207460E-1,
        """
    )
    assert value_at(table, "合计", "小计") is None
    assert value_at(table, "合计", "基本支出") == "1207.46"
    assert [(one.code, [p.address for p in one.places]) for one in findings] == [("L04", ["C3"])]


def test_scientific_notation_is_one_finding_a_table() -> None:
    """What Excel shows as 1.2E+04 may have had more digits."""
    table, findings = table_of(
        """
        一般公共预算财政拨款支出决算表,,,,单位：万元
        科目编码,科目名称,小计,基本支出,项目支出
        合计,,1.2075E+3,1.2E+03,
        2010301,行政运行,1.2075e3,1.2E+03,
        """
    )
    assert value_at(table, "合计", "小计") is None
    assert [(one.code, [p.address for p in one.places]) for one in findings] == [
        ("L04", ["C3", "D3", "C4", "D4"])
    ]
    assert "科学计数法" in findings[0].message


@pytest.mark.parametrize("shape", ['"=""{}"""', "'{}", "{}\t", "\t{}", " {} ", "\u200b{}\u200b"])
def test_codes_marked_as_text(tmp_path: Path, shape: str) -> None:
    codes = ["201", "20103", "2010301"]
    rows = "\n".join(f"{shape.format(code)},名称,3.00,3.00," for code in codes)
    heads = "科目编码,科目名称,小计,基本支出,项目支出\n合计,,3.00,3.00,"
    text = f"一般公共预算财政拨款支出决算表,,,,单位：万元\n{heads}\n{rows}\n"
    sheet, findings = read_sheet(written(tmp_path, text, "公开05.csv"), "公开05.csv")
    assert findings == ()
    assert sheet is not None
    assert [row[0] for row in sheet.rows[3:]] == codes


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_what_parts_the_cells(tmp_path: Path, mark: str) -> None:
    rows = [
        ["支出决算表", "", ""],
        ["科目编码", "科目名称", "本年支出合计"],
        ["合计", "", "1,207.46"],
        ["2010301", "行政运行；事业运行,等", "1,207.46"],
    ]
    quoted = [[f'"{c}"' if mark in c else c for c in row] for row in rows]
    text = "\n".join(mark.join(row) for row in quoted)
    sheet, _ = read_sheet(written(tmp_path, text, "公开03.csv"), "公开03.csv")
    assert sheet is not None
    assert [list(row) for row in sheet.rows] == rows


@pytest.mark.parametrize("tail", [b"\x1a", b"\r\n\x1a", b"\x1a\r\n", b"\x1a\x1a\x1a\n"])
def test_the_mark_at_the_end_of_an_old_file(tail: bytes) -> None:
    assert decode("项目,金额\n合计,1.00".encode() + tail).rstrip() == "项目,金额\n合计,1.00"
    assert decode("项目,金额\n合计,1.00".encode("gb18030") + tail).rstrip().endswith("1.00")


def test_a_break_within_a_cell_is_a_space() -> None:
    assert decode("事项,原因\n收支总计,人员\x0b增加".encode()) == "事项,原因\n收支总计,人员 增加"


def test_a_control_character_is_named_with_its_line() -> None:
    with pytest.raises(
        UndecodableError, match=r"第 2 行“人员…增加”中有不可见的控制字符（U\+0007）"
    ):
        decode("事项,原因\n收支总计,人员\x07增加\n".encode())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025年9月19日", (2025, 9, 19)),
        ("2025年9月", (2025, 9, 0)),
        ("2025-09-19", (2025, 9, 19)),
        ("2025/9/19", (2025, 9, 19)),
        ("2025.9.19", (2025, 9, 19)),
        ("20250919", (2025, 9, 19)),
        ("2025 年 9 月 19 日", (2025, 9, 19)),
        ("２０２５年９月１９日", (2025, 9, 19)),
        ("2025-09-19 00:00:00", (2025, 9, 19)),
        ("2025年9月19号", (2025, 9, 19)),
        ("二〇二五年九月", (2025, 9, 0)),
        ("二○二五年九月十九日", (2025, 9, 19)),
        ("二零二五年十二月三十一日", (2025, 12, 31)),
        ("二〇二五年十月二十日", (2025, 10, 20)),
        ("二〇二五年十一月十日", (2025, 11, 10)),
        ("二〇二五年一月廿九日", (2025, 1, 29)),
        ("2025年九月", (2025, 9, 0)),
    ],
)
def test_dates(text: str, date: tuple[int, int, int]) -> None:
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text", ["", "明年", "2025", "2025年", "9月19日", "2025年13月", "2025年九九月"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


def test_years() -> None:
    assert [read_year(text) for text in ("2024", "2024年度", "二〇二四年", "24", "今年")] == [
        *(2024, 2024, 2024, 0, 0)
    ]


@pytest.mark.parametrize(
    "shape",
    ["‘{}", "’{}", "`{}", "“{}”", '=T("{}")', '=TEXT("{}","0")', "{}.0", "{}.00", "＇{}"],
)
def test_marks_around_codes_are_taken_off(shape: str) -> None:
    table, findings = coded([shape.format(code) for code in ("201", "20103", "2010301")])
    assert findings == []
    assert [row.code for row in table.rows] == ["", "201", "20103", "2010301"]


def test_codes_with_separators_and_exponents_that_keep_all_digits() -> None:
    table, findings = coded(["2.010000E+02", "20,103", "2.010301E+06"])
    assert findings == []
    assert [row.code for row in table.rows] == ["", "201", "20103", "2010301"]


def test_codes_that_lost_digits_are_one_finding() -> None:
    sheet = sheet_of_codes(["201", "2.01E+04", "2.01E+06"])
    read = read_table(sheet, recognise(sheet, "公开05"), "万元", Surroundings())
    assert not read.usable
    assert [(f.code, [p.address for p in f.places]) for f in read.findings] == [
        ("L09", ["A5", "A6"])
    ]


def sheet_of_codes(codes: list[str]) -> Sheet:
    rows = [
        ["一般公共预算财政拨款支出决算表", "", "单位：万元", "", ""],
        ["科目编码", "科目名称", "小计", "基本支出", "项目支出"],
        ["", "合计", "300.00", "200.00", "100.00"],
        *([code, "名称", "300.00", "200.00", "100.00"] for code in codes),
    ]
    return Sheet("公开05.csv", tuple(map(tuple, rows)))


def coded(codes: list[str]) -> tuple[Table, list[Finding]]:
    sheet = sheet_of_codes(codes)
    read = read_table(sheet, recognise(sheet, "公开05"), "万元", Surroundings())
    return read.table, [f for f in read.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("tail", ["\0" * 300, "\x1a" + "\0" * 90, "\x1a\x1a\r\n"])
def test_padding_of_old_programs_is_no_text(tail: str) -> None:
    assert decode(("科目,1.00\n" + tail).encode("gb18030")) == "科目,1.00\n"
