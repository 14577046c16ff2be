"""The check list of a reviewed document: every duty in force, in its order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.field import duties, zh
from generator.model.duty import DutyState
from generator.review.duties import changes, matters, parts, spending, tables
from generator.review.duties.ground import Ground, not_applicable, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.model.review import Review
    from generator.model.table import Table
    from generator.review.statements.reader import Reading

_MARK = f"【{zh.GAPS}"
JUDGES: Final[Mapping[Duty, Callable[[Ground], DutyJudgement]]] = {
    duties.TABLES: tables.judge_tables,
    duties.CAPITAL_TABLE: tables.judge_capital_table,
    duties.EMPTY_TABLES: tables.judge_empty_tables,
    duties.ITEM_LEVEL: tables.judge_item_level,
    duties.ECONOMIC_LEVEL: tables.judge_economic_level,
    duties.SPLIT_COLUMNS: tables.judge_split_columns,
    duties.OWN_DUTIES: parts.judge_own_duties,
    duties.ORGANISATION: parts.judge_organisation,
    duties.CHANGES: changes.judge_changes,
    duties.REASONS: changes.judge_reasons,
    duties.AGAINST_BUDGET: changes.judge_against_budget,
    duties.SPLIT_TEXT: spending.judge_split_text,
    duties.ABROAD: spending.judge_abroad,
    duties.VEHICLES_BOUGHT: spending.judge_vehicles_bought,
    duties.VEHICLES_KEPT: spending.judge_vehicles_kept,
    duties.RECEPTION: spending.judge_reception,
    duties.RUNNING_COSTS: matters.judge_running_costs,
    duties.PROCUREMENT: matters.judge_procurement,
    duties.SMALL_SHARE: matters.judge_small_share,
    duties.CARS: matters.judge_cars,
    duties.EQUIPMENT: matters.judge_equipment,
    duties.PERFORMANCE: parts.judge_performance,
    duties.GLOSSARY: parts.judge_glossary,
    duties.CONTENTS: parts.judge_contents,
    duties.ORDER: parts.judge_order,
    duties.DEADLINE: parts.judge_deadline,
}


def with_duties(review: Review, reading: Reading, printed: Mapping[str, Table]) -> Review:
    """Return a review with how its document stands to each duty.

    `reading` are the statements of its text, `printed` the tables that it prints itself.
    """
    ground = Ground(review, reading, printed)
    return replace(review, duties=tuple(_judge(ground, duty) for duty in duties.DUTIES))


def _judge(ground: Ground, duty: Duty) -> DutyJudgement:
    if not duty.in_force(ground.year):
        years = f"{duty.first_year}年度起" if ground.year < duty.first_year else "已经停止"
        return not_applicable(duty, f"这一项{years}，文件是{ground.year}年度的")
    judged = JUDGES[duty](ground)
    if judged.state is DutyState.DONE and judged.place is not None and _MARK in judged.place.quote:
        # What shows it is still to be supplied.
        return problem(duty, f"还是{_MARK}】", judged.place)
    return judged
