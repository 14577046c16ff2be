"""What a finding says: both amounts, all places, the formula, the slip; and what is unchecked."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support.findings import line_of, place_of
from support.folders import DATA, SAMPLES, copy_data, set_cell, set_key
from support.rule_case import Change, both, cell, check, codes_of, findings_of, key, without

from generator.accounts.build import build_accounts
from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.model.accounts import ListedAmount
from generator.model.audit import Unchecked
from generator.model.figure import Source
from generator.model.finding import Finding
from generator.model.place import Place
from generator.tasks.department import check_folder, read_inputs


def _errors(folder: Path) -> list[Finding]:
    return [finding for finding in check(folder) if finding.severity is Severity.ERROR]


def _one(folder: Path, file: str, address: str, text: str) -> Finding:
    copied = copy_data(folder / "数据")
    set_cell(copied, file, address, text)
    (found,) = _errors(copied)
    return found


def test_a_finding_is_complete_evidence(tmp_path: Path) -> None:
    found = _one(tmp_path, "公开06.csv", "F6", "73.42")
    assert (found.code, codes_of(found)) == ("E01", {"E01", "E02"})
    assert (str(found.stated), str(found.expected)) == ("73.42", "73.24")
    assert str(found.difference) == "0.18"
    assert found.formula == "公开06“302 商品和服务支出” = Σ 302xx"
    assert "73.42" in found.message
    assert "应为73.24" in found.message
    assert "两位数字颠倒" in found.message
    assert place_of(found.places[0]) == "公开06.csv!F6"
    assert "公开06.csv!F7" in map(place_of, found.places)
    assert "公开06.csv!I35" in map(place_of, found.places)
    assert found.places[-1].section == "六"


def test_where_the_cell_cannot_be_told_the_group_is_named(tmp_path: Path) -> None:
    """30101 raised: only 301 = Σ fails, and any of its 款 may be the wrong one."""
    found = _one(tmp_path, "公开06.csv", "C7", "323.98")
    assert found.code == "E01"
    assert "301 工资福利支出" in found.message
    assert "1085.66" in found.message
    assert "1095.65" in found.message
    named = set(map(place_of, found.places))
    assert {"公开06.csv!C6", "公开06.csv!C7", "公开06.csv!C17"} <= named


# The true amount of each cell is in the file; the slip is the one that was made.
@pytest.mark.parametrize(
    ("number", "address", "text", "words"),
    [
        (5, "C7", "5,989.19", "两位数字颠倒"),
        (5, "C7", "599.19", "漏写一位数字"),
        (5, "C7", "59,998.19", "多写一位数字"),
        (5, "C7", "59,981.90", "小数点错位"),
        (5, "C7", "59981900", "单位疑为元"),
        (5, "C7", "-5,998.19", "正负号相反"),
        (5, "C7", "6,998.19", "一位数字有误"),
        (5, "C7", "", "没有填数"),
        (5, "C7", "1,488.40", "与下一行“201 一般公共服务支出”的数相同"),
        (3, "D7", "9,187.45", "与本行{项目支出}的数相同"),
        (3, "C11", "411.02", "与上一行“2010301 行政运行”的数相同"),
        (1, "F18", "3,00.00", "不是一个数"),
        (4, "C35", "5,998.19", "与“一、一般公共预算财政拨款”的数相同，疑重复填写"),
    ],
)
def test_a_slip_is_recognised(
    number: int, address: str, text: str, words: str, tmp_path: Path
) -> None:
    found = _one(tmp_path, f"公开0{number}.csv", address, text)
    assert words in found.message, line_of(found)
    assert place_of(found.places[0]) == f"公开0{number}.csv!{address}"


def test_a_figure_one_row_too_low_is_one_error(tmp_path: Path) -> None:
    """81.38 of 卫生健康 stands beside 节能环保."""
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开01.csv", "F15", "")
    set_cell(folder, "公开01.csv", "F16", "81.38")
    (found,) = _errors(folder)
    assert [place_of(place) for place in found.places[:2]] == ["公开01.csv!F15", "公开01.csv!F16"]
    assert "81.38 应填在公开01支出“九、卫生健康支出”" in found.message
    assert "行次错位" in found.message


def test_a_figure_in_a_row_without_a_name_is_one_error(tmp_path: Path) -> None:
    """2,638.95 of 政府性基金 stands three rows lower, where nothing is named."""
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开04.csv", "C8", "")
    set_cell(folder, "公开04.csv", "C11", "2,638.95")
    (found,) = _errors(folder)
    assert [place_of(place) for place in found.places[:2]] == ["公开04.csv!A11", "公开04.csv!C8"]
    assert "第 11 行无法识别" in found.message
    assert "没有填数，应为2638.95" in found.message


def test_a_figure_in_the_ordinals_is_the_figure_that_is_missing(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开01.csv", "C6", "5,998.19")
    set_cell(folder, "公开01.csv", "C7", "")
    (found,) = _errors(folder)
    assert (found.code, codes_of(found)) == ("H02", {"H02", "A01", "B05", "C08"})
    assert [place_of(place) for place in found.places[:2]] == ["公开01.csv!C6", "公开01.csv!C7"]


def test_two_amounts_exchanged_are_one_error(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开01.csv", "F14", "81.38")
    set_cell(folder, "公开01.csv", "F15", "143.81")
    (found,) = _errors(folder)
    assert "的数对调了" in found.message
    assert {place_of(place) for place in found.places[:2]} == {"公开01.csv!F14", "公开01.csv!F15"}


def test_a_negative_amount_that_is_an_error_is_not_said_twice(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开05.csv", "C7", "-5,998.19")
    graver = [f for f in check(folder) if f.severity is not Severity.INFO]
    (found,) = [f for f in graver if f not in findings_of(DATA)]
    assert "A06" in codes_of(found)


def test_a_tail_is_one_line_a_table_and_no_error(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开09.csv", "G8", "2.25")
    found = [finding for finding in check(folder) if finding.places[0].file == "公开09.csv"]
    assert [(f.code, f.severity) for f in found] == [("T01", Severity.INFO)]


def test_a_table_that_is_missing_is_not_checked(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    for number in (1, 4, 6, 9):
        (folder / f"公开0{number}.csv").unlink()
    audit = check_folder(folder).audit
    graver = [f for f in audit.findings if f.severity is not Severity.INFO]
    assert {f.code for f in graver if f not in findings_of(DATA)} == {"L01"}
    missing = {Unchecked(f"公开0{number}", "表缺失") for number in (1, 4, 6, 9)}
    assert missing <= set(audit.unchecked)


def test_a_cell_that_is_no_number_is_not_taken_as_zero(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开06.csv", "F6", "7З.24")
    audit = check_folder(folder).audit
    assert {f.code for f in audit.findings if f.severity is Severity.ERROR} == {"L04"}
    assert "公开06 的 1 个单元格" in {unchecked.what for unchecked in audit.unchecked}


def test_what_cannot_be_checked_is_said(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    (folder / "上年数.csv").unlink()
    what = {unchecked.what for unchecked in check_folder(folder).audit.unchecked}
    assert {"与上年的衔接", "公开时限"} <= what
    set_key(folder, "单位信息.csv", "批复日期", "2025-09-01")
    set_key(folder, "单位信息.csv", "公开日期", "2025-09-10")
    what = {unchecked.what for unchecked in check_folder(folder).audit.unchecked}
    assert "公开时限" not in what


def test_an_empty_table_without_notes_is_not_judged(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    for start in ("说明", "注"):
        without("公开08.csv", start)(folder)
    audit = check_folder(folder).audit
    assert "D09" not in {finding.code for finding in audit.findings}
    assert "公开08 的空表说明" in {unchecked.what for unchecked in audit.unchecked}


def test_the_same_folder_gives_the_same_findings() -> None:
    folder = SAMPLES / "孟津2024-原样"
    assert check(folder) == check(folder)
    assert check_folder(DATA).audit.checked > 500


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (Place("上年数.csv", 3, 2), "上年数.csv 的“收支总计”为2113.81"),
        (Place("稿.txt", section="一", paragraph=2, quote="减少"), "“收支总计”为2113.81"),
    ],
)
def test_last_years_amount_names_the_list_only_where_it_stands_there(
    place: Place, start: str
) -> None:
    """A review takes the amounts that the data lack from the text."""
    accounts, _ = build_accounts(read_inputs(SAMPLES / "特殊情形2024")[0])
    stated = ListedAmount(Decimal("2113.81"), "万元", Source(place, "2113.81", Decimal(1)))
    changed = replace(accounts, last_totals={"收支总计": stated})
    (found,) = (f for f in run_checks(changed).findings if f.code == "N01a")
    assert found.message.startswith(start)
    assert found.places[0] == place


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (cell("项目绩效.csv", "G2", "1000"), "自评得分是 1000"),
        (cell("项目绩效.csv", "G2", "985.4500"), "自评得分是 985.45"),
        (cell("项目绩效.csv", "G2", "-0.50"), "自评得分是 -0.5"),
        (
            both(cell("项目绩效.csv", "E4", "0.00"), cell("项目绩效.csv", "F4", "900.00")),
            "全年执行数 900 大于全年预算数 0，",
        ),
        (key("事项.csv", "部门整体自评得分", "90.500000", "分"), "自评得分 90.5 分应为“优”"),
    ],
)
def test_numbers_stand_in_messages_as_people_write_them(
    case: Change, said: str, tmp_path: Path
) -> None:
    copied = copy_data(tmp_path / "数据", DATA)
    case(copied)
    set_grade = key("事项.csv", "部门整体自评等级", "良", "")
    set_grade(copied)
    assert any(said in finding.message for finding in check(copied)), check(copied)
