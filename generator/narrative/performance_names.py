"""The Chinese names of section 十三: projects, funds, grades, the whole."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.evaluation_forms import EXECUTION_RATE
from generator.model.block import Gap
from generator.narrative.evaluation_names import form_fields, money_names, whole_names
from generator.narrative.marks import guard_text, plain_text
from generator.narrative.numbers import Named

if TYPE_CHECKING:
    from generator.model.figures import Figures, Performance, ProjectFigures
    from generator.narrative.numbers import Field, Printer
    from generator.narrative.vocabulary import Vocabulary

TEXT_FILES = (zh.EVALUATION_WORK, zh.SELF_RATINGS, zh.RATING_RESULTS)


def performance_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Names of section 十三."""
    found, printer = figures.performance, vocabulary.printer
    return {
        zh.ITEM: [_project(project, vocabulary) for project in found.projects],
        "项目个数": printer.number(found.count),
        "项目全年预算数": printer.number(found.budget),
        "项目全年执行数": printer.number(found.executed),
        "项目执行率": printer.number(found.rate),
        "项目平均得分": printer.number(found.mean, 等级=found.mean_grade),
        "项目加权平均得分": printer.number(found.weighted_mean, 等级=found.weighted_grade),
        "项目支出覆盖率": printer.number(found.covered),
        "项目资金来源": money_names(found.money, printer),
        "整体自评": whole_names(figures, vocabulary),
        "项目等级": [printer.number(figure, 名称=grade) for grade, figure in found.grades],
        "资金": _funds(found, printer),
        zh.DEPARTMENT_RATING: _evaluated(found, printer),
        "整体评价": _whole(found, printer),
        **{name: vocabulary.text(name, f"文字/{name}.md") for name in TEXT_FILES},
    }


def _project(item: ProjectFigures, vocabulary: Vocabulary) -> Named:
    project, printer = item.project, vocabulary.printer

    def described(text: str, what: str) -> str:
        given = plain_text(text).strip().rstrip("。；;，,")
        wording = f"{plain_text(project.name)}的{what}"
        gap = Gap(project.name, wording, file="项目绩效.csv", section=printer.section)
        return given or printer.gap(gap)

    return Named(
        {
            zh.NAME: plain_text(project.name),
            "称谓": guard_text(project.name).removesuffix(zh.ITEM) + zh.ITEM,
            zh.SCORE: printer.number(item.score),
            zh.FULL_YEAR_BUDGET: printer.number(item.budget),
            zh.FULL_YEAR_EXECUTION: printer.number(item.executed),
            EXECUTION_RATE: printer.number(item.rate),
            "等级": item.grade,
            zh.TARGETS_MET: partial(described, project.achieved, zh.TARGETS_MET),
            zh.PROBLEMS_FOUND: partial(described, project.problems, zh.PROBLEMS_FOUND),
            zh.IMPROVEMENTS: partial(described, project.measures, zh.IMPROVEMENTS),
            **form_fields(item, vocabulary),
        },
        None,
    )


def _funds(found: Performance, printer: Printer) -> Named:
    return Named(
        {
            fund.fund: Named(
                {
                    "个数": printer.number(fund.count),
                    zh.NAME: [plain_text(name) for name in fund.names],
                    zh.FULL_YEAR_BUDGET: printer.number(fund.budget),
                    zh.EXECUTED: printer.number(fund.executed),
                    EXECUTION_RATE: printer.number(fund.rate),
                    zh.SHARE: printer.number(fund.share),
                },
                None,
            )
            for fund in found.funds
        },
        None,
    )


def _evaluated(found: Performance, printer: Printer) -> Named:
    evaluated = found.evaluated
    return Named(
        {
            zh.NAME: [plain_text(name) for name in evaluated.names],
            "个数": printer.number(evaluated.count),
            **{fund: printer.number(figure) for fund, figure in evaluated.executed},
        },
        None,
    )


def _whole(found: Performance, printer: Printer) -> Named:
    whole = found.whole
    return Named(
        {
            "有资金": not (whole.full_year.is_missing and whole.executed.is_missing),
            "有得分": not whole.score.is_missing,
            "单位数": printer.number(whole.units),
            "一般公共预算支出": printer.number(whole.general),
            "政府性基金支出": printer.number(whole.fund),
            zh.INITIAL_BUDGETS: printer.number(whole.budget),
            "调整词": whole.adjustment_word,
            "预算调整": printer.number(whole.adjustment),
            "全年预算": printer.number(whole.full_year),
            zh.EXECUTED: printer.number(whole.executed),
            EXECUTION_RATE: printer.number(whole.rate),
            zh.SCORE: printer.number(whole.score),
            "等级": plain_text(whole.grade),
        },
        None,
    )
