"""A folder whose projects are self-evaluated in words and numbers of our own, and changes to it.

One project has a form; its points are 9.00 for the execution, 20 for the management of its money,
68 for its indicators: 97 of 100. Two others have a score alone.
"""

import shutil
from pathlib import Path

from support.folders import read_rows, write_rows
from support.rule_case import Change

PROJECTS, INDICATORS, MANAGEMENT = "项目绩效.csv", "绩效指标.csv", "资金管理.csv"
WHOLE, WHOLE_INDICATORS = "整体绩效.csv", "整体绩效指标.csv"
NAME = "政务大厅保障"
_SOURCES = ("政府预算资金", "财政专户管理资金", "单位资金")
_MONEY = ("年初预算数", "全年预算数", "全年执行数")
# Columns A to K, L to T the money by source, U and V the points of the execution.
PROJECT_COLUMNS = [
    *("项目名称", "资金性质", "科目编码", "年初预算数", "全年预算数", "全年执行数", "自评得分"),
    *("部门评价", "目标完成情况", "发现的问题", "改进措施"),
    *(f"{source}{column}" for source in _SOURCES for column in _MONEY),
    *("预算执行分值", "预算执行得分"),
]
_PROJECT_ROWS = [
    [NAME, "一般公共预算", "2010302", "84.80", "84.80", "76.32", "97"],
    ["线路租用", "一般公共预算", "2010302", "60.00", "60.00", "43.13", "97.19"],
    ["夜间值守补助", "一般公共预算", "2010302", "5.00", "5.00", "5.00", "100"],
]
_MEASURES = ["否", "按计划完成各项任务", "无", "无"]
INDICATOR_COLUMNS = [
    *("项目", "一级指标", "二级指标", "三级指标", "指标符号", "年度指标值", "计量单位"),
    *("实际完成值", "分值", "得分", "偏差原因及改进措施"),
]
_INDICATOR_ROWS = """\
成本指标 经济成本指标 大厅物业费 ≤ 60 万元 55.92 10 10
成本指标 经济成本指标 大厅设备维护费 ≤ 24.8 万元 20.40 5 5
产出指标 数量指标 大厅开放天数 ≥ 250 天 251 10 10
产出指标 数量指标 轮训窗口人员 ≥ 400 人 360 10 9 两期培训合并举办，有的人员请假
产出指标 质量指标 办件差错比例 ≤ 1 % 0.4% 10 10
产出指标 时效指标 按时办结率 ≥ 98 % 98.60% 5 5
效益指标 社会效益指标 群众办事便利程度 定性 明显提升  有所提升 10 9 自助设备年底才安装到位
满意度指标 服务对象满意度指标 办事群众满意度 ≥ 95 % 97% 10 10"""
_MANAGED = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")


def rated(*changes: Change) -> Change:
    """Write the lists of the self-evaluation, then make changes to them."""

    def write(folder: Path) -> None:
        shutil.rmtree(folder / "文字" / "项目", ignore_errors=True)
        (folder / "项目文字.csv").unlink(missing_ok=True)
        blank = [""] * (len(PROJECT_COLUMNS) - len(_PROJECT_ROWS[0]) - len(_MEASURES))
        write_rows(
            folder / PROJECTS,
            [PROJECT_COLUMNS, *([*row, *_MEASURES, *blank] for row in _PROJECT_ROWS)],
        )
        rows = [[NAME, *row.split(" ")] for row in _INDICATOR_ROWS.splitlines()]
        rows = [[*row, *[""] * (len(INDICATOR_COLUMNS) - len(row))] for row in rows]
        write_rows(folder / INDICATORS, [INDICATOR_COLUMNS, *rows])
        head = ["项目", "事项", "情况说明", "分值", "得分", "存在问题"]
        managed = [[NAME, matter, "按制度办理", "5", "5", ""] for matter in _MANAGED]
        write_rows(folder / MANAGEMENT, [head, *managed])
        for change in changes:
            change(folder)

    return write


def projects(**texts: str) -> Change:
    """Change cells of the list of projects, by address."""
    return _cells(PROJECTS, texts)


def indicators(**texts: str) -> Change:
    """Change cells of the indicators, by address: E sign, F target, G unit, H actual, J score."""
    return _cells(INDICATORS, texts)


def managed(**texts: str) -> Change:
    """Change cells of the management of the money, by address."""
    return _cells(MANAGEMENT, texts)


def without_row(file: str, number: int) -> Change:
    """Take one row out of a list."""

    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        write_rows(folder / file, [*rows[: number - 1], *rows[number:]])

    return change


def whole(score: str, *rows: tuple[str, str, str, str], **facts: str) -> Change:
    """Write the evaluation of the department: its score, and of each row name, marks, reason."""

    def change(folder: Path) -> None:
        given = {"自评得分": score, **facts}
        write_rows(
            folder / WHOLE, [["项目", "内容"], *([key, text] for key, text in given.items())]
        )
        listed = [
            ["投入管理", "预算管理", name, "", "", "", "", full, points, reason]
            for name, full, points, reason in rows
        ]
        if listed:
            write_rows(folder / WHOLE_INDICATORS, [INDICATOR_COLUMNS[1:], *listed])

    return change


def _cells(file: str, texts: dict[str, str]) -> Change:
    def change(folder: Path) -> None:
        rows = read_rows(folder / file)
        for address, text in texts.items():
            letters = address.rstrip("0123456789")
            rows[int(address[len(letters) :]) - 1][ord(letters) - ord("A")] = text
        write_rows(folder / file, rows)

    return change
