"""What the forms 项目支出绩效自评表 call their heads and rows: those of 财预, Shanghai, Xinxiang.

The names that the lists of a data folder have come first; the others mean the same.
"""

from __future__ import annotations

from typing import Final

from generator.field import evaluation, zh

EXECUTION_RATE: Final = "执行率"
EXPECTED: Final = "预期目标"
ACHIEVED: Final = "实际完成情况"
SUPERVISOR: Final = "主管部门"
CARRIED_OUT_BY: Final = "实施单位"
# What the forms call 一级指标; others may be written.
FIRST_LEVELS: Final = ("成本指标", "产出指标", "效益指标", "满意度指标")
CARRIED_MONEY: Final = "上年结转资金"

# Heads of columns, each with the other words for it; 数 at the end may be left out.
HEADS: Final = {
    zh.INITIAL_BUDGET: ("年初预算资金",),
    zh.FULL_YEAR_BUDGET: ("全年预算资金", zh.BUDGET_AMOUNT),
    zh.FULL_YEAR_EXECUTION: ("全年执行资金", "实际执行数", zh.EXECUTED),
    EXECUTION_RATE: ("预算执行率",),
    evaluation.FULL_MARKS: ("指标分值", "标准分值"),
    zh.SCORE: (zh.SELF_SCORE, "实际得分"),
    evaluation.SITUATION: (),
    evaluation.MANAGEMENT_PROBLEMS: ("存在问题和改进措施", "存在的问题和改进措施"),
    EXPECTED: ("年初设定目标", "年度预期目标"),
    ACHIEVED: ("目标实际完成情况", "全年实际完成情况"),
    evaluation.FIRST_LEVEL: (),
    evaluation.SECOND_LEVEL: (),
    evaluation.THIRD_LEVEL: (),
    evaluation.SIGN: ("指标性质", "符号"),
    evaluation.TARGET: ("指标值", "年度目标值", "目标值", "预期指标值"),
    evaluation.MEASURED_IN: ("度量单位",),
    evaluation.ACTUAL: ("完成值", "全年完成值", "实际完成指标值", "全年实际值"),
    evaluation.DEVIATION: ("未完成原因分析及改进措施", "未完成原因及改进措施", "扣分原因"),
}
# The head that the forms word in a dozen ways begins so in all of them.
DEVIATION_BEGINS: Final = "偏差原因"

# Labels with their value beside them.
LABELS: Final = {
    zh.PROJECT_NAME: (),
    SUPERVISOR: ("主管部门及代码", "项目主管部门"),
    CARRIED_OUT_BY: ("项目实施单位", "项目单位", "实施单位及代码"),
}
TOTALS: Final = (evaluation.POINTS_TOTAL, zh.TOTAL, zh.GRAND_TOTAL, "总分合计")
# What stands beside the rows of a part, merged over them.
GROUPS: Final = ("项目资金", evaluation.MANAGING, evaluation.WHOLE_TARGET, "绩效指标", "年度目标")

# Rows of the money besides those of the lists and their synonyms; a source that is none of these
# has no column in the lists.
MONEY_ROWS: Final = {
    evaluation.MONEY_TOTAL: (evaluation.MONEY_TOTAL, "资金总额"),
    evaluation.PUBLIC_MONEY: (evaluation.PUBLIC_MONEY, "当年财政拨款", "财政资金"),
    evaluation.ACCOUNT_MONEY: (evaluation.ACCOUNT_MONEY,),
    evaluation.OWN_MONEY: (evaluation.OWN_MONEY,),
}
