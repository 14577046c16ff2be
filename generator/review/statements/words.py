"""The words between the numbers, by the part they play; what is not here and no name is unknown.

A maintainer adds a province by adding words to a role, or a line to the productions.
"""

from __future__ import annotations

import re
from enum import StrEnum

from generator.field import phrases, zh


class Role(StrEnum):
    """The part that a word plays; the letters make the patterns of the productions."""

    NAME = "N"
    FUND = "f"
    FINAL = "F"
    BUDGET = "B"
    COMPLETED = "C"
    COMPARED = "V"
    LAST_YEAR = "L"
    LAST_BUDGET = "M"
    UP = "U"
    DOWN = "D"
    CHANGED = "w"
    EQUAL = "E"
    UNEQUAL = "Q"
    MORE = ">"
    LESS = "<"
    OWN = "o"
    SHARE = "S"
    EACH = "A"
    PARTS = "P"
    REASON = "R"
    NONE = "0"
    OF = "d"
    AND = "k"
    UNKNOWN = "x"


WORDS: dict[Role, tuple[str, ...]] = {
    Role.FINAL: (
        "支出决算数",
        "支出决算",
        "收入决算数",
        "收入决算",
        "决算支出",
        "决算数",
        "决算",
        "支出数",
        "执行数",
        "实际支出",
        "实际执行",
        zh.EXPENDITURE,
        "支付数",
        "执行",
    ),
    Role.BUDGET: (
        zh.INITIAL_BUDGET,
        "年初预算安排",
        "年初预算",
        "年初部门预算",
        zh.FULL_YEAR_BUDGET,
        "全年预算",
        "调整预算数",
        "调整预算",
        "调整后预算数",
        "调整后预算",
        "支出预算数",
        "支出预算",
        "预算安排",
        "预算金额",
        zh.BUDGET_AMOUNT,
        zh.BUDGET,
    ),
    Role.COMPLETED: (
        "预算完成率",
        zh.COMPLETION_RATE,
        "预算执行率",
        "执行率",
        "预算执行进度",
        "执行进度",
        "支出进度",
        "完成",
    ),
    Role.COMPARED: ("相比较", "相比", "对比", "比较", "与", "较", "比", "同"),
    Role.LAST_YEAR: (
        "上年度决算数",
        "上年度支出决算数",
        "上年度决算",
        "上年支出决算数",
        "上年支出决算",
        "上年决算支出",
        "上年决算数",
        "上年决算",
        "上年支出数",
        "上年度支出数",
        "上年度支出",
        "上年支出",
        "上年同期数",
        "上年同期",
        "上年度数",
        zh.LAST_TOTALS,
        "上一年度",
        "上一年",
        "上年度",
        zh.LAST_YEAR,
        "去年同期",
        "去年",
    ),
    Role.LAST_BUDGET: (
        "上年度预算数",
        "上年预算数",
        "上年度预算",
        "上年预算",
        "上年年初预算数",
        "上年年初预算",
    ),
    Role.UP: (*phrases.RISEN, "增幅", "增长率", "增加率", phrases.EXCEEDS, "超支"),
    Role.DOWN: (*phrases.FALLEN, "降幅", "下降率"),
    Role.CHANGED: (
        "增减额",
        "增减金额",
        "增减变动额",
        "增减数",
        "变动额",
        "变动金额",
        "变化额",
        "增减率",
        "增减幅度",
        "增减变动率",
        "变动幅度",
        "变动率",
        "变化率",
    ),
    Role.EQUAL: (
        "基本持平",
        "持平",
        "保持一致",
        "一致",
        "无增减变化",
        "没有增减变化",
        "无变化",
        "没有变化",
        "无增减",
        "无差异",
        "没有差异",
        "不存在差异",
        "相同",
        "相等",
    ),
    Role.UNEQUAL: ("存在差异", "有差异"),
    Role.MORE: phrases.MORE,
    Role.LESS: phrases.LESS,
    Role.SHARE: ("所占比例", "所占比重", zh.SHARE, "占", "比重", "比例"),
    Role.EACH: ("分别", "均", "各"),
    Role.PARTS: (
        zh.OF_WHICH,
        "具体构成为",
        "主要用于以下方面",
        "主要用于以下几个方面",
        "用于以下方面",
        "主要包括",
        "包括",
        "具体为",
        "具体情况如下",
        "构成为",
        "按来源分",
        "按支出性质分",
        "按用途分",
    ),
    Role.REASON: (
        "主要变动原因",
        "主要原因",
        "变动原因",
        "增减原因",
        "差异原因",
        zh.REASON,
        "主要是",
        "主要系",
        "主要为",
        "由于",
        "因为",
        "主要用于",
        "用于",
    ),
    Role.NONE: ("没有", "未发生", "未安排", "未使用", "不涉及", "无", "未"),
    Role.OF: ("的",),
    Role.AND: ("、", "和", "及", "以及"),
}
# Words that say nothing about what a number is.
SILENT = (
    "本部门",
    "本单位",
    "我部门",
    "我单位",
    "本局",
    "我局",
    "我委",
    "我中心",
    "本年度",
    "本年",
    "当年",
    zh.YEAR,
    "全年",
    "总共",
    "共计",
    "合计",
    "总计",
    "总额",
    "总数",
    "累计",
    zh.AMOUNT,
    "费用",
    "经费",
    "数为",
    "数",
    "为",
    "是",
    "共",
    "计",
    "达",
    "有所",
    "相应",
    "同比",
    "幅度",
    "以下",
    "下列",
    "方面",
    "情况",
    "如下",
    "我市",
    "我县",
    "我区",
    "按",
    "中",
    "了",
    "也",
    "又",
    "即",
    "年末",
    "期末",
    "年底",
    "“",
    "”",
    '"',
    "元",
    "本级",
    "安排",
    "使用",
    "实际",
    "总体",
    zh.ITEM,
    "所",
    "在",
    "以上",
    "各项",
    "各类",
    "各级",
    "（类）",
    "（款）",
    "（项）",
    "科目",
    "来宾",
    "团组",
    "有",
    "人次",
    "批次",
    "陪同人员",
    "用途",
    "等",
)
STOPS = "，,；;：:"
ENDS = "。！？!?\n"
OPENING, CLOSING = "（", "）"
YEAR = re.compile(r"20[0-9]{2}年(?:度)?(?:期?末|底)?")
# What an institution is called by at its end: it owns an amount, and does not narrow it.
INSTITUTION = re.compile(
    "(?:局|委|厅|办|院|校|学|馆|站|所|队|会|社|处|科|室|府|镇|乡|中心|部门|单位|部|街道|公司|集团)(?:本级|机关)?$"
)
# Names that right after another name only say that its sum is meant.
GENERIC = frozenset(
    {
        "财政拨款支出",
        "财政拨款本年支出",
        zh.EXPENDITURE_SUM,
        zh.SPENDING_GRAND_TOTAL,
        zh.INCOME_SUM,
        zh.INCOME_GRAND_TOTAL,
        "总支出",
        "总收入",
        zh.SPENDING_THIS_YEAR,
        zh.INCOME_THIS_YEAR,
        zh.SPENDING_TOTAL,
        zh.INCOME_TOTAL,
    }
)
