"""A workbook of the shape in which the 部门决算 software exports its 财决 tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from oracle import tables
from oracle.accounts import Accounts, Line
from oracle.codes import CLASSES, ECONOMIC
from oracle.department import random_department
from oracle.model import Department
from oracle.money import ZERO, printed

from generator.model.sheet import Sheet

Value = str | int | Decimal | None
Grid = list[list[Value]]
NAMES = {
    "Z01": "收入支出决算总表(财决01表)",
    "Z01_1": "财政拨款收入支出决算总表(财决01-1表)",
    "Z03": "收入决算表(财决03表)",
    "Z04": "支出决算表(财决04表)",
    "Z05": "支出决算明细表(财决05表)",
    "Z07": "一般公共预算财政拨款收入支出决算表(财决07表)",
    "Z08_1": "一般公共预算财政拨款基本支出决算明细表(财决08-1表)",
    "Z09": "政府性基金预算财政拨款收入支出决算表(财决09表)",
    "Z11": "国有资本经营预算财政拨款收入支出决算表(财决11表)",
    "F03": "机构运行信息表(财决附03表)",
}
_LIMIT = 31
_MONEY = "0.00"
_FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_THREE_PUBLIC = (
    "（一）支出合计",
    "  1.因公出国（境）费",
    "  2.公务用车购置及运行维护费",
    "   （1）公务用车购置费",
    "   （2）公务用车运行维护费",
    "  3.公务接待费",
)
# Labels of F03 and the facts that stand there; 国内接待 includes 外事接待.
_LEFT = (
    ("   （1）国内接待费", ("国内接待支出", "外宾接待支出")),
    ("      其中：外事接待费", ("外宾接待支出",)),
    ("   （2）国（境）外接待费", ()),
    ("（二）相关统计数", ()),
    ("  1.因公出国（境）团组数（个）", ("因公出国（境）团组数",)),
    ("  2.因公出国（境）人次数（人）", ("因公出国（境）人次",)),
    ("  3.公务用车购置数（辆）", ("公务用车购置数",)),
    ("  4.公务用车保有量（辆）", ("公务用车保有量",)),
    ("  5.国内公务接待批次（个）", ("国内接待团组数", "外宾接待团组数")),
    ("     其中：外事接待批次（个）", ("外宾接待团组数",)),
    ("  6.国内公务接待人次（人）", ("国内接待人次", "外宾接待人次")),
    ("     其中：外事接待人次（人）", ("外宾接待人次",)),
    ("  7.国（境）外公务接待批次（个）", ()),
    ("  8.国（境）外公务接待人次（人）", ()),
    ("二、会议费", ()),
)
_RIGHT = (
    ("四、机关运行经费", ("机关运行经费",)),
    ("（一）行政单位", ("机关运行经费",)),
    ("五、国有资产占用情况", ()),
    ("（一）车辆数合计（辆）", ()),
    ("  1.副部（省）级及以上领导用车", ("省级领导干部用车",)),
    ("  2.主要负责人用车", ("主要领导干部用车",)),
    ("  3.机要通信用车", ("机要通信用车",)),
    ("  4.应急保障用车", ("应急保障车",)),
    ("  5.执法执勤用车", ("执法执勤用车",)),
    ("  6.特种专业技术用车", ("特种专业技术用车",)),
    ("  7.离退休干部服务用车", ("离退休干部用车",)),
    ("  8.其他用车", ("其他用车",)),
    ("（二）单价100万元（含）以上设备（不含车辆）（台/套）", ("单位价值100万元（含）以上设备",)),
    ("六、政府采购支出信息", ()),
    ("（一）政府采购支出合计", ("政府采购支出总额",)),
    ("  1.政府采购货物支出", ("政府采购货物支出",)),
    ("  2.政府采购工程支出", ("政府采购工程支出",)),
    ("  3.政府采购服务支出", ("政府采购服务支出",)),
    ("（二）政府采购授予中小企业合同金额", ("授予中小企业合同金额",)),
    ("  其中：授予小微企业合同金额", ("授予小微企业合同金额",)),
)


@dataclass(frozen=True, slots=True)
class Export:
    """How the workbook is written; `changes` are cells typed over: (Z03, E12) → text."""

    unit: str = "元"
    long_list: bool = False
    split_codes: bool = False
    ordinals: bool = True
    left_out: tuple[str, ...] = ()
    unit_of: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[tuple[str, str], Value] = field(default_factory=dict)


def write_export(department: Department, path: Path, how: Export | None = None) -> Path:
    """Write the workbook of a department."""
    how = how or Export()
    book = Workbook()
    book.remove(book.worksheets[0])
    for key, name in NAMES.items():
        if key in how.left_out:
            continue
        unit = how.unit_of.get(key, how.unit)
        sheet = book.create_sheet(f"{key} {name}"[:_LIMIT])
        rows, merges = _layout(department, key, how, unit)
        for index, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None and value != "":
                    cell = sheet.cell(index, column, value)
                    cell.number_format = _MONEY if isinstance(value, Decimal) else "General"
        for merge in merges:
            sheet.merge_cells(merge)
        for (changed, address), value in how.changes.items():
            if changed == key:
                sheet[address] = value
    book.save(path)
    return path


def sheets_of(path: Path, *, fill: bool = False) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook as readers hand them over; `fill` fills merged cells."""
    found = []
    for sheet in load_workbook(path).worksheets:
        rows = [[_text(cell.value) for cell in row] for row in sheet.iter_rows()]
        for merge in sheet.merged_cells.ranges if fill else ():
            text = rows[merge.min_row - 1][merge.min_col - 1]
            for row in range(merge.min_row - 1, merge.max_row):
                for column in range(merge.min_col - 1, merge.max_col):
                    rows[row][column] = text
        found.append(Sheet(path.name, tuple(map(tuple, rows)), sheet.title))
    return tuple(found)


