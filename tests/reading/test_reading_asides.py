"""Rows among the figures that are none: no figure is lost, and nothing is said of them."""

import pytest
from support.folders import DATA
from support.reading_case import table_of
from support.table_mutations import FORMS

from generator.base.severity import Severity
from generator.files.csv import read_sheet
from generator.model.sheet import Sheet
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import TableRead, read_table

ASIDES = (
    ("注：本表反映部门本年度收支情况。",),
    ("备 注：另见附件",),
    ("【注】数据取自决算报表",),
    ("审核：", "张三", "制表日期：2025年9月1日"),
    ("填表人：李四", "", "单位负责人：王五"),
    ("第 1 页 共 2 页",),
    ("（续表）",),
    (),
)


def _sheet(form: str) -> Sheet:
    sheet, findings = read_sheet(DATA / f"{form}.csv", f"{form}.csv")
    assert sheet is not None, findings
    return sheet


def _read(sheet: Sheet, form: str) -> TableRead:
    return read_table(sheet, recognise(sheet, form), "万元", Surroundings())


def _amounts(read: TableRead) -> list[tuple[str, str, str, str]]:
    return sorted(
        (row.side.value, row.key, column, str(cell.value))
        for row in read.table.rows
        for column, cell in row.cells.items()
        if cell.value
    )


def _with_row(sheet: Sheet, at: int, texts: tuple[str, ...]) -> Sheet:
    row = (*texts, *("",) * (sheet.width - len(texts)))
    return Sheet(sheet.file, (*sheet.rows[:at], row, *sheet.rows[at:]))


@pytest.mark.parametrize("aside", ASIDES, ids=lambda texts: "".join(texts) or "blank")
@pytest.mark.parametrize("form", FORMS)
def test_at_every_place_of_every_table(form: str, aside: tuple[str, ...]) -> None:
    sheet = _sheet(form)
    expected = _amounts(_read(sheet, form))
    assert expected or form == "公开08"
    for at in range(1, len(sheet.rows) + 1):
        read = _read(_with_row(sheet, at, aside), form)
        assert _amounts(read) == expected, at
        assert [one.message for one in read.findings] == [], at


@pytest.mark.parametrize("form", FORMS)
def test_the_rows_keep_the_numbers_that_excel_shows(form: str) -> None:
    sheet = _sheet(form)
    before = {(row.side, row.key): row.row_number for row in _read(sheet, form).table.rows}
    after = _read(_with_row(_with_row(sheet, 2, ()), 1, ()), form).table.rows
    assert {(row.side, row.key): row.row_number for row in after} == {
        key: number + 2 for key, number in before.items()
    }
    assert all(
        cell.place.row_number >= row.row_number for row in after for cell in row.cells.values()
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_column_at_every_place(form: str) -> None:
    sheet = _sheet(form)
    expected = _amounts(_read(sheet, form))
    for at in range(sheet.width + 1):
        rows = tuple((*row[:at], "", *row[at:]) for row in sheet.rows)
        read = _read(Sheet(sheet.file, rows), form)
        assert _amounts(read) == expected, at
        assert read.findings == (), at


@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"公开08", "公开09"}])
@pytest.mark.parametrize("label", ["本页小计", "累计", "承前页", "过次页", "（本页合计）"])
def test_the_sum_of_a_page_counts_nowhere(form: str, label: str) -> None:
    sheet = _sheet(form)
    expected = _amounts(_read(sheet, form))
    first = next(at for at, row in enumerate(sheet.rows) if any("." in text for text in row))
    sums = tuple("987.65" if any("." in row[c] for row in sheet.rows) else ""
                 for c in range(sheet.width))  # fmt: skip
    labelled = (label, *sums[1:])
    for at in range(first + 1, len(sheet.rows)):
        read = _read(_with_row(sheet, at, labelled), form)
        assert _amounts(read) == expected, at


