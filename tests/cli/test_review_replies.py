"""`review --replies`: forms filled in by departments, sorted, cut and edited, and read back."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from support.letters import (
    HEAD,
    LEFTOVER,
    OUTCOME,
    SHARE,
    TOTAL,
    edit_rows,
    fill_form,
    write_department,
)
from support.program import Outcome, Shell, assert_stopped, start

EDUCATION, WATER = "江河市图书馆", "江河市水利馆"
DAY = ("--date", "2025-09-20")
_AT = {name: number for number, name in enumerate(HEAD)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two departments with errors, and the forms for their replies."""
    room = tmp_path_factory.mktemp("材料")
    write_department(room / "送审" / "甲.docx", EDUCATION, TOTAL, OUTCOME, LEFTOVER)
    write_department(room / "送审" / "乙.docx", WATER, SHARE)
    start("review", "送审", "--letters", "意见", *DAY, folder=room)
    return room


@pytest.fixture
def room(made: Path, shell: Shell) -> Path:
    """The files and the forms as they were sent, in the working directory."""
    shutil.copytree(made / "送审", shell.folder / "送审")
    return shell.folder


def _form(made: Path, name: str) -> Path:
    return made / "意见" / "审核意见书" / f"{name}-反馈.xlsx"


def _json(shell: Shell, *more: str) -> dict[str, object]:
    found = shell.run("review", "送审/甲.docx", "--replies", "反馈", "--format", "json", *more)
    loaded: dict[str, object] = json.loads(found.out)
    return loaded


def _replies(report: dict[str, object]) -> dict[str, tuple[str, str]]:
    """Return answer and note by a piece of the quotation, of findings that have a reply."""
    findings = report["findings"]
    assert isinstance(findings, list)
    return {
        one["places"][0]["quote"]: (one["reply"]["answer"], one["reply"]["note"])
        for one in findings
        if one["reply"]
    }


def _told(report: dict[str, object]) -> list[str]:
    replies = report["replies"]
    assert isinstance(replies, list)
    return [one["message"] for one in replies]


def test_replies_stand_beside_their_findings(room: Path, made: Path, shell: Shell) -> None:
    answers = {TOTAL[1]: ("已改", ""), OUTCOME[1]: ("不需改", "以决算批复为准"), "XX": ("未改", "")}
    fill_form(_form(made, EDUCATION), room / "反馈" / "甲.xlsx", answers)
    report = _json(shell)
    replies = _replies(report)
    assert len(replies) == 3
    for piece, reply in answers.items():
        (found,) = [one for quote, one in replies.items() if piece in quote]
        assert found == reply
    assert _told(report) == []
    screen = shell.run("review", "送审/甲.docx", "--replies", "反馈")
    assert "反馈　不需改：以决算批复为准" in screen.out
    assert "反馈　已改（这次仍有）" in screen.out


def test_sorted_cut_and_edited_forms_are_matched_and_the_edits_said(
    room: Path, made: Path, shell: Shell
) -> None:
    answers = {TOTAL[1]: ("未改", "一"), OUTCOME[1]: ("未改", "二"), "XX": ("未改", "三")}
    form = fill_form(_form(made, EDUCATION), room / "反馈" / "甲.xlsx", answers)

    def change(rows: list[list[object]]) -> list[list[object]]:
        kept = [row for row in reversed(rows) if "XX" not in str(row[_AT["原文"]])]
        for row in kept:
            row[_AT["序号"]] = None
            if OUTCOME[1] in str(row[_AT["原文"]]):
                row[_AT["问题"]] = "已核"
        return kept

    edit_rows(form, change)
    report = _json(shell)
    notes = {note: quote for quote, (_, note) in _replies(report).items()}
    assert TOTAL[1] in notes["一"]
    assert OUTCOME[1] in notes["二"]
    assert len(notes) == 2
    (told,) = _told(report)
    assert "“问题”与意见书不同" in told
    assert EDUCATION in told


def test_wrong_values_and_replies_without_a_finding_are_said(
    room: Path, made: Path, shell: Shell
) -> None:
    answers = {TOTAL[1]: ("改了", "见新稿"), OUTCOME[1]: ("不需改", ""), "XX": ("已改", "")}
    form = fill_form(_form(made, EDUCATION), room / "反馈" / "甲.xlsx", answers)

    def add(rows: list[list[object]]) -> list[list[object]]:
        return [
            *rows,
            [9, "没有这一句", "没有这个问题", "", "未改", "说明"],
            [10, "已改的一句", "已改的问题", "", "已改", ""],
        ]

    edit_rows(form, add)
    report = _json(shell)
    told = "\n".join(_told(report))
    assert "“是否已改”写作“改了”，不是已改、未改、不需改之一" in told
    assert "答复“不需改”，没有写说明" in told
    assert "没有这一句" in told
    assert "请核对是哪一条" in told
    assert "答复“已改”的 1 条" in told
    assert "已改的一句" in told
    (wrong,) = [reply for quote, reply in _replies(report).items() if TOTAL[1] in quote]
    assert wrong == ("", "见新稿")


