"""A document as printed: broken numbers, things over one another, pages of the contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2

from generator.base.labels import squash
from generator.base.numerals import chinese_numeral
from generator.model.block import Attachment, Grid, Paragraph, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.block import DocumentContent

_NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]%?|[0-9]%?")
_PRINTED_PAGE = re.compile(r"—\s*([0-9]+)\s*—\s*\Z")
_ENTRY_PAGE = re.compile(r"[.…]*([0-9]+)\Z")
_TIGHT = 0.25  # of the smaller of two characters, that may lie under the other
_MARGIN = 0.8  # points that ink may stand out of the text
_RIGHT, _LEFT = 26 / 25.4 * 72, 28 / 25.4 * 72  # the margins of an upright page
_UPRIGHT = 700  # points: wider pages are turned


def find_faults(content: DocumentContent, pdf: bytes) -> list[str]:
    """Return everything that is wrong with the pages of a document with numbered contents."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        return [
            *broken_numbers(content, texts),
            *wrong_entries(content, texts),
            *(
                f"page {number}: {fault}"
                for number, page in enumerate(document, start=1)
                for fault in (*overprints(page), *out_of_the_text(page))
            ),
        ]
    finally:
        document.close()


def broken_numbers(content: DocumentContent, texts: list[str]) -> list[str]:
    """Return the numbers of text and tables that are not printed in one piece as often."""
    wanted: Counter[str] = Counter()
    for part in content.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                wanted.update(_NUMBER.findall(block.text))
            elif isinstance(block, Grid):
                for row in block.rows:
                    for cell in row:
                        wanted.update(_NUMBER.findall(cell.text))
    printed: Counter[str] = Counter()
    for text in texts:
        for line in text.splitlines():
            printed.update(_NUMBER.findall(line))
    return [f"{number} is not whole {count} times" for number, count in (wanted - printed).items()]


def entries_of(content: DocumentContent) -> Iterator[tuple[str, str]]:
    """Yield each line that the contents must have, and what its page must show."""
    for part in content.parts:
        yield part.heading, part.heading
        tables = 0
        for block in part.blocks:
            if isinstance(block, Grid) and block.title:
                tables += 1
                yield f"{chinese_numeral(tables)}、{block.title}", block.title
            elif isinstance(block, Attachment) and block.title:
                yield block.title, block.title
            elif isinstance(block, Paragraph) and block.role is Role.HEADING:
                yield block.text, block.text


def wrong_entries(content: DocumentContent, texts: list[str]) -> list[str]:
    """Return the lines of the contents that lead to another page, by what is printed on it."""
    pages = {
        int(found.group(1)): squash(text)
        for text in texts
        if (found := _PRINTED_PAGE.search(text.strip()))
    }
    front = squash("".join(text for text in texts if not _PRINTED_PAGE.search(text.strip())))
    faults = []
    at = front.index(squash(content.contents_title)) + len(squash(content.contents_title))
    entries = [(squash(entry), squash(shown)) for entry, shown in entries_of(content)]
    starts = []
    for entry, _ in entries:
        at = front.find(entry, at)
        if at < 0:
            return [f"{entry} does not stand in the contents"]
        starts.append(at)
    for (entry, shown), (start, end) in zip(entries, pairwise([*starts, len(front)]), strict=True):
        found = _ENTRY_PAGE.search(front[start + len(entry) : end])
        if found is None:
            faults.append(f"{entry} has no page")
        elif shown not in pages.get(int(found.group(1)), ""):
            faults.append(f"{entry} is not on page {found.group(1)}")
    return faults


def overprints(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the pairs of characters of which one lies over the other."""
    text = page.get_textpage()
    cells: dict[tuple[int, int], list[tuple[int, tuple[float, ...]]]] = defaultdict(list)
    for index in range(text.count_chars()):
        box = text.get_charbox(index)
        if not text.get_text_range(index, 1).strip() or box[2] <= box[0] or box[3] <= box[1]:
            continue
        middle = (int((box[0] + box[2]) / 40), int((box[1] + box[3]) / 40))
        near = [(middle[0] + x, middle[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        for cell in near:
            for other, there in cells[cell]:
                if _overlap(box, there) > _TIGHT:
                    yield f"{text.get_text_range(other, 1)} under {text.get_text_range(index, 1)}"
        cells[middle].append((index, box))


def _overlap(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    width = min(one[2], two[2]) - max(one[0], two[0])
    height = min(one[3], two[3]) - max(one[1], two[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, two))
    return width * height / smaller


def out_of_the_text(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield what stands in the left or right margin of an upright page."""
    width = page.get_size()[0]
    if width > _UPRIGHT:
        return
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, _, right, _ = text.get_charbox(index)
        letter = text.get_text_range(index, 1)
        beyond = right > width - _RIGHT + _MARGIN or 0 < left < _LEFT - _MARGIN
        if letter.strip() and beyond:
            yield f"{letter} stands in the margin"
