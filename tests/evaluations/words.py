"""The words of a self-evaluation: names of projects, indicators with their units, texts."""

from typing import NamedTuple

PROJECT_BASES = (
    "政务服务大厅运行",
    "电子政务外网线路租赁",
    "云计算延续服务",
    "智慧城管平台运维",
    "老旧小区改造",
    "农村公路养护",
    "执法办案业务",
    "文化惠民演出",
    "水质自动监测站运维",
    "食品安全抽检",
    "12345政务服务便民热线",
    "驻村工作队",
    "非物质文化遗产保护",
    "基层治理网格员",
    "城区加密气象观测设备建设",
    "污染防治攻坚",
    "产业园二期建设",
    "档案数字化加工",
    "人才租房补贴",
    "公共法律服务",
    "公园绿化管护",
    "全民健身器材更新",
    "地下管线普查",
    "企业上市奖补",
)
PROJECT_TAILS = (
    "经费",
    "项目",
    "专项资金",
    "费用",
    "补助资金",
    "（信息化专项）",
    "（线路租赁费）",
    "项目经费",
    "",
)
PROJECT_HEADS = ("", "", "", "市级", "追加", "“一网通办”")
# What makes a name like another one.
LIKENESSES = ("（二期）", "（2023年结转）", "（三期）", "相关项目", "（第2批）", "配套资金")


class Pattern(NamedTuple):
    """An indicator that can be drawn: where it stands, its sign and unit, how its number looks.

    `low` and `high` bound the target; `digits` are its decimals. Targets in words have none.
    """

    first: str
    second: str
    third: str
    sign: str
    unit: str = ""
    low: int = 0
    high: int = 0
    digits: int = 0


