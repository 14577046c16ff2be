"""One error at a time in a text that has none: what stands there then, and what should be found."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import NamedTuple

from generator.model.block import Block, Paragraph, Role
from generator.model.passage import Passage
from generator.model.submission import Mention, MentionKind
from generator.review.text.mentions import find_mentions

_HEADINGS = {Role.PART, Role.PART_TITLE, Role.HEADING, Role.SUBHEADING, Role.CAPTION}
_TURNED = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "大于": "小于",
    "小于": "大于",
}
_WORD = re.compile("|".join(_TURNED))
_REASON = re.compile(r"原因")
_NAMED = re.compile(r"）([^（）、。]{4,})（款）|[.、；：]([^（）、。；：，%]{4,})（类）")
_LISTED = re.compile(r"主要包括：([^。；]*?、)")
_DIFFERS = re.compile(r"存在差异的?(?:主要)?原因[^。]*")
_SENTENCE = re.compile(r"[^。]*。")
_CENT, _HALF = Decimal("0.01"), Decimal("0.005")


class Planted(NamedTuple):
    """The passages with the error, which of them has it, and the right number if it is one."""

    passages: tuple[Passage, ...]
    index: int
    quote: str
    right: Decimal | None = None


class _Line(NamedTuple):
    """A paragraph of the narrative: its passage and the positions of printed figures."""

    index: int
    text: str
    figures: frozenset[int]
    clause: str


def lines_of(passages: Sequence[Passage], blocks: Sequence[Block]) -> list[_Line]:
    """Return the paragraphs of sections 一 to 十二 that the passages hold word for word."""
    at = {passage.text: index for index, passage in enumerate(passages)}
    lines = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.role in _HEADINGS:
            continue
        if block.where.startswith("十三") or block.text not in at:
            continue
        positions, position = set(), 0
        for span in block.spans:
            if span.figure is not None:
                positions.add(position)
            position += len(span.text)
        lines.append(_Line(at[block.text], block.text, frozenset(positions), block.where))
    return lines


def _put(
    passages: Sequence[Passage], line: _Line, text: str, quote: str, right: Decimal | None = None
) -> Planted:
    changed = replace(passages[line.index], text=text)
    own = (*passages[: line.index], changed, *passages[line.index + 1 :])
    return Planted(own, line.index, quote, right)


def _printed(line: _Line, kind: MentionKind) -> list[Mention]:
    return [m for m in find_mentions(line.text) if m.start in line.figures and m.kind is kind]


def _amount(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    """An amount that is off by 0.02 or more."""
    for mention in dice.sample(found := _printed(line, MentionKind.AMOUNT), len(found)):
        step = Decimal(dice.choice(("0.02", "0.5", "10", "123.45"))) * dice.choice((1, -1))
        value = mention.value + step if mention.value + step >= 0 else mention.value + abs(step)
        stated = f"{value:,.2f}" if "," in mention.text else f"{value:.2f}"
        yield *_replaced(line.text, mention.start, mention.end, stated), mention.value


def _rate(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    """A rate outside the interval that its printed operands allow, whatever they are."""
    for mention in dice.sample(found := _printed(line, MentionKind.RATE), len(found)):
        value = mention.value + Decimal(dice.choice(("41.5", "73.11", "160")))
        yield *_replaced(line.text, mention.start, mention.end, f"{value:.2f}"), mention.value


def _direction(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    head = _REASON.split(line.text)[0]
    for found in dice.sample(all_found := list(_WORD.finditer(head)), len(all_found)):
        yield *_replaced(line.text, *found.span(), _TURNED[found.group()]), None


def _year(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    head = _REASON.split(line.text)[0]
    dates = [m for m in find_mentions(head) if m.kind is MentionKind.DATE and m.unit[:1] == "年"]
    for mention in dice.sample(dates, len(dates)):
        yield *_replaced(line.text, mention.start, mention.end, str(int(mention.value) - 1)), None


def _unit(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    amounts = [m for m in _printed(line, MentionKind.AMOUNT) if m.value]
    for mention in dice.sample(amounts, len(amounts)):
        other = "元" if mention.unit == "万元" else "万元"
        yield *_replaced(line.text, mention.end, mention.unit_end, other, mention.start), None


def _name(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    for found in dice.sample(all_found := list(_NAMED.finditer(line.text)), len(all_found)):
        group = 1 if found.group(1) else 2
        start, end = found.span(group)
        yield *_replaced(line.text, start, end, line.text[start : end - 2]), None


def _left_out(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    for found in dice.sample(all_found := list(_LISTED.finditer(line.text)), len(all_found)):
        text = line.text[: found.start(1)] + line.text[found.end(1) :]
        yield text, "", None


def _put_in(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    del dice
    for found in _LISTED.finditer(line.text):
        text = f"{line.text[: found.start(1)]}采暖补贴、{line.text[found.start(1) :]}"
        yield text, "采暖补贴", None


def _dropped(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    sentences = _SENTENCE.findall(line.text)
    if len(sentences) > 1:
        at = dice.randrange(1, len(sentences))
        yield "".join(sentences[:at] + sentences[at + 1 :]), "", None


def _swapped(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    sentences = _SENTENCE.findall(line.text)
    pairs = [(i, j) for i, j in pairwise(range(len(sentences))) if sentences[i] != sentences[j]]
    for one, other in dice.sample(pairs, len(pairs)):
        sentences[one], sentences[other] = sentences[other], sentences[one]
        yield "".join(sentences), "", None
        return


def _equal(dice: Random, line: _Line) -> Iterator[tuple[str, str, Decimal | None]]:
    del dice
    for found in _DIFFERS.finditer(line.text):
        text = f"{line.text[: found.start()]}不存在差异{line.text[found.end() :]}"
        yield text, "不存在差异", None


def _replaced(text: str, start: int, end: int, by: str, shown: int = -1) -> tuple[str, str]:
    """Return the text with other characters, and what of it a finding has to quote."""
    quote = text[shown:start] + by if shown >= 0 else by
    return text[:start] + by + text[end:], quote


KINDS: Mapping[str, Callable[[Random, _Line], Iterator[tuple[str, str, Decimal | None]]]] = {
    "金额": _amount,
    "比率": _rate,
    "方向": _direction,
    "年度": _year,
    "单位": _unit,
    "名称": _name,
    "漏列": _left_out,
    "多列": _put_in,
    "漏句": _dropped,
    "换序": _swapped,
    "无差异": _equal,
}


def plant(
    kind: str, dice: Random, passages: Sequence[Passage], blocks: Sequence[Block]
) -> Planted | None:
    """Return the passages with one error of a kind, None where the text offers no place for it."""
    lines = lines_of(passages, blocks)
    for line in dice.sample(lines, len(lines)):
        for text, quote, right in KINDS[kind](dice, line):
            if text != line.text:
                return _put(passages, line, text, quote, right)
    return None
