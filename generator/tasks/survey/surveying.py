"""The survey of a run: made in a bounded process, so that this one keeps nothing of it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from generator.model.survey import Survey
from generator.reporting.survey_words import FIGURES
from generator.tasks.supervised.failure import Failure
from generator.tasks.supervised.worker import Bounds, Worker
from generator.tasks.survey.order import Kept, Order, ParquetLibraryMissingError, long_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.model.roll import RollCall
    from generator.tasks.review_many.pile import Pile

_TASK = "generator.tasks.survey.gathering:gather"
# For hundreds of files it takes seconds; the bound is there so that nothing hangs.
_BOUNDS = Bounds(seconds=600, megabytes=3000)
_LOST = "出了程序的问题，没有列入"


class Made(NamedTuple):
    """The survey of a run, and the folder in which its tables lie as long as the run."""

    survey: Survey
    room: Path

    def files(self, suffix: str) -> tuple[Path, ...]:
        """Return the tables of a suffix: none where the survey could not be made."""
        path = self.room / f"{FIGURES}{suffix}"
        return tuple(one for one in (path, long_path(path)) if one.is_file())


def make_survey(pile: Pile, roll: RollCall | None, suffixes: Sequence[str]) -> Made:
    """Return the survey of a run, with the tables of figures in files of these suffixes.

    Where it cannot be made within its bounds, it is empty and says why.
    """
    tables = tuple(pile.room / f"{FIGURES}{suffix}" for suffix in suffixes)
    files = tuple(_keep(pile, one.name, one.why_unread) for one in pile.summaries)
    counting = _counting(roll) if roll is not None else None
    with Worker[Order, Survey](_TASK, _BOUNDS) as worker:
        aside = roll.set_aside if roll is not None else frozenset()
        found = worker.run(Order(files, counting, tables, aside))
    if isinstance(found, Failure):
        found = Survey(bounds=(f"全部部门的比较没有做成：{found.words}",))
    return Made(found, pile.room)


def _keep(pile: Pile, name: str, why_unread: str) -> Kept:
    path = pile.taken(name)
    return Kept(name, path, "" if path else why_unread or _LOST)


def _counting(roll: RollCall) -> Mapping[str, str]:
    return {one.counting: one.listed.name for one in roll.departments if one.counting}


def refuse_parquet() -> None:
    """Raise ParquetLibraryMissingError where the library that writes parquet is not installed."""
    if find_spec("pyarrow") is None:
        raise ParquetLibraryMissingError
