"""Relations among the nine tables on which the narrative rests (DOMAIN 2.2–2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.relation import Outcome, Term, check_same, check_sum, find_term, state
from generator.model import forms
from generator.model.finding import FindingClass, Severity
from generator.model.place import Place
from generator.model.table import Side
from generator.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts

TOTAL = "合计"
AMOUNT = "金额"
_FUNDS = forms.FORM_BY_NUMBER[forms.FISCAL_SUMMARY].columns[1:]
_INCOME_ROWS = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)


def _rule(code: str, title: str, *, cross: bool = False) -> Rule:
    kind = FindingClass.CROSS_TABLE if cross else FindingClass.ARITHMETIC
    return Rule(code, title, "部门决算报表表内、表间公式", kind, Severity.ERROR)


INCOME_SUM = _rule("A01", "公开01各项收入之和应等于本年收入合计")
EXPENDITURE_SUM = _rule("A02", "公开01各类支出之和应等于本年支出合计")
INCOME_TOTAL = _rule("A03", "公开01本年收入加结余、结转应等于收入总计")
EXPENDITURE_TOTAL = _rule("A04", "公开01本年支出加结余分配、结转应等于支出总计")
TOTALS_EQUAL = _rule("A05", "公开01收入总计应等于支出总计")
INCOME_COLUMNS = _rule("B01", "公开02合计行各项收入之和应等于本年收入合计")
EXPENDITURE_COLUMNS = _rule("B02", "公开03合计行各类支出之和应等于本年支出合计")
INCOME_AGREES = _rule("B05", "公开02合计行应与公开01一致", cross=True)
EXPENDITURE_AGREES = _rule("B06", "公开03合计行应与公开01一致", cross=True)
FISCAL_CLASSES = _rule("C02", "公开04各类支出之和应等于本年支出合计")
FISCAL_OPENING = _rule("C04", "公开04年初结转和结余应等于其明细之和")
FISCAL_TOTALS = _rule("C05", "公开04本年数加结转和结余应等于总计")
FISCAL_EQUAL = _rule("C06", "公开04收入总计应等于支出总计")
FISCAL_INCOME = _rule("C08", "公开04财政拨款收入应与公开01、公开02一致", cross=True)


def check_summary(accounts: Accounts) -> Iterator[Outcome]:
    """公开01: what section 一 prints (A01–A05)."""
    form = forms.INCOME_EXPENDITURE

    def term(row: str, side: Side) -> Term | None:
        return find_term(accounts, form, row, AMOUNT, side)

    income, spending = Side.INCOME, Side.EXPENDITURE
    yield from check_sum(
        INCOME_SUM,
        accounts,
        term("本年收入合计", income),
        [term(row, income) for row in _INCOME_ROWS],
        "一",
    )
    yield from check_sum(
        EXPENDITURE_SUM,
        accounts,
        term("本年支出合计", spending),
        [term(row, spending) for row in forms.CLASS_CODES],
        "一",
    )
    carried = [
        term(row, income) for row in ("本年收入合计", "使用非财政拨款结余", "年初结转和结余")
    ]
    yield from check_sum(INCOME_TOTAL, accounts, term("总计", income), carried, "一")
    left = [term(row, spending) for row in ("本年支出合计", "结余分配", "年末结转和结余")]
    yield from check_sum(EXPENDITURE_TOTAL, accounts, term("总计", spending), left, "一")
    yield from check_hard(
        TOTALS_EQUAL, accounts, term("总计", income), term("总计", spending), "一"
    )


def check_hard(
    rule: Rule, accounts: Accounts, first: Term | None, second: Term | None, section: str
) -> list[Outcome]:
    """Two amounts that must be equal to the hundredth."""
    return check_sum(rule, accounts, first, [second], section)


def check_income(accounts: Accounts) -> Iterator[Outcome]:
    """公开02 [合计], as section 二 uses it (B01, B05)."""
    columns = forms.FORM_BY_NUMBER[forms.INCOME].columns
    terms = [find_term(accounts, forms.INCOME, TOTAL, column) for column in columns]
    yield from check_sum(INCOME_COLUMNS, accounts, terms[0], terms[1:], "二")

    def row(name: str) -> Term | None:
        return find_term(accounts, forms.INCOME_EXPENDITURE, name, AMOUNT, Side.INCOME)

    yield from check_same(INCOME_AGREES, accounts, row("本年收入合计"), terms[0], "二")
    yield from check_sum(
        INCOME_AGREES, accounts, terms[1], [row(name) for name in _INCOME_ROWS[:3]], "二"
    )
    for name, term in zip(_INCOME_ROWS[3:], terms[2:], strict=True):
        yield from check_same(INCOME_AGREES, accounts, term, row(name), "二")


def check_expenditure(accounts: Accounts) -> Iterator[Outcome]:
    """公开03 [合计], as section 三 uses it (B02, B06)."""
    columns = forms.FORM_BY_NUMBER[forms.EXPENDITURE].columns
    terms = [find_term(accounts, forms.EXPENDITURE, TOTAL, column) for column in columns]
    yield from check_sum(EXPENDITURE_COLUMNS, accounts, terms[0], terms[1:], "三")
    total = find_term(accounts, forms.INCOME_EXPENDITURE, "本年支出合计", AMOUNT, Side.EXPENDITURE)
    yield from check_same(EXPENDITURE_AGREES, accounts, terms[0], total, "三")


def check_fiscal_summary(accounts: Accounts) -> Iterator[Outcome]:
    """公开04: what section 四 prints (C02, C04–C06, C08)."""
    form, income, spending = forms.FISCAL_SUMMARY, Side.INCOME, Side.EXPENDITURE

    def left(row: str) -> Term | None:
        return find_term(accounts, form, row, AMOUNT, income)

    def right(row: str, column: str) -> Term | None:
        return find_term(accounts, form, row, column, spending)

    for column in (TOTAL, *_FUNDS):
        classes = [right(row, column) for row in forms.CLASS_CODES]
        yield from check_sum(FISCAL_CLASSES, accounts, right("本年支出合计", column), classes, "四")
        parts = [right("本年支出合计", column), right("年末财政拨款结转和结余", column)]
        yield from check_sum(FISCAL_TOTALS, accounts, right("总计", column), parts, "四")
    opening = left("年初财政拨款结转和结余")
    yield from check_sum(
        FISCAL_OPENING, accounts, opening, [left(f"年初{fund}") for fund in _FUNDS], "四"
    )
    yield from check_sum(
        FISCAL_TOTALS, accounts, left("总计"), [left("本年收入合计"), opening], "四"
    )
    yield from check_hard(FISCAL_EQUAL, accounts, left("总计"), right("总计", TOTAL), "四")
    for fund in _FUNDS:
        row = find_term(accounts, forms.INCOME_EXPENDITURE, f"{fund}收入", AMOUNT, income)
        yield from check_same(FISCAL_INCOME, accounts, left(fund), row, "四")


STATEMENT_MISSING = Rule(
    "D09",
    "没有数据的表格应当列出空表并说明",
    "地方预决算公开操作规程（财预〔2016〕143号）",
    FindingClass.STRUCTURE,
    Severity.WARNING,
)
STATEMENT_WRONG = Rule(
    "F06",
    "有数据的表格不应说明“本表无数据”",
    "地方预决算公开操作规程（财预〔2016〕143号）",
    FindingClass.STRUCTURE,
    Severity.ERROR,
)
_SECTIONS = {forms.FUND_BUDGET: "七", forms.STATE_CAPITAL: "八", forms.THREE_PUBLIC: "九"}


def check_statements(accounts: Accounts) -> Iterator[Outcome]:
    """公开07, 08, 09: an empty table has its statement, a filled one has none (D09, F06)."""
    for form, section in _SECTIONS.items():
        table = accounts.tables.get(form)
        if table is None:
            continue
        place = Place(table.file, table=form)
        if table.is_empty and not table.statement and table.notes:
            yield state(
                STATEMENT_MISSING,
                f"{form}没有数据，表下也没有“故本表无数据”的说明；Word 文档中已按规定加上",
                [place],
                section,
            )
        if not table.is_empty and "无数据" in table.statement:
            yield state(
                STATEMENT_WRONG,
                f"{form}有数据，表下却说明“{table.statement}”；Word 文档中没有印出这一句",
                [place],
                section,
            )
