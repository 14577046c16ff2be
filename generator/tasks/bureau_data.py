"""What a bureau has on a department, less what is wrong in it: that is told to the bureau."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.build import build_accounts
from generator.accounts.listed import FIRST_COUNTS
from generator.base.codes import L05, L10, L14, L18
from generator.base.severity import FindingClass, Severity
from generator.checks.catalogue import run_checks
from generator.field import zh
from generator.field.amounts import COMPARED_CELLS
from generator.model.audit import Unchecked
from generator.model.finding import finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.field.amount import Address
    from generator.model.accounts import Accounts
    from generator.model.bureau_data import BureauData
    from generator.model.finding import Finding
    from generator.model.records import Inputs
    from generator.model.table import Cell, Table

    Wrong = Callable[[Place], bool]

# Each round takes data out; what is still wrong after so many is left out as a whole.
_MOST_ROUNDS = 12
_SHOWN = 4


class Settled(NamedTuple):
    """Data without what contradicts itself or cannot be read, and what is to be told of that."""

    inputs: Inputs
    told: tuple[Finding, ...]


def _with_subjects(inputs: Inputs, bureau: BureauData) -> Inputs:
    """Return data with the names of subjects that a bureau keeps, those of the data first."""
    own = inputs.lists.get(zh.SUBJECT, ())
    given = {record.text(zh.SUBJECT_CODE) for record in own}
    more = tuple(one for one in bureau.subjects if one.text(zh.SUBJECT_CODE) not in given)
    return replace(inputs, lists={**inputs.lists, zh.SUBJECT: (*own, *more)}) if more else inputs


def settle_bureau_data(inputs: Inputs, bureau: BureauData) -> Settled:
    """Return data with what the bureau has besides, less what of that is wrong.

    A finding is about the place that it names first. Errors, and doubts about the unit, take out
    every cell of the bureau that they name: which of two amounts that contradict each other is
    right is not for the program to say. Rows of the bureau stand behind those of the data, its
    tables where the data have none.
    """
    inputs = _with_subjects(inputs, bureau)
    if not bureau:
        return Settled(inputs, bureau.told)
    joined = _join(inputs, bureau)
    inputs, said = joined.inputs, dict.fromkeys((*bureau.told, *joined.told))
    for _ in range(_MOST_ROUNDS):
        found = _find_wrong(inputs, bureau)
        said |= dict.fromkeys(map(_unused, found))
        wrong = {
            _spot(place)
            for one in found
            if is_unusable(one)
            for place in one.places
            if bureau.holds(place)
        }
        left = _without(inputs, _among(wrong))
        if _count(left) == _count(inputs):
            return Settled(inputs, tuple(said))
        inputs = left
    return Settled(_without(inputs, bureau.holds), tuple(said))


def is_unusable(one: Finding) -> bool:
    """Whether amounts that a finding names are not to be held against anybody."""
    return one.severity is Severity.ERROR or one.finding_class is FindingClass.UNIT


def tell_whose(told: Iterable[Finding], department: str) -> tuple[Finding, ...]:
    """Return what a bureau is told with the department that it is about."""
    return tuple(
        one
        if department in one.message or not department
        else replace(one, title=f"{department}　{one.title}" if one.title else department)
        for one in told
    )


def without_tables(bureau: BureauData) -> tuple[Unchecked, ...]:
    """Return what the bureau knows and a text cannot be compared with that has no tables."""
    items = any(record.text(zh.SUBJECT_CODE) for record in bureau.lists.get(zh.INITIAL_BUDGETS, ()))
    why = "文件中没有公开表，各项科目的预算数没有用来核对"
    return (Unchecked(f"与{zh.INITIAL_BUDGETS}的核对", why),) if items else ()


def _unused(one: Finding) -> Finding:
    """Return what is told of data that are left out, as it is: of two neither is used."""
    return replace(one, detail=one.detail.replace(FIRST_COUNTS, "都没有使用"))


def without_told(findings: Iterable[Finding], bureau: BureauData) -> list[Finding]:
    """Return the findings for the department: without those that the bureau is told."""
    said = {(one.code, one.places[:1]) for one in bureau.told}
    said |= {(L18.code, tuple(row.places.values())[:1]) for row in bureau.subjects}
    return [one for one in findings if (one.code, one.places[:1]) not in said]


def _find_wrong(inputs: Inputs, bureau: BureauData) -> tuple[Finding, ...]:
    """Return the errors and warnings about data of the bureau."""
    accounts, in_lists = build_accounts(inputs)
    found = (
        *in_lists,
        *_this_years(accounts, bureau),
        *run_checks(accounts).findings,
    )
    return tuple(
        one
        for one in found
        if one.places and bureau.holds(one.places[0]) and one.severity is not Severity.INFO
    )


def _this_years(accounts: Accounts, bureau: BureauData) -> tuple[Finding, ...]:
    """Return the error that totals of last year are those of this year, all of them.

    Only columns that do not say 上年 are doubted: a year may well be like the one before.
    """
    totals = accounts.last_totals
    pairs = [
        (amount.name, totals[amount.name].source.place, totals[amount.name].value, cell.value)
        for amount in COMPARED_CELLS
        if amount.name in totals and (cell := _cell(accounts.tables, amount.cell)) is not None
    ]
    own = [one for one in pairs if bureau.holds(one[1]) and zh.LAST_YEAR not in one[1].column]
    same = [one for one in own if one[2] == one[3]]
    if not any(one[2] for one in same) or len(same) < len(own):
        return ()
    names = "”“".join(name for name, *_ in same[:_SHOWN])
    message = (
        f"{same[0][1].file} 的“{names}”与送审文件本年的数完全相同，像是本年数，"
        f"没有当作{zh.LAST_TOTALS}用；是{zh.LAST_TOTALS}的，请在列名前写明“{zh.LAST_YEAR}”"
    )
    places = (place for _, place, *_ in same)
    return (finding(L14, message, *places, severity=Severity.ERROR),)


def _join(inputs: Inputs, bureau: BureauData) -> Settled:
    """Return data with the rows and last year's tables of the bureau, but for two that differ."""
    lists = dict(inputs.lists)
    for name, records in bureau.lists.items():
        lists[name] = (*lists.get(name, ()), *records)
    tables, own = dict(inputs.last_year), inputs.last_year
    told = []
    for form, table in bureau.last_year.items():
        clash = _differing(own[form], table) if form in own else None
        if table.unit != inputs.unit:
            message = f"{table.file} 的金额单位是{table.unit}，核对用的是{inputs.unit}，没有使用"
            told.append(finding(L10, message, Place(table.file, table=form)))
        elif clash is not None:
            message = (
                f"{own[form].file} 和 {table.file} 的{zh.LAST_YEAR}{form}不同："
                f"“{clash[0]}”一为{clash[1].text}，一为{clash[2].text}；都没有使用"
            )
            told.append(finding(L05, message, clash[1].place, clash[2].place))
            tables.pop(form, None)
        elif form not in own:
            tables[form] = table
    return Settled(replace(inputs, lists=lists, last_year=tables), tuple(told))


