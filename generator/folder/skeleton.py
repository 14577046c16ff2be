"""An empty data folder: every list with its head, and a row for each key that may be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import evaluation, zh
from generator.field.amounts import EXPLAINED
from generator.field.data_folder import TEXT_NAMES, Lists
from generator.field.evaluation import MONEY_COLUMNS, MONEY_SOURCES
from generator.folder.contents import FolderContents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.folder.contents import Known, Rows

MONEY = zh.TEN_THOUSAND_YUAN
BY_YEAR = zh.LAST_YEAR
BY_BUDGET = zh.BUDGET
# Derived from the score where it is not given; a blank row would say that there is none.
DERIVED_FACTS = (zh.OVERALL_GRADE,)
COLUMNS: dict[str, tuple[str, ...]] = {
    Lists.IDENTITY: (zh.ITEM, zh.CONTENT),
    Lists.MEMBERS: (zh.UNIT_NAME, zh.UNIT_KIND, zh.NOTE_COLUMN),
    Lists.LAST_TOTALS: (zh.ITEM, zh.AMOUNT, zh.UNIT),
    Lists.BUDGETS: (zh.SUBJECT_CODE, zh.SUBJECT_NAME, zh.INITIAL_BUDGET, zh.FUND_COLUMN),
    Lists.FACTS: (zh.ITEM, zh.VALUE, zh.UNIT),
    Lists.REASONS: (zh.MATTER, zh.REASON, zh.BASIS),
    Lists.PROJECTS: (
        zh.PROJECT_NAME,
        zh.FUND_COLUMN,
        zh.SUBJECT_CODE,
        zh.INITIAL_BUDGET,
        zh.FULL_YEAR_BUDGET,
        zh.FULL_YEAR_EXECUTION,
        zh.SELF_SCORE,
        zh.DEPARTMENT_RATING,
        zh.TARGETS_MET,
        zh.PROBLEMS_FOUND,
        zh.IMPROVEMENTS,
        evaluation.EXECUTION_FULL_MARKS,
        evaluation.EXECUTION_SCORE,
        *(f"{source}{column}" for source in MONEY_SOURCES for column in MONEY_COLUMNS),
    ),
    evaluation.INDICATORS: (zh.ITEM, *evaluation.INDICATOR_COLUMNS, evaluation.DEVIATION),
    evaluation.MANAGEMENT: (
        zh.ITEM,
        zh.MATTER,
        evaluation.SITUATION,
        evaluation.FULL_MARKS,
        zh.SCORE,
        evaluation.MANAGEMENT_PROBLEMS,
    ),
    evaluation.PROJECT_TEXTS: (zh.PROJECT_NAME, *evaluation.REPORT_TEXTS),
    evaluation.WHOLE: (zh.ITEM, zh.CONTENT),
    evaluation.WHOLE_INDICATORS: (*evaluation.INDICATOR_COLUMNS, evaluation.DEVIATION),
    Lists.SUBJECTS: (zh.SUBJECT_CODE, zh.SUBJECT_NAME, zh.YEAR, zh.YEAR_FROM, zh.YEAR_TO),
}
# The reasons that a narrative may ask for, besides those of single 项; a blank basis suits any.
REASON_KEYS = tuple((amount.name, amount.reason or "") for amount in EXPLAINED)
_FUND_OF_TOTAL = {zh.GOVERNMENT_FUND: 1, "国有资本": 2}


def empty_contents(known: Known, *, name: str = "", year: int = 0) -> FolderContents:
    """Return the contents of a folder in which only the name and the year may be filled in."""
    given = {zh.DEPARTMENT_NAME: name.strip(), zh.YEAR: str(year) if year else ""}
    lists: dict[str, Rows] = {
        Lists.IDENTITY: identity_rows(known, given),
        Lists.MEMBERS: (COLUMNS[Lists.MEMBERS],),
        Lists.LAST_TOTALS: total_rows(known, {}),
        Lists.BUDGETS: (
            COLUMNS[Lists.BUDGETS],
            *(budget_total(known, key) for key in known.budgets),
        ),
        Lists.FACTS: (
            COLUMNS[Lists.FACTS],
            *((key, "", known.facts[key]) for key in fact_keys(known)),
        ),
        Lists.REASONS: reason_rows(known),
        Lists.PROJECTS: (COLUMNS[Lists.PROJECTS],),
        evaluation.INDICATORS: (COLUMNS[evaluation.INDICATORS],),
        evaluation.MANAGEMENT: (COLUMNS[evaluation.MANAGEMENT],),
        evaluation.PROJECT_TEXTS: (COLUMNS[evaluation.PROJECT_TEXTS],),
        evaluation.WHOLE: whole_rows({}),
        evaluation.WHOLE_INDICATORS: (COLUMNS[evaluation.WHOLE_INDICATORS],),
        Lists.SUBJECTS: (COLUMNS[Lists.SUBJECTS],),
    }
    return FolderContents(lists, dict.fromkeys(TEXT_NAMES, ""))


def identity_rows(known: Known, given: dict[str, str]) -> Rows:
    """Return 单位信息.csv with a row for each key."""
    return (COLUMNS[Lists.IDENTITY], *((key, given.get(key, "")) for key in known.identity))


def total_rows(known: Known, given: dict[str, tuple[str, str]]) -> Rows:
    """Return 上年数.csv with a row for each key; `given` holds amount and unit by key."""
    rows = ((key, *given.get(key, ("", MONEY))) for key in known.last_year)
    return (COLUMNS[Lists.LAST_TOTALS], *rows)


def whole_rows(given: Mapping[str, str]) -> Rows:
    """Return 整体绩效.csv with a row for each number and text; `given` holds them by key."""
    keys = (*evaluation.WHOLE_KEYS, *evaluation.WHOLE_TEXTS)
    return (COLUMNS[evaluation.WHOLE], *((key, given.get(key, "")) for key in keys))


def fact_keys(known: Known) -> tuple[str, ...]:
    """Return the keys of 事项.csv that have a row in a new folder."""
    without = {*DERIVED_FACTS, *known.special_facts}
    return tuple(key for key in known.facts if key not in without)


def budget_total(known: Known, key: str) -> tuple[str, ...]:
    """Return the row of a total of 年初预算.csv, which has no code."""
    fund = next((at for start, at in _FUND_OF_TOTAL.items() if key.startswith(start)), 0)
    return ("", key, "", known.funds[fund])


def reason_rows(known: Known) -> Rows:
    """Return 原因.csv with the keys that do not depend on the tables."""
    purposes = tuple((key, "") for key in known.purposes)
    return (COLUMNS[Lists.REASONS], *((key, "", basis) for key, basis in (*REASON_KEYS, *purposes)))
