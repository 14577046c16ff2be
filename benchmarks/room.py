"""A pile in the reviewer's room, measured: the first round, letters, the second round.

    python benchmarks/room.py --files 60 --seed 3

Told are the seconds of each, how long the desk takes to answer while a run goes on, and whether
the workbook has the bytes of the command line.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

from piles.model import Fate, Pile  # noqa: E402 - they lie in tests
from piles.planning import plan_pile  # noqa: E402
from piles.rounds import plan_second  # noqa: E402
from piles.writing import BOOK, DAY, FILES, write_files, write_pile  # noqa: E402
from support.reviewing import PILE, Desk, read_drop, sit_down  # noqa: E402
from support.serving import open_server  # noqa: E402


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--seed", default="3")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), given.files, given.seed)


def _measure(room: Path, files: int, seed: str) -> None:
    pile = _without_endless(plan_pile(files, seed))
    write_pile(pile, room / "一", 1)
    second, _ = plan_second(pile, seed)
    write_files(second, room / "二", 1)
    with open_server(room / "工作") as server:
        desk = sit_down(server)
        begun = time.monotonic()
        desk.drop(read_drop(room / "一"), day=DAY)
        _tell("第一轮", begun, desk)
        begun = time.monotonic()
        book = desk.make("workbook")
        desk.make("letters")
        _tell("工作簿、意见书", begun, desk)
        _compare(server.house.workspace.root / "送审" / PILE, room, book)
        begun = time.monotonic()
        desk.drop(read_drop(room / "二"), target=f"next:{PILE}", day=DAY)
        _tell("第二轮", begun, desk)


def _without_endless(pile: Pile) -> Pile:
    return replace(pile, sent=tuple(one for one in pile.sent if one.fate is not Fate.ENDLESS))


def _tell(what: str, begun: float, desk: Desk) -> None:
    spent = time.monotonic() - begun
    asked = time.monotonic()
    rows = desk.rows()
    answered = time.monotonic() - asked
    print(f"{what}：{len(rows)} 份，{spent:.1f} 秒；表格 {answered:.2f} 秒")


def _compare(folder: Path, room: Path, book: bytes) -> None:
    target = room / "命令行.xlsx"
    given = ("--list", str(folder / "名单.csv"), "--data", str(folder / BOOK), "--date", DAY)
    command = [sys.executable, "-m", "generator", "review", str(folder / f"{FILES}文件"), *given]
    command += ["--format", "xlsx", "-o", str(target)]
    subprocess.run(command, check=False, cwd=_ROOT, capture_output=True)  # noqa: S603 - our own program
    print(f"工作簿与命令行逐字节相同：{target.read_bytes() == book}")


if __name__ == "__main__":
    main()
