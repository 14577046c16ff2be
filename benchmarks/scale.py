"""Measures what docs/scale.md reckons with: the costs of one department more.

Runs over few and over more random departments, here and on a Dask cluster of one worker; the
difference by the number of departments is the cost of one, without what a start takes. Seconds
are of the processor, those of all processes that a run has started.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from support.batches import ALL, JOURNAL, finish, write_departments  # noqa: E402 - of the tests
from support.clusters import Cluster  # noqa: E402 - of the tests


class Cost(NamedTuple):
    """A run: seconds of the processor, bytes read, written, kept in the journal, files written."""

    seconds: float
    read: int
    written: int
    journal: int
    files: int


def main() -> None:
    """Run four times and print the differences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", type=int, default=4)
    parser.add_argument("--more", type=int, default=12)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        counts = (given.few, given.more)
        here = [measure(room, count, "本机", "--jobs", "1") for count in counts]
        with Cluster(1) as cluster:
            there = [measure(room, count, "集群", "--cluster", cluster.address) for count in counts]
    more = given.more - given.few
    _print("本机，全部进程", [(b - a) / more for a, b in zip(*here, strict=True)])
    _print("集群，只有主进程", [(b - a) / more for a, b in zip(*there, strict=True)])


def measure(room: Path, count: int, name: str, *options: str) -> Cost:
    """Run over so many departments and return what it cost. Raises SystemExit where it fails."""
    root, out = room / f"{count}个", room / f"{name}{count}"
    if not root.exists():
        write_departments(root, count)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    status, said = finish(root, out, *ALL, *options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        sys.exit(said)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    results = [path for path in out.rglob("*") if path.is_file() and JOURNAL not in path.parts]
    return Cost(
        seconds, _size(root), sum(map(_length, results)), _size(out / JOURNAL), len(results)
    )


def _size(folder: Path) -> int:
    return sum(_length(path) for path in folder.rglob("*") if path.is_file())


def _length(path: Path) -> int:
    return path.stat().st_size


def _print(what: str, cost: list[float]) -> None:
    seconds, read, written, journal, files = cost
    print(
        f"{what}：一个部门 {seconds:.2f} 秒处理器时间，读 {read / 1000:.0f} kB，"
        f"写 {written / 1000:.0f} kB、{files:.1f} 个文件，记录 {journal / 1000:.1f} kB"
    )


if __name__ == "__main__":
    main()
