"""The links of a page among several: to the index, to the file before and the file after it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

# Texts of users are escaped, so that none of them can look like it.
PLACE = Markup("<!--links-->")
_NAV = Markup('<nav class="pile" aria-label="各份文件">{}</nav>')
_INDEX = Markup('<a href="{}">全部文件</a><span>第 {} 页，共 {} 页</span>')
_LINK = Markup('<a rel="{}" href="{}">{}：{}</a>')


class PageName(NamedTuple):
    """A page: the name of its file, and the name of the document that it is about."""

    file: str
    title: str


class PageLinks(NamedTuple):
    """What a page links to; it is the `number`th of `total` in the order of the index."""

    home: str
    number: int
    total: int
    before: PageName | None
    after: PageName | None


def set_links(page: bytes, links: PageLinks) -> bytes:
    """Return the page with its links where it has places for them."""
    return page.replace(PLACE.encode(), _write(links).encode(errors="replace"))


def _write(links: PageLinks) -> str:
    parts = [_INDEX.format(quote(links.home), links.number, links.total)]
    for kind, word, other in (("prev", "上一份", links.before), ("next", "下一份", links.after)):
        if other is not None:
            parts.append(_LINK.format(kind, quote(other.file), word, other.title))
    return _NAV.format(Markup("").join(parts))
