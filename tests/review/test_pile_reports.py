"""The reports of many files, made one by one: the same as of each alone, and nothing is kept."""

from __future__ import annotations

import gc
import json
import pickle
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

import openpyxl
import pytest
from support.folders import SAMPLES, copy_data
from support.piles import FIGURES
from support.submitted import (
    SAMPLE,
    right_text,
    right_total,
    write_text,
    write_word,
    wrong_text,
    wrong_total,
)

import generator
from generator.model.review import Review
from generator.reporting.formats import ReviewFormat
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.run import report_one
from generator.tasks.review_many.sources import Submitted
from generator.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from support.program import Shell

_LINKS = re.compile(rb'<nav class="pile".*?</nav>\n')


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with errors, without, with warnings, unread; of several kinds."""
    folder = tmp_path_factory.mktemp("送审")
    write_text(folder / "甲局.txt", right_text())
    write_text(folder / "乙局.md", wrong_text())
    write_text(folder / "丙局.txt", right_text().replace("主要原因是", "主要原因是经费经费", 1))
    write_text(folder / "丁局.txt", "没有内容")
    write_word(folder / "戊局.docx")
    data = copy_data(tmp_path_factory.mktemp("数据") / "己局", SAMPLES / "孟津2024-原样")
    generator.build(data, docx=folder / "己局.docx")
    return folder


def names(pile: Path) -> list[str]:
    return sorted(path.name for path in pile.iterdir())


def test_json_is_that_of_each_file_alone(shell: Shell, pile: Path) -> None:
    alone = [
        json.loads(shell.run("review", pile / name, "--format", "json").out) for name in names(pile)
    ]
    assert [one.pop("own_data") for one in alone] == [[] for _ in alone]
    expected = {"version": __version__, "documents": alone, "roll": None, "rounds": None}
    expected["own_data"] = []
    found = shell.run("review", pile, "--format", "json")
    expected["survey"] = json.loads(found.out)["survey"]
    assert found.out == json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    assert found.err == ""
    shell.run("review", pile, "--format", "json", "-o", "全部.json")
    assert (shell.folder / "全部.json").read_text(encoding="utf-8") == found.out


@pytest.mark.parametrize("output_format", ["html", "docx"])
def test_a_page_or_document_is_that_of_the_file_alone(
    shell: Shell, pile: Path, output_format: str
) -> None:
    options = ("--format", output_format, "--date", "2025-09-01", "-o")
    shell.run("review", pile, *options, "全部")
    made = {path.name: path for path in (shell.folder / "全部").iterdir()}
    if output_format == "html":
        for name in ("index.html", *FIGURES):
            made.pop(name)
    assert json.loads(made.pop("审核汇总.json").read_bytes())["documents"]
    assert len(made) == 5
    for name in names(pile):
        stem = name.partition(".")[0]
        if f"{stem}-审核.{output_format}" not in made:
            assert stem == "丁局"
            continue
        shell.run("review", pile / name, *options, "一份")
        among = made[f"{stem}-审核.{output_format}"].read_bytes()
        assert _LINKS.sub(b"", among) == (shell.folder / "一份").read_bytes()


def test_pages_lead_to_one_another_in_the_order_of_the_index(shell: Shell, pile: Path) -> None:
    shell.run("review", pile, "--format", "html", "-o", "全部")
    folder = shell.folder / "全部"
    index = (folder / "index.html").read_text(encoding="utf-8")
    order = re.findall('<a href="([^"]+)">', index.partition("</table>")[0])
    assert len(order) == 5
    pages = {quote(path.name): path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    for before, after in pairwise(order):
        assert f'rel="next" href="{after}"' in pages[before]
        assert f'rel="prev" href="{before}"' in pages[after]
    assert 'rel="prev"' not in pages[order[0]]
    assert 'rel="next"' not in pages[order[-1]]
    assert all('href="index.html"' in pages[name] for name in order)


def test_the_same_pile_gives_the_same_workbook(shell: Shell, pile: Path) -> None:
    made = []
    for name in ("甲.xlsx", "乙.xlsx"):
        shell.run("review", pile, "--format", "xlsx", "-o", name)
        made.append((shell.folder / name).read_bytes())
    assert made[0] == made[1]


def test_amounts_in_the_workbook_are_numbers(shell: Shell, pile: Path) -> None:
    shell.run("review", pile, "--data", SAMPLE, "--format", "xlsx", "-o", "全部.xlsx")
    book = openpyxl.load_workbook(shell.folder / "全部.xlsx")
    head, *rows = book["问题"].iter_rows()
    at = {cell.value: number for number, cell in enumerate(head)}
    (error,) = [r for r in rows if (r[at["文件"]].value, r[at["代码"]].value) == ("乙局.md", "R01")]
    for name, text in (("现为", wrong_total()), ("应为", right_total())):
        cell = error[at[name]]
        assert (cell.data_type, cell.value) == ("n", float(text.replace(",", "")))
        assert cell.number_format == "0.00"
    texts = [r[at["代码"]] for r in rows] + [r[at["节"]] for r in rows]
    assert {cell.data_type for cell in texts if cell.value is not None} == {"s"}
    needs = [row[0].value for row in book["汇总"].iter_rows(min_row=2, min_col=2, max_col=2)]
    assert needs[0] == "丁局.txt"
    assert [one for one in needs if one in {"甲局.txt", "乙局.md", "丙局.txt"}] == [
        *("乙局.md", "丙局.txt", "甲局.txt"),
    ]
    assert list(dict.fromkeys(r[at["文件"]].value for r in rows)) == [
        name for name in needs if any(r[at["文件"]].value == name for r in rows)
    ]


def test_of_a_number_that_is_left_out_nothing_stands_there(shell: Shell) -> None:
    said = "事业收入42.63万元，占3.58%；"
    text = right_text()
    assert text.count(said) == 1
    write_text(shell.folder / "甲局.txt", text.replace(said, ""))
    screen = shell.run("review", "甲局.txt", "--data", SAMPLE).out
    assert "漏了事业收入" in screen
    assert "应为　42.63" in screen
    shell.run("review", "甲局.txt", "--data", SAMPLE, "--format", "xlsx", "-o", "甲.xlsx")
    head, *rows = openpyxl.load_workbook(shell.folder / "甲.xlsx")["问题"].iter_rows()
    at = {cell.value: number for number, cell in enumerate(head)}
    (lacking,) = [row for row in rows if "漏了事业收入" in str(row[at["说明"]].value)]
    assert [lacking[at[name]].value for name in ("现为", "应为")] == [None, 42.63]


def test_the_text_report_has_each_file_and_the_summary(shell: Shell, pile: Path) -> None:
    shell.run("review", pile, "--format", "text", "-o", "全部.txt")
    said = (shell.folder / "全部.txt").read_text(encoding="utf-8")
    for name in names(pile):
        if name != "丁局.txt":
            shell.run("review", pile / name, "--format", "text", "-o", "一份.txt")
            assert (shell.folder / "一份.txt").read_text(encoding="utf-8") in said
    assert said.rstrip().splitlines()[-2].startswith("共 6 份：1 份无法审核，")


@pytest.mark.parametrize("output_format", list(ReviewFormat))
def test_a_review_is_not_kept_once_its_part_is_made(
    tmp_path: Path, output_format: ReviewFormat
) -> None:
    file = write_text(tmp_path / "乙局.txt", wrong_text())
    job = Job(Submitted(file.name, file), open_supply(SAMPLE), None, output_format, "2025-09-01")
    kept = _count_reviews()
    reported = report_one(job)
    assert _count_reviews() == kept
    assert reported.part
    assert len(pickle.dumps(reported.summary)) < 3000
    assert pickle.loads(pickle.dumps(reported)) == reported  # noqa: S301 - our own


def _count_reviews() -> int:
    gc.collect()
    return sum(type(one) is Review for one in gc.get_objects())
