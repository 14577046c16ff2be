"""Where a 目录 stands that nothing marks: lines of headings that come again, or have a page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.model.passage import PassageKind
from generator.model.passage_kind import begins_item, cut_page_number
from generator.review.text.outline_headings import is_short, part_of
from generator.review.text.outline_topics import is_settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.passage import Passage

_STATES = re.compile(r"[0-9]\s*(?:[万亿萬億]?元|[%％])")
_FEWEST = 2
_BODY = frozenset({PassageKind.BODY, PassageKind.HEADING, PassageKind.CAPTION})


def find_unmarked_contents(passages: Sequence[Passage]) -> frozenset[int]:
    """Return the indices of the entries of a 目录 without the line 目录, and without dots.

    An entry is a heading that ends in a page number, or one that stands again below. Entries
    stand together, nothing but short lines between them; a single one is none. Below the first
    sentence with an amount there is no 目录 any more, only headings that reports repeat.
    """
    again = Counter(squash(cut_page_number(passage.text)) for passage in passages)
    run: list[int] = []
    for index, passage in enumerate(passages):
        title = squash(cut_page_number(passage.text))
        again[title] -= 1
        if _is_line(passage):
            if _is_entry(passage, comes_again=again[title] > 0):
                run.append(index)
            continue
        if len(run) >= _FEWEST or _STATES.search(passage.text):
            break
        run = []
    return frozenset(range(run[0], run[-1] + 1)) if len(run) >= _FEWEST else frozenset()


def _is_line(passage: Passage) -> bool:
    if passage.kind is PassageKind.ROW:
        # Parted by a tab, as rows of a table are.
        return _has_page(passage.text) and is_short(passage.text)
    return passage.kind in _BODY and is_short(cut_page_number(passage.text))


def _is_entry(passage: Passage, *, comes_again: bool) -> bool:
    title = cut_page_number(passage.text)
    if not (begins_item(title) or part_of(title) is not None):
        return False
    if passage.kind is PassageKind.ROW:
        return comes_again and (is_settled(title) or part_of(title) is not None)
    return comes_again or _has_page(passage.text)


def _has_page(text: str) -> bool:
    return not text[:1].isdigit() and cut_page_number(text) != text
