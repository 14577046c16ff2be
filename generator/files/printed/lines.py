"""Lines of text in and around the tables of submitted files: what belongs to a table, what not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LINES = 8
_LONGEST_LINE = 60

_NUMBER_MARKS = frozenset("0123456789.,-")
_WHOLE_AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{2}")
_ASCII_SEAM = re.compile(r"[!-~]{2}")
_NOTE = re.compile(r"(?:注|说明|备注|附注)(?:\s*[:：\d]|\s|本表|$)|本表")
_NUMBERED = re.compile(r"[0-9]{1,2}\s*[.．、]|（[0-9一二三四五]{1,2}）")
_CONTENTS_LINE = re.compile(r"[\t.…·]\s*[0-9]{1,3}$")
_TITLE = re.compile(r"[^：:。]{2,}表(?:（.{1,12}）)?")
_OURS = re.compile(r"决算|收支|收入|支出|经费|预算")
_NUMBER_OF_FORM = re.compile(r"(?:附件|公开|财决)[0-9０-９]*")
_PART = re.compile(r"第[一二三四五六七八九十]部分")
_CONTINUED = re.compile(r"（?续(?:表|[一二三四五六七八九十0-9]{1,2})?）?")

Line = tuple[str, ...]


class Joined(NamedTuple):
    """The lines of a cell as one text, and why it may be wrong (empty where it is not)."""

    text: str
    why: str = ""


def is_whole_amount(text: str) -> bool:
    """Whether a text is an amount with its two decimals, so that nothing of it is cut off."""
    return bool(_WHOLE_AMOUNT.fullmatch(text))


def join_lines(lines: Sequence[str]) -> Joined:
    """Return the lines of one cell as one text.

    A line break in Chinese is no space. Of figures on two lines only those are joined that give
    an amount with two decimals where the first line has none; all others stay apart, so that
    they are not read as one number.
    """
    text, why = "", ""
    for line in (stripped for stripped in map(str.strip, lines) if stripped):
        if not text:
            text = line
        elif text[-1] in _NUMBER_MARKS and line[0] in _NUMBER_MARKS:
            broken = not is_whole_amount(text) and is_whole_amount(text + line)
            text = f"{text}{line}" if broken else f"{text} {line}"
            why = "一个数分在两行，已拼接" if broken else "一格中有两行数字"
        else:
            between = " " if _ASCII_SEAM.fullmatch(text[-1] + line[0]) else ""
            text = f"{text}{between}{line}"
    return Joined(text, why)


def is_note(text: str) -> bool:
    """Whether a line is a note below a table (注：…, 说明：…)."""
    return bool(_NOTE.match(text))


def continues_note(text: str) -> bool:
    """Whether a line below a note is one more of its items (2.本表…)."""
    return bool(_NUMBERED.match(text))


def is_prose(text: str) -> bool:
    """Whether a line is running text or a line of the contents, which no table is headed by."""
    plain = text.strip()
    return len(plain) > _LONGEST_LINE or plain.endswith("。") or bool(_CONTENTS_LINE.search(plain))


def is_title(line: Line) -> bool:
    """Whether a line is the title of a table (not 公开01表, and no 第二部分 … 决算表)."""
    plain = squash("".join(line))
    return (
        bool(_TITLE.fullmatch(plain))
        and bool(_OURS.search(plain))
        and not _PART.match(plain)
        and not _NUMBER_OF_FORM.match(plain)
    )


def choose_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return those of the lines above a table that belong to it: from the last title on."""
    start = max(len(lines) - MOST_LINES, 0)
    for index in range(len(lines) - 1, start - 1, -1):
        if is_prose(" ".join(lines[index])):
            return tuple(lines[index + 1 :])
        if is_title(lines[index]):
            return tuple(lines[index:])
    return tuple(lines[start:])


def strip_continued(line: Line) -> str:
    """Return a line as one text without 续表, （续）."""
    return _CONTINUED.sub("", squash("".join(line)))
