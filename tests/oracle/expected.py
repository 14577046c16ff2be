"""The claims that each section of a department's narrative must make, computed independently."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from . import tables
from .accounts import Flow, Line
from .claim import Claim
from .claim_list import ClaimList
from .codes import CLASSES, ECONOMIC, PERSONNEL_BLOCK, PUBLIC_BLOCK, item_path
from .expected_outside import assets, purchases, running_costs
from .expected_three_public import three_public
from .model import Department
from .money import ZERO
from .tables import CodeRow

_SOURCES = (
    "财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
_KINDS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
_GENERAL = "一般公共预算财政拨款支出"


def expected_claims(department: Department, section: str) -> list[Claim]:
    """Return the claims of a section, 一 … 十二, in the order of the form."""
    claims = ClaimList(department, section)
    _WRITERS[section](claims)
    return claims.claims


def _section_one(claims: ClaimList) -> None:
    """一: 公开01 总计 and last year's."""
    _total(claims, "收支总计", claims.department.accounts.grand_total)


def _section_four(claims: ClaimList) -> None:
    """四: 公开04 总计 and last year's."""
    _total(claims, "财政拨款收支总计", claims.department.accounts.fiscal_grand_total)


def _total(claims: ClaimList, key: str, yuan: Decimal) -> None:
    """Expect a total with its comparison."""
    current = claims.department.shown(yuan)
    claims.amount(key, current)
    claims.change(key, key, current)


def _section_two(claims: ClaimList) -> None:
    """二: 公开02 合计 and its sources."""
    row = tables.income_rows(claims.department.accounts)[0]
    _parts(claims, "收入合计", row, _SOURCES)


def _section_three(claims: ClaimList) -> None:
    """三: 公开03 合计 and its kinds."""
    row = tables.spending_rows(claims.department.accounts)[0]
    _parts(claims, "支出合计", row, _KINDS)


def _parts(claims: ClaimList, label: str, row: CodeRow, names: Sequence[str]) -> None:
    """Expect a total and its parts with shares; henan leaves out parts of 0."""
    whole, *parts = (claims.department.shown(amount) for amount in row.amounts)
    claims.amount(label, whole)
    for name, part in zip(names, parts, strict=True):
        if part or claims.wording.is_itemised:
            _part(claims, name, part, whole)


def _part(claims: ClaimList, name: str, part: Decimal, whole: Decimal) -> None:
    """Expect an amount and its share."""
    claims.amount(name, part)
    claims.percent(name + "占比", part, whole)


def _section_five(claims: ClaimList) -> None:
    """五: （一）总体, （二）结构, （三）具体."""
    department = claims.department
    general = department.shown(department.accounts.general_spent)
    _part(claims, _GENERAL, general, department.shown(department.accounts.spent))
    claims.change(_GENERAL, _GENERAL, general)
    claims.amount(_GENERAL, general)
    for name, part in _structure(department):
        _part(claims, name, part, general)
    _budget_total(claims, general)
    for code in _budget_items(department):
        _budget_item(claims, code)


def _structure(department: Department) -> list[tuple[str, Decimal]]:
    """Return the items of 五（二）: 类 of 公开05, or (itemised, no projects) of 公开06."""
    accounts = department.accounts
    total, *rows = tables.general_rows(accounts)
    no_projects = department.shown(total.amounts[2]) == 0
    if department.profile == "henan-itemised" and no_projects:
        classes = [code for code in ECONOMIC if len(code) == 3]
        pairs = [
            (ECONOMIC[code], department.shown(tables.economic_amount(accounts, code)))
            for code in classes
        ]
    else:
        pairs = [
            (_class_label(row.code), department.shown(row.amounts[0]))
            for row in rows
            if len(row.code) == 3
        ]
    return [(name, part) for name, part in pairs if part]


def _class_label(code: str) -> str:
    """Return the label of a 类 in 五（二）: a final 支出 is cut, （类）支出 added."""
    return f"{CLASSES[code].removesuffix('支出')}（类）支出"


def _budget_items(department: Department) -> list[str]:
    """Return every 项 of 公开05 and every 项 with a budget other than 0, by code."""
    spent = {line.code for line in department.accounts.lines if line.general.spent}
    planned = {
        row.code
        for row in department.budget.rows
        if row.fund == "一般公共预算" and department.shown(row.amount)
    }
    return sorted(spent | planned)


