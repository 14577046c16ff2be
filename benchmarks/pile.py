"""Measures the reviewer's desk: a pile of submissions, reviewed by the command line in one run.

Prints how many planted errors were found, what was said of files without any, whether every file
that could not be read, every department that is missing, has sent twice or another year's, and
every text that never ends was named; the time, and the memory of the process that gathers. Exits 1
where less than 98 of 100 errors are found, anything is said of a file without errors, or anything
is not named. The pile comes from tests/piles, which never sees the program.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from piles.planning import plan_pile  # noqa: E402 - of the tests
from piles.writing import write_pile  # noqa: E402 - of the tests
from support.pile_run import Judged, Run, describe, judge, review_pile  # noqa: E402 - of the tests

if TYPE_CHECKING:
    from collections.abc import Iterable

    from piles.model import Pile

FILES = 300
LEAST_FOUND = 98.0
BOUND = 15.0
# Of a text that never ends, for every second of the bound.
COPIES = 70


def main() -> int:
    """Write the pile, review it, print the figures and return the exit status."""
    given = _options()
    pile = plan_pile(given.files, given.seed)
    with tempfile.TemporaryDirectory() as name:
        room = Path(given.keep or name)
        write_pile(pile, room, int(COPIES * given.bound))
        run = review_pile(room, given.bound)
    judged = judge(pile, run)
    print(*report(pile, run, judged), sep="\n")
    print(*describe(judged, given.show), sep="\n")
    return int(falls_short(judged, given.least_found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES, help="files in the pile")
    parser.add_argument("--seed", default="1", help="another seed gives another pile")
    parser.add_argument("--bound", type=float, default=BOUND, help="seconds that a file may take")
    parser.add_argument("--least-found", type=float, default=LEAST_FOUND, help="percent")
    parser.add_argument("--show", type=int, default=5, help="print so many failures of each kind")
    parser.add_argument("--keep", default="", help="write the pile and results into this folder")
    return parser.parse_args()


def report(pile: Pile, run: Run, judged: Judged) -> Iterable[str]:
    """Yield the figures."""
    planted = len(judged.found) + len(judged.lost)
    share = 100 * len(judged.found) / planted if planted else 100
    yield f"{len(pile.sent)} 份文件，名单 {len(pile.listed)} 个部门"
    yield f"改错的找到 {len(judged.found)}/{planted}，{share:.1f}%；有错的文件中另报 {len(judged.beside)}"
    yield f"没有错的文件中误报 {len(judged.false)}"
    for what in dict.fromkeys((*judged.named, *judged.unnamed)):
        named, unnamed = (len(one.get(what, ())) for one in (judged.named, judged.unnamed))
        yield f"{what}：说对 {named}/{named + unnamed}"
    yield (
        f"用时 {run.seconds:.0f} 秒，每份 {run.seconds / max(1, len(pile.sent)):.2f} 秒；"
        f"主进程内存最多 {run.megabytes:.0f} MB"
    )


def falls_short(judged: Judged, least: float) -> bool:
    """Whether too few errors were found, anything is false, or anything is not named."""
    planted = len(judged.found) + len(judged.lost)
    too_few = 100 * len(judged.found) < least * planted
    return too_few or bool(judged.false) or bool(judged.unnamed)


if __name__ == "__main__":
    sys.exit(main())
