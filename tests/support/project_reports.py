"""The two whole 自评报告 of Xinxiang's 第五部分, read from the published text at run time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from published.grid import write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TITLE = "财政项目支出绩效自评报告"
INDICATOR_COLUMNS = [
    "项目",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标符号",
    "年度指标值",
    "计量单位",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因及改进措施",
]
MATTERS = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
_MARKS = ((r"\geq", "≥"), (r"\leq", "≤"), (r"\%", "%"), ("$", ""))
_LEVEL = re.compile(r"[0-9]+\. ?(?P<first>[^，。]+指标)|[（(][0-9]+[）)] ?(?P<second>[^，。]+)")
_INDICATOR = re.compile(
    r"(?P<name>.+?)指标值 ?(?P<sign>[≥≤=]) ?(?P<target>[0-9.]+) ?(?P<unit>[^， ]+) ?，"
    r"完成值 ?(?P<done>[≥≤=]? ?[0-9.]+ ?[^， ]+) ?，分值 ?(?P<full>[0-9.]+) ?分，"
    r"得分 ?(?P<score>[0-9.]+) ?分(?:，扣分原因为：(?P<why>.+?))?[；。]?"
)
_TOTAL = re.compile(r"总得分 ?(?P<score>[0-9.]+) ?分，属于“(?P<grade>.)”")
_HEADINGS = {
    "项目概况": "项目概况",
    "项目年度绩效目标": "年度绩效目标",
    "项目年度绩效目标完成情况": "目标完成情况",
    "存在的问题": "存在的问题",
    "对项目决策的建议": "对项目决策的建议",
    "对预算安排及执行情况的建议": "对预算安排及执行情况的建议",
    "对资金管理的建议": "对资金管理的建议",
    "对项目管理的建议": "对项目管理的建议",
    "其他建议": "其他建议",
}
_ANY_HEADING = re.compile(
    r"(?:[一二三]、|[（(][一二三四][）)]|[0-9]\.) ?(?P<words>[^，。：；]{2,20})"
)


@dataclass(frozen=True, slots=True)
class ReportedIndicator:
    """A line of the 指标分析; numbers as printed."""

    first: str
    second: str
    name: str
    sign: str
    target: str
    unit: str
    done: str
    full: str
    score: str
    why: str

    def row(self, project: str) -> list[str]:
        """Return the row of 绩效指标.csv."""
        levels = [project, self.first, self.second, self.name]
        goal = [self.sign, self.target, self.unit, self.done]
        return [*levels, *goal, self.full, self.score, self.why]


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """One report; `money` is the row 年度资金总额: three amounts and the rate, as printed."""

    name: str
    money: tuple[str, str, str, str]
    management: dict[str, str]
    indicators: tuple[ReportedIndicator, ...]
    texts: dict[str, str]
    score: str
    grade: str


def read_reports(seed: str) -> list[ProjectReport]:
    """Return the reports of a published text, in order."""
    for mark, plain in _MARKS:
        seed = seed.replace(mark, plain)
    _, *parts = seed.split(TITLE)
    return [_read(part.splitlines()) for part in parts]


def _read(lines: list[str]) -> ProjectReport:
    text = "\n".join(lines)
    total = _TOTAL.search(text)
    name = re.search(r"项目名称：(.+)", text)
    money = re.search(r"年度资金总额[：:]?\t(.+)\t(.+)\t(.+)\t(.+)", text)
    assert total is not None
    assert name is not None
    assert money is not None
    rows = (line.split("\t") for line in lines)
    return ProjectReport(
        name=name[1].strip(),
        money=(money[1], money[2], money[3], money[4]),
        management={row[0]: row[1] for row in rows if row[0] in MATTERS},
        indicators=tuple(_indicators(lines)),
        texts=_texts(lines),
        score=total["score"],
        grade=total["grade"],
    )


def _indicators(lines: list[str]) -> Iterator[ReportedIndicator]:
    first = second = ""
    for line in lines:
        plain = line.strip()
        found = _INDICATOR.fullmatch(plain)
        if found:
            done = found["done"].replace(" ", "")
            yield ReportedIndicator(
                first,
                second,
                found["name"].strip(),
                found["sign"],
                found["target"],
                found["unit"],
                done,
                found["full"],
                found["score"],
                found["why"] or "",
            )
            continue
        level = _LEVEL.fullmatch(plain)
        if level:
            first, second = (level["first"], "") if level["first"] else (first, level["second"])


def _texts(lines: list[str]) -> dict[str, str]:
    texts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        plain = line.strip()
        heading = _ANY_HEADING.fullmatch(plain)
        if heading:
            name = _HEADINGS.get(heading["words"].strip(), "")
            current = texts.setdefault(name, []) if name else None
        elif plain and current is not None:
            current.append(plain)
    return {name: "\n".join(found) for name, found in texts.items() if found}


def write_reports(folder: Path, reports: list[ProjectReport]) -> None:
    """Write the lists as the reports print them; 自评得分 is left to the program.

    The four rows of 资金管理 have 5 points each: the reports print none, the form of the department
    says 分值(20).
    """
    projects = [("项目名称", "年初预算数", "全年预算数", "全年执行数", "自评得分")]
    projects += [(one.name, *one.money[:3], "") for one in reports]
    write_rows(folder / "项目绩效.csv", projects)
    indicators = [i.row(one.name) for one in reports for i in one.indicators]
    write_rows(folder / "绩效指标.csv", [INDICATOR_COLUMNS, *indicators])
    managed = [
        (one.name, matter, one.management[matter], "5", "5")
        for one in reports
        for matter in MATTERS
    ]
    write_rows(folder / "资金管理.csv", [("项目", "事项", "情况说明", "分值", "得分"), *managed])
    (folder / "文字" / "项目").mkdir(parents=True)
    for number, one in enumerate(reports):
        parts = [f"# {name}\n{text}" for name, text in one.texts.items()]
        text = "\n\n".join((one.name, *parts))
        (folder / "文字" / "项目" / f"{number}.md").write_text(text, encoding="utf-8")
