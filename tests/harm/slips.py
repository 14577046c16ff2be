"""Slips of the hand in raw rows: one to twelve of them in the tables of a department."""

import itertools
from collections.abc import Callable
from random import Random

from harm.damage import Damage, Rows, body_of, is_amount, name_of

_Slip = Callable[[Random, Rows], list[int]]


def draw_slips(tables: dict[str, Rows], dice: Random, count: int) -> Damage:
    """Return the tables after `count` slips at random."""
    changed = {file: [list(row) for row in rows] for file, rows in tables.items()}
    said: list[str] = []
    names: list[str] = []
    files = [file for file, rows in changed.items() if len(body_of(rows)) > 1]
    for _ in range(count):
        file, slip = dice.choice(files), dice.choice(SLIPS)
        before = [list(row) for row in changed[file]]
        if len(body_of(before)) < 2:
            continue
        at = slip(dice, changed[file])
        said.append(f"{file} {slip.__name__} {[number + 1 for number in at]}")
        names += [name_of(before[number]) for number in at if number < len(before)]
    touched = {file: rows for file, rows in changed.items() if rows != tables[file]}
    return Damage("；".join(said), touched, tuple(names))


def drop(dice: Random, rows: Rows) -> list[int]:
    """A row is lost."""
    at = dice.choice(body_of(rows))
    del rows[at]
    return [at]


def swap(dice: Random, rows: Rows) -> list[int]:
    """Two rows change places."""
    one, two = dice.sample(body_of(rows), 2)
    rows[one], rows[two] = rows[two], rows[one]
    return [one, two]


def double(dice: Random, rows: Rows) -> list[int]:
    """A row stands twice."""
    at = dice.choice(body_of(rows))
    rows.insert(at, list(rows[at]))
    return [at]


def sink(dice: Random, rows: Rows) -> list[int]:
    """The amounts of a few rows slide down by one row; their labels stay."""
    body = body_of(rows)
    first = dice.choice(body)
    last = min(first + dice.randint(1, 4), body.stop - 1)
    kept = [list(row) for row in rows[first : last + 1]]
    for at in range(first, last + 1):
        for column, text in enumerate(rows[at]):
            above = kept[at - first - 1][column] if at > first else ""
            if is_amount(text) or is_amount(above):
                rows[at][column] = above if is_amount(above) else ""
    return list(range(first, last + 1))


def _cell(dice: Random, rows: Rows) -> tuple[int, int]:
    filled = [
        (at, column)
        for at in body_of(rows)
        for column, text in enumerate(rows[at])
        if is_amount(text)
    ]
    return dice.choice(filled) if filled else (body_of(rows).start, 0)


def alter(dice: Random, rows: Rows) -> list[int]:
    """An amount is another one."""
    at, column = _cell(dice, rows)
    if is_amount(rows[at][column]):
        rows[at][column] = f"{dice.randint(1, 999_999) // 100}.{dice.randint(0, 99):02d}"
    return [at]


def turn(dice: Random, rows: Rows) -> list[int]:
    """Two digits of an amount change places."""
    at, column = _cell(dice, rows)
    text = rows[at][column].replace(",", "")
    digits = [i for i, letter in enumerate(text) if letter.isdigit()]
    pairs = [(i, j) for i, j in itertools.pairwise(digits) if text[i] != text[j]]
    if pairs and is_amount(text):
        i, j = dice.choice(pairs)
        letters = list(text)
        letters[i], letters[j] = letters[j], letters[i]
        rows[at][column] = "".join(letters)
    return [at]


def blank(dice: Random, rows: Rows) -> list[int]:
    """An amount is gone."""
    at, column = _cell(dice, rows)
    if is_amount(rows[at][column]):
        rows[at][column] = ""
    return [at]


def shift(dice: Random, rows: Rows) -> list[int]:
    """An amount stands in the next column."""
    at, column = _cell(dice, rows)
    beside = column + dice.choice((-1, 1))
    if 0 <= beside < len(rows[at]) and (not rows[at][beside] or is_amount(rows[at][beside])):
        rows[at][column], rows[at][beside] = rows[at][beside], rows[at][column]
    return [at]


SLIPS: tuple[_Slip, ...] = (drop, swap, double, sink, alter, turn, blank, shift)
