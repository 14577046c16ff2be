"""The two published documents: every cell as a plain CSV reader sees it at its place."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from support.needs import find_reference
from support.reading_case import SIDES

from generator.model.table import CellKind, Table
from generator.reading.folder import read_folder

_ROOT = Path(__file__).resolve().parents[2]
_VARIABLE = "GEN_NARRATIVE_REFERENCE"


@pytest.fixture(scope="module")
def cases() -> Path:
    """The folder with the figures of both documents."""
    return find_reference("cases")


def _grid(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _tables(folder: Path, tmp_path: Path, six: str = "公开06.csv") -> dict[str, Table]:
    """Read the tables of a case, with one of the two forms of its 公开06."""
    data = tmp_path / "data"
    data.mkdir()
    for path in folder.iterdir():
        if "公开06" not in path.name or path.name == six:
            shutil.copy(path, data / path.name.replace("_原版式", ""))
    inputs, findings = read_folder(data)
    assert [f.code for f in findings if f.code not in {"H02", "L01", "L10"}] == []
    return inputs.tables


def _check_cells(table: Table, grid: list[list[str]]) -> int:
    """Compare every cell with what stands at its address; return how many there are."""
    count = 0
    for row in table.rows:
        for cell in row.cells.values():
            place = cell.place
            line = grid[place.row_number - 1]
            found = line[place.column_number - 1] if place.column_number <= len(line) else ""
            assert cell.text == found.strip(), place
            assert (cell.kind is CellKind.BLANK) == (found.strip() == ""), place
            if found.strip():
                assert f"{cell.value:f}" == found.strip().replace(",", ""), place
            count += 1
    return count


def _coded(grid: list[list[str]], leads: int, columns: int) -> list[list[str]]:
    """Return code and amounts of every row of a coded table, by position."""
    rows = [line for line in grid[1:] if "栏次" not in line]
    return [
        [line[0] if line[0].isdigit() else "合计", *line[leads : leads + columns]] for line in rows
    ]


_CODED = {"公开02": 7, "公开03": 6, "公开05": 3, "公开07": 6, "公开08": 3}


@pytest.mark.parametrize("case", ["xinxiang-2024", "mengjin-2024"])
def test_the_tables_by_code(case: str, cases: Path, tmp_path: Path) -> None:
    folder = cases / case / "tables"
    tables = _tables(folder, tmp_path)
    for form, width in _CODED.items():
        read = [[r.key, *(c.text for c in r.cells.values())] for r in tables[form].rows]
        assert read == _coded(_grid(folder / f"{form}.csv"), 2, width), form
        names = [line[1] for line in _grid(folder / f"{form}.csv") if line[0].isdigit()]
        assert [r.label for r in tables[form].coded_rows()] == names


@pytest.mark.parametrize("case", ["xinxiang-2024", "mengjin-2024"])
def test_the_two_sided_tables(case: str, cases: Path, tmp_path: Path) -> None:
    folder = cases / case / "tables"
    tables = _tables(folder, tmp_path)
    for form, amounts in (("公开01", slice(5, 6)), ("公开04", slice(5, 9))):
        grid = [line for line in _grid(folder / f"{form}.csv")[1:] if "栏次" not in line]
        table = tables[form]
        left = [
            (r.line, r.label, r.cells["金额"].text) for r in table.rows if r.side is SIDES["收"]
        ]
        assert left == [(line[1], line[0], line[2]) for line in grid]
        right = [
            (r.line, r.label, *(cell.text for cell in r.cells.values()))
            for r in table.rows
            if r.side is SIDES["支"]
        ]
        assert right == [(line[4], line[3], *line[amounts]) for line in grid]


@pytest.mark.parametrize("case", ["xinxiang-2024", "mengjin-2024"])
def test_all_cells_stand_where_the_address_says(case: str, cases: Path, tmp_path: Path) -> None:
    folder = cases / case / "tables"
    tables = _tables(folder, tmp_path)
    assert sorted(tables) == [f"公开0{number}" for number in range(1, 10)]
    counted = {f: _check_cells(t, _grid(folder / f"{f}.csv")) for f, t in tables.items()}
    assert counted["公开09"] == 12
    assert min(counted[form] for form in ("公开01", "公开02", "公开03", "公开04", "公开06")) > 50


@pytest.mark.parametrize(
    ("case", "six"),
    [
        ("xinxiang-2024", "公开06.csv"),
        ("xinxiang-2024", "公开06_原版式.csv"),
        ("mengjin-2024", "公开06.csv"),
    ],
)
def test_both_forms_of_06(case: str, six: str, cases: Path, tmp_path: Path) -> None:
    folder = cases / case / "tables"
    table = _tables(folder, tmp_path, six)["公开06"]
    grid = _grid(folder / six)
    _check_cells(table, grid)
    expected: dict[str, str] = {}
    for line in grid[1:]:
        for column, text in enumerate(line):
            if re.fullmatch(r"3[0-9]{2}(?:[0-9]{2})?", text) and not line[column + 1][:1].isdigit():
                expected[text] = line[column + 2]
    assert {row.code: row.cells["决算数"].text for row in table.coded_rows()} == expected
    assert len(expected) > 70
    totals = {"xinxiang-2024": ("1134.23", "73.24"), "mengjin-2024": ("638.80", "269.14")}[case]
    assert table.cell("人员经费合计", "决算数").text == totals[0]
    assert table.cell("公用经费合计", "决算数").text == totals[1]


def test_the_list_and_the_printed_form_of_06_hold_the_same(cases: Path, tmp_path: Path) -> None:
    folder = cases / "xinxiang-2024" / "tables"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    listed = _tables(folder, tmp_path / "a", "公开06.csv")["公开06"]
    printed = _tables(folder, tmp_path / "b", "公开06_原版式.csv")["公开06"]
    for table in (listed, printed):
        assert len({row.key for row in table.rows}) == len(table.rows)
    assert {r.key: (r.label, r.cells["决算数"].text) for r in listed.rows} == {
        r.key: (r.label, r.cells["决算数"].text) for r in printed.rows
    }


def test_three_public(cases: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    tables = _tables(cases / "mengjin-2024" / "tables", tmp_path / "a")
    values = [cell.text for cell in tables["公开09"].rows[0].cells.values()]
    assert values == [
        "1.80",
        "0.00",
        "0.00",
        "0.00",
        "1.50",
        "0.3",
        "2.56",
        "0.00",
        "0.00",
        "0.00",
        "2.45",
        "0.11",
    ]


def test_the_slipped_amount_of_one_document_is_reported(cases: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(cases / "mengjin-2024" / "tables", data)
    inputs, findings = read_folder(data)
    slipped = [f for f in findings if f.code == "H02"]
    assert [(f.places[0].file, f.places[0].address) for f in slipped] == [("公开01.csv", "C2")]
    assert "907.94" in slipped[0].message
    assert inputs.tables["公开09"].statement == (
        "本部门没有“三公”经费预算，也没有“三公”经费支出，故本表无数据。"
    )
    assert inputs.tables["公开01"].department == "洛阳市孟津区政务服务和大数据管理局"
    assert inputs.tables["公开01"].year == "2024"
    assert inputs.tables["公开01"].notes[0].startswith("本表反映部门本年度的总收支")
