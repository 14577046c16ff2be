"""Two rounds of a department's text: errors of the first corrected, left, or corrected wrongly.

The texts are those of `wordings` (fourteen provinces, none written by our templates). What became
of each error is known because it was done here; numbers that are planted stand nowhere else in
either text, so that a finding is known by its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from wordings.folder import write_data
from wordings.sample import write_case

if TYPE_CHECKING:
    from pathlib import Path

_AMOUNT = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{2,})\.[0-9]{2}(?=万元)")
_HEADING = re.compile(r"^[\s　]*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第.部分)")
_LONG = 40


class Fate(NamedTuple):
    """An error: what it states in either round (empty where it is not there), and its state."""

    first: str
    second: str
    state: str


@dataclass(frozen=True)
class TwoRounds:
    """Both texts, and what became of every error."""

    first: str
    second: str
    fates: tuple[Fate, ...]
    data: Path


def draw_rounds(seed: str, wording: str, folder: Path, errors: int = 8) -> TwoRounds:
    """Return two rounds of a department whose data are written into the folder.

    A quarter of the errors is left, one is corrected wrongly, two are corrected; besides there are
    new ones, paragraphs are moved, and words put in where an error is.
    """
    dice = Random(f"rounds {seed} {wording}")
    case = write_case(seed, wording)
    true = case.document.render().text
    write_data(case.page.figures, wording, folder)
    spots = [found.span() for found in _AMOUNT.finditer(true) if true.count(found.group()) <= 4]
    dice.shuffle(spots)
    taken: set[str] = set(_AMOUNT.findall(true))
    fates: list[Fate] = []
    first: list[tuple[int, int, str]] = []
    second: list[tuple[int, int, str]] = []
    for number, (start, end) in enumerate(sorted(spots[: errors + 2])):
        own = true[start:end]
        wrong, other = _other(own, dice, taken), _other(own, dice, taken)
        state = ("fixed", "unchanged", "fixed", "miscorrected", "new")[number % 5]
        if state != "new":
            first.append((start, end, wrong))
        if state == "unchanged":
            second.append((start, end, wrong))
        elif state in {"miscorrected", "new"}:
            second.append((start, end, other))
        fates.append(
            Fate(
                "" if state == "new" else wrong,
                {"fixed": "", "unchanged": wrong}.get(state, other),
                state,
            )
        )
    return TwoRounds(_put(true, first), _edited(_put(true, second), dice), tuple(fates), folder)


def _other(own: str, dice: Random, taken: set[str]) -> str:
    """Return an amount far from `own`, printed alike, that stands nowhere yet."""
    value = Decimal(own.replace(",", ""))
    while True:
        factor = Decimal(dice.randint(130, 290)) / 100
        shown = f"{value * factor + Decimal(dice.randint(100, 900)) / 100:,.2f}"
        shown = shown if "," in own else shown.replace(",", "")
        if shown not in taken:
            taken.add(shown)
            return shown


def _put(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, words in sorted(changes, reverse=True):
        text = f"{text[:start]}{words}{text[end:]}"
    return text


def _edited(text: str, dice: Random) -> str:
    """Return a text with two neighbours swapped, a sentence put in, and other words for some."""
    lines = text.split("\n")
    plain = [
        number
        for number in range(len(lines) - 1)
        if all(
            len(line) > _LONG and not _HEADING.match(line) for line in lines[number : number + 2]
        )
    ]
    if plain:
        at = dice.choice(plain)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    long = [n for n, line in enumerate(lines) if len(line) > _LONG and line.rstrip().endswith("。")]
    if long:
        at = dice.choice(long)
        lines[at] = f"{lines[at].rstrip()}具体情况如上所述。"
    return "\n".join(lines).replace("主要原因是", "主要是由于", 2)
