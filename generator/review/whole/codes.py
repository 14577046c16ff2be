"""A code of the subjects and the name beside it: 20102 is not 住房保障支出."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.field import zh
from generator.field.subjects import COMMON_ITEMS, known_names
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.text.mentions import narrow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.submission import Mark, Submission

_CLASS = 3  # digits of the code of a 类
_CODE = r"(?P<code>[12][0-9]{2}(?:[0-9]{2}){0,2})"
_NAMED = r"(?P<name>[\u4e00-\u9fff（）()、]{2,40})"
_CODE_FIRST = re.compile(
    rf"(?<![0-9])(?:[0-9]{{1,2}}[.．、])?{_CODE}[）)】]?[\s“\"—-]{{0,3}}{_NAMED}"
)
_NAME_FIRST = re.compile(
    rf"{_NAMED}(?:[（(](?:类|款|项)[）)])?[\s”\"]{{0,2}}[（(【]?(?:科目)?(?:代码|编码)?[:：]?\s*{_CODE}(?![0-9.,%])[）)】]"
)
# Every match of the pattern above ends so: looking for this alone is far quicker.
_CODE_CLOSED = re.compile(rf"{_CODE}[）)】]")
_LEVEL = re.compile(r"[（(](?:类|款|项)[）)]")
_SUFFIX = zh.EXPENDITURE
# What may follow a name; anything else makes it the beginning of a longer, unknown one.
_AFTER = re.compile(r"(?:支出|经费)?(?:$|年初|全年|决算|预算|[为较比共、（(]|本年|上年|合计|主要)")
_MANY = 3
_ITEM = 5  # digits of the code of a 款, which that of a 项 begins with


def check_codes(submission: Submission) -> Iterator[Mark]:
    """Yield the codes that stand with a name that they do not have."""
    where = submission.clauses()
    for passage in submission.passages:
        text = narrow(passage.text)
        if not re.search(r"[0-9]{3}", text):
            continue
        for pattern, leads in ((_CODE_FIRST, True), (_NAME_FIRST, False)):
            if pattern is _NAME_FIRST and not _CODE_CLOSED.search(text):
                continue
            for match in pattern.finditer(text):
                name = _known_in(match["name"], leads=leads)
                code = match["code"]
                if not name or not _is_wrong(code, name):
                    continue
                clause = where.get(passage.locator, "")
                spot = Spot(submission.file, clause, passage, match.start("code"), match.end())
                yield mark(rules.NAME, _message(code, name), spot)


def _is_wrong(code: str, name: str) -> bool:
    """Whether a code is none of a name; one that many 款 have is wrong with another item's code."""
    if name in COMMON_ITEMS:
        return code in known_names() and key_of(known_names()[code]) != name
    return _is_class(code) and code[:_CLASS] not in _classes()[name]


def _message(code: str, name: str) -> str:
    if name in COMMON_ITEMS:
        return f"科目编码{code}与名称“{name}”不符：{code}是“{known_names()[code]}”"
    right = "、".join(sorted(_codes_of()[name])[:3])
    own = known_names().get(code) or known_names().get(code[:_CLASS], "")
    told = f"，{code[: len(code) if code in known_names() else _CLASS]}是“{own}”" if own else ""
    return f"科目编码{code}与名称“{name}”不符：“{name}”的编码是{right}{told}"


def _known_in(words: str, *, leads: bool) -> str:
    """Return the longest known name with which the words begin, or end."""
    plain = key_of(_LEVEL.split(words)[0] if leads else _LEVEL.sub("", words))
    ends = range(len(plain), 1, -1) if leads else range(len(plain) - 1)
    for at in ends:
        part = plain[:at] if leads else plain[at:]
        if part in _classes() or part in COMMON_ITEMS:
            return part if not leads or _AFTER.match(plain, at) else ""
    return ""


def _is_class(code: str) -> bool:
    """Whether the first digits of a code are a 类 of the dictionary."""
    return code[:_CLASS] in known_names()


@cache
def _codes_of() -> Mapping[str, frozenset[str]]:
    """Return the codes of every name that tells them, by its key."""
    found = defaultdict(set)
    for code, name in known_names().items():
        key = key_of(name)
        found[key].add(code)
        if len(code) == _CLASS:
            found[key.removesuffix(_SUFFIX)].add(code)
    return {
        name: frozenset(codes)
        for name, codes in found.items()
        if name not in COMMON_ITEMS
        and len({code[:_ITEM] for code in codes if code[0] == "2"}) < _MANY
    }


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    """Return the codes of the 类 under which every name is known."""
    return {name: frozenset(code[:_CLASS] for code in codes) for name, codes in _codes_of().items()}
