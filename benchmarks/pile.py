"""Measures the reviewer's desk: a pile of submissions, reviewed by the command line in one run.

Prints how many planted errors were found, what was said of files without any, whether every file
that could not be read, every department that is missing, has sent twice or another year's, and
every text that never ends was named; the time, and the memory of the process that gathers. Where
the program writes letters, each error is looked for in its department's; where it compares rounds,
the pile comes again, half of it corrected, some wrongly. Exits 1 where less than 98 of 100 errors
are found or less than 99 of 100 are told rightly in the second round, where anything is said of a
file without errors, or anything is not named. The pile comes from tests/piles, which never sees the
program.
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
from piles.rounds import Became, plan_second  # noqa: E402 - of the tests
from piles.writing import write_files, write_pile  # noqa: E402 - of the tests
from support.pile_letters import Letters, judge_letters  # noqa: E402 - of the tests
from support.pile_rounds import Rounds, judge_rounds  # noqa: E402 - of the tests
from support.pile_run import (  # noqa: E402 - of the tests
    RESULT,
    Judged,
    Run,
    describe,
    judge,
    known_options,
    review_pile,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from piles.model import Pile

FILES = 300
LEAST_FOUND, LEAST_FOLLOWED = 98.0, 99.0
BOUND = 15.0
# Of a text that never ends, for every second of the bound.
COPIES = 70
_LETTERS, _AGAIN, _SECOND = "意见", "再次送审", "第二轮.json"


def main() -> int:
    """Write the pile, review it once and again, print the figures and return the exit status."""
    given = _options()
    options = known_options()
    pile = plan_pile(given.files, given.seed)
    with tempfile.TemporaryDirectory() as name:
        room = Path(given.keep or name)
        write_pile(pile, room, int(COPIES * given.bound), given.jobs)
        letters = ("--letters", _LETTERS) if "--letters" in options else ()
        run = review_pile(room, given.bound, *letters)
        judged = judge(pile, run)
        told = judge_letters(pile, judged, room / _LETTERS) if letters else None
        rounds = _follow(pile, judged, room, given) if "--previous" in options else None
    print(*report(pile, run, judged), sep="\n")
    print(*report_letters(told), *report_rounds(rounds, given.show), sep="\n")
    print(*describe(judged, given.show), sep="\n")
    return int(falls_short(judged, told, rounds, given))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES, help="files in the pile")
    parser.add_argument("--seed", default="1", help="another seed gives another pile")
    parser.add_argument("--jobs", type=int, default=1, help="processes that write the pile")
    parser.add_argument("--bound", type=float, default=BOUND, help="seconds that a file may take")
    parser.add_argument("--least-found", type=float, default=LEAST_FOUND, help="percent")
    parser.add_argument("--least-followed", type=float, default=LEAST_FOLLOWED, help="percent")
    parser.add_argument("--show", type=int, default=5, help="print so many failures of each kind")
    parser.add_argument("--keep", default="", help="write the pile and results into this folder")
    given = parser.parse_args()
    if given.keep and Path(given.keep).exists():
        parser.error(f"{given.keep} is there already")
    return given


def _follow(pile: Pile, judged: Judged, room: Path, given: argparse.Namespace) -> Rounds:
    """Review the pile again as it comes back, beside the result of the first run."""
    second, followed = plan_second(pile, given.seed)
    write_files(second, room / _AGAIN, 1, given.jobs)
    more = ("--previous", RESULT)
    run = review_pile(room, given.bound, *more, files=_AGAIN, result=_SECOND)
    return judge_rounds(followed, judged, run)


def report(pile: Pile, run: Run, judged: Judged) -> Iterable[str]:
    """Yield the figures of the first run."""
    planted = len(judged.found) + len(judged.lost)
    yield f"{len(pile.sent)} 份文件，名单 {len(pile.listed)} 个部门"
    yield (
        f"改错的找到 {_share(len(judged.found), planted)}；有错的文件中另报 {len(judged.beside)}"
    )
    yield f"没有错的文件中误报 {len(judged.false)}"
    for what in dict.fromkeys((*judged.named, *judged.unnamed)):
        named, unnamed = (len(one.get(what, ())) for one in (judged.named, judged.unnamed))
        yield f"{what}：说对 {named}/{named + unnamed}"
    yield (
        f"用时 {run.seconds:.0f} 秒，每份 {run.seconds / max(1, len(pile.sent)):.2f} 秒；"
        f"主进程内存最多 {run.megabytes:.0f} MB"
    )


def report_letters(letters: Letters | None) -> Iterable[str]:
    """Yield what the letters say."""
    if letters is None:
        yield "意见书：没有测（程序没有 --letters）"
        return
    asked = letters.right + len(letters.wrong)
    yield (
        f"意见书：写进的错误 {_share(letters.right, asked)}，没有错而写了的 {len(letters.false)}，"
        f"读不了而没有写的 {len(letters.unwritten)}"
    )


def report_rounds(rounds: Rounds | None, most: int) -> Iterable[str]:
    """Yield what the second run told, by what became of the errors."""
    if rounds is None:
        yield "第二轮：没有测（程序没有 --previous）"
        return
    for became in Became:
        yield f"第二轮 {became.value}：说对 {rounds.right[became]}/{rounds.asked[became]}"
    yield f"第二轮没有错的文件中误报 {len(rounds.false)}"
    for one, error, became, states in rounds.wrong[:most]:
        yield (
            f"   没有说对 {one.now.file}（原 {one.before.file}）{error.kind} “{error.right}”"
            f"写作“{error.wrong}”：应为{became.value}，说的是“{states}”"
        )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole}，{100 * part / whole if whole else 100:.1f}%"


def falls_short(
    judged: Judged, letters: Letters | None, rounds: Rounds | None, given: argparse.Namespace
) -> bool:
    """Whether too little was found or followed, anything is false, or anything is not named."""
    planted = len(judged.found) + len(judged.lost)
    too_few = 100 * len(judged.found) < given.least_found * planted
    badly = False
    if letters is not None:
        badly |= bool(letters.wrong or letters.false or letters.unwritten)
    if rounds is not None:
        right = rounds.right.total()
        badly |= 100 * right < given.least_followed * (right + len(rounds.wrong))
        badly |= bool(rounds.false)
    return too_few or badly or bool(judged.false) or bool(judged.unnamed)


if __name__ == "__main__":
    sys.exit(main())