def _budget_total(claims: ClaimList, final: Decimal) -> None:
    """Expect the heading sentence of 五（三）: no reason, whatever the difference."""
    department = claims.department
    given = department.budget.totals.get(_GENERAL)
    items = [department.budget.of_item(code) for code in _budget_items(department)]
    budget = None if given is None else department.shown(given)
    if budget is None:
        known = [department.shown(item) for item in items if item is not None]
        budget = sum(known, ZERO) if len(known) == len(items) else None
    _budget_and_final(claims, _GENERAL, budget, final)


def _budget_and_final(
    claims: ClaimList, label: str, budget: Decimal | None, final: Decimal
) -> None:
    """Expect 年初预算, 决算 and the rate between them."""
    claims.amount(label + "年初预算", budget)
    claims.amount(label + "决算", final)
    claims.completion(label, final, budget or ZERO)


def _budget_item(claims: ClaimList, code: str) -> None:
    """Expect one numbered item of 五（三）."""
    department, path = claims.department, item_path(code)
    lines = [line for line in department.accounts.lines if line.code == code]
    final = department.shown(sum((line.general.spent for line in lines), ZERO))
    row = department.budget.of_item(code)
    budget = None if row is None else department.shown(row)
    _budget_and_final(claims, path, budget, final)
    if budget is not None:
        claims.difference(path, code, final, budget)


def _section_six(claims: ClaimList) -> None:
    """六: 公开05 基本支出, 公开06 人员 and 公用经费 with the 款 that are not 0."""
    department, accounts = claims.department, claims.department.accounts
    key = "一般公共预算财政拨款基本支出"
    basic = department.shown(accounts.general_basic)
    claims.amount(key, basic)
    if claims.wording.is_itemised:
        claims.change(key, key, basic)
    groups = (
        ("人员经费", accounts.personnel, PERSONNEL_BLOCK),
        ("公用经费", accounts.public, PUBLIC_BLOCK),
    )
    for name, yuan, codes in groups:
        amount = department.shown(yuan)
        claims.amount(name, amount)
        if claims.wording.is_itemised:
            claims.change(name, name, amount)
        listed = [
            row.name
            for row in tables.economic_rows(accounts, codes)
            if len(row.code) == 5 and department.shown(row.amounts[0])
        ]
        if listed:
            claims.claims.append(Claim(f"{name}主要包括", "、".join(listed)))


def _section_seven(claims: ClaimList) -> None:
    """七: 公开07."""
    _fund(claims, "政府性基金", lambda line: line.fund)


def _section_eight(claims: ClaimList) -> None:
    """八: 公开08; income and balances stand in 公开04."""
    _fund(claims, "国有资本经营", lambda line: line.capital)


def _fund(claims: ClaimList, fund: str, flow: Callable[[Line], Flow]) -> None:
    """Expect the data form, the form for money not spent, or the statement that there is none."""
    department, accounts = claims.department, claims.department.accounts
    spent = department.shown(accounts.total(lambda line: flow(line).spent))
    income = department.shown(accounts.total(lambda line: flow(line).income))
    opening = department.shown(accounts.total(lambda line: flow(line).opening))
    closing = department.shown(accounts.total(lambda line: flow(line).closing))
    name = f"{fund}预算财政拨款"
    if spent:
        _budget_and_final(claims, f"{name}支出", _fund_budget(department, fund, flow), spent)
        claims.words(f"{fund}用途", f"{fund}用途")
    elif income or opening or closing:
        claims.amount(f"{name}收入", income)
        claims.state(f"{name}本年未安排支出")
        claims.amount(f"{name}年末结转和结余", closing)
    else:
        if not claims.wording.is_itemised:
            budget = _fund_budget(department, fund, flow)
            _budget_and_final(claims, f"{name}支出", budget, spent)
        claims.state(f"没有{fund}收入")
        claims.state(f"没有使用{fund}安排的支出")


def _fund_budget(department: Department, fund: str, flow: Callable[[Line], Flow]) -> Decimal | None:
    """Return the budget of a fund: the row without a code, else the sum of its 项."""
    given = department.budget.totals.get(f"{fund}预算财政拨款支出")
    if given is not None:
        return department.shown(given)
    codes = [line.code for line in department.accounts.lines if flow(line) != Flow()]
    rows = [department.budget.of_item(code, fund) for code in codes]
    known = [department.shown(row) for row in rows if row is not None]
    return sum(known, ZERO) if rows and len(known) == len(rows) else None


_WRITERS: dict[str, Callable[[ClaimList], None]] = {
    "一": _section_one,
    "二": _section_two,
    "三": _section_three,
    "四": _section_four,
    "五": _section_five,
    "六": _section_six,
    "七": _section_seven,
    "八": _section_eight,
    "九": three_public,
    "十": running_costs,
    "十一": purchases,
    "十二": assets,
}
