"""A sheet and its form → a table, with everything found wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L10
from generator.base.money import PRINTED_UNITS
from generator.field import forms, zh
from generator.model.finding import Finding, finding
from generator.model.table import Table
from generator.reading.amounts import AmountReader
from generator.reading.asides import part_asides
from generator.reading.bodies import Body, read_coded
from generator.reading.completeness import check_rows
from generator.reading.heading import read_heading, split_notes
from generator.reading.marked_codes import plain_codes
from generator.reading.special import read_basic_detail, read_three_public
from generator.reading.two_sided import read_two_sided

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.field.forms import Form
    from generator.model.sheet import Sheet
    from generator.reading.heading import Heading, Surroundings
    from generator.reading.recognise import Recognition

DEFAULT_UNIT = zh.TEN_THOUSAND_YUAN

_READERS: dict[str, Callable[[Sheet, Form, AmountReader], Body]] = {
    forms.INCOME_EXPENDITURE: read_two_sided,
    forms.FISCAL_SUMMARY: read_two_sided,
    forms.BASIC_DETAIL: read_basic_detail,
    forms.THREE_PUBLIC: read_three_public,
}


class TableRead(NamedTuple):
    """A table, what stands above it with its cells, and what is wrong with it.

    One that is not `usable` has a unit printed that is not understood, or codes that have lost
    digits: its amounts mean nothing.
    """

    table: Table
    heading: Heading
    findings: tuple[Finding, ...]
    usable: bool = True


def read_table(
    sheet: Sheet, recognition: Recognition, published_unit: str, apart: Surroundings
) -> TableRead:
    """Return the table in the published unit.

    `apart` is what 公开表_附注.csv says about it: used where the sheet itself says nothing. A file
    that states no unit is taken to be in 万元, the unit of the published form.
    """
    form = forms.FORM_BY_NUMBER[recognition.form]
    sheet, lost = plain_codes(sheet, form.number)
    compact = sheet.without_blanks()
    heading = read_heading(compact, form.number).completed_from(apart.heading)
    printed = heading.unit.text
    known = not printed or printed in PRINTED_UNITS
    file_unit = (printed if known else "") or DEFAULT_UNIT
    parted = part_asides(compact)
    amounts = AmountReader(parted.sheet, form.number, file_unit, published_unit)
    body = _READERS.get(form.number, read_coded)(parted.sheet, form, amounts)
    notes, statement = split_notes(parted.notes)
    table = Table(
        form=form.number,
        title=recognition.title or form.title,
        file=sheet.file,
        rows=body.rows,
        columns=body.columns,
        unit=published_unit,
        file_unit=file_unit if known else printed,
        department=heading.department.text,
        year=heading.year.text,
        notes=notes or apart.notes,
        statement=statement or apart.statement,
    )
    findings = (*body.findings, *amounts.all_findings(), *check_rows(table, sheet))
    unusable = lost if known else (_unknown_unit(heading, form),)
    return TableRead(table, heading, unusable or findings, usable=not unusable)


def _unknown_unit(heading: Heading, form: Form) -> Finding:
    unit = heading.unit.text
    shown = unit if unit.startswith("“") else f"“{unit}”"
    differ = "不止一种" if "”“" in shown else "认不出是哪一种"
    return finding(
        L10,
        f"{form.number} 印着的金额单位{shown}，{differ}，这张表没有使用；"
        f"请写明“单位：元”或“单位：万元”（可用 {'、'.join(PRINTED_UNITS)}）",
        heading.unit.place,
        found_text=unit.strip("“”"),
    )
