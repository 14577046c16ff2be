"""`review --list` as users meet it: screen, index, workbook, JSON; data of the list; archives."""

import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console
from support.piles import FIGURES, submit, titled, write_list
from support.program import Outcome, Shell, assert_stopped
from support.submitted import DEPARTMENT, SAMPLE, right_text, write_text, wrong_text

from generator.cli.review import ReviewRequest, run_review
from generator.reporting import screen
from generator.reporting.formats import ReviewFormat
from generator.tasks.supervised.worker import Bounds

EDUCATION, WATER, HEALTH = "江河市教育局", "江河市水利局", "江河市卫生健康委员会"
OLD, NEW = "2025-09-11T10:00:00", "2025-09-12T10:00:00"
DAY = ("--date", "2025-09-20")


@pytest.fixture
def pile(shell: Shell) -> Path:
    """Four texts: a department twice, another under a like name, one of nobody; one lacks."""
    folder = shell.folder / "送审"
    submit(folder / "教育-旧.txt", EDUCATION, changed=OLD)
    submit(folder / "教育.txt", EDUCATION, changed=NEW)
    submit(folder / "卫健.txt", "江河市卫健委", changed=NEW)
    submit(folder / "档案.txt", "江河市档案馆", changed=NEW)
    write_list(
        shell.folder / "名单.csv",
        (EDUCATION, "", "2025-09-10", "张三"),
        (WATER, "", "2025-09-05", "李四"),
        (HEALTH, "", "2025-08-20"),
        (EDUCATION,),
    )
    return folder


def _run(shell: Shell, *more: str) -> Outcome:
    return shell.run("review", "送审", "--list", "名单.csv", *DAY, *more)


SUMMARY = "名单 3 个部门：已送 1 个，待确认 1 个，未送 1 个"


def test_the_screen_says_who_is_missing(shell: Shell, pile: Path) -> None:
    found = _run(shell)
    assert found.status == 0
    (verdict,) = [line for line in found.out.splitlines() if line.startswith("共 4 份")]
    assert SUMMARY in verdict
    assert "部门待确认的文件 1 份，名单之外的文件 1 份" in verdict
    listed = found.out.partition("名单中要看的（剩余天数从 2025-09-20 算起）：\n")[2].splitlines()
    assert listed[0].split() == ["未送", WATER, "还有", "5", "天（9月25日到期）", "联系人", "李四"]
    assert listed[1].split() == ["待确认", HEALTH, "已超过", "11", "天（9月9日到期）"]
    assert f"名单中没有“江河市卫健委”，是否“{HEALTH}”？" in listed[2]
    assert listed[3].split()[:2] == ["已送", EDUCATION]
    assert "以较新的“教育.txt”（2025-09-12 10:00:00）为准；不计“教育-旧.txt”" in listed[4]
    assert listed[5] == "名单之外的文件："
    assert listed[6].startswith("  档案.txt　名单中没有“江河市档案馆”")
    assert found.err.startswith("局里的数据有 1 处要看（不写进各部门的问题）：")
    assert "名单.csv A5" in found.err


def test_what_is_missing_is_never_hidden_behind_a_pass(shell: Shell) -> None:
    """One right file, one department that has not sent: no report says 通过 alone."""
    write_text(shell.folder / "送审" / "甲.txt", right_text())
    write_list(shell.folder / "名单.csv", (DEPARTMENT,), (WATER,))
    data = ("--data", str(SAMPLE))
    said = "共 1 份：1 份通过；名单 2 个部门：已送 1 个，未送 1 个"
    found = _run(shell, *data)
    assert said in found.out
    told = f"“甲.txt”文中没有部门名称，按与它核对过的数据认作“{DEPARTMENT}”"
    assert told in found.out
    assert said in _run(shell, *data, "--format", "html").err
    index = Path("审核结果/index.html").read_text(encoding="utf-8")
    assert f'<p class="verdict unchecked">{said}' in index
    roll = json.loads(_run(shell, *data, "--format", "json").out)["roll"]
    assert said.endswith(roll["summary"])
    text = _run(shell, *data, "--format", "text", "-o", "审核.txt")
    assert text.status == 0
    assert said in Path("审核.txt").read_text(encoding="utf-8")


def test_a_complete_pile_is_said_to_be_so(shell: Shell) -> None:
    for name in (EDUCATION, WATER):
        submit(shell.folder / "送审" / f"{name}.txt", name)
    write_list(shell.folder / "名单.csv", (EDUCATION,), (WATER,))
    found = _run(shell)
    assert "；名单 2 个部门都已送。" in found.out
    assert "名单中要看的" not in found.out
    assert found.err == ""


