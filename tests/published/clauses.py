"""A narrative taken apart into its clauses: 一, 五（三）, 五（三）12 …"""

from __future__ import annotations

import re

SECTIONS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
COMPARED = SECTIONS[:12]
_NUMERAL = "[一二三四五六七八九十]+"
_HEADING = re.compile(rf"^({_NUMERAL})、.+情况说明$")
_PART = re.compile(rf"^（({_NUMERAL})）")
_ITEM = re.compile(r"^(\d+)\.(?!\d)")
_OWN_LINE = re.compile(rf"^({_NUMERAL}、.+情况说明|（{_NUMERAL}）.+|图\d：.+)$")
_DROPPED = re.compile(r"[\s#*]+")
_OPENING = 6
_WIDTH = str.maketrans("()", "（）")


def plain(text: str) -> str:
    """Return the text without white space, # and *, with wide brackets."""
    return _DROPPED.sub("", text).translate(_WIDTH)


def part_three(document: str) -> str:
    """Return 第三部分 of a published document, after its contents."""
    return document.rpartition("第三部分")[2].partition("第四部分")[0]


def section_of(clause: str) -> str:
    """Return the section of a clause: 五（三）12 → 五."""
    return clause.partition("（")[0].rstrip("0123456789")


def split_clauses(
    text: str, heading_line: re.Pattern[str] = _HEADING, item_line: re.Pattern[str] = _ITEM
) -> dict[str, str]:
    """Return the plain text of each clause, its heading or number included.

    Lines are joined within a clause, as pages break paragraphs. A line opens an item only with
    the next number: an amount may stand first on a page.
    """
    clauses: dict[str, str] = {}
    section = part = ""
    item = 0
    for raw in text.splitlines():
        line = plain(raw)
        heading, subheading = heading_line.match(line), _PART.match(line)
        numbered = item_line.match(line)
        if heading:
            section, part, item = heading[1], "", 0
        elif subheading and section:
            part, item = f"（{subheading[1]}）", 0
        elif numbered and int(numbered[1]) == item + 1:
            item += 1
        if section:
            clause = f"{section}{part}{item or ''}"
            clauses[clause] = clauses.get(clause, "") + line
    return clauses


def cut(pattern: str, clause: str) -> str:
    """Return what the group of `pattern` finds in a clause. Raises ValueError without it."""
    found = re.search(pattern, clause)
    if found is None:
        raise ValueError(f"{pattern}：{clause}")
    return found[1]


def paragraph_openings(text: str, *, broken_by_pages: bool) -> list[str]:
    """Return how each paragraph of 一 to 十二 begins.

    Where pages break paragraphs, a line goes on with the one before it unless that closes a
    sentence or is a heading.
    """
    openings: list[str] = []
    closed = True
    for raw in text.splitlines():
        line = plain(raw)
        if line.startswith("十三、"):
            break
        if closed and line:
            openings.append(line[:_OPENING])
        if line and broken_by_pages:
            closed = line[-1] in "。：" or bool(_OWN_LINE.match(line))
    return openings
