"""A figure beside another one: last year's, the budget, the whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from generator.field import zh

if TYPE_CHECKING:
    from generator.model.figure import Figure


class Direction(Enum):
    """How this year stands to last year, or the outcome to the budget."""

    MISSING = "缺"
    INCOMPARABLE = "无可比"
    EQUAL = "持平"
    UP = zh.INCREASE
    DOWN = zh.DECREASE


@dataclass(frozen=True, slots=True)
class Compared:
    """An amount and last year's. `key` is the key of 上年数.csv and 原因.csv.

    Last year 0 (or 无) with an amount this year is INCOMPARABLE: no rate is defined on 0.
    """

    key: str
    current: Figure
    last: Figure
    change: Figure
    rate: Figure
    direction: Direction


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A final amount (决算) and its budget. `direction` is that of the final to the budget.

    `difference` is what they differ by.
    """

    key: str
    budget: Figure
    final: Figure
    completion: Figure
    difference: Figure
    direction: Direction


@dataclass(frozen=True, slots=True)
class PartOfWhole:
    """A named part of a whole and its share (占比)."""

    name: str
    amount: Figure
    share: Figure
    code: str = ""


@dataclass(frozen=True, slots=True)
class BudgetItem:
    """One 项 of 五（三） with its names at three levels (类、款、项)."""

    code: str
    class_name: str
    subclass_name: str
    item_name: str
    budgeted: Budgeted
