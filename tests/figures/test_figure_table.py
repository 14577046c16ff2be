"""All figures of a department as one table, and its files: every number that the text prints."""

import csv
import io
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from oracle.claims import SECTIONS
from oracle.department import random_department
from oracle.expected import expected_claims
from oracle.folder import write_folder
from support.folders import DATA, SAMPLES, copy_data, read_rows, write_rows
from support.program import Shell

import generator
from generator.reporting.formats import ExplainFormat
from generator.tasks.explain import explain_clause
from generator.tasks.figure_table import write_table

_NUMBERS = ["数值", "本年", "上年", "预算"]
_COLUMNS = ["节", "名称", *_NUMBERS[:1], "单位", *_NUMBERS[1:], "公式", "来源", "缺少"]
_PRINTED = str.maketrans("", "", ",%")
_CENT = Decimal("0.01")


def _texts(table: pd.DataFrame) -> list[list[str]]:
    """Return the rows as texts, blank where there is nothing."""
    rows: list[list[str]] = table.astype(object).to_numpy().tolist()
    return [["" if one is None else str(one) for one in row] for row in rows]


@pytest.mark.parametrize("seed", range(4))
def test_the_table_has_every_number_that_is_to_be_claimed(seed: int, tmp_path: Path) -> None:
    """The numbers come from the oracle, which never asks the program."""
    department = random_department(seed)
    folder = tmp_path / "部门"
    write_folder(department, folder, variant=seed)
    table = generator.figure_table(folder)
    there = {
        (abs(value), unit)
        for value, unit in zip(table["数值"], table["单位"], strict=True)
        if value is not None
    }
    claimed = {
        (Decimal(claim.number.replace(",", "")).copy_abs(), claim.unit)
        for section in SECTIONS[:12]
        for claim in expected_claims(department, section)
        if re.fullmatch(r"-?[0-9][0-9,.]*", claim.number)
    }
    assert len(claimed) > 20
    assert claimed - there == set()


@pytest.mark.parametrize(
    "folder", [DATA, *sorted(p for p in SAMPLES.iterdir() if p.is_dir())], ids=lambda p: p.name
)
def test_every_number_of_the_text_stands_in_the_table_by_its_name(folder: Path) -> None:
    table = generator.figure_table(folder)
    by_name: dict[str, set[Decimal]] = {}
    for name, value in zip(table["名称"], table["数值"], strict=True):
        if value is not None:
            by_name.setdefault(name, set()).add(abs(value))
    for number in explain_clause(folder):
        assert (
            Decimal(number.printed.translate(_PRINTED)).copy_abs()
            in by_name[number.explanation.label]
        )


def test_a_row_has_what_the_figure_is_compared_with() -> None:
    """公开05 C11 is 506.13 and 年初预算 C4 is 533.63: 94.85 percent of it."""
    table = generator.figure_table(DATA, "五（三）2")
    (row,) = table[table["单位"] == "%"].to_dict("records")
    assert (row["数值"], row["本年"], row["预算"]) == (
        Decimal("94.85"),
        Decimal("506.13"),
        Decimal("533.63"),
    )
    assert row["公式"] == "ROUND([1]/[2]*100,2)"
    assert row["来源"].startswith("[1] 公开05.csv C11 ")


def test_a_section_is_numbered_as_the_text_numbers_it() -> None:
    """In the wording of Shanghai the three public expenses are section 七, not 九."""
    table = generator.figure_table(DATA, "七（一）", profile="shanghai")
    assert any("三公" in name for name in table["名称"])
    assert set(table["节"]) == {"七"}
    whole = generator.figure_table(DATA, profile="shanghai")
    rows = zip(whole["节"], whole["名称"], strict=True)
    assert {section for section, name in rows if "三公" in name} == {"七"}


