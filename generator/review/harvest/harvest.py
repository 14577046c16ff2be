"""What only a submitted text holds (budgets, 事项, reasons), as the lists of a data folder."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import sections, zh
from generator.field.amounts import amount_of
from generator.field.keys import FACT_UNITS, canonical
from generator.review.harvest.facts import read_facts
from generator.review.harvest.identity import read_identity
from generator.review.harvest.items import find_items, list_codes, match_codes
from generator.review.harvest.reasons import (
    find_purpose,
    find_reasons,
    read_reasons,
    read_special_fund,
)
from generator.review.harvest.rows import BUDGETS, BY_BUDGET, REASONS, Rows
from generator.review.harvest.years import find_totals, read_years
from generator.review.text.flat import MONEY, NUMBER, Flat, flatten, read_stated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.records import Record
    from generator.model.submission import Submission
    from generator.model.table import Table

_OPERATING = zh.RUNNING_COSTS


# The section of a fund and the total of its spending; the 项 stand in that table and column.
_FUNDS = {
    "五": amount_of(zh.GENERAL_SPENDING),
    "七": amount_of(zh.FUND_SPENDING),
    "八": amount_of(zh.CAPITAL_SPENDING),
}
_BUDGET = re.compile(rf"年初预算(?:数|安排)?(?:为|是)?({NUMBER})({MONEY})")
_PURPOSE = zh.PURPOSE
_UNITS = (zh.TEN_THOUSAND_YUAN, "元", zh.HUNDRED_MILLION_YUAN)


@dataclass(frozen=True, slots=True)
class Harvest:
    """Rows by list (单位信息, 上年数, 年初预算, 事项, 原因) as a data folder would have them.

    Every amount has its unit as printed; every place is a passage of the text.
    """

    lists: Mapping[str, tuple[Record, ...]]

    def complete(self, given: Mapping[str, Sequence[Record]]) -> dict[str, tuple[Record, ...]]:
        """Return the lists of a data folder with the rows of the text whose keys they lack.

        A reason given for no certain 对比 stands for both.
        """
        lists = {name: tuple(records) for name, records in given.items()}
        for name, records in self.lists.items():
            known = {key for record in lists.get(name, ()) for key in _keys(name, record)}
            new = [record for record in records if not known & set(_keys(name, record)[:1])]
            lists[name] = (*lists.get(name, ()), *new)
        return lists


def harvest(
    submission: Submission,
    tables: Mapping[str, Table],
    *,
    names: Mapping[str, str] | None = None,
) -> Harvest:
    """Return what a text says that the tables do not hold. What is not found is absent.

    An amount of last year is the amount of the table, else that of the sentence, less the stated
    change. `names` are those of codes (科目) that the tables may lack. Marks of the form (XX,
    【待补充) are no values.
    """
    rows = Rows()
    flats: dict[str, Flat] = {}
    for section in submission.sections:
        if section.topic and section.topic not in flats:
            flats[section.topic] = flatten(submission.file, section.paragraphs)
    read_identity(submission, flats, tables, rows)
    for topic, flat in flats.items():
        read_years(topic, flat, tables, rows)
        read_facts(topic, flat, rows)
        if topic in _FUNDS:
            _read_fund(topic, flat, tables, names or {}, rows)
        else:
            read_reasons(topic, flat, rows)
        if topic == "十":
            _read_budget(_OPERATING, "", flat, len(flat.text), rows)
    return Harvest({name: tuple(records) for name, records in rows.lists.items()})


def harvest_totals(submission: Submission) -> dict[str, tuple[str, str]]:
    """Return what a text states of the totals of its own year: amount and unit by key."""
    found: dict[str, tuple[str, str]] = {}
    for section in submission.sections:
        flat = flatten(submission.file, section.paragraphs)
        for key, stated in find_totals(section.topic, flat):
            found.setdefault(key, (stated.text, stated.unit))
    return found


def find_unit(submission: Submission) -> str:
    """Return the unit in which the text counts money: 万元, 元 or 亿元, empty where it has none."""
    units = Counter(
        zh.TEN_THOUSAND_YUAN if mention.unit == "万" else mention.unit
        for section in submission.sections
        if section.topic not in {"", sections.PERFORMANCE}
        for paragraph in section.paragraphs
        for mention in paragraph.mentions
        if mention.unit in {*_UNITS, "万"}
    )
    return max(_UNITS, key=lambda unit: units[unit]) if units else ""


def _keys(name: str, record: Record) -> list[tuple[str, ...]]:
    """Return the key of a row, and the others that it stands for."""
    if name == BUDGETS:
        code = record.text(zh.SUBJECT_CODE)
        return [(code.strip() or key_of(record.text(zh.SUBJECT_NAME)),)]
    if name == REASONS:
        basis = record.text(zh.BASIS).strip()
        key = key_of(record.text(zh.MATTER))
        return [(key, basis)] if basis else [(key, ""), (key, zh.LAST_YEAR), (key, zh.BUDGET)]
    item = record.text(zh.ITEM)
    return [(canonical(item, tuple(FACT_UNITS)) or key_of(item),)]


def _read_budget(key: str, fund: str, flat: Flat, end: int, rows: Rows) -> None:
    """Add the budget that a section states before `end`."""
    found = _BUDGET.search(flat.text, 0, end)
    stated = read_stated(found[1], found[2]) if found else None
    if found and stated:
        rows.add_budget("", key, stated, flat.place(*found.span()), fund)


def _read_fund(
    topic: str, flat: Flat, tables: Mapping[str, Table], names: Mapping[str, str], rows: Rows
) -> None:
    """Add the budgets and reasons of 五, 七 or 八: the total, then item by item."""
    total = _FUNDS[topic]
    form, _, column, _ = total.cell
    items = find_items(flat)
    first = items[0].start if items else len(flat.text)
    _read_budget(total.name, total.fund, flat, first, rows)
    if topic == "五":
        for said in find_reasons(flat, 0, first):
            rows.add_reason(total.name, said.basis, said.text, said.place)
    else:
        read_special_fund(topic, flat, first, rows)
    codes = match_codes(items, list_codes(tables.get(form), column, names), names)
    for index, coded in sorted(codes.items()):
        item = items[index]
        if item.budget is not None:
            place = flat.place(item.start, item.end)
            rows.add_budget(coded.code, coded.label, item.budget, place, total.fund)
        for said in find_reasons(flat, item.start, item.end):
            if said.basis == BY_BUDGET:
                rows.add_reason(coded.code, BY_BUDGET, said.text, said.place)
        purpose = find_purpose(flat, item.start, item.end)
        if purpose is not None:
            rows.add_reason(f"{coded.code}{_PURPOSE}", "", purpose.text, purpose.place)
