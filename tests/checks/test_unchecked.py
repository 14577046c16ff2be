"""What could not be compared is said, with its reason; without it there is no 通过."""

from pathlib import Path

import pytest
from support.folders import DATA, copy_data, drop_key, set_cell
from support.program import start

from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.model.accounts import Accounts
from generator.reporting.coverage import word_verdict
from generator.tasks.department import check_folder

_FORMS = [f"公开0{number}" for number in range(1, 10)]


def _accounts_without(form: str) -> Accounts:
    accounts = check_folder(DATA).accounts
    tables = {key: table for key, table in accounts.tables.items() if key != form}
    return Accounts(
        identity=accounts.identity,
        tables=tables,
        last_totals=accounts.last_totals,
        facts=accounts.facts,
        names=accounts.names,
    )


def test_everything_at_hand_passes() -> None:
    audit = check_folder(DATA).audit
    assert audit.untested == 0
    assert word_verdict(audit.findings, audit.untested).startswith("通过")


@pytest.mark.parametrize("form", _FORMS)
def test_without_a_table_nothing_passes(form: str) -> None:
    audit = run_checks(_accounts_without(form))
    assert not [f for f in audit.findings if f.severity is Severity.ERROR]
    assert audit.untested
    verdict = word_verdict(audit.findings, audit.untested)
    assert verdict.startswith(f"未发现错误，{audit.untested} 项没有核对")
    why = [one for one in audit.unchecked if form in one.why and one.what.startswith("规则 ")]
    assert why, audit.unchecked


def test_the_rules_that_lack_a_table_are_named() -> None:
    audit = run_checks(_accounts_without("公开05"))
    said = " ".join(one.what for one in audit.unchecked if "公开05" in one.why)
    assert {"D01", "D02", "D03", "D04", "E03"} <= set(said.replace("、", " ").split())
    # The names of the classes in 公开01 do not rest on it.
    assert "A02" not in said


def test_a_relation_without_one_of_its_sides_is_counted_with_its_rule(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    drop_key(folder, "事项.csv", "政府采购工程支出")
    audit = check_folder(folder).audit
    (said,) = [one for one in audit.unchecked if "个关系" in one.what]
    assert said.what == "1 个关系（N11a）"
    # It is no relation of the tables: those have all been tested.
    assert audit.untested == 0


def test_an_amount_without_its_count_is_counted(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    for key in ("国内接待人次", "外宾接待人次"):
        drop_key(folder, "事项.csv", key)
    unchecked = check_folder(folder).audit.unchecked
    assert any("国内接待人次" in one.what and "公务接待费" in one.what for one in unchecked)


def test_without_a_year_the_relations_are_tested(tmp_path: Path) -> None:
    accounts = check_folder(DATA).accounts
    identity = accounts.identity.__class__(department="无年度局", year=0)
    audit = run_checks(Accounts(identity=identity, tables=accounts.tables, names=accounts.names))
    assert audit.checked > 400


def test_the_command_says_so_on_its_first_line_of_verdict(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    set_cell(folder, "公开01.csv", "D18", "十二、农业和水利")
    done = start("check", folder, folder=tmp_path)
    assert done.status == 0
    assert "未发现错误，" in done.out
    assert "通过" not in done.out
