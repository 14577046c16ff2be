"""A sheet and its form → a table, with everything found wrong on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.labels import strip_tags
from generator.model import forms
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.table import Table
from generator.money import UNIT_SIZES
from generator.reading.amounts import AmountReader
from generator.reading.bodies import Body, is_note, read_coded
from generator.reading.completeness import check_rows
from generator.reading.heading import read_heading, split_notes
from generator.reading.special import read_basic_detail, read_three_public
from generator.reading.two_sided import read_two_sided

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.forms import Form
    from generator.model.sheet import Sheet
    from generator.reading.heading import Heading, Surroundings
    from generator.reading.recognise import Recognition

DEFAULT_UNIT = "万元"

_READERS: dict[str, Callable[[Sheet, Form, AmountReader], Body]] = {
    forms.INCOME_EXPENDITURE: read_two_sided,
    forms.FISCAL_SUMMARY: read_two_sided,
    forms.BASIC_DETAIL: read_basic_detail,
    forms.THREE_PUBLIC: read_three_public,
}


class TableRead(NamedTuple):
    """A table, what stands above it with its cells, and what is wrong with it."""

    table: Table
    heading: Heading
    findings: tuple[Finding, ...]


def read_table(
    sheet: Sheet, recognition: Recognition, published_unit: str, apart: Surroundings
) -> TableRead:
    """Return the table in the published unit.

    `apart` is what 公开表_附注.csv says about it: used where the sheet itself says nothing. A file
    that states no unit is taken to be in 万元, the unit of the published form.
    """
    form = forms.FORM_BY_NUMBER[recognition.form]
    heading = read_heading(sheet, form.number).completed_from(apart.heading)
    file_unit = heading.unit.text if heading.unit.text in UNIT_SIZES else DEFAULT_UNIT
    amounts = AmountReader(sheet.file, form.number, file_unit, published_unit, sheet.name)
    body = _READERS.get(form.number, read_coded)(sheet, form, amounts)
    notes, statement = split_notes(_note_lines(sheet, body.notes_from))
    table = Table(
        form=form.number,
        title=recognition.title or form.title,
        file=sheet.file,
        rows=body.rows,
        columns=body.columns,
        unit=published_unit,
        file_unit=file_unit,
        department=heading.department.text,
        year=heading.year.text,
        notes=notes or apart.notes,
        statement=statement or apart.statement,
    )
    findings = (
        *_unknown_unit(heading),
        *body.findings,
        *amounts.all_findings(),
        *check_rows(table, sheet),
    )
    return TableRead(table, heading, findings)


def _unknown_unit(heading: Heading) -> tuple[Finding, ...]:
    unit = heading.unit.text
    if not unit or unit in UNIT_SIZES:
        return ()
    finding = Finding(
        code="L10",
        finding_class=FindingClass.UNIT,
        severity=Severity.ERROR,
        message=f"金额单位“{unit}”不认识，按{DEFAULT_UNIT}处理；应为 {'、'.join(UNIT_SIZES)} 之一",
        places=(heading.unit.place,),
        found_text=unit,
    )
    return (finding,)


def _note_lines(sheet: Sheet, start: int) -> list[str]:
    """Return the notes below the grid as printed; a line without 注： goes on with the last."""
    notes: list[str] = []
    for row in sheet.rows[start:]:
        text = strip_tags("".join(cell for cell in row if cell))
        if not text:
            continue
        if is_note(row) or not notes:
            notes.append(text)
        else:
            notes[-1] += text
    return notes
