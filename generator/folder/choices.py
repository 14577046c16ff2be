"""What the drop-downs of the workbook offer, by list and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from generator.field import evaluation, zh
from generator.field.data_folder import GUIDE, Lists
from generator.field.evaluation_forms import FIRST_LEVELS
from generator.folder.skeleton import BY_BUDGET, BY_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.folder.contents import Known

FIRST_COLUMN = 8  # of the lists, on the sheet that explains the workbook
FIRST_ROW = 4


class Offered(NamedTuple):
    """The name of what is offered, and whether nothing else may be typed."""

    name: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Lists by name, which columns offer them, and which single keys of 单位信息 do.

    `by_project` are the columns that offer the names of the projects.
    """

    lists: Mapping[str, tuple[str, ...]]
    by_column: Mapping[tuple[str, str], Offered]
    by_key: Mapping[tuple[str, str], str]
    by_project: frozenset[tuple[str, str]]

    def reference(self, name: str) -> str:
        """Return the cells of the sheet 说明 that hold a list."""
        letter = get_column_letter(list(self.lists).index(name) + FIRST_COLUMN)
        last = FIRST_ROW + len(self.lists[name]) - 1
        return f"'{GUIDE}'!${letter}${FIRST_ROW}:${letter}${last}"


# The names of the projects, wherever a list asks for one.
PROJECT_NAMES = f"'{Lists.PROJECTS}'!$A$2:$A$500"


def choices_of(known: Known) -> Choices:
    """Return the drop-downs; keys may also be written in other ways, so they are not strict."""
    counted = tuple(dict.fromkeys(unit for unit in known.facts.values() if unit))
    lists = {
        "信息项目": known.identity,
        "上年项目": known.last_year,
        zh.MATTER: tuple(known.facts),
        "原因事项": (*known.last_year, *known.purposes),
        "金额单位": known.units,
        "计量单位": tuple(dict.fromkeys((*counted, "台", zh.BATCHES, *known.units))),
        zh.FUND_COLUMN: known.funds,
        zh.UNIT_KIND: (zh.ADMINISTRATIVE, "参公", zh.INSTITUTION),
        zh.SCOPE: (zh.DEPARTMENT, zh.UNIT),
        zh.PROFILE: known.profiles,
        zh.BASIS: (BY_YEAR, BY_BUDGET),
        zh.DEPARTMENT_RATING: ("是",),
        evaluation.SIGN: evaluation.SIGNS,
        evaluation.FIRST_LEVEL: FIRST_LEVELS,
        evaluation.MANAGEMENT: evaluation.MANAGEMENT_ROWS,
        evaluation.WHOLE: (*evaluation.WHOLE_KEYS, *evaluation.WHOLE_TEXTS),
    }
    by_column = {
        (Lists.IDENTITY, zh.ITEM): Offered("信息项目", strict=False),
        (Lists.MEMBERS, zh.UNIT_KIND): Offered(zh.UNIT_KIND, strict=False),
        (Lists.LAST_TOTALS, zh.ITEM): Offered("上年项目", strict=False),
        (Lists.LAST_TOTALS, zh.UNIT): Offered("金额单位", strict=True),
        (Lists.BUDGETS, zh.FUND_COLUMN): Offered(zh.FUND_COLUMN, strict=True),
        (Lists.BUDGETS, zh.UNIT): Offered("金额单位", strict=True),
        (Lists.FACTS, zh.ITEM): Offered(zh.MATTER, strict=False),
        (Lists.FACTS, zh.UNIT): Offered("计量单位", strict=False),
        (Lists.REASONS, zh.MATTER): Offered("原因事项", strict=False),
        (Lists.REASONS, zh.BASIS): Offered(zh.BASIS, strict=True),
        (Lists.PROJECTS, zh.FUND_COLUMN): Offered(zh.FUND_COLUMN, strict=True),
        (Lists.PROJECTS, zh.DEPARTMENT_RATING): Offered(zh.DEPARTMENT_RATING, strict=False),
        (evaluation.MANAGEMENT, zh.MATTER): Offered(evaluation.MANAGEMENT, strict=False),
        (evaluation.WHOLE, zh.ITEM): Offered(evaluation.WHOLE, strict=False),
        **{
            (name, column): Offered(column, strict=column == evaluation.SIGN)
            for name in (evaluation.INDICATORS, evaluation.WHOLE_INDICATORS)
            for column in (evaluation.SIGN, evaluation.FIRST_LEVEL)
        },
    }
    by_key = {
        (Lists.IDENTITY, zh.SCOPE): zh.SCOPE,
        (Lists.IDENTITY, zh.PROFILE): zh.PROFILE,
        (Lists.IDENTITY, zh.UNIT_KIND): zh.UNIT_KIND,
        (Lists.IDENTITY, zh.UNIT): "金额单位",
    }
    by_project = frozenset(
        {
            (evaluation.INDICATORS, zh.ITEM),
            (evaluation.MANAGEMENT, zh.ITEM),
            (evaluation.PROJECT_TEXTS, zh.PROJECT_NAME),
        }
    )
    return Choices(lists, by_column, by_key, by_project)
