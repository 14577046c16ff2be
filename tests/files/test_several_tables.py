"""Several tables on one sheet: each is read as if it stood alone, at the addresses of the sheet."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.folders import DATA, read_rows
from support.mutation_run import amounts_alone, amounts_of
from support.table_media import Grid, below, beside, even
from support.table_mutations import FORMS
from support.written import import_files

from generator.base.severity import Severity
from generator.model.sheet import Doubt, Sheet
from generator.reading.several import part_tables
from generator.tasks.opening import open_sheets


def grid_of(form: str) -> Grid:
    return even(read_rows(DATA / f"{form}.csv"))


def centred(grid: Grid) -> Grid:
    title, width = grid[0][0], len(grid[0])
    return [["" if at != width // 2 else title for at in range(width)], *grid[1:]]


def numbered_above(grid: Grid) -> Grid:
    return [grid[1], grid[0], *grid[2:]]


def on_sheet(grid: Grid, path: Path) -> Path:
    book = Workbook()
    for row in grid:
        book.worksheets[0].append([text or None for text in row])
    book.save(path)
    return path


def texts(sheet: Sheet) -> Grid:
    return [[text for text in row if text] for row in sheet.rows if any(row)]


def assert_parted(grid: Grid, forms: Sequence[str], room: Path) -> None:
    """The sheet gives the amounts of the tables of `forms`, and nothing is found wrong."""
    path = on_sheet(grid, room / "决算.xlsx")
    sheets, findings = open_sheets(path)
    assert [f.message for f in findings if f.code == "L03"] == []
    expected = [[[t for t in row if t] for row in grid_of(form)] for form in forms]
    ordered = [sorted(rows) for rows in expected]
    assert [sorted(texts(sheet)) for sheet in sheets] == ordered
    report = import_files([path], room / "out")
    assert [found.table.form for found in report.tables] == sorted(forms)
    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []
    assert amounts_of(room / "out")[0] == amounts_alone(forms, room)


@pytest.mark.parametrize("gap", [0, 1, 4])
@pytest.mark.parametrize("forms", [FORMS, ["公开05", "公开08"], ["公开08", "公开05", "公开03"]])
def test_one_below_the_other(forms: Sequence[str], gap: int, tmp_path: Path) -> None:
    assert_parted(below(*map(grid_of, forms), gap=gap), forms, tmp_path)


@pytest.mark.parametrize("change", [centred, numbered_above])
def test_titles_elsewhere(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    assert_parted(below(*(change(grid_of(form)) for form in FORMS)), FORMS, tmp_path)


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("forms", [["公开05", "公开08"], ["公开02", "公开03", "公开09"]])
def test_one_beside_the_other(forms: list[str], gap: int, tmp_path: Path) -> None:
    assert_parted(beside(*map(grid_of, forms), gap=gap), forms, tmp_path)


@pytest.mark.parametrize("down", [1, 3, 9])
def test_one_beside_the_other_and_lower(down: int, tmp_path: Path) -> None:
    forms = ["公开05", "公开08"]
    assert_parted(beside(*map(grid_of, forms), down=down), forms, tmp_path)


def test_two_by_two(tmp_path: Path) -> None:
    grid = below(
        beside(grid_of("公开01"), grid_of("公开02")), beside(grid_of("公开03"), grid_of("公开05"))
    )
    assert_parted(grid, ["公开01", "公开02", "公开03", "公开05"], tmp_path)


def test_any_arrangement_is_right_or_named(tmp_path: Path) -> None:
    """Rows of tables of any number, with gaps of any size: never the rows of two in one."""
    dice = random.Random(7)
    for _ in range(25):
        forms = dice.sample(FORMS, dice.randint(2, 6))
        left, bands = list(forms), []
        while left:
            count = dice.randint(1, min(2, len(left)))
            grids = [grid_of(left.pop()) for _ in range(count)]
            bands.append(beside(*grids, gap=dice.randint(0, 2), down=dice.choice([0, 0, 2])))
        path = on_sheet(below(*bands, gap=dice.randint(0, 2)), tmp_path / "决算.xlsx")
        sheets, findings = open_sheets(path)
        if not any(f.code == "L03" and f.severity is Severity.ERROR for f in findings):
            assert len(sheets) == len(forms)
        whole = {form: {tuple(t for t in r if t) for r in grid_of(form)} for form in forms}
        for sheet in sheets:
            form = next(f for f in forms if grid_of(f)[0][0] == sheet.part)
            assert {tuple(row) for row in texts(sheet)} <= whole[form]


def test_a_cell_keeps_its_address(tmp_path: Path) -> None:
    grid = below(grid_of("公开05"), grid_of("公开03"))
    row = len(grid_of("公开05")) + 1 + 6
    grid[row][2] = "5,9O8.19"
    path = on_sheet(grid, tmp_path / "决算.xlsx")
    found = [f for f in import_files([path], tmp_path / "out").findings if f.code == "L04"]
    assert [(f.places[0].sheet, f.places[0].address) for f in found] == [("Sheet", f"C{row + 1}")]


def test_a_folder_file_with_several_tables(tmp_path: Path) -> None:
    names = ["公开01", "公开02", "公开03"]
    lines = (DATA / f"{name}.csv" for name in names)
    (tmp_path / "公开01.csv").write_text(
        "\n".join(path.read_text(encoding="utf-8-sig") for path in lines), encoding="utf-8"
    )
    assert amounts_of(tmp_path)[0] == amounts_alone(names, tmp_path)


def test_other_kinds_of_tables_end_a_table(tmp_path: Path) -> None:
    other = [
        ["部门国有资产占用情况表", "", "", ""],
        ["项目", "车辆", "设备", "合计"],
        ["合计", "3.00", "999.99", "1,002.99"],
    ]
    path = on_sheet(below(grid_of("公开05"), other, grid_of("公开08")), tmp_path / "决算.xlsx")
    report = import_files([path], tmp_path / "out")
    assert [found.table.form for found in report.tables] == ["公开05", "公开08"]
    assert not any(b"999.99" in data for data in report.files.values())
    assert any("部门国有资产占用情况表" in f.message for f in report.findings)


def test_title_again_on_the_next_page_is_the_same_table(tmp_path: Path) -> None:
    rows = grid_of("公开05")
    grid = below([*rows[:12], rows[0], *rows[12:]], grid_of("公开08"))
    sheets, findings = open_sheets(on_sheet(grid, tmp_path / "决算.xlsx"))
    assert [sheet.part for sheet in sheets] == [rows[0][0], grid_of("公开08")[0][0]]
    assert len(texts(sheets[0])) == len(rows) + 1
    assert findings == ()


def test_what_cannot_be_parted_is_named(tmp_path: Path) -> None:
    """No blank column, and the second table begins in the heads of the first."""
    grid = beside(grid_of("公开05"), grid_of("公开03"), gap=0, down=4)
    report = import_files([on_sheet(grid, tmp_path / "决算.xlsx")], tmp_path / "out")
    (error,) = (f for f in report.findings if f.code == "L03" and f.severity is Severity.ERROR)
    assert "支出决算表" in error.message
    assert [place.address for place in error.places] == ["F5"]


def as_sheet(grid: Grid, *doubts: Doubt) -> Sheet:
    return Sheet("决算.csv", tuple(map(tuple, grid)), doubts=doubts)


def assert_named(grid: Grid, first: str, other: str) -> None:
    """One sheet is left, that of the first table, and the other is named as not read."""
    sheets, (error,) = part_tables([as_sheet(grid)])
    assert [sheet.part for sheet in sheets] == [grid_of(first)[0][0]]
    assert (error.code, error.severity) == ("L03", Severity.ERROR)
    assert f"没有读的是：{grid_of(other)[0][0]}；" in error.message


def test_figures_without_heads_below_a_title_are_no_table() -> None:
    """They may be rows of another table."""
    figures = [["2010301", "行政运行", "3.00", "1.00", "2.00"]] * 3
    assert_named(below(grid_of("公开05"), [grid_of("公开08")[0], *figures]), "公开05", "公开08")


def test_figures_above_the_title_of_a_half_are_of_the_table_beside() -> None:
    """公开01 with a blank column between its sides, and another table below the right one."""
    rows = grid_of("公开01")
    heads = 3  # rows of the title and the lines below it
    right = [*[[""] * 3] * heads, *(row[3:] for row in rows[heads:10])]
    grid = beside([row[:3] for row in rows], below(right, grid_of("公开08"), gap=0))
    assert_named(grid, "公开01", "公开08")


def test_a_doubt_goes_with_its_table() -> None:
    """The second table begins right of and below the first: its doubts count from its corner."""
    first, second = grid_of("公开05"), grid_of("公开08")
    one, two = Doubt(7, 2, "1.O0", "甲"), Doubt(2 + 5, len(first[0]) + 1 + 3, "0.lO", "乙")
    parted, _ = part_tables([as_sheet(beside(first, second, down=2), one, two)])
    assert [sheet.doubts for sheet in parted] == [(one,), (two._replace(row=7, column=3),)]
    below_each, _ = part_tables(
        [as_sheet(below(first, second), one, Doubt(len(first) + 6, 3, "", ""))]
    )
    assert [sheet.doubts for sheet in below_each] == [(one,), (Doubt(5, 3, "", ""),)]


def test_two_sided_tables_without_titles_beside_each_other_are_named(tmp_path: Path) -> None:
    grid = beside(*(grid_of(form)[1:] for form in ("公开01", "公开04")))
    report = import_files([on_sheet(grid, tmp_path / "决算.xlsx")], tmp_path / "out")
    errors = [f.message for f in report.findings if f.severity is Severity.ERROR]
    assert ["4 组“项目”栏" in message for message in errors] == [True]


def test_a_sheet_full_of_titles_is_named_at_once() -> None:
    rows = [["项目支出表", "收入决算表", "1.00", "a", "b"]] * 5000
    started = time.process_time()
    sheets, findings = part_tables([Sheet("a.csv", tuple(map(tuple, rows)))])
    assert time.process_time() - started < 5
    assert len(sheets) == 1
    assert [f.severity for f in findings] == [Severity.ERROR]


@pytest.mark.parametrize("count", [20, 120])
@pytest.mark.parametrize("spoilt", [0, 9, 19])
def test_many_tables_beside_each_other_are_judged_at_once(count: int, spoilt: int) -> None:
    """One has no heads, so that no cut succeeds: the sheet is named, and soon."""
    heads = ["项目", "合计", "基本支出"]
    figures = ["201", "500.00", "1.00"]
    grids = [
        [[f"{chr(0x4E00 + at)}项目支出明细表", "", ""], heads, figures, figures]
        for at in range(count)
    ]
    grids[spoilt] = [
        ["一般公共预算财政拨款支出决算表", "", ""],
        *[["1,000.00", "2.00", "3.00"]] * 3,
    ]
    rows = tuple(map(tuple, beside(*grids)))
    started = time.process_time()
    sheets, findings = part_tables([Sheet("a.csv", rows)])
    assert time.process_time() - started < (1 if count == 20 else 10)
    assert [f.severity for f in findings] == [Severity.ERROR]
    assert f"有 {count} 张表，分不开" in findings[0].message
    assert len(sheets) == 1


def test_twenty_tables_beside_each_other_are_parted() -> None:
    heads, figures = ["项目", "合计", "基本支出"], ["201", "500.00", "1.00"]
    titles = [f"{chr(0x4E00 + at)}项目支出明细表" for at in range(20)]
    grid = beside(*([[title, "", ""], heads, figures] for title in titles))
    sheets, findings = part_tables([Sheet("a.csv", tuple(map(tuple, grid)))])
    assert findings == ()
    assert [sheet.part for sheet in sheets] == titles


def test_contents_name_tables_and_hold_none(tmp_path: Path) -> None:
    grid = [
        [str(number), form, grid_of(form)[0][0], f"第{number}页"]
        for number, form in enumerate(FORMS, start=1)
    ]
    path = on_sheet(grid, tmp_path / "目录.xlsx")
    assert open_sheets(path)[1] == ()
