"""The internal export (财决): the nine tables that come out are those of the department."""

import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from oracle.department import random_department
from oracle.grids import TITLES, Printer, Shape, build_grid
from oracle.model import Department
from oracle.money import printed
from support.internal_export import NAMES, Export, export_of, sheets_of

from generator.base.severity import Severity
from generator.export.convert import InternalExport, convert_internal, is_internal
from generator.field.forms import Side
from generator.files.csv import parse_sheet
from generator.files.xlsx.workbook import read_xlsx
from generator.folder.contents import format_csv
from generator.model.finding import Finding
from generator.model.sheet import Doubt, Sheet
from generator.model.table import Table
from generator.reading.heading import Surroundings
from generator.reading.recognise import recognise
from generator.reading.table import read_table

_FORMS = [f"公开0{number}" for number in range(1, 10)]
_SHAPES = {
    "printed": Export(),
    "long list": Export(long_list=True),
    "split codes": Export(split_codes=True),
    "no 栏次": Export(ordinals=False),
    "no 栏次, split, long": Export(ordinals=False, split_codes=True, long_list=True),
    "万元": Export(unit="万元"),
}

Changes = dict[tuple[str, str], str | int | Decimal | None]
Cells = dict[tuple[Side, str, str], Decimal]


def _converted(path: Path, *, fill: bool = False) -> InternalExport:
    return convert_internal(sheets_of(path, fill=fill))


def _read(sheet: Sheet) -> Table:
    """Return the table as it is read back from the CSV that is written."""
    text = format_csv(sheet.rows).decode("utf-8-sig")
    back, problems = parse_sheet(text, f"{sheet.name}.csv")
    assert back is not None, problems
    found = recognise(back, sheet.name)
    assert found.form == sheet.name
    read = read_table(back, found, "万元", Surroundings())
    assert [finding.message for finding in read.findings] == []
    return read.table


def _expected(department: Department, number: int) -> Table:
    printer = Printer(lambda yuan: f"{printed(yuan, '万元'):.2f}", Shape())
    grid = build_grid(department.accounts, number, printer)
    return _read(Sheet("", tuple(map(tuple, [[TITLES[number]], *grid])), f"公开0{number}"))


def _cells(table: Table) -> Cells:
    """Return the amounts other than 0: blank and 0 are the same figure."""
    return {
        (row.side, row.key, column): cell.value
        for row in table.rows
        for column, cell in row.cells.items()
        if cell.value
    }


