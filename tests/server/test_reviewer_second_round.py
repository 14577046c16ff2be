"""The second round in the reviewer's room: all that is handed over has the command line's bytes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support.digests import digest, packed
from support.letters import LEFTOVER, OUTCOME, RATE, TOTAL, write_department
from support.piles import write_list
from support.program import start
from support.reviewing import DAY, PILE, Desk, read_drop, sit_down
from support.serving import open_server

from generator.reporting.survey_words import FIGURES
from generator.server.runs import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIBRARY, WATER, CLEAN = "江河市图书馆", "江河市水利馆", "江河市档案馆"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A reviewer in the second round; the first had a list, data and what was decided."""
    folder = tmp_path_factory.mktemp("收到")
    first, second = folder / "一", folder / "二"
    write_department(first / f"{LIBRARY}2024.docx", LIBRARY, TOTAL, OUTCOME)
    write_department(first / "报送件.docx", WATER, RATE, LEFTOVER)
    write_department(first / f"{CLEAN}2024.docx", CLEAN)
    shutil.copytree(folder / "各部门" / WATER, first / "数据" / WATER)
    write_list(
        first / "名单.csv",
        (LIBRARY, "", "2025-09-10"),
        (WATER, "", "2025-09-10", "", f"数据/{WATER}"),
        (CLEAN, "", "2025-09-10"),
    )
    # Corrected, left as it was, and new; the files have other names.
    write_department(second / "改后.docx", LIBRARY, TOTAL)
    write_department(second / "水利改后.docx", WATER, RATE, LEFTOVER)
    write_department(second / "档案改后.docx", CLEAN, OUTCOME)
    with open_server(tmp_path_factory.mktemp("工作")) as server:
        desk = sit_down(server)
        assert desk.drop(read_drop(first)).state == DONE
        document = desk.document(f"{LIBRARY}2024.docx")
        keys = document.items()["findings"]
        document.decide(keys[0], "accepted", "已核实")
        document.decide(keys[-1], "false", "按新口径")
        assert desk.drop(read_drop(second), target=f"next:{PILE}").state == DONE
        yield desk


def _run(desk: Desk, *more: str) -> Path:
    """Run the command line on the folder of the pile; return where it has written."""
    folder = desk.server.house.workspace.root / "送审" / desk.pile
    target = desk.server.house.workspace.root.parent / "命令行"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    given = ["--list", str(folder / "名单.csv"), "--data", str(folder / "数据"), "--date", DAY]
    given += ["--previous", str(folder / "上一轮.xlsx"), *more]
    done = start("review", str(folder / "送审文件"), *given, folder=target)
    assert done.status in {0, 1}, done.said
    return target


def test_every_state_is_there(desk: Desk) -> None:
    rows = desk.rows()
    assert "fixed" in rows["改后.docx"]["states"]
    assert "unchanged" in rows["水利改后.docx"]["states"]
    assert "new" in rows["档案改后.docx"]["states"]


def test_the_letters(desk: Desk) -> None:
    for hints in (False, True):
        target = _run(desk, "--letters", "意见", *(["--hints"] if hints else []))
        letters = (target / "意见" / "审核意见书").iterdir()
        wanted = {f"审核意见书/{one.name}": digest(one.read_bytes()) for one in letters}
        assert wanted
        assert packed(desk.make("letters", hints=hints)) == wanted


def test_pages_figures_report_and_check_list(desk: Desk) -> None:
    told = ("--figures", f"{FIGURES}.parquet", "--summary-report", "通报.docx")
    target = _run(desk, "--format", "html", "-o", "网页", *told, "--checklist", "检查表.xlsx")
    pages = {one.name: digest(one.read_bytes()) for one in (target / "网页").iterdir()}
    assert packed(desk.make("pages")) == pages
    assert digest(desk.make("figures")) == pages[f"{FIGURES}.xlsx"]
    tables = {name: told for name, told in pages.items() if name.endswith(".csv")}
    assert packed(desk.make("figures-csv")) == tables
    parquet = {one.name: digest(one.read_bytes()) for one in target.glob("*.parquet")}
    assert packed(desk.make("figures-parquet")) == parquet
    assert digest(desk.make("report")) == digest((target / "通报.docx").read_bytes())
    assert digest(desk.make("checklist")) == digest((target / "检查表.xlsx").read_bytes())


def test_the_workbook_is_what_the_third_round_is_given(desk: Desk) -> None:
    target = _run(desk, "--format", "xlsx", "-o", "审核汇总.xlsx")
    made = desk.make("workbook")
    assert digest(made) == digest((target / "审核汇总.xlsx").read_bytes())
