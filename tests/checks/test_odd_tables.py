"""Tables that lack something, or have more than usual: one cause, one error, and no crash."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.findings import line_of
from support.folders import copy_data, read_rows, set_cell, write_rows
from support.rule_case import Change, both, cells, check, codes_of, cut, replaced, without

from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.tasks.department import check_folder

_NUMBERS = range(1, 10)


def _errors(folder: Path, change: Change) -> list[Finding]:
    copied = copy_data(folder / "数据")
    change(copied)
    return [finding for finding in check(copied) if finding.severity is Severity.ERROR]


def _without_rows(file: str, keep: Callable[[list[str]], bool]) -> Change:
    def change(folder: Path) -> None:
        write_rows(folder / file, [row for row in read_rows(folder / file) if keep(row)])

    return change


def _without_column(file: str, column: int) -> Change:
    def change(folder: Path) -> None:
        rows = [[*row[:column], *row[column + 1 :]] for row in read_rows(folder / file)]
        write_rows(folder / file, rows)

    return change


def _doubled(file: str, code: str) -> Change:
    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        write_rows(folder / file, [row for each in rows for row in [each] * _times(each, code)])

    return change


def _times(row: list[str], code: str) -> int:
    return 2 if row[0] == code else 1


def _inserted(file: str, after: int, *row: str) -> Change:
    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        write_rows(folder / file, [*rows[:after], list(row), *rows[after:]])

    return change


def _is_total(row: list[str]) -> bool:
    return "合计" in row[:2] and any(text[:1].isdigit() for text in row[2:])


# What is missing is said by reading (L08, H05, H01, H04) or by one rule; nothing follows from it.
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (_without_column("公开05.csv", 4), ["L08"]),
        (_without_column("公开05.csv", 2), ["L08"]),
        (_without_column("公开02.csv", 8), ["L08"]),
        (_without_column("公开03.csv", 4), ["L08"]),
        (_without_column("公开04.csv", 8), ["L08"]),
        (_without_rows("公开05.csv", lambda row: not _is_total(row)), ["H05"]),
        (_without_rows("公开03.csv", lambda row: not _is_total(row)), ["H05"]),
        (_without_rows("公开07.csv", lambda row: not _is_total(row)), ["H05"]),
        (without("公开01.csv", "总计"), ["H05", "H05"]),
        (without("公开01.csv", "本年收入合计"), ["H05", "H05"]),
        (without("公开06.csv", "人员经费合计"), ["H05", "H05", "L09"]),
        (cut("公开01.csv", 6), ["H10"]),
        (cut("公开02.csv", 6), ["H10"]),
        (cut("公开03.csv", 6), ["H10"]),
        (cut("公开04.csv", 6), ["H10"]),
        (cut("公开06.csv", 5), ["H10", "L08"]),
        (cut("公开07.csv", 6), ["H10"]),
        (_doubled("公开05.csv", "2010301"), ["H04"]),
        (_doubled("公开03.csv", "2010301"), ["H04"]),
        (cells(5, A10="20103011"), ["H01"]),
        (without("公开05.csv", "201,"), ["H03"]),
        (without("公开05.csv", "20103,"), ["H03"]),
        (_without_rows("公开05.csv", lambda row: len(row[0]) not in (3, 5)), ["H03"]),
        (without("公开05.csv", "2010301,"), ["D01"]),
        (without("公开03.csv", "2010301,"), ["D04"]),
    ],
)
def test_what_is_missing_is_one_error(change: Change, codes: list[str], tmp_path: Path) -> None:
    found = _errors(tmp_path, change)
    assert [finding.code for finding in found] == codes, [line_of(f) for f in found]


def test_a_missing_row_is_named_with_its_amounts(tmp_path: Path) -> None:
    (found,) = _errors(tmp_path, without("公开03.csv", "2010301,"))
    assert "公开03缺“2010301 行政运行”一行" in found.message
    assert "本年支出合计411.02、基本支出411.02" in found.message


@pytest.mark.parametrize("file", ["公开03.csv", "公开05.csv"])
def test_a_wrong_code_is_one_error_in_its_table(file: str, tmp_path: Path) -> None:
    (found,) = _errors(tmp_path, replaced(file, "2010301", "2010310"))
    form = file.removesuffix(".csv")
    assert f"{form}的科目编码疑有误：“2010310 行政运行”应为 2010301" in found.message
    assert codes_of(found) & {"D03", "D04"}


def test_a_wrong_code_of_a_subclass_is_one_error(tmp_path: Path) -> None:
    (found,) = _errors(tmp_path, replaced("公开05.csv", "20103", "20104"))
    assert "“20104 政府办公厅（室）及相关机构事务”应为 20103" in found.message
    assert "其下的 3 行也随之改" in found.message


def test_rows_of_which_are_no_addends(tmp_path: Path) -> None:
    """其中：… below a row of 公开01 is part of it."""
    own = ("", "", "", "其中：人大事务", "33", "10.00")
    left = ("其中：中央补助", "2", "20.00", "", "", "")
    change = both(_inserted("公开01.csv", 7, *own), _inserted("公开01.csv", 8, *left))
    assert [line_of(f) for f in _errors(tmp_path, change)] == []


def test_an_unknown_kind_of_income_is_an_addend(tmp_path: Path) -> None:
    """九、… beside the eight kinds: the sum holds with it."""
    change = cells(1, A15="九、其他来源收入", C15="100.00", C8="2,538.95")
    assert {f.code for f in _errors(tmp_path, change)} != set()
    assert all("A01" not in codes_of(f) for f in _errors(tmp_path / "二", change))


@pytest.mark.parametrize("number", [1, 4])
def test_a_class_under_the_name_of_the_coded_tables_is_compared(
    number: int, tmp_path: Path
) -> None:
    """农林水支出 bears another name: in all tables, then in 公开01 or 公开04 alone."""
    renamed = [replaced(f"公开0{each}.csv", "农林水支出", "农业支出") for each in (1, 2, 3, 4, 5)]
    assert _errors(tmp_path, both(*renamed)) == []
    wrong = (
        both(*renamed, cells(1, F18="3.50"))
        if number == 1
        else both(*renamed, cells(4, F18="3.50"))
    )
    (found,) = _errors(tmp_path / "二", wrong)
    assert found.places[0].address == "F18"


@pytest.mark.parametrize("number", [1, 4])
def test_a_class_under_an_unknown_name_is_said_to_be_unchecked(number: int, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, f"公开0{number}.csv", "D18", "十二、农业和水利")
    audit = check_folder(folder).audit
    assert [f.code for f in audit.findings if f.severity is Severity.ERROR] == []
    assert any("个关系" in unchecked.what for unchecked in audit.unchecked)


def test_openings_without_their_funds_are_not_judged(tmp_path: Path) -> None:
    def is_fund(row: list[str]) -> bool:
        return row[1] in {"29", "30", "31"}

    change = _without_rows("公开04.csv", lambda row: not is_fund(row))
    assert _errors(tmp_path, change) == []


@pytest.mark.parametrize("number", _NUMBERS)
@pytest.mark.parametrize("lines", [1, 5, 8])
def test_a_table_cut_short_is_no_crash(number: int, lines: int, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    cut(f"公开0{number}.csv", lines)(folder)
    audit = check_folder(folder).audit
    errors = [f for f in audit.findings if f.severity is Severity.ERROR]
    assert audit.checked > 200
    # 公开08 is empty, 公开09 has its one row in line 8.
    assert errors or number == 8 or (number, lines) == (9, 8)


@pytest.mark.parametrize("number", _NUMBERS)
def test_without_a_table_nothing_else_is_called_wrong(number: int, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    (folder / f"公开0{number}.csv").unlink()
    audit = check_folder(folder).audit
    errors = {f.code for f in audit.findings if f.severity is Severity.ERROR}
    assert errors == {"L01"}
    assert f"公开0{number}" in {unchecked.what for unchecked in audit.unchecked}


def test_accounts_of_a_year_before_the_rules_are_said_to_be_unchecked(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    for file in [*(f"公开0{number}.csv" for number in _NUMBERS), "单位信息.csv"]:
        replaced(file, "2024", "2018")(folder)
    audit = check_folder(folder).audit
    assert audit.checked == 0
    assert "2018 年度" in {unchecked.what for unchecked in audit.unchecked}
