"""What text and tables say of the slices of a chart, by the names of the slices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.money import UNIT_SIZES, parse_amount, round_half_up
from generator.field import zh
from generator.model.block import Chart
from generator.model.submission import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from generator.model.block import Block
    from generator.model.passage import Passage
    from generator.model.submission import Mention, Submission, SubmittedParagraph

NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
NAME_ENDS = re.compile(r"[^\u4e00-\u9fffA-Za-z“”、]+")
CENTS = 2
_LEVEL = re.compile(r"[（(](?:类|款|项|万元|亿元|元|%)[）)]")
_CAPTION_NUMBER = re.compile(r"^\s*图\s*[0-9一二三四五六七八九十]{1,3}\s*[-—:：、.．]?\s*")
_KINDS = (zh.EXPENDITURE, "收入", "经费")
_BEFORE = 60


class Known(NamedTuple):
    """What text or tables say of a slice: amounts in 元 with their decimals, shares with theirs."""

    amounts: frozenset[tuple[Decimal, str, int]] = frozenset()
    shares: frozenset[tuple[Decimal, int]] = frozenset()
    is_table: bool = False


def bare_name(name: str) -> str:
    """Return the name of a slice without its numbers, units and level."""
    key = key_of(NAME_ENDS.sub("", _LEVEL.sub("", name)))
    return next(
        (
            key.removesuffix(kind)
            for kind in _KINDS
            if len(key) > len(kind) + 1 and key.endswith(kind)
        ),
        key,
    )


def count_decimals(text: str) -> int:
    """Return how many decimals a number is printed with."""
    return len(text.partition(".")[2])


def read_our_slices(caption: str, blocks: Iterable[Block]) -> dict[str, Known]:
    """Return what our templates draw under the same caption, by the name of the slice."""
    title = key_of(_CAPTION_NUMBER.sub("", caption))
    found = {}
    for block in blocks:
        if not isinstance(block, Chart) or not title or key_of(block.title) != title:
            continue
        for piece in block.slices:
            printed = round_half_up(piece.amount)
            amounts = {(printed * UNIT_SIZES[block.unit], f"{printed:,}{block.unit}", CENTS)}
            shares = {
                (parse_amount(share), count_decimals(share))
                for share in NUMBER.findall(piece.share_text)
            }
            found[bare_name(piece.name)] = Known(
                frozenset(amounts), frozenset(shares), is_table=True
            )
    return found


def find_paragraphs(
    submission: Submission, caption: Passage | None
) -> tuple[SubmittedParagraph, ...]:
    """Return the paragraphs of the section in which a caption stands."""
    if caption is None:
        return ()
    order = {passage.locator: at for at, passage in enumerate(submission.passages)}
    at = order[caption.locator]
    before = [s for s in submission.sections if order.get(s.heading.locator, at) < at]
    return before[-1].paragraphs if before else ()


def read_told(name: str, paragraphs: Iterable[SubmittedParagraph]) -> Known:
    """Return the amounts and shares that stand right behind a name in the text."""
    words = re.compile(
        rf"(?:(?<![\u4e00-\u9fff“])|(?<=其中)|(?<=包括)|(?<=和))“?{re.escape(name)}”?"
        r"(?:支出|收入|经费)?(?:[（(][^（）()0-9]{1,8}[）)])?(?:支出|收入|经费|决算数?|共计?|合计|总计|为|是|[:：])*\s*$"
    )
    amounts: set[tuple[Decimal, str, int]] = set()
    shares: set[tuple[Decimal, int]] = set()
    for paragraph in paragraphs:
        text = paragraph.passage.text
        mentions = paragraph.mentions
        for at, mention in enumerate(mentions):
            floor = mentions[at - 1].unit_end if at else 0
            before = text[max(floor, mention.start - _BEFORE) : mention.start]
            size = UNIT_SIZES.get(mention.unit)
            if mention.kind is not MentionKind.AMOUNT or size is None or not words.search(before):
                continue
            shown = text[mention.start : mention.unit_end]
            amounts.add((mention.value * size, shown, mention.decimals))
            shares |= _share_after(text, mention, mentions[at + 1 : at + 2])
    return Known(frozenset(amounts), frozenset(shares))


def _share_after(
    text: str, mention: Mention, following: Sequence[Mention]
) -> set[tuple[Decimal, int]]:
    """Return the share that a clause gives behind an amount."""
    for rate in following:
        between = text[mention.unit_end : rate.start]
        if rate.kind is MentionKind.RATE and "占" in between and not re.search("[。；]", between):
            return {(rate.value, rate.decimals)}
    return set()
