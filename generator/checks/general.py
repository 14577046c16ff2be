"""公开05, 06, 07, 08 as sections 五 to 八 use them (DOMAIN 2.5, 2.6, 2.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.relation import Outcome, Term, check_same, check_sum, find_term, state
from generator.model import forms
from generator.model.finding import FindingClass, Severity
from generator.model.table import CellKind, Side
from generator.money import ZERO
from generator.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.table import Row, Table

TOTAL = "合计"
_AUTHORITY = "部门决算报表表内、表间公式"


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, title, _AUTHORITY, kind, severity)


HIERARCHY = _rule("B04", "上级科目应等于下级科目之和")
ROW_SUM = _rule("D01", "公开05小计应等于基本支出加项目支出")
GENERAL_AGREES = _rule("D02", "公开05合计应与公开04一般公共预算一致", FindingClass.CROSS_TABLE)
FUND_ROW = _rule("D06", "公开07年初结转加本年收入应等于本年支出加年末结转")
FUND_AGREES = _rule("D07", "公开07合计应与公开04政府性基金一致", FindingClass.CROSS_TABLE)
CAPITAL_AGREES = _rule("D08", "公开08合计应与公开04国有资本经营一致", FindingClass.CROSS_TABLE)
ECONOMIC_SUM = _rule("E01", "公开06各类应等于其款之和")
COST_SUM = _rule("E02", "公开06人员经费、公用经费合计应等于各类之和")
BASIC_AGREES = _rule(
    "E03", "公开06人员经费加公用经费应等于公开05基本支出", FindingClass.CROSS_TABLE
)
PARENT_MISSING = _rule("H03", "每一科目应有其上级科目的行", FindingClass.STRUCTURE)
_SUBCLASS_DIGITS, _ITEM_DIGITS = 5, 7
_STAFF = ("301", "303")
_OFFICE = ("302", "307", "309", "310", "311", "312", "313", "399")


def check_general_budget(accounts: Accounts) -> Iterator[Outcome]:
    """公开05: its total, its rows, its classes (D01, D02, B03, B04)."""
    table = accounts.tables.get(forms.GENERAL_BUDGET)
    if table is None:
        return
    for row in table.rows:
        parts = [_cell(row, column) for column in ("小计", "基本支出", "项目支出")]
        yield from check_sum(ROW_SUM, accounts, parts[0], parts[1:], "五")
    for column in ("小计", "基本支出", "项目支出"):
        yield from _check_levels(accounts, table, column)
    fiscal = find_term(
        accounts,
        forms.FISCAL_SUMMARY,
        "本年支出合计",
        "一般公共预算财政拨款",
        Side.EXPENDITURE,
    )
    total = find_term(accounts, forms.GENERAL_BUDGET, TOTAL, "小计")
    yield from check_same(GENERAL_AGREES, accounts, total, fiscal, "五（一）")
    yield from _check_parents(table)


def _cell(row: Row, column: str) -> Term | None:
    cell = row.cells.get(column)
    if cell is None or cell.kind is CellKind.INVALID:
        return None
    name = row.title or TOTAL
    return Term(
        f"{cell.place.table}“{name}”{{{column}}}",
        cell.value or ZERO,
        cell.place,
        cell.kind is CellKind.NUMBER,
    )


def _check_levels(accounts: Accounts, table: Table, column: str) -> Iterator[Outcome]:
    """合计 = Σ类, 类 = Σ款, 款 = Σ项; a level that is not there is passed over."""
    astray = _find_astray(table)
    for parent in table.rows:
        children = [
            _cell(row, column)
            for row in _children(table, parent.code)
            if column in row.cells and row not in astray
        ]
        if children:
            yield from check_sum(HIERARCHY, accounts, _cell(parent, column), children, "五")


def _children(table: Table, code: str) -> list[Row]:
    """Return the rows one level below; where the 款 row is missing, its 项 count for it."""
    own = [row for row in table.coded_rows() if row.code.startswith(code) and row.code != code]
    return [
        row
        for row in own
        if not any(row.code != other.code and row.code.startswith(other.code) for other in own)
    ]


def _missing_parents(table: Table) -> dict[str, list[Row]]:
    """Return the codes of 类 and 款 that have no row, each with the rows below it."""
    codes = {row.code for row in table.coded_rows()}
    missing: dict[str, list[Row]] = {}
    for row in table.coded_rows():
        for digits in (3, 5):
            parent = row.code[:digits]
            if len(row.code) > digits and parent not in codes:
                missing.setdefault(parent, []).append(row)
    return missing


def _find_astray(table: Table) -> list[Row]:
    """Return rows that stand under another 款's code: the 款 above them has no 项 of its own."""
    return [
        row
        for rows in _missing_parents(table).values()
        for row in rows
        if len(row.code) == _ITEM_DIGITS and _likely_parent(table, row)
    ]


