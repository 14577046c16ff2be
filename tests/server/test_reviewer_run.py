"""A pile in the reviewer's room: recognised, reviewed, handed over as the command line does it."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.digests import digest, packed
from support.letters import CERTAIN, LEFTOVER, OUTCOME, RATE, TOTAL, write_department
from support.piles import write_list
from support.program import start
from support.reviewing import DAY, PILE, Desk, read_drop, sit_down
from support.serving import open_server

from generator.reporting.survey_words import FIGURES
from generator.server.runs import DONE, FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIBRARY, WATER, CLEAN, MISSING = "江河市图书馆", "江河市水利馆", "江河市档案馆", "江河市博物馆"
FILES = "送审文件"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a bureau has received: three texts, one of them twice, a scan; a list; data."""
    folder = tmp_path_factory.mktemp("收到")
    made = folder / "做成的"
    write_department(made / f"{LIBRARY}2024.docx", LIBRARY, TOTAL, OUTCOME)
    write_department(made / "报送件.docx", WATER, RATE, LEFTOVER)
    write_department(made / f"{CLEAN}2024.docx", CLEAN)
    dropped = folder / "收到的"
    shutil.copytree(made, dropped)
    (dropped / "补送").mkdir()
    (dropped / "报送件.docx").rename(dropped / "补送" / "报送件.docx")
    (dropped / "说明.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    (dropped / f"{CLEAN}决算.pdf").write_bytes(b"no pdf")
    shutil.copytree(folder / "各部门" / WATER, dropped / "数据" / WATER)
    write_list(
        dropped / "名单.csv",
        (LIBRARY, "", "2025-09-10"),
        (WATER, "", "2025-09-10", "", f"数据/{WATER}"),
        (CLEAN, "", "2025-09-10"),
        (MISSING, "", "2025-09-10"),
    )
    return dropped


@pytest.fixture(scope="module")
def desk(room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A pile that was reviewed."""
    with open_server(tmp_path_factory.mktemp("工作")) as server:
        desk = sit_down(server)
        assert desk.drop(read_drop(room)).state == DONE
        yield desk


def _run(desk: Desk, *more: str) -> Path:
    """Run the command line on the folder of the pile; return where it has written."""
    folder = desk.server.house.workspace.root / "送审" / PILE
    target = desk.server.house.workspace.root.parent / "命令行"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    given = ("--list", str(folder / "名单.csv"), "--data", str(folder / "数据"), "--date", DAY)
    done = start("review", str(folder / FILES), *given, *more, folder=target)
    assert done.status in {0, 1}, done.said
    return target


def test_everything_is_where_it_belongs(desk: Desk, room: Path) -> None:
    folder = desk.server.house.workspace.root / "送审" / PILE
    texts = {one.relative_to(folder / FILES).as_posix() for one in (folder / FILES).rglob("*.*")}
    assert texts == {
        f"{LIBRARY}2024.docx",
        "补送/报送件.docx",
        f"{CLEAN}2024.docx",
        f"{CLEAN}决算.pdf",
        "说明.jpg",
    }
    assert digest((folder / "名单.csv").read_bytes()) == digest((room / "名单.csv").read_bytes())
    assert (folder / "数据" / WATER / "公开01.csv").is_file()
    assert desk.server.house.uploads.waiting() == ()


def test_the_table_has_what_the_index_has(desk: Desk) -> None:
    rows = desk.rows()
    assert {name: row["need"] for name, row in rows.items()} == {
        f"{LIBRARY}2024.docx": "error",
        "补送/报送件.docx": "error",
        f"{CLEAN}2024.docx": rows[f"{CLEAN}2024.docx"]["need"],
        f"{CLEAN}决算.pdf": "unread",
    }
    assert rows[f"{CLEAN}决算.pdf"]["link"] == ""
    page = desk.client.get(desk.address("")).text
    assert "说明.jpg" in page
    assert f'<td data-label="部门名称">{MISSING}</td>' in page
    assert "未送" in page


def test_the_workbook_is_that_of_the_command_line(desk: Desk) -> None:
    target = _run(desk, "--format", "xlsx", "-o", "审核汇总.xlsx")
    assert digest(desk.make("workbook")) == digest((target / "审核汇总.xlsx").read_bytes())


def test_the_letters_are_those_of_the_command_line(desk: Desk) -> None:
    for hints in (False, True):
        target = _run(desk, "--letters", "意见", *(["--hints"] if hints else []))
        made = packed(desk.make("letters", hints=hints))
        letters = sorted((target / "意见" / "审核意见书").iterdir())
        assert made == {f"审核意见书/{one.name}": digest(one.read_bytes()) for one in letters}
        assert letters


def test_all_that_the_command_line_writes_of_all_departments(desk: Desk) -> None:
    told = ("--figures", f"{FIGURES}.parquet", "--summary-report", "通报.docx")
    target = _run(desk, "--format", "html", "-o", "网页", *told, "--checklist", "检查表.xlsx")
    pages = {one.name: digest(one.read_bytes()) for one in (target / "网页").iterdir()}
    assert packed(desk.make("pages")) == pages
    assert digest(desk.make("figures")) == pages[f"{FIGURES}.xlsx"]
    assert packed(desk.make("figures-csv")) == {
        name: data for name, data in pages.items() if name.endswith(".csv")
    }
    parquet = {one.name: digest(one.read_bytes()) for one in target.glob("*.parquet")}
    assert len(parquet) == 2
    assert packed(desk.make("figures-parquet")) == parquet
    assert digest(desk.make("report")) == digest((target / "通报.docx").read_bytes())
    assert digest(desk.make("checklist")) == digest((target / "检查表.xlsx").read_bytes())


def test_the_bureau_s_own_check_list_is_filled_in(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("检查", 0)
    for row in (("检查事项", "是或否"), ("公开表齐全", None)):
        sheet.append(row)
    book.save(tmp_path / "局里的表.xlsx")
    told = (
        '文件 = "局里的表.xlsx"\n检查内容 = "检查事项"\n结果 = "是或否"\n[行]\n公开表齐全 = "J01"\n'
    )
    (tmp_path / "检查表.toml").write_text(told, encoding="utf-8")
    desk.drop(read_drop(tmp_path), target=f"add:{PILE}")
    folder = desk.server.house.workspace.root / "送审" / PILE
    assert (folder / "局里的表.xlsx").is_file()
    assert len(desk.rows()) == 4
    made = desk.make("checklist")
    target = _run(desk, "--checklist", str(folder / "检查表.toml"))
    assert target.is_dir()
    assert digest(made) == digest((folder / "局里的表-已填.xlsx").read_bytes())
    filled = openpyxl.load_workbook(io.BytesIO(made))
    assert len(filled.worksheets) >= len(desk.rows())
    # A sheet that lies elsewhere is not read.
    outside = told.replace("局里的表.xlsx", "../../局里的表.xlsx")
    (folder / "检查表.toml").write_text(outside, encoding="utf-8")
    run = desk.client.post(desk.address("make"), {"what": "checklist"}).json["run"]
    assert (desk.wait().id, desk.wait().state) == (run, FAILED)
    (folder / "检查表.toml").write_text(told, encoding="utf-8")


def test_nothing_is_reviewed_twice(desk: Desk) -> None:
    root = desk.server.house.workspace.hidden / "reviews"
    before = {one: one.stat().st_ino for one in root.glob("*/*")}
    assert len(before) == 4
    assert desk.review().state == DONE
    assert {one: one.stat().st_ino for one in root.glob("*/*")} == before


def test_a_changed_file_alone_is_reviewed_again(room: Path, tmp_path: Path) -> None:
    with open_server(tmp_path / "工作") as server:
        desk = sit_down(server)
        desk.drop(read_drop(room))
        before = {name: row["key"] for name, row in desk.rows().items()}
        path = server.house.workspace.root / "送审" / PILE / FILES / f"{LIBRARY}2024.docx"
        write_department(tmp_path / "改" / path.name, LIBRARY, TOTAL)
        shutil.copy(tmp_path / "改" / path.name, path)
        desk.review()
        after = {name: row["key"] for name, row in desk.rows().items()}
        assert {name for name in after if after[name] != before[name]} == {path.name}
        # The list is what every review rests on.
        write_list(path.parents[1] / "名单.csv", (LIBRARY, "", "2025-09-10"))
        desk.review()
        assert not set(after.values()) & {row["key"] for row in desk.rows().values()}
        assert "名单之外的文件" in desk.client.get(desk.address("")).text


def test_a_list_that_cannot_be_used_is_told_and_nothing_is_lost(room: Path, tmp_path: Path) -> None:
    with open_server(tmp_path / "工作") as server:
        desk = sit_down(server)
        desk.drop(read_drop(room))
        path = server.house.workspace.root / "送审" / PILE / "名单.csv"
        whole = path.read_bytes()
        path.write_text("别的\n1\n", encoding="utf-8")
        run = desk.review()
        assert run.state == FAILED
        assert "名单.csv" in run.words
        assert len(desk.rows()) == 4
        assert run.words.splitlines()[0] in desk.client.get(desk.address("")).text
        path.write_bytes(whole)
        assert desk.review().state == DONE


def test_a_folder_put_there_by_hand_is_a_pile(room: Path, tmp_path: Path) -> None:
    shutil.copytree(room, tmp_path / "工作" / "送审" / "手放")
    with open_server(tmp_path / "工作") as server:
        desk = sit_down(server)
        desk.pile = "手放"
        assert "手放" in desk.client.get("/reviewer/").text
        assert desk.review().state == DONE
        assert "补送/报送件.docx" in desk.rows()
        assert "未送" in desk.client.get(desk.address("")).text


def test_statistics_count_the_kinds(desk: Desk) -> None:
    text = desk.client.get(desk.address("statistics")).text
    book = openpyxl.load_workbook(io.BytesIO(desk.make("workbook")))
    levels = [row[2] for row in book["问题"].iter_rows(min_row=2, values_only=True)]
    assert levels.count("错误") >= len(CERTAIN)
    counts = [int(part.partition("<")[0]) for part in text.split('class="number">')[1:]]
    assert sum(counts[1::3]) == levels.count("错误")
    assert sum(counts[2::3]) == levels.count("警告")
