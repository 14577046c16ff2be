"""What a person has decided of a file's findings, as the list of what was accepted has it.

It is filled into the rows of the workbook where a person would fill it in, so that the workbook,
given back (--accepted, --previous), says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.field import zh
from generator.model.rounds import Acceptance, Confirmation
from generator.reporting.columns import CODE, FILE
from generator.reporting.review_workbook import (
    PROBLEM_COLUMNS,
    REASON,
    SECTION,
    UNCHECKED_COLUMNS,
)
from generator.reporting.round_words import (
    ACCEPTED_BY,
    ACCEPTED_UNTIL,
    CONFIRMED_BY,
    CONFIRMED_ON,
    DIGEST,
    FACT,
    UNCHECKED_WHAT,
)
from generator.tasks.review_many.accepted import AcceptedList, AcceptedRow
from generator.tasks.review_many.confirmed import ConfirmedRow
from generator.tasks.review_many.keeping import make_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.reporting.review_workbook import FileRows, Value

_IDENTITY = (CODE, SECTION, zh.QUOTATION, zh.EXPLANATION, FACT)
NOT_ACCEPTED = Acceptance("")


class Confirmed(NamedTuple):
    """Who has confirmed something unchecked, on which day, of the file with which digest."""

    who: str
    day: str
    digest: str


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions on one file by the keys of `Items`.

    A finding that is in `findings` without a reason is not accepted, whatever was said in the
    round before.
    """

    findings: Mapping[str, Acceptance] = field(default_factory=dict)
    confirmed: Mapping[str, Confirmed] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.findings or self.confirmed)


def fill_rows(rows: FileRows, decided: Decided) -> FileRows:
    """Return the rows of a file with what was decided filled in."""
    return rows._replace(
        problems=tuple(_fill_problem(row, decided) for row in rows.problems),
        unchecked=tuple(_fill_unchecked(row, decided) for row in rows.unchecked),
    )


def list_accepted(rows: FileRows) -> AcceptedList:
    """Return what the rows say when they are given back as the list of what was accepted."""
    return AcceptedList(
        tuple(_accepted(_name(PROBLEM_COLUMNS, row)) for row in rows.problems),
        tuple(_confirmed(_name(UNCHECKED_COLUMNS, row)) for row in rows.unchecked),
    )


def list_keys(rows: FileRows) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the key of each finding, and its row by the names of the columns."""
    for row in rows.problems:
        named = _name(PROBLEM_COLUMNS, row)
        yield _key(named), named


def list_unchecked(rows: FileRows) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the key of whatever was not checked, and what it is as a row of a finding tells it."""
    for row in rows.unchecked:
        what = _name(UNCHECKED_COLUMNS, row)[UNCHECKED_WHAT]
        yield make_key((what,)), {zh.EXPLANATION: what}


def _name(columns: tuple[str, ...], row: tuple[Value, ...]) -> dict[str, str]:
    return {name: str(value) for name, value in zip(columns, row, strict=False)}


def _key(named: Mapping[str, str]) -> str:
    return make_key(named[name] for name in _IDENTITY)


def _fill_problem(row: tuple[Value, ...], decided: Decided) -> tuple[Value, ...]:
    said = decided.findings.get(_key(_name(PROBLEM_COLUMNS, row)))
    if said is None:
        return row
    start = PROBLEM_COLUMNS.index(REASON)
    return (*row[:start], *said, *row[start + len(said) :])


def _fill_unchecked(row: tuple[str, ...], decided: Decided) -> tuple[str, ...]:
    named = _name(UNCHECKED_COLUMNS, row)
    said = decided.confirmed.get(make_key((named[UNCHECKED_WHAT],)))
    if said is None:
        return row
    counts = said.digest == named[DIGEST]
    filled = (said.who, said.day) if counts else ("", "")
    start = UNCHECKED_COLUMNS.index(CONFIRMED_BY)
    return (*row[:start], *filled, *row[start + len(filled) :])


def _accepted(named: Mapping[str, str]) -> AcceptedRow:
    said = (named[name].strip() for name in (REASON, ACCEPTED_BY, ACCEPTED_UNTIL))
    return AcceptedRow(
        file=squash(named[FILE]),
        code=squash(named[CODE]),
        section=squash(named[SECTION]),
        quote=squash(named[zh.QUOTATION]),
        message=squash(named[zh.EXPLANATION]),
        acceptance=Acceptance(*said),
        department=squash(named[zh.DEPARTMENT]),
        fact=squash(named[FACT]),
    )


def _confirmed(named: Mapping[str, str]) -> ConfirmedRow:
    columns = (UNCHECKED_WHAT, CONFIRMED_BY, CONFIRMED_ON, DIGEST)
    confirmation = Confirmation(*(named[name].strip() for name in columns))
    return ConfirmedRow(squash(named[FILE]), squash(named[zh.DEPARTMENT]), confirmation)
