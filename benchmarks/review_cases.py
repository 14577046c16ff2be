"""Reviews every small case and prints which come out as written down, with the first reason.

The expectations stand in tests/review: cases.py, desk_cases.py and members.py. `--only WORD`
reviews the cases with that word in their name, `--all` prints all reasons of a case.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "review")]

from case_judging import Run, judge_member, judge_run, plan_runs  # noqa: E402 - its path
from cases import CASES  # noqa: E402 - its path
from members import MEMBERS, Member  # noqa: E402 - its path
from members_together import TOGETHER  # noqa: E402 - its path
from stuck import FOLDER, measure_stuck  # noqa: E402 - its path
from support.needs import find_reference  # noqa: E402 - its path

COMMANDS = ("check", "review")
# One thing to judge: a case, a member wrong or true, or a command on the stuck data.
Job: TypeAlias = Run | tuple[Member, bool] | str


def main() -> int:
    """Run the benchmark, print the table and return 1 where a case fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", default="", help="a word in the name of a case")
    parser.add_argument("--all", action="store_true", help="all reasons, not the first alone")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    texts = [(member, wrong) for member in (*MEMBERS, *TOGETHER) for wrong in (True, False)]
    jobs: list[Job] = [*plan_runs(CASES), *COMMANDS, *texts]
    jobs = [job for job in jobs if options.only in name_job(job)]
    if not jobs:
        parser.error(f"no case has {options.only} in its name")
    started = perf_counter()
    with ProcessPoolExecutor(options.workers) as pool:
        outcomes = list(pool.map(judge_job, jobs, [find_reference("cases", "review")] * len(jobs)))
    for job, reasons in zip(jobs, outcomes, strict=True):
        shown = reasons if options.all else reasons[:1]
        print(f"{'不符' if reasons else '相符'}  {name_job(job)}", *shown, sep="\n        ")
    failed = sum(map(bool, outcomes))
    seconds = perf_counter() - started
    print(f"{len(jobs)} 例：相符 {len(jobs) - failed}，不符 {failed}；{seconds:.0f} 秒")
    return 1 if failed else 0


def name_job(job: Job) -> str:
    """Return what stands in the table."""
    match job:
        case Run():
            return job.name
        case (Member() as member, wrong):
            return f"{member.name}[{'错' if wrong else '对'}]"
        case _:
            return f"{FOLDER}[{job}]"


def judge_job(job: Job, reference: Path) -> list[str]:
    """Return what is wrong with the review, nothing where it is as written down."""
    sample = ROOT / "data"
    if isinstance(job, Run):
        return judge_run(job, reference, sample)
    with TemporaryDirectory() as name:
        if isinstance(job, str):
            return measure_stuck(job, reference, Path(name))
        member, wrong = job
        return judge_member(member, Path(name), sample, wrong=wrong)


if __name__ == "__main__":
    sys.exit(main())
