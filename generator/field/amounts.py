"""Every named amount of the accounts once: its name, its cell, what it is compared with.

A new amount is one line here. What reads it: the keys of the lists, figures, checks, the review
(names in a submitted text), the folders that are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import forms, funds, zh
from generator.field import sections as form_sections
from generator.field.amount import Address, Amount, Basis
from generator.field.amount_words import (
    ABROAD,
    CAR_WORDS,
    GUESTS,
    GUESTS_MONEY,
    HOME,
    HOME_MONEY,
)
from generator.field.forms import Side

if TYPE_CHECKING:
    from collections.abc import Iterable


_F01, _F04 = forms.INCOME_EXPENDITURE, forms.FISCAL_SUMMARY
_IN, _OUT = Side.INCOME, Side.EXPENDITURE


def _left(form: str, row: str) -> Address:
    return Address(form, row, zh.AMOUNT, _IN)


def _total(form: str, column: str) -> Address:
    return Address(form, zh.TOTAL, column)


def _detail(row: str) -> Address:
    return Address(forms.BASIC_DETAIL, row, zh.FINAL)


def _public(number: int) -> Address:
    return Address(forms.THREE_PUBLIC, forms.THREE_PUBLIC_ROW, str(number))


def _count(name: str, unit: str, *words: str) -> Amount:
    return Amount(name, unit=unit, sections=("九",), words=words)


_GRAND_TOTALS = (
    Amount(
        zh.TOTALS_BOTH_SIDES,
        _left(_F01, zh.GRAND_TOTAL),
        also=(Address(_F01, zh.GRAND_TOTAL, zh.AMOUNT, _OUT),),
        sections=("一",),
        words=(
            "收入支出总计",
            zh.INCOME_GRAND_TOTAL,
            zh.SPENDING_GRAND_TOTAL,
            "总收入",
            "收支总额",
            "收支总体",
        ),
        in_last_year=True,
        reason=Basis.LAST_YEAR,
    ),
    Amount(
        zh.FISCAL_TOTALS_BOTH_SIDES,
        _left(_F04, zh.GRAND_TOTAL),
        also=(Address(_F04, zh.GRAND_TOTAL, zh.TOTAL, _OUT),),
        sections=("四",),
        words=("财政拨款收入支出总计", "财政拨款收入总计", "财政拨款支出总计", "财政拨款收支总额"),
        in_last_year=True,
        reason=Basis.LAST_YEAR,
    ),
    Amount(
        zh.INCOME_TOTAL,
        _left(_F01, zh.INCOME_TOTAL),
        also=(_total(forms.INCOME, zh.INCOME_TOTAL),),
        sections=("二",),
        words=(zh.INCOME_SUM, zh.INCOME_THIS_YEAR),
    ),
    Amount(
        zh.SPENDING_TOTAL,
        _total(forms.EXPENDITURE, zh.SPENDING_TOTAL),
        also=(Address(_F01, zh.SPENDING_TOTAL, zh.AMOUNT, _OUT),),
        sections=("三",),
        words=(zh.EXPENDITURE_SUM, "总支出", zh.SPENDING_THIS_YEAR),
    ),
    Amount(
        zh.FISCAL_INCOME_TOTAL,
        _left(_F04, zh.INCOME_TOTAL),
        also=(_total(forms.INCOME, zh.FISCAL_INCOME),),
    ),
)
# 二: 公开02 {2} … {7}; 三: 公开03 {2} … {6}. Their names are the heads of the columns.
SOURCES = tuple(
    Amount(column, _total(forms.INCOME, column), sections=("二",), words=(f"本年{column}",))
    for column in forms.FORM_BY_NUMBER[forms.INCOME].columns[1:]
)
KINDS = tuple(
    Amount(column, _total(forms.EXPENDITURE, column), sections=("三",), words=(f"{column}总额",))
    for column in forms.FORM_BY_NUMBER[forms.EXPENDITURE].columns[1:]
)
_GENERAL = (
    Amount(
        zh.GENERAL_INCOME,
        _left(_F04, zh.GENERAL_APPROPRIATION),
        fund=funds.GENERAL,
        words=("一般公共预算收入", "一般公共预算拨款收入"),
    ),
    Amount(
        zh.GENERAL_SPENDING,
        _total(forms.GENERAL_BUDGET, zh.SUBTOTAL),
        also=(Address(_F04, zh.SPENDING_TOTAL, zh.GENERAL_APPROPRIATION, _OUT),),
        fund=funds.GENERAL,
        sections=("五（一）", form_sections.GENERAL_ITEMS),
        words=("一般公共预算支出", "一般公共预算拨款支出"),
        in_last_year=True,
        in_budgets=True,
        reason=Basis.LAST_YEAR,
    ),
    Amount(
        zh.GENERAL_BASIC_SPENDING,
        _total(forms.GENERAL_BUDGET, zh.BASIC_EXPENDITURE),
        fund=funds.GENERAL,
        sections=("六",),
        words=("一般公共预算基本支出", "财政拨款基本支出"),
        in_last_year=True,
        reason=Basis.LAST_YEAR,
    ),
    Amount(
        zh.GENERAL_PROJECT_SPENDING,
        _total(forms.GENERAL_BUDGET, zh.PROJECT_EXPENDITURE),
        fund=funds.GENERAL,
        words=("一般公共预算财政拨款项目支出",),
    ),
    Amount(
        zh.STAFF_COSTS,
        _detail(zh.STAFF_TOTAL),
        fund=funds.GENERAL,
        sections=("六",),
        words=(zh.STAFF_TOTAL, "人员支出", "人员类经费"),
        in_last_year=True,
        reason=Basis.LAST_YEAR,
    ),
    Amount(
        zh.OFFICE_COSTS,
        _detail(zh.OFFICE_TOTAL),
        fund=funds.GENERAL,
        sections=("六",),
        words=(zh.OFFICE_TOTAL, "日常公用经费", "公用支出", "公用类经费"),
        in_last_year=True,
        reason=Basis.LAST_YEAR,
    ),
)
_SPECIAL_FUNDS = (
    Amount(
        zh.FUND_SPENDING,
        _total(forms.FUND_BUDGET, zh.SUBTOTAL),
        also=(Address(_F04, zh.SPENDING_TOTAL, zh.FUND_APPROPRIATION, _OUT),),
        fund=funds.FUND,
        sections=("七",),
        words=("政府性基金预算支出", "政府性基金支出"),
        in_last_year=True,
        in_budgets=True,
        reason=Basis.BUDGET,
    ),
    Amount(
        zh.FUND_INCOME,
        _total(forms.FUND_BUDGET, zh.INCOME_THIS_YEAR),
        fund=funds.FUND,
        sections=("七",),
        words=("政府性基金预算收入", "政府性基金收入"),
    ),
    Amount(
        "政府性基金预算项目支出",
        _total(forms.FUND_BUDGET, zh.PROJECT_EXPENDITURE),
        fund=funds.FUND,
        words=("政府性基金项目支出",),
    ),
    Amount(
        "政府性基金年初结转和结余",
        _total(forms.FUND_BUDGET, zh.CARRIED_IN),
        fund=funds.FUND,
        sections=("七",),
    ),
    Amount(
        "政府性基金年末结转和结余",
        _total(forms.FUND_BUDGET, zh.CARRIED_OUT),
        fund=funds.FUND,
        sections=("七",),
    ),
    Amount(
        zh.CAPITAL_SPENDING,
        _total(forms.STATE_CAPITAL, zh.TOTAL),
        also=(Address(_F04, zh.SPENDING_TOTAL, zh.CAPITAL_APPROPRIATION, _OUT),),
        fund=funds.CAPITAL,
        sections=("八",),
        words=("国有资本经营预算支出", "国有资本经营支出"),
        in_last_year=True,
        in_budgets=True,
        reason=Basis.BUDGET,
    ),
    Amount(
        "国有资本经营预算项目支出",
        _total(forms.STATE_CAPITAL, zh.PROJECT_EXPENDITURE),
        fund=funds.CAPITAL,
    ),
    Amount(
        "国有资本经营年初结转和结余",
        _left(_F04, "年初国有资本经营预算财政拨款"),
        fund=funds.CAPITAL,
        sections=("八",),
    ),
    Amount(
        zh.CAPITAL_INCOME,
        _left(_F04, zh.CAPITAL_APPROPRIATION),
        fund=funds.CAPITAL,
        sections=("八",),
        words=("国有资本经营预算收入", "国有资本经营收入"),
    ),
    Amount(
        "国有资本经营年末结转和结余",
        Address(_F04, zh.FISCAL_CARRIED_OUT, zh.CAPITAL_APPROPRIATION, _OUT),
        fund=funds.CAPITAL,
        sections=("八",),
    ),
)


def _three_public(
    name: str, number: int, *words: str, reason: Basis | None = Basis.BUDGET
) -> Amount:
    return Amount(
        name,
        _public(number + len(forms.THREE_PUBLIC_COLUMNS) // 2),
        budget=_public(number),
        sections=("九",),
        words=words,
        in_last_year=True,
        reason=reason,
    )


# 九: 公开09, the budget in {1} … {6}, the outcome in {7} … {12}.
THREE_PUBLIC = (
    _three_public(zh.THREE_PUBLIC, 1, "三公经费", "“三公”经费支出"),
    _three_public(zh.TRAVEL_ABROAD, 2, "因公出国（境）经费", "因公出国（境）支出"),
    _three_public(zh.VEHICLES, 3, zh.VEHICLES_LONG, "公务用车购置及运行维护支出"),
    _three_public(zh.VEHICLE_PURCHASE, 4, "公务用车购置支出", "公务用车购置", reason=None),
    _three_public(
        zh.VEHICLE_RUNNING,
        5,
        "公务用车运行费",
        "公务用车运行维护支出",
        "公务用车运行支出",
        reason=None,
    ),
    _three_public(zh.RECEPTION, 6, "公务接待支出", "公务接待经费"),
)
_RUNNING = Amount(
    zh.RUNNING_COSTS,
    sections=("十",),
    words=("机关运行支出",),
    in_last_year=True,
    in_budgets=True,
    reason=Basis.EITHER,
)
_BALANCES = (
    Amount(zh.CARRIED_IN, _left(_F01, zh.CARRIED_IN), words=("上年结转和结余",)),
    Amount(zh.USED_SURPLUS, _left(_F01, zh.USED_SURPLUS)),
    Amount(
        zh.FISCAL_SPENDING,
        Address(_F04, zh.SPENDING_TOTAL, zh.TOTAL, _OUT),
        words=("本年财政拨款支出", "财政拨款本年支出", "财政拨款支出"),
    ),
    Amount(zh.CARRIED_OUT, Address(_F01, zh.CARRIED_OUT, zh.AMOUNT, _OUT), in_last_year=True),
    Amount(
        zh.FISCAL_CARRIED_OUT,
        Address(_F04, zh.FISCAL_CARRIED_OUT, zh.TOTAL, _OUT),
        in_last_year=True,
    ),
)
_VISITS_AND_RECEPTIONS = (
    _count(zh.DELEGATIONS_ABROAD, "个", *ABROAD, "因公出国（境）团组", "出国（境）团组"),
    _count(zh.PERSONS_ABROAD, zh.PERSON_TIMES, *ABROAD, "出国（境）人次"),
    _count(zh.VEHICLES_BOUGHT, "辆", "公务用车购置", "购置公务用车", "购置车辆", "购置"),
    _count(
        zh.VEHICLES_KEPT,
        "辆",
        "公务用车保有",
        "共有公务用车",
        "公务车保有量",
        "车辆保有量",
        "保有量",
    ),
    Amount(zh.FOREIGN_RECEPTION, sections=("九",), words=GUESTS_MONEY),
    _count(zh.FOREIGN_GROUPS, "个", *GUESTS, "外宾接待团组", "外宾接待批次"),
    _count(zh.FOREIGN_GUESTS, zh.PERSON_TIMES, *GUESTS),
    Amount(zh.DOMESTIC_RECEPTION, sections=("九",), words=HOME_MONEY),
    _count(zh.DOMESTIC_GROUPS, "个", *HOME, "国内公务接待批次", "国内接待批次"),
    _count(zh.DOMESTIC_GUESTS, zh.PERSON_TIMES, *HOME, "国内公务接待人次", "接待总人数"),
)
VISITS = tuple(a for a in _VISITS_AND_RECEPTIONS if a.unit != zh.TEN_THOUSAND_YUAN)
PROCUREMENT = (
    Amount(
        zh.PROCUREMENT,
        sections=(form_sections.PROCUREMENT,),
        words=("政府采购总额", "政府采购支出"),
    ),
    Amount(
        zh.PROCURED_GOODS, sections=(form_sections.PROCUREMENT,), words=("货物采购支出", "货物支出")
    ),
    Amount(
        zh.PROCURED_WORKS, sections=(form_sections.PROCUREMENT,), words=("工程采购支出", "工程支出")
    ),
    Amount(
        zh.PROCURED_SERVICES,
        sections=(form_sections.PROCUREMENT,),
        words=("服务采购支出", "服务支出"),
    ),
)
CONTRACTS = (
    Amount(
        zh.SMALL_AND_MEDIUM_CONTRACTS,
        sections=(form_sections.PROCUREMENT,),
        words=("中小企业合同金额",),
    ),
    Amount(zh.SMALL_CONTRACTS, sections=(form_sections.PROCUREMENT,), words=("小微企业合同金额",)),
)
# 十二: the eight uses of vehicles, whose sum is 车辆合计.
CARS = tuple(
    Amount(name, unit="辆", sections=(form_sections.ASSETS,), words=CAR_WORDS.get(name, ()))
    for name in (
        zh.CARS_OF_PROVINCIAL_LEADERS,
        zh.CARS_OF_LEADERS,
        zh.CARS_OF_COURIERS,
        zh.CARS_FOR_EMERGENCIES,
        zh.CARS_OF_ENFORCEMENT,
        zh.SPECIAL_VEHICLES,
        zh.CARS_OF_RETIRED_LEADERS,
        zh.OTHER_CARS,
    )
)
_EQUIPMENT = Amount(
    zh.LARGE_EQUIPMENT,
    unit=zh.PIECES,
    sections=(form_sections.ASSETS,),
    words=("单价100万元（含）以上设备", "单位价值100万元（含）以上的设备"),
)

# What stands outside the nine tables: the keys of 事项.csv, in the order of its rows.
FACTS = (*_VISITS_AND_RECEPTIONS, _RUNNING, *PROCUREMENT, *CONTRACTS, *CARS, _EQUIPMENT)
AMOUNTS: tuple[Amount, ...] = (
    *_GRAND_TOTALS,
    *SOURCES,
    *KINDS,
    *_GENERAL,
    _RUNNING,
    *_SPECIAL_FUNDS,
    *THREE_PUBLIC,
    *_BALANCES,
    *(amount for amount in FACTS if amount is not _RUNNING),
)
BY_NAME = {amount.name: amount for amount in AMOUNTS}


def amount_of(name: str) -> Amount:
    """Return the amount of that name; KeyError where there is none: a name typed wrong."""
    return BY_NAME[name]


def cell_of(name: str) -> Address:
    """Return the cell that states the amount of that name."""
    return BY_NAME[name].cell


def names_of(amounts: Iterable[Amount]) -> tuple[str, ...]:
    """Return their names in order."""
    return tuple(amount.name for amount in amounts)


LAST_YEAR = tuple(amount for amount in AMOUNTS if amount.in_last_year)
# Those of a fund first: 机关运行经费 is part of one.
BUDGETED = tuple(sorted((a for a in AMOUNTS if a.in_budgets), key=lambda a: not a.fund))
# What has a cell and a row in 上年数.csv: there both can be compared.
COMPARED_CELLS = tuple(amount for amount in LAST_YEAR if amount.address is not None)
# What 原因.csv asks for whatever the tables hold; what suits either basis stands last.
EXPLAINED = tuple(
    sorted(
        (amount for amount in AMOUNTS if amount.reason is not None),
        key=lambda amount: amount.reason is Basis.EITHER,
    )
)