# The indicator that is the budget and what was spent of it.
TOTAL_COST = "项目总成本"
COST, OUTPUT, EFFECT, PLEASED = "成本指标", "产出指标", "效益指标", "满意度指标"
_COUNTED: tuple[tuple[str, str, int, int], ...] = (
    ("受理群众诉求", "件", 300, 90000),
    ("培训场次", "场次", 2, 60),
    ("培训人数", "人次", 40, 5000),
    ("新建监测点", "个", 2, 90),
    ("设备采购", "台（套）", 2, 300),
    ("线路条数", "条", 5, 400),
    ("养护里程", "公里", 8, 900),
    ("整治面积", "平方米", 200, 80000),
    ("抽检批次", "批次", 20, 3000),
    ("惠及家庭", "户", 30, 9000),
    ("发放宣传册", "份", 100, 9000),
    ("编制方案", "篇", 1, 12),
    ("保障岗位", "人", 3, 400),
    ("更新台账", "次", 1, 52),
)
_QUALITY = (
    "验收合格率",
    "系统正常运行率",
    "办件差错控制达标率",
    "资金拨付准确率",
    "抽检覆盖率",
    "政策知晓率",
)
_TIMELY: tuple[tuple[str, str, int, int], ...] = (
    ("故障响应时间", "小时", 1, 24),
    ("合同签订时限", "个工作日", 5, 60),
    ("资金拨付时限", "天", 5, 90),
    ("全年工作周期", "个月", 6, 12),
)
_PLEASED = ("服务对象满意度", "受益群众满意度", "接入单位满意度", "参训人员满意度")
_WORDED = (
    (EFFECT, "社会效益指标", "提升公共服务水平"),
    (EFFECT, "社会效益指标", "保障机构平稳运转"),
    (EFFECT, "社会效益指标", "促进就业增收"),
    (EFFECT, "生态效益指标", "改善人居环境"),
    (EFFECT, "可持续影响指标", "健全长效管理机制"),
    (COST, "社会成本指标", "对周边居民的不利影响"),
    (COST, "生态环境成本指标", "对自然环境的负面影响"),
)
PATTERNS = (
    Pattern(COST, "经济成本指标", TOTAL_COST, "≤"),
    Pattern(COST, "经济成本指标", "人均成本", "≤", "元", 80, 2600),
    Pattern(COST, "经济成本指标", "单位运维成本", "≤", "万元/年", 1, 60, 1),
    *(
        Pattern(OUTPUT, "数量指标", name, "≥", unit, low, high)
        for name, unit, low, high in _COUNTED
    ),
    Pattern(OUTPUT, "数量指标", "服务窗口", "=", "个", 3, 140),
    *(Pattern(OUTPUT, "质量指标", name, "≥", "%", 80, 99) for name in _QUALITY),
    Pattern(OUTPUT, "质量指标", "工程质量达标率", "=", "%", 100, 100),
    *(Pattern(OUTPUT, "时效指标", name, "≤", unit, low, high) for name, unit, low, high in _TIMELY),
    Pattern(OUTPUT, "时效指标", "按期完成率", "=", "%", 100, 100),
    Pattern(EFFECT, "经济效益指标", "带动社会投资", "≥", "万元", 5, 900, 2),
    Pattern(EFFECT, "经济效益指标", "节约财政支出比例", "≥", "%", 2, 30, 1),
    Pattern(EFFECT, "生态效益指标", "空气优良天数", "≥", "天", 200, 320),
    *(Pattern(first, second, third, "定性") for first, second, third in _WORDED),
    *(Pattern(PLEASED, "服务对象满意度指标", name, "≥", "%", 85, 98) for name in _PLEASED),
)
# Targets in words, what was reached where they were met, and where not.
WORDED_TARGETS = ("有效提升", "保障有力", "明显改善", "基本无影响", "持续完善", "优良中低差")
WORDED_MET = ("达成预期指标", "全部达成", "完成")
WORDED_MISSED = ("部分达成预期指标", "部分达成并具有一定效果")
REASONS = (
    "受财政资金调度影响，付款推迟到下一年；已列入用款计划",
    "招标进度晚于预期，设备年底才到货，下一步提早启动采购",
    "人员流动较大，岗位没有及时补齐，拟按月统计并补充",
    "指标值设定偏高，与实际业务量有差距，今后据实测算",
    "冬季施工条件受限，工期顺延，已与施工单位约定完工时间",
)
SITUATIONS = {
    "安排科学性": ("按照年度任务和合同约定编制预算", "依据任务测算，经集体研究后安排"),
    "拨付合规性": ("按照支付计划及时拨付", "审批手续齐全，支付给收款单位"),
    "使用规范性": ("专款专用，没有截留和挪用", "按照合同约定付款，核算清楚"),
    "预算绩效管理情况": ("编制目标、开展监控并组织自评", "目标随预算同步编报，年中监控一次"),
}
MANAGEMENT_PROBLEMS = ("用款计划编制偏粗，今后细化到月", "资料归档不够及时，已安排专人负责")
OUTLINES = (
    "{name}用于保障业务正常开展，由本单位组织实施。",
    "为落实年度工作安排，设立{name}，资金由财政统筹安排。",
    "{name}属于延续性工作，主要内容是日常运行、维护和服务。",
)
TARGETS = (
    "完成年度任务，服务质量有所提高，服务对象比较满意。",
    "保障各项业务正常运转，为群众和企业提供便捷的服务。",
    "按照合同约定完成建设内容，验收合格后投入使用。",
)
ACHIEVED = (
    "各项任务按计划推进，主要指标已经完成",
    "设施运行平稳，服务得到群众认可",
    "合同约定的内容已经完成，资金按进度支付",
)
PROBLEMS = (
    "用款计划与合同进度衔接不够紧密，部分款项没有在年内支付",
    "个别指标的目标值设定与实际业务量有差距",
    "无",
)
MEASURES = ("细化用款计划，按月跟踪支付进度", "据实设定指标值，加强日常监控", "无")
ADVICE = (
    "继续保障业务正常运转，遇到问题及时处理",
    "细化预算编制，做到有检查、有分析",
    "规范合同管理，资料及时归档",
    "无",
)
WHOLE_TEXTS = {
    "年度总体目标": ("持续提升服务能力，按时完成年度重点工作。", "优化营商环境，抓好民生服务。"),
    "绩效目标设定": ("依据部门职责和年度工作要点设定目标，指标细化、量化。",),
    "评价方法": ("对照评分表逐项自评、复核，结合问卷了解社会满意度。",),
    "工作程序": ("成立自评工作组，收集资料，核对数据，形成报告。",),
    "资金管理情况": ("制定了财务、资产、合同等管理制度，执行情况较好。",),
    "评价结果应用": ("将自评结果用于改进管理和下一年度的预算编制。",),
    "存在的问题和建议": ("部分指标的设定与业务量衔接不够，建议加强培训。",),
    "自评经验": ("日常监控与年终自评结合，资料积累较为完整。",),
    "其他问题": ("无",),
}
NOTES = ("按照年度安排组织实施，资料完整。", "由有关科室负责落实，情况良好。")
# Indicators of the whole that no rate stands for: level one, level two, name, unit, target.
INVESTED, PRODUCED, GAINED = "投入管理指标", "产出指标", "效益指标"
GOALS, FINANCE, MANAGED = "工作目标管理", "预算和财务管理", "绩效管理"
WHOLE_PATTERNS = (
    Pattern(INVESTED, GOALS, "年度履职目标相关性", "定性"),
    Pattern(INVESTED, GOALS, "工作任务科学性", "定性"),
    Pattern(INVESTED, FINANCE, "决算真实性", "定性"),
    Pattern(INVESTED, FINANCE, "资金使用合规性", "定性"),
    Pattern(INVESTED, FINANCE, "专项资金细化率", "=", "%", 100, 100),
    Pattern(INVESTED, MANAGED, "评价结果应用率", "=", "%", 100, 100),
    Pattern(PRODUCED, "重点工作任务完成", "重点工作办结率", "≥", "%", 85, 98),
    Pattern(PRODUCED, "重点工作任务完成", "新增便民事项", "≥", "项", 3, 90),
    Pattern(PRODUCED, "履职目标实现", "专题培训", "≥", "场次", 2, 40),
    Pattern(GAINED, "履职效益", "提升行政效能", "定性"),
    Pattern(GAINED, "履职效益", "优化营商环境", "定性"),
    Pattern(GAINED, "满意度", "群众满意度", "≥", "%", 85, 98),
    Pattern(GAINED, "满意度", "企业满意度", "≥", "%", 85, 98),
)
# The indicators of the whole that are rates of it: level two, sign, targets.
WHOLE_RATES = {
    "预算调整率": (FINANCE, "≤", (10, 20, 30)),
    "结转结余率": (FINANCE, "≤", (5, 10, 20)),
    "三公经费控制率": (FINANCE, "≤", (100,)),
    "政府采购执行率": (FINANCE, "≥", (80, 90, 95)),
    "绩效目标填报完成率": (MANAGED, "=", (100,)),
    "绩效监控完成率": (MANAGED, "=", (100,)),
    "绩效自评完成率": (MANAGED, "=", (100,)),
    "部门绩效评价完成率": (MANAGED, "=", (100,)),
}
