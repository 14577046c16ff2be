"""`review` of all departments together: tables of figures, draft report, index, workbook, JSON."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook
from piles.surveys import SurveyPile, plan_survey
from piles.writing import DAY, FILES, LIST, write_pile
from support.program import Outcome, assert_stopped, start

if TYPE_CHECKING:
    from pathlib import Path

_FILES = 40
_REPORT = "通报.docx"


@pytest.fixture(scope="module")
def planned() -> SurveyPile:
    return plan_survey(_FILES, "cli", outliers=2, passages=2, names=0)


@pytest.fixture(scope="module")
def done(planned: SurveyPile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a pile that was reviewed once, with pages, report and tables."""
    room = tmp_path_factory.mktemp("全部")
    write_pile(planned.pile, room, 1)
    tables = ("--figures", "表/数字.csv", "--summary-report", _REPORT, "--date", DAY)
    pages = _run(room, "--list", LIST, "--format", "html", "-o", "结果", *tables)
    assert pages.status == 0, pages.err
    return room


def _run(room: Path, *arguments: str) -> Outcome:
    return start("review", FILES, *arguments, folder=room)


def _survey(room: Path) -> dict[str, Any]:
    record = json.loads((room / "结果" / "审核汇总.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = record["survey"]
    return found


def test_every_department_has_a_row(planned: SurveyPile, done: Path) -> None:
    with (done / "结果" / "全部部门数据.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["文件"]: row for row in csv.DictReader(file)}
    assert set(rows) == {one.file for one in planned.pile.sent}
    for one in planned.pile.sent:
        assert one.text is not None
        said = [s for s in one.text.document.slots() if (s.measure, s.key) == ("a", "total")]
        if said and not one.prints_tables:
            assert float(rows[one.file]["收支总计（万元）"]) == float(one.text.figures.now["total"])


def test_a_table_goes_where_it_is_asked_for(done: Path) -> None:
    assert {path.name for path in (done / "表").iterdir()} == {"数字.csv", "数字-逐项.csv"}
    own = (done / "结果" / "全部部门数据.csv").read_bytes()
    assert (done / "表" / "数字.csv").read_bytes() == own


def test_the_workbook_of_figures_opens(done: Path) -> None:
    book = load_workbook(done / "结果" / "全部部门数据.xlsx")
    assert book.sheetnames == ["全部部门", "逐项"]
    assert book["全部部门"].max_row == _FILES + 1


def test_the_passages_are_told_with_both_files(planned: SurveyPile, done: Path) -> None:
    told = {frozenset((one["document"], one["other_document"])) for one in _survey(done)["pasted"]}
    wanted = {frozenset((o.file, o.source)) for o in planned.planted if o.kind == "段落"}
    assert told == wanted


def test_the_index_shows_all_departments(done: Path) -> None:
    page = (done / "结果" / "index.html").read_text(encoding="utf-8")
    assert 'id="survey-title"' in page
    assert "<svg" in page
    assert "全部部门数据.xlsx" in page
    for one in _survey(done)["pasted"]:
        assert one["document"] in page


def test_the_report_counts_and_leaves_the_rest_to_people(planned: SurveyPile, done: Path) -> None:
    document = Document(str(done / _REPORT))
    text = "\n".join(one.text for one in document.paragraphs)
    assert f"2024年度部门决算公开共收到文件{len(planned.pile.sent)}份。" in text
    for by_hand in ("主送单位", "工作情况", "下一步要求", "审核单位"):
        assert f"【待补充：{by_hand}】" in text
    names = [part.partname for part in document.part.package.iter_parts()]
    assert any("/charts/chart" in name for name in names)


def test_a_report_that_somebody_has_edited_is_not_overwritten(done: Path) -> None:
    path = done / "改过.docx"
    document = Document(str(done / _REPORT))
    document.paragraphs[0].add_run("改")
    stream = BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())
    found = _run(done, "--summary-report", path.name)
    assert_stopped(found, "人工修改过")
    assert path.read_bytes() == stream.getvalue()


@pytest.mark.parametrize(
    ("option", "name", "words"),
    [("--figures", "数字.doc", ".parquet"), ("--summary-report", "通报.pdf", ".docx")],
)
def test_other_formats_are_refused_before_anything_is_reviewed(
    done: Path, option: str, name: str, words: str
) -> None:
    assert_stopped(_run(done, option, name), name, words)


def test_what_is_ours_is_not_reviewed(done: Path) -> None:
    found = start("review", "结果", "--format", "json", folder=done)
    assert "全部部门数据" not in found.err
