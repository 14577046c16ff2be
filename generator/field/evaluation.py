"""The self-evaluation (绩效自评) of projects and of the department: forms, lists, their terms.

Two forms exist: 项目支出绩效自评表 (one a project) with its report, and the report on the
department as a whole (部门整体绩效自评报告). Their scores are out of 100.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from generator.field import zh

POINTS: Final = "分"
# The forms and reports, by the names of their templates.
SELF_FORM: Final = "项目支出绩效自评表"
SELF_REPORT: Final = "财政项目支出绩效自评报告"
WHOLE_REPORT: Final = "部门整体绩效自评报告"

# The lists, files of a data folder or sheets of a workbook.
INDICATORS: Final = "绩效指标"
MANAGEMENT: Final = "资金管理"
WHOLE: Final = "整体绩效"
WHOLE_INDICATORS: Final = "整体绩效指标"
PROJECT_TEXTS: Final = "项目文字"  # a sheet in place of 文字/项目/
# The folders below 文字/ with one text a project, and the texts of the department's report.
PROJECT_FOLDER: Final = zh.ITEM
WHOLE_FOLDER: Final = WHOLE
PROJECT_PATH: Final = f"文字/{PROJECT_FOLDER}/"
WHOLE_PATH: Final = f"文字/{WHOLE_FOLDER}/"
# What stands between a project (or 指标情况) and what is asked of it, in a key of 待补充.csv.
OF: Final = "："

# The last row of a form: its points in all.
POINTS_TOTAL: Final = "总分"

# Columns of the indicators.
FIRST_LEVEL: Final = "一级指标"
SECOND_LEVEL: Final = "二级指标"
THIRD_LEVEL: Final = "三级指标"
SIGN: Final = "指标符号"
TARGET: Final = "年度指标值"
MEASURED_IN: Final = "计量单位"
ACTUAL: Final = "实际完成值"
FULL_MARKS: Final = "分值"
DEVIATION: Final = "偏差原因及改进措施"
# Both lists of indicators have these, and may have the deviation behind them.
INDICATOR_COLUMNS: Final = (
    FIRST_LEVEL,
    SECOND_LEVEL,
    THIRD_LEVEL,
    SIGN,
    TARGET,
    MEASURED_IN,
    ACTUAL,
    FULL_MARKS,
    zh.SCORE,
)
# A target is at least, at most or exactly a number, or words (定性).
AT_LEAST: Final = "≥"
AT_MOST: Final = "≤"
EXACTLY: Final = "="
IN_WORDS: Final = "定性"
SIGNS: Final = (AT_LEAST, AT_MOST, EXACTLY, IN_WORDS)
# What tells in the name of an indicator whether more is better: of these ever more, of costs less,
# of what is saved more again.
SATISFIED: Final = "满意"
MORE_IS_BETTER: Final = re.compile(
    rf"{SATISFIED}|(?<![不未非])(?:合格|达标|完成|覆盖|准确|及时|正常|到位|办结|通过|优良|普及)[^，、]{{0,4}}率"
)
LESS_IS_BETTER: Final = re.compile(r"[不未非]|投诉|差错|事故|故障|失误|超|预算|控制")
COSTS: Final = "成本"
# What a text on an indicator says where points are lost: something is lacking, late, or caused.
SHORTCOMING: Final = re.compile(
    r"未(?!来)|没有|尚|(?<!接)待|缺|欠|不(?:足|够|力|及时|完善|到位|高|多|少)|[滞迟延]"
    r"|问题|原因|由于|因为|扣分|偏[低高差]|较[低差少]|下降"
)
SAVING: Final = re.compile(r"节约|节省|降低|降本|减少|压减|下降|效益|收益|投入产出")
SIGN_SYNONYMS: Final = {
    ">=": AT_LEAST,
    "≧": AT_LEAST,
    "⩾": AT_LEAST,
    "大于等于": AT_LEAST,
    "不低于": AT_LEAST,
    "不少于": AT_LEAST,
    "<=": AT_MOST,
    "≦": AT_MOST,
    "⩽": AT_MOST,
    "小于等于": AT_MOST,
    "不高于": AT_MOST,
    "不超过": AT_MOST,
    "等于": EXACTLY,
    "定性指标": IN_WORDS,
}

# Columns of 资金管理.csv, and its rows on every form.
SITUATION: Final = "情况说明"
MANAGEMENT_PROBLEMS: Final = "存在问题"
MANAGEMENT_ROWS: Final = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")

# The money of a project, by where it comes from; 年度资金总额 is their sum.
MONEY_TOTAL: Final = "年度资金总额"
PUBLIC_MONEY: Final = "政府预算资金"
ACCOUNT_MONEY: Final = "财政专户管理资金"
OWN_MONEY: Final = "单位资金"
MONEY_SOURCES: Final = (PUBLIC_MONEY, ACCOUNT_MONEY, OWN_MONEY)
MONEY_COLUMNS: Final = (zh.INITIAL_BUDGET, zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION)
# Who carried a project out, where that is not the department itself.
CARRIED_OUT_BY: Final = "实施单位"
# What forms call the same sources.
MONEY_SYNONYMS: Final = {"财政拨款": PUBLIC_MONEY, "其他资金": OWN_MONEY, "其他": OWN_MONEY}

# The row of the form that scores the execution of the budget: 分值 × 执行率, at most 分值.
EXECUTION_FULL_MARKS: Final = "预算执行分值"
EXECUTION_SCORE: Final = "预算执行得分"
USUAL_EXECUTION_MARKS: Final = Decimal(10)
FORM_FULL_MARKS: Final = Decimal(100)

# Money of an evaluation may rightly be of another scope than the accounts, where a text says so.
OTHER_SCOPE: Final = re.compile(r"口径|与决算数?[^，。；]{0,8}(?:不同|不一致|不等|差异)")

# The texts of a project's report, headings of its file in 文字/项目/.
PROJECT_OUTLINE: Final = "项目概况"
YEARLY_TARGET: Final = "年度绩效目标"
PROBLEMS: Final = "存在的问题"
ADVICE: Final = (
    "对项目决策的建议",
    "对预算安排及执行情况的建议",
    "对资金管理的建议",
    "对项目管理的建议",
    "其他建议",
)
REPORT_TEXTS: Final = (PROJECT_OUTLINE, YEARLY_TARGET, zh.TARGETS_MET, PROBLEMS, *ADVICE)

# The texts of the department's report: files of 文字/整体绩效/, or rows of 整体绩效.csv.
WHOLE_TARGET: Final = "年度总体目标"
MANAGING: Final = "资金管理情况"
INDICATOR_NOTES: Final = "指标情况"  # a heading an indicator
WHOLE_TEXTS: Final = (
    WHOLE_TARGET,
    "绩效目标设定",
    "评价方法",
    "工作程序",
    MANAGING,
    INDICATOR_NOTES,
    "评价结果应用",
    "存在的问题和建议",
    "自评经验",
    "其他问题",
)

# Facts of the department as a whole: keys of 事项.csv, and what 整体绩效.csv calls some of them.
BUDGET_CHANGE: Final = "预算调整"
FULL_YEAR: Final = "全年预算"

CARRIED_OVER: Final = "年末结转结余"
ALL_PROJECTS: Final = "项目总数"
OVERALL_EXECUTED: Final = "整体执行数"
OVERALL_CARRIED_OVER: Final = "整体年末结转结余"
OVERALL_PROJECTS: Final = "整体项目总数"
WITH_TARGETS: Final = "整体绩效目标填报项目数"
TO_MONITOR: Final = "整体应监控项目数"
MONITORED: Final = "整体实际监控项目数"
TO_SELF_EVALUATE: Final = "整体应自评项目数"
SELF_EVALUATED: Final = "整体实际自评项目数"
TO_EVALUATE: Final = "整体应评价项目数"
EVALUATED: Final = "整体实际评价项目数"
PROCUREMENT_BUDGET: Final = "整体政府采购预算"
PROCUREMENT_EXECUTED: Final = "整体政府采购执行"

# The rates of the department's report.
TARGET_RATE: Final = "目标填报率"
MONITORING_RATE: Final = "监控完成率"
SELF_EVALUATION_RATE: Final = "自评完成率"
EVALUATION_RATE: Final = "评价完成率"
ADJUSTMENT_RATE: Final = "预算调整率"
CARRIED_OVER_RATE: Final = "结转结余率"
PROCUREMENT_RATE: Final = "政府采购执行率"

# The rows of 整体绩效.csv that are numbers, each with the key of 事项.csv that means the same
# (itself where there is none) and its unit.
WHOLE_KEYS: Final = {
    zh.SELF_SCORE: (zh.OVERALL_SCORE, POINTS),
    "评价等级": (zh.OVERALL_GRADE, ""),
    zh.INITIAL_BUDGETS: (zh.OVERALL_INITIAL_BUDGET, zh.TEN_THOUSAND_YUAN),
    BUDGET_CHANGE: (zh.OVERALL_BUDGET_CHANGE, zh.TEN_THOUSAND_YUAN),
    FULL_YEAR: (zh.OVERALL_BUDGET, zh.TEN_THOUSAND_YUAN),
    zh.EXECUTED: (OVERALL_EXECUTED, zh.TEN_THOUSAND_YUAN),
    CARRIED_OVER: (OVERALL_CARRIED_OVER, zh.TEN_THOUSAND_YUAN),
    ALL_PROJECTS: (OVERALL_PROJECTS, "个"),
    "绩效目标填报项目数": (WITH_TARGETS, "个"),
    "应监控项目数": (TO_MONITOR, "个"),
    "实际监控项目数": (MONITORED, "个"),
    "应自评项目数": (TO_SELF_EVALUATE, "个"),
    "实际自评项目数": (SELF_EVALUATED, "个"),
    "应评价项目数": (TO_EVALUATE, "个"),
    "实际评价项目数": (EVALUATED, "个"),
    "政府采购预算": (PROCUREMENT_BUDGET, zh.TEN_THOUSAND_YUAN),
    "政府采购执行": (PROCUREMENT_EXECUTED, zh.TEN_THOUSAND_YUAN),
}


def is_project_text(where: str) -> bool:
    """Whether a 填写位置, without suffix, is a text of a project's report."""
    return where == PROJECT_TEXTS or where.startswith(PROJECT_PATH)


def is_whole_text(where: str) -> bool:
    """Whether a 填写位置, without suffix, is a text of the department's report."""
    return where == WHOLE or where.startswith(WHOLE_PATH)
