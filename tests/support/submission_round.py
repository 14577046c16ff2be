"""What went into a document and what a reader or an import got back, cell by cell."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from oracle.department import random_department
from oracle.folder import write_folder

from generator.base.labels import squash
from generator.files.csv import read_sheet
from generator.model.block import Grid
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table
from generator.tasks.department import write_department
from generator.word.placing import place_cells
from support.folders import read_rows
from support.written import import_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.sheet import Sheet
    from generator.model.table import Row, Table
    from generator.tasks.department import Department

_NAME = "项目名称"


def draw_department(seed: int, folder: Path) -> Department:
    """Return a random department; every seed has its own variant of files."""
    write_folder(random_department(seed), folder, variant=seed)
    return write_department(folder)


def import_differences(department: Department, file: Path, target: Path) -> list[str]:
    """Return where the data folder that `import` makes of a document differs from the document."""
    report = import_files([file], target)
    found = [finding.message for finding in report.findings]
    told = tuple(_told_of_forms(department))
    unsaid = [words for words in told if not any(one.startswith(words) for one in found)]
    found = [message for message in found if not message.startswith(told)] if told else found
    return [*found, *unsaid, *folder_differences(department, target)]


def folder_differences(department: Department, folder: Path) -> list[str]:
    """Return where the tables of a folder differ from those of the document."""
    sheets = imported_sheets(folder)
    tables = grid_differences(_published(department), sheets)
    return [*tables, *table_differences(department, sheets), *_list_differences(department, folder)]


def printed_grids(department: Department) -> list[Grid]:
    """Return every table that a document prints: the nine, then those of its attachments."""
    return [b for part in department.content.parts for b in part.blocks if isinstance(b, Grid)]


def _published(department: Department) -> list[Grid]:
    return [grid for grid in printed_grids(department) if grid.title]


def _forms(department: Department) -> list[list[tuple[str, ...]]]:
    """Return the printed forms of self-evaluation."""
    grids = [printed_rows(grid) for grid in printed_grids(department) if not grid.title]
    return [rows for rows in grids if rows[0][0] == _NAME]


def _told_of_forms(department: Department) -> Iterator[str]:
    """Yield how an import begins what it says of forms, and of the tables of reports."""
    forms = len(_forms(department))
    reports = len(printed_grids(department)) - len(_published(department)) - forms
    if forms:
        yield f"自评表上没有资金性质和科目编码，读入的 {forms} 个项目"
    if reports:
        yield f"自评报告中的 {reports} 张表"


def _list_differences(department: Department, folder: Path) -> Iterator[str]:
    """Yield the indicators that were printed in forms and did not come back, and the other way."""
    printed = [
        (form[0][3], row[3], row[5], row[6], row[7])
        for form in _forms(department)
        for row in form[next(i for i, row in enumerate(form) if "三级指标" in row) + 1 : -1]
    ]
    path = folder / "绩效指标.csv"
    heads, *rows = read_rows(path) if printed and path.is_file() else [[]]
    columns = ("项目", "三级指标", "实际完成值", "分值", "得分")
    read = [tuple(row[heads.index(column)] for column in columns) for row in rows]
    differing = Counter(map(_squash_all, printed)) - Counter(map(_squash_all, read))
    differing += Counter(map(_squash_all, read)) - Counter(map(_squash_all, printed))
    yield from (f"indicator: {row}" for row in differing)


def _squash_all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(squash, texts))


def imported_sheets(folder: Path) -> tuple[Sheet, ...]:
    """Return the tables that an import wrote, in the order of their names."""
    sheets = [read_sheet(path, path.name)[0] for path in sorted(folder.glob("公开0*.csv"))]
    return tuple(sheet for sheet in sheets if sheet is not None)


def convert_to_pdf(office: str, documents: Sequence[Path], folder: Path) -> None:
    """Write a PDF of every document into the folder, in one call of LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    limit = 60 + 10 * len(documents)
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=limit)


def printed_rows(grid: Grid) -> list[tuple[str, ...]]:
    """Return the cells of a printed table, the covered ones blank."""
    rows = []
    for line in place_cells(grid.rows, len(grid.widths)):
        row = [""] * len(grid.widths)
        for cell, column, covered in line:
            row[column] = "" if covered else cell.text
        rows.append(tuple(row))
    return rows


