"""Nine tables go into a file and come back by `import`, as printed: .xlsx, .docx, PDF."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from oracle.department import random_department
from oracle.folder import write_folder
from support.folders import DATA, read_rows
from support.needs import find_office
from support.submission_round import (
    convert_to_pdf,
    draw_department,
    folder_differences,
    import_differences,
    imported_sheets,
)
from support.workbooks import without_edges
from support.written import import_files

from generator.base.severity import Severity
from generator.files.csv import read_sheet
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table
from generator.tasks.department import render_word, write_department

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.model.table import CellKind

_DEPARTMENTS = 200
_CHUNK = 10
_BY_PDF = 20
_FORMS = [f"公开0{number}" for number in range(1, 10)]
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")

Rows = list[list[str]]


def _fill_workbook(folder: Path, path: Path, dice: random.Random) -> dict[str, Rows]:
    """Write the tables of a folder as a workbook; return the texts that its sheets show."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    shown = {}
    for source in sorted(folder.glob("公开0*.csv")):
        grid = read_rows(source)
        sheet = workbook.create_sheet(source.stem)
        separators, numbered = dice.random() < 0.5, dice.random() < 0.5
        for row, line in enumerate(grid, start=1):
            for column, text in enumerate(line, start=1):
                cell = sheet.cell(row, column)
                if _AMOUNT.fullmatch(text):
                    cell.value = float(text)
                    cell.number_format = "#,##0.00" if separators else "0.00"
                    line[column - 1] = f"{float(text):,.2f}" if separators else text
                elif numbered and _CODE.fullmatch(text):
                    cell.value = int(text)
                    cell.number_format = dice.choice(("General", "0", "0.00"))
                elif text:
                    cell.value = text
        shown[source.stem] = grid
    workbook.save(path)
    return shown


def _cells(sheet: Sheet, unit: str) -> list[tuple[str, str, str, str, CellKind, object]]:
    found = recognise(sheet, sheet.file.removesuffix(".csv"))
    read = read_table(sheet, found, unit, Surroundings())
    assert [finding.message for finding in read.findings if _is_trouble(finding)] == []
    return [
        (row.side.value, row.key, row.label, column, cell.kind, cell.value)
        for row in read.table.rows
        for column, cell in row.cells.items()
    ]


def _is_trouble(finding: Finding) -> bool:
    """Whether a finding says more than that a table states no unit."""
    return (finding.code, finding.severity) != ("L10", Severity.INFO)


@pytest.mark.parametrize("first", range(0, _DEPARTMENTS, _CHUNK))
def test_tables_come_back_from_a_workbook(first: int, tmp_path: Path) -> None:
    """Half of the departments have the plainest shape, the others one of their own."""
    for seed in range(first, first + _CHUNK):
        department = random_department(seed)
        folder, target = tmp_path / str(seed), tmp_path / f"{seed}-back"
        write_folder(department, folder, variant=seed if seed % 2 else 0)
        shown = _fill_workbook(folder, tmp_path / "决算.xlsx", random.Random(seed))
        report = import_files([tmp_path / "决算.xlsx"], target)
        assert [f.message for f in report.findings if _is_trouble(f)] == [], seed
        assert sorted(path.stem for path in target.iterdir()) == sorted(shown) == _FORMS
        for sheet in imported_sheets(target):
            source = folder / sheet.file
            assert read_rows(target / sheet.file) == without_edges(shown[source.stem]), seed
            before, _ = read_sheet(source, source.name)
            assert before is not None
            unit = department.text_unit
            assert _cells(sheet, unit) == _cells(before, unit), (seed, sheet.file)


@pytest.mark.parametrize("first", range(0, _DEPARTMENTS, _CHUNK))
def test_tables_come_back_from_our_own_document(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + _CHUNK):
        department = draw_department(seed, tmp_path / str(seed))
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(render_word(department)[0])
        assert import_differences(department, path, tmp_path / f"{seed}-back") == [], seed


@pytest.mark.slow
def test_tables_come_back_from_pdf(tmp_path: Path) -> None:
    """`make bench` does the same for as many departments as the other trips have."""
    office = find_office()
    departments = {f"d{n}": draw_department(n, tmp_path / str(n)) for n in range(_BY_PDF)}
    departments["data"] = write_department(DATA)
    for name, department in departments.items():
        (tmp_path / f"{name}.docx").write_bytes(render_word(department)[0])
    convert_to_pdf(office, sorted(tmp_path.glob("*.docx")), tmp_path)
    for name, department in departments.items():
        path = tmp_path / f"{name}.pdf"
        assert import_differences(department, path, tmp_path / f"{name}-back") == [], name


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("公开01", "2024年度", "2023年度"),
        ("公开05", "1,207.46", "1,207.64"),
        ("公开05", "571.26,571.26,", "571.26,571.26,0.00"),
        ("公开05", "行政运行", "行政 运营"),
        ("公开07", "单位：万元", "单位：元"),
        ("公开08", "故本表无数据", "故本表有数据"),
    ],
)
def test_what_changed_on_the_way_is_noticed(form: str, old: str, new: str, tmp_path: Path) -> None:
    """The comparison of the trips sees one changed text of one table."""
    department = write_department(DATA)
    (tmp_path / "a.docx").write_bytes(render_word(department)[0])
    assert import_differences(department, tmp_path / "a.docx", tmp_path / "back") == []
    path = tmp_path / "back" / f"{form}.csv"
    text = path.read_text("utf-8-sig")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8-sig")
    assert folder_differences(department, tmp_path / "back") != []
