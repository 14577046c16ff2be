"""Which lines of the templates a department reaches, and which none does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.base.errors import TemplateError
from generator.narrative.environment import read_template
from generator.narrative.faults import traced_places

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spot(NamedTuple):
    """A line of a template file; `arm` is 1 or 2 for the words before and after `else`."""

    path: Path
    line: int
    arm: int


def lines_to_reach(paths: Iterable[Path]) -> frozenset[Spot]:
    """Return every line of the templates that writes something, and every arm of a choice.

    A template that does not parse has none: its faults are told elsewhere.
    """
    found: set[Spot] = set()
    for path in paths:
        try:
            places = traced_places(read_template(path))
        except TemplateError:
            continue
        found |= {Spot(path.resolve(), line, arm) for line, arm in places}
    return frozenset(found)


def reached_spots(reached: Iterable[tuple[str, int, int]]) -> frozenset[Spot]:
    """Return what a traced document has carried out."""
    return frozenset(Spot(Path(path).resolve(), line, arm) for path, line, arm in reached)
