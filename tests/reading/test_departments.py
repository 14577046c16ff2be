"""A sheet with a row a department: which list a column is of, its unit; what is not certain."""

import pytest

from generator.model.finding import Finding
from generator.model.sheet import Sheet
from generator.reading.departments import (
    DepartmentRow,
    is_budget_sheet,
    list_names,
    read_department_budgets,
    read_departments,
)

FIRST, SECOND = "甲局", "乙局"


def _sheet(*rows: tuple[str, ...], name: str = "部门") -> Sheet:
    width = max(map(len, rows))
    return Sheet("批复.xlsx", tuple((*row, *[""] * (width - len(row))) for row in rows), name)


def _read(*rows: tuple[str, ...]) -> tuple[dict[str, DepartmentRow], tuple[Finding, ...]]:
    found, findings = read_departments(_sheet(*rows))
    return {row.name: row for row in found}, findings


def _values(row: DepartmentRow, name: str) -> dict[str, tuple[str, str]]:
    """The key of each record with its value and unit."""
    found = {}
    for record in row.lists.get(name, ()):
        texts = dict(record.texts)
        unit = texts.pop("单位", "")
        key, value = texts.values()
        found[key] = (value, unit)
    return found


def test_columns_go_to_the_lists_of_their_keys() -> None:
    rows, findings = _read(
        ("序号", "部门名称", "收支总计", "公务用车保有量", "单位性质", "备注"),
        ("1", FIRST, "100.00", "3", "行政", "略"),
        ("2", SECOND, "", "0", "", ""),
        ("", "合计", "100.00", "3", "", ""),
    )
    assert findings == ()
    assert list(rows) == [FIRST, SECOND]
    assert _values(rows[FIRST], "上年数") == {"收支总计": ("100.00", "")}
    assert _values(rows[FIRST], "事项") == {"公务用车保有量": ("3", "")}
    assert _values(rows[FIRST], "单位信息") == {"单位性质": ("行政", "")}
    # A blank is nothing, a written 0 is 0.
    assert _values(rows[SECOND], "上年数") == {}
    assert _values(rows[SECOND], "事项") == {"公务用车保有量": ("0", "")}


def test_places_are_those_of_the_sheet() -> None:
    rows, _ = _read(("决算批复",), ("部门名称", "收支总计"), (FIRST, "1"), (SECOND, "2"))
    (record,) = rows[SECOND].lists["上年数"]
    place = record.places["金额"]
    assert (place.file, place.sheet, place.address) == ("批复.xlsx", "部门", "B4")
    assert place.row == f"{SECOND} 收支总计"
    assert rows[SECOND].place.address == "A4"


@pytest.mark.parametrize(
    ("head", "name", "key"),
    [
        ("上年收支总计", "上年数", "收支总计"),
        ("上年数：收支总计", "上年数", "收支总计"),
        ("上年度机关运行经费", "上年数", "机关运行经费"),
        ("事项-机关运行经费", "事项", "机关运行经费"),
        ("本年机关运行经费", "事项", "机关运行经费"),
        ("年初预算数：机关运行经费", "年初预算", "机关运行经费"),
        ("三公经费", "上年数", "“三公”经费"),
        ("国内接待批次", "事项", "国内接待团组数"),
        ("因公出国(境)费", "上年数", "因公出国（境）费"),
    ],
)
def test_names_of_columns(head: str, name: str, key: str) -> None:
    rows, findings = _read(("部门名称", head), (FIRST, "1"), (SECOND, "2"))
    assert findings == ()
    assert list(_values(rows[FIRST], name)) == [key]


def test_a_key_of_two_lists_must_say_which() -> None:
    rows, (found,) = _read(("部门名称", "机关运行经费"), (FIRST, "1"), (SECOND, "2"))
    assert rows[FIRST].lists == {}
    assert (found.code, found.places[0].address) == ("L06", "B1")
    assert "请写作“上年机关运行经费”或“事项机关运行经费”" in found.message


def test_a_line_above_names_the_list() -> None:
    rows, findings = _read(
        ("", "上年数", "", "事项", ""),
        ("部门名称", "收支总计", "机关运行经费", "机关运行经费", "公务用车保有量"),
        (FIRST, "1", "2", "3", "4"),
        (SECOND, "5", "6", "7", "8"),
    )
    assert findings == ()
    assert _values(rows[SECOND], "上年数") == {"收支总计": ("5", ""), "机关运行经费": ("6", "")}
    assert _values(rows[SECOND], "事项") == {"机关运行经费": ("7", ""), "公务用车保有量": ("8", "")}


