"""Ways in which a table file is damaged: its rows as the file has them, in and out.

Nothing here reads a table as the program does: rows are lists of texts, and what a row means is
told by its texts alone.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from support.folders import read_rows

Rows = list[list[str]]
FILES = tuple(f"公开0{number}.csv" for number in range(1, 10))
_AMOUNT = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_NOTE = re.compile(r"\s*(?:注|说明)[:：]")


@dataclass(frozen=True)
class Damage:
    """Tables of a department after something happened to them.

    `what` says it in words; `tables` are the files that changed, with their new rows; `rows` are
    the texts of the rows concerned, `data` whether all of them stand among the amounts.
    """

    what: str
    tables: dict[str, Rows]
    rows: tuple[str, ...]
    data: bool = True


def read_tables(folder: Path) -> dict[str, Rows]:
    """Return the rows of the nine table files of a department."""
    return {name: read_rows(folder / name) for name in FILES if (folder / name).is_file()}


def is_amount(text: str) -> bool:
    """Whether a cell holds an amount: digits with a point, or a written 0."""
    return bool(_AMOUNT.fullmatch(text.strip())) and ("." in text or text.strip() == "0")


def body_of(rows: Rows) -> range:
    """Return the numbers of the rows between the head of a table and its notes.

    The head ends with the row of the 栏次 (1, 2, 3 …), or above the first row with an amount.
    """
    start = end = len(rows)
    for index, row in enumerate(rows):
        texts = [text.strip() for text in row if text.strip()]
        numbered = texts[-2:] and all(text.isdigit() for text in texts[-2:]) and "1" in texts
        if numbered and "总计" not in texts and not any("、" in text for text in texts):
            start = index + 1
            break
    if start == len(rows):
        start = next((i for i, row in enumerate(rows) if any(map(is_amount, row))), len(rows))
    end = next((i for i in range(start, len(rows)) if _NOTE.match("".join(rows[i]))), len(rows))
    return range(start, end)


def name_of(row: list[str]) -> str:
    """Return the texts of a row that are no amounts."""
    return " ".join(text for text in row if text.strip() and not is_amount(text))


def deletions(tables: dict[str, Rows]) -> Iterator[Damage]:
    """Yield every table without one of its rows."""
    for file, rows in tables.items():
        body = body_of(rows)
        for at, row in enumerate(rows):
            yield Damage(
                f"{file} 删去第 {at + 1} 行",
                {file: rows[:at] + rows[at + 1 :]},
                (name_of(row),),
                at in body,
            )


def cuts(tables: dict[str, Rows]) -> Iterator[Damage]:
    """Yield every table that ends too early."""
    for file, rows in tables.items():
        body = body_of(rows)
        for at in range(1, len(rows)):
            lost = tuple(name_of(row) for row in rows[at:])
            yield Damage(f"{file} 只剩前 {at} 行", {file: rows[:at]}, lost, at >= body.start)


def exchanges(tables: dict[str, Rows], dice: Random, further: int = 1) -> Iterator[Damage]:
    """Yield every table with two rows of its body exchanged.

    The neighbours all, and for each row `further` others of the same table.
    """
    for file, rows in tables.items():
        body = list(body_of(rows))
        pairs = list(itertools.pairwise(body))
        for one in body:
            others = [two for two in body if abs(two - one) > 1]
            pairs += [(one, two) for two in dice.sample(others, min(further, len(others)))]
        for one, two in pairs:
            changed = list(rows)
            changed[one], changed[two] = rows[two], rows[one]
            names = (name_of(rows[one]), name_of(rows[two]))
            yield Damage(f"{file} 第 {one + 1}、{two + 1} 行对调", {file: changed}, names)
