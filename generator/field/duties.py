"""What a published document on final accounts must contain: the duties of a check (DOMAIN 1).

Each has the authority that relays it and the years in which it holds, like a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.field.deadline import DAYS_TO_PUBLISH

_OPEN = "地方预决算公开操作规程（财预〔2016〕143号）"
_LISTED = f"{_OPEN}，《财政预决算领域基层政务公开标准目录》“部门决算”"
_LATER = f"{_LISTED}（逐步公开的内容）"
_LAW = "预算法第十四条"
_REGULATION = "预算法实施条例（2020年）"
_CHECKED = "预决算公开检查的检查内容"
_CENTRAL = "财政部统一的部门决算公开表式（九张表）"
_FIRST_YEAR = 2016
_NINE_TABLES_YEAR = 2022


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a document must contain (检查内容).

    `code` is J01 … J26. The duty holds for accounts of `first_year` to `last_year` (None: still).
    `group` is the part of the check list in which it stands.
    """

    code: str
    group: str
    content: str
    authority: str
    first_year: int = _FIRST_YEAR
    last_year: int | None = None

    def in_force(self, year: int) -> bool:
        """Whether the duty holds for the accounts of `year`; 0: not known, so those of today."""
        if not year:
            return self.last_year is None
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


_TABLES, _PARTS, _TEXT, _SPENDING, _MATTERS, _SHAPE = (
    "公开表",
    "部门概况",
    "增减变化和原因",
    "“三公”经费",
    "其他重要事项",
    "文件的形式和时间",
)

TABLES: Final = Duty(
    "J01",
    _TABLES,
    "收支总表、收入表、支出表、财政拨款收支总表、一般公共预算支出表、基本支出表、"
    "政府性基金表、“三公”经费表八张表齐全",
    _LISTED,
)
CAPITAL_TABLE: Final = Duty(
    "J02",
    _TABLES,
    "国有资本经营预算财政拨款支出决算表已列出",
    _CENTRAL,
    _NINE_TABLES_YEAR,
)
EMPTY_TABLES: Final = Duty("J03", _TABLES, "没有数据的表列出空表并说明", _LISTED)
ITEM_LEVEL: Final = Duty(
    "J04", _TABLES, "一般公共预算支出公开到功能分类项级科目", f"{_LISTED}；{_REGULATION}"
)
ECONOMIC_LEVEL: Final = Duty(
    "J05", _TABLES, "一般公共预算基本支出公开到经济分类款级科目", f"{_LISTED}；{_REGULATION}"
)
SPLIT_COLUMNS: Final = Duty(
    "J06",
    _TABLES,
    "“三公”经费表分列出国、用车、接待三项，用车再分列购置费和运行费",
    _LISTED,
)
OWN_DUTIES: Final = Duty("J07", _PARTS, "说明部门职责", _LISTED)
ORGANISATION: Final = Duty("J08", _PARTS, "说明机构设置、决算单位构成", _LISTED)
CHANGES: Final = Duty("J09", _TEXT, "说明收入、支出与上年相比的增减变化", _LISTED)
REASONS: Final = Duty(
    "J10", _TEXT, "各项增减变化、预决算差异说明原因（相等的不用说明）", f"{_LISTED}；{_CHECKED}"
)
AGAINST_BUDGET: Final = Duty(
    "J11", _SPENDING, "“三公”经费决算与预算对比，并说明增减变化的原因", _LISTED
)
SPLIT_TEXT: Final = Duty(
    "J12",
    _SPENDING,
    "公务用车购置费和运行费分别写明（没有购置也写明）",
    f"{_LISTED}；{_CHECKED}",
)
ABROAD: Final = Duty("J13", _SPENDING, "因公出国（境）的团组数和人次", _CHECKED)
VEHICLES_BOUGHT: Final = Duty("J14", _SPENDING, "公务用车购置数", _CHECKED)
VEHICLES_KEPT: Final = Duty("J15", _SPENDING, "公务用车保有量", _CHECKED)
RECEPTION: Final = Duty("J16", _SPENDING, "公务接待的批次和人次", _CHECKED)
RUNNING_COSTS: Final = Duty("J17", _MATTERS, "说明机关运行经费", f"{_LAW}；{_LISTED}")
PROCUREMENT: Final = Duty(
    "J18", _MATTERS, "政府采购总额，以及货物、工程、服务各多少", f"{_LAW}；{_LISTED}"
)
SMALL_SHARE: Final = Duty("J19", _MATTERS, "授予中小企业的合同金额和它占采购总额的比例", _LISTED)
CARS: Final = Duty("J20", _MATTERS, "国有资产占用：车辆数", _LATER)
EQUIPMENT: Final = Duty("J21", _MATTERS, "国有资产占用：单价100万元（含）以上设备数", _LATER)
PERFORMANCE: Final = Duty("J22", _MATTERS, "说明绩效评价的开展情况和结果", _LATER)
GLOSSARY: Final = Duty("J23", _MATTERS, "解释专业名词", _LISTED)
CONTENTS: Final = Duty("J24", _SHAPE, "目录与正文标题一致", _CHECKED)
ORDER: Final = Duty("J25", _SHAPE, "各部分、各节齐全，次序和编号正确", _CHECKED)
DEADLINE: Final = Duty("J26", _SHAPE, f"在批复后{DAYS_TO_PUBLISH}日内公开", _LAW)

DUTIES: Final = (
    TABLES,
    CAPITAL_TABLE,
    EMPTY_TABLES,
    ITEM_LEVEL,
    ECONOMIC_LEVEL,
    SPLIT_COLUMNS,
    OWN_DUTIES,
    ORGANISATION,
    CHANGES,
    REASONS,
    AGAINST_BUDGET,
    SPLIT_TEXT,
    ABROAD,
    VEHICLES_BOUGHT,
    VEHICLES_KEPT,
    RECEPTION,
    RUNNING_COSTS,
    PROCUREMENT,
    SMALL_SHARE,
    CARS,
    EQUIPMENT,
    PERFORMANCE,
    GLOSSARY,
    CONTENTS,
    ORDER,
    DEADLINE,
)
