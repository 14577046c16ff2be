"""The nine published forms (公开01 … 公开09): titles and canonical columns (DOMAIN 1.3, 2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.field import zh

INCOME_EXPENDITURE = "公开01"
INCOME = "公开02"
EXPENDITURE = "公开03"
FISCAL_SUMMARY = "公开04"
GENERAL_BUDGET = "公开05"
BASIC_DETAIL = "公开06"
FUND_BUDGET = "公开07"
STATE_CAPITAL = "公开08"
THREE_PUBLIC = "公开09"


class Side(StrEnum):
    """The half of a two-sided table (公开01, 公开04) in which a row stands."""

    INCOME = zh.INCOME
    EXPENDITURE = zh.EXPENDITURE
    WHOLE = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `columns` are the amount columns in the order of the 栏次 row.

    Two-sided forms (公开01, 公开04) have `income_columns` on the left and `columns` on the right.
    公开09 has a single row of twelve cells, named by 栏次 number. `more_columns` stand in the forms
    of some provinces only: they are read and printed where they are.
    """

    number: str
    title: str
    columns: tuple[str, ...]
    income_columns: tuple[str, ...] = ()
    more_columns: tuple[str, ...] = ()


_FUNDS = (zh.GENERAL_APPROPRIATION, zh.FUND_APPROPRIATION, zh.CAPITAL_APPROPRIATION)

FORMS: tuple[Form, ...] = (
    Form(INCOME_EXPENDITURE, "收入支出决算总表", (zh.AMOUNT,), (zh.AMOUNT,)),
    Form(
        INCOME,
        "收入决算表",
        (
            zh.INCOME_TOTAL,
            zh.FISCAL_INCOME,
            zh.SUPERIOR_SUBSIDY,
            zh.INSTITUTIONAL_INCOME,
            zh.OPERATING_INCOME,
            zh.AFFILIATE_REMITTANCE,
            zh.OTHER_INCOME,
        ),
    ),
    Form(
        EXPENDITURE,
        "支出决算表",
        (
            zh.SPENDING_TOTAL,
            zh.BASIC_EXPENDITURE,
            zh.PROJECT_EXPENDITURE,
            zh.REMITTANCE_TO_SUPERIOR,
            "经营支出",
            "对附属单位补助支出",
        ),
    ),
    Form(FISCAL_SUMMARY, "财政拨款收入支出决算总表", (zh.TOTAL, *_FUNDS), (zh.AMOUNT,)),
    Form(
        GENERAL_BUDGET,
        "一般公共预算财政拨款支出决算表",
        (zh.SUBTOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
    ),
    Form(BASIC_DETAIL, "一般公共预算财政拨款基本支出决算明细表", (zh.FINAL,)),
    Form(
        FUND_BUDGET,
        "政府性基金预算财政拨款收入支出决算表",
        (
            zh.CARRIED_IN,
            zh.INCOME_THIS_YEAR,
            zh.SUBTOTAL,
            zh.BASIC_EXPENDITURE,
            zh.PROJECT_EXPENDITURE,
            zh.CARRIED_OUT,
        ),
    ),
    Form(
        STATE_CAPITAL,
        "国有资本经营预算财政拨款支出决算表",
        (zh.TOTAL, zh.BASIC_EXPENDITURE, zh.PROJECT_EXPENDITURE),
        more_columns=(zh.CARRIED_IN, zh.INCOME_THIS_YEAR, zh.CARRIED_OUT),
    ),
    Form(
        THREE_PUBLIC,
        "财政拨款“三公”经费支出决算表",
        tuple(str(number) for number in range(1, 13)),
    ),
)

FORM_BY_NUMBER = {form.number: form for form in FORMS}

THREE_PUBLIC_COLUMNS: tuple[str, ...] = (
    "预算数 合计",
    "预算数 因公出国（境）费",
    "预算数 公务用车购置及运行维护费 小计",
    "预算数 公务用车购置费",
    "预算数 公务用车运行维护费",
    "预算数 公务接待费",
    "决算数 合计",
    "决算数 因公出国（境）费",
    "决算数 公务用车购置及运行维护费 小计",
    "决算数 公务用车购置费",
    "决算数 公务用车运行维护费",
    "决算数 公务接待费",
)
THREE_PUBLIC_ROW = zh.THREE_PUBLIC

# The class rows of 公开01 and 公开04 (DOMAIN 4.2): label without ordinal → class code.
CLASS_CODES: dict[str, str] = {
    "一般公共服务支出": "201",
    "外交支出": "202",
    "国防支出": "203",
    "公共安全支出": "204",
    "教育支出": "205",
    "科学技术支出": "206",
    "文化旅游体育与传媒支出": "207",
    "社会保障和就业支出": "208",
    "卫生健康支出": "210",
    "节能环保支出": "211",
    "城乡社区支出": "212",
    "农林水支出": "213",
    "交通运输支出": "214",
    "资源勘探工业信息等支出": "215",
    "商业服务业等支出": "216",
    "金融支出": "217",
    "援助其他地区支出": "219",
    "自然资源海洋气象等支出": "220",
    "住房保障支出": "221",
    "粮油物资储备支出": "222",
    "国有资本经营预算支出": "223",
    "灾害防治及应急管理支出": "224",
    "其他支出": "229",
    "债务还本支出": "231",
    "债务付息支出": "232",
    "抗疫特别国债安排的支出": "234",
}
