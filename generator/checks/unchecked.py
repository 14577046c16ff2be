"""What the checks could not compare, and why: a side that is missing is never a pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.field.forms import FORMS
from generator.model.audit import Unchecked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.base.rules import Rule
    from generator.checks.ledger import Ledger

_LISTS = ("N", "G")
_MOST_CODES = 12


@dataclass
class Gaps:
    """What rules met in vain.

    `tables`: the forms that are not there (or cannot be used), with the rules that asked for them;
    `relations`: how many relations of a rule lack an amount; `others`: what a rule says itself.
    """

    tables: dict[str, list[str]] = field(default_factory=dict)
    relations: Counter[str] = field(default_factory=Counter)
    others: list[Unchecked] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many comparisons of the tables were not made; those of the lists are no part of it.

        What a table that is missing would have been compared with is not known: it counts once for
        every rule that asks for it.
        """
        lacking = sum(n for code, n in self.relations.items() if not code.startswith(_LISTS))
        rules = {code for codes in self.tables.values() for code in codes}
        return lacking + sum(not code.startswith(_LISTS) for code in rules)


def list_unchecked(ledger: Ledger, gaps: Gaps, rules: Sequence[Rule]) -> tuple[Unchecked, ...]:
    """Return what could not be checked: tables, cells, comparisons that lack their other side."""
    accounts = ledger.accounts
    missing = [form.number for form in FORMS if form.number not in accounts.tables]
    unchecked = [Unchecked(number, "表缺失") for number in missing]
    invalid = Counter(cell.place.table for cell in ledger.invalid_cells())
    unchecked += [
        Unchecked(f"{form} 的 {count} 个单元格", "不是数字，用到它们的关系没有核对")
        for form, count in sorted(invalid.items())
    ]
    unchecked += [Unchecked(form, "空表或单位不明，没有与其他表核对") for form in ledger.unusable]
    unchecked += [
        Unchecked(f"{form}的“{column}”栏", "表中没有这一栏")
        for form, column in ledger.lacking_columns()
    ]
    unchecked += _rules_without_tables(gaps)
    if gaps.relations:
        what = f"{gaps.relations.total()} 个关系（{_codes(list(gaps.relations))}）"
        unchecked.append(Unchecked(what, "其中有的数没有给出或读不出"))
    unchecked += gaps.others
    year = accounts.identity.year
    if year and not all(rule.in_force(year) for rule in rules):
        unchecked.append(Unchecked(f"{year} 年度", "有的规则不适用于这一年度"))
    return (*unchecked, *_without_dates_and_notes(ledger))


def _rules_without_tables(gaps: Gaps) -> list[Unchecked]:
    """Return the rules that asked for a table in vain, those of the same tables together."""
    by_rule: dict[str, list[str]] = {}
    for form, codes in sorted(gaps.tables.items()):
        for code in codes:
            by_rule.setdefault(code, []).append(form)
    by_forms: dict[str, list[str]] = {}
    for code, forms in by_rule.items():
        by_forms.setdefault("、".join(forms), []).append(code)
    return [
        Unchecked(f"规则 {_codes(codes)}", f"要用{forms}，没有核对或没有全部核对")
        for forms, codes in by_forms.items()
    ]


def _codes(codes: list[str]) -> str:
    more = f" 等 {len(codes)} 条" if codes[_MOST_CODES:] else ""
    return "、".join(codes[:_MOST_CODES]) + more


def _without_dates_and_notes(ledger: Ledger) -> list[Unchecked]:
    accounts, unchecked = ledger.accounts, []
    if not accounts.last_year and not accounts.last_totals:
        unchecked.append(Unchecked("与上年的衔接", "没有上年数据"))
    if accounts.identity.approved is None or accounts.identity.published is None:
        unchecked.append(Unchecked("公开时限", "没有批复日期或公开日期"))
    for form in ("公开07", "公开08", "公开09"):
        table = accounts.tables.get(form)
        if table is not None and table.is_empty and not table.statement and not table.notes:
            unchecked.append(Unchecked(f"{form} 的空表说明", "没有给出表下的说明"))
    return unchecked
