"""What a submitted .docx holds beside its text: headers, footers, charts and pictures."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import block_text, show
from generator.files.docx.charts import read_charts
from generator.files.docx.markup import attribute, is_unread
from generator.files.docx.package import check_sizes, open_package
from generator.files.docx.parts import find_links, find_targets, parse_part
from generator.model.passage import Aside

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

_MARGINS = {"header": "页眉", "footer": "页脚"}
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


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
    asides = (
        *_read_margins(archive, document),
        *_read_cells(archive, document, body),
        *read_charts(archive, document, body),
    )
    return Beside(asides, pictures)


def _linked(archive: zipfile.ZipFile, document: str, kind: str) -> list[str]:
    """Return all the parts of a kind that a part leads to, in the order of their names."""
    links = find_links(archive, document)
    return sorted({link.target for link in links.values() if link.kind == kind})


def _read_margins(archive: zipfile.ZipFile, document: str) -> Iterator[Aside]:
    """Yield each text of the headers and footers once; fields (page numbers) are no text."""
    for kind in ("header", "footer"):
        texts: dict[str, None] = {}
        for part in _linked(archive, document, kind):
            texts.update(dict.fromkeys(_texts(parse_part(archive.read(part)))))
        if texts:
            yield Aside(_MARGINS[kind], "\n".join(texts))


def _read_cells(archive: zipfile.ZipFile, document: str, body: etree._Element) -> Iterator[Aside]:
    """Yield the text boxes and notes that hang on cells: no passage, and no cell of the table."""
    boxes = [
        text
        for box in body.iter("{*}txbxContent")
        if _in_cell(box) and not is_unread(box, None)
        for text in _texts(box)
    ]
    if boxes:
        yield Aside("表中的文本框", "\n".join(dict.fromkeys(boxes)))
    targets = find_targets(archive, document)
    for part, name in _NOTES.items():
        wanted = {
            attribute(reference, "id")
            for reference in body.iter(f"{{*}}{name}Reference")
            if _in_cell(reference) and not is_unread(reference, None)
        }
        if wanted and part in targets:
            root = parse_part(archive.read(targets[part]))
            notes = (n for n in root.iterfind(f"{{*}}{name}") if attribute(n, "id") in wanted)
            yield Aside("表中的脚注", "\n".join(text for note in notes for text in _texts(note)))


def _texts(parent: etree._Element) -> Iterator[str]:
    for paragraph in parent.iter("{*}p"):
        text = show(block_text((paragraph,), results=False)).strip()
        if text and not is_unread(paragraph, parent):
            yield text


def _in_cell(element: etree._Element) -> bool:
    """Whether something hangs on a cell of a table; a table of one cell is a frame, and read."""
    tables = element.iterancestors("{*}tbl")
    return any(len(list(islice(table.iter("{*}tc"), 2))) > 1 for table in tables)
