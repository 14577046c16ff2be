"""The survey of all files of a run, made in a process of its own from what was kept of each."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.regular import read_regular
from generator.model.survey import (
    MOST_RANKED,
    KindCount,
    RankedKind,
    Survey,
    Surveyed,
    Taken,
)
from generator.tasks.plain_values import read_values
from generator.tasks.survey.measures import measure_all
from generator.tasks.survey.pasted import find_pasted
from generator.tasks.survey.tables import write_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.base.severity import FindingClass
    from generator.tasks.survey.order import Kept, Order

MOST_CLAUSES = 600_000  # in all files: some 100 MB in the process that compares them
_BROKEN = "审核时留下的内容已损坏，没有列入；请重新审核"
_LATEST = "没有年度，不在全部部门的数字之内"


def gather(order: Order) -> Survey:
    """Return the survey, and write the tables of figures. Raises ParquetMissingError."""
    left_out = [(one.name, one.why_not) for one in order.files if one.path is None]
    taken, bounds, lost = _read(order.files)
    counted, others = _choose(taken, order.counting)
    left_out += [*lost, *others]
    pasted, more = find_pasted([one for one in taken if one.clauses or one.names])
    files = tuple(_survey(one) for one in counted)
    told = [one for one in taken if one.name not in order.aside]
    everything = tuple(_survey(one) for one in told)
    years = sorted(
        {year for one in counted for year in (one.year, one.year - 1, *one.earlier) if year > 0},
        reverse=True,
    )
    survey = Survey(
        files=everything,
        classes=_rank_classes(everything),
        kinds=_rank_kinds(told),
        measures=measure_all(files),
        pasted=pasted,
        left_out=tuple(left_out),
        bounds=(*bounds, *more),
        years=tuple(years),
    )
    for path in order.tables:
        write_tables(path, counted, survey)
    return survey


def _read(files: Iterable[Kept]) -> tuple[list[Taken], list[str], list[tuple[str, str]]]:
    """Return what was kept, the clauses of no more than can be compared; what is not whole."""
    found: list[Taken] = []
    lost: list[tuple[str, str]] = []
    bounds: list[str] = []
    clauses = skipped = 0
    for one in files:
        if one.path is None:
            continue
        try:
            taken = read_values(read_regular(one.path), Taken)
        except (OSError, pickle.UnpicklingError):
            lost.append((one.name, _BROKEN))
            continue
        clauses += len(taken.clauses)
        if clauses > MOST_CLAUSES:
            skipped += 1
            taken = _without_clauses(taken)
        bounds += [f"{taken.name}：{bound}" for bound in taken.bounds]
        found.append(taken)
    if skipped:
        bounds.append(f"全部文字超过 {MOST_CLAUSES} 句，有 {skipped} 份没有与别的部门比较文字")
    return found, bounds, lost


def _without_clauses(taken: Taken) -> Taken:
    from dataclasses import replace  # noqa: PLC0415 - once in a long while

    return replace(taken, clauses=())


def _choose(
    taken: Sequence[Taken], counting: Mapping[str, str] | None
) -> tuple[list[Taken], list[tuple[str, str]]]:
    """Return the file of each department whose figures count, and why others do not.

    With a list those that it counts; without one all of the year that most files are of.
    """
    years = Counter(one.year for one in taken if one.year)
    year = max(years, key=lambda one: (years[one], one)) if years else 0
    counted, others = [], []
    for one in taken:
        why = ""
        if counting is not None and one.name not in counting:
            why = "不是名单上部门算数的一份，不在全部部门的数字之内"
        elif not one.year:
            why = _LATEST
        elif one.year != year:
            why = f"是 {one.year} 年度的，不在全部部门（{year} 年度）的数字之内"
        if why:
            others.append((one.name, why))
        else:
            counted.append(one)
    if counting is None:
        others += _several(counted)
    return counted, others


def _several(counted: Iterable[Taken]) -> list[tuple[str, str]]:
    """Return what is said of departments with several files where no list tells which counts."""
    names: dict[str, list[str]] = defaultdict(list)
    for one in counted:
        if one.department:
            names[key_of(one.department)].append(one.name)
    return [
        (several[0], f"同一部门有 {len(several)} 份，各占一行（给出名单的只用算数的一份）")
        for several in names.values()
        if len(several) > 1
    ]


def _survey(one: Taken) -> Surveyed:
    classes: Counter[FindingClass] = Counter()
    for kind in one.kinds:
        classes[kind.finding_class] += kind.errors + kind.warnings
    return Surveyed(
        name=one.name,
        department=one.department,
        year=one.year,
        errors=sum(kind.errors for kind in one.kinds),
        warnings=sum(kind.warnings for kind in one.kinds),
        classes=dict(classes),
        figures={figure.name: figure for figure in one.figures},
    )


def _rank_classes(files: Iterable[Surveyed]) -> tuple[FindingClass, ...]:
    counts: Counter[FindingClass] = Counter()
    for one in files:
        counts.update(one.classes)
    return tuple(sorted(counts, key=lambda kind: (-counts[kind], kind.value)))


def _rank_kinds(taken: Iterable[Taken]) -> tuple[RankedKind, ...]:
    """Return the ten kinds with the most problems, each with the first example."""
    found: dict[str, list[tuple[Taken, KindCount]]] = defaultdict(list)
    for one in taken:
        for kind in one.kinds:
            found[kind.code].append((one, kind))
    ranked = [
        RankedKind(
            code,
            several[0][1].title,
            sum(kind.errors + kind.warnings for _, kind in several),
            len(several),
            several[0][1].example,
            several[0][0].department or several[0][0].name,
        )
        for code, several in found.items()
    ]
    ranked.sort(key=lambda one: (-one.problems, -one.files, one.code))
    return tuple(ranked[:MOST_RANKED])
