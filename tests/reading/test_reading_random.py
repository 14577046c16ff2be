"""Random departments in every variant of file, and files that somebody broke."""

import csv
import io
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import tables as oracle_tables
from oracle.accounts import Accounts
from oracle.codes import ECONOMIC, PERSONNEL_BLOCK, PUBLIC_BLOCK
from oracle.department import random_department
from oracle.folder import write_folder
from oracle.model import Department
from oracle.money import printed
from support.reading_case import SIDES, sheet_of

from generator.accounts.build import build_accounts
from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.field.forms import FORM_BY_NUMBER, THREE_PUBLIC_ROW
from generator.files.csv import parse_sheet
from generator.model.finding import Finding
from generator.model.table import Table
from generator.reading.folder import read_folder

_CHUNK = 10
_OPENING = "年初财政拨款结转和结余"

# Key, column and side of a cell, and its amount in 元.
Expected = Iterator[tuple[str, str, str, Decimal]]


def _is_trouble(finding: Finding) -> bool:
    """Whether a finding says more than that no table of the folder states its unit."""
    return (finding.code, finding.severity) != ("L10", Severity.INFO)


def _coded(accounts: Accounts, number: int) -> Expected:
    rows = {
        2: oracle_tables.income_rows,
        3: oracle_tables.spending_rows,
        5: oracle_tables.general_rows,
        7: oracle_tables.fund_rows,
        8: oracle_tables.capital_rows,
    }[number](accounts)
    for row in rows:
        for column, amount in zip(_columns(number), row.amounts, strict=True):
            yield row.code or "合计", column, "", amount


def _columns(number: int) -> tuple[str, ...]:
    return FORM_BY_NUMBER[f"公开0{number}"].columns


def _two_sided(accounts: Accounts, number: int) -> Expected:
    one = number == 1
    sides = (
        oracle_tables.summary_income(accounts)
        if one
        else oracle_tables.fiscal_income_side(accounts),
        oracle_tables.summary_spending(accounts)
        if one
        else oracle_tables.fiscal_spending_side(accounts),
    )
    for side, rows, columns in zip("收支", sides, (("金额",), _columns(number)), strict=True):
        opening = False
        for row in rows:
            key = row.label.split("、")[-1].removesuffix("（含专用结余）")
            key = f"年初{key}" if opening and key.endswith("财政拨款") else key
            opening = opening or key == _OPENING
            for column, amount in zip(columns, row.amounts, strict=True):
                yield key, column, side, amount


def _economic(accounts: Accounts) -> Expected:
    for code in (*PERSONNEL_BLOCK, *PUBLIC_BLOCK):
        yield code, "决算数", "", oracle_tables.economic_amount(accounts, code)
    yield "人员经费合计", "决算数", "", accounts.personnel
    yield "公用经费合计", "决算数", "", accounts.public


def _three_public(accounts: Accounts) -> Expected:
    for number, amount in enumerate(accounts.three_public.columns(), start=1):
        yield THREE_PUBLIC_ROW, str(number), "", amount


def _expected(accounts: Accounts, number: int) -> Expected:
    if number in (1, 4):
        return _two_sided(accounts, number)
    if number == 6:
        return _economic(accounts)
    return _three_public(accounts) if number == 9 else _coded(accounts, number)


def _shown(yuan: Decimal, department: Department) -> Decimal:
    """Return the cell as published: as the file prints it, turned into the unit of the text."""
    in_file = printed(yuan, department.table_unit)
    if department.table_unit == department.text_unit:
        return in_file
    return printed(in_file, department.text_unit)


def _differences(
    table: Table, accounts: Accounts, number: int, department: Department
) -> list[str]:
    found = []
    seen = set()
    for key, column, side, yuan in _expected(accounts, number):
        seen.add((SIDES[side], key))
        cell = table.cell(key, column, SIDES[side])
        value = _shown(yuan, department)
        if cell is None:
            if value or not table.is_empty:
                found.append(f"{table.file} {key} {column}: not read, should be {value}")
        elif (cell.value or 0) != value:
            found.append(f"{table.file} {key} {column}: {cell.value}, should be {value}")
    rows = {(row.side, row.key) for row in table.rows if row.key}
    return found + [
        f"{table.file} {key}: invented" for side, key in rows if (side, key) not in seen
    ]


