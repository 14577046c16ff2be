"""Part one: how many units and offices it states, and how many it lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import parse_amount
from generator.base.ordinals import mark_end, plain_item
from generator.model.submission import MentionKind, Reviewed, Standing, Verdict
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark
from generator.review.text.mentions import find_all_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.passage import Passage
    from generator.model.submission import Mark, Mention, Submission

# 共2个，包括：… and …单位共有三家：… and …3个单位，即…: a few words, then what opens the list.
_OPENS = re.compile(
    r"[\u4e00-\u9fff“”]{0,14}?(?:\s*[，,]?\s*(?:具体|分别|其中)?(?:包括|包含|即|分别[为是]|如下)\s*[:：]?"
    r"|\s*[，,]?\s*(?:具体|分别)?[为是有]?\s*[:：]|\s*(?P<bracket>[（(])(?=[^，。；]*、))\s*"
)
_SAYS_UNITS = re.compile(
    r"单位|预算单位|部门|机构|科室|处室|股室|院所|学校|站所|内设|下设|[科处股室]"
)
_PARTS = re.compile(r"[、，,；;]")
# 和 joins two names behind the end of one; within 文化和旅游局 it does not.
_END = r"[局委办厅科处股室站所队院校馆会园心级关府部段场社司台厂)）]"
_JOINS = re.compile(rf"(?<={_END})(?:和|及|以及|与)(?=[\u4e00-\u9fff])")
_NAME_ENDS = re.compile(rf"{_END}[”\"]?$")
# Where no part one stands: whose number it is, in the same sentence.
_OF_ACCOUNTS = re.compile(r"决算|编制范围|预算单位|独立核算|单位构成|机构设置|内设")
_INSIDE = re.compile(r"[（(][^（）()]*[）)]")
_BRACKETED = re.compile(r"(?P<list>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
_LISTING = re.compile(
    r"(?:内设|下设|设有|设|包括|下辖|辖|有|由)[:：]?(?P<list>[^。；;：:]{2,200}?)(?P<more>等)?\s*$"
)
_KIND = r"(?:行政|参公|参照|事业|公益|财政|全额|差额|自收)"
_KINDS = re.compile(rf"^{_KIND}[^：:]{{0,14}}[:：]")
# Kinds of units are no units: 行政单位、事业单位.
_KIND_ALONE = re.compile(rf"{_KIND}[^：:]{{0,14}}(?:单位|机构)")
# Behind 行政单位1个、 the list below is not that of 事业单位2个 alone.
_COUNTED = re.compile(r"[0-9一二两三四五六七八九十]\s*[个家所]")
_CLAUSE = re.compile(r"[。；;\n]")
_UNITS = {"个", "家", "所"}
_LONGEST_ITEM = 60
_LONGEST_TAIL = 15
_LONGEST_LIST = 1000
_LONGEST_KIND = 14
_DIGITS = re.compile(r"\d+")


class _Count(NamedTuple):
    """How many a list has: at least, and at most (和 may join two or stand in a name)."""

    least: int
    most: int


class _Run(NamedTuple):
    """The items that stand below one another from a line on; `is_plain`: one name each."""

    items: int = 0
    shape: str = ""
    is_plain: bool = True

    def counted(self) -> _Count | None:
        """Return how many they are; None where they are not names of one list."""
        return _Count(self.items, self.items) if self.items and self.is_plain else None


def check_covered(submission: Submission) -> Reviewed:
    """Return where part one states another number of units than it lists, and what agrees."""
    marks: list[Mark] = []
    verdicts: list[Verdict] = []
    for passage, below, is_overview in _places(submission):
        told = None if is_overview else _OF_ACCOUNTS.search(passage.text)
        if not is_overview and told is None:
            continue
        for mention in find_all_numbers(passage.text):
            counts_units = mention.kind is MentionKind.COUNT and mention.unit in _UNITS
            if not counts_units or (told and mention.start < told.end()):
                continue
            listed = _listed(passage.text, mention, below)
            if listed is None:
                continue
            if not listed.least <= mention.value <= listed.most:
                marks.append(_mark(submission.file, passage, mention, listed))
            verdicts.append(Verdict(passage.locator, mention.start, Standing.RECOMPUTED))
    return Reviewed(tuple(marks), tuple(verdicts))


def _places(submission: Submission) -> Iterator[tuple[Passage, _Run, bool]]:
    """Yield the passages that may state how many units there are, with the items below each.

    Last comes whether it stands in the part one.
    """
    for passages, is_overview in (
        (submission.overview, True),
        *((told, False) for told in untitled_overview(submission)),
    ):
        for passage, below in zip(passages, _runs_below(passages), strict=True):
            yield passage, below, is_overview


def _runs_below(passages: Sequence[Passage]) -> list[_Run]:
    """Return the items that stand below each passage."""
    below = []
    run = _Run()
    following: dict[str, int] = {}
    for passage in reversed(passages):
        below.append(run)
        for line in reversed(passage.text.splitlines()):
            run = _with_line(line, run, following)
    return below[::-1]


def _with_line(line: str, run: _Run, following: dict[str, int]) -> _Run:
    """Return the items from a line on: those below it, and its own.

    `following` is the number of the next item of every shape. Where other lines part a list of
    which the numbers go on behind them it is not counted.
    """
    item = plain_item(line).strip()
    begin = mark_end(item)
    number = _DIGITS.search(item[:begin])
    if number is None:
        return _Run()
    shape = _DIGITS.sub("", item[:begin]).strip()
    goes_on = not run.items and following.get(shape) == int(number.group()) + 1
    following[shape] = int(number.group())
    is_plain = run.is_plain and not goes_on and _is_name(item, begin)
    return _Run(run.items + 1, shape, is_plain and run.shape in ("", shape))


def _is_name(item: str, begin: int) -> bool:
    """Whether an item is the name of one unit or office, what it does may follow."""
    if len(item) > _LONGEST_ITEM:
        return False
    text = _without_brackets(item[begin:]).rstrip("。；;，,、 ")
    name = re.split("[：:。]", text)[0]
    return bool(_NAME_ENDS.search(name)) and not (_PARTS.search(text) or _COUNTED.search(text))


def untitled_overview(submission: Submission) -> Iterator[tuple[Passage, ...]]:
    """Yield the passages that stand for a part one where no heading of a part opens it.

    They are those before the first section, and of sections without a topic of the accounts.
    """
    yield submission.cover
    for section in submission.sections:
        if not section.topic:
            yield tuple(paragraph.passage for paragraph in section.paragraphs)


def _mark(file: str, passage: Passage, mention: Mention, listed: _Count) -> Mark:
    count = str(listed.most)
    message = f"写作{passage.text[mention.start : mention.unit_end]}，列出的是{count}{mention.unit}"
    spot = Spot(file, "", passage, mention.start, mention.unit_end)
    evidence = Evidence(stated=mention.value, expected=parse_amount(count))
    return mark(rules.OWN_SUM, message, spot, evidence)


def _listed(text: str, mention: Mention, below: _Run) -> _Count | None:
    """Return how many a number's own list has; None where it has none that can be counted."""
    clause = _CLAUSE.split(text[max(0, mention.start - _LONGEST_LIST) : mention.start])[-1]
    tail = _CLAUSE.split(text[mention.unit_end : mention.unit_end + _LONGEST_LIST])[0]
    said = _SAYS_UNITS.search(clause + tail[:_LONGEST_KIND])
    if not said or _COUNTED.search(clause):
        return None
    return _list_before(clause, tail) or _list_after(tail, below)


