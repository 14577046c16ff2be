"""The workbook behind a chart: its cells, those that are drawn and all others."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from generator.files.docx.chart_texts import clean_text, plain_number
from generator.files.docx.package import RefusedError
from generator.files.docx.parts import find_links, parse_part
from generator.files.xlsx.outline import place_of
from generator.model.passage import ChartPoint, ChartSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from generator.files.docx.chart_texts import Series

    _Place = tuple[str, int, int]
    Cells = Mapping[_Place, str]

_MOST_SHEET = 4_000_000  # bytes of a part; ours has a few hundred
_MOST_CELLS = 5_000
_TOO_LARGE = f"过大（超过 {_MOST_CELLS} 格），没有读"
_ADDRESS = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_REFERENCE = re.compile(
    rf"(?:'?(?P<sheet>[^'!]*)'?!)?(?P<first>{_ADDRESS})(?::(?P<last>{_ADDRESS}))?"
)


def sheet_points(series: Sequence[Series], cells: Cells) -> Iterator[ChartPoint]:
    """Yield the cells that the series draw, then all other cells with the head of their row."""
    used: set[_Place] = set()
    sheets = dict.fromkeys(sheet for sheet, _, _ in cells)
    for one in series:
        numbers = _referred(one.values, sheets)
        heads = _referred(one.names, sheets) if numbers else []
        for index, key in enumerate(numbers):
            name = cells.get(heads[index], "") if index < len(heads) else ""
            used |= {key, *heads[index : index + 1]}
            value = plain_number(cells.get(key, ""))
            source = ChartSource.SHEET
            yield ChartPoint(name, value, one.title, index, source, number=one.number)
    first_row = min((row for _, row, _ in cells), default=0)
    firsts: dict[tuple[str, int], int] = {}
    for sheet, row, column in cells:
        firsts[sheet, row] = min(column, firsts.get((sheet, row), column))
    for key, text in cells.items():
        sheet, row, column = key
        if key not in used and row != first_row and text:
            first = firsts[sheet, row]
            name = cells[sheet, row, first] if column != first else ""
            head = cells.get((sheet, first_row, column), "")
            yield ChartPoint(name, plain_number(text), head, -1, ChartSource.SHEET)


def _referred(parent: etree._Element | None, sheets: Mapping[str, None]) -> list[_Place]:
    """Return the cells that a series refers to, in order."""
    text = next((f.text or "" for f in parent.iter("{*}f")), "") if parent is not None else ""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        return []
    sheet = found["sheet"] or ""
    sheet = sheet if sheet in sheets else next(iter(sheets), "")
    top, left = place_of(found["first"].replace("$", ""))
    bottom, right = place_of((found["last"] or found["first"]).replace("$", ""))
    if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
        return []
    return [
        (sheet, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
    ]


def read_cells(data: bytes) -> Cells:
    """Return the cells of a workbook by sheet, row and column.

    Raises RefusedError for one that is larger than a chart needs.
    """
    found: dict[_Place, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = _shared_strings(book)
        for name, part in _sheets(book):
            for row_number, row in enumerate(_parse_bounded(book, part).iter("{*}row"), start=1):
                at = int(row.get("r") or row_number)
                for column, cell in enumerate(row.iter("{*}c"), start=1):
                    address = cell.get("r")
                    key = (name, at, place_of(address)[1] if address else column)
                    found[key] = _cell_text(cell, strings)
                if len(found) > _MOST_CELLS:
                    raise RefusedError(_TOO_LARGE)
    return found


def _sheets(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return the names and the parts of the sheets of a workbook."""
    links = find_links(book, "xl/workbook.xml")
    root = _parse_bounded(book, "xl/workbook.xml")
    found = []
    for sheet in root.iter("{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        if ids and str(ids[0]) in links:
            found.append((sheet.get("name") or "", links[str(ids[0])].target))
    return found


def _parse_bounded(book: zipfile.ZipFile, name: str) -> etree._Element:
    """Return a part of a workbook; a larger one than a chart needs is a RefusedError."""
    with book.open(name) as stream:
        data = stream.read(_MOST_SHEET + 1)
    if len(data) > _MOST_SHEET:
        raise RefusedError(_TOO_LARGE)
    return parse_part(data)


def _shared_strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = _parse_bounded(book, "xl/sharedStrings.xml")
    strings = root.iter("{*}si")
    return [clean_text("".join(t.text or "" for t in item.iter("{*}t"))) for item in strings]


def _cell_text(cell: etree._Element, strings: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return clean_text("".join(t.text or "" for t in cell.iter("{*}t")))
    value = (cell.findtext("{*}v") or "").strip()
    return strings[int(value)] if cell.get("t") == "s" else value