@pytest.mark.parametrize("form", [form for form in FORMS if form != "公开08"])
def test_the_heads_again_on_the_next_page(form: str) -> None:
    sheet = _sheet(form)
    expected = _amounts(_read(sheet, form))
    first = next(at for at, row in enumerate(sheet.rows) if any("." in text for text in row))
    heads = [(f"{sheet.rows[0][0]}（续表）", *sheet.rows[0][1:]), *sheet.rows[1:first]]
    for at in range(first + 1, len(sheet.rows)):
        rows = (*sheet.rows[:at], *heads, *sheet.rows[at:])
        read = _read(Sheet(sheet.file, rows), form)
        assert _amounts(read) == expected, at
        assert read.findings == (), at


def test_notes_among_the_figures_are_notes_of_the_table() -> None:
    sheet = _with_row(_sheet("公开05"), 10, ("注：其中含上年结转。",))
    assert _read(sheet, "公开05").table.notes[0] == "其中含上年结转。"


@pytest.mark.parametrize(
    ("form", "row"),
    [
        ("公开05", ("注：含代管资金", "", "45.93", "45.93", "")),
        ("公开01", ("注：含代管资金", "", "45.93", "", "", "")),
        ("公开06", ("注：含代管资金", "", "45.93", "", "", "")),
        ("公开09", ("注：含代管资金", "45.93")),
        ("公开05", ("审核", "李四", "45.93", "", "")),
        ("公开07", ("2290402", "", "", "", "", "")),
    ],
)
def test_a_note_that_holds_an_amount_is_named(form: str, row: tuple[str, ...]) -> None:
    sheet = _sheet(form)
    at = len(sheet.rows) - 1
    read = _read(_with_row(sheet, at, row), form)
    errors = [one for one in read.findings if one.severity is Severity.ERROR]
    assert len(errors) == 1
    assert errors[0].places[0].row_number == at + 1


@pytest.mark.parametrize("form", FORMS)
def test_an_amount_under_no_head_is_named(form: str) -> None:
    """A figure one column too far to the right is not lost."""
    sheet = _sheet(form)
    wide = [(*row, "") for row in sheet.rows]
    at = next((i for i, row in enumerate(wide) if any("." in text for text in row)), 0)
    if not at:
        return  # 公开08 has no figures
    wide[at] = (*wide[at][:-1], "12.34")
    read = _read(Sheet(sheet.file, tuple(wide)), form)
    lost = [one for one in read.findings if one.code == "L09"]
    assert [one.places[0].address for one in lost] == [f"{'ABCDEFGHIJKLM'[sheet.width]}{at + 1}"]
    assert "12.34" in lost[0].message


def test_labels_over_two_rows() -> None:
    text = """
        收入支出决算总表,,,,,
        项目,行次,决算数,项目,行次,决算数
        一、一般公共预算财政,1,5.00,八、社会保障,31,5.00
        拨款收入,,,和就业支出,,
        本年收入合计,2,5.00,本年支出合计,32,5.00
        总计,3,5.00,总计,33,5.00
    """
    table, findings = table_of(text)
    assert findings == []
    assert [(row.side.value, row.key) for row in table.rows] == [
        ("收入", "一般公共预算财政拨款收入"),
        ("收入", "本年收入合计"),
        ("收入", "总计"),
        ("支出", "社会保障和就业支出"),
        ("支出", "本年支出合计"),
        ("支出", "总计"),
    ]


def test_an_amount_beside_no_label_is_named() -> None:
    text = """
        收入支出决算总表,,,,,
        项目,行次,决算数,项目,行次,决算数
        一、一般公共预算财政拨款收入,1,5.00,一、一般公共服务支出,31,5.00
        ,2,3.00,二、外交支出,32,
        总计,3,8.00,总计,33,5.00
    """
    _, findings = table_of(text)
    (lost,) = (one for one in findings if one.code == "L09")
    assert (lost.severity.value, lost.places[0].row_number) == ("error", 4)
