"""The bureau's list of departments: what is read, and every fault with its row and remedy."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.piles import COLUMNS, write_list

from generator.base.errors import RosterError
from generator.model.finding import Finding
from generator.model.roll import Listed, Roster
from generator.tasks.review_many.naming import index_names
from generator.tasks.review_many.roster import read_roster

TODAY = date(2025, 9, 20)
EDUCATION, WATER, HEALTH = "江河市教育局", "江河市水利局", "江河市卫生健康委员会"


def _read(folder: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Roster:
    return read_roster(write_list(folder / "名单.csv", *rows, columns=columns), TODAY)


def _only(roster: Roster) -> Finding:
    (found,) = roster.findings
    return found


def _listed(roster: Roster, name: str) -> Listed:
    return next(one for one in roster.departments if one.name == name)


def test_a_row_a_department(tmp_path: Path) -> None:
    (tmp_path / "数据" / "教育").mkdir(parents=True)
    roster = _read(
        tmp_path,
        (EDUCATION, "教育局、市教育局,教委", "2025-09-10", "张三", "数据/教育"),
        (WATER,),
    )
    education, water = roster.departments
    assert education.aliases == ("教育局", "市教育局", "教委")
    assert (education.approved, education.contact) == (date(2025, 9, 10), "张三")
    assert education.data == tmp_path / "数据" / "教育"
    assert (water.aliases, water.approved, water.contact, water.data) == ((), None, "", None)
    assert roster.findings == ()


def test_paths_of_windows_are_found(tmp_path: Path) -> None:
    (tmp_path / "数据" / "教育").mkdir(parents=True)
    roster = _read(tmp_path, (EDUCATION, "", "", "", "数据\\教育"))
    assert roster.departments[0].data == tmp_path / "数据" / "教育"


@pytest.mark.parametrize(
    "written", ["2025年9月5日", "2025-9-5", "2025/09/05", "20250905", "二〇二五年九月五日"]
)
def test_dates_as_people_write_them(tmp_path: Path, written: str) -> None:
    roster = _read(tmp_path, (EDUCATION, "", written))
    assert roster.departments[0].approved == date(2025, 9, 5)


@pytest.mark.parametrize("written", ["2025年9月", "2025-02-30", "九月初", "45910"])
def test_a_date_that_is_none_is_told_with_its_row(tmp_path: Path, written: str) -> None:
    roster = _read(tmp_path, (WATER, "", "2025-09-01"), (EDUCATION, "", written))
    found = _only(roster)
    assert (found.code, found.places[0].address) == ("L04", "C3")
    assert EDUCATION in found.message
    assert written in found.message
    assert "应为有年、月、日的日期" in found.message
    assert roster.departments[1].approved is None


def test_a_date_to_come_is_asked_about(tmp_path: Path) -> None:
    assert not _read(tmp_path, (EDUCATION, "", "2025-09-20")).findings
    roster = _read(tmp_path, (EDUCATION, "", "2025-09-21"))
    found = _only(roster)
    assert (found.severity.value, found.places[0].address) == ("warning", "C2")
    assert "晚于今天" in found.message
    assert roster.departments[0].approved == date(2025, 9, 21)


def test_two_rows_of_one_name(tmp_path: Path) -> None:
    roster = _read(
        tmp_path, (EDUCATION, "", "2025-09-10"), (WATER,), (f" {EDUCATION} ", "", "2025-09-11")
    )
    found = _only(roster)
    assert found.code == "L05"
    assert "第 2、4 行" in found.message
    assert "请删去一行" in found.message
    assert [place.address for place in found.places] == ["A4", "A2"]
    assert [one.name for one in roster.departments] == [EDUCATION, WATER]
    assert _listed(roster, EDUCATION).approved == date(2025, 9, 10)


def test_an_alias_of_two_departments_is_nobodys(tmp_path: Path) -> None:
    roster = _read(tmp_path, (EDUCATION, "市局、教育局"), (WATER, "市局"))
    found = _only(roster)
    assert found.code == "L05"
    assert "“市局”是几个部门的（第 2、3 行）" in found.message
    assert "请各写不同的别名" in found.message
    assert _listed(roster, EDUCATION).aliases == ("教育局",)
    names = index_names(roster)
    assert names.exact("市局") is None
    assert [one.name for one in names.alike("市局")] == [EDUCATION, WATER]


def test_an_alias_that_is_anothers_name(tmp_path: Path) -> None:
    roster = _read(tmp_path, (EDUCATION, WATER), (WATER,))
    assert "是第 3 行的部门名称" in _only(roster).message
    found = index_names(roster).exact(WATER)
    assert found is not None
    assert found.name == WATER


def test_an_unknown_column_is_told_with_those_there_are(tmp_path: Path) -> None:
    roster = _read(tmp_path, (EDUCATION, "", "", "", "", "1"), columns=(*COLUMNS, "联糸电话"))
    found = _only(roster)
    assert (found.code, found.places[0].address) == ("L06", "F1")
    assert "联糸电话" in found.message
    assert "名单的列是部门名称、别名、批复日期、联系人、数据，请改名或删去" in found.message


def test_a_column_twice_is_told(tmp_path: Path) -> None:
    roster = _read(tmp_path, (EDUCATION, "甲", "", "", "", "乙"), columns=(*COLUMNS, "别名"))
    found = _only(roster)
    assert (found.code, found.places[0].address) == ("L05", "F1")
    assert "两列" in found.message
    assert roster.departments[0].aliases == ("甲",)


def test_a_row_without_a_name_is_not_passed_over(tmp_path: Path) -> None:
    found = _only(_read(tmp_path, (EDUCATION,), ("", "教育局", "2025-09-10")))
    assert (found.code, found.places[0].address) == ("L09", "A3")
    assert "请补上或删去这一行" in found.message


def test_data_that_are_not_there(tmp_path: Path) -> None:
    found = _only(_read(tmp_path, (EDUCATION, "", "", "", "数据/教育")))
    assert (found.code, found.places[0].address) == ("L02", "E2")
    assert "数据/教育" in found.message
    assert "请核对路径" in found.message


def test_a_workbook_serves_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["说明"])
    sheet = book.create_sheet("今年")
    sheet.append(["2024年度部门决算送审名单"])
    sheet.append(["部门名称", "批复日期"])
    sheet.append([EDUCATION, date(2025, 9, 10)])
    sheet.append([WATER, "2025年9月11日"])
    book.save(tmp_path / "名单.xlsx")
    roster = read_roster(tmp_path / "名单.xlsx", TODAY)
    assert [(one.name, one.approved) for one in roster.departments] == [
        (EDUCATION, date(2025, 9, 10)),
        (WATER, date(2025, 9, 11)),
    ]
    assert roster.findings == ()


def test_of_several_sheets_the_one_named_so_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, name in (("去年", WATER), ("名单", EDUCATION)):
        sheet = book.create_sheet(title)
        sheet.append(["部门名称"])
        sheet.append([name])
    book.save(tmp_path / "表.xlsx")
    assert [one.name for one in read_roster(tmp_path / "表.xlsx", TODAY).departments] == [EDUCATION]
    book["名单"].title = "今年"
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(RosterError) as stop:
        read_roster(tmp_path / "表.xlsx", TODAY)
    assert "去年”“今年" in stop.value.__notes__[0]


@pytest.mark.parametrize("text", ["", "单位,日期\n甲局,2025-09-10\n", "部门名称\n"])
def test_what_is_no_list_stops(tmp_path: Path, text: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterError, match=r"名单\.csv 无法使用"):
        read_roster(path, TODAY)
    with pytest.raises(RosterError):
        read_roster(tmp_path / "没有.csv", TODAY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("江河市教育体育局", [EDUCATION]),
        ("教育局", [EDUCATION]),
        ("江河市卫健委", [HEALTH]),
        ("江河市卫生和健康委员会", [HEALTH]),
        ("江河市档案馆", []),
        ("局", []),
    ],
)
def test_what_a_name_may_mean(tmp_path: Path, name: str, expected: list[str]) -> None:
    names = index_names(_read(tmp_path, (EDUCATION,), (WATER,), (HEALTH,)))
    assert names.exact(name) is None
    assert [one.name for one in names.alike(name)] == expected


def test_brackets_and_blanks_do_not_matter(tmp_path: Path) -> None:
    names = index_names(_read(tmp_path, ("江河市教育局（本级）",), (EDUCATION,)))
    found = names.exact("江河市 教育局(本级)")
    assert found is not None
    assert found.name == "江河市教育局（本级）"


def test_the_name_of_a_file_goes_before_that_of_its_folder(tmp_path: Path) -> None:
    center = f"{EDUCATION}机关服务中心"
    names = index_names(_read(tmp_path, (EDUCATION,), (WATER,), (center,)))
    for path, expected in (
        (f"{WATER}/2024{EDUCATION}决算.docx", [EDUCATION]),
        (f"{WATER}/决算.docx", [WATER]),
        (f"{center}决算.docx", [center]),
        ("决算.docx", []),
    ):
        assert [one.name for one in names.in_path(path)] == expected