def _likely_parent(table: Table, row: Row) -> Row | None:
    """Return the 款 row just above an item of another 款, if it has no item of its own."""
    rows = list(table.coded_rows())
    above = rows[rows.index(row) - 1] if row in rows[1:] else None
    if above is None or len(above.code) != _SUBCLASS_DIGITS or above.code[:3] != row.code[:3]:
        return None
    own = any(r.code.startswith(above.code) and r.code != above.code for r in rows)
    same = {c: v.value for c, v in above.cells.items()} == {
        c: v.value for c, v in row.cells.items()
    }
    return above if same and not own else None


def _check_parents(table: Table) -> Iterator[Outcome]:
    for parent, rows in _missing_parents(table).items():
        names = "、".join(f"“{row.title}”" for row in rows)
        likely = _likely_parent(table, rows[0])
        advice = (
            f"金额与上一行“{likely.title}”相同，编码疑应为 {likely.code}{rows[0].code[-2:]}"
            if likely
            else "请补上该行，或核对编码"
        )
        yield state(
            PARENT_MISSING,
            f"{table.form}没有 {parent} 的行，其下却有{names}；{advice}",
            [next(iter(row.cells.values())).place for row in rows],
            "五（三）",
        )


def check_basic_detail(accounts: Accounts) -> Iterator[Outcome]:
    """公开06: classes, the two totals, and 公开05 基本支出 (E01–E03)."""
    table = accounts.tables.get(forms.BASIC_DETAIL)
    if table is None:
        return
    column = "决算数"
    for parent in table.coded_rows(3):
        children = [
            _cell(row, column) for row in table.coded_rows(5) if row.code.startswith(parent.code)
        ]
        if children:
            yield from check_sum(ECONOMIC_SUM, accounts, _cell(parent, column), children, "六")
    sums = {"人员经费合计": _STAFF, "公用经费合计": _OFFICE}
    totals = []
    for label, classes in sums.items():
        total = find_term(accounts, forms.BASIC_DETAIL, label, column)
        parts = [find_term(accounts, forms.BASIC_DETAIL, code, column) for code in classes]
        yield from check_sum(COST_SUM, accounts, total, parts, "六")
        totals.append(total)
    basic = find_term(accounts, forms.GENERAL_BUDGET, TOTAL, "基本支出")
    yield from check_sum(BASIC_AGREES, accounts, basic, totals, "六")


def check_special_funds(accounts: Accounts) -> Iterator[Outcome]:
    """公开07 and 公开08 against 公开04 (D06–D08)."""
    form, summary = forms.FUND_BUDGET, forms.FISCAL_SUMMARY

    def fund(column: str) -> Term | None:
        return find_term(accounts, form, TOTAL, column)

    def fiscal(row: str, column: str, side: Side) -> Term | None:
        return find_term(accounts, summary, row, column, side)

    opening, income = fund("年初结转和结余"), fund("本年收入")
    spending, closing = fund("小计"), fund("年末结转和结余")
    if opening and income and spending and closing:
        available = Term(
            f"{opening.label} + {income.label}", opening.value + income.value, opening.place
        )
        both = int(opening.is_printed and income.is_printed)
        yield from check_sum(FUND_ROW, accounts, available, [spending, closing], "七", both)
    name = "政府性基金预算财政拨款"
    pairs = (
        (income, fiscal(name, "金额", Side.INCOME)),
        (opening, fiscal(f"年初{name}", "金额", Side.INCOME)),
        (spending, fiscal("本年支出合计", name, Side.EXPENDITURE)),
        (closing, fiscal("年末财政拨款结转和结余", name, Side.EXPENDITURE)),
    )
    for own, other in pairs:
        yield from check_same(FUND_AGREES, accounts, own, other, "七")
    capital = find_term(accounts, forms.STATE_CAPITAL, TOTAL, TOTAL)
    other = fiscal("本年支出合计", "国有资本经营预算财政拨款", Side.EXPENDITURE)
    yield from check_same(CAPITAL_AGREES, accounts, capital, other, "八")
