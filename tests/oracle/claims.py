"""Reads the claims of a narrative section back out of its text, in order."""

import re
from collections.abc import Sequence

from .claim import MARK, UNREAD, Builder, Claim, Grammar, Rule, State
from .grammar import grammar_of

__all__ = ["SECTIONS", "Claim", "UnreadNumberError", "read_claims", "split_sections"]

_SECTION_TITLES = {
    "一": "收入支出决算总体情况说明",
    "二": "收入决算情况说明",
    "三": "支出决算情况说明",
    "四": "财政拨款收入支出决算总体情况说明",
    "五": "一般公共预算财政拨款支出决算情况说明",
    "六": "一般公共预算财政拨款基本支出决算情况说明",
    "七": "政府性基金预算财政拨款支出决算情况说明",
    "八": "国有资本经营预算财政拨款支出决算情况说明",
    "九": "(?:一般公共预算)?财政拨款“三公”经费支出决算情况说明",
    "十": "机关运行经费支出情况说明",
    "十一": "政府采购支出情况说明",
    "十二": "国有资产占用情况说明",
    "十三": "预算绩效(?:评价)?情况说明",
}
SECTIONS = tuple(_SECTION_TITLES)


class UnreadNumberError(ValueError):
    """A number of the section belongs to no claim that the reader knows."""

    def __init__(self, section: str, text: str, position: int) -> None:
        around = text[max(0, position - 20) : position + 20]
        super().__init__(f"{section}: unread number at “…{around}…”")


def canonical(text: str) -> str:
    """Return the text without white space and mark-up, with full-width brackets."""
    bare = re.sub(r"[\s#*]+", "", text)
    return bare.replace("(", "（").replace(")", "）")


def find_headings(text: str) -> list[tuple[str, int, int]]:
    """Return (section, start, end) of every heading line of the thirteen sections."""
    found = []
    for section, title in _SECTION_TITLES.items():
        pattern = rf"^[ \t#*\-]*{section}、{title}[ \t*]*$"
        found += [(section, m.start(), m.end()) for m in re.finditer(pattern, text, re.MULTILINE)]
    return sorted(found, key=lambda heading: heading[1])


def split_sections(text: str) -> dict[str, str]:
    """Return section -> its text with the heading line; a 目录 before the body is passed over."""
    last = {section: start for section, start, _ in find_headings(text)}
    starts = sorted(last.values())
    after = [m.start() for m in re.finditer(r"^[ \t#*]*第四部分", text, re.MULTILINE)]
    end = min([start for start in after if starts and start > starts[-1]], default=len(text))
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    return {section: text[start : ends[start]] for section, start in last.items()}


def read_claims(section: str, text: str, profile: str) -> list[Claim]:
    """Return the claims of a section in order; raises UnreadNumberError for a number left over.

    Words that belong to no known clause come back as a claim 未读文字, so that a comparison
    with the expected claims shows them.
    """
    headings = find_headings(text)
    body = canonical(text[headings[0][2] :] if headings else text)
    body = re.sub(r"【待补充[^】]*】", MARK, body)
    return _scan(section, body, grammar_of(section, profile))


def _scan(section: str, text: str, grammar: Grammar) -> list[Claim]:
    """Return the claims of a body, clause after clause from left to right."""
    state, claims, unread, position = State(), list[Claim](), "", 0
    while position < len(text):
        found = _match_rule(text, position, grammar.rules)
        filler = None if found else grammar.fillers.match(text, position)
        if found or (filler and filler.end() > position):
            claims += [Claim(UNREAD, unread)] if unread else []
            unread = ""
        if found:
            match, build = found
            claims += build(match, state)
            position = match.end()
        elif filler and filler.end() > position:
            position = filler.end()
        elif text[position].isdigit():
            raise UnreadNumberError(section, text, position)
        else:
            unread += text[position]
            position += 1
    return claims + ([Claim(UNREAD, unread)] if unread else [])


def _match_rule(
    text: str, position: int, rules: Sequence[Rule]
) -> tuple[re.Match[str], Builder] | None:
    """Return the first rule that reads something at the position."""
    for pattern, build in rules:
        match = pattern.match(text, position)
        if match and match.end() > position:
            return match, build
    return None
