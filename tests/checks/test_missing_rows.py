"""Rows that a table lacks are named, with what should stand in them; a table that ends too early
too."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.folders import DATA, SAMPLES, copy_data, read_rows, write_rows
from support.rule_case import Change, both, check, cut, without

from generator.base.severity import Severity
from generator.model.finding import Finding

_INSTITUTION = SAMPLES / "事业单位2024"
_IN_YUAN = SAMPLES / "元单位2024"


def _errors(base: Path, change: Change, folder: Path) -> list[Finding]:
    copied = copy_data(folder / "数据", base)
    change(copied)
    return [finding for finding in check(copied) if finding.severity is Severity.ERROR]


def _rows(number: int, *codes: str) -> Change:
    return both(*(without(f"公开0{number}.csv", f"{code},") for code in codes))


# What is taken away, and what the one error has to say: rows and amounts are those of the files.
_TOLD: list[tuple[Path, Change, Sequence[str]]] = [
    (DATA, _rows(2, "2130599"), ("公开02缺“2130599 ", "本年收入合计3.00、财政拨款收入3.00")),
    (DATA, _rows(2, "21305", "2130599"), ("公开02缺“21305 ", "及其下各行", "本年收入合计3.00")),
    (DATA, _rows(2, "213", "21305", "2130599"), ("公开02缺“213 农林水支出”", "3.00")),
    (DATA, _rows(2, "2290402"), ("公开02缺“2290402 ", "本年收入合计2638.95")),
    (DATA, _rows(2, "2080501", "2080502"), ("公开02缺", "“2080501 ", "44.73", "“2080502 ", "4.46")),
    (DATA, _rows(3, "2290402"), ("公开03缺“2290402 ", "本年支出合计4396.72、项目支出4396.72")),
    (DATA, _rows(5, "2010301"), ("公开05缺“2010301 行政运行”", "小计411.02、基本支出411.02")),
    (DATA, _rows(7, "2290402"), ("公开07缺“2290402 ", "小计4396.72")),
    (_INSTITUTION, _rows(5, "2210201"), ("公开05缺“2210201 住房公积金”", "小计45.93")),
    (_IN_YUAN, _rows(3, "2110301"), ("公开03缺“2110301 大气”",)),
    (
        DATA,
        without("公开04.csv", "一、一般公共预算财政拨款,"),
        (
            "公开04缺收入“一般公共预算财政拨款”一行，应有金额5998.19",
            "支出“一般公共服务支出”一行，应有合计1488.40、一般公共预算财政拨款1488.40",
        ),
    ),
    (
        DATA,
        without("公开04.csv", ",23,"),
        ("公开04缺支出“其他支出”", "政府性基金预算财政拨款4396.72"),
    ),
    (
        DATA,
        without("公开01.csv", "六、经营收入"),
        ("公开01缺支出“科学技术支出”", "4281.60"),
    ),
    (DATA, without("公开01.csv", "二、政府性基金"), ("公开01缺收入“政府性基金", "2638.95")),
    (DATA, without("公开01.csv", "年初结转"), ("公开01缺收入“年初结转和结余”一行", "1757.77")),
    (DATA, cut("公开03.csv", 26), ("公开03缺", "“213 ", "“21305 ", "“229 ", "“2290402 ")),
]


@pytest.mark.parametrize(("base", "change", "words"), _TOLD)
def test_a_missing_row_is_one_error_that_names_it(
    base: Path, change: Change, words: Sequence[str], tmp_path: Path
) -> None:
    errors = _errors(base, change, tmp_path)
    assert len(errors) == 1, [finding.message for finding in errors]
    assert [word for word in words if word not in errors[0].message] == [], errors[0].message


def test_what_cannot_be_told_names_the_rows_that_others_have(tmp_path: Path) -> None:
    """公开03 holds other money too, and what 公开05 lacks of two rows does not follow."""
    errors = _errors(_INSTITUTION, _rows(5, "2070104", "2070109"), tmp_path)
    assert errors
    assert all("20701" in finding.message for finding in errors)
    assert all("“2070104 图书馆”、“2070109 群众文化”" in finding.message for finding in errors)


def test_a_class_without_anything_below_it_is_an_error(tmp_path: Path) -> None:
    """No other table has what is missing either."""
    every = both(*(_rows(number, "22102", "2210201") for number in (2, 3, 5)))
    errors = _errors(_INSTITUTION, every, tmp_path)
    assert {finding.code for finding in errors} == {"H03a"}
    assert all("“221 住房保障支出”" in finding.message for finding in errors)
    assert [finding.places[0].table for finding in errors] == ["公开02", "公开03", "公开05"]


def _with_income(folder: Path, **amounts: str) -> None:
    """Write other amounts into rows of 公开02, which has no income but 财政拨款."""
    rows = read_rows(folder / "公开02.csv")
    for row in rows:
        amount = amounts.get(f"c{row[0]}")
        if amount:
            row[2] = row[3] = amount
    write_rows(folder / "公开02.csv", rows)


def test_a_wrong_amount_is_no_missing_row(tmp_path: Path) -> None:
    """公开02 rightly lacks a code that 公开03 spent from the balance of last year."""

    def spent(folder: Path) -> None:
        _rows(2, "2080502")(folder)
        _with_income(folder, c20805="136.67", c208="139.35")

    def wrong(folder: Path) -> None:
        spent(folder)
        _with_income(folder, c2080505="88.94")

    before = {finding.message for finding in _errors(DATA, spent, tmp_path / "一")}
    errors = _errors(DATA, wrong, tmp_path / "二")
    assert {finding.message for finding in errors} - before
    assert all("缺“2080502" not in finding.message for finding in errors)


def test_two_tables_that_lack_the_same_row_are_two_errors(tmp_path: Path) -> None:
    errors = _errors(DATA, both(_rows(3, "2101101"), _rows(5, "2080505")), tmp_path)
    assert [finding.places[0].table for finding in errors] == ["公开03", "公开05"]
    assert "公开03缺“2101101 行政单位医疗”" in errors[0].message
    assert "公开05缺“2080505 " in errors[1].message