def grid_differences(grids: Sequence[Grid], sheets: tuple[Sheet, ...]) -> list[str]:
    """Return where the sheets differ from what was printed, white space and blank rows aside.

    Of a form, whose cells are merged in many ways, the texts of a row count and not their columns.
    """
    if len(grids) != len(sheets):
        return [f"{len(grids)} tables, {len(sheets)} sheets"]
    found = []
    for grid, sheet in zip(grids, sheets, strict=True):
        printed = _squashed(printed_rows(grid))
        rows = _squashed(sheet.rows)
        if not grid.title:
            printed, rows = [_filled(row) for row in printed], [_filled(row) for row in rows]
            top = rows.index(printed[0]) if printed[0] in rows else len(rows)
            found += _unlike("", printed, rows[top:])
            continue
        top = next((i for i, row in enumerate(rows) if row[0] == printed[0][0]), len(rows))
        body = [row[: len(grid.widths)] for row in rows[top : top + len(printed)]]
        found += _unlike(grid.number, printed, body)
        below = "".join(text for row in rows[top + len(printed) :] for text in row)
        if below != squash("".join(grid.notes)):
            found.append(f"{grid.number}: notes {below}")
        found += [f"{grid.number}: {doubt}" for doubt in sheet.doubts]
    return found


def _filled(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, row))


def _unlike(
    name: str, printed: Sequence[tuple[str, ...]], body: Sequence[tuple[str, ...]]
) -> list[str]:
    return [
        f"{name}: {now} instead of {row}" for row, now in zip_longest(printed, body) if row != now
    ]


def _squashed(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the rows that hold anything, without white space."""
    return [tuple(map(squash, row)) for row in rows if any(row)]


def table_differences(department: Department, sheets: tuple[Sheet, ...]) -> list[str]:
    """Return where the tables that are read from the sheets differ from those that went in.

    The nine tables come first; what follows belongs to the attachments.
    """
    identity = department.accounts.identity
    found: list[str] = []
    for sheet in sheets[: len(_published(department))]:
        recognition = recognise(sheet, sheet.name)
        if not recognition.form:
            found.append(f"{sheet.name}: not recognised")
            continue
        read = read_table(sheet, recognition, identity.unit, Surroundings())
        found += [f"{recognition.form}: {finding.message}" for finding in read.findings]
        head = (read.table.department, read.table.year)
        if head != _printed_head(department):
            found.append(f"{recognition.form}: {head}")
        found += _compare(department.accounts.tables[recognition.form], read.table)
    return found


def _printed_head(department: Department) -> tuple[str, str]:
    """Return department and year where the tables print them; the Shanghai form does not."""
    identity = department.accounts.identity
    grids = _published(department)
    return (
        identity.department if any(grid.department for grid in grids) else "",
        str(identity.year) if any(grid.year for grid in grids) else "",
    )


def _compare(went_in: Table, came_out: Table) -> Iterator[str]:
    before, after = _rows(went_in), _rows(came_out)
    # An empty table is printed with an empty 合计 row, whether it had one or not.
    if "合计#1" not in before and went_in.is_empty:
        after.pop("合计#1", None)
    if before.keys() != after.keys():
        yield f"{went_in.form}: rows {sorted(before.keys() ^ after.keys())}"
    for key in before.keys() & after.keys():
        if _values(before[key]) != _values(after[key]):
            yield f"{went_in.form} {key}: {_values(before[key])} {_values(after[key])}"
    if (went_in.title, went_in.unit) != (came_out.title, came_out.unit):
        yield f"{went_in.form}: {came_out.title}, {came_out.unit}"
    if went_in.notes and [*map(squash, went_in.notes)] != [*map(squash, came_out.notes)]:
        yield f"{went_in.form}: notes {came_out.notes}"


def _rows(table: Table) -> dict[str, Row]:
    """Return the rows by side, key and, for rows without a label, their order."""
    seen: Counter[str] = Counter()
    rows = {}
    for row in table.rows:
        name = f"{row.side.value}{row.key}"
        seen[name] += 1
        rows[f"{name}#{seen[name]}"] = row
    return rows


def _values(row: Row) -> tuple[object, ...]:
    cells = {key: (cell.kind, cell.value) for key, cell in row.cells.items()}
    return (row.code, squash(row.label), row.line, cells)
