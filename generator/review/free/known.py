"""Quantities that a free text may name: those of the tables, and those it has stated before."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.money import CENT, UNIT_SIZES, ZERO
from generator.field import sections, zh
from generator.field.amounts import AMOUNTS
from generator.model.submission import MentionKind
from generator.review.ours.intervals import Interval, around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from generator.field.amount import Address
    from generator.model.accounts import Accounts, ListedAmount
    from generator.model.place import Place
    from generator.review.text.statements import Claim, Statement

# Names as they are written, with their cells; the longest name that fits counts.
_NAMED: tuple[tuple[str, Address], ...] = tuple(
    (name, amount.cell)
    for amount in AMOUNTS
    if amount.address is not None and (amount.fund or amount.also)
    for name in amount.names
)
# A budget, or a change: no amount of the accounts that a change is measured on.
_NO_LEVEL = re.compile(r"预算(?:数|金额)?(?:为|是)?$|增长|下降|增加|减少|上升|降低")
_NAMED_SECTIONS = tuple("一二三四五六七八九十")
_QUOTED = re.compile("“(.*)”")
_ORDINAL = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)、.．]+)")
_BY_LENGTH = sorted(_NAMED, key=lambda named: -len(named[0]))
_WORD = 3
# How far back in its paragraph an amount is looked for.
_MOST_SENTENCES = 20
_MOST_AMOUNTS = 40
_LOOSE = re.compile(r"总额|总数|总量|的$|^其中|数$")


class Quantity(NamedTuple):
    """A named amount in `unit` with the cells that it comes from."""

    label: str
    value: Decimal
    unit: str
    places: tuple[Place, ...] = ()


class Known:
    """The quantities of one department that a text may refer to."""

    def __init__(self, accounts: Accounts | None, statements: Sequence[Statement]) -> None:
        """Index the tables by name and by amount, the statements by passage."""
        self._accounts = accounts
        self.unit = accounts.identity.unit if accounts else zh.TEN_THOUSAND_YUAN
        self._cells: dict[Decimal, list[Quantity]] = {}
        for quantity in _quantities(accounts):
            self._cells.setdefault(quantity.value * UNIT_SIZES[self.unit], []).append(quantity)
        self._paragraphs: dict[str, list[Statement]] = {}
        for statement in statements:
            self._paragraphs.setdefault(statement.passage.locator, []).append(statement)

    def cell(self, name: str) -> Quantity | None:
        """Return the cell that a name stands for, the longest known name first."""
        if self._accounts is None:
            return None
        key = _LOOSE.sub("", key_of(name))
        for known, (form, row, column, side) in _BY_LENGTH:
            wanted = _LOOSE.sub("", key_of(known))
            if key == wanted or key.endswith(wanted):
                table = self._accounts.tables.get(form)
                cell = table.cell(row, column, side) if table else None
                if cell is None:
                    # A shorter name that fits as well is that of another quantity.
                    return None
                return Quantity(f"{form}{known}", cell.value or ZERO, self.unit, (cell.place,))
        return None

    def at(self, claim: Claim) -> list[Quantity]:
        """Return the cells that print the amount of a claim."""
        unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
        return self._cells.get(claim.mention.value * UNIT_SIZES[unit], [])

    def prints(self, value: Decimal) -> bool:
        """Whether a cell prints a number in 万元."""
        return bool(self._cells.get(value * UNIT_SIZES[zh.TEN_THOUSAND_YUAN]))

    def named_at(self, statement: Statement, claim: Claim) -> list[Quantity]:
        """Return the cells that print the amount of a claim under a name that stands before it.

        In 十三 and the attachments, whose names are those of projects, the amount is enough.
        """
        found = self.at(claim)
        if not statement.where.startswith(_NAMED_SECTIONS) or statement.where.startswith(
            sections.PERFORMANCE
        ):
            return found
        text = statement.passage.text
        words = text[statement.start : claim.mention.start]
        head = text.partition("。")[0]
        if "（项）" in head or "（款）" in head:
            # The item is named once, at the head of its paragraph.
            words = f"{head}。{words}"
        words = key_of(words)
        return [quantity for quantity in found if _title_of(quantity) in words]

    def whole(self, statement: Statement, part: Claim, name: str) -> Quantity | None:
        """Return the whole that a share is of: stated in the sentence or paragraph, or a cell."""
        key = _LOOSE.sub("", key_of(name))
        for claim in self._stated_before(statement, part):
            label = _LOOSE.sub("", key_of(claim.label))
            if key and (label.endswith(key) or (len(label) > _WORD and key.endswith(label))):
                unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
                return Quantity(claim.label, claim.mention.value, unit)
        return self.cell(name)

    def amounts_before(self, statement: Statement, claim: Claim) -> Iterator[Claim]:
        """Yield the amounts before a number in its sentence, then those of the one before it.

        A reason speaks for itself: what stands in one is not tested with what stands outside.
        """
        yield from (c for c in statement.before(claim) if c.kind is MentionKind.AMOUNT)
        if statement.in_reason(claim) or any(
            c.kind is MentionKind.AMOUNT for c in statement.claims
        ):
            return
        for earlier in self._earlier(statement)[-1:]:
            yield from (c for c in reversed(earlier.amounts) if not earlier.in_reason(c))

    def _earlier(self, statement: Statement) -> Sequence[Statement]:
        """Return the last sentences of a paragraph before one of them, in order."""
        own = self._paragraphs.get(statement.passage.locator, [])
        end = bisect_left(own, statement.start, key=lambda other: other.start)
        return own[max(0, end - _MOST_SENTENCES) : end]

    def _stated_before(self, statement: Statement, part: Claim) -> Iterable[Claim]:
        for claim in statement.before(part):
            if claim.kind is MentionKind.AMOUNT:
                yield claim
        for earlier in reversed(self._earlier(statement)):
            yield from reversed(earlier.amounts[-_MOST_AMOUNTS:])

    def amount_before(self, statement: Statement, change: Claim) -> Interval | None:
        """Return the amount of the sentence before one that states a change, in 元."""
        for claim in self._stated_before(statement, change):
            if _NO_LEVEL.search(claim.label):
                continue
            unit = zh.TEN_THOUSAND_YUAN if claim.mention.unit == "万" else claim.mention.unit
            size = UNIT_SIZES[unit]
            return around(claim.mention.value * size, size * CENT / 2)
        return None


def _title_of(quantity: Quantity) -> str:
    """Return the name of a row without its ordinal (二、政府性基金预算财政拨款收入)."""
    title = _QUOTED.search(quantity.label)
    return key_of(_ORDINAL.sub("", title[1] if title else quantity.label))


def _quantities(accounts: Accounts | None) -> Iterator[Quantity]:
    if accounts is None:
        return
    unit = accounts.identity.unit
    for form, table in accounts.tables.items():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.value:
                    label = f"{form}“{row.title or row.key}”{{{column}}}"
                    yield Quantity(label, cell.value, unit, (cell.place,))
    for key, amount in _listed(accounts):
        if amount.value and amount.unit in UNIT_SIZES:
            yield Quantity(key, amount.value, unit, (amount.source.place,))


def _listed(accounts: Accounts) -> Iterator[tuple[str, ListedAmount]]:
    for listed in (accounts.last_totals, accounts.budget_totals, accounts.facts):
        yield from listed.items()
    for item in accounts.item_budgets:
        yield f"年初预算 {item.code}", item.amount
