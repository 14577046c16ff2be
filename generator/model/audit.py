"""What an audit (审核) says: findings, how much was checked, what could not be."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from generator.field.forms import Side
    from generator.model.finding import Finding
    from generator.model.table import Table


class Unchecked(NamedTuple):
    """Something that could not be checked, and why; of several things `items` are all of them."""

    what: str
    why: str
    items: tuple[str, ...] = ()


class Correction(NamedTuple):
    """A cell of a table that is certainly wrong, and the value that it should have.

    `value` is in the published unit; `key`, `side` and `title` are those of the row, which the
    table may lack.
    """

    form: str
    key: str
    side: Side
    column: str
    value: Decimal
    title: str = ""


class Audit(NamedTuple):
    """The outcome of the checks: `checked` counts the relations that were tested.

    `corrections` are the cells that single causes name; what stands in them is as printed.
    `untested` counts the comparisons of the tables that could not be made: tables, columns or
    amounts are missing. While it is not 0, the accounts have not passed. `tables` are those that
    were compared: the cells of a column that is blank by mistake count as unreadable there.
    """

    findings: tuple[Finding, ...]
    checked: int
    unchecked: tuple[Unchecked, ...]
    corrections: tuple[Correction, ...] = ()
    untested: int = 0
    tables: Mapping[str, Table] = MappingProxyType({})