def test_csv_and_workbook_read_back_as_the_table() -> None:
    table = generator.figure_table(DATA)
    expected = _texts(table)
    data = write_table(table, ExplainFormat.CSV)
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == _COLUMNS
    assert rows == expected
    book = openpyxl.load_workbook(io.BytesIO(write_table(table, ExplainFormat.XLSX)))
    first, *lines = book.worksheets[0].iter_rows()
    assert [cell.value for cell in first] == _COLUMNS
    assert len(lines) == len(rows)
    for line, row in zip(lines, expected, strict=True):
        for name, cell, text in zip(_COLUMNS, line, row, strict=True):
            if name in _NUMBERS and text:
                assert Decimal(str(cell.value)) == Decimal(text)
            else:
                assert (cell.value or "") == text


def test_parquet_reads_back_as_the_table() -> None:
    table = generator.figure_table(DATA)
    back = pd.read_parquet(io.BytesIO(write_table(table, ExplainFormat.PARQUET)))
    assert list(back.columns) == _COLUMNS
    for name in _COLUMNS:
        for one, other in zip(back[name], table[name], strict=True):
            assert one == other or (one is None and other is None)


def test_same_folder_same_bytes() -> None:
    for file_format in (ExplainFormat.CSV, ExplainFormat.XLSX, ExplainFormat.PARQUET):
        one, other = (write_table(generator.figure_table(DATA), file_format) for _ in range(2))
        assert one == other


def test_a_name_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    """The name of a project of the department is printed in both files, and never run."""
    folder = copy_data(tmp_path / "数据")
    rows = read_rows(folder / "公开05.csv")
    changed = [["=HYPERLINK(1)" if cell == "行政运行" else cell for cell in row] for row in rows]
    assert changed != rows
    write_rows(folder / "公开05.csv", changed)
    table = generator.figure_table(folder)
    csv_rows = csv.reader(io.StringIO(write_table(table, ExplainFormat.CSV).decode("utf-8-sig")))
    cells = [cell for row in csv_rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=@+" and cell]
    book = openpyxl.load_workbook(io.BytesIO(write_table(table, ExplainFormat.XLSX)))
    kinds = Counter(cell.data_type for row in book.worksheets[0].iter_rows() for cell in row)
    assert kinds["f"] == 0


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "parquet"])
def test_the_command_writes_the_table(shell: Shell, file_format: str) -> None:
    done = shell.run("explain", DATA, "五", "--format", file_format)
    assert (done.status, done.out) == (0, "")
    (path,) = shell.folder.iterdir()
    assert path.name == f"新乡市行政审批和政务信息管理局2024年度决算数字.{file_format}"
    expected = write_table(generator.figure_table(DATA, "五"), ExplainFormat(file_format))
    assert path.read_bytes() == expected
    assert shell.run("explain", DATA, "五", "--format", file_format, "-o", "表").status == 0
    assert (shell.folder / "表").read_bytes() == expected


@pytest.mark.parametrize("file_format", ["text", "json"])
def test_what_is_shown_is_written_with_an_output(shell: Shell, file_format: str) -> None:
    shown = shell.run("explain", DATA, "九", "--format", file_format).out
    assert shell.run("explain", DATA, "九", "--format", file_format, "-o", "说明").status == 0
    assert (shell.folder / "说明").read_text(encoding="utf-8") == shown


def test_the_table_does_not_replace_the_data(shell: Shell) -> None:
    folder = copy_data(shell.folder / "数据")
    before = (folder / "公开01.csv").read_bytes()
    done = shell.run("explain", folder, "--format", "csv", "-o", folder / "公开01.csv")
    assert done.status == 3
    assert (folder / "公开01.csv").read_bytes() == before


def test_without_the_library_of_parquet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = shell.run("explain", DATA, "--format", "parquet")
    assert done.status == 3
    assert 'pip install "gen-narrative[parquet]"' in done.err
    assert list(shell.folder.iterdir()) == []


def test_a_clause_that_the_text_does_not_have(shell: Shell) -> None:
    done = shell.run("explain", DATA, "二十", "--format", "csv")
    assert done.status == 3
    assert "没有“二十”" in done.err
