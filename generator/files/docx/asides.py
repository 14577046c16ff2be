"""What a submitted .docx holds beside its text: headers, footers, charts and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import block_text, show
from generator.files.docx.charts import read_charts
from generator.files.docx.markup import is_unread
from generator.files.docx.package import check_sizes, open_package
from generator.files.docx.parts import find_links, parse_part
from generator.model.passage import Aside

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from pathlib import Path

_MARGINS = {"header": "页眉", "footer": "页脚"}


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
    return Beside(
        (*_read_margins(archive, document), *read_charts(archive, document, body)), pictures
    )


def _linked(archive: zipfile.ZipFile, document: str, kind: str) -> list[str]:
    """Return all the parts of a kind that a part leads to, in the order of their names."""
    links = find_links(archive, document)
    return sorted({link.target for link in links.values() if link.kind == kind})


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
