"""The keys that the lists of the data folder may use, and their canonical form."""

from __future__ import annotations

import re

from generator.base.labels import key_of
from generator.field import amounts, zh
from generator.field.amounts import names_of
from generator.field.evaluation import OVERALL_EXECUTED, WHOLE_KEYS

IDENTITY_KEYS = (
    zh.DEPARTMENT_NAME,
    zh.YEAR,
    zh.SCOPE,
    zh.SELF_REFERENCE,
    zh.PROFILE,
    zh.UNIT_KIND,
    zh.UNIT,
    zh.COMPILED_ON,
    zh.APPROVED_ON,
    zh.PUBLISHED_ON,
)
LAST_YEAR_KEYS = names_of(amounts.LAST_YEAR)
BUDGET_KEYS = names_of(amounts.BUDGETED)
# 部门整体支出绩效评价 in section 十三 (一).
_WHOLE_FACT_UNITS: dict[str, str] = {
    zh.OVERALL_SCORE: "分",
    zh.OVERALL_GRADE: "",
    "整体评价单位数": "个",
    "整体评价一般公共预算支出": zh.TEN_THOUSAND_YUAN,
    "整体评价政府性基金支出": zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_INITIAL_BUDGET: zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_BUDGET_CHANGE: zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_BUDGET: zh.TEN_THOUSAND_YUAN,
    OVERALL_EXECUTED: zh.TEN_THOUSAND_YUAN,
}
# Facts that only the forms of some provinces print, or that 整体绩效.csv asks for: a new 事项.csv
# has no rows for them.
PROFILE_FACT_UNITS: dict[str, str] = {
    **{key: unit for key, unit in WHOLE_KEYS.values() if key not in _WHOLE_FACT_UNITS},
    "面向中小企业预留预算金额": zh.TEN_THOUSAND_YUAN,
    "面向小微企业预留预算金额": zh.TEN_THOUSAND_YUAN,
    "中小企业预留项目采购金额": zh.TEN_THOUSAND_YUAN,
    "小微企业预留项目采购金额": zh.TEN_THOUSAND_YUAN,
    "其他项目中小企业采购金额": zh.TEN_THOUSAND_YUAN,
    "预算绩效管理制度": "",
    "预算绩效管理工作机制": "",
    "绩效目标项目数": "个",
    "绩效目标预算金额": zh.TEN_THOUSAND_YUAN,
    "绩效跟踪项目数": "个",
    "绩效跟踪预算金额": zh.TEN_THOUSAND_YUAN,
    "绩效自评项目数": "个",
    "绩效自评预算金额": zh.TEN_THOUSAND_YUAN,
    "绩效自评平均得分": "分",
    "绩效自评优项目数": "个",
    "绩效自评良项目数": "个",
    "绩效自评合格项目数": "个",
    "绩效自评不合格项目数": "个",
    "绩效自评问题数": "个",
    "绩效自评已整改问题数": "个",
    "绩效自评整改中问题数": "个",
}
# Each fact with the unit it has where the list leaves the unit blank.
FACT_UNITS: dict[str, str] = {
    **{amount.name: amount.unit for amount in amounts.FACTS},
    **_WHOLE_FACT_UNITS,
    **PROFILE_FACT_UNITS,
}
# What people count the facts in, whichever of the words a list proposes.
COUNT_UNITS = frozenset(
    {
        *(unit for unit in FACT_UNITS.values() if unit and unit != zh.TEN_THOUSAND_YUAN),
        *("个", "人", "人次", "次", "批", "批次", "团", "组", "辆", "台", "套", "项", "家", "户"),
    }
)
FACT_TEXTS = (zh.OVERALL_GRADE, "预算绩效管理制度", "预算绩效管理工作机制")
PURPOSE_KEYS = (
    "政府性基金用途",
    "国有资本经营用途",
    "公务用车运行用途",
    "国内接待用途",
    "外宾接待用途",
    "因公出国（境）用途",
    "公务用车购置用途",
)
_BOOK = re.compile(r"（([^（）]*(?:（[^（）]*）[^（）]*)*\.[A-Za-z]{2,4})）$")
_OTHER_YEARLY = ("增长", "下降", "持平", "无可比")
# What is explained without being printed: how last year's end became this year's beginning.
EXPLAINED_KEYS = (zh.CARRIED_IN, zh.FISCAL_CARRIED_IN)
_SYNONYMS = {
    "国内接待批次": zh.DOMESTIC_GROUPS,
    "国内接待批次数": zh.DOMESTIC_GROUPS,
    "国内接待团组": zh.DOMESTIC_GROUPS,
    "外宾接待批次": zh.FOREIGN_GROUPS,
    "外宾接待团组": zh.FOREIGN_GROUPS,
    "因公出国境团组": zh.DELEGATIONS_ABROAD,
    "应急保障用车": zh.CARS_FOR_EMERGENCIES,
    "部级领导干部用车": zh.CARS_OF_PROVINCIAL_LEADERS,
    "副部省级及以上领导用车": zh.CARS_OF_PROVINCIAL_LEADERS,
    "单位价值100万元含以上设备不含车辆": zh.LARGE_EQUIPMENT,
    "单位价值100万元以上设备": zh.LARGE_EQUIPMENT,
    "三公经费": zh.THREE_PUBLIC,
    zh.VEHICLES_LONG: zh.VEHICLES,
    "公务用车运行费": zh.VEHICLE_RUNNING,
    "政府性基金预算财政拨款用途": "政府性基金用途",
    "政府性基金预算财政拨款支出用途": "政府性基金用途",
    "国有资本经营预算财政拨款用途": "国有资本经营用途",
    "国有资本经营预算财政拨款支出用途": "国有资本经营用途",
    "公务用车运行维护费用途": "公务用车运行用途",
    "公务接待费用途": "国内接待用途",
    "因公出国境费用途": "因公出国（境）用途",
    "公务用车购置费用途": "公务用车购置用途",
}


def canonical(text: str, known: tuple[str, ...]) -> str:
    """Return the known key that `text` means, or an empty text.

    Brackets, quotes and white space do not matter.
    """
    plain = key_of(text)
    key = _SYNONYMS.get(plain) or _BY_PLAIN.get(plain, "")
    return key if key in known else ""


def code_of(key: str) -> str:
    """Return the code of the 科目 that a reason or purpose belongs to, else an empty text."""
    code = key.removesuffix(zh.PURPOSE)
    return code if code.isascii() and code.isdigit() else ""


def basis_of(text: str) -> str:
    """Return 上年 or 预算 where words say which (增加, 大于预算), else nothing."""
    if zh.BUDGET in text:
        return zh.BUDGET
    yearly = (zh.LAST_YEAR, zh.INCREASE, zh.DECREASE, *_OTHER_YEARLY)
    return zh.LAST_YEAR if any(word in text for word in yearly) else ""


def book_of(where: str) -> str:
    """Return the workbook that a 填写位置 names, nothing where it names none."""
    found = _BOOK.search(where)
    return found[1] if found else ""


_BY_PLAIN = {
    key_of(key): key
    for keys in (
        IDENTITY_KEYS,
        LAST_YEAR_KEYS,
        BUDGET_KEYS,
        FACT_UNITS,
        PURPOSE_KEYS,
        EXPLAINED_KEYS,
    )
    for key in keys
}
