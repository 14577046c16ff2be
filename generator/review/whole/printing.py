"""How numbers are printed through a text: separators, decimals, 100 % (DOMAIN 3.2 – 3.5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import HUNDRED
from generator.field import sections
from generator.field.phrases import REASON
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.submission import Mark, Mention, Submission

_THOUSAND = 1000
_USUAL = 2
_MOST_PLACES = 20
_FREE = (sections.PERFORMANCE, "")


class _Printed(NamedTuple):
    """A number and where it stands."""

    spot: Spot
    mention: Mention


def check_printing(submission: Submission) -> Iterator[Mark]:
    """Yield one line of information for each way in which numbers are printed unevenly.

    Reasons are the department's own words, 十三 and attachments free text: they are left out.
    """
    printed = list(_numbers(submission))
    amounts = [p for p in printed if p.mention.kind is MentionKind.AMOUNT and p.mention.value]
    large = [p for p in amounts if abs(p.mention.value) >= _THOUSAND]
    grouped = [p for p in large if _is_grouped(p.mention)]
    plain = [p for p in large if not _is_grouped(p.mention)]
    yield from _uneven(grouped, plain, "千分位时有时无：有“{0}”，也有“{1}”")
    full = [p for p in amounts if p.mention.decimals == _USUAL]
    short = [p for p in amounts if p.mention.decimals < _USUAL]
    yield from _uneven(full, short, "金额的小数位不一：多为两位（“{0}”），也有“{1}”")
    hundred = [
        p for p in printed if p.mention.kind is MentionKind.RATE and p.mention.value == HUNDRED
    ]
    fixed = [p for p in hundred if p.mention.decimals]
    trimmed = [p for p in hundred if not p.mention.decimals]
    yield from _uneven(fixed, trimmed, "百分之百写法不一：有“{0}%”，也有“{1}%”")


def _is_grouped(mention: Mention) -> bool:
    return "," in mention.text or "，" in mention.text


def _numbers(submission: Submission) -> Iterator[_Printed]:
    for section in submission.sections:
        if section.topic in _FREE:
            continue
        for paragraph in section.paragraphs:
            reason = REASON.search(paragraph.passage.text)
            end = reason.start() if reason else len(paragraph.passage.text)
            for mention in paragraph.mentions:
                if mention.is_claim and mention.start < end:
                    spot = Spot(
                        submission.file,
                        paragraph.where,
                        paragraph.passage,
                        mention.start,
                        mention.unit_end,
                    )
                    yield _Printed(spot, mention)


def _uneven(one: Sequence[_Printed], other: Sequence[_Printed], message: str) -> Iterator[Mark]:
    """Yield the line where both ways occur; it names the places of the rarer one."""
    if not one or not other:
        return
    rarer = min(one, other, key=len)
    words = message.format(one[0].mention.text, other[0].mention.text)
    found = mark(rules.PRINTING, f"{words}（{len(rarer)} 处）", rarer[0].spot)
    places = tuple(printed.spot.place for printed in rarer[:_MOST_PLACES])
    yield replace(found, finding=replace(found.finding, places=places))
