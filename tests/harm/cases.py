"""Which damages are tried on which departments: all of them, or every so many."""

from collections.abc import Iterator
from random import Random

from support.folders import DATA, SAMPLES

from harm.damage import Damage, Rows, cuts, deletions, exchanges
from harm.slips import draw_slips

DEPARTMENTS = (DATA, SAMPLES / "事业单位2024", SAMPLES / "特殊情形2024")
_MOST_SLIPS = 12


def single_damages(tables: dict[str, Rows], dice: Random) -> Iterator[Damage]:
    """Yield every row deleted, every table cut off, rows exchanged."""
    yield from deletions(tables)
    yield from cuts(tables)
    yield from exchanges(tables, dice)


def random_damages(tables: dict[str, Rows], dice: Random, count: int) -> Iterator[Damage]:
    """Yield `count` times one to twelve slips at random."""
    for _ in range(count):
        yield draw_slips(tables, dice, dice.randint(1, _MOST_SLIPS))
