"""The letter to a department (审核意见书), written with its template from what a review says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import jinja2

from generator.base.errors import TemplateError
from generator.base.severity import Severity
from generator.field import zh
from generator.model.block import Gap, Grid, Role
from generator.model.letter import number_remarks
from generator.narrative.attachment_blocks import read_attachment
from generator.narrative.environment import (
    LETTER_TEMPLATES,
    TEMPLATE_FAULTS,
    make_environment,
    word_fault,
    word_syntax_error,
)
from generator.narrative.fault_lines import find_template_line
from generator.narrative.faults import stop_on_faults
from generator.narrative.fields import SWITCHES, letter_names
from generator.narrative.marks import MarkRegister, plain_text
from generator.narrative.metering import Meter, Run, running
from generator.narrative.numbers import Named
from generator.narrative.settings import fill_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.block import Block
    from generator.model.letter import DutyRemark, FileLetter, Letter, Remark
    from generator.narrative.environment import TemplateFolders
    from generator.narrative.numbers import Field
    from generator.narrative.settings import Settings, Value

_TEMPLATE = LETTER_TEMPLATES[0]
BUREAU_SWITCH = "审核单位"


class WrittenLetter(NamedTuple):
    """A letter: its title, its blocks, and what was printed of it."""

    title: str
    blocks: tuple[Block, ...]
    ledger: MarkRegister


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
        stop_on_faults(folders, LETTER_TEMPLATES, letter_names())
        self._folders = folders
        self._switches = settings.of_section(zh.REVIEWED)
        self._environment = make_environment(folders, traced=traced)
        self._traced = traced
        self._meter = meter

    @property
    def is_signed(self) -> bool:
        """Whether the settings say which bureau writes."""
        return bool(self._switches[BUREAU_SWITCH])

    def write(self, letter: Letter) -> WrittenLetter:
        """Return a letter as blocks. Raises TemplateError."""
        ledger = MarkRegister()
        run = Run(self._meter or Meter(), ledger if self._traced else None)
        try:
            with running(run):
                names = self._names(letter, ledger)
                text = self._environment.get_template(_TEMPLATE).render(names)
        except jinja2.TemplateSyntaxError as error:
            problem = word_syntax_error(error.message)
            raise TemplateError([f"{error.name} 第 {error.lineno} 行：{problem}"]) from error
        except TEMPLATE_FAULTS as error:
            line = find_template_line(error, self._folders)
            raise TemplateError([f"{line or _TEMPLATE}：{word_fault(error)}"]) from error
        opening, blocks = read_attachment(text, ledger, _TEMPLATE)
        title = replace(opening.title, role=Role.COVER_TITLE)
        shown = (replace(b, is_running=True) if isinstance(b, Grid) else b for b in blocks)
        return WrittenLetter(title.text, (replace(opening, title=title), *shown), ledger)

    def _names(self, letter: Letter, ledger: MarkRegister) -> dict[str, Field]:
        """Return every name that the template may use."""
        words = {
            zh.DEPARTMENT_NAME: plain_text(letter.department)
            or _mark_gap(ledger, zh.DEPARTMENT_NAME),
            zh.YEAR: str(letter.year) if letter.year else "",
        }
        switches = {name: _fill(value, words) for name, value in self._switches.items()}
        numbered = number_remarks(letter.files)
        numbers = (number for number, _ in numbered)
        has_duties = any(one.duties for one in letter.files)
        day = letter.day
        return {
            **words,
            "送审文件": [_file_names(one, numbers) for one in letter.files],
            "有意见": bool(numbered) or has_duties or any(one.due for one in letter.files),
            "错误数": _count(letter.count(Severity.ERROR)),
            "警告数": _count(letter.count(Severity.WARNING)),
            "提示数": _count(letter.count(Severity.INFO)),
            BUREAU_SWITCH: str(switches[BUREAU_SWITCH]) or _mark_gap(ledger, BUREAU_SWITCH),
            "审核日期": f"{day.year}年{day.month}月{day.day}日",
            SWITCHES: Named(switches, None),
        }


def _mark_gap(ledger: MarkRegister, name: str) -> str:
    gap = Gap(name, name, file="")
    return ledger.mark(gap, gap.mark)


def _fill(value: Value, words: Mapping[str, str]) -> Value:
    return fill_in(value, words) if isinstance(value, str) else value


def _count(number: int) -> str:
    """Return a count as it is printed, nothing for none: templates ask whether there is any."""
    return str(number) if number else ""


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
            "未核对数": _count(one.unchecked),
            "已改数": _count(one.corrected),
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