@pytest.mark.parametrize("first", range(0, 200, _CHUNK))
def test_every_cell_of_the_nine_tables(first: int, tmp_path: Path) -> None:
    differences: list[str] = []
    for seed in range(first, first + _CHUNK):
        department = random_department(seed)
        folder = tmp_path / str(seed)
        write_folder(department, folder, variant=seed)
        inputs, findings = read_folder(folder)
        differences += [f"seed {seed}: {f.message}" for f in findings if _is_trouble(f)]
        assert sorted(inputs.tables) == [f"公开0{number}" for number in range(1, 10)]
        years = [(inputs.tables, department.accounts, range(1, 10))]
        if department.prior.accounts is not None:
            years.append((inputs.last_year, department.prior.accounts, department.prior.tables))
        for tables, accounts, numbers in years:
            for number in numbers:
                found = _differences(tables[f"公开0{number}"], accounts, number, department)
                differences += [f"seed {seed}: {line}" for line in found]
    assert not differences, "\n".join(differences[:20])


@pytest.mark.parametrize("variant", range(40))
def test_one_department_in_many_variants_reads_the_same(variant: int, tmp_path: Path) -> None:
    department = random_department(3)
    write_folder(department, tmp_path / "plain", variant=0)
    write_folder(department, tmp_path / "other", variant=variant)
    plain, _ = read_folder(tmp_path / "plain")
    other, findings = read_folder(tmp_path / "other")
    assert [finding.message for finding in findings if _is_trouble(finding)] == []
    for form, table in plain.tables.items():
        assert _values(other.tables[form]) == _values(table), form


def _values(table: Table) -> dict[tuple[str, str, str], Decimal]:
    return {
        (row.side.value, row.key, column): cell.value
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value
    }


@pytest.mark.parametrize("first", range(0, 60, _CHUNK))
def test_the_lists_say_what_the_department_says(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + _CHUNK):
        department = random_department(seed)
        folder = tmp_path / str(seed)
        write_folder(department, folder, variant=seed)
        accounts, findings = build_accounts(read_folder(folder)[0])
        assert [finding.message for finding in findings] == [], seed
        identity = accounts.identity
        assert (identity.department, identity.year) == (department.name, department.year)
        assert (identity.scope, identity.unit) == (department.scope, department.text_unit)
        budgets = {(b.code, b.fund): b.amount.value for b in accounts.item_budgets}
        assert budgets == {
            (row.code, row.fund): _listed(row.amount, department, folder / "年初预算.csv")
            for row in department.budget.rows
        }
        assert set(accounts.facts) == set(department.facts)
        for key, fact in department.facts.items():
            if isinstance(fact.value, int):
                assert (accounts.facts[key].value, accounts.facts[key].unit) == (
                    fact.value,
                    fact.unit,
                )
        spoken = {key[0]: text.text for key, text in accounts.reasons.items()}
        plain = {key for key in department.reasons if key != "机关运行经费"}
        assert {k: spoken[k] for k in plain} == {k: department.reasons[k] for k in plain}


def _listed(yuan: Decimal, department: Department, path: Path) -> Decimal:
    """Return an amount of a list, which may be written in 元."""
    raw = path.read_bytes()
    in_yuan = any("（元）" in raw.decode(name, "ignore") for name in ("utf-8", "gb18030", "utf-16"))
    written = printed(yuan, "元" if in_yuan else department.text_unit)
    return written if not in_yuan or department.text_unit == "元" else printed(written, "万元")


