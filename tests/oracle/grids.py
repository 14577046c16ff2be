"""The printed grids of the nine tables: header rows, 栏次 row, data rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from . import tables
from .accounts import Accounts
from .codes import PERSONNEL_BLOCK, PUBLIC_BLOCK, PUBLIC_BLOCK_LEFT, PUBLIC_BLOCK_RIGHT
from .tables import CodeRow, SideRow

Row = list[str]

TITLES = {
    1: "收入支出决算总表",
    2: "收入决算表",
    3: "支出决算表",
    4: "财政拨款收入支出决算总表",
    5: "一般公共预算财政拨款支出决算表",
    6: "一般公共预算财政拨款基本支出决算明细表",
    7: "政府性基金预算财政拨款收入支出决算表",
    8: "国有资本经营预算财政拨款支出决算表",
    9: "财政拨款“三公”经费支出决算表",
}
_CODE_HEADS: dict[int, tuple[str, ...]] = {
    2: (
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ),
    3: (
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    ),
    5: ("本年支出/小计", "本年支出/基本支出", "本年支出/项目支出"),
    7: (
        "年初结转和结余",
        "本年收入",
        "本年支出/小计",
        "本年支出/基本支出",
        "本年支出/项目支出",
        "年末结转和结余",
    ),
    8: ("本年支出/合计", "本年支出/基本支出", "本年支出/项目支出"),
}
_ROWS: dict[int, Callable[[Accounts], list[CodeRow]]] = {
    2: tables.income_rows,
    3: tables.spending_rows,
    5: tables.general_rows,
    7: tables.fund_rows,
    8: tables.capital_rows,
}
_CAR = "公务用车购置及运行维护费"
_THREE_PUBLIC_HEADS = (
    "合计",
    "因公出国（境）费",
    f"{_CAR}/小计",
    f"{_CAR}/公务用车购置费",
    f"{_CAR}/公务用车运行维护费",
    "公务接待费",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is laid out; `joiner` other than '' flattens the header into one row."""

    joiner: str = ""
    ordinals: bool = True
    label_column: int = 1
    project_head: bool = False
    empty_as_zeros: bool = True
    list_of_six: bool = False


@dataclass(frozen=True, slots=True)
class Printer:
    """How cells are printed."""

    amount: Callable[[Decimal], str]
    shape: Shape


def build_grid(accounts: Accounts, number: int, printer: Printer) -> list[Row]:
    """Return the grid of 公开0N, padded to equal width."""
    if number in _ROWS:
        rows = _code_table(accounts, number, printer)
    elif number in (1, 4):
        rows = _two_sided(accounts, number, printer)
    elif number == 6:
        listed = printer.shape.list_of_six
        rows = _list_of_six(accounts, printer) if listed else _three_blocks(accounts, printer)
    else:
        rows = _three_public(accounts, printer)
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def is_empty(accounts: Accounts, number: int) -> bool:
    """Whether a table that may stand empty (07, 08, 09) has no amount."""
    if number == 9:
        return not any(accounts.three_public.columns())
    return number in (7, 8) and len(_ROWS[number](accounts)) == 1


def _head_rows(paths: Sequence[str], joiner: str) -> list[Row]:
    """Return the header: one row of joined paths, or merged cells over each other."""
    if joiner:
        return [[path.replace("/", joiner) for path in paths]]
    split = [path.split("/") for path in paths]
    depth = max(len(parts) for parts in split)
    rows: list[Row] = [[] for _ in range(depth)]
    previous: list[str] = []
    for parts in split:
        for level in range(depth):
            label = parts[level] if level < len(parts) else ""
            merged = len(parts) > level + 1 and parts[: level + 1] == previous[: level + 1]
            rows[level].append("" if merged else label)
        previous = parts
    return rows


def _numbered(shape: Shape, width: int) -> Row:
    """Return the 栏次 row of a table by code."""
    lead = ["栏次", ""] if shape.label_column == 0 else ["", "栏次"]
    return lead + [str(column) for column in range(1, width + 1)]


def _code_table(accounts: Accounts, number: int, printer: Printer) -> list[Row]:
    """Return 公开02, 03, 05, 07 or 08."""
    shape, heads = printer.shape, _CODE_HEADS[number]
    leads = ("功能分类科目编码", "科目名称")
    if shape.project_head and not shape.joiner:
        leads = ("项目/功能分类科目编码", "项目/科目名称")
    rows = _head_rows((*leads, *heads), shape.joiner)
    if shape.ordinals:
        rows.append(_numbered(shape, len(heads)))
    if is_empty(accounts, number) and not shape.empty_as_zeros:
        return rows
    for item in _ROWS[number](accounts):
        lead = [item.code, item.name]
        if not item.code and shape.label_column == 0:
            lead = ["合计", ""]
        rows.append(lead + [printer.amount(amount) for amount in item.amounts])
    return rows


