"""The words of two aligned sentences: directions, 无差异, names of 科目, lists (DOMAIN 2.8, 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.base.spelling import is_same_name, is_slip
from generator.field import phrases, zh
from generator.review import rules
from generator.review.marking import Evidence, Spot, cells_of, mark
from generator.review.statements.words import WORDS, Role
from generator.review.text.sentences import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.figure import Figure
    from generator.model.submission import Mark
    from generator.review.ours.alignment import Pair
    from generator.review.text.sentences import Sentence

_UP = (*phrases.RISEN, *phrases.MORE, phrases.EXCEEDS)
_DOWN = (*phrases.FALLEN, *phrases.LESS)
_DIRECTION = re.compile("|".join((*_UP, *_DOWN)))
_EQUAL = re.compile("|".join(WORDS[Role.EQUAL]))
_UNEQUAL = re.compile(r"(?<!不)存在差异|有差异")
_TRIPLE = re.compile(
    r"(?:^|[.．、：\uffff])"
    r"([^.．、。；：（\uffff]{0,60}(?:（[^类款项）]{0,60}）)?[^（）.．。；：\uffff]{0,60})"
    r"（类）(.{0,80}?)（款）(.{0,80}?)（项）"
)
_CLASS = re.compile(r"([^，。；：、\uffff]{0,60})（类）")
_ORDINAL = re.compile(r"^[.．、]+")
_GAP = re.compile(r"【待补充[：:]?([^【】]*)】")
_REASONS = re.compile(r"原因|用途")
# What a sentence speaks of, and what it must not be shortened to.
_SCOPES = (
    (zh.GENERAL_BASIC_SPENDING, zh.GENERAL_SPENDING),
    (zh.GENERAL_SPENDING, zh.GENERAL_BASIC_SPENDING),
)


def is_reason(text: str) -> bool:
    """Whether a sentence gives or asks for a reason."""
    return bool(phrases.REASON.search(text)) or any(_REASONS.search(gap) for gap in gaps_of(text))


def gaps_of(text: str) -> list[str]:
    """Return what our own text says is missing: a reason, or a figure that nobody has given."""
    return _GAP.findall(text)


def without_gaps(text: str) -> str:
    """Return a sentence of ours up to where something is missing: a reader knows no such marks."""
    return text.partition("【")[0]


def lacks_figure(text: str) -> bool:
    """Whether a sentence of ours lacks a figure: what should stand there cannot be told."""
    return any(not _REASONS.search(gap) for gap in gaps_of(text))


class Names(NamedTuple):
    """Names of 科目, as keys: those that stand in the tables, and all that are known."""

    printed: frozenset[str]
    known: frozenset[str]

    def misspells(self, right: str, written: str) -> bool:
        """Whether a table's name is the misspelt one: another table, or the dictionary, says so.

        That is told of the table.
        """
        right, written = key_of(right), key_of(written)
        if not is_slip(right, written):
            return is_same_name(right, written)
        return written in self.printed or (written in self.known and right not in self.known)


def compare_words(file: str, pair: Pair, names: Names, *, is_same: bool) -> list[Mark]:
    """Return what the words of a submitted sentence have wrong.

    Directions and equality only where both name their numbers alike (`is_same`): else they may
    speak of other amounts.
    """
    directed = [*_check_directions(file, pair), *_check_equality(file, pair)] if is_same else []
    return [
        *directed,
        *_check_names(file, pair, names),
        *_check_class_names(file, pair, names),
        *_check_scope(file, pair),
    ]


def _flat(sentence: Sentence) -> str:
    """Return the masked text up to the reason: what follows is the department's own wording."""
    text = sentence.masked
    found = phrases.REASON.search(text)
    return text[: found.start()] if found else text


def _spot(file: str, sentence: Sentence, begin: int, end: int) -> Spot:
    """Return the spot of the tokens `begin` to `end` of a submitted sentence."""
    assert sentence.passage is not None  # noqa: S101 - submitted sentences have their passage
    last = sentence.tokens[end - 1]
    stop = sentence.mentions[last.mention].unit_end if last.mention >= 0 else last.start + 1
    start = sentence.tokens[begin].start
    return Spot(file, sentence.where.rstrip("？"), sentence.passage, start, stop)


