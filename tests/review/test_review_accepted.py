"""Findings that a reviewer has accepted (--accepted): kept apart, with the reason."""

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from support.folders import write_rows
from support.program import Outcome, Shell, assert_stopped
from support.submitted import (
    DEPARTMENT,
    SAMPLE,
    right_text,
    right_total,
    write_text,
    wrong_text,
    wrong_total,
)

RIGHT, WRONG = right_total(), wrong_total()
EXPECTED, STATED = Decimal(RIGHT.replace(",", "")), Decimal(WRONG.replace(",", ""))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the sample, as it should be."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", right_text())


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with another 收支总计."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", wrong_text())


def _json(found: Outcome) -> dict:
    return json.loads(found.out)


def _errors(document: dict) -> list[dict]:
    return [one for one in document["findings"] if one["severity"] == "error"]


def _accept(path: Path, rows: list[tuple[str, ...]]) -> Path:
    write_rows(path, [["文件", "代码", "节", "原文", "理由"], *map(list, rows)])
    return path


QUOTE = f"2024年度收、支总计均为{WRONG}万元"


def test_an_accepted_finding_is_kept_apart(shell: Shell, wrong: Path) -> None:
    rows = _accept(shell.folder / "接受.csv", [(wrong.name, "R01", "一", QUOTE, "已与财政核实")])
    found = shell.run("review", wrong, "--data", SAMPLE, "--accepted", rows)
    assert found.status == 0
    assert found.out.startswith("通过")
    assert "已接受（1 处，不计入）" in found.out
    assert "理由：已与财政核实" in found.out
    document = _json(
        shell.run("review", wrong, "--data", SAMPLE, "--accepted", rows, "--format", "json")
    )
    assert document["summary"]["error"] == 0
    (accepted,) = document["accepted"]
    assert (accepted["code"], accepted["reason"]) == ("R01", "已与财政核实")


@pytest.mark.parametrize(
    "row",
    [
        ("别的文件.txt", "R01", "一", QUOTE, "理由"),
        ("", "R02", "一", QUOTE, "理由"),
        ("", "R01", "二", QUOTE, "理由"),
        ("", "R01", "一", QUOTE.replace(WRONG, "1.00"), "理由"),
    ],
    ids=["file", "code", "section", "quote"],
)
def test_what_was_not_accepted_is_new(shell: Shell, wrong: Path, row: tuple[str, ...]) -> None:
    rows = _accept(shell.folder / "接受.csv", [row])
    found = shell.run("review", wrong, "--data", SAMPLE, "--accepted", rows)
    assert found.status == 1
    assert "错误 R01 ［新］" in found.out


def test_a_row_without_a_reason_is_known_but_counts(shell: Shell, wrong: Path) -> None:
    rows = _accept(shell.folder / "接受.csv", [("", "R01", "一", QUOTE, "")])
    found = shell.run("review", wrong, "--data", SAMPLE, "--accepted", rows)
    assert found.status == 1
    assert "错误 R01 收支总计" in found.out


def test_rows_that_nothing_answers_to_are_named(shell: Shell, right: Path) -> None:
    rows = _accept(shell.folder / "接受.csv", [("", "R01", "一", QUOTE, "已核实")])
    found = shell.run("review", right, "--data", SAMPLE, "--accepted", rows)
    assert found.status == 0
    assert "已接受清单中的 1 条在文中已经没有" in found.out
    assert QUOTE in found.out


def test_the_workbook_goes_back_with_its_reasons(shell: Shell, wrong: Path) -> None:
    first = ("review", wrong, "--data", SAMPLE, "--format", "xlsx")
    shell.run(*first, "-o", "问题.xlsx")
    book = openpyxl.load_workbook("问题.xlsx")
    sheet = book["问题"]
    head = [cell.value for cell in sheet[1]]
    (row,) = [row for row in sheet.iter_rows(min_row=2) if row[head.index("代码")].value == "R01"]
    assert row[head.index("原文")].value == QUOTE
    row[head.index("理由")].value = "四舍五入"
    book.save("问题.xlsx")
    found = shell.run(*first, "--accepted", "问题.xlsx", "-o", "再审.xlsx")
    assert found.status == 0
    again = openpyxl.load_workbook("再审.xlsx")["问题"]
    states = {
        r[head.index("代码")]: (r[head.index("状态")], r[head.index("理由")]) for r in again.values
    }
    assert states["R01"] == ("已接受", "四舍五入")
    assert "新" not in {state for state, _ in states.values()}
    assert_stopped(shell.run(*first, "-o", "再审.xlsx"), "再审.xlsx", "--accepted")


def test_another_message_is_another_finding(shell: Shell, wrong: Path) -> None:
    """The workbook has the message: a finding that says something else now is not accepted."""
    rows = [["代码", "节", "原文", "说明", "理由"], ["R01", "一", QUOTE, "应为 1.00", "已核实"]]
    write_rows(shell.folder / "接受.csv", rows)
    found = shell.run("review", wrong, "--data", SAMPLE, "--accepted", "接受.csv")
    assert found.status == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("没有.csv", None), ("别的.csv", "甲,乙\n1,2\n"), ("坏的.xlsx", "PK"), ("空.csv", "")],
)
def test_an_unusable_list_stops(shell: Shell, wrong: Path, name: str, content: str | None) -> None:
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    found = shell.run("review", wrong, "--data", SAMPLE, "--accepted", name)
    assert_stopped(found, name, "理由")
