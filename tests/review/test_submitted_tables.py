"""Tables that are missing, in another unit or blank in a submission: one finding, none follows."""

from pathlib import Path

import pytest
from support.folders import DATA
from support.submitted import SAMPLE, write_word
from support.table_surgery import (
    Operation,
    blank_column,
    blank_last_row,
    multiply,
    operate,
    remove,
    state_yuan,
    to_object,
    to_other_file,
    to_picture,
    to_text_box,
)

import generator
from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.passage import Passage
from generator.model.review import Conclusion, Review
from generator.model.submission import Standing
from generator.reading.folder import read_folder
from generator.review.text.outline import read_submission
from generator.review.whole.units import reread_tables
from generator.tasks.review import review_file

_PLACES = {
    to_picture: "图片",
    to_object: "嵌入的对象",
    to_text_box: "文本框",
    to_other_file: "嵌入的另一个文件",
    remove: "没有这张表",
}
_TITLES = {3: "支出决算表", 6: "基本支出决算明细表", 9: "“三公”经费支出决算表"}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document in which nothing is wrong."""
    file = write_word(tmp_path_factory.mktemp("对") / "送审.docx")
    assert _graver(review_file(file)) == []
    return file


def _graver(review: Review) -> list[Finding]:
    return [f for f in review.findings if f.severity in {Severity.ERROR, Severity.WARNING}]


def _review(right: Path, folder: Path, *operations: tuple[Operation, int]) -> Review:
    return review_file(operate(right, folder / "送审.docx", *operations))


@pytest.mark.parametrize("number", _TITLES)
@pytest.mark.parametrize("operation", _PLACES)
def test_a_missing_table_is_one_finding(
    right: Path, tmp_path: Path, operation: Operation, number: int
) -> None:
    before = review_file(right)
    review = _review(right, tmp_path, (operation, number))
    (found,) = _graver(review)
    assert (found.code, found.severity) == ("L01", Severity.ERROR)
    assert found.message.startswith(f"缺少公开0{number}")
    assert _TITLES[number] in found.message
    assert _PLACES[operation] in found.message
    assert "csv" not in found.message.lower()
    assert len(review.open_numbers) >= len(before.open_numbers)
    assert review.standings[Standing.MATCHED] < before.standings[Standing.MATCHED]
    assert any(item.what == f"公开0{number}" for item in review.unchecked)


def test_two_missing_tables_are_two_findings(right: Path, tmp_path: Path) -> None:
    review = _review(right, tmp_path, (to_other_file, 3), (to_picture, 5))
    said = {f.message[:6]: f for f in _graver(review)}
    assert sorted(said) == ["缺少公开03", "缺少公开05"]
    assert "嵌入的另一个文件" in said["缺少公开03"].message
    assert "图片" in said["缺少公开05"].message
    assert any("L02" in note for note in said["缺少公开03"].also)


def test_an_embedded_file_that_is_no_table_is_told_apart(right: Path, tmp_path: Path) -> None:
    def append(document: object, _: int) -> None:
        to_other_file(document, 9)  # type: ignore[arg-type]

    file = operate(right, tmp_path / "送审.docx", (append, 9), (to_picture, 3))
    assert sorted(f.code for f in _graver(review_file(file))) == ["L01", "L01"]


@pytest.mark.parametrize("number", [1, 3, 6, 9])
@pytest.mark.parametrize(
    ("operation", "stated", "unit"), [(state_yuan, "元", "万元"), (multiply, "万元", "元")]
)
def test_a_wrong_unit_is_one_finding(
    right: Path, tmp_path: Path, operation: Operation, number: int, stated: str, unit: str
) -> None:
    (found,) = _graver(_review(right, tmp_path, (operation, number)))
    assert found.code == "R12"
    assert f"公开0{number}表头单位写作{stated}，疑为{unit}" in found.message


def test_one_wrong_unit_of_all_tables_is_one_finding(right: Path, tmp_path: Path) -> None:
    everywhere = [(state_yuan, number) for number in range(1, 10)]
    (found,) = _graver(_review(right, tmp_path, *everywhere))
    assert {place.table for place in found.places} == {
        f"公开0{number}" for number in (1, 2, 3, 4, 5, 6, 9)
    }


def test_a_wrong_unit_beside_data_is_one_finding(right: Path, tmp_path: Path) -> None:
    file = operate(right, tmp_path / "送审.docx", (state_yuan, 3))
    (found,) = _graver(review_file(file, SAMPLE))
    assert found.code == "R12"


@pytest.mark.parametrize(
    ("number", "column", "first_row"),
    [(1, 2, 3), (1, 5, 6), (2, 2, 6), (2, 3, 3), (3, 3, 3), (3, 4, 6), (4, 2, 3), (4, 5, 6),
     (5, 2, 3), (5, 3, 6), (5, 4, 3)],
)  # fmt: skip
def test_a_blank_column_is_one_finding(
    right: Path, tmp_path: Path, number: int, column: int, first_row: int
) -> None:
    review = _review(right, tmp_path, (blank_column(column, first_row), number))
    (found,) = _graver(review)
    assert f"公开0{number}" in found.message
    assert "格空白" in found.message
    assert review.conclusion is Conclusion.ERROR


@pytest.mark.parametrize(
    ("column", "right_one"),
    [(0, "3.50"), (2, "3.00"), (4, "3.00"), (5, "0.50"), (6, "3.13"), (8, "2.84"), (10, "2.84"),
     (11, "0.29")],
)  # fmt: skip
def test_a_blank_cell_of_the_three_public_is_the_fault_of_the_table(
    right: Path, tmp_path: Path, column: int, right_one: str
) -> None:
    (found,) = _graver(_review(right, tmp_path, (blank_last_row(column), 9)))
    assert "公开09" in found.message
    assert f"为空白，没有填数，应为{right_one}" in found.message


def test_all_budgets_blank_accuse_the_table(right: Path, tmp_path: Path) -> None:
    """All of them: no sum tells what they are, the text does."""
    review = _review(right, tmp_path, (blank_last_row(*range(6)), 9))
    (found,) = _graver(review)
    assert found.message.startswith("公开09")
    assert "公务接待费预算为空白" in found.message
    assert {place.table for place in found.places} == {"公开09"}
    assert review.barring


def test_an_empty_table_accuses_itself(right: Path, tmp_path: Path) -> None:
    (found,) = _graver(_review(right, tmp_path, (blank_last_row(*range(12)), 9)))
    assert found.message.startswith("公开09“三公”经费预算为空白，正文为3.50")


def test_blank_zeros_are_no_fault(right: Path, tmp_path: Path) -> None:
    assert _graver(_review(right, tmp_path, (blank_last_row(1, 3, 7, 9), 9))) == []


def test_a_wrong_text_beside_a_filled_table_stays_the_text_s_fault(tmp_path: Path) -> None:
    file = tmp_path / "data.docx"
    generator.build(DATA, docx=file)
    changed = tmp_path / "送审.docx"

    def mistake(document: object, _: int) -> None:
        for paragraph in document.paragraphs:  # type: ignore[attr-defined]
            if "公务接待费预算为0.50万元" in paragraph.text:
                for run in paragraph.runs:
                    run.text = run.text.replace("0.50", "0.90")

    operate(file, changed, (mistake, 9))
    assert any(m.finding.code == "R01" for m in review_file(changed).marks)


def test_a_text_without_any_amount_says_nothing_of_the_units_of_its_tables() -> None:
    """A form of which only the tables are filled in: its text still has XX for every amount."""
    lines = ("第三部分 2024年度部门决算情况说明", "二、收入决算情况说明", "收入合计XX万元。")
    passages = [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, start=1)]
    tables = read_folder(DATA)[0].tables
    assert reread_tables(read_submission("文.txt", passages), tables) == (tables, ())
