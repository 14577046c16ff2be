"""The narrative (第三部分): every section template rendered over the figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import jinja2

from generator.base.errors import TemplateError
from generator.field import zh
from generator.model.block import Gap, Slice, list_lines
from generator.narrative.attachment_plan import OWN_PROJECT, attachment_names, plan_attachments
from generator.narrative.blocks import ChartBook, read_blocks
from generator.narrative.environment import (
    ATTACHMENT_TEMPLATES,
    FRAME_TEMPLATES,
    MACROS,
    PROJECT_TEMPLATES,
    TEMPLATE_FAULTS,
    hint,
    make_environment,
    word_fault,
    word_syntax_error,
)
from generator.narrative.fault_lines import find_template_line
from generator.narrative.faults import stop_on_faults
from generator.narrative.further_names import further_names, sum_names
from generator.narrative.marks import MarkRegister, plain_text, strip_marks
from generator.narrative.metering import Meter, Run, running
from generator.narrative.numbers import Named, Printer, Style
from generator.narrative.performance_names import performance_names
from generator.narrative.settings import GENERAL, fill_in
from generator.narrative.vocabulary import (
    Vocabulary,
    fiscal_names,
    fund_names,
    outside_names,
    three_public_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.comparison import PartOfWhole
    from generator.model.figures import Figures
    from generator.narrative.numbers import Field
    from generator.narrative.settings import Settings, Value
    from generator.narrative.wording import Wording

YEAR_GAP = Gap(zh.YEAR, zh.YEAR, file=zh.IDENTITY_FILE)
LAST_YEAR_GAP = Gap(zh.YEAR, "上年度", file=zh.IDENTITY_FILE)
NAME_GAP = Gap(zh.DEPARTMENT_NAME, zh.DEPARTMENT_NAME, file=zh.IDENTITY_FILE)
# Names that only some templates have.
EXTRA_NAMES = ("封面日期", OWN_PROJECT)
_SELF_REFERENCE = zh.SELF_REFERENCE


def extra_names(template: str) -> tuple[str, ...]:
    """Return the names that only this template has, or those of its kind."""
    if template == zh.COVER_FILE:
        return ("封面日期",)
    return (OWN_PROJECT,) if template in PROJECT_TEMPLATES else ()


@dataclass(frozen=True, slots=True)
class Narrative:
    """Part three: its sections as blocks, what is missing, and the ledger of what was printed."""

    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]


class Writer:
    """Renders templates over one department's figures.

    Traced, each run of text keeps the line of the template that wrote it. `meter` counts what
    the templates use up. `attaches`: whether forms and reports go with the text, and it says so.
    """

    def __init__(
        self,
        accounts: Accounts,
        figures: Figures,
        wording: Wording,
        *,
        traced: bool = False,
        meter: Meter | None = None,
        attaches: bool = True,
    ) -> None:
        self._accounts = accounts
        self._figures = figures
        self._wording = wording
        planned = plan_attachments(accounts, figures, wording.settings) if attaches else ()
        self.attachments = planned
        self._environment = make_environment(wording.folders, traced=traced)
        self._names: dict[Style, tuple[Printer, dict[str, Field]]] = {}
        self.ledger = MarkRegister()
        self.meter = Meter() if meter is None else meter
        self._run = Run(self.meter, self.ledger if traced else None)

    def switches(self, section: str) -> dict[str, Value]:
        """Return the switches of a section, worded for a 部门 or a 单位 and filled in."""
        switches = self._wording.settings.of_section(section)
        words = self._words()
        return {name: self._localise(value, words) for name, value in switches.items()}

    def _words(self) -> dict[str, str]:
        """Return what templates and switches are given as words: who and when."""
        identity = self._accounts.identity
        return {
            zh.YEAR: str(identity.year) if identity.year else YEAR_GAP.mark,
            "上年度": str(identity.year - 1) if identity.year else LAST_YEAR_GAP.mark,
            zh.DEPARTMENT_NAME: plain_text(identity.department) or NAME_GAP.mark,
            zh.SCOPE: identity.scope,
        }

    def render(self, template: str, section: str, printed: str = "", **more: Field) -> str:
        """Return the marked text of a template, `printed` as the number of its section.

        Raises TemplateError with file and line.
        """
        names = {**self.names(section, printed), **more}
        try:
            with running(self._run):
                return self._environment.get_template(template).render(names)
        except jinja2.TemplateSyntaxError as error:
            problem = word_syntax_error(error.message)
            raise TemplateError([f"{error.name} 第 {error.lineno} 行：{problem}"]) from error
        except TEMPLATE_FAULTS as error:
            line = find_template_line(error, self._wording.folders)
            raise TemplateError([f"{line or template}：{word_fault(error)}"]) from error

    def names(self, section: str, printed: str = "") -> dict[str, Field]:
        """Return every name that the templates of a section may use.

        `section` is its own number, by which its switches are known.
        """
        switches = self.switches(section)
        identity = self._accounts.identity
        style = Style.from_switches(switches)
        if style not in self._names:
            printer = Printer(self.ledger, style, section)
            self._names[style] = (printer, self._figure_names(printer))
        printer, names = self._names[style]
        printer.section = printed or section
        if identity.self_reference:
            switches[_SELF_REFERENCE] = identity.self_reference
        return {
            **names,
            "按经济分类": by_economy(self._figures, self._wording.settings),
            **self._words(),
            "节次": printed or section,
            "金额单位": identity.unit,
            zh.SELF_REFERENCE: str(switches[_SELF_REFERENCE]),
            zh.PROFILE: Named(switches, None),
        }

    def _localise(self, value: Value, words: Mapping[str, str]) -> Value:
        """Return a switch filled in, for a 单位 我部门 → 我单位, 本部门 → 本单位 (DOMAIN 5.6)."""
        if isinstance(value, str) and self._accounts.identity.scope == zh.UNIT:
            value = value.replace("我部门", "我单位").replace("本部门", "本单位")
            value = value.replace("部门职责", "单位职责").replace("部门所属", "所属")
            value = value.replace("部门决算", "单位决算")
        return fill_in(value, words) if isinstance(value, str) else value

    def _figure_names(self, printer: Printer) -> dict[str, Field]:
        vocabulary = Vocabulary(self._accounts, printer)
        figures = self._figures
        names: dict[str, Field] = {
            **further_names(figures, vocabulary),
            **fiscal_names(figures, vocabulary),
            **fund_names(figures, vocabulary),
            **three_public_names(figures, vocabulary),
            **outside_names(figures, vocabulary),
            **performance_names(figures, vocabulary),
            "编制年月": vocabulary.month_compiled(),
            zh.ATTACHMENTS: attachment_names(self.attachments),
            "有附件": bool(self._accounts.attachments)
            or any(one.in_document for one in self.attachments),
            zh.DUTIES: vocabulary.text(zh.DUTIES, "文字/主要职责.md"),
            zh.ORGANISATION: vocabulary.text(zh.ORGANISATION, "文字/机构设置.md"),
            zh.GLOSSARY: vocabulary.text(zh.GLOSSARY, "文字/名词解释.md"),
            zh.MEMBERS: [
                {
                    zh.NAME: plain_text(member.name),
                    "性质": member.nature,
                    zh.NOTE_COLUMN: plain_text(member.remark),
                }
                for member in self._accounts.members
            ],
        }
        return {**names, **sum_names(self._wording.sums, names, figures, vocabulary)}


def write_narrative(writer: Writer, wording: Wording, charts: ChartBook) -> Narrative:
    """Return the sections in order. Raises TemplateError with every fault of every template."""
    sections = wording.plan.sections
    templates = [section.template for section in sections]
    known = (*writer.names(GENERAL), *EXTRA_NAMES)
    files = (*templates, MACROS, *FRAME_TEMPLATES, *ATTACHMENT_TEMPLATES)
    stop_on_faults(wording.folders, files, known, frozenset(wording.sums))
    blocks: list[Block] = []
    problems: list[str] = []
    for own, printed, template in sections:
        try:
            text = writer.render(template, own, printed)
            blocks += read_blocks(text, writer.ledger, template, charts)
        except TemplateError as error:
            problems += error.problems
            if writer.meter.stopped:  # nothing is left for the sections that follow
                break
        except KeyError as error:
            chart = str(error.args[0])
            problems.append(f"{template}：没有名为“{chart}”的图{hint(chart, charts.charts)}")
    if problems:
        raise TemplateError(problems)
    return Narrative(tuple(blocks), collect_gaps(blocks))


def collect_gaps(blocks: Iterable[Block]) -> tuple[Gap, ...]:
    """Return what is missing, in the order of the text."""
    return tuple(
        replace(gap, section=where or gap.section)
        for where, _, spans in list_lines(blocks)
        for span in spans
        if span.gap is not None
        for gap in span.gap.asked
    )


def make_charts(figures: Figures, writer: Writer, settings: Settings) -> ChartBook:
    """Return the structure charts of 二, 三 and 五（二）, printed as their sections print."""
    general = figures.general
    classes = general.economic_classes if by_economy(figures, settings) else general.classes
    sources: Mapping[str, tuple[str, str, tuple[PartOfWhole, ...]]] = {
        "收入结构": ("二", "收入决算结构图", figures.income.parts),
        "支出结构": ("三", "支出决算结构图", figures.expenditure.parts),
        "财政拨款支出结构": ("五", "财政拨款支出决算结构图", classes),
    }
    charts: dict[str, tuple[str, tuple[Slice, ...]]] = {}
    for name, (section, title, parts) in sources.items():
        style = Style.from_switches(settings.of_section(section))
        printer = Printer(writer.ledger, style, section)
        # A structure of which a part is missing would be drawn wrong: it is not drawn.
        whole = not any(part.amount.is_missing for part in parts)
        drawn = [part for part in parts if whole and _drawn(part)]
        charts[name] = (title, tuple(_slice(part, printer) for part in drawn))
    return ChartBook(charts, figures.summary.current.unit)


def by_economy(figures: Figures, settings: Settings) -> bool:
    """Whether 五（二） is by economic class: asked for, and no 项目支出 (公开06 has none)."""
    asked = settings.of_section("五")["结构依据"] == "经济"
    return asked and figures.general.projects.value == 0


def _drawn(part: PartOfWhole) -> bool:
    return bool(part.amount.value) and part.share.value is not None


def _slice(part: PartOfWhole, printer: Printer) -> Slice:
    amount = part.amount.value
    if amount is None:
        raise ValueError(part.name)
    return Slice(
        name=strip_marks(part.name),
        amount=amount,
        amount_text=strip_marks(printer.text(part.amount)),
        share_text=strip_marks(printer.text(part.share)),
    )
