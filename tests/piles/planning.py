"""Plans a pile: which department sends what, what is wrong with it, who sends nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wordings.draw import Dice

from .drawing import MOST_ERRORS, draw_text, plant
from .media import SUFFIXES, has_room
from .model import YEAR, Fate, Known, Pile, Sent
from .names import MOST, alias_of, name_department
from .unreadable import ILLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Text

# Of a hundred departments of whose texts the bureau has a folder, a row of the workbook.
_WITH_FOLDER, _WITH_ROW = 40, 40
_ALIASED = 12


@dataclass(frozen=True, slots=True)
class Shares:
    """How many files of a pile are what; the rest is without errors."""

    planted: int
    unreadable: int
    other_year: int
    twice: int
    endless: int
    strangers: int
    missing: int

    @classmethod
    def of(cls, files: int) -> Shares:
        """Return the shares of a pile of so many files, of each kind one at least."""

        def part(each: int) -> int:
            return max(1, files // each)

        return cls(
            planted=files // 2,
            unreadable=part(10) - min(2, part(100)),
            other_year=min(2, part(100)),
            twice=part(30),
            endless=part(100),
            strangers=part(100),
            missing=part(20),
        )


def plan_pile(files: int, seed: str) -> Pile:
    """Return a pile of so many files; the same seed gives the same pile."""
    dice = Dice(f"pile {seed}")
    shares = Shares.of(files)
    numbers = dice.random.sample(range(MOST), min(MOST, files + shares.missing))
    drawn = iter(numbers)
    sent = list(_list_sent(files, seed, shares, drawn, dice))
    missing = tuple(name_department(next(drawn)) for _ in range(shares.missing))
    own = {one.department for one in sent if one.fate is not Fate.STRANGER}
    dice.random.shuffle(sent)
    return Pile(tuple(sent), missing, tuple(sorted(own | set(missing))))


def _list_sent(
    files: int, seed: str, shares: Shares, drawn: Iterator[int], dice: Dice
) -> Iterator[Sent]:
    """Yield the files; the older ones of what is sent twice are among those with errors."""
    clean = files - sum(
        (shares.planted, shares.unreadable, shares.other_year, shares.endless, shares.strangers)
    )
    ills = dice.some(tuple(ILLS), len(ILLS), len(ILLS))
    dice.random.shuffle(ills)
    for index in range(clean):
        number = next(drawn)
        text = _text(seed, number, dice)
        yield _send(text, number, Fate.CLEAN, dice)
        if index < shares.twice:
            older = plant(text, dice.random.randint(1, MOST_ERRORS), seed)
            yield _send(older, number, Fate.OLDER, dice, mark="（初稿）")
    for index in range(shares.planted - min(shares.twice, clean)):
        number = next(drawn)
        text = plant(_text(seed, number, dice), 1 + index % MOST_ERRORS, seed)
        yield _send(text, number, Fate.PLANTED, dice)
    for index in range(shares.unreadable):
        name, ill = name_department(next(drawn)), ills[index % len(ills)]
        yield Sent(f"{name}决算公开{ILLS[ill][0]}", name, Fate.UNREADABLE, None, ill)
    for fate, count, year in (
        (Fate.OTHER_YEAR, shares.other_year, YEAR - 1),
        (Fate.ENDLESS, shares.endless, YEAR),
        (Fate.STRANGER, shares.strangers, YEAR),
    ):
        for index in range(count):
            number = next(drawn)
            text = draw_text(seed, number, Known.NOTHING, year=year)
            # One of every kind never ends.
            suffix = tuple(dict.fromkeys(SUFFIXES))[index % 3] if fate is Fate.ENDLESS else ""
            yield _send(text, number, fate, dice, suffix=suffix)


def _text(seed: str, number: int, dice: Dice) -> Text:
    """Return a department's text; some call themselves by the alias that the list has."""
    roll = dice.random.randrange(100)
    known = Known.FOLDER if roll < _WITH_FOLDER else Known.NOTHING
    known = Known.ROW if _WITH_FOLDER <= roll < _WITH_FOLDER + _WITH_ROW else known
    alias = alias_of(number) if dice.chance(_ALIASED) else ""
    return draw_text(seed, number, known, called=alias)


def _send(
    text: Text, number: int, fate: Fate, dice: Dice, *, mark: str = "", suffix: str = ""
) -> Sent:
    """Return a text as a file: in a folder or not, under the department's name or not."""
    name = name_department(number)
    suffix = suffix or dice.pick(SUFFIXES)
    # Of a text that is not read to its end nothing but the file's name says whose it is.
    unnamed = () if fate is Fate.ENDLESS else (f"报送件{number:03}",)
    stem = dice.pick((f"{name}{YEAR}年度部门决算", f"{name}送审稿", *unnamed))
    folder = dice.pick(("", "", "第一批/", "第二批/"))
    tables = suffix == ".docx" and has_room(text.document) and dice.chance(60)
    sent = Sent(f"{folder}{stem}{mark}{suffix}", name, fate, text)
    return replace(sent, prints_tables=tables)
