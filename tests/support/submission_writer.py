"""Writes small Word files by hand: paragraphs and tables as markup."""

from __future__ import annotations

import io
import zipfile

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_with(body: str, *, namespace: str = _TRANSITIONAL, head: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        markup = f'{head}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", markup)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    text = text.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = (
        row if row.startswith("<") else "".join(tc(text) for text in row.split("|")) for row in rows
    )
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
