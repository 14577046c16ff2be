"""Measures `batch`: random departments built, checked and reviewed in one call.

Prints the rate and the highest memory of each process. With --stops the run is killed so many times
and gone on with, and its results are compared with those of one that nothing has stopped. Exits 1
where a department is not done, a process needed more than --most MB, or the bytes differ. The
departments come from tests/oracle, which never sees the program.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from support.batches import (  # noqa: E402 - of the tests
    ALL,
    begin,
    read_summary,
    read_tree,
    write_departments,
)
from support.processes import children_of  # noqa: E402 - of the tests

DEPARTMENTS, MOST = 100, 400
_SLICE = 0.2
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


class Measured(NamedTuple):
    """A run: exit status, seconds by the clock, peaks of the process and of its children in MB."""

    status: int
    seconds: float
    own: float
    others: dict[int, float]


def main() -> int:
    """Write the departments, run over them, print the figures and return the exit status."""
    given = _options()
    with tempfile.TemporaryDirectory() as name:
        room = Path(given.keep or name)
        root = room / "全省"
        if not root.exists():
            write_departments(root, given.departments)
        run = measure(root, room / "结果", given.jobs)
        print(*report(run, given.departments), sep="\n")
        rows = read_summary(room / "结果")
        failed = [row for row in rows if row["状态"] != "完成"]
        print(*(f"没有做成 {row['所在']}：{row['原因']}" for row in failed[:10]), sep="\n")
        badly = run.status != 0 or len(rows) != given.departments
        badly |= max(run.own, *run.others.values()) > given.most
        again = measure(root, room / "结果", given.jobs)
        print(f"没有变化再来一次：{again.seconds:.1f} 秒")
        if given.stops:
            badly |= not stopped_is_the_same(root, room, run, given)
    return int(badly)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--departments", type=int, default=DEPARTMENTS)
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: as many as processors")
    parser.add_argument("--stops", type=int, default=0, help="how many times it is killed")
    parser.add_argument("--most", type=float, default=MOST, help="MB that a process may need")
    parser.add_argument("--keep", default="", help="write departments and results here")
    return parser.parse_args()


def measure(root: Path, out: Path, jobs: int, seconds: float = float("inf")) -> Measured:
    """Run to the end, or kill it after so many seconds."""
    begun = time.monotonic()
    options = (*ALL, *(("--jobs", str(jobs)) if jobs else ()))
    running = begin(root, out, *options, quiet=True)
    own, others = 0.0, dict[int, float]()
    while running.poll() is None:
        own = max(own, peak_of(running.pid))
        for child in children_of(running.pid):
            others[child] = max(others.get(child, 0.0), peak_of(child))
        if time.monotonic() - begun > seconds:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
        time.sleep(_SLICE)
    return Measured(running.returncode, time.monotonic() - begun, own, others)


def peak_of(process: int) -> float:
    """Return the highest memory of a process so far in MB (Linux)."""
    try:
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0.0
    return int(found[1]) / 1000 if found else 0.0


def report(run: Measured, departments: int) -> list[str]:
    """Return the figures of a run."""
    peaks = sorted(run.others.values(), reverse=True)
    return [
        (
            f"{departments} 个部门，{run.seconds:.1f} 秒，每秒 {departments / run.seconds:.2f} 个，"
            f"退出状态 {run.status}"
        ),
        f"内存最多：主进程 {run.own:.0f} MB，{len(peaks)} 个工作进程 "
        + "、".join(f"{peak:.0f}" for peak in peaks[:8])
        + " MB",
    ]


def stopped_is_the_same(root: Path, room: Path, whole: Measured, given: argparse.Namespace) -> bool:
    """Kill runs after parts of the time of a whole one, go on, and compare all files."""
    out = room / "中断过的结果"
    for _ in range(given.stops):
        killed = measure(root, out, given.jobs, whole.seconds / (given.stops + 1))
        done = len(list(out.rglob("核对.html")))
        print(f"{killed.seconds:.1f} 秒后中断（状态 {killed.status}），已有 {done} 个")
    last = measure(root, out, given.jobs)
    same = read_tree(out) == read_tree(room / "结果")
    print(f"接着做完用了 {last.seconds:.1f} 秒；结果{'逐字节相同' if same else '不同'}")
    return same


if __name__ == "__main__":
    sys.exit(main())
