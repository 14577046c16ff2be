"""Tables whose head states another unit than their amounts are in: told by the text beside them.

The numbers of such a table are those of the text in another unit. The table is read again in that
unit, so that nothing follows from the wrong one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L10
from generator.base.money import PRINTED_UNITS, UNIT_SIZES, ZERO, convert_unit, format_number
from generator.field import sections, zh
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.submission import MentionKind
from generator.review.rules import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from generator.model.finding import Finding
    from generator.model.submission import Submission
    from generator.model.table import Cell, Table

# A number with fewer digits may be the same by chance; one with many is the same alone.
_TELLING = 3
_CERTAIN = 5
_ENOUGH = 2
# So many times more numbers have to be those of the text in the other unit.
_CLEARLY = 3


class Reread(NamedTuple):
    """The tables in the units that the text tells, and what is said of those misread before."""

    tables: dict[str, Table]
    findings: tuple[Finding, ...] = ()


def reread_tables(submission: Submission, tables: Mapping[str, Table]) -> Reread:
    """Return the tables; those of which the text shows that the unit is wrong in the right one."""
    stated = _amounts_of(submission)
    read = dict(tables)
    misread: dict[tuple[str, str], dict[str, tuple[Decimal, ...]]] = {}
    for form, table in tables.items():
        unit, same = _find_unit(table, stated)
        if unit:
            read[form] = _in_unit(table, unit)
            misread.setdefault((table.file_unit, unit), {})[form] = same
    found = (_word(tables, units, forms) for units, forms in misread.items())
    return Reread(read, tuple(found))


def without_doubts(problems: Iterable[Finding], misread: Iterable[Finding]) -> list[Finding]:
    """Return the findings of reading without those that only ask whether these units are right."""
    forms = {place.table for found in misread for place in found.places}
    return [
        problem
        for problem in problems
        if problem.code != L10.code
        or not problem.places
        or not {place.table for place in problem.places} <= forms
    ]


def _amounts_of(submission: Submission) -> Mapping[str, frozenset[Decimal]]:
    """Return the amounts of the sections by their unit."""
    amounts: dict[str, set[Decimal]] = {}
    for section in submission.sections:
        if section.topic == sections.PERFORMANCE:
            continue
        for paragraph in section.paragraphs:
            for mention in paragraph.mentions:
                unit = zh.TEN_THOUSAND_YUAN if mention.unit == "万" else mention.unit
                if mention.kind is MentionKind.AMOUNT and unit in UNIT_SIZES:
                    amounts.setdefault(unit, set()).add(mention.value)
    return {unit: frozenset(values) for unit, values in amounts.items()}


def _find_unit(
    table: Table, stated: Mapping[str, frozenset[Decimal]]
) -> tuple[str, tuple[Decimal, ...]]:
    """Return the unit in which the table prints the numbers of the text, and those numbers.

    Empty where it does so in its own, or in none.
    """
    if not stated:
        return "", ()
    cells = (cell for row in table.rows for cell in row.cells.values())
    printed = {_printed(cell) for cell in cells} - {ZERO}
    same: dict[str, list[Decimal]] = {}
    for unit in PRINTED_UNITS:
        for other, amounts in stated.items():
            converted = ((amount, convert_unit(amount, unit, other)) for amount in printed)
            same.setdefault(unit, []).extend(
                amount
                for amount, value in converted
                if value in amounts and min(map(_length, (amount, value))) >= _TELLING
            )
    counts = Counter({unit: len(set(amounts)) for unit, amounts in same.items()})
    best, count = counts.most_common(1)[0]
    enough = count >= _ENOUGH or any(_digits(amount) >= _CERTAIN for amount in same[best])
    if best == table.file_unit or not enough or count < _CLEARLY * counts[table.file_unit]:
        return "", ()
    return best, tuple(sorted(set(same[best]), reverse=True))


def _printed(cell: Cell) -> Decimal:
    """Return the number of a cell as the file prints it, 0 where it has none."""
    return (cell.value if cell.original is None else cell.original) or ZERO


def _length(value: Decimal) -> int:
    """Return how many digits a number has from its first that is no 0 to the second decimal."""
    return len(format_number(abs(value)).replace(".", "").lstrip("0"))


def _digits(value: Decimal) -> int:
    """Return how many of these there are up to the last that is no 0."""
    return len(format_number(abs(value)).replace(".", "").strip("0"))


def _in_unit(table: Table, unit: str) -> Table:
    def reread(cell: Cell) -> Cell:
        printed = _printed(cell)
        if cell.value is None:
            return cell
        own = None if unit == table.unit else printed
        return cell._replace(value=convert_unit(printed, unit, table.unit), original=own)

    return replace(table.with_cells(reread), file_unit=unit, _index={})


def _word(
    tables: Mapping[str, Table],
    units: tuple[str, str],
    forms: Mapping[str, tuple[Decimal, ...]],
) -> Finding:
    stated, right = units
    numbers = list(dict.fromkeys(number for same in forms.values() for number in same))
    message = (
        f"{'、'.join(forms)}表头单位写作{stated}，疑为{right}：表中有 {len(numbers)} 个数"
        f"（{format_number(numbers[0])}等）以{right}计才与正文相同；以下按{right}核对"
    )
    places = (Place(tables[form].file, table=form) for form in forms)
    return finding(UNIT, message, *places, found_text=stated)
