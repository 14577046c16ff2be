"""What our text has and the submitted one has not: sentences, reasons, items; their order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from generator.base.money import format_number, round_half_up
from generator.base.severity import Severity
from generator.field.phrases import PURPOSE
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, cells_of, mark
from generator.review.ours.alignment import compare_tokens
from generator.review.ours.words import is_reason, lacks_figure, says_equal, without_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.figure import Figure
    from generator.model.passage import Passage
    from generator.model.submission import Mark, SubmittedSection
    from generator.review.ours.alignment import Alignment, Pair
    from generator.review.text.sentences import Sentence

# What the label of a figure of the outcome ends with.
_OUTCOME = "支出决算"
# 上年度无可比数据: no form asks for it.
_NOTHING_BEFORE = re.compile("无可比")
_PURPOSE = re.compile(rf"{PURPOSE}[：:。]*$")
_NEARLY_OURS = 0.8
_MOST_WORDS = 40
# “其中：” and the like carry nothing by themselves.
_SHORT = 6


def find_omissions(
    file: str, alignment: Alignment, section: SubmittedSection, said: frozenset[str]
) -> Iterator[Mark]:
    """Return the sentences and items that are missing, doubled or out of order.

    `said` are the names of the amounts that the text states: a sentence in other words is there.
    """
    written = Counter(
        abs(mention.value)
        for paragraph in section.paragraphs
        for mention in paragraph.mentions
        if mention.is_claim
    )
    wanted = Counter(
        value
        for sentence in (*alignment.missing, *(pair.ours for pair in alignment.pairs))
        for figure in sentence.figures.values()
        if (value := _value(figure)) is not None
    )
    seldom = {value for value, times in wanted.items() if written[value] < times}
    given = Counter(other.where for other in alignment.extra if is_reason(other.text))
    theirs = (*alignment.extra, *(p.theirs for p in alignment.pairs if not says_equal(p.ours.text)))
    equal = Counter(other.where for other in theirs if says_equal(other.text))
    for sentence in alignment.missing:
        if is_reason(sentence.text) and not sentence.figures and given[sentence.where]:
            # A reason stands there in words of its own.
            given[sentence.where] -= 1
            continue
        if says_equal(sentence.text) and equal[sentence.where] and not _states(sentence):
            equal[sentence.where] -= 1
            continue
        # A share or rate of 0 says nothing that its amount does not.
        stated = [f for f in sentence.figures.values() if f.value or f.unit != "%"]
        labels = {f.label.removesuffix(_OUTCOME) for f in stated}
        if (labels and labels <= said) or _NOTHING_BEFORE.search(sentence.text):
            continue
        spot = _after(file, sentence, alignment, section)
        if is_reason(sentence.text) and not sentence.figures and is_reason(spot.passage.text):
            continue
        yield from _missing_sentence(sentence, spot, set(written), seldom)
    for pair in alignment.pairs:
        yield from _missing_numbers(file, pair, set(written))
    yield from _doubled(file, alignment)
    # A sentence that ours does not have may stand anywhere.
    same = [pair for pair in alignment.pairs if pair.likeness >= _NEARLY_OURS]
    yield from _out_of_order(file, same)


def _states(sentence: Sentence) -> bool:
    """Whether a sentence of ours has a number other than 0."""
    return any(figure.value for figure in sentence.figures.values())


def find_untried(file: str, alignment: Alignment, section: SubmittedSection) -> Iterator[Mark]:
    """Return the sentences that were too long or too many to be put beside ours."""
    if alignment.untried:
        passage = section.paragraphs[0].passage if section.paragraphs else section.heading
        message = (
            f"这一节有 {alignment.untried:,} 句没有与应有的文字对照：句子过长或过多；"
            "其中的数字按自由文字核对"
        )
        spot = Spot(file, section.topic, passage, 0, min(len(passage.text), 1))
        yield mark(rules.UNREAD, message, spot, severity=Severity.WARNING)


def _value(figure: Figure) -> Decimal | None:
    return None if figure.value is None else abs(round_half_up(figure.value))


def _after(file: str, sentence: Sentence, alignment: Alignment, section: SubmittedSection) -> Spot:
    """Return the spot after which a sentence of ours is missing."""
    before = [pair.theirs for pair in alignment.pairs if pair.ours.order < sentence.order]
    last = before[-1] if before else None
    if last is not None and last.passage is not None:
        end = last.start + len(last.text)
        return Spot(file, sentence.where, last.passage, max(last.start, end - 1), end)
    passage = section.paragraphs[0].passage if section.paragraphs else section.heading
    return Spot(file, sentence.where, passage, 0, min(len(passage.text), 1))


def _missing_sentence(
    sentence: Sentence, spot: Spot, written: set[Decimal], seldom: set[Decimal]
) -> Iterator[Mark]:
    """Yield a sentence of ours that is not there; its numbers may stand in other words.

    `written` are the numbers of the section, `seldom` those that it has less often than ours.
    """
    figures = [figure for figure in sentence.figures.values() if figure.value is not None]
    leads_on = not figures and sentence.text.rstrip().endswith(("：", ":"))
    if len(sentence.tokens) < _SHORT or lacks_figure(sentence.text) or leads_on:
        return
    words = without_gaps(sentence.text.strip())[:_MOST_WORDS]
    if _PURPOSE.search(words):
        # Of which purpose the data says nothing; no form asks for it in every place.
        return
    if is_reason(sentence.text) and not figures:
        yield mark(rules.INCOMPLETE, f"缺少原因或说明：“{words}……”", spot)
        return
    lost = [figure for figure in figures if figure.value and _value(figure) not in written]
    if lost:
        names = "、".join(f"{figure.label}{_shown(figure)}" for figure in lost[:3])
        evidence = Evidence(expected=_value(lost[0]), cells=cells_of(lost[0]))
        yield mark(rules.SENTENCE, f"缺少一句：“{words}……”（{names}）", spot, evidence)
    elif not any(figure.value and _value(figure) not in seldom for figure in figures):
        severity = Severity.WARNING
        yield mark(rules.SENTENCE, f"缺少一句：“{words}……”", spot, severity=severity)


def _shown(figure: Figure) -> str:
    value = figure.value
    return "" if value is None else f" {format_number(value)}"


def _missing_numbers(file: str, pair: Pair, written: set[Decimal]) -> Iterator[Mark]:
    """Figures of an aligned sentence that the text leaves out."""
    compared = compare_tokens(pair)
    same = [one for one, other in compared.numbers if one.value == other.value]
    if len(compared.numbers) < len(compared.missing) or 2 * len(same) < len(compared.numbers):
        # Most of ours is not there, or other numbers stand in its place: it lists something else.
        return
    for mention in compared.missing:
        figure = pair.ours.figure_of(mention)
        if figure is None or not figure.value or _value(figure) in written:
            continue
        theirs = pair.theirs
        if theirs.passage is None:
            continue
        end = theirs.start + len(theirs.text)
        spot = Spot(file, theirs.where, theirs.passage, theirs.start, end)
        evidence = Evidence(expected=_value(figure), cells=cells_of(figure))
        rate = mention.kind is MentionKind.RATE
        rule = rules.INCOMPLETE if rate else rules.ITEM_MISSING
        message = f"漏写{figure.label}{_shown(figure)}{'%' if rate else figure.unit}"
        yield mark(rule, message, spot, evidence)


def _doubled(file: str, alignment: Alignment) -> Iterator[Mark]:
    """A sentence that stands twice, figures and all: in one paragraph, or the paragraph twice."""
    seen: dict[tuple[str, tuple[Decimal, ...]], list[Passage]] = {}
    for pair in alignment.pairs:
        if pair.theirs.passage is not None:
            seen.setdefault(_identity(pair.theirs), []).append(pair.theirs.passage)
    for sentence in alignment.extra:
        if sentence.passage is None or not sentence.claims:
            continue
        earlier = seen.setdefault(_identity(sentence), [])
        if any(sentence.passage.text == passage.text for passage in earlier):
            end = sentence.start + len(sentence.text)
            spot = Spot(file, sentence.where, sentence.passage, sentence.start, end)
            yield mark(rules.SENTENCE, "这一句重复", spot)
        earlier.append(sentence.passage)


def _identity(sentence: Sentence) -> tuple[str, tuple[Decimal, ...]]:
    return sentence.masked, tuple(mention.value for mention in sentence.mentions)


def _out_of_order(file: str, pairs: Sequence[Pair]) -> Iterator[Mark]:
    """Sentences that stand before or after where the form has them."""
    for pair in _unordered(pairs):
        theirs = pair.theirs
        if theirs.passage is not None:
            end = theirs.start + len(theirs.text)
            spot = Spot(file, theirs.where, theirs.passage, theirs.start, end)
            message = "这一句的次序与格式不同"
            yield mark(rules.SENTENCE, message, spot, severity=Severity.WARNING)


def _unordered(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs outside the longest run that is in order on both sides."""
    tails: list[int] = []
    lengths = []
    for pair in pairs:
        at = bisect_left(tails, pair.theirs.order)
        tails[at : at + 1] = [pair.theirs.order]
        lengths.append(at + 1)
    kept: list[int] = []
    wanted, below = len(tails), None
    for index in range(len(pairs) - 1, -1, -1):
        order = pairs[index].theirs.order
        if lengths[index] == wanted and (below is None or order < below):
            kept.append(index)
            wanted, below = wanted - 1, order
    return [pair for index, pair in enumerate(pairs) if index not in set(kept)]
