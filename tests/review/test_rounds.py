"""Rounds: what became of each finding since the round before, and of the text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support.folders import write_rows
from support.piles import submit, titled, write_list
from support.program import assert_stopped
from support.submitted import (
    DEPARTMENT,
    SAMPLE,
    right_text,
    right_total,
    write_text,
    wrong_text,
    wrong_total,
)

from generator.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Outcome, Shell

OTHER = "999.00"
LABELS = ("已改", "未改", "改错", "新出现", "无法比较")


def review(shell: Shell, file: str, *options: str | Path) -> Outcome:
    return shell.run("review", file, "--data", SAMPLE, *options)


def read(shell: Shell, file: str, *options: str | Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(review(shell, file, *options, "--format", "json").out)
    return document


@pytest.fixture
def first(shell: Shell) -> str:
    """The result of a first round with one error."""
    write_text(shell.folder / "第一轮" / "送审稿.txt", wrong_text())
    review(shell, "第一轮/送审稿.txt", "--format", "json", "-o", "一.json")
    return "一.json"


def states(document: dict[str, Any], code: str) -> list[tuple[str, str | None]]:
    return [
        (one["round_state"], one["round_before"])
        for one in document["findings"]
        if one["code"] == code
    ]


def past(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["round_state"], one["code"]) for one in document["comparison"]["past"]]


def test_a_first_round_has_no_states(shell: Shell, first: str) -> None:
    document = json.loads((shell.folder / first).read_text(encoding="utf-8"))
    assert (document["round"], document["comparison"]) == (1, None)
    assert {one["round_state"] for one in document["findings"]} == {None}


def test_the_same_number_is_unchanged(shell: Shell, first: str) -> None:
    write_text(shell.folder / "改.txt", "说明\n" + wrong_text())
    document = read(shell, "改.txt", "--previous", first)
    assert states(document, "R01") == [("unchanged", None)]
    assert document["round"] == 2
    assert document["comparison"]["previous"] == "送审稿.txt"


def test_a_tail_has_no_state(shell: Shell) -> None:
    """Nothing is to be done about it, so nobody has left it undone."""
    tail = right_total().replace("9.60", "9.61")
    write_text(shell.folder / "一.txt", right_text().replace(right_total(), tail, 1))
    review(shell, "一.txt", "--format", "json", "-o", "尾.json")
    document = read(shell, "一.txt", "--previous", "尾.json")
    tails = [one for one in document["findings"] if one["code"] in {"T01", "T02"}]
    assert tails
    assert {one["round_state"] for one in tails} == {None}
    write_text(shell.folder / "二.txt", right_text())
    document = read(shell, "二.txt", "--previous", "尾.json")
    assert not {"T01", "T02"} & {code for _, code in past(document)}


def test_another_wrong_number_is_miscorrected(shell: Shell, first: str) -> None:
    write_text(shell.folder / "改.txt", wrong_text().replace(wrong_total(), OTHER))
    document = read(shell, "改.txt", "--previous", first)
    assert states(document, "R01") == [("miscorrected", f"{wrong_total()}万元".replace(",", ""))]
    (change,) = document["comparison"]["changes"]
    assert (change["kind"], change["numbers"]) == ("numbers", [[wrong_total(), OTHER]])


def test_what_is_right_now_is_fixed(shell: Shell, first: str) -> None:
    write_text(shell.folder / "改.txt", right_text())
    document = read(shell, "改.txt", "--previous", first)
    assert states(document, "R01") == []
    assert past(document) == [("fixed", "R01")]
    (one,) = document["comparison"]["past"]
    assert right_total() in one["note"]


def test_what_went_with_its_sentence_is_fixed_and_said(shell: Shell, first: str) -> None:
    lines = wrong_text().split("\n")
    write_text(shell.folder / "改.txt", "\n".join(x for x in lines if wrong_total() not in x))
    document = read(shell, "改.txt", "--previous", first)
    told = {one["code"]: one["note"] for one in document["comparison"]["past"]}
    assert "删去" in told["R01"]


def test_what_nobody_can_compare_is_not_fixed(shell: Shell, first: str) -> None:
    """Without the tables of the first round the number is unchecked: it is not put right."""
    write_text(shell.folder / "改.txt", wrong_text())
    found = shell.run("review", "改.txt", "--previous", first, "--format", "json").out
    document = json.loads(found)
    assert ("untold", "R01") in past(document)
    assert "fixed" not in {state for state, code in past(document) if code == "R01"}


def test_a_text_of_nobody_is_compared_with_nothing(shell: Shell, first: str) -> None:
    write_text(shell.folder / "送审稿.txt", wrong_text().replace(wrong_total(), OTHER))
    options = ("--previous", first, "--format", "json")
    document = json.loads(shell.run("review", "送审稿.txt", *options).out)
    assert document["comparison"]["previous"] == ""
    assert "不知与哪一份比较" in document["comparison"]["notes"][0]


def test_a_new_error_is_new_on_the_screen(shell: Shell) -> None:
    write_text(shell.folder / "一.txt", right_text())
    review(shell, "一.txt", "--format", "json", "-o", "一.json")
    write_text(shell.folder / "二.txt", wrong_text())
    found = review(shell, "二.txt", "--previous", "一.json")
    assert "［新出现］" in found.out
    assert "第 2 轮。与上一轮的“一.txt”相比：" in found.out


def test_the_screen_the_page_and_the_workbook_say_the_states(shell: Shell, first: str) -> None:
    write_text(shell.folder / "改.txt", wrong_text().replace(wrong_total(), OTHER))
    assert "［改错（原为" in review(shell, "改.txt", "--previous", first).out
    review(shell, "改.txt", "--previous", first, "--format", "html", "-o", "页.html")
    page = (shell.folder / "页.html").read_text(encoding="utf-8")
    assert 'data-round="miscorrected"' in page
    assert f"<del>{wrong_total()[0]}" in page or "<del>" in page
    assert 'data-filter="round"' in page
    review(shell, "改.txt", "--previous", first, "--format", "xlsx", "-o", "表.xlsx")
    book = openpyxl.load_workbook("表.xlsx")
    head, summary = book["汇总"].values
    assert "改错 1" in str(dict(zip(head, summary, strict=True))["与上一轮相比"])
    head, *rows = book["问题"].values
    told = {row[head.index("代码")]: row[head.index("轮次状态")] for row in rows}
    assert str(told["R01"]).startswith("改错")
    changes = [row[2] for row in list(book["文字改动"].values)[1:]]
    assert changes == ["数字改动"]
    assert book["上一轮的问题"].max_row == 1


def test_the_workbook_is_a_result_too(shell: Shell, first: str) -> None:
    review(shell, "第一轮/送审稿.txt", "--format", "xlsx", "-o", "一.xlsx")
    write_text(shell.folder / "改.txt", right_text())
    by_book = read(shell, "改.txt", "--previous", "一.xlsx")
    assert by_book["comparison"] == read(shell, "改.txt", "--previous", first)["comparison"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("没有.json", None, "没有这个文件"),
        ("坏.json", "{", "已损坏"),
        ("坏.xlsx", "PK\x03\x04 no archive", "已损坏"),
        ("别的.json", '{"version": "0.1.0", "summary": {}}', "不是审核的结果"),
        ("旧.json", '{"document": "甲.txt", "version": "0.0.9", "findings": []}', "较早的版本"),
        ("新.json", '{"document": "甲.txt", "record": 99, "findings": []}', "较新的版本"),
        ("缺.json", '{"document": "甲.txt", "record": 2, "findings": []}', "已损坏"),
        ("表.csv", "甲,乙\n1,2\n", "已损坏"),
        ("页.html", "<html></html>", "网页、Word 里没有审核记录"),
    ],
)
def test_a_result_that_cannot_be_used_stops(
    shell: Shell, name: str, content: str | None, words: str
) -> None:
    write_text(shell.folder / "改.txt", right_text())
    if content is not None:
        (shell.folder / name).write_text(content, encoding="utf-8")
    assert_stopped(review(shell, "改.txt", "--previous", name), name, words, "--format json")


def test_an_older_workbook_stops(shell: Shell) -> None:
    write_text(shell.folder / "改.txt", right_text())
    book = openpyxl.Workbook()
    book.save("旧.xlsx")
    assert_stopped(review(shell, "改.txt", "--previous", "旧.xlsx"), "较早的版本")
    (shell.folder / "空文件夹").mkdir()
    assert_stopped(review(shell, "改.txt", "--previous", "空文件夹"), "没有审核记录")


def test_the_same_file_again_is_said(shell: Shell, first: str) -> None:
    found = review(shell, "第一轮/送审稿.txt", "--previous", first)
    assert "文件与上一轮完全相同" in found.out
    assert "已改" not in found.out


def test_the_result_of_before_is_not_overwritten(shell: Shell, first: str) -> None:
    found = review(shell, "第一轮/送审稿.txt", "--previous", first, "--format", "json", "-o", first)
    assert found.status == 3
    submit(shell.folder / "送审" / "甲.txt", "甲局")
    submit(shell.folder / "送审" / "乙.txt", "乙局")
    shell.run("review", "送审", "--format", "html")
    again = shell.run("review", "送审", "--format", "html", "--previous", "审核结果")
    assert_stopped(again, "上一轮的结果", "-o")


EDUCATION, WATER, HEALTH = "江河市教育局", "江河市水利局", "江河市卫生健康局"


def test_departments_of_a_pile_are_told_apart(shell: Shell) -> None:
    """Matched by department: files renamed, one missing, one new, one twice."""
    for name, file in ((EDUCATION, "01"), (WATER, "02")):
        write_text(
            shell.folder / "一" / f"{file}.txt",
            titled(name).replace(right_total(), wrong_total()),
        )
    submit(shell.folder / "一" / "03.txt", "江河市林业局")
    write_text(shell.folder / "一" / "04.txt", "没有内容\n")
    shell.run("review", "一", "--data", SAMPLE, "--format", "html", "-o", "一果")
    submit(shell.folder / "二" / "水利改.txt", WATER)
    text = titled(EDUCATION).replace(right_total(), wrong_total())
    write_text(shell.folder / "二" / "教育.txt", text)
    write_text(shell.folder / "二" / "教育再.txt", text + "补充。\n")
    submit(shell.folder / "二" / "卫生.txt", HEALTH)
    options = ("review", "二", "--previous", "一果")
    found = json.loads(shell.run(*options, "--format", "json").out)
    rounds = found["rounds"]
    nobody, nameless = rounds["missing"]
    assert (nobody, rounds["newcomers"]) == ("江河市林业局", [HEALTH])
    assert nameless == "“04.txt”（文中没有部门名称）"
    assert [one["department"] for one in rounds["twice"]] == [EDUCATION]
    met = {d["document"]: d["comparison"]["previous"] for d in found["documents"]}
    assert met == {
        "水利改.txt": "02.txt",
        "教育.txt": "01.txt",
        "教育再.txt": "01.txt",
        "卫生.txt": "",
    }
    told = shell.run(*options).out
    assert "上一轮送审、本轮没有的部门：江河市林业局" in told
    assert f"本轮新送审的部门：{HEALTH}" in told
    shell.run(*options, "--format", "html", "-o", "二果")
    index = (shell.folder / "二果" / "index.html").read_text(encoding="utf-8")
    assert 'data-filter="states"' in index


def test_an_alias_of_the_list_is_the_same_department(shell: Shell) -> None:
    submit(shell.folder / "一.txt", "市教育局")
    shell.run("review", "一.txt", "--format", "json", "-o", "一.json")
    submit(shell.folder / "二.txt", EDUCATION)
    names = write_list(shell.folder / "名单.csv", (EDUCATION, "市教育局"))
    found = shell.run(
        "review", "二.txt", "--previous", "一.json", "--list", names, "--format", "json"
    )
    document = json.loads(found.out)
    assert document["documents"][0]["comparison"]["previous"] == "一.txt"
    assert document["rounds"]["missing"] == []


def accept(path: Path, *rows: tuple[str, ...]) -> Path:
    head = ["部门", "代码", "节", "原文", "说明", "理由", "接受人", "有效期至"]
    write_rows(path, [head, *map(list, rows)])
    return path


def message(shell: Shell, first: str) -> tuple[str, str]:
    document = json.loads((shell.folder / first).read_text(encoding="utf-8"))
    (one,) = [one for one in document["findings"] if one["code"] == "R01"]
    return one["places"][0]["quote"], one["message"]


def test_what_was_accepted_wins_over_unchanged(shell: Shell, first: str) -> None:
    """The file is another one now, and the sentence has moved to another number."""
    quote, said = message(shell, first)
    row = (DEPARTMENT, "R01", "一", quote, said, "已与财政核实", "李四", "2025-12-31")
    rows = accept(shell.folder / "接受.csv", row)
    write_text(shell.folder / "改.txt", wrong_text())
    options = ("--previous", first, "--accepted", rows, "--date")
    document = read(shell, "改.txt", *options, "2025-12-31")
    assert states(document, "R01") == []
    assert past(document) == []
    (accepted,) = document["accepted"]
    assert (accepted["who"], accepted["until"]) == ("李四", "2025-12-31")
    expired = read(shell, "改.txt", *options, "2026-01-01")
    assert states(expired, "R01") == [("unchanged", None)]
    assert "已过期" in expired["lapsed"][0]


def test_a_day_that_is_none_does_not_count(shell: Shell, first: str) -> None:
    quote, said = message(shell, first)
    row = (DEPARTMENT, "R01", "一", quote, said, "核实", "李四", "年底")
    rows = accept(shell.folder / "接受.csv", row)
    document = read(shell, "第一轮/送审稿.txt", "--accepted", rows)
    assert document["summary"]["error"] == 1
    assert "不是日期" in document["lapsed"][0]


def test_another_department_is_not_accepted(shell: Shell, first: str) -> None:
    quote, said = message(shell, first)
    rows = accept(shell.folder / "接受.csv", ("别的局", "R01", "一", quote, said, "核实", "", ""))
    document = read(shell, "第一轮/送审稿.txt", "--accepted", rows)
    assert document["summary"]["error"] == 1


def test_what_was_accepted_carries_over(shell: Shell, first: str) -> None:
    quote, said = message(shell, first)
    row = (DEPARTMENT, "R01", "一", quote, said, "核实", "李四", "2025-12-31")
    rows = accept(shell.folder / "接受.csv", row)
    day = ("--date", "2025-09-01")
    review(
        shell, "第一轮/送审稿.txt", "--accepted", rows, *day, "--format", "json", "-o", "受.json"
    )
    write_text(shell.folder / "改.txt", "说明\n" + wrong_text())
    document = read(shell, "改.txt", "--previous", "受.json", *day)
    assert [one["reason"] for one in document["accepted"]] == ["核实"]
    late = read(shell, "改.txt", "--previous", "受.json", "--date", "2026-09-01")
    assert states(late, "R01") == [("unchanged", None)]


def fill_confirmed(path: str, who: str, day: str) -> int:
    """Fill who has confirmed into every row of 未核对; return how many there are."""
    book = openpyxl.load_workbook(path)
    sheet = book["未核对"]
    head = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        row[head.index("确认人")].value = who
        row[head.index("确认日期")].value = day
    book.save(path)
    return int(sheet.max_row) - 1


def test_what_a_person_confirmed_is_kept_until_the_file_changes(shell: Shell) -> None:
    write_text(shell.folder / "一.txt", right_text())
    review(shell, "一.txt", "--format", "xlsx", "-o", "一.xlsx")
    count = fill_confirmed("一.xlsx", "张三", "2025-09-10")
    assert count
    found = read(shell, "一.txt", "--accepted", "一.xlsx")
    assert {(one["who"], one["day"]) for one in found["confirmed"]} == {("张三", "2025-09-10")}
    assert len(found["confirmed"]) == count
    assert (
        f"{count} 项已由张三于 2025-09-10 确认"
        in review(shell, "一.txt", "--accepted", "一.xlsx").out
    )
    write_text(shell.folder / "一.txt", right_text() + "\n")
    changed = read(shell, "一.txt", "--previous", "一.xlsx")
    assert changed["confirmed"] == []
    assert "作废：文件已经改动" in changed["lapsed"][0]
    # Told by the round before and by the list, it is one confirmation all the same.
    twice = read(shell, "一.txt", "--previous", "一.xlsx", "--accepted", "一.xlsx")
    assert [one for one in twice["lapsed"] if "作废" in one] == [
        f"张三 2025-09-10 的确认作废：文件已经改动（{count} 项）"
    ]


def test_a_confirmation_needs_name_day_and_digest(shell: Shell) -> None:
    write_text(shell.folder / "一.txt", right_text())
    head = ["文件", "没有核对的", "确认人", "确认日期", "文件摘要"]
    unsigned = ["一.txt", "公开时限", "张三", "2025-09-10", ""]
    write_rows(shell.folder / "确认.csv", [head, unsigned, ["一.txt", "甲", "张三", "", "1"]])
    document = read(shell, "一.txt", "--accepted", "确认.csv")
    assert document["confirmed"] == []
    assert len(document["lapsed"]) == 2


def test_the_record_says_its_version(shell: Shell, first: str) -> None:
    document = json.loads((shell.folder / first).read_text(encoding="utf-8"))
    assert (document["version"], document["record"]) == (__version__, 2)
    assert len(document["sha256"]) == 64