def export_of(seed: int, path: Path, how: Export | None = None) -> tuple[Department, Path]:
    """Write the export of a random department."""
    department = random_department(seed)
    return department, write_export(department, path / f"{seed}.xlsx", how)


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{Decimal(str(value)):.2f}" if isinstance(value, float) else str(value).strip()


def _layout(department: Department, key: str, how: Export, unit: str) -> tuple[Grid, list[str]]:
    """Return the rows of a sheet with what stands above the grid, and its merged cells."""

    def show(yuan: Decimal) -> Decimal:
        return printed(yuan, unit)

    accounts = department.accounts
    if key in {"Z01", "Z01_1"}:
        grid, merges = _sides(department, key, how, show)
    elif key == "F03":
        grid, merges = _running(department, show), []
    else:
        grid, merges = _coded(accounts, key, how, show)
    width = max(map(len, grid))
    number = NAMES[key].partition("(")[2].rstrip(")")
    blank: list[Value] = [None] * (width - 1)
    head: Grid = [
        [NAMES[key].partition("(")[0], *blank],
        [*blank, number],
        [f"编制单位：{department.name}", f"{department.year}年度", *blank[2:], f"单位：{unit}"],
    ]
    return head + grid, merges


Show = Callable[[Decimal], Decimal]


def _coded(accounts: Accounts, key: str, how: Export, show: Show) -> tuple[Grid, list[str]]:
    """Return a table by code: header to row 8, codes in A–C, names in D, amounts from E."""
    if key == "Z08_1" and how.long_list:
        columns: list[tuple[str, ...]] = [("基本支出", "合计")]
        rows = _economic_rows(accounts)
    else:
        columns, rows = _CODED[key](accounts)
    grid = _coded_head(columns, how)
    merges = ["A4:D4", "A5:C7"]
    for code, name, amounts in rows:
        split = how.split_codes and code
        lead = [code[:3], code[3:5], code[5:]] if split else [code, None, None]
        line = 4 + len(grid)
        if not split:
            merges.append(f"A{line}:C{line}")
        shown = [a if a is None or isinstance(a, str) else (show(a) or None) for a in amounts]
        grid.append([*(part or None for part in lead), name, *shown])
    return grid, merges


def _coded_head(columns: Sequence[tuple[str, ...]], how: Export) -> Grid:
    """Return the four header rows, merged cells blank, and the row 类 款 项 栏次 1 2 3."""
    head: Grid = [[None] * (4 + len(columns)) for _ in range(4)]
    head[0][0], head[1][0], head[1][3] = "项目", "科目编码", "科目名称"
    for at, path in enumerate(columns, start=4):
        for level, text in enumerate(path):
            before = columns[at - 5][: level + 1] if at > 4 else ()
            head[level][at] = None if before == path[: level + 1] else text
    ordinals = [str(number) if how.ordinals else None for number in range(1, 1 + len(columns))]
    return [*head, ["类", "款", "项", "栏次" if how.ordinals else None, *ordinals]]


