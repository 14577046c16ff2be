"""The charts of a submitted .docx: what is drawn, what is written on them, the sheet behind."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from generator.base.decoding import fold_radicals
from generator.base.labels import squash
from generator.base.money import from_spreadsheet
from generator.files.docx.characters import block_text, show
from generator.files.docx.markup import local_name
from generator.files.docx.package import RefusedError
from generator.files.docx.parts import find_links, find_targets, parse_part
from generator.model.passage import Aside, ChartPoint, ChartSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    _Cells = Mapping[tuple[str, int, int], str]

_MOST_SHEET = 4_000_000  # bytes of the sheet behind a chart; ours has a few hundred
_MOST_CELLS = 5_000
_CAPTION = re.compile(
    r"图[0-9一二三四五六七八九十]{1,3}(?:[:：、.．]|.{0,30}图)|.{2,30}(?:结构|占比|构成|情况|分布|对比)图$"
)
_LONGEST_CAPTION = 80
_REFERENCE = re.compile(
    r"(?:'?(?P<sheet>[^'!]*)'?!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>[0-9]+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>[0-9]+))?"
)
_KINDS = {"chart", "chartEx"}
_DAMAGE = (KeyError, ValueError, IndexError, NotImplementedError)
_UNREADABLE = "图后面的数据表读不出"


class _Anchor(NamedTuple):
    """A drawing of the body: the relationship that it shows, and the caption beside it."""

    link: str
    caption: str


def read_charts(archive: zipfile.ZipFile, document: str, body: etree._Element) -> Iterator[Aside]:
    """Yield each chart with its numbers and those of the sheet behind it, then charts in pictures.

    They come in the order of the text.
    """
    links = find_links(archive, document)
    shown = {links[a.link].target: a for a in _anchors(body) if a.link in links}
    rest = sorted({link.target for link in links.values() if link.kind in _KINDS} - shown.keys())
    number = 0
    for part in (*shown, *rest):
        caption = shown[part].caption if part in shown else ""
        if any(link.target == part and link.kind in _KINDS for link in links.values()):
            number += 1
            yield from _read_chart(archive, part, number, caption)
        elif _CAPTION.match(squash(caption)):
            yield Aside("图片", caption=caption, unread="图是图片，图中的数没有读")
    for link in links.values():
        if link.kind == "diagramData":
            words = _words(parse_part(archive.read(link.target)))
            yield Aside("示意图（SmartArt）", "\n".join(words))


def _anchors(body: etree._Element) -> Iterator[_Anchor]:
    """Yield what the drawings of the text lead to, each with the caption next to it."""
    paragraphs = [
        p for p in body.iter("{*}p") if not any(local_name(up) == "p" for up in p.iterancestors())
    ]
    texts = [show(block_text((paragraph,), results=False)).strip() for paragraph in paragraphs]
    for index, paragraph in enumerate(paragraphs):
        for element in paragraph.iter("{*}chart", "{*}blip", "{*}imagedata"):
            link = next(
                (
                    value
                    for key, value in element.attrib.items()
                    if str(key).rpartition("}")[2] in {"id", "embed"}
                ),
                "",
            )
            if link:
                yield _Anchor(str(link), _caption_beside(texts, index))


def _caption_beside(texts: list[str], index: int) -> str:
    """Return the caption in the paragraph of a drawing, below it, else above it."""
    below = next((text for text in texts[index + 1 : index + 3] if text), "")
    above = next((text for text in reversed(texts[max(0, index - 2) : index]) if text), "")
    for text in (texts[index], below, above):
        if len(text) <= _LONGEST_CAPTION and _CAPTION.match(squash(text)):
            return text
    return ""


def _read_chart(archive: zipfile.ZipFile, part: str, number: int, caption: str) -> Iterator[Aside]:
    where = f"图表 {number}"
    root = parse_part(archive.read(part))
    targets = find_targets(archive, part)
    words = _words(root)
    if "chartUserShapes" in targets:
        words += _words(parse_part(archive.read(targets["chartUserShapes"])))
    points = [*_drawn(root), *_labels(root)]
    unread = ""
    if "package" in targets:
        try:
            cells = _read_cells(archive.read(targets["package"]))
        except (zipfile.BadZipFile, etree.XMLSyntaxError, RefusedError, *_DAMAGE):
            unread = _UNREADABLE
        else:
            points += _sheet_points(root, cells)
    yield Aside(where, "\n".join(words), tuple(points), caption=caption, unread=unread)


def _words(root: etree._Element) -> list[str]:
    """Return the texts of a chart that are not those of a point."""
    return [
        _text(element.text)
        for element in root.iter("{*}t")
        if element.text
        and element.text.strip()
        and not any(local_name(up) == "dLbl" for up in element.iterancestors())
    ]


def _series(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the series of a chart with their names."""
    for series in root.iter("{*}ser", "{*}series"):
        title = series.find("{*}tx")
        texts = () if title is None else title.iter("{*}v")
        yield "".join(element.text or "" for element in texts).strip(), series