# Files that somebody broke: only values, findings and our own exceptions come out.
_JUNK = st.sampled_from(
    [
        *(
            "",
            "—",
            "0",
            "合计",
            "栏次",
            "项目",
            "1,2O7.46",
            "#REF!",
            "2010301",
            "注：",
            "说明：",
            "\n",
        ),
        *(
            '"',
            "单位：元",
            "单位：美元",
            "2024年度",
            "部门名称：",
            "<b>",
            "公开03表",
            "12" * 30,
            "1e9",
        ),
        *("行次", "301", "科目编码", "本年支出/小计", "支出决算表", "年初结转和结余", "=SUM(A1)"),
    ]
)
_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "drop row",
                "double row",
                "swap rows",
                "drop cell",
                "double cell",
                "junk",
                "text",
                "cut",
            ]
        ),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        _JUNK,
        st.text(max_size=6),
    ),
    max_size=12,
)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _mutate(rows: list[list[str]], actions: list[tuple[str, int, int, str, str]]) -> None:
    for action, first, second, junk, text in actions:
        if not rows:
            return
        at = first % len(rows)
        row = rows[at]
        column = second % len(row) if row else 0
        if action == "drop row":
            del rows[at]
        elif action == "double row":
            rows.insert(second % len(rows), list(row))
        elif action == "swap rows":
            rows[at], rows[second % len(rows)] = rows[second % len(rows)], row
        elif action == "drop cell" and row:
            del row[column]
        elif action == "double cell" and row:
            row.insert(column, row[column])
        elif action == "cut":
            del rows[at][column:]
        elif row:
            row[column] = junk if action == "junk" else text


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Some departments in different variants."""
    folder = tmp_path_factory.mktemp("departments")
    for seed in range(8):
        write_folder(random_department(seed), folder / str(seed), variant=seed)
    return [folder / str(seed) for seed in range(8)]


def _check_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        assert finding.code
        assert any("\u4e00" <= character <= "\u9fff" for character in finding.message)
        assert finding.places, finding
        first = finding.places[0]
        assert first.file or first.table, finding


def _read(folder: Path) -> None:
    try:
        inputs, findings = read_folder(folder)
        _, more = build_accounts(inputs)
    except GeneratorError as error:
        assert str(error)  # noqa: PT017
        return
    _check_findings((*findings, *more))


_SLOW = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_SLOW
@given(st.integers(0, 7), st.integers(0, 100), _ACTIONS)
def test_broken_tables_give_findings(
    folders: list[Path], seed: int, number: int, actions: list[tuple[str, int, int, str, str]]
) -> None:
    """One file of a good folder is broken; the folder is put right again afterwards."""
    paths = sorted(folders[seed].glob("*.csv"))
    path = paths[number % len(paths)]
    good = path.read_bytes()
    encoding = "utf-16" if good[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = good.decode(encoding) if encoding == "utf-16" or b"\xef" in good[:1] else _text(good)
    delimiter = "\t" if "\t" in text else ","
    rows = _rows(text, delimiter)
    _mutate(rows, actions)
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, escapechar="\\").writerows(rows)
    try:
        path.write_bytes(written.getvalue().encode("utf-8", "replace"))
        _read(folders[seed])
    finally:
        path.write_bytes(good)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


@_SLOW
@given(st.integers(0, 7), st.integers(0, 100), st.binary(max_size=300), st.integers(0, 5000))
def test_arbitrary_bytes_give_findings(
    folders: list[Path], seed: int, number: int, data: bytes, position: int
) -> None:
    """A file is replaced by bytes, or bytes are put into it."""
    paths = sorted(folders[seed].glob("*.csv"))
    path = paths[number % len(paths)]
    good = path.read_bytes()
    position %= len(good) + 1
    try:
        path.write_bytes(data if position % 3 == 0 else good[:position] + data + good[position:])
        _read(folders[seed])
    finally:
        path.write_bytes(good)


@given(st.text(st.sampled_from('ab,\t"\r\n “”，收1.0\u2028'), max_size=60))
def test_cells_are_those_of_the_csv_module(text: str) -> None:
    """No cell is cut off or merged, whatever quotes and line breaks there are."""
    sheet, findings = parse_sheet(text, "表.csv")
    if sheet is None:
        assert findings
        return
    assert [list(row) for row in sheet.rows] in [_split(text, name) for name in ",\t"]


def _split(text: str, delimiter: str) -> list[list[str]]:
    rows = _rows(text, delimiter)
    width = max(map(len, rows))
    return [[cell.strip() for cell in (*row, *[""] * (width - len(row)))] for row in rows]


def test_many_rows_are_read_in_reasonable_time() -> None:
    """A list of 20,000 rows that is no table of ours does not hang the reading."""
    dice = random.Random(1)
    text = "\n".join(f"{dice.randrange(10**6)},某某,{dice.randrange(10**6)}" for _ in range(20_000))
    assert len(sheet_of(text).rows) == 20_000


def test_the_names_of_the_oracle_are_read_as_written(tmp_path: Path) -> None:
    department = random_department(0)
    write_folder(department, tmp_path / "d", variant=0)
    table = read_folder(tmp_path / "d")[0].tables["公开06"]
    assert {row.code: row.label for row in table.coded_rows()} == {
        code: ECONOMIC[code] for code in (*PERSONNEL_BLOCK, *PUBLIC_BLOCK)
    }
