"""Small errors put into a text, to show that the comparison of claims notices them."""

import re
from collections.abc import Callable
from random import Random

Mutation = Callable[[str, int], str | None]

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
# Digits that are no figures: years, item numbers, captions, the fixed 100万元, marks, list names.
_NOT_FIGURES = re.compile(
    r"20\d\d\s*年|^[ \t]*\d+\s*[.．、](?!\d)|图\s*\d|100\s*万元（含）|【[^】]*】",
    re.MULTILINE,
)
_DIRECTIONS = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "持平": "增加"}


def find_figures(text: str) -> list[tuple[int, int]]:
    """Return where the figures of a text stand."""
    barred = [match.span() for match in _NOT_FIGURES.finditer(text)]
    spans = [match.span() for match in _FIGURE.finditer(text)]
    return [
        (start, end)
        for start, end in spans
        if not any(low <= start < high or low < end <= high for low, high in barred)
    ]


def swap_two_figures(text: str, seed: int) -> str | None:
    """Return the text with two different figures exchanged; None if it has no two."""
    spans = find_figures(text)
    pairs = [
        (one, other)
        for index, one in enumerate(spans)
        for other in spans[index + 1 :]
        if text[slice(*one)] != text[slice(*other)]
    ]
    if not pairs:
        return None
    (low, low_end), (high, high_end) = Random(seed).choice(pairs)
    between = text[low_end:high]
    return text[:low] + text[high:high_end] + between + text[low:low_end] + text[high_end:]


def drop_figure(text: str, seed: int) -> str | None:
    """Return the text without one of its figures; None if it has none."""
    spans = find_figures(text)
    if not spans:
        return None
    start, end = Random(seed).choice(spans)
    return text[:start] + text[end:]


def flip_direction(text: str, seed: int) -> str | None:
    """Return the text with one word of direction turned round; None if it has none."""
    matches = list(re.finditer("|".join(_DIRECTIONS), text))
    if not matches:
        return None
    match = Random(seed).choice(matches)
    return text[: match.start()] + _DIRECTIONS[match[0]] + text[match.end() :]
