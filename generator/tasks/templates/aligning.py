"""Which section of a document before a change is which after it, whatever number it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.model.block import Grid, Paragraph
from generator.reporting.text import format_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.block import Block

_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_SENTENCE = re.compile(r"[^。]*。|[^。]+")
_NUMBER = re.compile(r"[0-9]{2}(?=-)")


@dataclass(frozen=True, slots=True)
class WordedSection:
    """A section: its heading as printed, its sentences, and the number of its template.

    `template` is empty where nothing but the text is known.
    """

    title: str
    sentences: tuple[str, ...]
    template: str = ""

    @property
    def words(self) -> str:
        """The heading without its number."""
        return _HEADING.sub("", self.title, count=1)


class SectionPair(NamedTuple):
    """A section before and after; one side is None where it was added or taken out."""

    before: WordedSection | None
    after: WordedSection | None


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, each with its full stop."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]


def sections_of_text(text: str, preface: str) -> list[WordedSection]:
    """Return the sections of part three; what stands before the first is called `preface`."""
    found: list[WordedSection] = []
    for line in text.splitlines():
        own = tuple(split_sentences(line))
        if _HEADING.match(line) or not found:
            found.append(WordedSection(line if _HEADING.match(line) else preface, own))
        else:
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, *own))
    return found


def sections_of_blocks(blocks: Iterable[Block], preface: str) -> list[WordedSection]:
    """Return the sections of part three, one for each template."""
    template = ""
    named: list[tuple[str, Block]] = []
    for block in blocks:
        own = block.template if isinstance(block, Paragraph | Grid) else ""
        template = own or template
        named.append((template, block))
    found = []
    for file, group in groupby(named, key=lambda one: one[0]):
        lines = format_text(block for _, block in group).splitlines()
        title = next((line for line in lines if _HEADING.match(line)), preface)
        sentences = tuple(sentence for line in lines for sentence in split_sentences(line))
        number = _NUMBER.match(file)
        found.append(WordedSection(title, sentences, number.group() if number else file))
    return found


def align_sections(
    before: Sequence[WordedSection], after: Sequence[WordedSection]
) -> list[SectionPair]:
    """Return the sections in pairs, in the order of those after; then what was taken out.

    They belong together by the words of the heading, then by the number of the template, then by
    what they stand between. Where sections have come, gone or changed places, the numbers of the
    others follow from that and are taken as they are after it.
    """
    partners = _partners(before, after)
    gone = [index for index in range(len(before)) if index not in partners.values()]
    pairs = [
        SectionPair(before[partners[index]] if index in partners else None, section)
        for index, section in enumerate(after)
    ]
    if gone or len(partners) < len(after) or _has_moved(partners):
        pairs = [_renumbered(pair) for pair in pairs]
    return [*pairs, *(SectionPair(before[index], None) for index in gone)]


def changed_order(
    before: Sequence[WordedSection], after: Sequence[WordedSection]
) -> tuple[str, str] | None:
    """Return the sections that both have, in both orders; None where the order is the same."""
    partners = _partners(before, after)
    if not _has_moved(partners):
        return None
    words = [before[index].words for index in sorted(partners.values())]
    return "、".join(words), "、".join(after[index].words for index in sorted(partners))


def _has_moved(partners: Mapping[int, int]) -> bool:
    places = [partners[index] for index in sorted(partners)]
    return places != sorted(places)


def _partners(before: Sequence[WordedSection], after: Sequence[WordedSection]) -> dict[int, int]:
    """Return which section before (its index) each one after is."""
    partners: dict[int, int] = {}
    for index, section in enumerate(after):
        _take(partners, index, [i for i, one in enumerate(before) if one.words == section.words])
    for index, section in enumerate(after):
        same = [
            i for i, one in enumerate(before) if one.template and one.template == section.template
        ]
        if index not in partners:
            _take(partners, index, same)
    if all(section.template for section in before):
        return partners
    for index in range(len(after)):
        if index not in partners:
            low = max((partners[i] for i in range(index) if i in partners), default=-1)
            _take(partners, index, range(low + 1, min(low + 2, len(before))))
    return partners


def _take(partners: dict[int, int], index: int, candidates: Iterable[int]) -> None:
    """Give a section the first of the candidates that no other section has."""
    free = next((one for one in candidates if one not in partners.values()), None)
    if free is not None:
        partners[index] = free


def _renumbered(pair: SectionPair) -> SectionPair:
    """Return a pair whose headings before bear the numbers that they have after."""
    if pair.before is None or pair.after is None:
        return pair
    headings = filter(None, map(_HEADING.match, pair.after.sentences))
    sentences = []
    for sentence in pair.before.sentences:
        found = _HEADING.match(sentence)
        number = next(headings, None) if found else None
        kept = sentence if number is None or found is None else sentence[found.end() :]
        sentences.append(kept if number is None else f"{number.group()}{kept}")
    return SectionPair(replace(pair.before, sentences=tuple(sentences)), pair.after)
