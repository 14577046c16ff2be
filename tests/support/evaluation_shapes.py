"""The shapes of 项目支出绩效自评表: Xinxiang, Shanghai (in 元), the plain form of 财预."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from support.evaluation_forms import Wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.evaluation_forms import Cell, Form


class Row(NamedTuple):
    """An indicator as a form has it; blank where the form leaves the cell blank."""

    first: str
    second: str
    third: str
    target: str
    actual: str
    marks: str
    score: str
    why: str = ""


class Facts(NamedTuple):
    """What a form states, cell by cell: `money` and `management` are rows of texts."""

    project: str
    office: str
    year: str
    money: tuple[tuple[str, ...], ...]
    management: tuple[tuple[str, ...], ...]
    expected: str
    achieved: str
    indicators: tuple[Row, ...]
    marks: str
    score: str


_OFFICE = "新乡市行政审批和政务信息管理局"
HALL = Facts(
    "大厅运行经费",
    _OFFICE,
    "2024",
    (
        ("年度资金总额：", "84.80", "84.80", "76.32", "10", "90.0%", "9.00"),
        ("政府预算资金", "84.80", "84.80", "76.32", "-", "90.0%", "-"),
        ("财政专户管理资金", "0.00", "0.00", "0.00", "-", "0.00%", "-"),
        ("单位资金", "0.00", "0.00", "0.00", "-", "0.00%", "-"),
    ),
    (
        ("安排科学性", "按照合同约定，资金使用计划，编制当年预算", "5", "5", ""),
        ("拨付合规性", "按照支付计划，及时拨付", "5", "5", ""),
        ("使用规范性", "严格遵守财经纪律，经费使用规范，确保专款专用", "5", "5", ""),
        ("预算绩效管理情况", "年初采取座谈分析的方式", "5", "5", ""),
    ),
    "提升政务服务的质量和效率，规范窗口管理",
    "保障政务办事大厅正常运转",
    (
        Row("成本指标", "经济成本指标", "24年大厅运行经费", "≤70.4万元", "62.84万元", "5", "5"),
        Row("成本指标", "经济成本指标", "24年机房维修维护费", "≤14.4万元", "7.56万元", "5", "5"),
        Row("产出指标", "数量指标", "机房", "≥2个", "2个", "5", "5"),
        Row("产出指标", "数量指标", "办理服务事项", "≥2113项", "2256项", "3", "3"),
        Row("产出指标", "数量指标", "进驻公共服务单位", "≥8个", "10个", "2", "2"),
        Row(
            "产出指标",
            "数量指标",
            "窗口工作人员",
            "≥400人",
            "360人",
            "2",
            "1.8",
            "人员流动性大",
        ),
        Row("产出指标", "数量指标", "进驻职能部门", "≥28个", "28个", "5", "5"),
        Row(
            "产出指标",
            "数量指标",
            "设置服务窗口",
            "≥130个",
            "115个",
            "3",
            "2.65",
            "窗口联办",
        ),
        Row("产出指标", "质量指标", "服务质量达标率", "=100%", "100%", "5", "5"),
        Row("产出指标", "质量指标", "机房稳定运行达标率", "=100%", "100%", "5", "5"),
        Row("效益指标", "社会效益指标", "提高行政工作效率", "=100%", "100%", "25", "25"),
        Row("满意度指标", "服务对象满意度", "服务对象满意度", "≥95%", "95%", "5", "5"),
    ),
    "100",
    "98.45",
)
# As a district of Shanghai publishes it: in 元, some amounts with separators, some without.
SPORTS = Facts(
    "体育中心与委托运营方结算费用",
    "某区体育局",
    "2022",
    (
        ("年度资金总额", "250000.00", "250000.00", "215,457.6", "10", "86.19%", "8.62"),
        ("其中：当年财政拨款", "250000.00", "250000.00", "215457.6", "—", "", ""),
        ("上年结转资金", "0", "0", "0", "—", "", ""),
        ("其他资金", "0", "0", "0", "—", "", ""),
    ),
    (),
    "完成与委托运营方的费用结算",
    "已完成与委托运营方费用结算。",
    (
        Row("产出指标", "数量指标", "结算完成率", "=100%", "100%", "10", "10"),
        Row("产出指标", "质量指标", "合同结算条款完成率", "=100%", "100%", "20", "20"),
        Row("产出指标", "时效指标", "费用结算及时性", "及时", "及时", "20", "20"),
        Row("效益指标", "社会效益指标", "委托运营合同完成率", "=100%", "100%", "30", "30"),
        Row("满意度指标", "服务对象满意度指标", "场馆开放满意度", ">=90%", "100%", "10", "10"),
    ),
    "100",
    "98.62",
)
CULVERT = Facts(
    "涵洞维修",
    "某县水利局",
    "2024",
    (
        ("年度资金总额", "120.00", "132.00", "99.00", "10", "75.00%", "7.50"),
        ("其中：当年财政拨款", "120.00", "120.00", "88.00", "—", "73.33%", "—"),
        ("上年结转资金", "", "12.00", "11.00", "—", "91.67%", "—"),
        ("其他资金", "0.00", "0.00", "0.00", "—", "", "—"),
    ),
    (),
    "修复涵洞6座",
    "修复涵洞5座",
    (
        Row("产出指标（50分）", "数量指标", "修复涵洞", "6座", "5座", "30", "25", "汛期推迟"),
        Row("产出指标（50分）", "质量指标", "验收合格率", "≥98%", "100.00 %", "20", "20"),
        Row("效益指标（30分）", "社会效益指标", "排涝能力", "提升", "提升", "30", "30"),
        Row("满意度指标（10分）", "满意度指标", "群众满意度", "≥95%", "96%", "10", "10"),
    ),
    "100",
    "92.5",
)


def _levels(rows: Sequence[Row], cells: dict[Row, list[Cell]]) -> Iterator[list[Cell]]:
    """Yield rows of indicators, the levels merged over those that they share."""
    for first, group in groupby(rows, lambda row: row.first):
        inner = list(group)
        begun = False
        for second, below in groupby(inner, lambda row: row.second):
            same = list(below)
            for number, row in enumerate(same):
                line = list(cells[row])
                if number == 0:
                    line.insert(0, Wide(second, rows=len(same)))
                if not begun:
                    line.insert(0, Wide(first, rows=len(inner)))
                    begun = True
                yield line


def _line(row: tuple[str, ...]) -> list[Cell]:
    return [*row]


def _money(row: tuple[str, ...]) -> list[Cell]:
    label, initial, budget, executed, *rest = row
    return [Wide(label, 2), initial, budget, Wide(executed, 2), *rest]


def _matter(row: tuple[str, ...]) -> list[Cell]:
    matter, situation, marks, score, problems = row
    return [Wide(matter, 2), Wide(situation, 3), marks, score, Wide(problems, 2)]


def xinxiang_form(facts: Facts = HALL) -> Form:
    """Return the form of Xinxiang in ten columns; title and year are its first rows."""
    cells: dict[Row, list[Cell]] = {
        row: [Wide(row.third, 2), row.target, Wide(row.actual, 2), row.marks, row.score, row.why]
        for row in facts.indicators
    }
    heads: list[Cell] = [
        "年初预算数",
        "全年预算数",
        Wide("全年执行数", 2),
        "分值",
        "执行率",
        "得分",
    ]
    return [
        [Wide("项目支出绩效自评表", 10)],
        [Wide(f"（{facts.year}年度）", 10)],
        [Wide("项目名称", 2), Wide(facts.project, 8)],
        [Wide("主管部门", 2), Wide(facts.office, 3), "实施单位", Wide(facts.office, 4)],
        [Wide("项目资金\n(万元)", 1, 1 + len(facts.money)), Wide("", 2), *heads],
        *map(_money, facts.money),
        [
            Wide("资金管理情况", 1, 1 + len(facts.management)),
            Wide("", 2),
            Wide("情况说明", 3),
            "分值（20）",
            "得分",
            Wide("存在问题和改进措施", 2),
        ],
        *map(_matter, facts.management),
        [Wide("年度总体目标", 1, 2), Wide("预期目标", 4), Wide("实际完成情况", 5)],
        [Wide(facts.expected, 4), Wide(facts.achieved, 5)],
        [Wide("绩效指标", 10)],
        [
            "一级指标",
            "二级指标",
            Wide("三级指标", 2),
            "年度指标值",
            Wide("实际完成值", 2),
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ],
        *_levels(facts.indicators, cells),
        [Wide("总分", 7), facts.marks, facts.score, ""],
    ]


def _plain_form(facts: Facts, title: str, money_label: str) -> Form:
    """Return the form of 财预 in ten columns: what stands beside its parts is in the first."""
    cells: dict[Row, list[Cell]] = {
        row: [row.third, row.target, row.actual, row.marks, row.score, Wide(row.why, 2)]
        for row in facts.indicators
    }
    lines = list(_levels(facts.indicators, cells))
    return [
        [Wide(title, 10)],
        [Wide(f"（ {facts.year} 年度）", 10)],
        [Wide("项目名称", 3), Wide(facts.project, 7)],
        [Wide("主管部门", 3), Wide(facts.office, 3), "实施单位", Wide(facts.office, 3)],
        [
            Wide(money_label, 3, 1 + len(facts.money)),
            "",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "分值",
            "执行率",
            "得分",
        ],
        *map(_line, facts.money),
        [Wide("年度\n总体\n目标", 1, 2), Wide("预期目标", 5), Wide("实际完成情况", 4)],
        [Wide(facts.expected, 5), Wide(facts.achieved, 4)],
        [
            Wide("绩\n效\n指\n标", 1, 1 + len(lines)),
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            Wide("偏差原因分析及改进措施", 2),
        ],
        *lines,
        [Wide("总分", 6), facts.marks, facts.score, Wide("", 2)],
    ]


def shanghai_form(facts: Facts = SPORTS) -> Form:
    """Return the form of Shanghai, whose amounts are in 元."""
    return _plain_form(facts, "财政项目支出绩效自评表", "项目资金（元）")


def ministry_form(facts: Facts = CULVERT) -> Form:
    """Return the form of 财预 as the ministry gives it, with notes below."""
    form = _plain_form(facts, "项目支出绩效自评表", "项目资金\n（万元）")
    note = "注：1.得分一档最高不能超过该指标分值上限。2.定量指标完成指标值的，记满分。"
    return [*form, [Wide(note, 10)]]
