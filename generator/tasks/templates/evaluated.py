"""Self-evaluations for trial: what the forms and reports of part five may have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import evaluation, zh
from generator.field.evaluation import (
    AT_LEAST,
    FIRST_LEVEL,
    FULL_MARKS,
    MEASURED_IN,
    REPORT_TEXTS,
    SECOND_LEVEL,
    SIGN,
    TARGET,
    THIRD_LEVEL,
    WHOLE_KEYS,
    WHOLE_TEXTS,
)
from generator.model.place import Place
from generator.model.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

Lists = dict[str, tuple[Record, ...]]
_MEASURED, _WORDED, _BARE = "试用项目甲", "试用项目乙", "试用项目丙"
_TEXT = "试用的文字"
# Indicators of the whole of which the report says how they were computed, and one of another kind.
_OF_WHOLE = (
    evaluation.ADJUSTMENT_RATE,
    evaluation.CARRIED_OVER_RATE,
    "“三公”经费控制率",
    evaluation.PROCUREMENT_RATE,
    "绩效目标填报完成率",
    "绩效监控完成率",
    "绩效自评完成率",
    "部门绩效评价完成率",
    "试用指标",
)


_NOTES = {evaluation.INDICATOR_NOTES: f"# {_OF_WHOLE[-1]}\n{_TEXT}"}


def evaluate_for_trial() -> Iterator[Lists]:
    """Yield lists: projects and the whole with indicators; texts without indicators."""
    indicators = [
        _indicator(first, second, third, score)
        for first in ("甲级", "乙级")
        for second in ("丙级", "丁级")
        for third, score in (("足分指标", "5"), ("扣分指标", "4"))
    ]
    yield {
        zh.PROJECTS: tuple(map(_project, (_MEASURED, _WORDED, _BARE))),
        evaluation.INDICATORS: tuple(
            _row(evaluation.INDICATORS, {zh.ITEM: name, **one})
            for name in (_MEASURED, _BARE)
            for one in indicators
        ),
        evaluation.MANAGEMENT: (
            _row(
                evaluation.MANAGEMENT,
                {
                    zh.ITEM: _MEASURED,
                    zh.MATTER: evaluation.MANAGEMENT_ROWS[0],
                    evaluation.SITUATION: _TEXT,
                    FULL_MARKS: "5",
                    zh.SCORE: "5",
                },
            ),
        ),
        evaluation.PROJECT_TEXTS: tuple(
            _row(
                evaluation.PROJECT_TEXTS,
                {zh.PROJECT_NAME: name, **dict.fromkeys(REPORT_TEXTS, _TEXT)},
            )
            for name in (_MEASURED, _WORDED)
        ),
        evaluation.WHOLE_INDICATORS: tuple(
            _row(evaluation.WHOLE_INDICATORS, _indicator(first, second, name, score))
            for first, second in (("甲级", "丙级"), ("甲级", "丁级"), ("乙级", "戊级"))
            for name, score in zip(_OF_WHOLE, "454545454", strict=True)
        ),
        evaluation.WHOLE: tuple(
            _row(evaluation.WHOLE, {zh.ITEM: name, zh.CONTENT: text})
            for name, text in {**dict.fromkeys(WHOLE_KEYS, "9"), **_NOTES}.items()
        ),
    }
    yield {
        evaluation.WHOLE: tuple(
            _row(evaluation.WHOLE, {zh.ITEM: name, zh.CONTENT: _TEXT}) for name in WHOLE_TEXTS
        )
    }


def _project(name: str) -> Record:
    amounts = dict.fromkeys((zh.INITIAL_BUDGET, zh.FULL_YEAR_BUDGET, zh.FULL_YEAR_EXECUTION), "9")
    return _row(zh.PROJECTS, {zh.PROJECT_NAME: name, zh.SELF_SCORE: "95", **amounts})


def _indicator(first: str, second: str, third: str, score: str) -> dict[str, str]:
    return {
        FIRST_LEVEL: first,
        SECOND_LEVEL: second,
        THIRD_LEVEL: third,
        SIGN: AT_LEAST,
        TARGET: "1",
        MEASURED_IN: "个",
        evaluation.ACTUAL: "1",
        FULL_MARKS: "5",
        zh.SCORE: score,
        evaluation.DEVIATION: _TEXT,
    }


def _row(name: str, texts: dict[str, str]) -> Record:
    place = Place(f"{name}.csv", 1, 1)
    return Record(texts, dict.fromkeys(texts, place), {})
