"""The keys that the lists of the data folder may use (DESIGN 2), and their canonical form."""

from __future__ import annotations

from generator.base.labels import key_of
from generator.field import zh

IDENTITY_KEYS = (
    zh.DEPARTMENT_NAME,
    zh.YEAR,
    zh.SCOPE,
    zh.SELF_REFERENCE,
    zh.PROFILE,
    zh.UNIT_KIND,
    zh.UNIT,
    zh.COMPILED_ON,
    "批复日期",
    "公开日期",
)
LAST_YEAR_KEYS = (
    zh.TOTALS_BOTH_SIDES,
    zh.FISCAL_TOTALS_BOTH_SIDES,
    zh.GENERAL_SPENDING,
    zh.GENERAL_BASIC_SPENDING,
    zh.STAFF_COSTS,
    zh.OFFICE_COSTS,
    zh.RUNNING_COSTS,
    zh.FUND_SPENDING,
    zh.CAPITAL_SPENDING,
    zh.THREE_PUBLIC,
    zh.TRAVEL_ABROAD,
    zh.VEHICLES,
    zh.VEHICLE_PURCHASE,
    zh.VEHICLE_RUNNING,
    zh.RECEPTION,
    zh.CARRIED_OUT,
    zh.FISCAL_CARRIED_OUT,
)
BUDGET_KEYS = (
    zh.GENERAL_SPENDING,
    zh.FUND_SPENDING,
    zh.CAPITAL_SPENDING,
    zh.RUNNING_COSTS,
)
# Facts that only the forms of some provinces print: a new folder has no rows for them.
PROFILE_FACT_UNITS: dict[str, str] = {
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
    zh.DELEGATIONS_ABROAD: "个",
    zh.PERSONS_ABROAD: zh.PERSON_TIMES,
    zh.VEHICLES_BOUGHT: "辆",
    zh.VEHICLES_KEPT: "辆",
    zh.FOREIGN_RECEPTION: zh.TEN_THOUSAND_YUAN,
    zh.FOREIGN_GROUPS: "个",
    zh.FOREIGN_GUESTS: zh.PERSON_TIMES,
    zh.DOMESTIC_RECEPTION: zh.TEN_THOUSAND_YUAN,
    zh.DOMESTIC_GROUPS: "个",
    zh.DOMESTIC_GUESTS: zh.PERSON_TIMES,
    zh.RUNNING_COSTS: zh.TEN_THOUSAND_YUAN,
    zh.PROCUREMENT: zh.TEN_THOUSAND_YUAN,
    zh.PROCURED_GOODS: zh.TEN_THOUSAND_YUAN,
    zh.PROCURED_WORKS: zh.TEN_THOUSAND_YUAN,
    zh.PROCURED_SERVICES: zh.TEN_THOUSAND_YUAN,
    zh.SMALL_AND_MEDIUM_CONTRACTS: zh.TEN_THOUSAND_YUAN,
    zh.SMALL_CONTRACTS: zh.TEN_THOUSAND_YUAN,
    zh.CARS_OF_PROVINCIAL_LEADERS: "辆",
    zh.CARS_OF_LEADERS: "辆",
    zh.CARS_OF_COURIERS: "辆",
    zh.CARS_FOR_EMERGENCIES: "辆",
    zh.CARS_OF_ENFORCEMENT: "辆",
    zh.SPECIAL_VEHICLES: "辆",
    zh.CARS_OF_RETIRED_LEADERS: "辆",
    zh.OTHER_CARS: "辆",
    zh.LARGE_EQUIPMENT: zh.PIECES,
    zh.OVERALL_SCORE: "分",
    zh.OVERALL_GRADE: "",
    "整体评价单位数": "个",
    "整体评价一般公共预算支出": zh.TEN_THOUSAND_YUAN,
    "整体评价政府性基金支出": zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_INITIAL_BUDGET: zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_BUDGET_CHANGE: zh.TEN_THOUSAND_YUAN,
    zh.OVERALL_BUDGET: zh.TEN_THOUSAND_YUAN,
    "整体执行数": zh.TEN_THOUSAND_YUAN,
    **PROFILE_FACT_UNITS,
}
FACT_TEXTS = (zh.OVERALL_GRADE, "预算绩效管理制度", "预算绩效管理工作机制")
VEHICLE_KEYS = (
    zh.CARS_OF_PROVINCIAL_LEADERS,
    zh.CARS_OF_LEADERS,
    zh.CARS_OF_COURIERS,
    zh.CARS_FOR_EMERGENCIES,
    zh.CARS_OF_ENFORCEMENT,
    zh.SPECIAL_VEHICLES,
    zh.CARS_OF_RETIRED_LEADERS,
    zh.OTHER_CARS,
)
PURPOSE_KEYS = (
    "政府性基金用途",
    "国有资本经营用途",
    "公务用车运行用途",
    "国内接待用途",
    "外宾接待用途",
    "因公出国（境）用途",
    "公务用车购置用途",
)
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


_BY_PLAIN = {
    key_of(key): key
    for key in (*IDENTITY_KEYS, *LAST_YEAR_KEYS, *BUDGET_KEYS, *FACT_UNITS, *PURPOSE_KEYS)
}
