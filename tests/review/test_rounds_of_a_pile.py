"""Rounds of a pile: the file that counted, who sends for the first time, days that are over."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support.folders import write_rows
from support.piles import submit, titled, write_list
from support.submitted import (
    SAMPLE,
    right_text,
    right_total,
    write_text,
    wrong_text,
    wrong_total,
)

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Shell

EDUCATION, WATER, HEALTH = "江河市教育局", "江河市水利局", "江河市卫生健康局"
OTHER = "999.00"


def _write(path: Path, name: str, total: str, day: int) -> None:
    write_text(path, titled(name).replace(right_total(), total))
    time = datetime(2025, 9, day).timestamp()  # noqa: DTZ001 - the time of files, wherever
    os.utime(path, (time, time))


def _json(shell: Shell, *options: str) -> dict[str, Any]:
    found = shell.run("review", *options, "--format", "json")
    document: dict[str, Any] = json.loads(found.out)
    return document


@pytest.fixture
def twice(shell: Shell) -> Shell:
    """A department that has sent a draft and, later, a file with another wrong total."""
    write_list(shell.folder / "名单.csv", (EDUCATION, "市教育局"), (WATER,))
    _write(shell.folder / "一" / "草稿.txt", EDUCATION, wrong_total(), 1)
    _write(shell.folder / "一" / "定稿.txt", EDUCATION, OTHER, 2)
    _write(shell.folder / "一" / "水利.txt", WATER, right_total(), 2)
    # The draft comes again.
    _write(shell.folder / "二" / "教育.txt", EDUCATION, wrong_total(), 9)
    _write(shell.folder / "二" / "水利.txt", WATER, right_total(), 9)
    return shell


@pytest.mark.parametrize(
    ("kind", "result"), [("json", "一.json"), ("xlsx", "一.xlsx"), ("html", "一果")]
)
def test_the_file_that_counted_is_compared_with(twice: Shell, kind: str, result: str) -> None:
    options = ("--list", "名单.csv", "--format", kind, "-o", result)
    twice.run("review", "一", *options)
    found = _json(twice, "二", "--previous", result)
    (own,) = [one for one in found["documents"] if one["document"] == "教育.txt"]
    assert own["comparison"]["previous"] == "定稿.txt"
    assert own["comparison"]["notes"] == ["与上一轮计入的“定稿.txt”比较，没有计入的草稿.txt不比较"]
    assert not own["comparison"]["same_file"]
    (water,) = [one for one in found["documents"] if one["document"] == "水利.txt"]
    assert (water["comparison"]["previous"], water["comparison"]["notes"]) == ("水利.txt", [])


def test_without_a_list_the_very_same_file_is_compared_with(twice: Shell) -> None:
    twice.run("review", "一", "--format", "json", "-o", "一.json")
    found = _json(twice, "二", "--previous", "一.json")
    (own,) = [one for one in found["documents"] if one["document"] == "教育.txt"]
    assert (own["comparison"]["previous"], own["comparison"]["same_file"]) == ("草稿.txt", True)


@pytest.fixture
def newcomer(shell: Shell) -> Shell:
    """A department with an error that was in no round before, beside one whose error is new."""
    _write(shell.folder / "一" / "水利.txt", WATER, right_total(), 1)
    submit(shell.folder / "一" / "林业.txt", "江河市林业局")
    shell.run("review", "一", "--format", "json", "-o", "一.json")
    _write(shell.folder / "二" / "水利.txt", WATER, wrong_total(), 2)
    _write(shell.folder / "二" / "卫生.txt", HEALTH, wrong_total(), 2)
    return shell


def test_a_department_that_sends_for_the_first_time_is_told_apart(newcomer: Shell) -> None:
    found = _json(newcomer, "二", "--previous", "一.json")
    documents = {one["document"]: one for one in found["documents"]}
    health, water = documents["卫生.txt"], documents["水利.txt"]
    assert {one["round_state"] for one in health["findings"]} == {None}
    assert (health["comparison"]["first"], water["comparison"]["first"]) == (True, False)
    new = water["comparison"]["counts"]["new"]
    assert new > 0
    assert set(health["comparison"]["counts"].values()) == {0}
    errors, warnings = (health["summary"][key] for key in ("error", "warning"))
    told = newcomer.run("review", "二", "--previous", "一.json").out
    assert f"新出现 {new}。" in told
    assert f"首次报送的 1 份不在其内：错误 {errors}，警告 {warnings}。" in told


def test_first_files_are_chosen_by_that(newcomer: Shell) -> None:
    options = ("review", "二", "--previous", "一.json")
    newcomer.run(*options, "--format", "html", "-o", "二果")
    index = (newcomer.folder / "二果" / "index.html").read_text(encoding="utf-8")
    assert '<option value="first">首次报送 1 份</option>' in index
    assert '<option value="new">新出现 1 份</option>' in index
    newcomer.run(*options, "--format", "xlsx", "-o", "二.xlsx")
    rows = list(openpyxl.load_workbook(newcomer.folder / "二.xlsx")["问题"].values)
    file, state = rows[0].index("文件"), rows[0].index("轮次状态")
    states = {(row[file], row[state]) for row in rows[1:] if row[state]}
    assert {state for file, state in states if file == "卫生.txt"} == {"首次报送"}
    assert ("水利.txt", "新出现") in states


def test_the_unit_of_what_should_have_stood_there(shell: Shell) -> None:
    write_text(shell.folder / "一.txt", wrong_text())
    shell.run("review", "一.txt", "--data", SAMPLE, "--format", "json", "-o", "一.json")
    write_text(shell.folder / "二.txt", right_text())
    options = ("review", "二.txt", "--data", SAMPLE, "--previous", "一.json")
    found = json.loads(shell.run(*options, "--format", "json").out)
    past = {(one["written"], one["wanted"]) for one in found["comparison"]["past"]}
    plain = [text.replace(",", "").rstrip("0") for text in (wrong_total(), right_total())]
    assert (f"{plain[0]}万元", f"{plain[1]}万元") in past
    shell.run(*options, "--format", "xlsx", "-o", "二.xlsx")
    rows = list(openpyxl.load_workbook(shell.folder / "二.xlsx")["上一轮的问题"].values)
    wanted = rows[0].index("应为")
    assert f"{plain[1]}万元" in {row[wanted] for row in rows[1:]}


def test_days_that_are_over_are_told_of_the_pile(newcomer: Shell) -> None:
    head = ["部门", "代码", "节", "原文", "说明", "理由", "接受人", "有效期至"]
    row = [HEALTH, "R01", "一", "甲", "乙", "已核实", "李四", "2025-01-31"]
    every = ["", "R02", "一", "丙", "丁", "已核实", "李四", "2025-01-31"]
    write_rows(newcomer.folder / "接受.csv", [head, row, every])
    options = ("review", "二", "--accepted", "接受.csv", "--date", "2025-02-01")
    told = newcomer.run(*options).out
    assert "接受、确认中没有计入的 2 条：" in told
    assert "已过期，没有计入（卫生.txt）" in told
    newcomer.run(*options, "--format", "html", "-o", "果")
    index = (newcomer.folder / "果" / "index.html").read_text(encoding="utf-8")
    assert "<h2>接受、确认中没有计入的 2 条</h2>" in index
    assert index.count("已过期，没有计入") == 2
    assert "没有计入" not in newcomer.run(*options[:-1], "2025-01-31").out


def test_a_file_is_read_for_its_digest_only_where_that_is_kept(
    newcomer: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> str:
        pytest.fail(f"读了 {path}")

    monkeypatch.setattr("generator.tasks.review_many.rounds.digest_file", refuse)
    assert newcomer.run("review", "二/水利.txt").status == 1
