"""What the letters of a pile say to whom, held against what the texts have and lack."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import docx
from piles.model import Fate
from wordings.matching import covers_anywhere

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from piles.model import Error, Pile, Sent, Text

    from .pile_run import Judged

_QUOTED, _BASIS, _ASKED = "原文", "依据", "检查内容"
_CLAUSE = re.compile("“([^“”]+)”")
_CUT = "……"
_LETTERS = "审核意见书"
# What a text that tells of a matter has somewhere (a pattern), by a word of the line of the check
# list: 绩效工资 and 办公设备 tell of nothing.
_TOLD_BY = {
    "绩效": "绩效(?:自评|评价|管理|目标)",
    "名词": "名词解释",
    "设备": "100万元",
    "中小企业": "中小企业",
    "机构设置": "单位",
    "团组": "团组",
    "批次": "批次",
    "保有量": "保有量",
    "机关运行": "机关运行",
}


class _Letter(NamedTuple):
    """A letter: the words of the department that it quotes, the duties that it says are lacking."""

    quotes: list[str]
    lacking: list[str]


@dataclass(slots=True)
class Letters:
    """Errors that stand in the letter of their department, those that do not; letters too many."""

    right: int = 0
    wrong: list[tuple[Sent, Error]] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)


def judge_letters(pile: Pile, first: Judged, folder: Path) -> Letters:
    """Return what the letters say: of every error that was found, nothing wrong to others.

    A department without errors is written to only where its text lacks what it must contain. A file
    that could not be read is told its department, too.
    """
    letters = Letters()
    found = {path.stem: _read(path) for path in (folder / _LETTERS).glob("*.docx")}
    for sent, error in first.found:
        own = [found[name].quotes for name in _called(sent) if name in found]
        if any(_is_quoted(sent, error, some) for some in own):
            letters.right += 1
        elif sent.fate is Fate.PLANTED:
            letters.wrong.append((sent, error))
    with_errors = {one.department for one in pile.of(Fate.PLANTED, Fate.OLDER)}
    for sent in pile.of(Fate.CLEAN):
        if sent.department not in with_errors and sent.text is not None:
            letters.false += [
                name
                for name in _called(sent)
                if name in found and _is_too_much(found[name], sent.text)
            ]
    letters.unwritten = [
        one.file
        for one in pile.of(Fate.ENDLESS, Fate.UNREADABLE)
        if not any(one.department in name for name in found)
    ]
    return letters


def _is_too_much(letter: _Letter, text: Text) -> bool:
    """Whether a letter quotes a text without errors, or asks for what that has."""
    printed = text.document.render().text
    asked = [next((word for word in _TOLD_BY if word in one), "") for one in letter.lacking]
    return (
        bool(letter.quotes)
        or not letter.lacking
        or any(not word or re.search(_TOLD_BY[word], printed) for word in asked)
    )


def _called(sent: Sent) -> tuple[str, ...]:
    return (sent.department, *((sent.text.name,) if sent.text else ()))


def _is_quoted(sent: Sent, error: Error, quotes: Sequence[str]) -> bool:
    text = sent.text
    assert text is not None
    printed = text.document.render().text
    return any(covers_anywhere(printed, quote, text.spots(error)) for quote in quotes)


def _read(path: Path) -> _Letter:
    """Return what a letter quotes and asks for.

    Where amounts contradict each other, as a sum and its parts do, nobody knows which of them is
    wrong: one is quoted as 原文, the others as what the remark rests on.
    """
    letter = _Letter([], [])
    for table in docx.Document(str(path)).tables:
        rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        if rows[0][0] == _ASKED:
            letter.lacking.extend(row[0] for row in rows[1:])
            continue
        for texts in rows:
            if _QUOTED in texts[:-1]:
                letter.quotes.append(texts[texts.index(_QUOTED) + 1].strip("“”"))
            if _BASIS in texts[:-1]:
                clauses = _CLAUSE.findall(texts[texts.index(_BASIS) + 1])
                letter.quotes.extend(piece for one in clauses for piece in one.split(_CUT))
    return letter
