"""The codes of the 科目 in the coded tables (DOMAIN 2.9: H03 … H06)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.checks.relation import Check, Remark
from generator.checks.subject_tree import (
    CLASS_DIGITS,
    ITEM_DIGITS,
    SUBCLASS_DIGITS,
    branches,
    coded_tables,
    likely_parent,
    places_of,
)
from generator.field import forms, sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.checks.ledger import Ledger
    from generator.model.table import Row, Table

_AUTHORITY = "政府收支分类科目"
_MOST_NAMES = 6


def _missing_parents(table: Table) -> Mapping[str, list[Row]]:
    """Return the codes of 类 and 款 that have no row, each with the rows below it."""
    codes = {row.code for row in table.coded_rows()}
    missing: dict[str, list[Row]] = {}
    for row in table.coded_rows():
        for digits in (CLASS_DIGITS, SUBCLASS_DIGITS):
            parent = row.code[:digits]
            if len(row.code) > digits and parent not in codes:
                missing.setdefault(parent, []).append(row)
    return missing


def subjects_have_their_parents(ledger: Ledger) -> Iterator[Remark]:
    """Every 项 has the rows of its 款 and 类; a gap that several tables share is one finding."""
    gaps: dict[tuple[str, ...], list[tuple[Table, list[Row]]]] = {}
    for table in coded_tables(ledger):
        rows_of_items = list(table.coded_rows(ITEM_DIGITS))
        if rows_of_items[1:] and len(rows_of_items) == len(list(table.coded_rows())):
            message = f"{table.form}只有项级科目，没有类、款各行；请补上"
            yield Remark(message, places_of(rows_of_items[0]))
            continue
        for parent, rows in _missing_parents(table).items():
            key = (parent, *(row.code for row in rows))
            gaps.setdefault(key, []).append((table, rows))
    for (parent, *_), found in gaps.items():
        table, rows = found[0]
        names = "、".join(f"“{row.title}”" for row in rows)
        likely = likely_parent(table, rows[0]) if len(rows[0].code) == ITEM_DIGITS else None
        advice = (
            f"金额与上一行“{likely.title}”相同，编码疑应为 {likely.code}{rows[0].code[-2:]}"
            if likely
            else "请补上该行，或核对编码"
        )
        tables = "、".join(other.form for other, _ in found)
        detail = any(other.form == forms.GENERAL_BUDGET for other, _ in found)
        yield Remark(
            f"{tables}没有 {parent} 的行，其下却有{names}；{advice}",
            [place for _, those in found for row in those for place in places_of(row)],
            sections.GENERAL_ITEMS if detail else "",
        )


def subjects_are_itemised(ledger: Ledger) -> Iterator[Remark]:
    """What has an amount is broken down: to the 项 by function, to the 款 by economic class.

    Where other tables have the rows that are missing, the sums say which they are.
    """
    for table in coded_tables(ledger):
        above = {parent.key for parent, _ in branches(table)}
        yield from _undivided(
            table,
            "款、项",
            [
                row
                for row in table.coded_rows()
                if len(row.code) in {CLASS_DIGITS, SUBCLASS_DIGITS}
                and row.code not in above
                and not ledger.borrowed(table.form, row.code)
            ],
        )
    detail = ledger.table(forms.BASIC_DETAIL)
    if detail is not None:
        divided = {row.code[:CLASS_DIGITS] for row in detail.coded_rows(SUBCLASS_DIGITS)}
        rows = [row for row in detail.coded_rows(CLASS_DIGITS) if row.code not in divided]
        yield from _undivided(detail, "款", rows)


def _undivided(table: Table, levels: str, rows: Sequence[Row]) -> Iterator[Remark]:
    filled = [row for row in rows if any(cell.value for cell in row.cells.values())]
    if filled:
        names = "、".join(f"“{row.title}”" for row in filled[:_MOST_NAMES])
        more = f"等 {len(filled)} 个科目" if filled[_MOST_NAMES:] else ""
        message = f"{table.form}的{names}{more}有金额，其下却没有{levels}的行；请补上"
        yield Remark(message, [place for row in filled for place in places_of(row)])


def economic_subjects_have_their_classes(ledger: Ledger) -> Iterator[Remark]:
    """公开06: a 款 with an amount has the row of its 类, where the table has rows of 类 at all."""
    table = ledger.table(forms.BASIC_DETAIL)
    classes = {row.code for row in table.coded_rows(CLASS_DIGITS)} if table else set()
    missing: dict[str, list[Row]] = {}
    for row in table.coded_rows(SUBCLASS_DIGITS) if table and classes else ():
        if row.code[:CLASS_DIGITS] not in classes and any(c.value for c in row.cells.values()):
            missing.setdefault(row.code[:CLASS_DIGITS], []).append(row)
    for code, rows in missing.items():
        name = ledger.accounts.names.get(code, "")
        names = "、".join(f"“{row.title}”" for row in rows[:_MOST_NAMES])
        more = f"等 {len(rows)} 款" if rows[_MOST_NAMES:] else ""
        message = f"公开06缺“{code} {name}”一行，其下却有{names}{more}；请补上该行"
        yield Remark(message, [place for row in rows for place in places_of(row)], "六")


def subjects_are_in_order(ledger: Ledger) -> Iterator[Remark]:
    """Codes ascend from row to row; one finding a table."""
    for table in coded_tables(ledger):
        rows = list(table.coded_rows())
        astray = [row for before, row in pairwise(rows) if row.code < before.code]
        if astray:
            names = "、".join(f"“{row.title}”" for row in astray[:3])
            more = f"等 {len(astray)} 行" if astray[3:] else ""
            message = f"{table.form}的科目没有按编码排列：{names}{more}排在编码更大的科目之后"
            yield Remark(message, [place for row in astray for place in places_of(row)])


def _rule(code: str, title: str, kind: FindingClass, severity: Severity) -> Rule:
    return Rule(code, title, _AUTHORITY, kind, severity)


CHECKS = (
    Check(
        _rule("H03", "每一科目应有其上级科目的行", FindingClass.STRUCTURE, Severity.ERROR),
        subjects_have_their_parents,
    ),
    Check(
        _rule(
            "H03a",
            "有金额的科目应列到项级，公开06应列到款级",
            FindingClass.STRUCTURE,
            Severity.ERROR,
        ),
        subjects_are_itemised,
    ),
    Check(
        _rule("H03b", "公开06的款应有其类的行", FindingClass.STRUCTURE, Severity.ERROR),
        economic_subjects_have_their_classes,
    ),
    Check(
        _rule("H06", "科目应按编码排列", FindingClass.STRUCTURE, Severity.WARNING),
        subjects_are_in_order,
    ),
)