def _list_after(tail: str, below: _Run) -> _Count | None:
    """Return how many stand behind a number, in its line or in those below."""
    opened = _OPENS.match(tail)
    if opened is None:
        is_alone = len(tail) <= _LONGEST_TAIL and not _COUNTED.search(tail)
        return below.counted() if is_alone else None
    rest = tail[opened.end() :].strip()
    if opened["bracket"]:
        closed = _BRACKETED.match(rest)
        return _count_inline(closed["list"]) if closed else None
    return _count_inline(rest) if rest else below.counted()


def _list_before(clause: str, tail: str) -> _Count | None:
    """Return how many stand before a number: 内设办公室、法规科2个科室."""
    found = _LISTING.search(clause)
    if (
        not found
        or "、" not in found["list"]
        or not re.match(r"[\u4e00-\u9fff]{0,6}(?:科室|处室|股室|机构|单位|部门|科|处|股|室)", tail)
    ):
        return None
    return None if found["more"] else _count_inline(found["list"])


def _count_inline(text: str) -> _Count | None:
    """Return how many names a list in one line has."""
    if mark_end(text) or _KINDS.match(text):
        return None
    plain = _without_brackets(text)
    names = [name.strip() for name in _PARTS.split(plain.rstrip("。；; "))]
    if re.search(r"[0-9]|等", plain) or any(map(_KIND_ALONE.fullmatch, names)):
        return None
    # Behind a comma another name may follow, or another clause.
    first, *more = re.split("[，,]", plain.rstrip("。；; "))
    least = sum(1 for name in _PARTS.split(first) if name.strip())
    parts = (name.strip() for clause in more for name in _PARTS.split(clause))
    further = sum(1 for name in parts if _NAME_ENDS.search(name))
    return _Count(least, least + further + len(_JOINS.findall(plain))) if least else None


def _without_brackets(text: str) -> str:
    while _INSIDE.search(text):
        text = _INSIDE.sub("", text)
    return text