def _check_directions(file: str, pair: Pair) -> Iterator[Mark]:
    """增加 against 减少: the words of both sentences, one by one."""
    ours = list(_DIRECTION.finditer(_flat(pair.ours)))
    theirs = list(_DIRECTION.finditer(_flat(pair.theirs)))
    if len(ours) != len(theirs):
        return
    for one, other in zip(ours, theirs, strict=True):
        if (one.group() in _UP) is (other.group() in _UP):
            continue
        spot = _spot(file, pair.theirs, other.start(), other.end())
        figure = _figure_after(pair.ours, one.end())
        message = f"方向写作“{other.group()}”，按数字应为“{one.group()}”"
        evidence = Evidence(cells=cells_of(figure), formula=figure.label if figure else "")
        yield mark(rules.DIRECTION, message, spot, evidence, replacement=one.group())


def _figure_after(sentence: Sentence, position: int) -> Figure | None:
    for token in sentence.tokens[position:]:
        if token.mention >= 0:
            return sentence.figure_of(sentence.mentions[token.mention])
    return None


def says_equal(text: str) -> bool:
    """Whether a sentence says that two amounts are the same: 与上年持平."""
    return _EQUAL.search(without_gaps(text)) is not None


def _check_equality(file: str, pair: Pair) -> Iterator[Mark]:
    """无差异, 持平 where ours says that there is a difference, and the reverse."""
    ours, theirs = pair.ours.masked, pair.theirs.masked
    claimed, denied = _EQUAL.search(_flat(pair.theirs)), _UNEQUAL.search(theirs)
    if claimed and not _EQUAL.search(ours) and _UNEQUAL.search(ours):
        spot = _spot(file, pair.theirs, claimed.start(), claimed.end())
        yield mark(rules.EQUALITY, f"写作“{claimed.group()}”，而两数不等", spot)
    elif denied and _EQUAL.search(ours) and not _UNEQUAL.search(ours):
        spot = _spot(file, pair.theirs, denied.start(), denied.end())
        message = "写作“存在差异”，而两数相等"
        yield mark(rules.EQUALITY, message, spot, severity=Severity.WARNING)


def _check_names(file: str, pair: Pair, names: Names) -> Iterator[Mark]:
    """The 类, 款 and 项 of an item of 五（三）."""
    one, other = _TRIPLE.search(pair.ours.masked), _TRIPLE.search(pair.theirs.masked)
    if not one or not other:
        return
    for level, kind in ((1, "类"), (2, "款"), (3, "项")):
        right, wrong = one.group(level), other.group(level).lstrip(MASK)
        if not wrong or key_of(right.lstrip(MASK)) == key_of(wrong):
            continue
        if key_of(wrong) in names.printed and key_of(right.lstrip(MASK)) not in names.printed:
            # The row that names it is missing or bears a wrong code: the table's error.
            continue
        if names.misspells(right.lstrip(MASK), wrong):
            continue
        start = other.end(level) - len(wrong)
        spot = _spot(file, pair.theirs, start, other.end(level))
        message = f"{kind}的名称写作“{wrong}”，公开05为“{right.lstrip(MASK)}”"
        yield mark(rules.NAME, message, spot, replacement=right.lstrip(MASK))


def _plain(name: str) -> str:
    """Return the name of a 类 as it is compared: 卫生健康支出（类） is 卫生健康（类）支出."""
    return key_of(name).removesuffix(zh.EXPENDITURE)


def _check_class_names(file: str, pair: Pair, names: Names) -> Iterator[Mark]:
    """The classes of 五（二）, one by one: …（类）支出."""
    if _TRIPLE.search(pair.theirs.masked):
        return
    ours = list(_CLASS.finditer(pair.ours.masked))
    theirs = list(_CLASS.finditer(pair.theirs.masked))
    if len(ours) != len(theirs):
        return
    for one, other in zip(ours, theirs, strict=True):
        right, wrong = one.group(1), _ORDINAL.sub("", other.group(1))
        if _plain(right) == _plain(wrong) or names.misspells(_plain(right), _plain(wrong)):
            continue
        # An empty name is quoted with the sign that follows it.
        spot = _spot(file, pair.theirs, other.start(1), max(other.end(1), other.start(1) + 1))
        message = f"类的名称写作“{wrong}”，公开05为“{right}”"
        yield mark(rules.NAME, message, spot, replacement=right if wrong else None)


def _check_scope(file: str, pair: Pair) -> Iterator[Mark]:
    """基本 or 项目 left out of, or put into, the name of an amount: another quantity is meant."""
    ours, theirs = _flat(pair.ours), _flat(pair.theirs)
    for one, other in _SCOPES:
        for match in re.finditer(re.escape(other), theirs):
            begin = max(0, match.start() - 1)
            if one not in theirs and one in ours and other not in ours:
                spot = _spot(file, pair.theirs, begin, match.end())
                message = f"写作“{other}”，这里说的是“{one}”"
                yield mark(rules.NAME, message, spot, severity=Severity.ERROR)
                return
