"""A sheet and its form → a table, with everything found wrong on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model import forms
from generator.model.table import Table
from generator.reading.amounts import AmountReader
from generator.reading.bodies import Body, is_note, read_coded
from generator.reading.recognise import read_heading
from generator.reading.special import read_basic_detail, read_three_public
from generator.reading.two_sided import read_two_sided

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.finding import Finding
    from generator.model.forms import Form
    from generator.reading.recognise import Recognition
    from generator.reading.sheet import Sheet

DEFAULT_UNIT = "万元"
_STATEMENT = re.compile(r"^说明\s*[:：]\s*")
_NOTE_LABEL = re.compile(r"^(?:注|备注|附注)\s*[:：]\s*")

_READERS: dict[str, Callable[[Sheet, Form, AmountReader], Body]] = {
    forms.INCOME_EXPENDITURE: read_two_sided,
    forms.FISCAL_SUMMARY: read_two_sided,
    forms.BASIC_DETAIL: read_basic_detail,
    forms.THREE_PUBLIC: read_three_public,
}


def read_table(
    sheet: Sheet, recognition: Recognition, published_unit: str
) -> tuple[Table, tuple[Finding, ...]]:
    """Return the table in the published unit, and findings.

    A file that states no unit is taken to be in 万元, the unit of the published form.
    """
    form = forms.FORM_BY_NUMBER[recognition.form]
    heading = read_heading(sheet)
    file_unit = heading.unit or DEFAULT_UNIT
    amounts = AmountReader(sheet.file, form.number, file_unit, published_unit)
    body = _READERS.get(form.number, read_coded)(sheet, form, amounts)
    notes, statement = _read_notes(sheet, body.notes_from)
    table = Table(
        form=form.number,
        title=recognition.title or form.title,
        file=sheet.file,
        rows=body.rows,
        columns=body.columns,
        unit=published_unit,
        file_unit=file_unit,
        department=heading.department,
        year=heading.year,
        notes=notes,
        statement=statement,
    )
    return table, (*body.findings, *amounts.all_findings())


def _read_notes(sheet: Sheet, start: int) -> tuple[tuple[str, ...], str]:
    """Return the notes as printed (注：…; 说明：…) and the text of the 说明 without its label."""
    notes: list[str] = []
    for row in sheet.rows[start:]:
        text = "".join(cell for cell in row if cell)
        if not text:
            continue
        if is_note(row) or not notes:
            notes.append(text)
        else:
            notes[-1] += text
    statements = [_STATEMENT.sub("", note) for note in notes if _STATEMENT.match(note)]
    plain = tuple(_NOTE_LABEL.sub("", note) for note in notes if not _STATEMENT.match(note))
    return plain, "".join(statements)
