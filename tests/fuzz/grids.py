"""Tables changed by cells, rows and columns, written with odd quotes, partings and encodings."""

import csv
import io
from random import Random
from typing import Literal

from fuzz.texts import odd

Grid = list[list[str]]
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-7")
_PARTINGS = ",,,,\t\t;|"
_ENDS = ("\n", "\r\n", "\r", "\n\r", "\x85", "\u2028")
_MOST = 6


def change_grid(dice: Random, grid: Grid) -> Grid:
    """Return the table with a few changes; its rows may differ in length."""
    grid = [list(row) for row in grid]
    for _ in range(dice.randint(1, _MOST)):
        if not grid:
            break
        _change(dice, grid)
    return grid


def _change(dice: Random, grid: Grid) -> None:
    at, other = dice.randrange(len(grid)), dice.randrange(len(grid))
    row = grid[at]
    column = dice.randrange(len(row)) if row else 0
    match dice.randrange(9):
        case 0 | 1 | 2 if row:
            row[column] = odd(dice)
        case 3 if row:
            row[column] += odd(dice)
        case 4:
            del grid[at]
        case 5:
            grid[other:other] = [list(row)] * dice.choice((1, 1, 30))
        case 6:
            grid[at], grid[other] = grid[other], row
        case 7 if row:
            for line in grid:
                del line[column : column + 1]
        case _:
            row[column:column] = [odd(dice)] * dice.choice((1, 1, 3, 300))


def write_delimited(dice: Random, grid: Grid) -> bytes:
    """Return the table as a text of delimited cells, in one of the ways that such texts have."""
    parting = dice.choice(_PARTINGS)
    end = dice.choice(_ENDS)
    if dice.random() < 0.3:
        text = end.join(parting.join(row) for row in grid)
    else:
        file = io.StringIO(newline="")
        quoting: Literal[0, 1] = dice.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL))
        writer = csv.writer(file, delimiter=parting, lineterminator=end, quoting=quoting)
        writer.writerows([text.replace("\0", "\x01") for text in row] for row in grid)
        text = file.getvalue()
    if dice.random() < 0.3:
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(('"', '""', '"\n', "\0", "'")) + text[at:]
    return text.encode(dice.choice(_ENCODINGS), errors=dice.choice(("replace", "ignore")))
