"""Damages the tables of three departments in every simple way, and counts what goes unsaid.

Every row deleted, every table cut off, rows exchanged, then random slips of the hand. A damage is
silent where a figure of the text changes and no error names the table. Exits 1 where a check takes
longer than its seconds of a processor, or a damage is silent.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from harm.cases import DEPARTMENTS, random_damages, single_damages  # noqa: E402 - of the tests
from harm.trial import Outcome, Patient  # noqa: E402 - of the tests

RANDOM = 500
LIMIT = 3.0
SEED = 20_241_127
SHOWN = 20


def main() -> int:
    """Run the damages, print the counts and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--random", type=int, default=RANDOM, help="departments with random slips")
    parser.add_argument("--every", type=int, default=1, help="only every n-th single damage")
    parser.add_argument("--shown", type=int, default=SHOWN, help="how many failures to print")
    given = parser.parse_args()
    start = perf_counter()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(DEPARTMENTS):
            dice = Random(SEED + number)
            patient = Patient(source, Path(folder, str(number)), LIMIT)
            single = list(single_damages(patient.tables, dice))[:: max(1, given.every)]
            drawn = random_damages(patient.tables, dice, given.random // len(DEPARTMENTS))
            outcomes += [patient.suffer(damage) for damage in (*single, *drawn)]
    wrong = [outcome for outcome in outcomes if outcome.hangs or outcome.is_silent]
    report(outcomes, perf_counter() - start)
    for outcome in wrong[: given.shown]:
        what = "endless" if outcome.hangs else "silent"
        print(f"  {what}: {outcome.damage.what}: {' | '.join(outcome.changed[:2])}")
    return 1 if wrong else 0


def report(outcomes: list[Outcome], seconds: float) -> None:
    """Print how many damages there were, what they changed, and what was said of them."""
    counts = Counter(
        kind
        for outcome in outcomes
        for kind, held in (
            ("among the amounts", outcome.damage.data),
            ("text changed", bool(outcome.changed)),
            ("row named by an error", bool(outcome.changed) and outcome.names_row),
            ("refused", bool(outcome.stopped)),
            ("silent", outcome.is_silent),
            ("endless", outcome.hangs),
        )
        if held
    )
    times = sorted(outcome.seconds for outcome in outcomes)
    print(f"{len(outcomes)} damaged departments in {seconds:.0f} s")
    for kind, count in counts.items():
        print(f"  {kind:24} {count:6}")
    print(
        f"  check: {times[len(times) // 2]:.2f} s median, {times[-1]:.2f} s at most (limit {LIMIT})"
    )
    print(f"  {counts['silent']} silent, {counts['endless']} endless")


if __name__ == "__main__":
    sys.exit(main())
