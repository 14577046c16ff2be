"""An empty data folder: every list with its head, and a row for each key that may be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field.data_folder import TEXT_NAMES, Lists
from generator.folder.contents import FolderContents

if TYPE_CHECKING:
    from generator.folder.contents import Known, Rows

MONEY = "万元"
BY_YEAR = "上年"
BY_BUDGET = "预算"
# Derived from the score where it is not given; a blank row would say that there is none.
DERIVED_FACTS = ("部门整体自评等级",)
COLUMNS: dict[str, tuple[str, ...]] = {
    Lists.IDENTITY: ("项目", "内容"),
    Lists.MEMBERS: ("单位名称", "单位性质", "备注"),
    Lists.LAST_TOTALS: ("项目", "金额", "单位"),
    Lists.BUDGETS: ("科目编码", "科目名称", "年初预算数", "资金性质"),
    Lists.FACTS: ("项目", "数值", "单位"),
    Lists.REASONS: ("事项", "原因", "对比"),
    Lists.PROJECTS: (
        "项目名称",
        "资金性质",
        "科目编码",
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "自评得分",
        "部门评价",
        "目标完成情况",
        "发现的问题",
        "改进措施",
    ),
    Lists.SUBJECTS: ("科目编码", "科目名称"),
}
# The reasons that a narrative may ask for, besides those of single 项; a blank basis suits any.
REASON_KEYS = (
    ("收支总计", BY_YEAR),
    ("财政拨款收支总计", BY_YEAR),
    ("一般公共预算财政拨款支出", BY_YEAR),
    ("一般公共预算财政拨款基本支出", BY_YEAR),
    ("人员经费", BY_YEAR),
    ("公用经费", BY_YEAR),
    ("政府性基金预算财政拨款支出", BY_BUDGET),
    ("国有资本经营预算财政拨款支出", BY_BUDGET),
    ("“三公”经费", BY_BUDGET),
    ("因公出国（境）费", BY_BUDGET),
    ("公务用车购置及运行费", BY_BUDGET),
    ("公务接待费", BY_BUDGET),
    ("机关运行经费", ""),
)
_FUND_OF_TOTAL = {"政府性基金": 1, "国有资本": 2}


def empty_contents(known: Known, *, name: str = "", year: int = 0) -> FolderContents:
    """Return the contents of a folder in which only the name and the year may be filled in."""
    given = {"部门名称": name.strip(), "年度": str(year) if year else ""}
    lists: dict[str, Rows] = {
        Lists.IDENTITY: identity_rows(known, given),
        Lists.MEMBERS: (COLUMNS[Lists.MEMBERS],),
        Lists.LAST_TOTALS: total_rows(known, {}),
        Lists.BUDGETS: (
            COLUMNS[Lists.BUDGETS],
            *(budget_total(known, key) for key in known.budgets),
        ),
        Lists.FACTS: (
            COLUMNS[Lists.FACTS],
            *((key, "", known.facts[key]) for key in fact_keys(known)),
        ),
        Lists.REASONS: reason_rows(known),
        Lists.PROJECTS: (COLUMNS[Lists.PROJECTS],),
        Lists.SUBJECTS: (COLUMNS[Lists.SUBJECTS],),
    }
    return FolderContents(lists, dict.fromkeys(TEXT_NAMES, ""))


def identity_rows(known: Known, given: dict[str, str]) -> Rows:
    """Return 单位信息.csv with a row for each key."""
    return (COLUMNS[Lists.IDENTITY], *((key, given.get(key, "")) for key in known.identity))


def total_rows(known: Known, given: dict[str, tuple[str, str]]) -> Rows:
    """Return 上年数.csv with a row for each key; `given` holds amount and unit by key."""
    rows = ((key, *given.get(key, ("", MONEY))) for key in known.last_year)
    return (COLUMNS[Lists.LAST_TOTALS], *rows)


def fact_keys(known: Known) -> tuple[str, ...]:
    """Return the keys of 事项.csv that have a row in a new folder."""
    without = {*DERIVED_FACTS, *known.special_facts}
    return tuple(key for key in known.facts if key not in without)


def budget_total(known: Known, key: str) -> tuple[str, ...]:
    """Return the row of a total of 年初预算.csv, which has no code."""
    fund = next((at for start, at in _FUND_OF_TOTAL.items() if key.startswith(start)), 0)
    return ("", key, "", known.funds[fund])


def reason_rows(known: Known) -> Rows:
    """Return 原因.csv with the keys that do not depend on the tables."""
    purposes = tuple((key, "") for key in known.purposes)
    return (COLUMNS[Lists.REASONS], *((key, "", basis) for key, basis in (*REASON_KEYS, *purposes)))
