"""公开05, 公开07, 公开08: spending from the three funds (DOMAIN 2.5: D01 … D09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks import fiscal_summary
from generator.checks.class_rows import class_amount, classes
from generator.checks.ledger import DIGITS
from generator.checks.relation import Check, Relation, Remark, at_most, same, sum_across
from generator.checks.revenue import levels_add_up, rows_add_up
from generator.checks.subject_tree import ITEM_DIGITS, SUBCLASS_DIGITS, TOTAL
from generator.field import forms
from generator.field.funds import CAPITAL, FUND, GENERAL, fund_of
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.ledger import Ledger
    from generator.checks.term import Term

_GENERAL, _FUND, _CAPITAL = forms.GENERAL_BUDGET, forms.FUND_BUDGET, forms.STATE_CAPITAL
_GENERAL_COLUMNS = forms.FORM_BY_NUMBER[_GENERAL].columns
_FUND_COLUMNS = forms.FORM_BY_NUMBER[_FUND].columns
_OPENING, _INCOME, _SPENT, _BASIC, _PROJECT, _CLOSING = _FUND_COLUMNS
_ALL_SPENDING = forms.FORM_BY_NUMBER[forms.EXPENDITURE].columns
_SECTION = {_GENERAL: "五", _FUND: "七", _CAPITAL: "八"}


def general_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """公开05: every row, every level, every column."""
    yield from _in_section(_add_up(ledger, _GENERAL, _GENERAL_COLUMNS), "五")


def _add_up(ledger: Ledger, form: str, columns: tuple[str, ...]) -> Iterator[Relation]:
    yield from rows_add_up(ledger, form, columns)
    yield from levels_add_up(ledger, form, total=True)
    yield from levels_add_up(ledger, form, total=False)


def _in_section(relations: Iterator[Relation], section: str) -> Iterator[Relation]:
    for relation in relations:
        yield relation._replace(section=section)


def _classes_agree(ledger: Ledger, form: str, column: str, fund: str) -> Iterator[Relation]:
    """Each 类 of a fund's table is the fund's amount in the class row of 公开04."""
    for code, label in classes(ledger).items():
        one = ledger.term(form, code, column)
        other = class_amount(ledger, fiscal_summary.FORM, code, label, fund)
        yield same(one, other, "", f"公开04{label}的{fund}")


def general_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开05 and the column 一般公共预算 of 公开04."""
    if not (ledger.table(_GENERAL) and ledger.table(fiscal_summary.FORM)):
        return
    fund, column = fiscal_summary.FUNDS[0], _GENERAL_COLUMNS[0]
    spent = fiscal_summary.expenditure(ledger, fiscal_summary.SPENT, fund)
    formula = "公开04本年支出合计的一般公共预算财政拨款"
    yield same(ledger.term(_GENERAL, TOTAL, column), spent, "五（一）", formula)
    yield from _classes_agree(ledger, _GENERAL, column, fund)


def general_is_within_all_spending(ledger: Ledger) -> Iterator[Relation]:
    """公开05 is part of 公开03, code by code."""
    table = ledger.table(_GENERAL)
    if not (table and ledger.table(forms.EXPENDITURE)):
        return
    pairs = tuple(zip(_GENERAL_COLUMNS, _ALL_SPENDING[:3], strict=True))
    for row in table.rows:
        if row.code and len(row.code) not in DIGITS:
            continue
        for column, whole in pairs:
            if column in row.cells:
                parts = [ledger.of(_GENERAL, row, column)]
                all_funds = ledger.term(forms.EXPENDITURE, row.key, whole)
                yield at_most(parts, [all_funds], "", f"公开03同一科目的{whole}")


def funds_make_all_spending(ledger: Ledger) -> Iterator[Relation]:
    """Code by code: the three funds make 公开03 where there is no other money, else less."""
    table = ledger.table(forms.EXPENDITURE)
    if table is None or any(ledger.table(form) is None for form in _SECTION):
        return
    only = fiscal_summary.is_fiscal_only(ledger)
    keys = dict.fromkeys(row.key for row in table.rows if row.code or row.key == TOTAL)
    for form in _SECTION:
        other = ledger.table(form)
        keys |= dict.fromkeys(row.key for row in other.coded_rows()) if other else {}
    for key in keys:
        if key != TOTAL and len(key) not in DIGITS:
            continue
        whole = ledger.term(forms.EXPENDITURE, key, _ALL_SPENDING[0])
        parts = [
            ledger.term(form, key, column)
            for form, column in (
                (_GENERAL, _GENERAL_COLUMNS[0]),
                (_FUND, _SPENT),
                (_CAPITAL, TOTAL),
            )
            if key == TOTAL or ledger.may_hold(form, key)
        ]
        formula = "公开05 + 公开07 + 公开08同一科目"
        if only:
            yield sum_across(whole, parts, "", formula)
        else:
            yield at_most(parts, [whole], "", formula)


def subjects_belong_to_their_fund(ledger: Ledger) -> Iterator[Remark]:
    """No code of a government fund or of state capital in 公开05, only those in 公开07, 公开08."""
    words = {_GENERAL: GENERAL, _FUND: FUND, _CAPITAL: CAPITAL}
    for form, own in words.items():
        table = ledger.table(form)
        for row in table.coded_rows() if table else ():
            fund = fund_of(row.code)
            if len(row.code) < SUBCLASS_DIGITS or fund == own or not row.cells:
                continue
            if form == _GENERAL or (fund == GENERAL and len(row.code) == ITEM_DIGITS):
                place = next(iter(row.cells.values())).place
                known = f"属于{fund}" if fund != GENERAL else f"不在已知的{own}科目内"
                yield Remark(
                    f"{form}中有“{row.title}”，这个科目{known}",
                    [place],
                    severity=None if form == _GENERAL else Severity.WARNING,
                )


