"""Whether a text says anything: what is left of it without the words that explain nothing.

No list of bad answers: numbers, marks, words of grammar, of change and of accounting, and the name
of the amount itself are taken away, and content must remain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, squash
from generator.field import zh
from generator.field.grades import GRADES
from generator.field.hollow_words import (
    ANSWERING,
    DECIDING,
    ELSEWHERE,
    FACTS,
    FIELD_WORDS,
    FUNCTION_WORDS,
    LATIN_PLACEHOLDERS,
    MONEY_NOUNS,
    OF_ANSWERING,
    RELATION_WORDS,
    UNDONE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST = 2  # different characters of a run, one of them with a meaning of its own
_JUDGED = 400  # characters that are looked at: who writes more says something
_NAME_ROOM = 4
_CUT = "，"  # what stands in the place of words that are cut out
_CHINESE = "\u3400-\u9fff\U00020000-\U0002fa1f"
_BREAK = re.compile(r"[，。；;,、！!？?：:\s（）…—~～/\\|]+")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉【】\[\]「」『』]")
_BLANK = re.compile(r"【待补充|(?<![A-Za-z0-9.])[XxＸ×]{2,}(?![A-Za-z0-9.])|_{2,}|＿{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_RUN = re.compile(rf"[{_CHINESE}]+")
_GRADE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:%|分)")
# Complete answers, short as they are.
SAYING_NONE = frozenset({"无", "没有", zh.NOT_CONCERNED, "不适用"})
_ANSWERS = SAYING_NONE | {grade for grade, _ in GRADES}


class _Words(NamedTuple):
    """Words that explain nothing: longer ones are cut out, single characters count for nothing."""

    long: re.Pattern[str]
    single: frozenset[str]


def _choice(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


def _words(*groups: str) -> _Words:
    every = {word for group in groups for word in group.split()}
    longer = sorted((word for word in every if len(word) > 1), key=lambda word: (-len(word), word))
    return _Words(re.compile("|".join(longer)), frozenset(word for word in every if len(word) == 1))


_EMPTY = _words(FUNCTION_WORDS, RELATION_WORDS, FIELD_WORDS)
_IDLE = _words(FUNCTION_WORDS)
_FACT = re.compile("|".join(FACTS))
_OF_ANSWERING = frozenset("".join(OF_ANSWERING.split()))
_ACT = f"(?:{_choice(f'{ANSWERING} {DECIDING}')})"
# 待财务科补充, 领导审核后再填, 业务部门未提供: what it is about does not matter.
_POSTPONED = re.compile(
    rf".*(?:(?:{_choice(UNDONE)}|^由).{{0,10}}|{_ACT}后再?)(?:{_choice(ANSWERING)})(?:后|{_ACT})*+"
    r"|请[问咨联].*"
)
# 待核实, 正在研究, 核实中; 详见附表三: nothing with a content of its own stands before it.
_ELSEWHERE = re.compile(
    rf"(?P<before>.*?)(?:(?:{_choice(UNDONE)}).{{0,10}}{_ACT}(?:后|中)*|{_ACT}(?:中|之中|后)"
    rf"|(?:[详参请另]?见|参[阅照考]|查看|请看).{{0,20}}(?:{_choice(ELSEWHERE)})[0-9一二三四五六七八九十]*)"
)
_LATIN_PLACEHOLDERS = frozenset(LATIN_PLACEHOLDERS.split())
_MONEY_NOUN = re.compile(rf"(?:{'|'.join(sorted(MONEY_NOUNS.split(), key=len, reverse=True))})+$")


def explains(text: str, own_name: str = "", idle: Iterable[str] = ()) -> bool:
    """Whether `text` gives a reason: more than numbers, marks, fillers and what is asked itself.

    `own_name` is the name of the amount that is to be explained; `idle` are more words that
    explain nothing, as a place has laid them down.
    """
    plain = squash(text)
    for words in sorted(filter(None, map(squash, idle)), key=len, reverse=True):
        plain = plain.replace(words, _CUT)
    return any(_explains(clause, own_name) for clause in _clauses(plain))


def describes(text: str) -> bool:
    """Whether `text` is a text of its own, be it short: 无 says that there is none."""
    if squash(text).strip("。.") in _ANSWERS or _GRADE.search(text):
        return True
    return any(
        not _sends_elsewhere(clause) and _has_content(clause, _IDLE) for clause in _clauses(text)
    )


def holds_blank(text: str) -> bool:
    """Whether `text` still has a place that was to be filled in: 【待补充…】, XX, ____."""
    return _BLANK.search(text) is not None


def _clauses(text: str) -> list[str]:
    plain = _QUOTES.sub("", squash(text)[:_JUDGED])
    return [part for part in _BREAK.split(plain) if part]


def _explains(clause: str, own_name: str) -> bool:
    if clause in SAYING_NONE or _sends_elsewhere(clause):
        return False
    return bool(_FACT.search(clause)) or _has_content(_without_name(clause, own_name), _EMPTY)


def _sends_elsewhere(clause: str) -> bool:
    """Whether a clause puts the answer off or refers to another place for it."""
    if _POSTPONED.fullmatch(clause):
        return True
    found = _ELSEWHERE.fullmatch(clause)
    return found is not None and not _has_content(found["before"], _EMPTY)


def _has_content(clause: str, words: _Words) -> bool:
    """Whether a run of Chinese characters is left, or a foreign word among Chinese ones."""
    rest = words.long.sub(" ", clause)
    for run in _RUN.findall(rest):
        if len(set(run)) >= _LEAST and set(run) - words.single - _OF_ANSWERING:
            return True
    foreign = any(map(_is_word, _LATIN.findall(rest)))
    return foreign and _RUN.search(clause) is not None


def _is_word(latin: str) -> bool:
    folded = latin.casefold()
    return len(set(folded)) >= _LEAST and folded not in _LATIN_PLACEHOLDERS


def _without_name(clause: str, own_name: str) -> str:
    """Return a clause without the name of the amount, in full or in other words for it.

    人员支出 and 人员经费 name the same; 人员 by itself does not.
    """
    name = key_of(own_name)
    if not name:
        return clause
    rest, stem, room = clause.replace(name, " "), _stem(name), len(name) + _NAME_ROOM
    kept: list[str] = []
    position = 0
    while position < len(rest):
        end = _end_of_mention(rest, position, position + room, stem)
        kept.append(" " if end else rest[position])
        position = end or position + 1
    return "".join(kept)


@lru_cache(maxsize=1024)
def _stem(name: str) -> str:
    return _MONEY_NOUN.sub("", name)


def _end_of_mention(text: str, start: int, stop: int, stem: str) -> int:
    """Return where the longest mention of an amount of that stem ends, 0 for none."""
    for end in range(min(stop, len(text)), start + _LEAST, -1):
        words = text[start:end]
        bare = _MONEY_NOUN.sub("", words)
        if len(bare) >= _LEAST and bare != words and _is_within(bare, stem):
            return end
    return 0


def _is_within(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in the same order."""
    characters = iter(whole)
    return all(character in characters for character in part)
