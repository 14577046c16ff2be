"""Items that a list of the text has and the tables do not: a sixth kind of spending."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from generator.model.submission import Mark
    from generator.review.ours.alignment import Compared, Pair

_LABEL = re.compile(r"([\u4e00-\u9fff（）()“”]+)\s*为?\**\s*$")
_SHARE_FOLLOWS = re.compile(r"\s{0,4}，?\s{0,4}占")
_LONGEST = 60


def find_extra_items(
    file: str, pair: Pair, compared: Compared, known: Container[str]
) -> Iterator[Mark]:
    """Yield the amounts with a share of their own that no figure of ours stands for.

    What bears a `known` name is held against its own amount.
    """
    theirs = pair.theirs
    if theirs.passage is None:
        return
    text = theirs.passage.text
    ours = key_of(pair.ours.text)
    for mention in compared.extra:
        if mention.kind is not MentionKind.AMOUNT or not mention.value:
            continue
        label = _LABEL.search(text, max(0, mention.start - _LONGEST), mention.start)
        if label is None or not _SHARE_FOLLOWS.match(text, mention.unit_end):
            continue
        name = label.group(1)
        if key_of(name) in ours or name in known:
            continue
        spot = Spot(file, theirs.where, theirs.passage, label.start(1), mention.unit_end)
        message = f"列了“{name}”{mention.text}{mention.unit}，公开表没有这一项"
        yield mark(rules.ITEM_EXTRA, message, spot, Evidence(stated=mention.value))
