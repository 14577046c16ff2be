"""Gives files changed at random to the program, and prints what it neither read nor refused.

Each input is drawn from its target and its number, so that a run can be repeated; every one is
read in a process that is ended where it takes too long or too much memory. Exits 1 where an input
ends in an exception that is no refusal, in the end of the process, or beyond its bounds.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from fuzz.targets import TARGETS  # noqa: E402 - of the tests
from fuzz.trial import draw, open_worker, run_case  # noqa: E402 - of the tests

if TYPE_CHECKING:
    from fuzz.trial import Trial

SECONDS = 60.0
SHOWN = 12


def main() -> int:
    """Run the targets, print the counts and the failures, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"{' '.join(TARGETS)}；不写是全部"
    )
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each target")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--count", type=int, default=0, help="so many inputs, whatever it takes")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that failed")
    given = parser.parse_args()
    failed = False
    for target in given.targets or TARGETS:
        trials = run_target(target, given.seconds, given.first, given.count)
        wrong = [one for one in trials if one.wrong]
        failed |= bool(wrong)
        report(target, trials)
        for one in sole(wrong):
            print(f"  {target} {one.number}: {last_words(one.wrong)}")
            if given.keep:
                keep(one, given.keep)
    return 1 if failed else 0


def run_target(target: str, seconds: float, first: int, count: int) -> list[Trial]:
    """Return the trials of a target, of so many seconds or so many inputs."""
    trials = []
    with open_worker() as worker:
        run_case(worker, target, first)  # the process starts, and the seeds are made
        end = time.monotonic() + seconds
        for number in range(first, first + count) if count else itertools.count(first):
            if not count and time.monotonic() > end:
                break
            trials.append(run_case(worker, target, number))
    return trials


def report(target: str, trials: list[Trial]) -> None:
    """Print one line for a target."""
    refused = sum(one.refused for one in trials)
    wrong = sum(bool(one.wrong) for one in trials)
    slowest = max(trials, key=lambda one: one.seconds)
    print(
        f"{target}\t输入 {len(trials)}\t拒绝 {refused}\t失败 {wrong}"
        f"\t最慢 {slowest.seconds:.2f} 秒（{slowest.number}）",
        flush=True,
    )


def sole(wrong: list[Trial]) -> list[Trial]:
    """Return one failure of each kind, by where it happened."""
    return list({last_words(one.wrong, 1): one for one in reversed(wrong)}.values())[::-1][:SHOWN]


def last_words(wrong: str, lines: int = SHOWN) -> str:
    """Return the end of a traceback."""
    return "\n    ".join(wrong.strip().splitlines()[-2 * lines :])


def keep(trial: Trial, folder: Path) -> None:
    """Write the input of a failure."""
    name, data = draw(trial.target, trial.number)
    folder.mkdir(parents=True, exist_ok=True)
    Path(folder, f"{trial.target}-{trial.number}-{Path(name).name}").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
