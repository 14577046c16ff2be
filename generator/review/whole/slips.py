"""Slips of language, as hints: punctuation, brackets, misspelt words of the form (DOMAIN 9)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.base.ordinals import NUMERALS
from generator.field.amounts import AMOUNTS
from generator.field.forms import FORM_BY_NUMBER
from generator.model.passage import PassageKind
from generator.model.passage_kind import begins_item
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.submission import Mark, Submission, SubmittedParagraph

_TWICE = re.compile(r"(?<![。，；：、])(?:[。，；：、]{2})(?![。，；：、])")
_UNFINISHED = re.compile(r"[\u4e00-\u9fff0-9%％]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "【": "】", "「": "」", "〔": "〕"}
_ONE = {"(": "（", ")": "）"}
_OPEN_ORDINAL = re.compile(rf"(?:^|[。；：，、\s])[0-9{NUMERALS}]{{1,3}}$")
# The ordinal of an item within a clause: words follow its bracket (指标a）完成情况).
_INNER_ORDINAL = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[0-9]{{1,2}}|[A-Za-zａ-ｚＡ-Ｚⅰ-ⅻⅠ-Ⅻ]|[ivxIVX]{{2,4}}|[{NUMERALS}])[）)]"
    r"(?=\s*[\w“《])"
)
_SHORTEST = 12
_ORDINAL = 8
_SHORTEST_WORD, _USUAL_LENGTH = 4, 8
# The characters of daily use stand in the first part of GB 2312, up to this lead byte.
_LAST_COMMON = 0xD7


def check_slips(submission: Submission) -> Iterator[Mark]:
    """Yield what a reader of proofs would mark; nothing in headings, captions and lists."""
    counts = Counter(char for passage in submission.passages for char in passage.text)
    for section in submission.sections:
        paragraphs = section.paragraphs
        for paragraph, following in zip(paragraphs, (*paragraphs[1:], None), strict=False):
            if paragraph.passage.kind is not PassageKind.BODY:
                continue
            for start, end, message in _slips(paragraph, following, counts):
                spot = Spot(submission.file, paragraph.where, paragraph.passage, start, end)
                yield mark(rules.LANGUAGE, message, spot)


def _slips(
    paragraph: SubmittedParagraph,
    following: SubmittedParagraph | None,
    counts: Mapping[str, int],
) -> Iterator[tuple[int, int, str]]:
    text = paragraph.passage.text
    for found in _TWICE.finditer(text):
        yield found.start(), found.end(), f"标点重复：“{found.group()}”"
    # A page of a PDF may end within a paragraph, and the next begin with the rest.
    is_whole = not paragraph.passage.page
    if is_whole:
        yield from _unpaired(text)
    if _lacks_stop(paragraph) and (is_whole or _is_last(following)):
        yield len(text) - 1, len(text), f"段末缺句号：“{text[-_SHORTEST:]}”"
    yield from _misspelt(text, counts)


def _is_last(following: SubmittedParagraph | None) -> bool:
    return following is None or begins_item(following.passage.text)


def _lacks_stop(paragraph: SubmittedParagraph) -> bool:
    """Whether a paragraph of sentences ends without a stop; items of a list may."""
    text = paragraph.passage.text
    if len(text) < _SHORTEST or not _UNFINISHED.search(text) or "\n" in text:
        return False
    told = "。" in text or ("，" in text and not begins_item(text))
    return told and any(mention.is_claim for mention in paragraph.mentions)


def _unpaired(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield brackets and quotes that have no counterpart; 1） is an ordinal."""
    opened: list[tuple[str, int]] = []
    inner = {found.end() - 1 for found in _INNER_ORDINAL.finditer(text)}
    closing = {_ONE.get(end, end) for end in _PAIRS.values()}
    for at, found in enumerate(text):
        character = _ONE.get(found, found)
        if character in _PAIRS:
            opened.append((character, at))
        elif character in closing:
            if opened and _PAIRS[opened[-1][0]] == character:
                opened.pop()
            elif at not in inner and not _ends_ordinal(character, text[max(0, at - _ORDINAL) : at]):
                yield at, at + 1, f"“{found}”没有前一半"
    for character, at in opened:
        yield at, at + 1, f"“{character}”没有后一半"


def _ends_ordinal(character: str, before: str) -> bool:
    return character == "）" and _OPEN_ORDINAL.search(before) is not None


def _misspelt(text: str, counts: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Yield words that are one of the form but for a character that stands nowhere else."""
    for at, character in enumerate(text):
        if counts[character] != 1 or not _HAN.match(character):
            continue
        found = _near_word(text, at, is_rare=_is_rare(character))
        if found:
            start, word = found
            wrong = text[start : start + len(word)]
            yield start, start + len(word), f"“{wrong}”疑为“{word}”"


def _near_word(text: str, at: int, *, is_rare: bool) -> tuple[int, str] | None:
    """Return where the longest word of the form stands that only the character at `at` spoils.

    A character of daily use spoils a word only within: at its ends it may begin another word.
    """
    words, lengths = _words_of_form()
    near: list[tuple[int, str]] = []
    for length in lengths:
        for start in range(max(0, at - length + 1), at + 1):
            gap = at - start
            word = words.get((length, gap, text[start:at] + text[at + 1 : start + length]))
            if word and word[gap] == text[at]:
                return None  # it is spelt right
            if word and (is_rare or (length >= _USUAL_LENGTH and 0 < gap < length - 1)):
                near.append((start, word))
    return near[0] if near else None


class _Words(NamedTuple):
    """Words by length, place of a character, and all the others; the lengths, longest first."""

    by_gap: Mapping[tuple[int, int, str], str]
    lengths: tuple[int, ...]


@lru_cache(maxsize=1)
def _words_of_form() -> _Words:
    """Return the words of the form, made ready for looking one up."""
    titles = (form.title.removesuffix("表") for form in FORM_BY_NUMBER.values())
    names = (name for amount in AMOUNTS for name in (amount.name, *amount.words))
    by_gap = {
        (len(word), gap, word[:gap] + word[gap + 1 :]): word
        for word in (*titles, *names)
        if len(word) >= _SHORTEST_WORD
        for gap in range(len(word))
    }
    return _Words(by_gap, tuple(sorted({length for length, _, _ in by_gap}, reverse=True)))


def _is_rare(character: str) -> bool:
    """Whether a character is none of daily use."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return True
    return lead > _LAST_COMMON
