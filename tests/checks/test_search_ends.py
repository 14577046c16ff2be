"""The search for causes ends: what is changed once stays, and what it may cost is bounded."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from harm.trial import limited
from support.folders import SAMPLES, copy_data, read_rows, write_rows
from support.needs import find_reference
from support.rule_case import check

from generator.base.severity import Severity
from generator.checks import diagnosis
from generator.checks.catalogue import run_checks
from generator.tasks.department import check_folder

_SECONDS = 3.0
_CASES = (
    "reliability/01-endless-check/data-公开04-without-line7",
    "reliability/01-endless-check/事业单位-公开04-without-line13",
    "import/bugs/02-check-hang/data",
    "review/desk/c20-卡住的数据",
)


@pytest.mark.parametrize("case", _CASES)
def test_what_never_ended_ends_with_an_error(case: str) -> None:
    folder = find_reference() / "cases" / case
    with limited(_SECONDS):
        found = check(folder)
    assert any(finding.severity is Severity.ERROR for finding in found)


def _in_yuan(text: str) -> str:
    """万元 as 元, rounded as it was: multiples of 100 元."""
    plain = text.replace(",", "")
    return f"{Decimal(plain) * 10_000:.2f}" if "." in plain else text


def _convert(folder: Path, convert: Callable[[str], str]) -> None:
    for number in range(1, 10):
        file = folder / f"公开0{number}.csv"
        rows = [[convert(text) for text in row] for row in read_rows(file)]
        write_rows(file, [[text.replace("万元", "元") for text in row] for row in rows])


def test_rounded_amounts_in_yuan_are_no_errors(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    _convert(folder, _in_yuan)
    with limited(_SECONDS):
        found = check(folder)
    assert [f.message for f in found if f.severity is Severity.ERROR] == []


def test_a_slip_among_rounded_amounts_in_yuan_is_an_error(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    _convert(folder, lambda text: "4,110,000" if text == "411.02" else _in_yuan(text))
    with limited(_SECONDS):
        assert any(finding.severity is Severity.ERROR for finding in check(folder))


def test_amounts_in_yuan_that_are_not_rounded_are_exact(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    rows = read_rows(folder / "公开05.csv")
    (row,) = [row for row in rows if row[0] == "2080501"]
    assert row[2] == "164,238.00"
    row[2] = row[3] = "164,238.01"
    write_rows(folder / "公开05.csv", rows)
    assert any(finding.severity is Severity.ERROR for finding in check(folder))


def test_tables_in_which_nothing_is_right_end(tmp_path: Path) -> None:
    dice = Random(3)
    folder = copy_data(tmp_path / "数据")
    _convert(folder, lambda text: f"{dice.randint(1, 99_999)}.37" if "." in text else text)
    with limited(2 * _SECONDS):
        found = check(folder)
    assert len([f for f in found if f.severity is Severity.ERROR]) > 20


def test_a_search_that_is_cut_short_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_data(tmp_path / "数据")
    rows = read_rows(folder / "公开05.csv")
    for row in rows:
        if row[0] in {"2010301", "2080505", "2101101"}:
            row[2] = "7.77"
    write_rows(folder / "公开05.csv", rows)
    accounts = check_folder(folder).accounts
    whole = run_checks(accounts)
    monkeypatch.setattr(diagnosis, "_MOST_WORK", 1)
    short = run_checks(accounts)
    assert not any("没有继续查找" in one.why for one in whole.unchecked)
    (said,) = [one for one in short.unchecked if "没有继续查找" in one.why]
    assert said.what.startswith(tuple("123456789"))
    assert len(short.findings) >= len(whole.findings)
