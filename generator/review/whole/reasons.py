"""Reasons and purposes held against the text itself: direction, matter, whether there is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.field import sections, zh
from generator.field.hollow import explains
from generator.field.leaning import Asked, lean
from generator.field.matters import matters_of, moneys_of
from generator.field.phrases import PURPOSE
from generator.review import rules
from generator.review.marking import Spot, mark, spot_in
from generator.review.text.explanations import find_explanations
from generator.review.text.flat import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.submission import Mark, Submission, SubmittedParagraph
    from generator.review.text.explanations import Explanation
    from generator.review.text.flat import Flat

_PURPOSE = re.compile(rf"{PURPOSE}[：，]?(?P<text>[^。；\n]+)")
_ITEM_NAME = re.compile(
    r"(?:（款）|^(?:[0-9]{1,3}[.、．]|（[0-9]{1,3}）)?)\s*([^（）。，；]{2,30}(?:（[^（）]{1,12}）)?[^（）。，；]{0,20})（项）"
)
_OF_ALL_FUNDS = {"一", "二", "三"}
_SHORTEST_NAME = 4
_SHOWN = 30
_REACH = 400  # how far before a reason or purpose that may stand which it is for
_MOST_NAMES = 300


def check_reasons(submission: Submission, year: int, *, alone: bool) -> Iterator[Mark]:
    """Yield reasons that are empty, point the other way, or speak of another item.

    Evaluations (十三) state problems, no changes: they are left out. `year` is that of the text,
    0 where nothing tells. `alone`: there are no tables, so that nobody else looks for reasons that
    say nothing.
    """
    for section in submission.sections:
        if section.topic == sections.PERFORMANCE or "绩效" in section.title:
            continue
        flat = flatten(submission.file, section.paragraphs)
        for found in find_explanations(flat):
            asked = Asked(found.of_budget, str(year or ""), section.topic in _OF_ALL_FUNDS)
            yield from _check_presence(flat, found, alone=alone)
            yield from _check_direction(flat, found, asked)
            yield from _check_matter(flat, found)
        yield from _check_purposes(submission.file, section.paragraphs)


def _check_presence(flat: Flat, found: Explanation, *, alone: bool) -> Iterator[Mark]:
    words = flat.text[found.begin : found.start]
    if found.is_empty:
        message = f"“{words}”后面没有写原因"
    elif alone and found.text and not explains(found.text):
        message = f"“{found.text[:_SHOWN]}”没有说出原因"
    else:
        return
    yield mark(rules.INCOMPLETE, message, spot_in(flat, found.begin, max(found.end, found.start)))


def _check_direction(flat: Flat, found: Explanation, asked: Asked) -> Iterator[Mark]:
    """A reason for more does not explain less; nothing is said of what is unclear."""
    leaning = lean(found.text, asked) if found.sign and found.text else None
    if leaning is None or leaning.sign == found.sign:
        return
    way = zh.INCREASE if found.sign > 0 else zh.DECREASE
    base = zh.BUDGET if found.of_budget else zh.LAST_YEAR
    message = f"文中比{base}{way}，原因却说“{leaning.words}”，请核实"
    yield mark(rules.REASON, message, spot_in(flat, found.start, found.end))


def _check_matter(flat: Flat, found: Explanation) -> Iterator[Mark]:
    """The money of another item is no reason for this one's."""
    floor = max(0, found.begin - _REACH)
    begin = max(floor, flat.text.rfind("\n", floor, found.begin) + 1)
    own = matters_of(flat.text[begin : found.start])
    named = moneys_of(found.text)
    if own and named and not own & matters_of(found.text):
        message = f"这里说的是{_list(own)}，原因说的是{_list(named)}，请核实是否抄错"
        yield mark(rules.REASON, message, spot_in(flat, found.start, found.end))


def _check_purposes(file: str, paragraphs: tuple[SubmittedParagraph, ...]) -> Iterator[Mark]:
    """A purpose that is that of another item, by its matter or by the name of its 项."""
    own_names = [_name_of(paragraph) for paragraph in paragraphs]
    names = list(dict.fromkeys(filter(None, own_names)))[:_MOST_NAMES]
    for paragraph, own_name in zip(paragraphs, own_names, strict=True):
        text = paragraph.passage.text
        for purpose in _PURPOSE.finditer(text):
            own, said = text[max(0, purpose.start() - _REACH) : purpose.start()], purpose["text"]
            other = next((name for name in names if name in said), "")
            copied = own_name and other and own_name not in said and other not in own
            mine, theirs = matters_of(own), matters_of(said)
            if copied:
                message = f"这里说的是{own_name}，用途说的是{other}，请核实是否抄错"
            elif mine and theirs and not mine & theirs:
                message = f"这里说的是{_list(mine)}，用途说的是{_list(theirs)}，请核实是否抄错"
            else:
                continue
            spot = Spot(file, paragraph.where, paragraph.passage, purpose.start(), purpose.end())
            yield mark(rules.REASON, message, spot)


def _name_of(paragraph: SubmittedParagraph) -> str:
    """Return the name of the 项 that a paragraph is about."""
    found = _ITEM_NAME.search(paragraph.passage.text)
    name = found[1].strip() if found else ""
    return name if len(name) >= _SHORTEST_NAME else ""


def _list(matters: frozenset[str]) -> str:
    return "、".join(sorted(matters))
