"""Names of subjects in a text that are nearly those of its tables; a bureau's 科目.csv."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.document import Document as WordDocument
from support.bureau import bureau_book
from support.folders import copy_data, read_rows, write_rows

import generator
from generator.model.finding import Finding
from generator.model.review import Review
from generator.model.submission import Mark
from generator.tasks.review import review_file
from generator.tasks.review_many.data import Supply, open_supply

_CODE, _NAME = "2010307", "专项业务活动"
_SUBJECTS = [["科目编码", "科目名称", "年度"], ["2010307", "专项业务活动", "2024"]]
Edit = Callable[[WordDocument], None]


@cache
def _written(folder: Path) -> Path:
    """The demonstration department with one subject that no dictionary has, as a document."""
    data = copy_data(folder / "数据")
    for file in ("公开02.csv", "公开03.csv", "公开05.csv", "年初预算.csv", "原因.csv"):
        swapped = {"2010302": _CODE, "一般行政管理事务": _NAME}
        rows = read_rows(data / file)
        write_rows(data / file, [[swapped.get(cell, cell) for cell in row] for row in rows])
    generator.build(data, docx=folder / "原稿.docx")
    return folder / "原稿.docx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(tmp_path_factory.mktemp("科目"))


def _text(old: str, new: str) -> Edit:
    """Change the paragraphs, not the tables."""

    def edit(document: WordDocument) -> None:
        for paragraph in document.paragraphs:
            if old in paragraph.text:
                changed = paragraph.text.replace(old, new)
                for run in paragraph.runs[1:]:
                    run.text = ""
                paragraph.runs[0].text = changed

    return edit


def _table(number: int, old: str, new: str) -> Edit:
    def edit(document: WordDocument) -> None:
        for row in document.tables[number - 1].rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    if paragraph.text == old:
                        paragraph.runs[0].text = new

    return edit


def _edited(source: Path, folder: Path, *edits: Edit) -> Review:
    document = Document(str(source))
    for edit in edits:
        edit(document)
    document.save(str(folder / "送审.docx"))
    return review_file(folder / "送审.docx")


def _names(review: Review) -> list[Mark]:
    return [one for one in review.marks if one.finding.code == "R05"]


def _tables(review: Review) -> list[Finding]:
    return [one for one in review.findings if one.code in {"H07", "H07a", "H08"}]


def test_a_right_document(written: Path, tmp_path: Path) -> None:
    review = _edited(written, tmp_path)
    assert _names(review) == []
    assert _tables(review) == []
    (left,) = (one for one in review.unchecked if "科目名称" in one.what)
    assert left == ("1 个科目名称", "不在名录中，没有核对", (f"{_CODE} {_NAME}",))


def test_another_spelling_in_the_text(written: Path, tmp_path: Path) -> None:
    """The item no longer stands as ours does: its amount says which row it is."""
    review = _edited(written, tmp_path, _text(f"{_NAME}（项）。", "专项业务活功支出"))
    (found,) = _names(review)
    assert found.replacement == _NAME  # three tables have it
    assert "写作“专项业务活功”" in found.finding.message
    assert not any(one.what.startswith("正文的") for one in review.unchecked)


def test_one_table_alone_proves_nothing(written: Path, tmp_path: Path) -> None:
    edits = [
        _table(number, _NAME, f"专项业务{name}") for number, name in ((2, "甲类"), (3, "乙类"))
    ]
    edits.append(_text(f"{_NAME}（项）。", "专项业务活功支出"))
    (found,) = _names(_edited(written, tmp_path, *edits))
    assert found.replacement is None
    assert found.finding.message.endswith("哪一种写法正确，请核对")


def test_a_table_that_is_wrong_is_not_told_of_the_text(written: Path, tmp_path: Path) -> None:
    review = _edited(written, tmp_path, _table(5, _NAME, "专项业务活功"))
    assert _names(review) == []
    (found,) = _tables(review)
    assert "公开05为“专项业务活功”" in found.message
    assert "多数表为“专项业务活动”" in found.message


def test_a_code_in_the_text(written: Path, tmp_path: Path) -> None:
    for name, count in (("专项业务活功", 1), (_NAME, 0), ("專項業務活動", 0)):
        line = f"{_CODE}{name}支出年初预算数"
        (tmp_path / name).mkdir()
        review = _edited(written, tmp_path / name, _text(f"{_NAME}（项）。", line))
        assert len(_names(review)) == count, name


@pytest.mark.parametrize(
    "other",
    [
        "其他业务活动",  # two of six characters
        "专项业务活动一期",
        "一般行政管理事务",
        "城区业务活动",
    ],
)
def test_other_names_are_let_be(written: Path, tmp_path: Path, other: str) -> None:
    review = _edited(written, tmp_path, _text(f"{_NAME}（项）。", f"{other}支出"))
    assert not any("只差一两个字" in one.finding.message for one in _names(review))


_ALONE = """河洛市示例局2024年度部门决算情况说明
三、支出决算情况说明
2024年度支出合计{total}万元，其中：{first}。
五、一般公共预算财政拨款支出决算情况说明
{second}。
"""


def _alone(folder: Path, first: str, second: str) -> list[Mark]:
    path = folder / "送审.txt"
    path.write_text(_ALONE.format(total="50.00", first=first, second=second), encoding="utf-8")
    return _names(review_file(path))


def test_a_text_without_tables_beside_itself(tmp_path: Path) -> None:
    one = "专项业务活动支出12.31万元"
    (found,) = _alone(tmp_path, one, "专项业务活功支出12.31万元")
    assert found.finding.message.endswith("哪一种写法正确，请核对")
    # Another amount, or both names in both sections: nothing says that they are one.
    both = "城区道路维护支出12.31万元，郊区道路维护支出12.31万元"
    for first, second in (
        (one, "专项业务活功支出13.31万元"),
        (both, both),
        (f"{one}，专项业务活功支出12.31万元", one),
        ("道路维护一期支出12.31万元", "道路维护二期支出12.31万元"),
    ):
        assert _alone(tmp_path, first, second) == [], first


def test_names_of_a_text_alone_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "送审.txt"
    name = "一般公共服务支出（类）商贸事务（款）某项业务（项）12.31万元"
    path.write_text(_ALONE.format(total="50.00", first=name, second=name), encoding="utf-8")
    review = review_file(path)
    (left,) = (one for one in review.unchecked if "科目名称" in one.what)
    assert left == ("正文的 1 个科目名称", "不在名录中，没有核对", ("某项业务",))


def _reviewed(file: Path, data: Path) -> tuple[Review, Supply]:
    supply = open_supply(data)
    return review_file(file, lambda own: supply.choose(file.name, own)), supply


def _is_known(review: Review) -> bool:
    return not any("科目名称" in one.what for one in review.unchecked)


def test_a_list_given_alone(written: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "科目.csv", [*_SUBJECTS, ["2080501", "某名", ""], ["209", "甲", "去年"]])
    review, supply = _reviewed(written, tmp_path / "科目.csv")
    assert _is_known(review)
    assert [one.code for one in supply.findings] == ["L18", "L04"]
    # What is wrong with the bureau's list is no department's matter.
    assert not any(one.code in {"L18", "L04"} for one in (*review.findings, *review.own_data))
    assert any("科目.csv为“某名”" in one.message for one in review.findings)


def test_a_list_of_another_year(written: Path, tmp_path: Path) -> None:
    rows = [[*row[:2], "2023" if at else row[2]] for at, row in enumerate(_SUBJECTS)]
    write_rows(tmp_path / "科目.csv", rows)
    assert not _is_known(_reviewed(written, tmp_path / "科目.csv")[0])


def test_a_list_beside_the_departments(written: Path, tmp_path: Path) -> None:
    folder = tmp_path / "各部门"
    copy_data(folder / "乙局")
    write_rows(folder / "科目.csv", _SUBJECTS)
    review, supply = _reviewed(written, folder)
    assert [path.name for path in supply.departments] == ["乙局"]
    assert _is_known(review)
    alone = tmp_path / "只有名录"
    alone.mkdir()
    write_rows(alone / "科目.csv", _SUBJECTS)
    review, supply = _reviewed(written, alone)
    assert supply.data is None
    assert _is_known(review)


def test_a_sheet_of_the_bureaus_workbook(written: Path, tmp_path: Path) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("科目")
        for row in _SUBJECTS:
            sheet.append(row)

    review, supply = _reviewed(written, bureau_book(tmp_path / "批复.xlsx", add))
    assert supply.book is not None
    assert not any("科目" in one.message for one in supply.findings)
    assert _is_known(review)


def test_one_departments_own_list_is_its_own(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "甲局")
    write_rows(data / "科目.csv", [["科目编码", "科目名称"], ["2010302", "某名"]])
    supply = open_supply(data)
    assert (supply.subjects, supply.data, supply.departments) == ((), data, ())


def test_a_name_spelt_in_two_ways_is_found_behind_hundreds_of_others(tmp_path: Path) -> None:
    """No bound on the names of a text is met in silence: the last two of 600 are compared."""
    items = [f"{n}.第{n}小学经费项目支出决算为{n}.37万元。" for n in range(1, 600)]
    spelt = ("城乡统筹示范专项资金", "城乡统筹示范专向资金")
    sections = (
        "五、一般公共预算财政拨款支出决算情况说明",
        "六、一般公共预算财政拨款基本支出决算情况说明",
    )
    text = [
        "2024年度某局部门决算情况说明",
        "一、收入支出决算总体情况说明",
        "2024年度收入总计100.00万元。",
        sections[0],
        *items,
        f"{spelt[0]}支出决算为71234.56万元。",
        sections[1],
        f"{spelt[1]}支出决算为71234.56万元。",
    ]
    file = tmp_path / "送审.txt"
    file.write_text("\n".join(text), encoding="utf-8")
    said = [mark.finding.message for mark in review_file(file).marks]
    assert any(all(name in one for name in spelt) for one in said)
