"""Collects what a text holds as the rows of a data folder's lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import zh
from generator.model.records import Record

if TYPE_CHECKING:
    from generator.model.place import Place
    from generator.review.text.flat import Stated

IDENTITY, LAST_YEAR, BUDGETS, FACTS, REASONS = (
    zh.IDENTITY,
    zh.LAST_TOTALS,
    zh.INITIAL_BUDGETS,
    zh.MATTER,
    zh.REASON,
)
BY_YEAR, BY_BUDGET = zh.LAST_YEAR, zh.BUDGET


@dataclass(slots=True)
class Rows:
    """The rows found so far by list; of two statements for one key the first is kept."""

    lists: dict[str, list[Record]] = field(default_factory=dict)
    _keys: set[tuple[str, ...]] = field(default_factory=set)

    def add_identity(self, key: str, text: str, place: Place) -> None:
        """Add a line of 单位信息."""
        self._add(IDENTITY, (key,), {zh.ITEM: key, zh.CONTENT: text}, place)

    def add_last_year(self, key: str, text: str, unit: str, place: Place) -> None:
        """Add an amount of last year."""
        self._add(LAST_YEAR, (key,), {zh.ITEM: key, zh.AMOUNT: text, zh.UNIT: unit}, place)

    def add_budget(
        self, code: str, name: str, budget: Stated, place: Place, fund: str = ""
    ) -> None:
        """Add a budget: of a 项, or a total (no code)."""
        texts = {
            zh.SUBJECT_CODE: code,
            zh.SUBJECT_NAME: name,
            zh.INITIAL_BUDGET: budget.text,
            zh.FUND_COLUMN: fund,
            zh.UNIT: budget.unit,
        }
        self._add(BUDGETS, (code or name,), texts, place)

    def add_fact(self, key: str, text: str, unit: str, place: Place) -> None:
        """Add a count, an amount or a word outside the tables."""
        self._add(FACTS, (key,), {zh.ITEM: key, zh.VALUE: text, zh.UNIT: unit}, place)

    def add_reason(self, key: str, basis: str, text: str, place: Place) -> None:
        """Add a reason, or a purpose (no basis)."""
        self._add(REASONS, (key, basis), {zh.MATTER: key, zh.REASON: text, zh.BASIS: basis}, place)

    def _add(self, name: str, key: tuple[str, ...], texts: dict[str, str], place: Place) -> None:
        plain = (name, *(key_of(part) for part in key))
        if plain in self._keys:
            return
        self._keys.add(plain)
        places = dict.fromkeys(texts, place)
        self.lists.setdefault(name, []).append(Record(texts, places, {}))
