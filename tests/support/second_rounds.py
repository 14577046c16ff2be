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

from generator.base.severity import Severity
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_record import format_review_json
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.previous import open_previous
from generator.tasks.review_many.run import review_one
from generator.tasks.review_many.sources import Submitted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.reviewed_file import ReviewedFile
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound

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


class Told(NamedTuple):
    """What was said of an error: the states of its findings."""

    fate: Fate
    states: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether that is what became of it."""
        return self.states == {self.fate.state}


def review_text(
    file: Path, text: str, supply: Supply, previous: PreviousRound | None = None
) -> ReviewedFile:
    """Return the review of a text written to a file, beside the round before."""
    file.write_text(text, encoding="utf-8")
    submitted = Submitted(file.name, file)
    form = ReviewFormat.JSON
    return review_one(Job(submitted, supply, None, form, "2025-09-01", previous), alone=True)


def review_rounds(
    first: str, second: str, folder: Path, supply: Supply
) -> tuple[ReviewedFile, ReviewedFile]:
    """Return both reviews; the files have other names, and the first goes through its JSON."""
    one = review_text(folder / "送审稿.txt", first, supply)
    result = folder / "第一轮.json"
    result.write_text(format_review_json(one), encoding="utf-8")
    with open_previous(result) as previous:
        return one, review_text(folder / "改后.txt", second, supply, previous)


def judge_rounds(seed: str, wording: str, folder: Path) -> list[Told]:
    """Return what was said of the errors that the reviews themselves found in both rounds."""
    two = draw_rounds(seed, wording, folder / "数据")
    supply = open_supply(two.data, None, None)
    one, other = review_rounds(two.first, two.second, folder, supply)
    assert one.kept
    assert other.kept
    assert other.rounds
    met = {noted.written for noted in one.kept.noted.values()}
    now: dict[str, set[str]] = {}
    for finding, standing in other.rounds.standings.items():
        if finding.severity is not Severity.INFO:
            written = other.kept.noted[finding].written
            now.setdefault(written, set()).add(standing.state.value)
    past: dict[str, set[str]] = {}
    for noted, state, _ in other.rounds.past:
        past.setdefault(noted.written, set()).add(state.value)
    told = []
    for fate in two.fates:
        before, after = _written(fate.first), _written(fate.second)
        if (fate.first and before not in met) or (fate.second and after not in now):
            continue
        is_fixed = not fate.second
        states = past.get(before, set()) | now.get(before, set()) if is_fixed else now[after]
        told.append(Told(fate, frozenset(states)))
    return told


def _written(shown: str) -> str:
    """Return an amount as findings are known by it."""
    return f"{shown.replace(',', '').rstrip('0').rstrip('.')}万元" if shown else ""