def _axes(series: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """Return what has the names of a series and what has its numbers."""
    names = series.find("{*}cat")
    values = series.find("{*}val")
    return (
        names if names is not None else series.find("{*}xVal"),
        values if values is not None else series.find("{*}yVal"),
    )


def _drawn(root: etree._Element) -> Iterator[ChartPoint]:
    for title, series in _series(root):
        cats, vals = _axes(series)
        names, values = _cached(cats), _cached(vals)
        is_share = vals is not None and any(
            "%" in (f.text or "") for f in vals.iter("{*}formatCode")
        )
        for index in sorted(names.keys() | values.keys()):
            value = _plain(values.get(index, ""))
            yield ChartPoint(names.get(index, ""), value, title, index, is_share=is_share)
    for extended in root.iter("{*}chartData"):
        yield from _drawn_extended(extended)


def _drawn_extended(data: etree._Element) -> Iterator[ChartPoint]:
    """Yield the points of a chart of the newer kinds (treemap, waterfall, funnel …)."""
    names: dict[int, str] = {}
    values: dict[int, str] = {}
    for found, kind in ((names, "strDim"), (values, "numDim")):
        for point in (p for dim in data.iter(f"{{*}}{kind}") for p in dim.iter("{*}pt")):
            found.setdefault(int(point.get("idx") or 0), (point.text or "").strip())
    for index in sorted(names.keys() | values.keys()):
        yield ChartPoint(names.get(index, ""), _plain(values.get(index, "")), "", index)


def _labels(root: etree._Element) -> Iterator[ChartPoint]:
    """Yield the labels that were typed, or taken from cells, in place of the numbers."""
    for title, series in _series(root):
        names = _cached(_axes(series)[0])
        typed = {
            int(index.get("val") or 0): "".join(t.text or "" for t in label.iter("{*}t"))
            for label in series.iter("{*}dLbl")
            for index in label.iterfind("{*}idx")
        }
        for cells in series.iter("{*}datalabelsRange"):
            typed.update({index: text for index, text in _cached(cells).items() if text})
        for index, text in sorted(typed.items()):
            if text.strip():
                name = names.get(index, "")
                yield ChartPoint(name, text.strip(), title, index, ChartSource.LABEL)


def _cached(parent: etree._Element | None) -> dict[int, str]:
    """Return the stored texts by their places; levels of names one after the other."""
    found: dict[int, str] = {}
    for point in parent.iter("{*}pt") if parent is not None else ():
        index = int(point.get("idx") or 0)
        text = _text(point.findtext("{*}v") or "")
        found[index] = f"{text} {found[index]}".strip() if index in found else text
    return found


def _text(raw: str) -> str:
    """Return a text of a chart as its reader sees it."""
    return show(fold_radicals(raw)).strip()


def _plain(value: str) -> str:
    """Return a stored number without the noise of binary fractions."""
    try:
        return format(from_spreadsheet(float(value)), "f")
    except (ValueError, OverflowError):
        return value


def _sheet_points(root: etree._Element, cells: _Cells) -> Iterator[ChartPoint]:
    """Yield the cells that the series draw, then all other cells with the head of their row."""
    used: set[tuple[str, int, int]] = set()
    sheets = list(dict.fromkeys(sheet for sheet, _, _ in cells))
    for title, series in _series(root):
        cats, vals = _axes(series)
        heads, numbers = _referred(cats, sheets), _referred(vals, sheets)
        for index, key in enumerate(numbers):
            name = cells.get(heads[index], "") if index < len(heads) else ""
            used |= {key, *heads[index : index + 1]}
            yield ChartPoint(name, _plain(cells.get(key, "")), title, index, ChartSource.SHEET)
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
            yield ChartPoint(name, _plain(text), head, -1, ChartSource.SHEET)


def _referred(parent: etree._Element | None, sheets: list[str]) -> list[tuple[str, int, int]]:
    """Return the cells that a series refers to, in order."""
    text = next((f.text or "" for f in parent.iter("{*}f")), "") if parent is not None else ""
    found = _REFERENCE.fullmatch(text.strip())
    if not found:
        return []
    sheet = found["sheet"] or ""
    sheet = sheet if sheet in sheets else (sheets[0] if sheets else "")
    left, top = _column(found["c1"]), int(found["r1"])
    right, bottom = _column(found["c2"] or found["c1"]), int(found["r2"] or found["r1"])
    if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
        return []
    return [
        (sheet, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
    ]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read_cells(data: bytes) -> _Cells:
    """Return the cells of a workbook by sheet, row and column."""
    found: dict[tuple[str, int, int], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = _shared_strings(book)
        for name, part in _sheets(book):
            for row_number, row in enumerate(_parse_bounded(book, part).iter("{*}row"), start=1):
                at = int(row.get("r") or row_number)
                for column, cell in enumerate(row.iter("{*}c"), start=1):
                    where = _REFERENCE.fullmatch(cell.get("r") or "")
                    key = (name, at, _column(where["c1"]) if where else column)
                    found[key] = _cell_text(cell, strings)
                if len(found) > _MOST_CELLS:
                    raise ValueError(name)
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
    return [_text("".join(t.text or "" for t in item.iter("{*}t"))) for item in root.iter("{*}si")]


def _cell_text(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text("".join(t.text or "" for t in cell.iter("{*}t")))
    value = (cell.findtext("{*}v") or "").strip()
    return strings[int(value)] if cell.get("t") == "s" else value
