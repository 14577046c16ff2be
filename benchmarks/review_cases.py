"""Reviews every small case and prints which come out as written down, with the first reason.

The expectations stand in tests/review/cases.py; `--only WORD` reviews the cases with that word in
their name, `--all` prints all reasons of a case.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "review")]

from case_judging import Run, judge_run, plan_runs  # noqa: E402 - its path
from cases import CASES  # noqa: E402 - its path
from stuck import FOLDER, measure_stuck  # noqa: E402 - its path
from support.needs import find_reference  # noqa: E402 - its path

COMMANDS = ("check", "review")


def main() -> int:
    """Run the benchmark, print the table and return 1 where a case fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", default="", help="a word in the name of a case")
    parser.add_argument("--all", action="store_true", help="all reasons, not the first alone")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    reference = find_reference("cases", "review")
    runs = [run for run in plan_runs(CASES) if options.only in run.name]
    started = perf_counter()
    with ProcessPoolExecutor(options.workers) as pool:
        outcomes = list(pool.map(_judge, runs, [reference] * len(runs)))
    table = [(run.name, reasons) for run, reasons in zip(runs, outcomes, strict=True)]
    with TemporaryDirectory() as name:
        for command in COMMANDS:
            if options.only in FOLDER:
                reasons = measure_stuck(command, reference, Path(name))
                table.append((f"{FOLDER}[{command}]", reasons))
    failed = [name for name, reasons in table if reasons]
    for name, reasons in table:
        shown = reasons if options.all else reasons[:1]
        print(f"{'不符' if reasons else '相符'}  {name}", *shown, sep="\n        ")
    seconds = perf_counter() - started
    print(f"{len(table)} 例：相符 {len(table) - len(failed)}，不符 {len(failed)}；{seconds:.0f} 秒")
    return 1 if failed else 0


def _judge(run: Run, reference: Path) -> list[str]:
    return judge_run(run, reference, ROOT / "data")


if __name__ == "__main__":
    sys.exit(main())