def _codes(findings: Sequence[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def _graver(findings: Sequence[Finding]) -> list[str]:
    return [f.message for f in findings if f.severity is Severity.ERROR]


def _assert_equal(department: Department, export: InternalExport) -> None:
    assert [sheet.name for sheet in export.tables] == _FORMS
    for number, sheet in enumerate(export.tables, start=1):
        table, expected = _read(sheet), _expected(department, number)
        assert _cells(table) == _cells(expected), (department.seed, sheet.name)
        assert [row.code for row in table.rows if row.code] == [
            row.code for row in expected.rows if row.code
        ]
        assert (table.department, table.year, table.unit) == (
            department.name,
            str(department.year),
            "万元",
        )


def _assert_lists(department: Department, export: InternalExport) -> None:
    """事项.csv and the totals of 年初预算.csv say what the department says, in 万元."""
    assert {key: value for key, value, _ in export.facts} == {
        key: str(fact.value)
        if isinstance(fact.value, int)
        else f"{printed(fact.value, '万元'):.2f}"
        for key, fact in department.facts.items()
    }
    assert {key: amount for _, key, amount, _ in export.budgets} == {
        key: f"{printed(amount, '万元'):.2f}" for key, amount in department.budget.totals.items()
    }


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_every_cell_of_the_nine_tables(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 10):
        department, path = export_of(seed, tmp_path)
        export = _converted(path)
        _assert_equal(department, export)
        _assert_lists(department, export)
        assert _graver(export.findings) == [], seed


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("fill", [False, True], ids=["merged", "filled"])
def test_every_shape_gives_the_same(shape: str, fill: bool, tmp_path: Path) -> None:  # noqa: FBT001
    for seed in (1, 7):
        department, path = export_of(seed, tmp_path, _SHAPES[shape])
        export = _converted(path, fill=fill)
        _assert_equal(department, export)
        assert _graver(export.findings) == []


def test_the_workbook_as_it_is_opened_by_import(tmp_path: Path) -> None:
    department, path = export_of(9, tmp_path)
    sheets, findings = read_xlsx(path, path.name)
    assert (findings, is_internal(sheets)) == ((), True)
    export = convert_internal(sheets)
    _assert_equal(department, export)
    _assert_lists(department, export)


@pytest.mark.parametrize("seed", range(30))
def test_broken_sheets_give_findings_and_tables_of_their_own_cells(
    seed: int, broken: tuple[Sheet, ...]
) -> None:
    """Cells typed over, rows and columns lost: nothing is raised, no amount is invented."""
    dice = random.Random(seed)
    junk = ("", "#REF!", "—", "一", "合计", "项目", "栏次", "301", "2010301", "单位：元", "决算数")
    sheets = []
    for sheet in broken:
        rows = [list(row) for row in sheet.rows]
        for _ in range(12):
            row = dice.choice(rows)
            row[dice.randrange(len(row))] = dice.choice(junk)
        if dice.random() < 0.3:
            del rows[dice.randrange(len(rows))]
        if dice.random() < 0.3:
            lost = dice.randrange(len(rows[0]))
            rows = [row[:lost] + row[lost + 1 :] for row in rows]
        sheets.append(Sheet(sheet.file, tuple(map(tuple, rows)), sheet.name))
    export = convert_internal(sheets)
    absent = set(_FORMS) - {table.name for table in export.tables}
    assert not absent or _graver(export.findings)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, ...]:
    _, path = export_of(1, tmp_path_factory.mktemp("export"))
    return sheets_of(path)


def test_budget_rows_name_their_fund_and_items_are_listed_as_missing(tmp_path: Path) -> None:
    department, path = export_of(1, tmp_path)
    export = _converted(path)
    assert {row[3] for row in export.budgets if row[1].startswith("一般")} <= {"一般公共预算"}
    message = next(f.message for f in _codes(export.findings, "L16") if "项级" in f.message)
    spent = {line.code for line in department.accounts.lines if line.general.spent}
    assert all(code in message for code in spent)


def test_budget_of_the_income_side_is_in_doubt(tmp_path: Path) -> None:
    how = Export(left_out=("Z01_1",), changes={("Z01", "C7"): Decimal("123456.00")})
    _, path = export_of(0, tmp_path, how)
    export = _converted(path)
    assert ("", "一般公共预算财政拨款支出", "12.35", "一般公共预算") in export.budgets
    assert any("请核对" in f.message for f in _codes(export.findings, "L14"))


@pytest.mark.parametrize("key", [key for key in NAMES if key != "Z05"])
def test_missing_sheet_is_named(key: str, tmp_path: Path) -> None:
    _, path = export_of(2, tmp_path, Export(left_out=(key,)))
    export = _converted(path)
    assert len(export.tables) == 8
    absent = (set(_FORMS) - {sheet.name for sheet in export.tables}).pop()
    named = [f for f in _codes(export.findings, "L16") if f.severity is Severity.ERROR]
    assert [(key in f.message, absent in f.message) for f in named] == [(True, True)]


@pytest.mark.parametrize(
    ("key", "address", "row", "column"),
    [
        ("Z03", "E9", 7, 2),
        ("Z04", "F9", 7, 3),
        ("Z07", "H9", 7, 2),
        ("Z01", "E7", 7, 2),
        ("F03", "E7", 8, 7),
    ],
)
@pytest.mark.parametrize("text", ["#REF!", "约5万元", "１２３", "1,2O7.46"])
def test_mistyped_cell_is_named_and_never_a_number(
    key: str, address: str, row: int, column: int, text: str, tmp_path: Path
) -> None:
    _, path = export_of(3, tmp_path, Export(changes={(key, address): text}))
    export = _converted(path)
    found = [(f.places[0].sheet, f.places[0].address) for f in _codes(export.findings, "L04")]
    assert found == [(f"{key} {NAMES[key]}"[:31], address)]
    changed = [s for s in export.tables if any(text in cells for cells in s.rows)]
    assert len(changed) == 1
    if key != "F03":
        assert changed[0].rows[row - 1][column] == text


def test_mistyped_class_leaves_its_total_blank(tmp_path: Path) -> None:
    """人员经费合计 is summed up only where Z07 does not state it, and of readable classes only."""
    how = Export(changes={("Z08_1", "F9"): "#REF!", ("Z07", "J9"): None, ("Z07", "K9"): None})
    _, path = export_of(1, tmp_path, how)
    export = _converted(path)
    six = next(sheet for sheet in export.tables if sheet.name == "公开06")
    assert six.rows[-1][2] == ""
    assert six.rows[5][2] == "#REF!"
    assert any("301" in f.message for f in _codes(export.findings, "L16"))


def test_totals_are_summed_in_yuan_where_no_table_states_them(tmp_path: Path) -> None:
    for seed in range(6):
        how = Export(changes={("Z07", "J9"): None, ("Z07", "K9"): None})
        department, path = export_of(seed, tmp_path, how)
        _assert_equal(department, _converted(path))


def test_blank_dash_and_zero_stay(tmp_path: Path) -> None:
    changes: Changes = {("Z03", "G9"): "—", ("Z03", "K9"): Decimal("0.00"), ("Z03", "L9"): None}
    _, path = export_of(2, tmp_path, Export(changes=changes))
    total = next(s for s in _converted(path).tables if s.name == "公开02").rows[6]
    assert (total[4], total[7], total[8]) == ("—", "0.00", "")


def test_units_are_stated_and_mixed_ones_named(tmp_path: Path) -> None:
    how = Export(unit_of={"Z04": "万元"})
    department, path = export_of(4, tmp_path, how)
    export = _converted(path)
    _assert_equal(department, export)
    units = _codes(export.findings, "L10")
    assert [(f.severity, "Z04" in f.message) for f in units] == [
        (Severity.WARNING, True),
        (Severity.WARNING, False),
    ]


def test_unknown_unit_is_not_converted(tmp_path: Path) -> None:
    _, path = export_of(4, tmp_path, Export(unit_of={"Z04": "美元"}))
    export = _converted(path)
    assert "公开03" not in {sheet.name for sheet in export.tables}
    assert any("美元" in message for message in _graver(export.findings))


def test_sheets_without_names_are_known_by_their_content(tmp_path: Path) -> None:
    department, path = export_of(5, tmp_path)
    bare = [Sheet(s.file, s.rows, f"Sheet{n}") for n, s in enumerate(sheets_of(path))]
    assert is_internal(bare)
    _assert_equal(department, convert_internal(bare))


def test_name_against_content(tmp_path: Path) -> None:
    department, path = export_of(5, tmp_path)
    swapped = {"Z03": "Z04", "Z04": "Z03"}
    sheets = [
        Sheet(s.file, s.rows, swapped.get(s.name[:3], s.name[:3]) + s.name[3:])
        for s in sheets_of(path)
    ]
    export = convert_internal(sheets)
    _assert_equal(department, export)
    assert len(_codes(export.findings, "L07")) == 2


def test_two_sheets_that_claim_one_table(tmp_path: Path) -> None:
    department, path = export_of(5, tmp_path)
    sheets = sheets_of(path)
    export = convert_internal([*sheets, Sheet("", sheets[2].rows, "Z03 副本(财决03表)")])
    _assert_equal(department, export)
    assert [f.places[0].sheet for f in _codes(export.findings, "L05")] == ["Z03 副本(财决03表)"]


def test_truncated_names() -> None:
    rows = (("",),)
    for name in (
        "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-",
        "Z09 政府性基金预算",
        "Z11",
    ):
        assert is_internal([Sheet("a.xls", rows, name)]), name


def test_published_tables_are_not_internal() -> None:
    for number in range(1, 10):
        table = _expected(random_department(1), number)
        rows = ((table.title,), (f"公开0{number}表",), ("部门名称：甲",))
        assert not is_internal([Sheet("a.xlsx", rows, f"公开0{number}")])
    assert not is_internal([])
    assert not is_internal(
        [Sheet("a.xlsx", (), "Sheet1"), Sheet("b", (("",),), "Z05 支出(财决05表)")]
    )


def test_nothing_to_read_gives_findings_only() -> None:
    names = [f"{key} {name}"[:31] for key, name in NAMES.items()]
    for rows in ((), (("",),), (("项目", "项目"),), (("项目", "决算数"), ("合计", "1"))):
        export = convert_internal([Sheet("a.xls", rows, name) for name in names])
        assert export.facts == ()
        assert len(_graver(export.findings)) >= 9 - len(export.tables)
    assert convert_internal([]).tables == ()


def test_a_sheet_of_a_hundred_thousand_rows_is_not_used(tmp_path: Path) -> None:
    _, path = export_of(2, tmp_path)
    sheets = [
        Sheet(s.file, (*s.rows, *[s.rows[-1]] * 100_000), s.name) if s.name[:3] == "Z03" else s
        for s in sheets_of(path)
    ]
    export = convert_internal(sheets)
    assert "公开02" not in {sheet.name for sheet in export.tables}
    assert [f.places[0].sheet[:3] for f in _codes(export.findings, "L02")] == ["Z03"]


def test_foreign_guests_are_taken_out_of_the_domestic(tmp_path: Path) -> None:
    changes: Changes = {("F03", "E21"): 12, ("F03", "E22"): 2, ("F03", "E23"): 80}
    changes |= {("F03", "E24"): "#N/A"}
    _, path = export_of(2, tmp_path, Export(changes=changes))
    sheet = sheets_of(path)[-1]
    assert [sheet.rows[row][0][2:8] for row in (20, 22)] == ["国内公务接待", "国内公务接待"]
    export = _converted(path)
    facts = {key: value for key, value, _ in export.facts}
    assert (facts["国内接待团组数"], facts["外宾接待团组数"]) == ("10", "2")
    assert not {"国内接待人次", "外宾接待人次"} & set(facts)
    named = {f.places[0].address for f in export.findings if f.places and f.code != "L10"}
    assert {"E22", "E24"} <= named


def test_count_that_is_no_whole_number_is_left_out(tmp_path: Path) -> None:
    _, path = export_of(2, tmp_path, Export(changes={("F03", "E20"): Decimal("2.50")}))
    export = _converted(path)
    assert "公务用车保有量" not in {key for key, _, _ in export.facts}
    assert [f.places[0].address for f in _codes(export.findings, "L14")] == ["E20"]


def test_doubts_of_the_reader_are_passed_on_where_the_cell_is_used(tmp_path: Path) -> None:
    _, path = export_of(2, tmp_path)
    doubts = (Doubt(8, 4, "1.00", "公式没有缓存值"), Doubt(8, 8, "—", "没有用到的格"))
    sheets = [
        Sheet(s.file, s.rows, s.name, doubts if s.name.startswith("Z03") else ())
        for s in sheets_of(path)
    ]
    found = _codes(convert_internal(sheets).findings, "L14")
    assert [(f.places[0].sheet[:3], f.places[0].address) for f in found] == [("Z03", "E9")]
    assert "公式没有缓存值" in found[0].message
