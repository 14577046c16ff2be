"""What a submitted .docx holds beside its text: headers, footers, charts and pictures."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import block_text, show
from generator.files.docx.markup import is_unread
from generator.files.docx.package import check_sizes, open_package, relationships_name
from generator.files.docx.parts import find_targets, parse_part, resolve_target
from generator.model.passage import Aside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

_MARGINS = {"header": "页眉", "footer": "页脚", "comments": ""}
_MOST_SHEET = 4_000_000  # bytes of the sheet behind a chart; ours has a few hundred


class Beside(NamedTuple):
    """The texts beside the passages, and how many pictures the body has."""

    asides: tuple[Aside, ...] = ()
    pictures: int = 0


def read_docx_asides(path: Path, name: str) -> Beside:
    """Return the headers, footers and charts of a document; nothing of one that cannot be opened.

    Why it cannot be opened is said by the reader of its passages.
    """
    found, _ = open_package(path, name, _read)
    return found or Beside()


def _read(archive: zipfile.ZipFile) -> Beside:
    document = check_sizes(archive)
    body = parse_part(archive.read(document))
    pictures = sum(1 for _ in body.iter("{*}blip", "{*}imagedata"))
    return Beside((*_read_margins(archive, document), *_read_charts(archive, document)), pictures)


def _linked(archive: zipfile.ZipFile, document: str, kind: str) -> list[str]:
    """Return all the parts of a kind that a part leads to, in the order of their names."""
    relationships = relationships_name(document)
    names = set(archive.namelist())
    if relationships not in names:
        return []
    targets = {
        resolve_target(document, link.get("Target") or "")
        for link in parse_part(archive.read(relationships)).iter("{*}Relationship")
        if (link.get("Type") or "").rpartition("/")[2] == kind
        and link.get("TargetMode") != "External"
    }
    return sorted(targets & names)


def _read_margins(archive: zipfile.ZipFile, document: str) -> Iterator[Aside]:
    """Yield each text of the headers and footers once; fields (page numbers) are no text."""
    for kind in ("header", "footer"):
        texts: dict[str, None] = {}
        for part in _linked(archive, document, kind):
            for paragraph in parse_part(archive.read(part)).iter("{*}p"):
                text = show(block_text((paragraph,), results=False)).strip()
                if text and not is_unread(paragraph, None):
                    texts.setdefault(text)
        if texts:
            yield Aside(_MARGINS[kind], "\n".join(texts))


def _read_charts(archive: zipfile.ZipFile, document: str) -> Iterator[Aside]:
    """Yield each chart with the numbers that it shows, then with those of the sheet behind it."""
    for number, part in enumerate(_linked(archive, document, "chart"), start=1):
        root = parse_part(archive.read(part))
        shown = tuple(_cached_points(root))
        words = [element.text or "" for element in root.iter("{*}t")]
        yield Aside(f"图表 {number}", "\n".join(word for word in words if word.strip()), shown)
        sheet = find_targets(archive, part).get("package")
        if sheet is not None:
            yield _read_sheet(archive, sheet, f"图表 {number} 的数据")


def _cached_points(chart: etree._Element) -> Iterator[tuple[str, str]]:
    for series in chart.iter("{*}ser"):
        names = _cached(series.find("{*}cat"))
        values = _cached(series.find("{*}val"))
        for index in sorted(names.keys() | values.keys()):
            yield names.get(index, ""), values.get(index, "")


def _cached(parent: etree._Element | None) -> dict[int, str]:
    if parent is None:
        return {}
    return {
        int(point.get("idx") or 0): (point.findtext("{*}v") or "").strip()
        for point in parent.iter("{*}pt")
    }


def _read_sheet(archive: zipfile.ZipFile, name: str, where: str) -> Aside:
    """Return the rows of the workbook behind a chart, the first one being its head."""
    rows: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(archive.read(name))) as book:
            strings = _shared_strings(book)
            for sheet in sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet")):
                for row in _parse_bounded(book, sheet).iter("{*}row"):
                    cells = [_cell_text(cell, strings) for cell in row.iter("{*}c")]
                    rows += [(cells[0], value) for value in cells[1:]]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError):
        return Aside(f"{where}（读不出）", "", (("读不出", "0.00"),))
    return Aside(where, "", tuple(rows[1:]))


def _parse_bounded(book: zipfile.ZipFile, name: str) -> etree._Element:
    """Return a part of an embedded workbook; a larger one than a chart needs is a ValueError."""
    with book.open(name) as stream:
        data = stream.read(_MOST_SHEET + 1)
    if len(data) > _MOST_SHEET:
        raise ValueError(name)
    return parse_part(data)


def _shared_strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = _parse_bounded(book, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in item.iter("{*}t")) for item in root.iter("{*}si")]


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter("{*}t")).strip()
    value = (cell.findtext("{*}v") or "").strip()
    return strings[int(value)] if cell.get("t") == "s" else value