def test_an_unknown_department_is_asked_about(room: Path, made: Path, shell: Shell) -> None:
    form = fill_form(_form(made, WATER), room / "反馈" / "乙.xlsx", {SHARE[1]: ("已改", "")})
    book = openpyxl.load_workbook(form)
    assert book.active is not None
    book.active["B2"] = "江河市图书室"
    book.save(form)
    (told,) = _told(_json(shell))
    assert "“江河市图书室”没有送审文件" in told
    assert f"是否“{EDUCATION}”" in told


def test_other_files_and_forms_without_a_name_are_said(
    room: Path, made: Path, shell: Shell
) -> None:
    form = fill_form(
        _form(made, EDUCATION), room / "反馈" / f"{EDUCATION}-反馈.xlsx", {"XX": ("未改", "忘了")}
    )
    book = openpyxl.load_workbook(form)
    assert book.active is not None
    book.active["A2"] = book.active["B2"] = None
    book.save(form)
    (room / "反馈" / "说明.txt").write_text("已改", encoding="utf-8")
    other = openpyxl.Workbook()
    assert other.active is not None
    other.active["A1"] = "别的表"
    other.save(room / "反馈" / "别的.xlsx")
    report = _json(shell)
    told = "\n".join(_told(report))
    assert f"没有部门名称，按文件名认作“{EDUCATION}”" in told
    assert "说明.txt 不是反馈表" in told
    assert "别的.xlsx 不是反馈表" in told
    assert [note for _, note in _replies(report).values()] == ["忘了"]
    assert_stopped(shell.run("review", "送审/甲.docx", "--replies", "没有"), "没有")


def test_a_pile_counts_replies_and_shows_them_everywhere(
    room: Path, made: Path, shell: Shell
) -> None:
    answers = {TOTAL[1]: ("已改", ""), OUTCOME[1]: ("未改", "<原因>")}
    fill_form(_form(made, EDUCATION), room / "反馈" / "甲.xlsx", answers)
    fill_form(_form(made, WATER), room / "反馈" / "乙.xlsx", {SHARE[1]: ("不需改", "无误")})
    counted = "2 份文件有反馈：已改 1 条，未改 1 条，不需改 1 条，没有答复 1 条"

    def run(*more: str) -> Outcome:
        return shell.run("review", "送审", "--replies", "反馈", *more)

    assert counted in run().out
    run("--format", "html", "-o", "页")
    assert counted in (room / "页" / "index.html").read_text(encoding="utf-8")
    page = (room / "页" / "甲-审核.html").read_text(encoding="utf-8")
    assert "反馈：未改：&lt;原因&gt;" in page
    assert "反馈：已改（这次仍有）" in page
    run("--format", "xlsx", "-o", "汇总.xlsx")
    sheet = openpyxl.load_workbook(room / "汇总.xlsx")["问题"]
    head, *rows = sheet.iter_rows(values_only=True)
    at, quote = head.index("反馈"), head.index("原文")
    shown = {str(row[quote]): row[at] for row in rows if row[at]}
    assert sorted(map(str, shown.values())) == ["不需改：无误", "已改（这次仍有）", "未改：<原因>"]
    (share,) = [reply for text, reply in shown.items() if SHARE[1] in text]
    assert share == "不需改：无误"


def test_without_replies_nothing_is_said_of_them(room: Path, shell: Shell) -> None:
    found = shell.run("review", "送审/甲.docx", "--format", "json")
    report = json.loads(found.out)
    assert "replies" not in report
    assert all("reply" not in one for one in report["findings"])


def test_what_was_changed_to_another_wrong_number_is_not_called_gone(
    made: Path, shell: Shell
) -> None:
    """Nor is a reply to what the reviewer has accepted asked about."""
    start("review", made / "送审", "--format", "json", "-o", "一.json", folder=shell.folder)
    right, _, clause = TOTAL
    again = (right, right.replace("1,249.60", "1,294.60"), clause)
    write_department(shell.folder / "送审" / "甲.docx", EDUCATION, again, OUTCOME)
    answers = {TOTAL[1]: ("已改", "按表改"), OUTCOME[1]: ("不需改", "以批复为准")}
    fill_form(_form(made, EDUCATION), shell.folder / "反馈" / "甲.xlsx", answers)
    report = json.loads((shell.folder / "一.json").read_text(encoding="utf-8"))
    (first,) = [one for one in report["documents"] if one["document"] == "甲.docx"]
    (outcome,) = [
        one for one in first["findings"] if OUTCOME[1] in one["places"][0].get("quote", "")
    ]
    place = outcome["places"][0]
    (shell.folder / "接受.csv").write_text(
        f"部门,代码,节,原文,理由\n{EDUCATION},{outcome['code']},{place['section']},"
        f'"{place["quote"]}",核实\n',
        encoding="utf-8",
    )
    found = _json(shell, "--previous", "一.json", "--accepted", "接受.csv")
    findings = found["findings"]
    assert isinstance(findings, list)
    (total,) = [one for one in findings if one["round_state"] == "miscorrected"]
    assert total["reply"]["note"] == "按表改"
    assert total["new"] is None
    assert found["accepted"]
    assert _told(found) == []