def fund_adds_up(ledger: Ledger) -> Iterator[Relation]:
    """公开07: what came is spent or left; spending; every level, every column."""
    table = ledger.table(_FUND)
    if table is None:
        return
    keys = [(row.key, row) for row in table.rows if row.cells]
    for key, row in (*keys, *((code, None) for code in ledger.lacking(_FUND))):
        opening, income, spent, closing = (
            ledger.of(_FUND, row, column) if row else ledger.term(_FUND, key, column)
            for column in (_OPENING, _INCOME, _SPENT, _CLOSING)
        )
        formula = "年初结转 + 本年收入 = 支出 + 年末结转"
        yield Relation((opening, income), (spent, closing), section="七", formula=formula)
    yield from _in_section(_add_up(ledger, _FUND, (_SPENT, _BASIC, _PROJECT)), "七")


def fund_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开07 and the column 政府性基金 of 公开04."""
    if not (ledger.table(_FUND) and ledger.table(fiscal_summary.FORM)):
        return
    fund = fiscal_summary.FUNDS[1]

    def own(column: str) -> Term | None:
        return ledger.term(_FUND, TOTAL, column)

    income, spent = fiscal_summary.income, fiscal_summary.expenditure
    yield same(own(_INCOME), income(ledger, fund), "七", "公开04政府性基金收入")
    yield same(own(_OPENING), fiscal_summary.opening(ledger, fund), "七", "公开04年初政府性基金")
    total = spent(ledger, fiscal_summary.SPENT, fund)
    yield same(own(_SPENT), total, "七", "公开04本年支出合计的政府性基金")
    closing = spent(ledger, fiscal_summary.CLOSING, fund)
    yield same(own(_CLOSING), closing, "七", "公开04年末结转和结余的政府性基金")
    yield from _classes_agree(ledger, _FUND, _SPENT, fund)


def capital_agrees(ledger: Ledger) -> Iterator[Relation]:
    """公开08: rows and levels, and the column 国有资本经营 of 公开04."""
    if ledger.table(_CAPITAL) is None:
        return
    columns = forms.FORM_BY_NUMBER[_CAPITAL].columns
    yield from _in_section(_add_up(ledger, _CAPITAL, columns), "八")
    if ledger.table(fiscal_summary.FORM):
        fund = fiscal_summary.FUNDS[2]
        spent = fiscal_summary.expenditure(ledger, fiscal_summary.SPENT, fund)
        formula = "公开04本年支出合计的国有资本经营"
        yield same(ledger.term(_CAPITAL, TOTAL, TOTAL), spent, "八", formula)
        yield from _classes_agree(ledger, _CAPITAL, TOTAL, fund)


def empty_tables_are_explained(ledger: Ledger) -> Iterator[Remark]:
    """公开07, 公开08 without data say so; with data they do not."""
    for form in (_FUND, _CAPITAL):
        yield from explain_emptiness(ledger, form, _SECTION[form])


def explain_emptiness(ledger: Ledger, form: str, section: str) -> Iterator[Remark]:
    """Compare the statement below a table with what stands in it."""
    table = ledger.table(form)
    if table is None:
        return
    place = Place(table.file, table=form)
    if table.is_empty and not table.statement and table.notes:
        message = f"{form}没有数据，表下却没有“故本表无数据”的说明"
        built = f"{message}（生成的 Word 文档会加上）"
        yield Remark(built, [place], section, in_review=message)
    if not table.is_empty and "无数据" in table.statement:
        message = f"{form}有数据，表下却说明“{table.statement}”"
        built = f"{message}（生成的 Word 文档不印这一句）"
        yield Remark(built, [place], section, in_review=message)


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    authority: str = "部门决算报表表内公式",
) -> Rule:
    return Rule(code, title, authority, kind, Severity.ERROR)


_ACROSS = "部门决算报表表间公式"
_EMPTY = "地方预决算公开操作规程（财预〔2016〕143号）：没有数据的表格应当列出空表并说明"
CHECKS = (
    Check(_rule("D01", "公开05各行小计、各级科目应等于其明细之和"), general_adds_up),
    Check(
        _rule("D02", "公开05应与公开04一般公共预算一致", FindingClass.CROSS_TABLE, _ACROSS),
        general_agrees,
    ),
    Check(
        _rule("D03", "公开05各科目不应大于公开03", FindingClass.CROSS_TABLE, _ACROSS),
        general_is_within_all_spending,
    ),
    Check(
        _rule(
            "D04",
            "公开05、07、08之和不应大于公开03；只有财政拨款时应相等",
            FindingClass.CROSS_TABLE,
            _ACROSS,
        ),
        funds_make_all_spending,
    ),
    Check(
        _rule("D05", "科目应列在所属资金的表中", FindingClass.STRUCTURE, "政府收支分类科目"),
        subjects_belong_to_their_fund,
    ),
    Check(_rule("D06", "公开07各行收支、各级科目应平衡"), fund_adds_up),
    Check(
        _rule("D07", "公开07应与公开04政府性基金一致", FindingClass.CROSS_TABLE, _ACROSS),
        fund_agrees,
    ),
    Check(
        _rule(
            "D08", "公开08应自相平衡，并与公开04国有资本经营一致", FindingClass.CROSS_TABLE, _ACROSS
        ),
        capital_agrees,
    ),
    Check(
        _rule(
            "D09", "公开07、08没有数据时应有说明，有数据时不应有", FindingClass.STRUCTURE, _EMPTY
        ),
        empty_tables_are_explained,
    ),
)
