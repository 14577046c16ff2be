"""What stands before an item of a list: 1. 1、 1） （1） ① ⒈ ⑴ and bullets, however it is typed."""

from __future__ import annotations

import re

# The numerals of headings: 一、 （十三）.
NUMERALS = "一二三四五六七八九十"


def _spell(first: str, count: int, form: str, start: int = 1) -> dict[int, str]:
    numbers = range(start, start + count)
    return {ord(first) + at: form.format(number) for at, number in enumerate(numbers)}


def _spell_chinese(first: str) -> dict[int, str]:
    return {ord(first) + at: f"（{numeral}）" for at, numeral in enumerate(NUMERALS)}


# Characters that are a number and its mark in one, as two or three characters write it.
_ENCLOSED = {
    **_spell("①", 20, "（{}）"),
    **_spell("㉑", 15, "（{}）", 21),
    **_spell("㊱", 15, "（{}）", 36),
    **_spell("⓪", 1, "（{}）", 0),
    **_spell("⓫", 10, "（{}）", 11),
    **_spell("⓵", 10, "（{}）"),
    **_spell("❶", 10, "（{}）"),
    **_spell("➀", 10, "（{}）"),
    **_spell("➊", 10, "（{}）"),
    **_spell("⑴", 20, "（{}）"),
    **_spell("⒈", 20, "{}."),
}
_CHINESE = {**_spell_chinese("㈠"), **_spell_chinese("㊀")}
_SPELT = {**_ENCLOSED, **_CHINESE}
ENCLOSED = "".join(map(chr, _ENCLOSED))
_ANY_SPELT = re.compile(f"[{''.join(map(chr, _SPELT))}]")
# The last ones are how a bullet of the symbol fonts of Word is typed.
_BULLETS = "●○■□◆◇▪▫►▶➢➤★☆✓✔·•\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc"
_DIGITS = "[0-9０-９]{1,3}"
_BULLET = rf"(?:[{_BULLETS}]\s*|[-–—]+\s*(?=[^-–—\s0-9０-９]))*"
_LEADING = re.compile(rf"\s*{_BULLET}")
_MARK = re.compile(
    rf"\s*{_BULLET}(?:[{ENCLOSED}][、.．]?|[（(]\s*{_DIGITS}\s*[）)][、.．]?"
    rf"|{_DIGITS}\s*(?:[、）)]|[.．](?![0-9０-９])))?\s*"
)


def spell_ordinals(text: str) -> str:
    """Return a text with every number in a circle or brackets of its own spelt out (① → （1）).

    ⒈ becomes 1., ㈠ （一）. The length changes.
    """
    return text.translate(_SPELT) if _ANY_SPELT.search(text) else text


def plain_item(text: str) -> str:
    """Return a text without the bullets at its front, its ordinals spelt out."""
    return spell_ordinals(text[bullet_end(text) :])


def bullet_end(text: str) -> int:
    """Return where a text begins after its bullets."""
    found = _LEADING.match(text)
    return found.end() if found else 0


def mark_end(text: str) -> int:
    """Return where the words of an item begin: after its bullets and its Arabic number."""
    found = _MARK.match(text)
    return found.end() if found else 0