def _differing(one: Table, other: Table) -> tuple[str, Cell, Cell] | None:
    """Return the first named amount that two tables of one form state differently."""
    for amount in COMPARED_CELLS:
        if amount.cell.form == one.form:
            cells = [_cell({one.form: table}, amount.cell) for table in (one, other)]
            first, second = cells
            if first and second and first.value != second.value:
                return amount.name, first, second
    return None


def _cell(tables: Mapping[str, Table], address: Address) -> Cell | None:
    table = tables.get(address.form)
    return table.cell(*address[1:]) if table is not None else None


def _spot(place: Place) -> tuple[str, str, int, int, str]:
    """Return what tells one cell from another, whatever words go with it."""
    words = "" if place.row_number else place.row
    return place.file, place.sheet, place.row_number, place.column_number, words


def _among(spots: set[tuple[str, str, int, int, str]]) -> Wrong:
    return lambda place: _spot(place) in spots


def _without(inputs: Inputs, is_wrong: Wrong) -> Inputs:
    """Return data without the rows that have a place, and last year's tables that have a cell."""
    lists = {
        name: tuple(record for record in records if not any(map(is_wrong, record.places.values())))
        for name, records in inputs.lists.items()
    }
    last_year = {
        form: table
        for form, table in inputs.last_year.items()
        if not any(is_wrong(cell.place) for row in table.rows for cell in row.cells.values())
    }
    return replace(inputs, lists=lists, last_year=last_year)


def _count(inputs: Inputs) -> tuple[int, int]:
    return sum(map(len, inputs.lists.values())), len(inputs.last_year)
