"""The bureau's own check list, filled in: a copy of its sheet for each document."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

from generator.base.errors import ChecklistFormError
from generator.base.labels import nearest, squash
from generator.field.duties import DUTIES
from generator.files.xlsx.archive import BROKEN
from generator.model.duty import DutyState
from generator.reporting.checklist import name_sheet, sign_and_save

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.model.checklist import ChecklistForm
    from generator.reporting.duty_words import FileDuties

_UNUSABLE: tuple[type[Exception], ...] = (InvalidFileException, *BROKEN)
_COLUMN = re.compile(r"[A-Za-z]{1,2}")
_MOST_ROWS = 2000
_GRAVEST = (DutyState.PROBLEM, DutyState.UNCHECKED, DutyState.DONE, DutyState.NOT_APPLICABLE)


class FilledForm(NamedTuple):
    """The workbook; duties that no row of the sheet asks for, and rows that no duty answers."""

    data: bytes
    without_row: tuple[str, ...]
    without_duty: tuple[str, ...]


class _Layout(NamedTuple):
    """Where on the sheet everything stands: 1-based columns, rows with their duties."""

    answer: int
    problem: int
    rows: Mapping[int, tuple[str, ...]]
    others: tuple[str, ...]


def fill_checklist(blank: bytes, form: ChecklistForm, files: Sequence[FileDuties]) -> FilledForm:
    """Return the sheet filled in for each document, one sheet each where there are several.

    Texts are written as texts, whatever they begin with. Raises ChecklistFormError with everything
    that does not fit between the mapping and the sheet.
    """
    book = _load(blank, form)
    sheet = _find_sheet(book, form)
    layout = _lay_out(sheet, form)
    taken: set[str] = set()
    for one, own in zip(files, _copies(book, sheet, len(files)), strict=True):
        if len(files) > 1:
            own.title = name_sheet(one, taken)
            taken.add(own.title.casefold())
        _fill(own, layout, form, one)
    if len(files) > 1:
        book.remove(sheet)
    asked = {code for codes in layout.rows.values() for code in codes}
    without = tuple(f"{d.code} {d.content}" for d in DUTIES if d.code not in asked)
    return FilledForm(sign_and_save(book), without, layout.others)


def _load(blank: bytes, form: ChecklistForm) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is said in the documents
            return load_workbook(io.BytesIO(blank))
    except _UNUSABLE as error:
        why = f"{form.blank.name} 不能作为工作簿打开，请在 Excel/WPS 中另存为 .xlsx"
        raise ChecklistFormError(form.blank, [why]) from error


def _find_sheet(book: Workbook, form: ChecklistForm) -> Worksheet:
    titles = [sheet.title for sheet in book.worksheets]
    if not form.sheet and titles:
        return book.worksheets[0]
    found = next((one for one in book.worksheets if one.title == form.sheet), None)
    if found is None:
        why = f"没有工作表“{form.sheet}”，它有：{'、'.join(titles)}"
        raise ChecklistFormError(form.blank, [why])
    return found


def _lay_out(sheet: Worksheet, form: ChecklistForm) -> _Layout:
    faults: list[str] = []
    content = _find_column(sheet, form, form.content, faults)
    answer = _find_column(sheet, form, form.answer, faults)
    problem = _find_column(sheet, form, form.problem, faults) if form.problem else 0
    texts = dict(_list_texts(sheet, form.head, content)) if content else {}
    rows: dict[int, tuple[str, ...]] = {}
    for key, codes in form.rows.items():
        number = _find_row(key, texts, faults)
        if number in rows:
            faults.append(f'第 {number} 行写了两次，请合为一行，几项用 ["J01", "J02"]')
        if number:
            rows[number] = codes
    faults += _list_merged(sheet, rows, (answer, problem))
    faults += _check_cell(sheet, form.department)
    if faults:
        raise ChecklistFormError(form.blank, faults)
    others = tuple(f"第 {n} 行“{text}”" for n, text in texts.items() if n not in rows)
    return _Layout(answer, problem, rows, others)


def _find_column(sheet: Worksheet, form: ChecklistForm, name: str, faults: list[str]) -> int:
    """Return the number of a column given by its letter or its head; 0 with a fault."""
    if _COLUMN.fullmatch(name):
        return column_index_from_string(name.upper())
    heads = {squash(str(cell.value)): cell.column for cell in sheet[form.head] if cell.value}
    found = heads.get(squash(name))
    if found is None:
        near = nearest(squash(name), heads)
        hint = (
            f"，是否“{near}”" if near else f"，表头有：{'、'.join(heads)}" if heads else "，是空行"
        )
        faults.append(f"第 {form.head} 行表头没有“{name}”一列{hint}；也可以写列的字母")
    return found or 0


def _list_texts(sheet: Worksheet, head: int, column: int) -> Iterator[tuple[int, str]]:
    """Yield the rows below the head that have a text in a column."""
    for number in range(head + 1, min(sheet.max_row, head + _MOST_ROWS) + 1):
        value = sheet.cell(number, column).value
        if value is not None and squash(str(value)):
            yield number, squash(str(value))


def _find_row(key: str, texts: Mapping[int, str], faults: list[str]) -> int:
    """Return the number of the row with a text, or that has the number itself; 0 with a fault."""
    if key.isdecimal():
        if int(key) in texts:
            return int(key)
        faults.append(f"第 {key} 行没有检查内容")
        return 0
    found = [number for number, text in texts.items() if text == squash(key)]
    if len(found) == 1:
        return found[0]
    if found:
        named = "、".join(map(str, found))
        faults.append(f"第 {named} 行都是“{key}”，请改写行号，如 {found[0]} = …")
        return 0
    near = nearest(squash(key), texts.values())
    hint = f"，是否“{near}”" if near else "，请照表里的文字写，或者写行号"
    faults.append(f"没有检查内容是“{key}”的一行{hint}")
    return 0


def _list_merged(
    sheet: Worksheet, rows: Mapping[int, tuple[str, ...]], columns: Sequence[int]
) -> Iterator[str]:
    for number in rows:
        for column in filter(None, columns):
            cell = sheet.cell(number, column)
            if isinstance(cell, MergedCell):
                yield f"{cell.coordinate} 在合并的单元格里，不是第一格，请把它拆开或者换一列"


def _check_cell(sheet: Worksheet, address: str) -> Iterator[str]:
    if not address:
        return
    try:
        coordinate_from_string(address.upper())
        cell = sheet[address.upper()]
    except (CellCoordinatesException, ValueError, KeyError):
        yield f"“{address}”不是单元格，请写成 B2 这样"
        return
    if isinstance(cell, MergedCell):
        yield f"{address} 在合并的单元格里，不是第一格"


def _copies(book: Workbook, sheet: Worksheet, count: int) -> Iterator[Worksheet]:
    """Yield the sheet itself for one document, a copy for each of several."""
    for _ in range(count):
        yield sheet if count == 1 else book.copy_worksheet(sheet)


def _fill(sheet: Worksheet, layout: _Layout, form: ChecklistForm, one: FileDuties) -> None:
    rows = {row.code: row for row in one.rows}
    for number, codes in layout.rows.items():
        found = {DutyState(rows[code].state) for code in codes}
        state = next(state for state in _GRAVEST if state in found)
        _write(sheet, number, layout.answer, form.words[state])
        if layout.problem:
            notes = dict.fromkeys(
                rows[code].words for code in codes if rows[code].state == state.value
            )
            _write(sheet, number, layout.problem, "；".join(filter(None, notes)))
    if form.department:
        cell = sheet[form.department.upper()]
        _write(sheet, cell.row, cell.column, one.department or one.name)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text as a text (=SUM, +1, -1, @), in the look that the cell has."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_000] or None
        if text:
            cell.data_type = "s"
