"""Names of subjects: what differs, which is right, what nobody could check."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from support.folders import copy_data, read_rows, write_rows
from support.rule_case import replaced

import generator
from generator.model.audit import Unchecked
from generator.model.finding import Finding
from generator.reporting.formats import CheckFormat
from generator.tasks.check import CheckResult, check_data, format_report

Change = Callable[[Path], None]
# A code that no dictionary has: 一般行政管理事务 under another number and name.
_CODE, _NAME = "2010307", "专项业务活动"
_TABLES = ("公开02.csv", "公开03.csv", "公开05.csv")


def _check(folder: Path, *changes: Change) -> CheckResult:
    data = copy_data(folder / "数据")
    for file in (*_TABLES, "年初预算.csv", "原因.csv", "项目绩效.csv"):
        rows = read_rows(data / file)
        swapped = {"2010302": _CODE, "一般行政管理事务": _NAME}
        write_rows(data / file, [[swapped.get(cell, cell) for cell in row] for row in rows])
    for change in changes:
        change(data)
    return check_data(data)


def _of(result: CheckResult, *codes: str) -> list[Finding]:
    return [one for one in result.findings if one.code in codes]


def _spelt(file: str, name: str) -> Change:
    return replaced(file, _NAME, name)


def _lists(*rows: list[str]) -> Change:
    return lambda data: write_rows(data / "科目.csv", [["科目编码", "科目名称"], *rows])


def test_what_the_dictionary_lacks_is_counted(tmp_path: Path) -> None:
    result = _check(tmp_path)
    (left,) = (one for one in result.unchecked if "科目名称" in one.what)
    assert left == Unchecked("1 个科目名称", "不在名录中，没有核对", (f"{_CODE} {_NAME}",))
    assert _of(result, "H07", "H07a", "H08") == []
    # The dictionary is no complete list: what it lacks is no reason against 通过.
    assert result.untested == 0
    shown = {kind: format_report(result, kind) for kind in CheckFormat}
    for kind in (CheckFormat.TEXT, CheckFormat.HTML):
        assert f"不在名录中，没有核对：{_CODE} {_NAME}" in shown[kind].decode()
    summary = json.loads(shown[CheckFormat.JSON])["summary"]
    assert {"what": left.what, "why": left.why, "items": list(left.items)} in summary["unchecked"]
    (tmp_path / "问题.xlsx").write_bytes(shown[CheckFormat.XLSX])
    sheet = openpyxl.load_workbook(tmp_path / "问题.xlsx")["未核对"]
    assert any(_NAME in str(row[1]) for row in sheet.iter_rows(values_only=True))


def test_a_list_of_ones_own_checks_them(tmp_path: Path) -> None:
    result = _check(tmp_path, _lists([_CODE, _NAME]))
    assert not any("科目名称" in one.what for one in result.unchecked)
    assert _of(result, "H08", "L18") == []
    (found,) = _of(_check(tmp_path / "乙", _lists([_CODE, "专项活动"])), "H08")
    assert "科目.csv为“专项活动”" in found.message


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ((_spelt("公开03.csv", "专项业务活功"),), "多数表为“专项业务活动”"),
        (
            (_spelt("公开03.csv", "专项业务活功"), _spelt("公开05.csv", "专项业务活功")),
            "多数表为“专项业务活功”",
        ),
        (
            (
                _spelt("公开03.csv", "专项业务活功"),
                _spelt("公开05.csv", "专项业务活功"),
                _lists([_CODE, _NAME]),
            ),
            "科目.csv为“专项业务活动”",
        ),
        (
            (_spelt("公开03.csv", "专项业务活功"), _spelt("公开05.csv", "专项业务话动")),
            "哪一种写法正确，请核对",
        ),
    ],
)
def test_which_is_right(tmp_path: Path, changes: tuple[Change, ...], advice: str) -> None:
    (found,) = _of(_check(tmp_path, *changes), "H07")
    assert found.message.endswith((f"；{advice}", f"；{advice}，请核对"))
    assert "只差一两个字" in found.message


@pytest.mark.parametrize(
    "changes",
    [
        (_spelt("公开03.csv", "专項業務活動"),),
        (_spelt("公开03.csv", "专项业务"),),
        (_spelt("公开03.csv", "专项业务 活动"),),
        (replaced("公开03.csv", "政府办公厅（室）及相关机构事务", "政府办公厅(室)及相关机"),),
        (replaced("公开02.csv", "政府办公厅（室）", "政府办公厅(室)"),),
    ],
)
def test_the_same_name_otherwise_written(tmp_path: Path, changes: tuple[Change, ...]) -> None:
    assert _of(_check(tmp_path, *changes), "H07", "H07a", "H08") == []


def test_a_name_that_is_cut_is_counted(tmp_path: Path) -> None:
    whole, short = "政府办公厅（室）及相关机构事务", "政府办公厅（室）及相"
    changes = [replaced(file, whole, short) for file in _TABLES]
    result = _check(tmp_path / "一张", changes[1])
    (left,) = (one for one in result.unchecked if "没有印全" in one.what)
    assert left.items == (f"公开03 20103 {short}",)
    result = _check(tmp_path / "各张", *changes)
    assert _of(result, "H07", "H08") == []
    (left,) = (one for one in result.unchecked if "没有印全" in one.what)
    assert left.items == tuple(f"{file[:4]} 20103 {short}" for file in _TABLES)


def test_a_common_name_under_an_unknown_code(tmp_path: Path) -> None:
    renamed = [_spelt(file, "一般行政管理事物") for file in _TABLES]
    recoded = [replaced(file, _CODE, "2019902") for file in _TABLES]
    found = _of(_check(tmp_path, *renamed, *recoded), "H08")
    assert any("与“一般行政管理事务”只差一两个字" in one.message for one in found)


@pytest.mark.parametrize("file", ["公开01.csv", "公开04.csv"])
def test_a_class_without_code(tmp_path: Path, file: str) -> None:
    wrong = replaced(file, "社会保障和就业支出", "社会保漳和就业支出")
    result = _check(tmp_path, wrong)
    (found,) = _of(result, "H07a")
    assert found.places[0].file == file
    assert "“社会保障和就业支出”" in found.message
    # It is told of, not counted among what nobody knows.
    assert [len(one.items) for one in result.unchecked if "科目名称" in one.what] == [1]


def test_a_former_name_is_right_in_its_years(tmp_path: Path) -> None:
    former = [
        replaced(file, "行政事业单位养老支出", "行政事业单位离退休")
        for file in ("公开02.csv", "公开03.csv", "公开05.csv")
    ]
    (found,) = _of(_check(tmp_path / "今", *former), "H08")
    assert "（以前年度的名称）" in found.message
    data = copy_data(tmp_path / "旧")
    for change in former:
        change(data)
    write_rows(data / "单位信息.csv", [["项目", "内容"], ["部门名称", "甲局"], ["年度", "2019"]])
    told = [one.message for one in generator.check(data).findings if one.code == "H08"]
    assert not any("20805 " in message for message in told)


@pytest.mark.parametrize("files", [("公开05.csv",), _TABLES])
def test_the_level_behind_a_name_is_none_of_it(files: tuple[str, ...], tmp_path: Path) -> None:
    changes = [
        *(replaced(file, "行政运行", "行政运行（项）") for file in files),
        replaced("公开06.csv", "基本工资", "基本工资(款)"),
    ]
    result = _check(tmp_path, *changes)
    assert _of(result, "H07", "H08", "H08a") == []
    assert not any("没有印全" in one.what for one in result.unchecked)


def test_a_name_that_the_dictionary_has_is_not_cut_off(tmp_path: Path) -> None:
    """行政运行 is whole: what 公开05 has more is wrong there, and in no other table."""
    result = _check(tmp_path, replaced("公开05.csv", "行政运行", "行政运行经费支出"))
    (found,) = _of(result, "H07", "H08")
    assert found.code == "H07"
    assert "公开02、公开03名为“行政运行”，公开05为“行政运行经费支出”" in found.message
    assert not any("没有印全" in one.what for one in result.unchecked)