def test_the_index_lists_every_department(shell: Shell, pile: Path) -> None:
    _run(shell, "--format", "html", "-o", "网页")
    index = Path("网页/index.html").read_text(encoding="utf-8")
    table = index.partition('<table class="roll">')[2].partition("</table>")[0]
    rows = [re.findall("<td[^>]*>(.*?)</td>", line) for line in table.splitlines() if "<td" in line]
    assert [row[:2] for row in rows] == [
        [EDUCATION, "已送"],
        [WATER, "未送"],
        [HEALTH, "待确认"],
    ]
    assert 'href="' in rows[0][2]
    assert ">教育.txt</a>" in rows[0][2]
    assert [row[4:7] for row in rows] == [
        ["2025-09-30", "10", "张三"],
        ["2025-09-25", "5", "李四"],
        ["2025-09-09", "-11", ""],
    ]
    assert "<h2>名单之外的文件</h2>" in index
    assert "有两行（第 2、5 行）" in index.partition("<h2>局里的数据</h2>")[2]
    pages = list(Path("网页").glob("*-审核.html"))
    assert len(pages) == 4
    assert not any("有两行（第 2、5 行）" in path.read_text("utf-8") for path in pages)


def test_the_workbook_has_the_list_and_the_faults(shell: Shell, pile: Path) -> None:
    _run(shell, "--format", "xlsx")
    book = openpyxl.load_workbook("审核汇总.xlsx")
    listed = ["汇总", "问题", "未核对", "检查表", "名单", "局里的数据", "审核记录"]
    assert [name for name in book.sheetnames if name in listed] == listed
    assert book["审核记录"].sheet_state == "hidden"
    head, *rows = [list(row) for row in book["名单"].values]
    assert head == [
        *("部门名称", "状态", "送审文件", "结论", "最后公开日期", "剩余天数", "联系人", "说明"),
    ]
    assert [row[:3] for row in rows] == [
        [EDUCATION, "已送", "教育.txt"],
        [WATER, "未送", None],
        [HEALTH, "待确认", "卫健.txt"],
        ["江河市档案馆", "名单之外的文件", "档案.txt"],
    ]
    assert [row[5] for row in rows] == [10, 5, -11, None]
    assert str(rows[0][3]).startswith("未发现错误")
    head, *rows = [list(row) for row in book["局里的数据"].values]
    assert [(row[0], row[2]) for row in rows] == [("错误", "名单.csv A5、名单.csv A2")]


def test_json_has_the_roll(shell: Shell, pile: Path) -> None:
    found = json.loads(_run(shell, "--format", "json").out)
    assert set(found) == {"version", "documents", "roll", "rounds", "own_data", "survey"}
    roll = found["roll"]
    assert (roll["today"], roll["counts"]) == (
        "2025-09-20",
        {"sent": 1, "other-year": 0, "unsure": 1, "missing": 1},
    )
    assert [(d["department"], d["state"], d["file"]) for d in roll["departments"]] == [
        (EDUCATION, "sent", "教育.txt"),
        (WATER, "missing", None),
        (HEALTH, "unsure", None),
    ]
    assert [(d["deadline"], d["days_left"]) for d in roll["departments"]] == [
        ("2025-09-30", 10),
        ("2025-09-25", 5),
        ("2025-09-09", -11),
    ]
    assert roll["departments"][2]["others"] == ["卫健.txt"]
    assert [(s["file"], s["asked"]) for s in roll["strangers"]] == [
        ("卫健.txt", [HEALTH]),
        ("档案.txt", []),
    ]
    assert [one["code"] for one in found["own_data"]] == ["L05"]
    assert {d["document"]: d["department"] for d in found["documents"]}["教育.txt"] == EDUCATION


def test_without_a_list_json_is_as_it_was(shell: Shell, pile: Path) -> None:
    many = json.loads(shell.run("review", "送审", "--format", "json").out)
    assert (many["roll"], many["own_data"]) == (None, [])
    one = json.loads(shell.run("review", "送审/教育.txt", "--format", "json").out)
    assert one["document"] == "教育.txt"
    assert one["own_data"] == []


def test_a_single_file_with_a_list_is_reported_as_a_pile(shell: Shell, pile: Path) -> None:
    options = ("review", "送审/教育.txt", "--list", "名单.csv", *DAY)
    assert "名单 3 个部门：已送 1 个，未送 2 个" in shell.run(*options).out
    shell.run(*options, "--format", "html")
    assert {path.name for path in Path("审核结果").iterdir()} == {
        "index.html",
        "审核汇总.json",
        "教育-审核.html",
        *FIGURES,
    }
    assert len(json.loads(shell.run(*options, "--format", "json").out)["documents"]) == 1


def test_the_list_is_told_where_no_file_can_be_used(shell: Shell, pile: Path) -> None:
    shutil.rmtree(pile)
    write_text(pile / f"{WATER}.doc", "")
    found = _run(shell)
    assert found.status == 3
    assert "名单 3 个部门：已送 0 个，待确认 1 个，未送 2 个" in found.out


