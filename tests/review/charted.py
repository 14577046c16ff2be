"""Word files with one chart each, written part by part: what is drawn, typed and kept behind it."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART = f'xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{_OFFICE}"'
_KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PAGE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


class Series(NamedTuple):
    """A series: its name, its names and numbers as drawn, labels typed, and the cells behind."""

    name: str
    points: Sequence[tuple[str, str]]
    labels: Sequence[str] = ()
    cells: Sequence[tuple[str, float]] = ()
    code: str = "General"


def write_charted(path: Path, lines: Sequence[str], caption: str, series: Sequence[Series]) -> Path:
    """Write a document of these paragraphs with a chart before the one that is its caption."""
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph(line)
        if line == caption:
            paragraph._element.addprevious(parse_xml(_drawing()))
    stream = BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/charts/c.xml" ContentType="{_KIND}"/></Types>'
                data = data.replace(b"</Types>", part.encode())
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", _link("rId77", "chart", "charts/c.xml"))
            new.writestr(name, data)
        new.writestr("word/charts/c.xml", _chart(series))
        if any(one.cells for one in series):
            links = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            links += _link("rId1", "package", "../embeddings/b.xlsx")
            new.writestr("word/charts/_rels/c.xml.rels", links)
            new.writestr("word/embeddings/b.xlsx", _workbook(series))
    return path


def _link(identifier: str, kind: str, target: str) -> bytes:
    link = f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f"{link}</Relationships>".encode()


def _drawing() -> str:
    return (
        f'<w:p xmlns:w="{_WORD}"><w:r><w:drawing><wp:inline xmlns:wp="{_PAGE}">'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_OFFICE}" r:id="rId77"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _chart(series: Sequence[Series]) -> str:
    body = "".join(_series(one, column) for column, one in enumerate(series))
    return (
        f"<c:chartSpace {_CHART}><c:chart><c:plotArea><c:barChart>{body}</c:barChart>"
        "</c:plotArea></c:chart></c:chartSpace>"
    )


def _series(one: Series, column: int) -> str:
    last, letter = len(one.points) + 1, "BCDEFG"[column]
    names = _cache([name for name, _ in one.points])
    values = _cache([value for _, value in one.points])
    labels = "".join(
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:p><a:r><a:t>{escape(text)}</a:t></a:r>'
        "</a:p></c:rich></c:tx></c:dLbl>"
        for index, text in enumerate(one.labels)
    )
    return (
        f"<c:ser><c:tx><c:v>{one.name}</c:v></c:tx><c:dLbls>{labels}</c:dLbls>"
        f"<c:cat><c:strRef><c:f>Sheet!$A$2:$A${last}</c:f><c:strCache>{names}</c:strCache>"
        f"</c:strRef></c:cat><c:val><c:numRef><c:f>Sheet!${letter}$2:${letter}${last}</c:f>"
        f"<c:numCache><c:formatCode>{one.code}</c:formatCode>{values}</c:numCache></c:numRef>"
        "</c:val></c:ser>"
    )


def _cache(texts: Sequence[str]) -> str:
    return "".join(
        f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts)
    )


def _workbook(series: Sequence[Series]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目", *(one.name for one in series)])
    for row, (name, _) in enumerate(series[0].cells):
        sheet.append([name, *(one.cells[row][1] for one in series)])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
