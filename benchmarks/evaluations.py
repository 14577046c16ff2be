"""Measures 绩效自评 on random departments: every figure in its place, every change found.

Builds the document of each department, looks for every figure that the lists imply in section
十三, in the forms and in the reports, and counts what is said of it unchanged. Then changes one
figure of the document, or one cell of the lists, at a time, and counts what is found at or about
the place. Exits 1 where a figure is missing, anything false is said, or too few are found.
The departments come from tests/evaluations, which never sees the program.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from evaluations.expectation import KINDS, PLACES  # noqa: E402 - of the tests
from evaluations.list_changes import LIST  # noqa: E402 - of the tests
from support.evaluation_run import (  # noqa: E402 - of the tests
    CHECKED,
    WAYS,
    Found,
    Trial,
    plant_in_document,
    plant_in_lists,
    try_evaluation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DEPARTMENTS = 60
PLANTED = 10
LEAST_FOUND = 97.0
_WIDTH = 12
# Letters up to this one stand in one column, Chinese characters in two.
_LAST_NARROW = 0x2E7F


def main() -> int:
    """Run the departments, print the tables and return the exit status."""
    given = _options()
    seeds = range(given.first, given.first + given.departments)
    trials: list[Summary] = []
    found: list[Found] = []
    with ProcessPoolExecutor(given.jobs) as pool:
        for summary, of_trial in pool.map(partial(measure, given), seeds):
            trials.append(summary)
            found += of_trial
            if summary.shown:
                print(*summary.shown, sep="\n", flush=True)
    print(*report(trials, found), sep="\n")
    return int(_falls_short(trials, found, given.least_found))


def measure(given: argparse.Namespace, seed: int) -> tuple[Summary, list[Found]]:
    """Try one department, and the changes planted in its document and lists."""
    with tempfile.TemporaryDirectory() as name:
        trial = try_evaluation(seed, Path(name))
        found = [
            *plant_in_document(trial, given.planted, Path(name)),
            *plant_in_lists(trial, given.planted_lists),
        ]
        shown = tuple(describe(trial, found, given.show)) if given.show else ()
    return Summary(trial, shown), found


class Summary:
    """What is kept of a trial whose folder is gone."""

    def __init__(self, trial: Trial, shown: tuple[str, ...]) -> None:
        self.shown = shown
        self.seed = trial.evaluation.seed
        self.projects = len(trial.evaluation.projects)
        self.figures = Counter((one.place, one.kind) for one, _ in trial.spots)
        self.wrong = Counter((one.place, one.kind) for one, _ in trial.wrong)
        self.false = Counter((how, finding.code) for how, finding in trial.false)
        self.unasked = len(trial.unasked)
        self.seconds = trial.seconds


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--departments", type=int, default=DEPARTMENTS)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--planted", type=int, default=PLANTED, help="changes in a document")
    parser.add_argument("--planted-lists", type=int, default=PLANTED // 2, help="in the lists")
    parser.add_argument("--jobs", type=int, default=1, help="departments at a time")
    parser.add_argument("--least-found", type=float, default=LEAST_FOUND, help="percent")
    parser.add_argument("--show", type=int, default=0, help="print so many failures a department")
    return parser.parse_args()


def _falls_short(trials: Sequence[Summary], found: Sequence[Found], least: float) -> bool:
    """Whether a figure is missing, anything is false, or a way of looking found too few."""
    faults = sum(sum((t.wrong + t.false).values()) + t.unasked for t in trials)
    return bool(faults) or any(
        100 * sum(one.found for one in own) < least * len(own)
        for own in ([one for one in found if one.how == how] for how in WAYS)
    )


def report(trials: Sequence[Summary], found: Sequence[Found]) -> Iterable[str]:
    """Yield the tables: figures in their places, changes by kind and place, what is false."""
    projects = sum(trial.projects for trial in trials)
    yield f"{len(trials)} 个部门，{projects} 个项目"
    yield ""
    yield "应有的数（在位/应有）"
    figures, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for trial in trials:
        figures += trial.figures
        wrong += trial.wrong
    kinds = [*KINDS, *sorted({kind for _, kind in figures} - set(KINDS))]
    yield _row("", [*PLACES, "合计"])
    for kind in [*kinds, "合计"]:
        cells = []
        for place in [*PLACES, "合计"]:
            keys = [k for k in figures if place in (k[0], "合计") and kind in (k[1], "合计")]
            whole = sum(figures[key] for key in keys)
            cells.append(f"{whole - sum(wrong[key] for key in keys)}/{whole}" if whole else "-")
        yield _row(kind, cells)
    for how in WAYS:
        yield ""
        yield from _planted(how, [one for one in found if one.how == how])
    yield ""
    false = Counter[tuple[str, str]]()
    for trial in trials:
        false += trial.false
    told = "，".join(f"{how} {code} {count}" for (how, code), count in false.most_common())
    yield f"没有改动而被报的：{sum(false.values())}（{told or '无'}）"
    yield f"应当询问而没有询问的：{sum(trial.unasked for trial in trials)}"
    slowest = max((one.seconds for one in found), default=0.0)
    yield f"生成最慢 {max(trial.seconds for trial in trials):.1f} 秒，审核最慢 {slowest:.1f} 秒"


def _planted(how: str, found: Sequence[Found]) -> Iterable[str]:
    """Yield kind × place of the changes that were looked for in one way: found/planted."""
    places = [LIST] if how == CHECKED else [*PLACES, LIST]
    total = sum(one.found for one in found)
    share = f"{100 * total / len(found):.1f}%" if found else "-"
    yield f"改动（{how}，找到/改动）：{total}/{len(found)}，{share}"
    yield _row("", [*places, "合计"])
    for kind in [*KINDS, "合计"]:
        cells = []
        for place in [*places, "合计"]:
            own = [
                one
                for one in found
                if place in (one.change.expected.place, "合计")
                and kind in (one.change.expected.kind, "合计")
            ]
            cells.append(f"{sum(one.found for one in own)}/{len(own)}" if own else "-")
        yield _row(kind, cells)


def _row(name: str, cells: Iterable[str]) -> str:
    return "".join(_padded(cell) for cell in (name, *cells)).rstrip()


def _padded(text: str) -> str:
    width = sum(2 if ord(character) > _LAST_NARROW else 1 for character in text)
    return text + " " * max(1, _WIDTH - width)


def describe(trial: Trial, found: Sequence[Found], most: int) -> Iterable[str]:
    """Yield what went wrong with one department."""
    seed = trial.evaluation.seed
    yield f"── 种子 {seed}：{len(trial.evaluation.projects)} 个项目，生成 {trial.seconds:.1f} 秒"
    for expected, spot in trial.wrong[:most]:
        printed = f"印作“{spot.printed}”" if spot else "没有找到"
        where = f"{expected.place} {expected.owner} {expected.label}"
        yield f"   缺 {where}：应为“{expected.value}”，{printed}"
    for how, finding in trial.false[:most]:
        quote = finding.places[0].quote if finding.places else ""
        yield f"   误报 {how} {finding.code} {finding.message[:160]} ｜ {quote[:60]}"
    for one in [one for one in found if not one.found][:most]:
        change = one.change
        yield (
            f"   漏报 {one.how} {change.expected.place} {change.expected.kind} "
            f"{change.expected.owner} {change.expected.label}：“{change.before}”改为"
            f"“{change.after}”：…{change.around[:100]}…"
        )
        for finding in one.said[:3]:
            yield f"      另报 {finding.code} {finding.message[:140]}"


if __name__ == "__main__":
    sys.exit(main())