def test_a_list_that_is_none_stops(shell: Shell, pile: Path) -> None:
    write_text(Path("名单.csv"), "甲,乙\n1,2\n")
    assert_stopped(_run(shell), "名单.csv 无法使用", "缺少“部门名称”列")


def test_the_list_is_never_written_over(shell: Shell, pile: Path) -> None:
    before = Path("名单.csv").read_bytes()
    assert_stopped(_run(shell, "--format", "json", "-o", "名单.csv"), "没有覆盖")
    assert Path("名单.csv").read_bytes() == before


def test_in_an_archive_the_date_of_the_entry_counts(shell: Shell, pile: Path) -> None:
    entries = {"旧/教育.txt": (2025, 9, 11, 9, 0, 0), "新/教育.txt": (2025, 9, 13, 8, 30, 2)}
    with zipfile.ZipFile("送审.zip", "w") as archive:
        for name, time in entries.items():
            archive.writestr(zipfile.ZipInfo(name, time), titled(EDUCATION))
    found = shell.run("review", "送审.zip", "--list", "名单.csv", *DAY, "--format", "json")
    education = json.loads(found.out)["roll"]["departments"][0]
    assert (education["state"], education["file"]) == ("sent", "新/教育.txt")
    assert "（2025-09-13 08:30:02）为准" in education["remarks"][0]


def test_entries_without_a_date_are_asked_about(shell: Shell, pile: Path) -> None:
    with zipfile.ZipFile("送审.zip", "w") as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(zipfile.ZipInfo(name), titled(EDUCATION))
    found = shell.run("review", "送审.zip", "--list", "名单.csv", *DAY, "--format", "json")
    education = json.loads(found.out)["roll"]["departments"][0]
    assert (education["state"], education["others"]) == ("unsure", ["a.txt", "b.txt"])
    assert "分不出先后" in education["remarks"][0]


def test_a_file_and_its_copy_in_an_archive_tie(shell: Shell, pile: Path) -> None:
    """Archives keep two seconds: that is no reason to call one of them the newer."""
    submit(pile / "教育.txt", EDUCATION, changed="2025-09-12T10:00:01.700000")
    (pile / "教育-旧.txt").unlink()
    with zipfile.ZipFile("送审.zip", "w") as archive:
        archive.write(pile / "教育.txt", "副本/教育.txt")
    options = ("--list", "名单.csv", *DAY, "--format", "json")
    found = json.loads(shell.run("review", pile, "送审.zip", *options).out)
    education = found["roll"]["departments"][0]
    assert education["state"] == "unsure"
    assert "时间相同（内容相同）" in education["remarks"][0]


def test_the_list_says_where_the_data_of_a_department_are(shell: Shell) -> None:
    write_text(shell.folder / "送审" / "甲.txt", f"{DEPARTMENT}2024年度部门决算\n{wrong_text()}")
    write_text(shell.folder / "送审" / "乙.txt", titled(WATER))
    shutil.copytree(SAMPLE, shell.folder / "局里" / "数据" / "一")
    write_list(
        shell.folder / "局里" / "名单.csv", (DEPARTMENT, "", "", "", "数据/一"), (WATER, "水利")
    )
    found = shell.run("review", "送审", "--list", "局里/名单.csv", "--format", "json")
    documents = {one["document"]: one for one in json.loads(found.out)["documents"]}
    codes = [one["code"] for one in documents["甲.txt"]["findings"] if one["severity"] == "error"]
    assert codes == ["R01"]
    assert any("九张公开表" in one["what"] for one in documents["乙.txt"]["summary"]["unchecked"])


def test_lines_fit_a_terminal_and_lose_nothing(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def screen_of(*, is_terminal: bool) -> list[str]:
        shown = io.StringIO()
        console = Console(
            file=shown,
            soft_wrap=True,
            highlight=False,
            emoji=False,
            markup=False,
            force_terminal=is_terminal,
            width=80,
            color_system=None,
        )
        monkeypatch.setattr(screen, "open_console", lambda _: console)
        run_review(
            ReviewRequest(
                files=(Path("送审"),),
                data=None,
                output_format=ReviewFormat.TEXT,
                output=None,
                accepted=None,
                fail_on="never",
                date=date(2025, 9, 20),
                bounds=Bounds(120, 2000),
                roster=Path("名单.csv"),
            )
        )
        return shown.getvalue().splitlines()

    wide, narrow = screen_of(is_terminal=False), screen_of(is_terminal=True)
    assert max(map(cell_len, wide)) > 80 >= max(map(cell_len, narrow))
    said = ["".join("".join(lines).split()) for lines in (wide, narrow)]
    assert said[0] == said[1]
