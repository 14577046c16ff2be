"""Where the links of a PDF lead, page by page."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Target(NamedTuple):
    """Where a link leads: the page, counted from 0, and the height on it."""

    page: int
    height: float


def read_front_links(document: Any) -> Iterator[Target]:
    """Yield where the links before the first page that they lead to lead, in their order.

    A link that is set in two lines is one.
    """
    last: Target | None = None
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


def _links(document: Any, page: Any) -> list[Target]:
    """Return where the links of a page lead, from the top down."""
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    found: list[tuple[float, Target]] = []
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
        found.append((area.top, Target(target, height.value)))
    return [target for _, target in sorted(found, key=lambda one: -one[0])]
