"""The narrative of Shanghai's form, written a second time from the department alone."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from . import tables
from .accounts import Flow, Line
from .codes import CLASSES, PERSONNEL_BLOCK, PUBLIC_BLOCK, item_path
from .model import Department
from .money import ZERO
from .shanghai_outside import other_matters, performance, three_public
from .shanghai_words import Words

_GENERAL = "一般公共预算财政拨款支出"
_SOURCES = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
_KINDS = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")


def expected_lines(department: Department) -> list[str]:
    """Return the lines of 第三部分, the mark in the place of every 【待补充】."""
    words = Words(department)
    accounts = department.accounts
    return [
        *_total(words, "一", "收入支出总计", accounts.grand_total),
        *_parts(words, "二、收入决算", "本年收入合计", tables.income_rows(accounts)[0], _SOURCES),
        *_parts(words, "三、支出决算", "本年支出合计", tables.spending_rows(accounts)[0], _KINDS),
        *_total(words, "四", "财政拨款收入支出总计", accounts.fiscal_grand_total),
        *_general(words),
        *_basic(words),
        *three_public(Words(department, zero="0.00")),
        *_fund(words, "八", "政府性基金", lambda line: line.fund, tables.fund_rows(accounts)),
        *_fund(
            words, "九", "国有资本经营", lambda line: line.capital, tables.capital_rows(accounts)
        ),
        *performance(words),
        *other_matters(words),
    ]


def _total(words: Words, number: str, subject: str, yuan: Decimal) -> Iterator[str]:
    """Yield 一 or 四."""
    current = words.department.shown(yuan)
    yield f"{number}、{subject.removesuffix('总计')}决算总体情况说明"
    key = subject.replace("收入支出", "收支")
    compared = words.against_last(key, subject, current)
    yield f"{words.full}{subject}{words.money(current)}。{compared}"


def _parts(
    words: Words, heading: str, label: str, row: tables.CodeRow, names: Sequence[str]
) -> Iterator[str]:
    """Yield 二 or 三: the total and its parts other than 0."""
    whole, *amounts = (words.department.shown(amount) for amount in row.amounts)
    parts = [
        f"{name}{words.money(part)}{words.share(part, whole)}"
        for name, part in zip(names, amounts, strict=True)
        if part
    ]
    yield f"{heading}情况说明"
    yield f"{label}{words.money(whole)}{'，其中：' if parts else ''}{'；'.join(parts)}。"


def _general(words: Words) -> Iterator[str]:
    """Yield 五."""
    department = words.department
    accounts = department.accounts
    general, whole = department.shown(accounts.general_spent), department.shown(accounts.spent)
    amount = f"{_GENERAL}{words.money(general)}"
    yield "五、一般公共预算财政拨款支出决算情况说明"
    yield f"（一）{_GENERAL}决算总体情况"
    share = words.share(general, whole, "占本年支出合计的")
    yield f"{amount}{share}。{words.against_last(_GENERAL, _GENERAL, general)}"
    yield f"（二）{_GENERAL}决算结构情况"
    classes = [
        (row.code, department.shown(row.amounts[0]))
        for row in tables.general_rows(accounts)
        if len(row.code) == 3
    ]
    parts = [
        f"{CLASSES[code]}（类）{words.money(part)}{words.share(part, general)}"
        for code, part in classes
        if part
    ]
    yield f"{amount}{'，主要用于以下方面：' if parts else ''}{'；'.join(parts)}。"
    yield f"（三）{_GENERAL}决算具体情况"
    yield from _details(words, general)


def _details(words: Words, general: Decimal) -> Iterator[str]:
    """Yield 五（三）."""
    department = words.department
    spent = {line.code for line in department.accounts.lines if line.general.spent}
    codes = _with_planned(words, spent, "一般公共预算")
    given = department.budget.totals.get(_GENERAL)
    items = [department.budget.of_item(code) for code in codes]
    known = [department.shown(item) for item in items if item is not None]
    budget = None if given is None else department.shown(given)
    if budget is None and len(known) == len(items):
        budget = sum(known, ZERO)
    end = words.against_budget(_GENERAL, general, budget, rate=True)
    planned = f"{_GENERAL}年初预算为{words.money(budget)}"
    yield f"{planned}，支出决算为{words.money(general)}{end}{'其中：' if codes else ''}"
    yield from _items(words, codes, "一般公共预算", lambda line: line.general)


def _with_planned(words: Words, codes: set[str], fund: str) -> list[str]:
    """Return the codes together with those that have a budget of the fund."""
    rows = words.department.budget.rows
    planned = {row.code for row in rows if row.fund == fund and words.department.shown(row.amount)}
    return sorted(codes | planned)


def _items(
    words: Words, codes: Sequence[str], fund: str, flow: Callable[[Line], Flow]
) -> Iterator[str]:
    """Yield the numbered items: purpose, budget, outcome, difference; no rate."""
    department = words.department
    for number, code in enumerate(codes, start=1):
        lines = [line for line in department.accounts.lines if line.code == code]
        final = department.shown(sum((flow(line).spent for line in lines), ZERO))
        row = department.budget.of_item(code, fund)
        budget = None if row is None else department.shown(row)
        text = f"{number}、{item_path(code)}。主要用于：{words.given(f'{code}用途')}。"
        text += f"年初预算为{words.money(budget)}，支出决算为{words.money(final)}"
        yield text + words.against_budget(code, final, budget, rate=False)


def _basic(words: Words) -> Iterator[str]:
    """Yield 六."""
    department = words.department
    accounts = department.accounts
    groups = (
        ("人员经费", accounts.personnel, PERSONNEL_BLOCK),
        ("公用经费", accounts.public, PUBLIC_BLOCK),
    )
    costs = []
    for name, yuan, codes in groups:
        listed = [
            row.name
            for row in tables.economic_rows(accounts, codes)
            if len(row.code) == 5 and department.shown(row.amounts[0])
        ]
        among = f"，主要包括：{'、'.join(listed)}" if listed else ""
        costs.append(f"{name}{words.yuan(yuan)}{among}")
    basic = words.yuan(accounts.general_basic)
    yield "六、一般公共预算财政拨款基本支出决算情况说明"
    yield f"一般公共预算财政拨款基本支出{basic}。其中：{'；'.join(costs)}。"


def _fund(
    words: Words,
    number: str,
    fund: str,
    flow: Callable[[Line], Flow],
    rows: Sequence[tables.CodeRow],
) -> Iterator[str]:
    """Yield 八 or 九: income, spending and every 项; or that there is none."""
    accounts = words.department.accounts
    name = f"{fund}预算财政拨款"
    opening = accounts.total(lambda line: flow(line).opening)
    income = accounts.total(lambda line: flow(line).income)
    spent = accounts.total(lambda line: flow(line).spent)
    closing = accounts.total(lambda line: flow(line).closing)
    codes = _with_planned(words, {row.code for row in rows if len(row.code) == 7}, fund)
    yield f"{number}、{name}收入支出决算情况说明"
    if not (opening or income or spent or closing or codes):
        yield f"{words.full}无{name}收入和支出。"
        return
    end = "，支出具体情况如下：" if codes else "。"
    yield f"{name}收入{words.yuan(income)}，支出{words.yuan(spent)}{end}"
    yield from _items(words, codes, fund, flow)
