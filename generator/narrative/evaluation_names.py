"""The Chinese names of the self-evaluation: forms and reports of projects, and of the whole."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from generator.field import evaluation, zh
from generator.field.data_folder import TEXTS
from generator.field.evaluation import (
    FULL_MARKS,
    IN_WORDS,
    OF,
    PROBLEMS,
    PROJECT_PATH,
    REPORT_TEXTS,
    WHOLE_PATH,
    WHOLE_TEXTS,
)
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.accounts import ListedText
from generator.model.block import Gap
from generator.narrative.marks import plain_text
from generator.narrative.numbers import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.model.evaluation import Indicator
    from generator.model.evaluation_figures import (
        FirstLevel,
        MoneyFigures,
        ProjectForm,
        ScoredIndicator,
        ScoredManagement,
        SecondLevel,
        WholeForm,
    )
    from generator.model.figure import Figure
    from generator.model.figures import Figures, Performance, ProjectFigures
    from generator.narrative.numbers import Field, Printer
    from generator.narrative.vocabulary import Vocabulary

GRADE = "等级"
INDICATOR_TREE = "指标"
SITUATION_OF_ONE = "情况"
_BARE_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
# What the columns of 项目绩效.csv say where no text is given.
_COLUMNS: Mapping[str, Callable[[ProjectFigures], str]] = {
    zh.TARGETS_MET: lambda item: item.project.achieved,
    PROBLEMS: lambda item: item.project.problems,
}


def form_fields(
    item: ProjectFigures, vocabulary: Vocabulary
) -> dict[str, Field | Callable[[], Field]]:
    """Return the fields of a project that its form and its report print."""
    printer, form = vocabulary.printer, item.form
    return {
        zh.INITIAL_BUDGET: printer.number(item.initial),
        "资金来源": money_names(form.money, printer),
        "预算执行": Named(
            {
                FULL_MARKS: printer.number(form.execution_marks),
                zh.SCORE: printer.number(form.execution_score),
                EXECUTION_RATE: printer.number(item.rate),
            },
            None,
        ),
        evaluation.MANAGEMENT: [_management(one, printer) for one in form.management],
        INDICATOR_TREE: _tree(form.levels, printer, f"{evaluation.INDICATORS}.csv"),
        evaluation.POINTS_TOTAL: _points(form.full_marks, item.score, printer),
        evaluation.CARRIED_OUT_BY: partial(_carried_out_by, item, vocabulary),
        "指标待补充": partial(_whole_list, item, f"绩效{INDICATOR_TREE}", printer),
        "资金管理待补充": partial(_whole_list, item, evaluation.MANAGING, printer),
        "有自评表": form.is_filled,
        "有报告": form.report is not None,
        TEXTS: _texts(item, form, vocabulary),
    }


def _whole_list(item: ProjectFigures, what: str, printer: Printer) -> str:
    """Return the mark of a gap for rows of a list of which a project has none."""
    name = item.project.name
    file = (
        evaluation.MANAGEMENT if what.startswith(evaluation.MANAGEMENT) else evaluation.INDICATORS
    )
    wording = f"{plain_text(name)}的{what}"
    return printer.gap(Gap(name, wording, file=f"{file}.csv", section=printer.section))


def _carried_out_by(item: ProjectFigures, vocabulary: Vocabulary) -> str:
    """Return the unit that carried a project out: the department where it has no other unit."""
    accounts, printer = vocabulary.accounts, vocabulary.printer
    given = plain_text(item.project.carried_out_by)
    if not given and len(accounts.members) <= 1:
        given = plain_text(accounts.identity.department)
    name, what = item.project.name, evaluation.CARRIED_OUT_BY
    gap = Gap(
        f"{name}：{what}",
        f"{plain_text(name)}的{what}",
        file=f"{zh.PROJECTS}.csv",
        section=printer.section,
    )
    return given or printer.gap(gap)


def money_names(money: tuple[MoneyFigures, ...], printer: Printer) -> list[Named]:
    """Return the sources of money, 年度资金总额 first."""
    return [
        Named(
            {
                zh.NAME: one.source,
                zh.INITIAL_BUDGET: printer.number(one.initial),
                zh.FULL_YEAR_BUDGET: printer.number(one.full_year),
                zh.FULL_YEAR_EXECUTION: printer.number(one.executed),
                EXECUTION_RATE: printer.number(one.rate),
            },
            None,
        )
        for one in money
    ]


def _points(full_marks: Figure, score: Figure, printer: Printer) -> Named:
    return Named({FULL_MARKS: printer.number(full_marks), zh.SCORE: printer.number(score)}, None)


def _management(one: ScoredManagement, printer: Printer) -> Named:
    item = one.item
    wording = f"{plain_text(item.project)}{plain_text(item.matter)}的{evaluation.SITUATION}"

    def situation() -> str:
        given = plain_text(item.situation).strip()
        gap = Gap(
            f"{item.project}{OF}{item.matter}",
            wording,
            file=f"{evaluation.MANAGEMENT}.csv",
            section=printer.section,
        )
        return given or printer.gap(gap)

    return Named(
        {
            zh.MATTER: plain_text(item.matter),
            evaluation.SITUATION: situation,
            FULL_MARKS: printer.number(one.full_marks),
            zh.SCORE: printer.number(one.score),
            evaluation.MANAGEMENT_PROBLEMS: plain_text(item.problems),
        },
        None,
    )


def _tree(
    levels: tuple[FirstLevel, ...],
    printer: Printer,
    file: str,
    more: Callable[[Indicator], dict[str, Field]] = lambda _: {},
) -> list[Named]:
    """Return the indicators by level; `more` are fields of the 三级指标 besides."""

    def level(one: FirstLevel | SecondLevel, name: str, below: list[Named]) -> Named:
        named = partial(_name_or_gap, one.name, file, printer)
        return Named(
            {
                zh.NAME: named,
                FULL_MARKS: printer.number(one.full_marks),
                zh.SCORE: printer.number(one.score),
                name: below,
            },
            None,
        )

    def second(one: SecondLevel) -> Named:
        below = [_indicator(i, printer, file, more(i.indicator)) for i in one.indicators]
        return level(one, "三级", below)

    return [level(one, "二级", [second(group) for group in one.groups]) for one in levels]


def _name_or_gap(name: str, file: str, printer: Printer) -> str:
    gap = Gap("指标名称", "指标名称", file=file, section=printer.section)
    return plain_text(name) or printer.gap(gap)


def _indicator(
    scored: ScoredIndicator, printer: Printer, file: str, more: dict[str, Field]
) -> Named:
    one = scored.indicator
    key = f"{one.project}{OF}{one.third_level}" if one.project else one.third_level

    def asked(text: str, what: str) -> str:
        wording = f"{plain_text(one.project)}{plain_text(one.third_level)}的{what}"
        gap = Gap(key, wording, file=file, section=printer.section)
        return plain_text(text) or printer.gap(gap)

    def deviation() -> str:
        if one.deviation or not scored.is_reduced:
            return plain_text(one.deviation)
        return asked("", evaluation.DEVIATION)

    return Named(
        {
            zh.NAME: partial(_name_or_gap, one.third_level, file, printer),
            "指标值": partial(asked, _goal(one), evaluation.TARGET),
            "完成值": partial(asked, _reached(one), evaluation.ACTUAL),
            FULL_MARKS: printer.number(scored.full_marks),
            zh.SCORE: printer.number(scored.score),
            "偏差原因": deviation,
            "扣分": scored.is_reduced,
            **more,
        },
        None,
    )


def _goal(one: Indicator) -> str:
    """Return what was to be reached as one text: ≥95%; a goal in words has no sign."""
    if not one.target:
        return ""
    sign = "" if one.sign == IN_WORDS else one.sign
    return f"{sign}{one.target}{one.measured_in}"


def _reached(one: Indicator) -> str:
    """Return what was reached, with the unit where it is a number without one."""
    return f"{one.actual}{one.measured_in}" if _BARE_NUMBER.fullmatch(one.actual) else one.actual


def _texts(item: ProjectFigures, form: ProjectForm, vocabulary: Vocabulary) -> Named:
    """The texts of a project's report; the columns of 项目绩效.csv count where none is given."""
    project = item.project
    texts = dict(form.report.texts) if form.report else {}
    for name, column in _COLUMNS.items():
        if name not in texts and column(item).strip():
            texts[name] = ListedText(column(item), project.place)
    file = f"{PROJECT_PATH}{plain_text(project.name).replace('/', '-')}.md"

    def text(name: str) -> Named:
        wording = f"{plain_text(project.name)}的{name}"
        return vocabulary.listed_text(
            texts.get(name), Gap(f"{project.name}{OF}{name}", wording, file=file)
        )

    return Named({name: text(name) for name in REPORT_TEXTS}, None)


