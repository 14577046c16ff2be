"""`--last`: last year's documents and data folders; each department finds its own by name."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from oracle.model import Department
from support.folders import files_in, read_rows, set_cell
from support.piles import titled, write_list
from support.program import Shell, assert_stopped
from support.submitted import right_total, write_text
from support.two_offices import IN_YUAN, change_word, write_years

import generator
from generator.field.forms import Side
from generator.model.finding import Finding
from generator.model.review import Review
from generator.model.submission import Owner
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.last import open_last
from generator.tasks.review_many.roster import read_roster
from generator.tasks.review_many.run import review_supplied

_GAP = "R14"  # what the oracle leaves to be filled in
_NAMELESS = "一、收入支出决算总体情况说明\n收、支总计均为1.00万元。\n"
_BEGIN = "收、支总计均为"
LAST = "去年公开"


class Years:
    """A department's document of this year, and what was published the year before."""

    def __init__(self, place: Path, department: Department) -> None:
        self.place, self.department = place, department
        self.file, self.last = place / "送审.docx", place / LAST

    @property
    def folder(self) -> Path:
        """Last year's data folder."""
        return self.last / self.department.name

    def review(self, last: Path | None = None) -> Review:
        return review_supplied(self.file, open_supply(None, None, last or self.last))

    def as_document(self, name: str = "某局.docx") -> Path:
        """Put the document that last year's folder makes in its place."""
        target = self.last / name
        generator.build(self.folder, docx=target, profile=self.department.profile)
        shutil.rmtree(self.folder)
        return target

    @property
    def change(self) -> Decimal:
        """The change of 收支总计, of the amounts as printed."""
        last = self.department.prior.figure("收支总计")
        assert isinstance(last, Decimal)
        shown = self.department.shown
        return abs(shown(self.department.accounts.grand_total) - shown(last))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Department]:
    place = tmp_path_factory.mktemp("两年")
    return place, write_years(place)


@pytest.fixture
def years(made: tuple[Path, Department], tmp_path: Path) -> Years:
    place, department = made
    shutil.copytree(place, tmp_path / "两年")
    return Years(tmp_path / "两年", department)


def _grave(review: Review) -> list[Finding]:
    return [one for one in review.findings if one.severity.value == "error" and one.code != _GAP]


def _make_wrong(years: Years) -> None:
    """Let the text state a change of 收支总计 that is too large by one."""
    change_word(years.file, f"{years.change:,.2f}", f"{years.change + 1:,.2f}", after=_BEGIN)


def _unused(review: Review) -> list[str]:
    return [one.why for one in review.unchecked if LAST in one.what]


def test_last_years_tables_count(years: Years) -> None:
    alone = review_supplied(years.file, open_supply(None))
    found = years.review()
    assert _grave(alone) == _grave(found) == []
    assert (found.own_data, _unused(found)) == ((), [])
    assert found.accounts is not None
    assert set(found.accounts.last_year) == {f"公开0{number}" for number in range(1, 10)}
    label = f"{LAST}/{years.department.name}/公开01.csv"
    assert found.accounts.last_year["公开01"].file == label


@pytest.mark.parametrize("kind", ["folder", "document"])
def test_a_wrong_change_is_found_with_last_years_amount(years: Years, kind: str) -> None:
    if kind == "document":
        years.as_document()
    right = years.change
    _make_wrong(years)
    (found, *_) = [one for one in _grave(years.review()) if "增减额" in one.message]
    assert (found.stated, found.expected) == (right + 1, right)
    assert any(place.file.startswith(f"{LAST}/") for place in found.places)


def test_the_name_of_a_document_does_not_matter(years: Years) -> None:
    years.as_document("决算公开（终稿）.docx")
    found = years.review()
    assert found.accounts is not None
    assert found.accounts.last_year["公开01"].file == f"{LAST}/决算公开（终稿）.docx"
    assert _unused(found) == []


def test_a_document_named_as_the_submitted_one_is_kept_apart(years: Years) -> None:
    target = years.as_document("送审.docx")
    assert target.name == years.file.name
    found = years.review()
    assert found.accounts is not None
    assert found.accounts.last_year["公开01"].file == f"{LAST}/送审.docx"
    assert found.accounts.tables["公开01"].file == "送审.docx"
    same = years.review(target)
    assert same.accounts is not None
    assert same.accounts.last_year.keys() == found.accounts.last_year.keys()


def test_a_text_without_tables_gives_its_totals(tmp_path: Path) -> None:
    """What its own comparison bears out, as last year's of the year that follows."""
    name = "江河市档案馆"
    write_text(tmp_path / LAST / "甲.txt", titled(name))
    known = open_last(tmp_path / LAST).know([name], Owner(name, 2025), "万元")
    assert known.last_year == {}
    rows = {row.text("项目"): (row.text("金额"), row.text("单位")) for row in known.lists["上年数"]}
    assert rows["收支总计"] == (right_total().replace(",", ""), "万元")
    assert known.files == {f"{LAST}/甲.txt"}


def _prior(department: Department, key: str) -> Decimal:
    amount = department.prior.figure(key)
    assert isinstance(amount, Decimal)
    return amount


