"""The draft report on all departments (通报), written with its template from what a run counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import ZERO
from generator.field import zh
from generator.model.block import Chart, Grid, Paragraph, Slice
from generator.model.reviewed_file import Need
from generator.model.roll import Presence
from generator.narrative.environment import (
    REPORT_TEMPLATES,
)
from generator.narrative.fields import SWITCHES, report_names
from generator.narrative.marks import MarkRegister, plain_text
from generator.narrative.metering import Meter
from generator.narrative.numbers import Named
from generator.narrative.single import BUREAU_SWITCH, SingleWriter, count, mark_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from generator.model.block import Block
    from generator.model.reviewed_file import FileSummary
    from generator.model.roll import Desk, RollCall
    from generator.model.survey import Survey
    from generator.narrative.environment import TemplateFolders
    from generator.narrative.marks import MarkRegister
    from generator.narrative.metering import Meter
    from generator.narrative.numbers import Field
    from generator.narrative.settings import Settings
    from generator.narrative.single import Written

_TEMPLATE = REPORT_TEMPLATES[0]
_MARK = "〔图：{}〕"
_SHAPES, _KINDS, _WORST = "送审情况", "问题种类", zh.DEPARTMENT
_WRITTEN_BY_HAND = ("主送单位", "工作情况", "下一步要求")
_FILES, _PLACES = "份", "处"
_MOST_ROWS = 60  # of a table in the report; the rest is in the workbook, and that is said
_NEEDS = {
    Need.UNREAD: "无法审核",
    Need.ERROR: "有错误",
    Need.WARNING: "只有警告",
    Need.UNCHECKED: "有数字没有核对",
    Need.CLEAN: "通过",
}


class ReportContent(NamedTuple):
    """What the report is about: the files of a run, the desk with the survey, the day."""

    files: Sequence[FileSummary]
    desk: Desk
    survey: Survey
    day: date


class ReportWriter:
    """Writes the report over the templates of some folders. Traced, lines keep their origin.

    Raises TemplateError with every fault of the template.
    """

    def __init__(
        self,
        folders: TemplateFolders,
        settings: Settings,
        *,
        traced: bool = False,
        meter: Meter | None = None,
    ) -> None:
        self._single = SingleWriter(
            _TEMPLATE, report_names(), folders, settings, traced=traced, meter=meter
        )

    def write(self, content: ReportContent) -> Written:
        """Return the report as blocks. Raises TemplateError."""
        return self._single.render(
            lambda ledger: self._names(content, ledger),
            lambda blocks: _draw(blocks, _charts(content)),
        )

    def _names(self, content: ReportContent, ledger: MarkRegister) -> dict[str, Field]:
        """Return every name that the template may use."""
        day = content.day
        years = {one.year for one in content.files if one.year}
        usual = content.survey.years[0] if content.survey.years else 0
        aside = content.desk.roll.set_aside if content.desk.roll else frozenset()
        counted = [one for one in content.files if one.name not in aside]
        by_hand = {name: mark_gap(ledger, name) for name in _WRITTEN_BY_HAND}
        bureau = str(self._single.switches[BUREAU_SWITCH])
        return {
            zh.YEAR: str(usual or (min(years) if len(years) == 1 else "")),
            **_attendance(content.desk.roll),
            **_verdicts(counted),
            "文件数": str(len(content.files)),
            "不计数": count(len(content.files) - len(counted)),
            "多份部门": _several(content),
            **_survey_names(content.survey),
            "图表": Named({name: _MARK.format(name) for name in (_SHAPES, _KINDS, _WORST)}, None),
            **by_hand,
            BUREAU_SWITCH: bureau or mark_gap(ledger, BUREAU_SWITCH),
            "审核日期": f"{day.year}年{day.month}月{day.day}日",
            SWITCHES: Named(dict(self._single.switches), None),
        }


def _attendance(roll: RollCall | None) -> dict[str, Field]:
    """Return who of the list has sent; without a list nothing."""
    departments = roll.departments if roll else ()
    by_presence = {
        presence: [plain_text(o.listed.name) for o in departments if o.presence is presence]
        for presence in Presence
    }
    before = [plain_text(one.listed.name) for one in departments if one.was_before]
    missing = [one for one in departments if one.presence is Presence.MISSING]
    never = [one for one in missing if not one.was_before]
    late = [
        plain_text(one.listed.name)
        for one in never
        if roll is not None and (roll.days_left(one) or 0) < 0
    ]
    return {
        "名单数": count(len(departments)),
        "已送数": str(len(by_presence[Presence.SENT])),
        "待确认数": count(len(by_presence[Presence.UNSURE])),
        "年度不符数": count(len(by_presence[Presence.OTHER_YEAR])),
        "未送数": count(len(never)),
        "未送部门": [plain_text(one.listed.name) for one in never],
        "上一轮送过数": count(len(before)),
        "上一轮送过的部门": before,
        "逾期部门": late,
        "待确认部门": by_presence[Presence.UNSURE],
        "年度不符部门": by_presence[Presence.OTHER_YEAR],
    }


def _verdicts(files: Sequence[FileSummary]) -> dict[str, Field]:
    needs = {need: sum(one.need is need for one in files) for need in Need}
    unread = [one for one in files if one.need is Need.UNREAD]
    return {
        "无法审核数": count(needs[Need.UNREAD]),
        "有错误数": count(needs[Need.ERROR]),
        "有警告数": count(needs[Need.WARNING]),
        "未核对完数": count(needs[Need.UNCHECKED]),
        "通过数": count(needs[Need.CLEAN]),
        "错误总数": str(sum(one.counts[0] for one in files)),
        "警告总数": str(sum(one.counts[1] for one in files)),
        "无法审核的": _rows([_texts(名称=one.name, 原因=one.why_unread) for one in unread]),
    }


def _several(content: ReportContent) -> list[str]:
    """Return the departments of several files where no list says which of them counts."""
    if content.desk.roll is not None:
        return []
    files = Counter(one.department for one in content.files if one.department)
    return [plain_text(name) for name, count in files.items() if count > 1]


def _survey_names(survey: Survey) -> dict[str, Field]:
    outliers = [
        _texts(
            指标=measure.name,
            部门=one.department or one.file,
            数值=f"{one.value:,}{measure.unit}",
            中位数=f"{measure.middle:,}{measure.unit}",
            依据=one.basis,
        )
        for measure in survey.measures
        for one in measure.outliers
    ]
    pasted = [
        _texts(
            文字=f"{zh.DEPARTMENT_NAME}“{one.text}”" if one.is_name else one.text,
            部门=one.here.department,
            相同的部门=one.there.department,
            来源=one.source or "看不出",
        )
        for one in survey.pasted
    ]
    return {
        "最多的问题": [
            _texts(
                名称=one.title,
                处数=str(one.problems),
                文件数=str(one.files),
                举例=one.example,
                部门=one.department,
            )
            for one in survey.kinds
        ],
        "问题最多的部门": [
            _texts(名称=one.department or one.name, 错误=str(one.errors), 警告=str(one.warnings))
            for one in survey.worst
        ],
        "离群": _rows(outliers),
        "相同文字": _rows(pasted),
    }


def _texts(**texts: str) -> Named:
    return Named({name: plain_text(text) for name, text in texts.items()}, None)


def _rows(rows: list[Named]) -> list[Named]:
    """Return the rows of a table; of too many the first, and in the last that there are more."""
    if len(rows) <= _MOST_ROWS:
        return rows
    more: dict[str, Field] = dict.fromkeys(rows[0].field_names, "")
    more[next(iter(more))] = f"另有 {len(rows) - _MOST_ROWS} 行没有列出，见工作簿"
    return [*rows[:_MOST_ROWS], Named(more, None)]


def _charts(content: ReportContent) -> Mapping[str, Chart]:
    aside = content.desk.roll.set_aside if content.desk.roll else frozenset()
    needs = Counter(one.need for one in content.files if one.name not in aside)
    counts = [(_NEEDS[need], needs[need]) for need in Need]
    worst = [(one.department or one.name, one.errors) for one in content.survey.worst]
    kinds = [(one.title, one.problems) for one in content.survey.kinds]
    return {
        _SHAPES: _chart("各份文件的结论", counts, _FILES),
        _KINDS: _chart("最多的问题", kinds, _PLACES),
        _WORST: _chart("问题最多的部门的错误", worst, _PLACES),
    }


def _chart(title: str, counts: Iterable[tuple[str, int]], unit: str) -> Chart:
    slices = tuple(Slice(n, ZERO + c, str(c), f"{c}{unit}") for n, c in counts)
    return Chart(title, title, slices, unit, measure=zh.COUNT)


def _draw(blocks: Iterable[Block], charts: Mapping[str, Chart]) -> list[Block]:
    """Return the blocks with a chart in place of each line that asks for one, numbered."""
    marks = {_MARK.format(name): chart for name, chart in charts.items()}
    drawn: list[Block] = []
    number = 0
    for block in blocks:
        chart = marks.get(block.text.strip()) if isinstance(block, Paragraph) else None
        if chart is None:
            drawn.append(replace(block, is_running=True) if isinstance(block, Grid) else block)
        elif chart.drawn:
            number += 1
            drawn.append(replace(chart, caption=f"图{number}：{chart.title}"))
    return drawn
