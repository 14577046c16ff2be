"""Texts that a spreadsheet would run as a formula, made harmless where a file is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINS = re.compile(r"[\t\r\n ]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?")
_DASHES = re.compile(r"[-－—–\s]*|[=＝]")
_GUARD = "'"


def is_formula(text: str) -> bool:
    """Whether Excel or WPS takes the text of a CSV cell for a formula.

    Amounts (-1,207.46), dashes for nothing (-, --) and a sign alone (=) are none.
    """
    return bool(_BEGINS.match(text)) and not (
        _NUMBER.fullmatch(text.strip()) or _DASHES.fullmatch(text)
    )


def neutralise(text: str) -> str:
    """Return a text for a CSV cell: what looks like a formula begins with an apostrophe."""
    return _GUARD + text if is_formula(text) else text


def neutralise_rows(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows of cell texts, each neutralised."""
    return tuple(tuple(map(neutralise, row)) for row in rows)


def restore(text: str) -> str:
    """Return a text without the apostrophe that `neutralise` has put before it."""
    bare = text.removeprefix(_GUARD)
    return bare if is_formula(bare) else text
