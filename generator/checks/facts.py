"""What stands outside the tables: budgets, last year, 事项, 绩效, deadline (DOMAIN 1.2, 2.8)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from generator.checks.relation import Outcome, Term, check_sum, find_term, state
from generator.model import forms
from generator.model.finding import FindingClass, Severity
from generator.model.place import Place
from generator.model.table import Side
from generator.money import CENT, ZERO, format_number
from generator.rules import GRADES, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from generator.model.accounts import Accounts, ListedAmount

DAYS_TO_PUBLISH = 20
_THOUSAND = 1000
_FORM = "部门决算公开格式"


def _rule(
    code: str,
    title: str,
    kind: FindingClass = FindingClass.ARITHMETIC,
    severity: Severity = Severity.ERROR,
    authority: str = _FORM,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


BUDGET_SUM = _rule("N05a", "各项年初预算之和应等于一般公共预算财政拨款支出年初预算")
FUND_BUDGET_SUM = _rule("N07a", "各项年初预算之和应等于该项资金的年初预算合计")
OPERATING_TAKEN = _rule(
    "N10c",
    "没有给出机关运行经费时，行政单位按公开06公用经费合计写",
    FindingClass.MISSING,
    Severity.INFO,
)
OPERATING_PART = _rule("N10a", "机关运行经费不应大于公开06公用经费合计", FindingClass.CROSS_TABLE)
OPERATING_EQUAL = _rule(
    "N10b",
    "行政单位、参公单位的机关运行经费一般等于公开06公用经费合计",
    FindingClass.CROSS_TABLE,
    Severity.WARNING,
)
PROCUREMENT_SUM = _rule("N11a", "政府采购支出总额应等于货物、工程、服务支出之和")
PROCUREMENT_PART = _rule("N11b", "小微企业不应大于中小企业，中小企业不应大于政府采购支出总额")
VEHICLES = _rule("N12a", "公务用车保有量不应大于车辆合计", FindingClass.INTERNAL)
WHOLE_BUDGET = _rule("N13a", "整体全年预算应等于年初预算加预算调整")
WHOLE_GRADE = _rule("N13b", "评价等级应与得分相符", FindingClass.INTERNAL)
LAST_YEAR = _rule("N01a", "上年数.csv 应与上年各表一致", FindingClass.INTERNAL)
SCALE = _rule(
    "U01", "同一数字的两个来源相差约一千倍以上，疑为单位有误", FindingClass.UNIT, Severity.WARNING
)
DEADLINE = _rule(
    "G01",
    "部门决算应在财政部门批复后二十日内公开",
    FindingClass.PLAUSIBILITY,
    authority="《中华人民共和国预算法》第十四条",
)
_OUTSIDE = {
    "收支总计": (forms.INCOME_EXPENDITURE, "总计", "金额", Side.INCOME),
    "财政拨款收支总计": (forms.FISCAL_SUMMARY, "总计", "金额", Side.INCOME),
    "一般公共预算财政拨款支出": (forms.GENERAL_BUDGET, "合计", "小计", Side.WHOLE),
    "一般公共预算财政拨款基本支出": (forms.GENERAL_BUDGET, "合计", "基本支出", Side.WHOLE),
    "人员经费": (forms.BASIC_DETAIL, "人员经费合计", "决算数", Side.WHOLE),
    "公用经费": (forms.BASIC_DETAIL, "公用经费合计", "决算数", Side.WHOLE),
}
_USES = (
    "省级领导干部用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)


def _listed(name: str, listed: ListedAmount | None) -> Term | None:
    if listed is None or listed.value is None:
        return None
    return Term(name, listed.value, listed.source.place)


def check_budgets(accounts: Accounts) -> Iterator[Outcome]:
    """The budgets of 五（三） add up; none is a thousand times its outcome (N05a, U01)."""
    items = [item for item in accounts.item_budgets if item.fund == "一般公共预算"]
    total = accounts.budget_totals.get("一般公共预算财政拨款支出")
    table = accounts.tables.get(forms.GENERAL_BUDGET)
    budgeted = {item.code for item in items}
    complete = table is not None and all(row.code in budgeted for row in table.coded_rows(7))
    if complete and items:
        parts = [_listed(f"{item.code} {item.name}", item.amount) for item in items]
        term = _listed("年初预算合计", total)
        yield from check_sum(BUDGET_SUM, accounts, term, parts, "五（三）")
    for item in items:
        final = find_term(accounts, forms.GENERAL_BUDGET, item.code, "小计")
        yield from _check_scale(_listed(f"年初预算“{item.code} {item.name}”", item.amount), final)


def check_fund_budgets(accounts: Accounts) -> Iterator[Outcome]:
    """The budgets of the other funds: total against items, and against the outcome (N07a, U01)."""
    outcomes = {
        "政府性基金": (forms.FUND_BUDGET, "小计", "七"),
        "国有资本经营": (forms.STATE_CAPITAL, "合计", "八"),
    }
    for fund, (form, column, section) in outcomes.items():
        key = f"{fund}预算财政拨款支出"
        total = _listed(f"年初预算“{key}”", accounts.budget_totals.get(key))
        items = [item for item in accounts.item_budgets if item.fund == fund]
        parts = [_listed(f"{item.code} {item.name}", item.amount) for item in items]
        if parts:
            yield from check_sum(FUND_BUDGET_SUM, accounts, total, parts, section)
        yield from _check_scale(total, find_term(accounts, form, "合计", column))
    key = "一般公共预算财政拨款支出"
    total = _listed(f"年初预算“{key}”", accounts.budget_totals.get(key))
    yield from _check_scale(total, find_term(accounts, forms.GENERAL_BUDGET, "合计", "小计"))


def check_last_year(accounts: Accounts) -> Iterator[Outcome]:
    """上年数.csv against 上年/ and against this year (N01a, U01)."""
    for key, (form, row, column, side) in _OUTSIDE.items():
        listed = _listed(f"上年数“{key}”", accounts.last_totals.get(key))
        yield from _check_scale(listed, find_term(accounts, form, row, column, side))
        table = accounts.last_year.get(form)
        cell = table.cell(row, column, side) if table else None
        if listed is None or cell is None or cell.value is None:
            continue
        if abs(cell.value - listed.value) > CENT:
            yield state(
                LAST_YEAR,
                f"上年数.csv 的“{key}”为{format_number(listed.value)}，上年{form}为"
                f"{format_number(cell.value)}；正文使用上年{form}",
                [listed.place, cell.place],
            )


def _check_scale(one: Term | None, other: Term | None) -> Iterator[Outcome]:
    if one is None or other is None or not one.value or not other.value:
        return
    large, small = sorted((abs(one.value), abs(other.value)), reverse=True)
    if large >= small * _THOUSAND:
        yield state(
            SCALE,
            f"{one.label}为{format_number(one.value)}，{other.label}为{format_number(other.value)}，"
            "相差一千倍以上；请核对单位是否为 元",
            [one.place, other.place],
        )


def check_operating_cost(accounts: Accounts) -> Iterator[Outcome]:
    """Section 十 against 公开06 [公用经费合计] (N10a, N10b)."""
    given = accounts.facts.get("机关运行经费")
    stated = _listed("机关运行经费", given)
    office = find_term(accounts, forms.BASIC_DETAIL, "公用经费合计", "决算数")
    last = _listed("上年数“机关运行经费”", accounts.last_totals.get("机关运行经费"))
    yield from _check_scale(last, stated or office)
    if given is None and office is not None and accounts.all_administrative:
        message = f"事项.csv 没有机关运行经费，正文按公用经费合计{format_number(office.value)}写"
        yield state(OPERATING_TAKEN, message, [office.place], "十")
    if stated is None or office is None:
        return
    message = (
        f"机关运行经费{format_number(stated.value)}，公用经费合计{format_number(office.value)}"
    )
    if stated.value > office.value + CENT:
        yield state(OPERATING_PART, f"{message}：前者大于后者", [stated.place, office.place], "十")
    elif accounts.all_administrative and abs(stated.value - office.value) > CENT:
        yield state(
            OPERATING_EQUAL, f"{message}：两者一般应相等", [stated.place, office.place], "十"
        )


def check_procurement(accounts: Accounts) -> Iterator[Outcome]:
    """Section 十一 (N11a, N11b)."""

    def fact(key: str) -> Term | None:
        return _listed(key, accounts.facts.get(key))

    total = fact("政府采购支出总额")
    parts = [fact(f"政府采购{kind}支出") for kind in ("货物", "工程", "服务")]
    spent = find_term(accounts, forms.EXPENDITURE, "合计", "本年支出合计")
    if total is not None and spent is not None and total.value > spent.value:
        yield from _check_scale(total, spent)
    yield from check_sum(PROCUREMENT_SUM, accounts, total, parts, "十一")
    medium, micro = fact("授予中小企业合同金额"), fact("授予小微企业合同金额")
    for part, whole in ((medium, total), (micro, medium)):
        if part is not None and whole is not None and part.value > whole.value + CENT:
            yield state(
                PROCUREMENT_PART,
                f"{part.label}{format_number(part.value)}大于{whole.label}"
                f"{format_number(whole.value)}",
                [part.place, whole.place],
                "十一",
            )


def check_vehicles(accounts: Accounts) -> Iterator[Outcome]:
    """Section 十二 against 九（二）2 (N12a)."""
    kept = _listed("公务用车保有量", accounts.facts.get("公务用车保有量"))
    uses = [_listed(key, accounts.facts.get(key)) for key in _USES]
    if kept is None or any(use is None for use in uses):
        return
    total: Decimal = sum((use.value for use in uses if use), ZERO)
    if kept.value > total:
        yield state(
            VEHICLES,
            f"公务用车保有量为 {kept.value} 辆，大于车辆合计 {total} 辆",
            [kept.place, *(use.place for use in uses if use and use.value)],
            "十二",
        )


def check_whole_evaluation(accounts: Accounts) -> Iterator[Outcome]:
    """Section 十三: the budget of the full year, grade against score (N13a, N13b)."""

    def fact(key: str) -> Term | None:
        return _listed(key, accounts.facts.get(key))

    score = fact("部门整体自评得分")
    stated = accounts.fact_texts.get("部门整体自评等级")
    if score is not None and stated is not None and stated.text:
        expected = next((g for g, least in GRADES if score.value >= least), GRADES[-1][0])
        if stated.text.strip("“”") != expected:
            yield state(
                WHOLE_GRADE,
                f"部门整体自评得分 {score.value} 分应为“{expected}”，填的是“{stated.text}”"
                "（90 分以上优，80 分以上良，60 分以上中）",
                [stated.place, score.place],
                "十三",
            )
    yield from check_sum(
        WHOLE_BUDGET,
        accounts,
        fact("整体全年预算"),
        [fact("整体年初预算"), fact("整体预算调整")],
        "十三",
    )


def check_deadline(accounts: Accounts) -> Iterator[Outcome]:
    """Publication within twenty days of approval (G01)."""
    approved, published = accounts.identity.approved, accounts.identity.published
    if approved is None or published is None:
        return
    last = approved + timedelta(days=DAYS_TO_PUBLISH)
    if approved <= published <= last:
        return
    what = "早于批复日期" if published < approved else f"晚于最后期限 {last:%Y年%m月%d日}"
    yield state(DEADLINE, f"公开日期 {published:%Y年%m月%d日} {what}", [Place("单位信息.csv")])
