"""Emphasis and HTML tags in Markdown: rules of markdown-it-py for Chinese texts.

CommonMark decides by blanks and punctuation whether `**` opens or closes; Chinese has no blanks
between words, and “ or （ inside of bold text would leave `**` standing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it.rules_inline.state_inline import StateInline

_LONGEST = 3  # ****: a number or a name that was made unreadable
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]{0,2000})?>")
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "hr"})
_STRONG, _SLANTED = frozenset({"b", "strong"}), frozenset({"i", "em"})
_NAMES = """
    a abbr article aside audio b big blockquote body br button center cite code col colgroup
    dd del details dfn div dl dt em embed figcaption figure font footer form frame h1 h2 h3
    h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark math
    meta nav object ol option p pre q s samp script section select small span strike strong
    style sub summary sup svg table tbody td textarea tfoot th thead title tr tt u ul var
    video
    """
_TAGS = frozenset(_NAMES.split())


def read_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Take a run of `*` or `_`: what opens and closes is paired by the parser afterwards."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - state.pos
    before = state.src[state.pos - 1] if state.pos else ""
    after = state.src[end] if end < state.posMax else ""
    opens, closes = _direction(marker, length, before, after)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos = end
    return True


def _direction(marker: str, length: int, before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of marks may open and whether it may close, by the signs beside it."""
    if length > _LONGEST:
        return False, False
    if marker == "_":
        opens = not before.isalnum() and after.isalnum()
        return opens, before.isalnum() and not after.isalnum()
    blank_before, blank_after = not before or before.isspace(), not after or after.isspace()
    if length == 1:
        opens = not before.isalnum() and not blank_after
        return opens, not blank_before and not after.isalnum()
    between_digits = before.isascii() and before.isdigit() and after.isascii() and after.isdigit()
    if between_digits or (before.isspace() and after.isspace()):
        return False, False
    return bool(after) and after != "\n", bool(before) and before != "\n"


def read_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as the parser calls it
    """Take a tag of HTML out: a break stays a break, bold stays bold, nothing else stays."""
    if state.src[state.pos] != "<":
        return False
    found = TAG.match(state.src, state.pos)
    if found is None or (name := found[2].lower()) not in _TAGS:
        return False
    state.pos = found.end()
    if silent:
        return True
    closing = bool(found[1])
    if name in _BREAKS:
        state.push("softbreak", "br", 0)
    elif name in _STRONG | _SLANTED:
        kind = "strong" if name in _STRONG else "em"
        token = state.push(f"{kind}_{'close' if closing else 'open'}", name, 0)
        token.nesting = -1 if closing else 1
    return True