CodeRow = tuple[str, str, Sequence[Decimal | str | None]]
Columns = tuple[list[tuple[str, ...]], list[CodeRow]]


def _plain(rows: Sequence[tables.CodeRow]) -> list[CodeRow]:
    return [(row.code, row.name, row.amounts) for row in rows]


def _income(accounts: Accounts) -> Columns:
    rows = [
        (row.code, row.name, (*row.amounts[:4], None, *row.amounts[4:]))
        for row in tables.income_rows(accounts)
    ]
    names = ("本年收入合计", "财政拨款收入", "上级补助收入")
    rest = ("经营收入", "附属单位上缴收入", "其他收入")
    own = [("事业收入", "小计"), ("事业收入", "其中：教育收费")]
    return [*((n,) for n in names), *own, *((n,) for n in rest)], rows


def _spending(accounts: Accounts) -> Columns:
    names = "本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出"
    return [(name,) for name in names.split()], _plain(tables.spending_rows(accounts))


_FLOW = [
    ("年初结转和结余", "合计"),
    ("年初结转和结余", "基本支出结转"),
    ("本年收入",),
    ("本年支出", "合计"),
    ("本年支出", "基本支出", "小计"),
    ("本年支出", "基本支出", "人员经费"),
    ("本年支出", "基本支出", "日常公用经费"),
    ("本年支出", "项目支出"),
    ("年末结转和结余", "合计"),
    ("年末结转和结余", "项目支出结转和结余"),
]


def _flow(fund: str) -> Callable[[Accounts], Columns]:
    """Return the table of one fund, which holds more columns and rows than the published one."""

    def columns(accounts: Accounts) -> Columns:
        def amounts(line: Line) -> tuple[Decimal, ...]:
            flow = getattr(line, fund)
            return (flow.opening, flow.income, flow.spent, flow.basic, flow.project, flow.closing)

        rows: list[CodeRow] = []
        for row in tables._rows_by_code(accounts, amounts, 6):
            opening, income, spent, basic, project, closing = row.amounts
            parts = (accounts.personnel, accounts.public) if not row.code else (None, None)
            parts = parts if fund == "general" else ("—", "—")
            kept = (opening, "—", income, spent, basic, *parts, project, closing, "—")
            rows.append((row.code, row.name, kept))
        return _FLOW, rows

    return columns


def _wide(accounts: Accounts) -> Columns:
    """Return economic classes as columns; only the 合计 row is known by class."""
    columns: list[tuple[str, ...]] = [("合计",)]
    amounts: list[Decimal | str | None] = [accounts.general_basic]
    for code, name in ECONOMIC.items():
        group = ECONOMIC[code[:3]]
        columns.append((group, "小计") if len(code) == 3 else (group, name))
        amounts.append(tables.economic_amount(accounts, code))
    columns.append(("对企业补助", "小计"))
    amounts.append("—")
    rows: list[CodeRow] = [("", "合计", amounts)]
    rows += [
        (row.code, row.name, [row.amounts[1]]) for row in tables.general_rows(accounts) if row.code
    ]
    return columns, rows


def _economic_rows(accounts: Accounts) -> list[CodeRow]:
    rows: list[CodeRow] = [("", "合计", [accounts.general_basic])]
    rows += [
        (code, name, [tables.economic_amount(accounts, code)]) for code, name in ECONOMIC.items()
    ]
    return rows


_CODED: dict[str, Callable[[Accounts], Columns]] = {
    "Z03": _income,
    "Z04": _spending,
    "Z05": _spending,
    "Z07": _flow("general"),
    "Z08_1": _wide,
    "Z09": _flow("fund"),
    "Z11": _flow("capital"),
}


