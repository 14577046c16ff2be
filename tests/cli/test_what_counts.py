"""Drafts that a newer file replaces, files of another year: the report to the head, the letters.

江河市水利局 has sent a draft with two errors and a text without any, 江河市教育局 one with one
error, 江河市司法局 last year's alone.
"""

from pathlib import Path

import pytest
from docx import Document
from support.letters import read_letter
from support.piles import submit, titled, write_list
from support.program import start
from support.submitted import write_text

WATER, SCHOOLS, LAW = "江河市水利局", "江河市教育局", "江河市司法局"
DATE = ("--date", "2025-09-19")
# Of the sample's text: the sum of 一 is 1249.60, 1,249.06 is none of its amounts.
SUM, WRONG_SUM = "1,249.60万元", "1,249.06万元"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("局里")
    sent = room / "送审"
    sent.mkdir()
    for name, file, changed in (
        (WATER, "水利局初稿.txt", "2025-09-01T09:00"),
        (SCHOOLS, "教育局.txt", "2025-09-02T09:00"),
    ):
        submit(sent / file, name, changed=changed)
        text = titled(name)
        assert SUM in text
        write_text(sent / file, text.replace(SUM, WRONG_SUM, 1))
    submit(sent / "水利局定稿.txt", WATER, changed="2099-01-01T09:00")
    submit(sent / "司法局.txt", LAW, year=2023, changed="2025-09-02T09:00")
    write_list(room / "名单.csv", (WATER,), (SCHOOLS,), (LAW,))
    return room


def _report(room: Path, *more: str) -> str:
    name = f"通报{len(more)}.docx"
    start("review", "送审", "--summary-report", name, *DATE, *more, folder=room)
    document = Document(str(room / name))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in document.paragraphs), *cells))


def test_a_draft_is_no_further_file_with_errors(room: Path) -> None:
    told = _report(room, "--list", "名单.csv")
    assert "共收到文件4份，其中2份是较早的稿或者别的年度的，不计入以下各数。" in told
    assert "有错误1份" in told
    assert SCHOOLS in told
    assert WATER not in told  # of its two texts the one without errors counts
    assert f"只送了别的年度的部门：{LAW}" in told


def test_without_a_list_it_is_said_who_is_counted_twice(room: Path) -> None:
    told = _report(room)
    assert "共收到文件4份。" in told
    assert f"送了几份的部门：{WATER}；没有部门名单，各份都计入以下各数。" in told
    assert "有错误2份" in told


def test_who_was_in_the_round_before_is_not_called_missing(room: Path) -> None:
    """In a second round only what was wrong comes again: 江河市水利局 had no errors."""
    first = ("--list", "名单.csv", "--format", "json", "-o", "第一轮.json", *DATE)
    start("review", "送审", *first, folder=room)
    (room / "再送").mkdir()
    submit(room / "再送" / "教育局.txt", SCHOOLS)
    more = ("--list", "名单.csv", "--previous", "第一轮.json", "--summary-report", "二.docx")
    found = start("review", "再送", *more, *DATE, folder=room)
    assert "上一轮送过，本轮没有再送" in found.out + found.err
    told = "\n".join(one.text for one in Document(str(room / "二.docx")).paragraphs)
    assert "上一轮送过、本轮没有再送2个" in told
    assert "未送" not in told.replace("上一轮送过、本轮没有再送", "")


def test_a_letter_says_that_the_year_is_another(room: Path) -> None:
    start("review", "送审", "--list", "名单.csv", "--letters", "意见", *DATE, folder=room)
    letters = room / "意见" / "审核意见书"
    said = "应当报送的是2024年度的部门决算公开文件"
    assert f"这份文件是2023年度的，{said}" in read_letter(letters / f"{LAW}.docx").text
    assert said not in read_letter(letters / f"{SCHOOLS}.docx").text