def test_what_is_published_in_yuan_is_read_in_yuan(tmp_path: Path) -> None:
    years = Years(tmp_path, write_years(tmp_path, IN_YUAN))
    assert years.department.text_unit == "元"
    found = years.review()
    assert found.accounts is not None
    cell = found.accounts.last_year["公开01"].cell("总计", "金额", Side.INCOME)
    assert cell is not None
    assert cell.value == years.department.shown(_prior(years.department, "收支总计"))


def test_another_year_is_told_and_not_used(years: Years) -> None:
    info = years.folder / "单位信息.csv"
    year = years.department.year
    text = info.read_text(encoding="utf-8").replace(str(year - 1), str(year))
    info.write_text(text, encoding="utf-8")
    found = years.review()
    (told,) = found.own_data
    assert told.code == "L11"
    assert f"是 {year} 年度的，不是上年（{year - 1} 年度）的，没有使用" in told.message
    assert _unused(found) == [f"{LAST} 中没有能用的一份"]
    assert found.accounts is not None
    assert found.accounts.last_year == {}


def test_two_of_one_department_are_told_and_neither_used(years: Years) -> None:
    copied = f"{years.department.name}（副本）"
    shutil.copytree(years.folder, years.last / copied)
    found = years.review()
    (told,) = found.own_data
    assert told.code == "L05"
    assert "去年的有 2 份" in told.message
    assert f"“{LAST}/{copied}”" in told.message
    assert _unused(found) == [f"{LAST} 中没有能用的一份"]


def _rename(years: Years, name: str) -> None:
    info = years.folder / "单位信息.csv"
    text = info.read_text(encoding="utf-8").replace(years.department.name, name)
    info.write_text(text, encoding="utf-8")
    for path in years.folder.glob("公开0*.csv"):
        text = path.read_text(encoding="utf-8").replace(years.department.name, name)
        path.write_text(text, encoding="utf-8")
    years.folder.rename(years.last / "去年")


def test_a_like_name_is_asked_about(years: Years) -> None:
    other = years.department.name.replace("局", "和规划局")
    _rename(years, other)
    found = years.review()
    (told,) = found.own_data
    assert f"“{LAST}/去年”是“{other}”的，是不是它？没有使用" in told.message
    assert _unused(found) == [f"{LAST} 中没有这个部门的"]


def test_another_departments_file_under_this_name_is_not_used(years: Years) -> None:
    _rename(years, "江河市档案馆")
    (years.last / "去年").rename(years.folder)
    found = years.review()
    (told,) = found.own_data
    assert "文中写的是“江河市档案馆”，没有使用" in told.message


def test_the_list_tells_by_what_name_it_was_published(years: Years) -> None:
    _rename(years, "江河市国土局")
    listed = write_list(years.place / "名单.csv", (years.department.name, "江河市国土局"))
    supply = open_supply(None, read_roster(listed, date(2025, 9, 20)), years.last)
    found = review_supplied(years.file, supply)
    assert found.accounts is not None
    assert found.accounts.last_year


def test_what_was_published_wrongly_is_told_and_not_used(years: Years) -> None:
    rows = read_rows(years.folder / "公开01.csv")
    at = next(number for number, row in enumerate(rows, start=1) if row[0] == "总计")
    set_cell(years.folder, "公开01.csv", f"C{at}", "1.23")
    found = years.review()
    assert _grave(found) == []
    told = [one for one in found.own_data if one.severity.value == "error"]
    assert told
    assert all(years.department.name in one.message for one in told)
    assert any("去年的公开01" in one.message and "没有用来核对" in one.message for one in told)
    assert found.accounts is not None
    assert "公开01" not in found.accounts.last_year
    assert "公开05" in found.accounts.last_year


def test_files_that_are_no_use_are_told(years: Years, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.files.office.converting.find_libreoffice", lambda: "")
    write_text(years.last / "图.png", "x")
    write_text(years.last / "旧.doc", "x")
    supply = open_supply(None, None, years.last)
    assert [one.places[0].file for one in supply.findings] == [f"{LAST}/图.png", f"{LAST}/旧.doc"]
    assert years.review().accounts is not None


def test_what_cannot_be_read_is_told_where_nothing_was_found(years: Years) -> None:
    shutil.rmtree(years.folder)
    write_text(years.last / "甲.docx", "no package")
    write_text(years.last / "乙.txt", _NAMELESS)
    found = years.review()
    assert {one.places[0].file for one in found.own_data} == {f"{LAST}/甲.docx", f"{LAST}/乙.txt"}
    assert _unused(found) == [f"{LAST} 中没有这个部门的"]


def test_without_a_name_or_year_nothing_is_used(years: Years, tmp_path: Path) -> None:
    file = write_text(tmp_path / "x.txt", _NAMELESS)
    found = review_supplied(file, open_supply(None, None, years.last))
    assert _unused(found) == [f"{LAST} 中文件中没有部门名称，不知用哪一份"]


def test_the_command(years: Years, shell: Shell) -> None:
    _make_wrong(years)
    shutil.copytree(years.place, shell.folder / "两年")
    before = {name: Path("两年", name).read_bytes() for name in files_in(Path("两年"))}
    options = ("review", "两年/送审.docx", "--last", f"两年/{LAST}", "--format", "json")
    found = json.loads(shell.run(*options).out)
    assert str(years.change) in [one["expected"] for one in found["findings"]]
    assert {name: Path("两年", name).read_bytes() for name in files_in(Path("两年"))} == before
    assert_stopped(shell.run(*options[:3], "没有"), "没有")
