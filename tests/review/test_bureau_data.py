"""The bureau's workbook beside the tables of a file: what is wrong there is the bureau's alone."""

import json
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from support.bureau import BUDGETS, MAIN, OTHER, RUNNING, add, bureau_book, put, rename
from support.folders import read_rows
from support.program import Shell, assert_stopped
from support.submitted import DEPARTMENT, SAMPLE, right_text, write_text, write_word

import generator
from generator.model.finding import Finding
from generator.model.review import Conclusion, Review
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.run import review_supplied

Change = Callable[[openpyxl.Workbook], None]


def _amount(name: str, key: str) -> Decimal:
    """An amount of a list of the sample."""
    row = next(row for row in read_rows(SAMPLE / f"{name}.csv") if key in row)
    return Decimal(next(text for text in reversed(row) if re.fullmatch(r"[\d.]+", text)))


def _total() -> Decimal:
    row = next(row for row in read_rows(SAMPLE / "公开01.csv") if row[0] == "总计")
    return Decimal(row[2])


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of the sample, with its nine tables."""
    return write_word(tmp_path_factory.mktemp("送审") / "图书馆.docx")


@pytest.fixture
def review(word: Path, tmp_path: Path) -> Callable[..., Review]:
    def of(*changes: Change, file: Path = word) -> Review:
        def change(book: openpyxl.Workbook) -> None:
            for one in changes:
                one(book)

        path = bureau_book(tmp_path / "批复.xlsx", change)
        return review_supplied(file, open_supply(path))

    return of


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _grave(review: Review) -> list[Finding]:
    return [one for one in review.findings if one.severity.value != "info"]


def test_what_the_bureau_has_is_compared_with_the_text(
    word: Path, review: Callable[..., Review]
) -> None:
    alone = review_supplied(word, open_supply(None))
    assert alone.conclusion is Conclusion.UNCHECKED
    assert len(alone.barring) > 8
    found = review()
    assert found.conclusion is Conclusion.PASSED
    assert found.own_data == ()
    assert found.owner.name == DEPARTMENT


def test_last_years_total_is_held_against_the_change(review: Callable[..., Review]) -> None:
    now, last = _total(), Decimal(1100)
    assert now - _amount("上年数", "收支总计") != now - last
    found = _grave(review(put("上年收支总计", str(last))))
    (change,) = [one for one in found if "增减额" in one.message]
    assert change.expected == now - last
    assert change.stated == now - _amount("上年数", "收支总计")
    assert "批复.xlsx" in {place.file for place in change.places}


def test_a_count_is_held_against_the_text(review: Callable[..., Review]) -> None:
    (found,) = _grave(review(put("国内接待人次", "22")))
    assert (found.code, found.stated, found.expected) == ("R22", Decimal(21), Decimal(22))


def test_a_budget_is_held_against_its_item(review: Callable[..., Review]) -> None:
    budget = _amount(BUDGETS, "2070104")
    found = _grave(review(put("年初预算数", str(budget + 1), sheet=BUDGETS)))
    (item,) = [one for one in found if "2070104" in one.message]
    assert (item.stated, item.expected) == (budget, budget + 1)


def _of_kind(found: Review, code: str) -> Finding:
    """The only thing that the bureau is told, nothing of which the department is."""
    (told,) = found.own_data
    assert told.code == code
    assert DEPARTMENT in told.message
    assert _grave(found) == []
    return told


def test_amounts_that_contradict_each_other_are_the_bureaus(review: Callable[..., Review]) -> None:
    told = _of_kind(review(put("政府采购货物支出", "50.10")), "N11a")
    assert {place.file for place in told.places if place.file} == {"批复.xlsx"}
    sum_of_parts = Decimal("50.10") + _amount("事项", "政府采购工程支出")
    sum_of_parts += _amount("事项", "政府采购服务支出")
    assert str(sum_of_parts) in told.message


def test_what_is_no_number_is_the_bureaus(review: Callable[..., Review]) -> None:
    found = review(put("国内接待人次", "若干"))
    assert "不是一个数：“若干”" in _of_kind(found, "L04").message
    assert [one.text for one in found.barring] == ["21人次"]  # nothing is left to compare it with


def test_an_item_budgeted_twice_is_used_in_neither_row(review: Callable[..., Review]) -> None:
    twice = add(DEPARTMENT, "2070104", "图书馆", "900.00", sheet=BUDGETS)
    assert "都没有使用" in _of_kind(review(twice), "L05").message


def test_an_amount_of_another_unit_is_not_used(review: Callable[..., Review]) -> None:
    _of_kind(review(put("上年收支总计", "11283600")), "U01")
    in_yuan = review(
        rename("上年收支总计", "上年收支总计（元）"), put("上年收支总计（元）", "11283600")
    )
    assert (_grave(in_yuan), in_yuan.own_data) == ([], ())


def test_this_years_totals_are_not_taken_for_last_years(review: Callable[..., Review]) -> None:
    plain = rename("上年收支总计", "收支总计")
    found = review(plain, put("收支总计", str(_total())))
    assert "像是本年数" in _of_kind(found, "L14").message
    said = _grave(review(put("上年收支总计", str(_total()))))  # the head says 上年
    assert any(one.expected == 0 for one in said)


def test_running_costs_beyond_the_office_costs_of_the_tables(review: Callable[..., Review]) -> None:
    """It is not the department that gave the amount which its tables cannot hold."""
    told = _of_kind(review(put(f"事项{RUNNING}", "99999.00")), "N10a")
    assert told.places[0].file == "批复.xlsx"


def test_a_wrong_table_is_the_departments_own(word: Path, tmp_path: Path) -> None:
    """Where the tables contradict themselves, the bureau's data are not blamed."""
    parts = {}
    with zipfile.ZipFile(word) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    table = next(one for one in root.iter(f"{tag}tbl") if "人员经费" in _text(one))
    total = next(row for row in table.iter(f"{tag}tr") if "公用经费合计" in _text(row))
    cell = [one for one in total.iter(f"{tag}t") if re.fullmatch(r"[\d,.]+", one.text or "")][-1]
    cell.text = f"{Decimal((cell.text or '').replace(',', '')) + 7}"
    parts["word/document.xml"] = etree.tostring(root)
    wrong = tmp_path / "错表.docx"
    with zipfile.ZipFile(wrong, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = review_supplied(wrong, open_supply(bureau_book(tmp_path / "批复.xlsx")))
    assert found.own_data == ()
    assert any(one.places[0].table == "公开06" for one in _grave(found) if one.places)


def test_a_text_without_tables_is_compared_as_far_as_that_goes(
    tmp_path: Path, review: Callable[..., Review]
) -> None:
    text = f"{DEPARTMENT}\n2024年度部门决算\n第三部分 2024年度部门决算情况说明\n{right_text()}"
    file = write_text(tmp_path / "送审.txt", text)
    found = review(file=file)
    assert found.conclusion is Conclusion.UNCHECKED
    assert any("年初预算" in one.what for one in found.unchecked)
    wrong = review(put("国内接待人次", "22"), file=file)
    assert [one.expected for one in _grave(wrong) if one.code == "R22"] == [Decimal(22)]


def test_nothing_of_the_bureau_is_in_a_departments_reports(shell: Shell, word: Path) -> None:
    """Index, workbook, JSON and standard error tell it; page, Word and findings do not."""
    file = shell.folder / "送审" / "图书馆.docx"
    file.parent.mkdir()
    file.write_bytes(word.read_bytes())
    write_text(shell.folder / "送审" / "别的.txt", "没有内容")
    bureau_book(Path("批复.xlsx"), put("政府采购货物支出", "50.10"))
    options = ("review", "送审", "--data", "批复.xlsx")
    said = "政府采购支出总额应等于货物、工程、服务支出之和"
    text = shell.run(*options)
    assert said in text.err
    assert said not in text.out
    found = json.loads(shell.run(*options, "--format", "json").out)
    assert [one["code"] for one in found["own_data"]] == ["N11a"]
    assert said not in json.dumps(found["documents"], ensure_ascii=False)
    shell.run(*options, "--format", "html", "-o", "网页")
    assert said in Path("网页/index.html").read_text(encoding="utf-8")
    assert said not in Path("网页/图书馆-审核.html").read_text(encoding="utf-8")
    shell.run(*options, "--format", "docx", "-o", "文档")
    with zipfile.ZipFile("文档/图书馆-审核.docx") as archive:
        assert all(
            said not in archive.read(n).decode("utf-8", "replace") for n in archive.namelist()
        )
    shell.run(*options, "--format", "xlsx")
    book = openpyxl.load_workbook("审核汇总.xlsx")
    listed = {name: str([*book[name].values]) for name in book.sheetnames}
    assert [name for name, cells in listed.items() if said in cells] == ["局里的数据"]


def test_a_workbook_that_could_be_both_stops(shell: Shell, word: Path) -> None:
    rows = openpyxl.Workbook()
    sheet = rows.worksheets[0]
    for row in (["部门名称", "收支总计"], [OTHER, "1"], [DEPARTMENT, "2"]):
        sheet.append(row)
    own = rows.create_sheet("事项")
    own.append(["项目", "数值", "单位"])
    own.append(["公务用车保有量", "2", "辆"])
    rows.save("批复.xlsx")
    assert_stopped(
        shell.run("review", word, "--data", "批复.xlsx"), "两种读法", "“Sheet”", "“事项”"
    )


def test_the_python_call_takes_a_bureaus_workbook(word: Path, tmp_path: Path) -> None:
    path = bureau_book(tmp_path / "批复.xlsx", put("政府采购货物支出", "50.10"))
    found = generator.review(word, data=path)
    assert [one.code for one in found.own_data] == ["N11a"]
    assert MAIN in {place.sheet for place in found.own_data[0].places}
