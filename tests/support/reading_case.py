"""Helpers of the reading tests: text of a table → the table, its findings, its cells."""

from pathlib import Path

from generator.field.forms import Side
from generator.files.csv import parse_sheet
from generator.model.finding import Finding
from generator.model.sheet import Sheet
from generator.model.table import Table
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

SIDES = {"收": Side.INCOME, "支": Side.EXPENDITURE, "": Side.WHOLE}


def sheet_of(text: str, file: str = "公开表.csv") -> Sheet:
    """Return the sheet of a small table typed in a test; indentation does not count."""
    lines = [line.strip(" ") for line in text.strip("\n").split("\n")]
    sheet, findings = parse_sheet("\n".join(lines), file)
    assert sheet is not None, findings
    return sheet


def table_of(
    text: str, file: str = "公开表.csv", unit: str = "万元"
) -> tuple[Table, list[Finding]]:
    """Return the table that the text is, published in `unit`, and its findings."""
    sheet = sheet_of(text, file)
    found = recognise(sheet, Path(file).stem)
    assert found.form, "not recognised"
    read = read_table(sheet, found, unit, Surroundings())
    return read.table, list(read.findings)


def text_at(table: Table, key: str, column: str, side: str = "") -> str:
    """Return the cell's text as found."""
    cell = table.cell(key, column, SIDES[side])
    assert cell is not None, f"{key} {column}"
    return cell.text


def value_at(table: Table, key: str, column: str, side: str = "") -> str | None:
    """Return the cell's value as printed, None where it has none."""
    cell = table.cell(key, column, SIDES[side])
    assert cell is not None, f"{key} {column}"
    return None if cell.value is None else str(cell.value)


def address_at(table: Table, key: str, column: str, side: str = "") -> str:
    """Return the address of a cell as Excel shows it."""
    cell = table.cell(key, column, SIDES[side])
    assert cell is not None, f"{key} {column}"
    return cell.place.address


def evidence(findings: list[Finding]) -> list[tuple[str, str, str]]:
    """Return code, severity and first address of every finding."""
    return [(f.code, f.severity.value, f.places[0].address) for f in findings]