def test_an_unknown_column_is_told_with_the_nearest() -> None:
    _, (found,) = _read(("部门名称", "公务用车保有辆"), (FIRST, "1"), (SECOND, "2"))
    assert found.code == "L06"
    assert "是否应为“公务用车保有量”？" in found.message


def test_a_column_twice_is_not_used() -> None:
    rows, (found,) = _read(
        ("部门名称", "收支总计", "上年收支总计"), (FIRST, "1", "2"), (SECOND, "1", "2")
    )
    assert rows[FIRST].lists == {}
    assert (found.code, [place.address for place in found.places]) == ("L05", ["B1", "C1"])
    assert "都没有使用" in found.message


def test_units_of_heads() -> None:
    rows, findings = _read(
        ("部门名称", "收支总计（元）", "因公出国（境）费（万元）", "公务用车保有量（辆）"),
        (FIRST, "1000000", "2.00", "3"),
        (SECOND, "1", "1", "1"),
    )
    assert findings == ()
    assert _values(rows[FIRST], "上年数") == {
        "收支总计": ("1000000", "元"),
        "因公出国（境）费": ("2.00", "万元"),
    }
    assert _values(rows[FIRST], "事项") == {"公务用车保有量": ("3", "辆")}


def test_a_unit_above_is_that_of_money_alone() -> None:
    rows, findings = _read(
        ("2024年度批复", "", "单位：元"),
        ("部门名称", "收支总计", "公务用车保有量"),
        (FIRST, "1", "3"),
        (SECOND, "1", "3"),
    )
    assert findings == ()
    assert _values(rows[FIRST], "上年数") == {"收支总计": ("1", "元")}
    assert _values(rows[FIRST], "事项") == {"公务用车保有量": ("3", "")}


def test_a_unit_of_the_row() -> None:
    rows, _ = _read(
        ("部门名称", "收支总计", "单位", "公务用车保有量"),
        (FIRST, "1", "元", "3"),
        (SECOND, "1", "", "3"),
    )
    assert _values(rows[FIRST], "上年数") == {"收支总计": ("1", "元")}
    assert _values(rows[SECOND], "上年数") == {"收支总计": ("1", "")}


def test_a_unit_that_is_none_of_ours_is_refused() -> None:
    rows, (found,) = _read(("部门名称", "收支总计（美元）"), (FIRST, "1"), (SECOND, "2"))
    assert rows[FIRST].lists == {}
    assert (found.code, found.places[0].address) == ("L10", "B1")


def test_a_row_without_a_name_is_told() -> None:
    rows, (found,) = _read(("部门名称", "收支总计"), (FIRST, "1"), ("", "2"), (SECOND, "3"))
    assert list(rows) == [FIRST, SECOND]
    assert (found.code, found.places[0].address) == ("L09", "A3")


def test_names_are_those_below_the_head() -> None:
    assert list_names(_sheet(("部门名称",), (FIRST,), ("",), ("合计",), (SECOND,))) == (
        FIRST,
        SECOND,
    )
    assert list_names(_sheet(("单位",), (FIRST,))) == ()


BUDGET_HEAD = ("部门名称", "科目编码", "年初预算数")


def test_budgets_by_department() -> None:
    sheet = _sheet(
        BUDGET_HEAD, (FIRST, "2010101", "1"), (SECOND, "2010101", "2"), (FIRST, "2010102", "3")
    )
    assert is_budget_sheet(sheet)
    assert not is_budget_sheet(_sheet(("部门名称", "收支总计"), (FIRST, "1")))
    rows, findings = read_department_budgets(sheet)
    assert findings == ()
    listed = {
        name: [(r.text("科目编码"), r.text("年初预算数")) for r in records]
        for name, records in rows.items()
    }
    assert listed == {FIRST: [("2010101", "1"), ("2010102", "3")], SECOND: [("2010101", "2")]}


def test_budgets_of_nobody_are_told_in_one_line() -> None:
    sheet = _sheet(BUDGET_HEAD, (FIRST, "2010101", "1"), ("", "2010102", "2"), (FIRST, "", "3"))
    rows, (found,) = read_department_budgets(sheet)
    assert [len(records) for records in rows.values()] == [1]
    assert (found.code, [place.row_number for place in found.places]) == ("L09", [3, 4])
    assert "合并的单元格请逐行填写" in found.message