def _sides(department: Department, key: str, how: Export, show: Show) -> tuple[Grid, list[str]]:
    """Return Z01 or Z01_1: three blocks, the totals of expenditure in the third."""
    one, accounts = key == "Z01", department.accounts
    left = (tables.summary_income if one else tables.fiscal_income_side)(accounts)
    right = (tables.summary_spending if one else tables.fiscal_spending_side)(accounts)
    wide = 1 if one else 1 + len(_FUNDS)
    first = 8 if one else 3
    sources = [*left[:first], *[None] * (26 - first), *left[first:]]
    uses = [*right[:-1], *[None] * (len(sources) - len(right)), right[-1]]
    grid, merges = _sides_head(wide, how), []
    for number, (source, use) in enumerate(zip(sources, uses, strict=True), start=1):
        row: list[Value] = [None, str(number), None, None, None]
        if source is not None:
            row[0], row[4] = source.label, show(source.amounts[0]) or None
        label = use.label if use else None
        planned = _planned(department, wide, show) if label == "本年支出合计" else [None] * wide
        amounts = [None] * wide if use is None else [show(a) or None for a in use.amounts]
        values = [*planned, *[None] * wide, *amounts]
        blank: list[Value] = [None] * (3 * wide)
        if number <= len(CLASSES):
            basic = [*blank[1:], show(accounts.general_basic)]
            row += [label, str(40 + number), *values, "一、基本支出", "80", *basic]
        else:
            line = 4 + len(grid)
            merges.append(f"F{line}:{get_column_letter(8 + 3 * wide)}{line}")
            row += [label, None, *blank, None, "90", *values]
        grid.append(row)
    return grid, merges


def _sides_head(wide: int, how: Export) -> Grid:
    """Return the header over the three blocks; `wide` columns stand below 决算数 (合计, funds)."""
    groups = ("年初预算数", "全年预算数", "决算数")
    block: list[Value] = [value for g in groups for value in (g, *[None] * (wide - 1))]
    uses = ("项目（按功能分类）", "项目（按支出性质和经济分类）")
    head: Grid = [
        ["收入", *[None] * 4, "支出", *[None] * (3 + 6 * wide)],
        ["项目", "行次", *groups, *(v for use in uses for v in (use, "行次", *block))],
    ]
    if wide > 1:
        funds: list[Value] = [None, None, *["合计", *_FUNDS] * 3]
        head.append([*[None] * 5, *funds, *funds])
    if how.ordinals:
        numbers = [str(n) for n in range(1, 4 + 6 * wide)]
        half = 3 + 3 * wide
        spent = ["栏次", None, *numbers[3:half], "栏次", None, *numbers[half:]]
        head.append(["栏次", None, *numbers[:3], *spent])
    return head


def _planned(department: Department, wide: int, show: Show) -> list[Value]:
    """Return 年初预算数 of the funds, which Z01 does not tell apart."""
    totals = department.budget.totals
    if wide == 1:
        return [None]
    keys = [f"{fund}支出" for fund in _FUNDS]
    return [None, *(show(totals[key]) if key in totals else None for key in keys)]


def _running(department: Department, show: Show) -> Grid:
    """Return F03: two blocks of labels, with budgets in the first one."""
    three = [show(amount) for amount in department.accounts.three_public.columns()]

    def fact(keys: tuple[str, ...]) -> Value:
        if not keys or keys[0] not in department.facts:
            return None
        values = [department.facts[key].value for key in keys if key in department.facts]
        if all(isinstance(value, int) for value in values):
            return sum(int(value) for value in values)
        return sum((show(Decimal(value)) for value in values), ZERO)

    left: Grid = [["一、“三公”经费支出", "1", "—", "—", "—"]]
    for at, label in enumerate(_THREE_PUBLIC):
        left.append([label, "2", Decimal("1.00"), three[at], three[6 + at]])
    left += [[label, "8", "—", "—", fact(keys)] for label, keys in _LEFT]
    running = department.budget.totals.get("机关运行经费")
    right: Grid = [[label, "30", None, fact(keys)] for label, keys in _RIGHT]
    right[0][2] = None if running is None else show(running)
    blank: list[Value] = [None] * 4
    rows = zip_longest(left, right, fillvalue=blank)
    names = ("项  目", "行次", "年初预算数", "全年预算数", "决算统计数")
    return [
        [*names, *names[:3], names[-1]],
        ["栏次", None, "1", "2", "3", "栏次", None, "4", "5"],
        *([*(one or blank), *(other or blank)] for one, other in rows),
    ]
