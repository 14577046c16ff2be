"""What the drop-downs of the workbook offer, by list and column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from generator.field.data_folder import GUIDE, Lists
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
    """Lists by name, which columns offer them, and which single keys of 单位信息 do."""

    lists: Mapping[str, tuple[str, ...]]
    by_column: Mapping[tuple[str, str], Offered]
    by_key: Mapping[tuple[str, str], str]

    def reference(self, name: str) -> str:
        """Return the cells of the sheet 说明 that hold a list."""
        letter = get_column_letter(list(self.lists).index(name) + FIRST_COLUMN)
        last = FIRST_ROW + len(self.lists[name]) - 1
        return f"'{GUIDE}'!${letter}${FIRST_ROW}:${letter}${last}"


def choices_of(known: Known) -> Choices:
    """Return the drop-downs; keys may also be written in other ways, so they are not strict."""
    counted = tuple(dict.fromkeys(unit for unit in known.facts.values() if unit))
    lists = {
        "信息项目": known.identity,
        "上年项目": known.last_year,
        "事项": tuple(known.facts),
        "原因事项": (*known.last_year, *known.purposes),
        "金额单位": known.units,
        "计量单位": tuple(dict.fromkeys((*counted, "台", "批次", *known.units))),
        "资金性质": known.funds,
        "单位性质": ("行政", "参公", "事业"),
        "口径": ("部门", "单位"),
        "行文": known.profiles,
        "对比": (BY_YEAR, BY_BUDGET),
        "部门评价": ("是",),
    }
    by_column = {
        (Lists.IDENTITY, "项目"): Offered("信息项目", strict=False),
        (Lists.MEMBERS, "单位性质"): Offered("单位性质", strict=False),
        (Lists.LAST_TOTALS, "项目"): Offered("上年项目", strict=False),
        (Lists.LAST_TOTALS, "单位"): Offered("金额单位", strict=True),
        (Lists.BUDGETS, "资金性质"): Offered("资金性质", strict=True),
        (Lists.BUDGETS, "单位"): Offered("金额单位", strict=True),
        (Lists.FACTS, "项目"): Offered("事项", strict=False),
        (Lists.FACTS, "单位"): Offered("计量单位", strict=False),
        (Lists.REASONS, "事项"): Offered("原因事项", strict=False),
        (Lists.REASONS, "对比"): Offered("对比", strict=True),
        (Lists.PROJECTS, "资金性质"): Offered("资金性质", strict=True),
        (Lists.PROJECTS, "部门评价"): Offered("部门评价", strict=False),
    }
    by_key = {
        (Lists.IDENTITY, "口径"): "口径",
        (Lists.IDENTITY, "行文"): "行文",
        (Lists.IDENTITY, "单位性质"): "单位性质",
        (Lists.IDENTITY, "单位"): "金额单位",
    }
    return Choices(lists, by_column, by_key)
