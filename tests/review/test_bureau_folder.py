"""Data folders that a bureau keeps, one a department: their faults are not the department's."""

import pickle
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.bureau import bureau_book
from support.folders import read_rows, set_cell, write_rows
from support.piles import write_list
from support.submitted import DEPARTMENT, SAMPLE, write_word

import generator
from generator.model.finding import Finding
from generator.model.review import Conclusion, Review
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.roster import read_roster
from generator.tasks.review_many.run import review_supplied

LABEL = f"各部门/{DEPARTMENT}"


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of the sample, with its nine tables."""
    return write_word(tmp_path_factory.mktemp("送审") / "图书馆.docx")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of the sample among those of many departments."""
    shutil.copytree(SAMPLE, tmp_path / LABEL)
    return tmp_path / LABEL


def _grave(review: Review) -> list[Finding]:
    return [one for one in review.findings if one.severity.value == "error"]


def _review(file: Path, data: Path) -> Review:
    return review_supplied(file, open_supply(data.parent))


def _spoil(data: Path) -> str:
    """Make a total of 公开03 wrong; return its address."""
    rows = read_rows(data / "公开03.csv")
    at = next(number for number, row in enumerate(rows, start=1) if "合计" in row[:3])
    column = next(c for c, text in enumerate(rows[at - 1]) if c and _is_amount(text))
    address = f"{'ABCDEFGH'[column]}{at}"
    set_cell(data, "公开03.csv", address, str(Decimal(rows[at - 1][column].replace(",", "")) + 7))
    return address


def _is_amount(text: str) -> bool:
    return text.replace(",", "").replace(".", "").isdigit() and "." in text


def test_right_data_are_used(word: Path, data: Path) -> None:
    found = _review(word, data)
    assert found.conclusion is Conclusion.PASSED
    assert found.own_data == ()
    assert found.accounts is not None
    assert found.accounts.tables["公开01"].file == f"{LABEL}/公开01.csv"


def test_a_table_that_is_wrong_there_and_right_in_the_file(word: Path, data: Path) -> None:
    address = _spoil(data)
    found = _review(word, data)
    assert _grave(found) == []
    assert found.conclusion is Conclusion.PASSED
    (told,) = [one for one in found.own_data if one.severity.value == "error"]
    assert (told.places[0].file, told.places[0].address) == (f"{LABEL}/公开03.csv", address)
    assert DEPARTMENT in told.message
    assert found.accounts is not None
    assert found.accounts.tables["公开03"].file == word.name


def test_what_the_file_has_wrong_too_is_the_departments(tmp_path: Path, data: Path) -> None:
    address = _spoil(data)
    file = tmp_path / "错.docx"
    generator.build(data, docx=file)
    found = _review(file, data)
    assert found.own_data == ()
    places = [(one.places[0].file, one.places[0].address) for one in _grave(found)]
    assert (f"{LABEL}/公开03.csv", address) in places


def _doubled(data: Path) -> str:
    rows = read_rows(data / "事项.csv")
    write_rows(data / "事项.csv", [*rows, ["国内接待人次", "99", "人次"]])
    return "“国内接待人次”出现两次"


def _unreadable(data: Path) -> str:
    set_cell(data, "上年数.csv", "B2", "若干")
    return "不是一个数：“若干”"


@pytest.mark.parametrize("harm", [_doubled, _unreadable])
def test_faults_of_lists_are_the_bureaus(
    word: Path, data: Path, harm: Callable[[Path], str]
) -> None:
    said = harm(data)
    found = _review(word, data)
    assert _grave(found) == []
    (told,) = found.own_data
    assert said in told.message
    assert told.places[0].file.startswith(f"{LABEL}/")


def test_data_that_cannot_be_used_do_not_stop_the_review(word: Path, data: Path) -> None:
    for path in data.glob("公开0*.csv"):
        path.unlink()
    found = _review(word, data)
    (told,) = found.own_data
    assert f"{LABEL} 没有使用：" in told.message
    assert "没有读到任何一张公开表" in told.message
    assert found.conclusion is Conclusion.UNCHECKED
    assert (f"与 {LABEL} 的核对", f"{LABEL} 不能用") in [(u.what, u.why) for u in found.unchecked]


def test_the_data_of_the_list_are_the_bureaus_too(word: Path, data: Path) -> None:
    _spoil(data)
    listed = write_list(
        data.parent / "名单.csv", (DEPARTMENT, "", "", "", DEPARTMENT), ("江河市水利局",)
    )
    found = review_supplied(word, open_supply(None, read_roster(listed, date(2025, 9, 20))))
    assert _grave(found) == []
    assert [one.severity.value for one in found.own_data] == ["error"]


def test_a_departments_own_folder_is_its_own(word: Path, data: Path) -> None:
    """Given by itself it is the accountant's: what is wrong there is to be put right."""
    _spoil(data)
    found = review_supplied(word, open_supply(data))
    assert found.own_data == ()
    assert _grave(found)


def test_where_data_are_goes_to_other_processes(tmp_path: Path, data: Path) -> None:
    book = bureau_book(tmp_path / "批复.xlsx")
    listed = write_list(tmp_path / "名单.csv", (DEPARTMENT, "馆", "2025-09-10"))
    supply = open_supply(book, read_roster(listed, date(2025, 9, 20)), data.parent)
    assert pickle.loads(pickle.dumps(supply)) == supply  # noqa: S301 - made on the line itself
