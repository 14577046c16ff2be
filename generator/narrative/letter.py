"""The letter to a department (审核意见书), written with its template from what a review says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field import zh
from generator.model.block import Grid
from generator.model.letter import number_remarks
from generator.narrative.environment import (
    LETTER_TEMPLATES,
)
from generator.narrative.fields import SWITCHES, letter_names
from generator.narrative.marks import MarkRegister, plain_text
from generator.narrative.metering import Meter
from generator.narrative.numbers import Named
from generator.narrative.settings import fill_in
from generator.narrative.single import BUREAU_SWITCH, SingleWriter, count, mark_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.block import Block
    from generator.model.letter import DutyRemark, FileLetter, Letter, Remark
    from generator.narrative.environment import TemplateFolders
    from generator.narrative.marks import MarkRegister
    from generator.narrative.metering import Meter
    from generator.narrative.numbers import Field
    from generator.narrative.settings import Settings, Value
    from generator.narrative.single import Written

_TEMPLATE = LETTER_TEMPLATES[0]


class LetterWriter:
    """Writes letters over the templates of some folders. Traced, lines keep their origin.

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
            _TEMPLATE, letter_names(), folders, settings, traced=traced, meter=meter
        )

    @property
    def is_signed(self) -> bool:
        """Whether the settings say which bureau writes."""
        return bool(self._single.switches[BUREAU_SWITCH])

    def write(self, letter: Letter) -> Written:
        """Return a letter as blocks. Raises TemplateError."""
        return self._single.render(
            lambda ledger: self._names(letter, ledger),
            lambda blocks: (
                replace(b, is_running=True) if isinstance(b, Grid) else b for b in blocks
            ),
        )

    def _names(self, letter: Letter, ledger: MarkRegister) -> dict[str, Field]:
        """Return every name that the template may use."""
        words = {
            zh.DEPARTMENT_NAME: plain_text(letter.department)
            or mark_gap(ledger, zh.DEPARTMENT_NAME),
            zh.YEAR: str(letter.year) if letter.year else "",
        }
        switches = {name: _fill(value, words) for name, value in self._single.switches.items()}
        numbered = number_remarks(letter.files)
        numbers = (number for number, _ in numbered)
        has_duties = any(one.duties for one in letter.files)
        day = letter.day
        return {
            **words,
            "送审文件": [_file_names(one, numbers) for one in letter.files],
            "有意见": bool(numbered) or has_duties or any(one.due for one in letter.files),
            "错误数": count(letter.count(Severity.ERROR)),
            "警告数": count(letter.count(Severity.WARNING)),
            "提示数": count(letter.count(Severity.INFO)),
            BUREAU_SWITCH: str(switches[BUREAU_SWITCH]) or mark_gap(ledger, BUREAU_SWITCH),
            "审核日期": f"{day.year}年{day.month}月{day.day}日",
            SWITCHES: Named(switches, None),
        }


def _fill(value: Value, words: Mapping[str, str]) -> Value:
    return fill_in(value, words) if isinstance(value, str) else value


def _flow(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, tables as parts of the running text."""
    for block in blocks:
        yield replace(block, is_running=True) if isinstance(block, Grid) else block


def _file_names(one: FileLetter, numbers: Iterator[int]) -> Named:
    numbered = [(remark, next(numbers)) for remark in one.remarks]
    known = dict(numbered)
    return Named(
        {
            zh.NAME: plain_text(one.name),
            "文件年度": str(one.year) if one.due else "",
            "应报年度": str(one.due) if one.due else "",
            "无法审核": plain_text(one.unread),
            "意见": [_remark_names(remark, number) for remark, number in numbered],
            "检查表": [_duty_names(duty, known) for duty in one.duties],
            "没有读到": [plain_text(part) for part in one.blind],
            "未核对数": count(one.unchecked),
            "已改数": count(one.corrected),
        },
        None,
    )


def _duty_names(duty: DutyRemark, numbers: Mapping[Remark, int]) -> Named:
    told = map(str, sorted(numbers[one] for one in duty.remarks if one in numbers))
    listed = "、".join(told)
    seen = f"（见意见{listed}）" if listed else ""
    texts = {
        "检查内容": plain_text(duty.content),
        zh.PROBLEM: plain_text(f"{duty.problem}{seen}"),
    }
    return Named(texts, None)


def _remark_names(remark: Remark, number: int) -> Named:
    texts = {
        zh.PLACE: remark.where,
        zh.QUOTATION: remark.quote,
        zh.PROBLEM: remark.problem,
        "改为": remark.change,
        "核对": remark.ask,
        zh.STATED: remark.stated,
        zh.EXPECTED: remark.expected,
        "依据": remark.basis,
        zh.CONSEQUENCES: remark.also,
        "轮次": remark.round_state,
    }
    return Named(
        {
            zh.NUMBER: str(number),
            zh.LEVEL: remark.severity.label,
            **{name: plain_text(text) for name, text in texts.items()},
        },
        None,
    )
