"""On which page each entry of the contents stands, as the laid-out PDF tells it.

Every entry is a link to its heading; an office program keeps the links in the PDF.
"""

from __future__ import annotations

from generator.files.pdf.links import read_front_links
from generator.files.pdf.opening import missing_library, open_file


def read_entry_pages(pdf: bytes, entries: int) -> tuple[int, ...]:
    """Return the printed page of each entry of the contents, in their order.

    The pages are numbered from that of the first entry on. Empty where the PDF does not tell them
    all, or cannot be read here: a wrong number is worse than none.
    """
    if missing_library("PDF"):
        return ()
    with open_file(pdf, "PDF") as (document, _):
        targets = [] if document is None else list(read_front_links(document))
    if not targets or len(targets) != entries:
        return ()
    first = targets[0].page
    pages = tuple(target.page - first + 1 for target in targets)
    return pages if list(pages) == sorted(pages) else ()
