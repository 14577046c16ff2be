"""What is said of all files of a run together (全部部门): figures, outliers, problems, passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from generator.base.severity import FindingClass


class Origin(Enum):
    """Where the figures of a department were read; the value is the Chinese word for it."""

    TABLES = "送审文件的公开表"
    TEXT = "送审文件的文字"
    GIVEN = "另给的数据"


class KeyFigure(NamedTuple):
    """An amount of a department this year, last year and in its budget, in `unit`.

    None is what neither the file nor the data say; `origins` are where the three were read.
    """

    name: str
    unit: str
    now: Decimal | None = None
    last: Decimal | None = None
    budget: Decimal | None = None
    origins: tuple[Origin, ...] = ()


class ListedRow(NamedTuple):
    """A figure of the long table: of which year, in which section, what, how much, where from."""

    year: int
    section: str
    name: str
    value: Decimal
    unit: str
    origins: tuple[Origin, ...]


class Clause(NamedTuple):
    """A piece of a text between two stops: in which passage of the file, where, its letters.

    `key` is the number by which equal clauses of two files are known.
    """

    passage: int
    where: str
    text: str
    key: int


class ForeignName(NamedTuple):
    """The name of another department that a finding has named: where, and in which sentence."""

    name: str
    where: str
    quote: str


class KindCount(NamedTuple):
    """How many findings a file has of one rule, with the first of them as an example."""

    code: str
    title: str
    finding_class: FindingClass
    errors: int
    warnings: int
    example: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a review is kept for the survey of all files.

    `called` are all names of the department that the list has, `units` those below it.
    `earlier` are the key figures of years before the last one, by year. `bounds` say in Chinese
    what of the file was left out, and why.
    """

    name: str
    department: str
    year: int
    kinds: tuple[KindCount, ...]
    figures: tuple[KeyFigure, ...] = ()
    rows: tuple[ListedRow, ...] = ()
    earlier: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    names: tuple[ForeignName, ...] = ()
    called: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A file of the survey: whose, its problems by kind, its figures by name."""

    name: str
    department: str
    year: int
    errors: int
    warnings: int
    classes: Mapping[FindingClass, int]
    figures: Mapping[str, KeyFigure]

    @property
    def problems(self) -> int:
        """How many errors and warnings there are."""
        return self.errors + self.warnings


class RankedKind(NamedTuple):
    """A kind of problem in all files: how many, in how many files, an example and its file."""

    code: str
    title: str
    problems: int
    files: int
    example: str
    department: str


class Measured(NamedTuple):
    """What a department has by one measure: the number, and whether it stands out.

    `value` is in the unit of the measure; `basis` is what it is computed from, in words.
    """

    file: str
    department: str
    value: Decimal
    basis: str
    is_outlier: bool


class Measure(NamedTuple):
    """A measure over all departments, with the middle value; `rule` says when one stands out.

    `why_not` is why nobody was judged, empty where they were.
    """

    name: str
    unit: str
    rule: str
    middle: Decimal | None
    rows: tuple[Measured, ...]
    why_not: str = ""

    @property
    def outliers(self) -> tuple[Measured, ...]:
        """Those that stand out, the highest first."""
        found = (one for one in self.rows if one.is_outlier)
        return tuple(sorted(found, key=lambda one: (-one.value, one.department)))


class Spot(NamedTuple):
    """Where a passage stands: file, department, place in the file."""

    file: str
    department: str
    where: str


class Pasted(NamedTuple):
    """A passage, or a name, of one department in the file of another.

    `source` is the department whose it is, empty where either may have it from the other;
    `is_name` where it is a name, which the review of the file has as a finding already.
    """

    text: str
    here: Spot
    there: Spot
    source: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is said of the files of a run together.

    `classes` are the kinds of problem that occur, the most frequent first. `left_out` are files
    that do not count here, with the reason; `bounds` what was not looked at because it was too
    much. `years` are those of which there are figures, this one first.
    """

    files: tuple[Surveyed, ...] = ()
    classes: tuple[FindingClass, ...] = ()
    kinds: tuple[RankedKind, ...] = ()
    measures: tuple[Measure, ...] = ()
    pasted: tuple[Pasted, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    bounds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def worst(self) -> tuple[Surveyed, ...]:
        """The ten files with the most errors, then warnings."""
        found = sorted(
            (one for one in self.files if one.problems),
            key=lambda one: (-one.errors, -one.warnings, one.department, one.name),
        )
        return tuple(found[:MOST_RANKED])


MOST_RANKED = 10