def whole_names(figures: Figures, vocabulary: Vocabulary) -> Named:
    """The self-evaluation of the department as a whole (整体自评)."""
    found, printer = figures.performance, vocabulary.printer
    form, public = found.form, figures.three_public.total
    notes = vocabulary.accounts.evaluation.whole_notes
    texts = vocabulary.accounts.evaluation.whole_texts

    def note(one: Indicator) -> dict[str, Field]:
        wording = f"{plain_text(one.third_level)}的情况"
        gap = Gap(f"{evaluation.INDICATOR_NOTES}{OF}{one.third_level}", wording, file=_NOTES_FILE)
        return {SITUATION_OF_ONE: vocabulary.listed_text(notes.get(one.third_level), gap)}

    def text(name: str) -> Named:
        return vocabulary.listed_text(
            texts.get(name), Gap(name, name, file=f"{WHOLE_PATH}{name}.md")
        )

    file = f"{evaluation.WHOLE_INDICATORS}.csv"
    sizes = zip(("一级个数", "二级个数", "三级个数"), form.sizes, strict=True)
    return Named(
        {
            "有": bool(form.levels or texts),
            INDICATOR_TREE: _tree(form.levels, printer, file, note),
            evaluation.POINTS_TOTAL: _points(form.full_marks, found.whole.score, printer),
            GRADE: plain_text(found.whole.grade),
            **{name: printer.number(figure) for name, figure in sizes},
            **_whole_numbers(form, found, printer),
            "三公预算": printer.number(public.budget),
            "三公执行": printer.number(public.final),
            "三公控制率": printer.number(public.completion),
            TEXTS: Named({name: text(name) for name in WHOLE_TEXTS}, None),
        },
        None,
    )


_NOTES_FILE = f"{WHOLE_PATH}{evaluation.INDICATOR_NOTES}.md"


def _whole_numbers(form: WholeForm, found: Performance, printer: Printer) -> dict[str, Field]:
    """Return budgets, counts and rates; counts go by the names of 整体绩效.csv."""
    named = {
        row: form.counts[key]
        for row, (key, _) in evaluation.WHOLE_KEYS.items()
        if key in form.counts
    }
    return {
        zh.INITIAL_BUDGETS: printer.number(form.initial),
        evaluation.BUDGET_CHANGE: printer.number(form.adjustment),
        "调整词": found.whole.adjustment_word,
        evaluation.FULL_YEAR: printer.number(form.full_year),
        zh.EXECUTED: printer.number(form.executed),
        EXECUTION_RATE: printer.number(found.whole.rate),
        evaluation.CARRIED_OVER: printer.number(form.carried_over),
        "政府采购预算": printer.number(form.procurement_budget),
        "政府采购执行": printer.number(form.procurement),
        **{name: printer.number(figure) for name, figure in named.items()},
        **{name: printer.number(figure) for name, figure in form.rates.items()},
    }