def _two_sided(accounts: Accounts, number: int, printer: Printer) -> list[Row]:
    """Return 公开01 or 公开04 with 行次 on both sides."""
    right_heads = ("决算数",) if number == 1 else ("合计", *_FUND_HEADS)
    left = "决算数" if number == 1 else "金额"
    paths = [f"收入/{name}" for name in ("项目", "行次", left)]
    paths += [f"支出/{name}" for name in ("项目", "行次", *right_heads)]
    rows = _head_rows(paths, printer.shape.joiner)
    if printer.shape.ordinals:
        ordinals = [str(column) for column in range(2, 2 + len(right_heads))]
        rows.append(["栏次", "", "1", "栏次", "", *ordinals])
    return rows + _side_rows(accounts, number, printer, len(right_heads))


_FUND_HEADS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")


def _side_rows(accounts: Accounts, number: int, printer: Printer, width: int) -> list[Row]:
    """Return the numbered rows: sources beside 类, then the totals level with each other."""
    if number == 1:
        left, right = tables.summary_income(accounts), tables.summary_spending(accounts)
        first = 8
    else:
        left, right = tables.fiscal_income_side(accounts), tables.fiscal_spending_side(accounts)
        first = 3
    gap: list[SideRow | None] = [None] * 3 if number == 4 else []
    sources: list[SideRow | None] = [*left[:first], *([None] * (26 - first)), *left[first:]]
    uses: list[SideRow | None] = [*right[:-1], *gap, right[-1]]
    count = len(uses)
    rows: list[Row] = []
    for index, (one, other) in enumerate(zip(sources, uses, strict=True), start=1):
        row = [*_side(one, printer, 1)]
        row.insert(1, str(index))
        row += [*_side(other, printer, width)]
        row.insert(4, str(count + index))
        rows.append(row)
    return rows


def _side(row: SideRow | None, printer: Printer, width: int) -> Row:
    """Return label and amounts of one side, blank where the form has no row."""
    if row is None:
        return [""] * (1 + width)
    return [row.label, *(printer.amount(amount) for amount in row.amounts)]


def _three_blocks(accounts: Accounts, printer: Printer) -> list[Row]:
    """Return 公开06 in its printed form of three blocks."""
    heads = ("经济分类科目编码", "科目名称", "决算数")
    if printer.shape.joiner:
        groups = ("人员经费", "公用经费", "公用经费(续)")
        rows = _head_rows([f"{g}/{h}" for g in groups for h in heads], printer.shape.joiner)
    else:
        rows = [["人员经费", "", "", "公用经费", "", "", "", "", ""], [*heads * 3]]
    blocks = [
        [
            [row.code, row.name, printer.amount(row.amounts[0])]
            for row in tables.economic_rows(accounts, codes)
        ]
        for codes in (PERSONNEL_BLOCK, PUBLIC_BLOCK_LEFT, PUBLIC_BLOCK_RIGHT)
    ]
    for cells in zip_longest(*blocks, fillvalue=["", "", ""]):
        rows.append([text for block in cells for text in block])
    personnel, public = printer.amount(accounts.personnel), printer.amount(accounts.public)
    rows.append(["人员经费合计", "", personnel, "公用经费合计", "", "", "", "", public])
    return rows


def _list_of_six(accounts: Accounts, printer: Printer) -> list[Row]:
    """Return 公开06 as a list: 分组, code, name, amount."""
    rows = [["分组", "经济分类科目编码", "科目名称", "决算数"]]
    groups = (
        ("人员经费", PERSONNEL_BLOCK, accounts.personnel),
        ("公用经费", PUBLIC_BLOCK, accounts.public),
    )
    for group, codes, total in groups:
        rows += [
            [group, row.code, row.name, printer.amount(row.amounts[0])]
            for row in tables.economic_rows(accounts, codes)
        ]
        rows.append([group, "", f"{group}合计", printer.amount(total)])
    return rows


def _three_public(accounts: Accounts, printer: Printer) -> list[Row]:
    """Return 公开09: three header rows, 1 … 12, one data row."""
    shape = printer.shape
    paths = [f"{half}/{head}" for half in ("预算数", "决算数") for head in _THREE_PUBLIC_HEADS]
    rows = _head_rows(paths, shape.joiner)
    if shape.ordinals:
        rows.append([str(column) for column in range(1, 13)])
    if not is_empty(accounts, 9) or shape.empty_as_zeros:
        rows.append([printer.amount(amount) for amount in accounts.three_public.columns()])
    return rows
