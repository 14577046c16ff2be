"""On which page each entry of the contents stands, as the laid-out PDF tells it.

Every entry is a link to its heading; an office program keeps the links in the PDF.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.files.pdf.opening import missing_library, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Target(NamedTuple):
    """Where a link leads: the page, counted from 0, and the height on it."""

    page: int
    height: float


def read_entry_pages(pdf: bytes, entries: int) -> tuple[int, ...]:
    """Return the printed page of each entry of the contents, in their order.

    The pages are numbered from that of the first entry on. Empty where the PDF does not tell them
    all, or cannot be read here: a wrong number is worse than none.
    """
    if missing_library("PDF"):
        return ()
    with open_file(pdf, "PDF") as (document, _):
        targets = [] if document is None else list(_targets(document))
    if not targets or len(targets) != entries:
        return ()
    first = targets[0].page
    pages = tuple(target.page - first + 1 for target in targets)
    return pages if list(pages) == sorted(pages) else ()


def _targets(document: Any) -> Iterator[_Target]:
    """Yield where the links lead, a link once that is set in two lines."""
    last: _Target | None = None
    first_page = len(document)
    for number in range(len(document)):
        if number >= first_page:
            return
        page = document[number]
        for target in _links(document, page):
            first_page = min(first_page, target.page)
            if target != last:
                yield target
            last = target
        page.close()


def _links(document: Any, page: Any) -> list[_Target]:
    """Return where the links of a page lead, from the top down."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    found: list[tuple[float, _Target]] = []
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        destination = raw.FPDFLink_GetDest(document.raw, link)
        area = raw.FS_RECTF()
        if not destination or not raw.FPDFLink_GetAnnotRect(link, ctypes.byref(area)):
            continue
        has = [ctypes.byref(ctypes.c_int()) for _ in range(3)]
        height = ctypes.c_float()
        aside, zoom = ctypes.byref(ctypes.c_float()), ctypes.byref(ctypes.c_float())
        raw.FPDFDest_GetLocationInPage(destination, *has, aside, ctypes.byref(height), zoom)
        target = raw.FPDFDest_GetDestPageIndex(document.raw, destination)
        found.append((area.top, _Target(target, height.value)))
    return [target for _, target in sorted(found, key=lambda one: -one[0])]
