"""名词解释: of the terms of the template, those that the document uses, numbered anew."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.numerals import chinese_numeral
from generator.field.amounts import AMOUNTS
from generator.model.block import Paragraph, list_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.model.block import Block
    from generator.model.table import Table

_ENTRY = re.compile(r"[一二三四五六七八九十]+、(?P<term>[^：:。]{2,40})[：:]")
_NAMES = frozenset(key_of(name) for amount in AMOUNTS for name in amount.names)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")


def keep_used_terms(
    glossary: Sequence[Block], narrative: Iterable[Block], tables: Mapping[str, Table]
) -> tuple[Block, ...]:
    """Return the glossary without the terms that neither the text nor an amount of a table uses.

    What is no numbered entry (一、事业收入：…) stays as it is.
    """
    text = key_of("".join(text for _, text, _ in list_lines(narrative)))
    filled = frozenset(_filled_names(tables))
    kept: list[Block] = []
    number, is_dropped = 0, False
    for block in glossary:
        entry = _ENTRY.match(block.text) if isinstance(block, Paragraph) else None
        if entry is None or not isinstance(block, Paragraph):
            # A second paragraph goes with its term.
            kept += [] if is_dropped and isinstance(block, Paragraph) else [block]
            continue
        term = key_of(_BRACKET.sub("", entry["term"]))
        is_dropped = not (term in filled or term in _without_longer(text, term))
        if not is_dropped:
            number += 1
            kept.append(_renumber(block, number))
    return tuple(kept)


def _without_longer(text: str, term: str) -> str:
    """Return a text without the longer names that only contain a term.

    国有资本经营收入 speaks of no 经营收入.
    """
    longer = sorted((n for n in _NAMES if term in n and n != term), key=len, reverse=True)
    for name in longer:
        text = text.replace(name, "")
    return text


def _filled_names(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the names of the rows and columns in which an amount other than 0 stands."""
    for table in tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.value:
                    yield key_of(row.label)
                    yield key_of(row.key)
                    yield key_of(column)


def _renumber(block: Paragraph, number: int) -> Paragraph:
    first = block.spans[0]
    _, mark, rest = first.text.partition("、")
    return replace(
        block,
        spans=(replace(first, text=f"{chinese_numeral(number)}{mark}{rest}"), *block.spans[1:]),
    )
