"""A pile in the reviewer's room, measured: usable while it runs, killed in the middle, next round.

    python benchmarks/room.py --files 60 --seed 3

The program runs in a process of its own. While it reviews, the desk, its table, and the page of a
document are asked for; with half of the files done it is killed (SIGKILL) and started again. Told
are the answer times (median, slowest), the seconds of each part, what was lost or reviewed twice,
and whether workbook and letters of both rounds have the bytes of the command line. Status 1 where
something is lost, done twice or other than there, or the median of an answer is above its bound.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

from piles.model import Fate, Pile  # noqa: E402 - they lie in tests
from piles.planning import plan_pile  # noqa: E402
from piles.rounds import plan_second  # noqa: E402
from piles.writing import BOOK, DAY, LIST, write_files, write_pile  # noqa: E402
from support.digests import digest, packed  # noqa: E402
from support.served import Program  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PILE, _FILES, _PREVIOUS = "首批", "送审文件", "上一轮.xlsx"
_BOUND = 1.0  # seconds: an answer while it reviews, the median
_LOOK = 0.4  # seconds between two looks, as the page of the desk has about
_PATIENCE = 7200.0


@dataclass
class _Room:
    """The program, and the pile that is looked at; `times` are the seconds of each kind of answer.

    `rows` are what the table has, as the page keeps it.
    """

    workspace: Path
    program: Program
    pile: str = _PILE
    times: dict[str, list[float]] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def address(self, *parts: str) -> str:
        return "/".join(["/reviewer/piles", *map(urllib.parse.quote, (self.pile, *parts))])

    def folder(self) -> Path:
        return self.workspace / "送审" / self.pile

    def timed(self, what: str, ask: Callable[[], Any]) -> Any:
        begun = time.monotonic()
        answer = ask()
        self.times.setdefault(what, []).append(time.monotonic() - begun)
        return answer

    def look(self) -> Any:
        """Ask for what the table does not have yet; return the run."""
        known = {name: row["key"] for name, row in self.rows.items()}
        told = self.timed(
            "表格", lambda: self.program.post(self.address("state"), {"known": known})
        )
        for name in told["gone"]:
            self.rows.pop(name, None)
        self.rows.update((row["id"], row) for row in told["rows"])
        return told["run"]

    def open_pages(self) -> None:
        """Open the desk, and the page of the document that was done last."""
        self.timed("审核桌", lambda: self.program.read(self.address("")))
        link = next((row["link"] for row in reversed(self.rows.values()) if row["link"]), "")
        if link:
            self.timed("一份文件", lambda: self.program.read(link))
            self.timed("它的各项决定", lambda: self.program.get(f"{link}items"))

    def review(self, until: Callable[[], bool] = lambda: False) -> None:
        """Use the room until the run has ended, or what is asked for is there."""
        end = time.monotonic() + _PATIENCE
        while self.look()["open"] and not until():
            _go_on_until(end)
            self.open_pages()
            time.sleep(_LOOK)

    def make(self, what: str) -> bytes:
        """Let something be written, and return it."""
        run = self.program.post(self.address("make"), {"what": what, "hints": False})["run"]
        end = time.monotonic() + _PATIENCE
        while (told := self.program.get(f"/runs/{run}"))["open"]:
            _go_on_until(end)
            time.sleep(0.1)
        if told["state"] != "done":
            raise RuntimeError(told)
        return self.program.read(self.address("made", run))

    def drop(self, room: Path, target: str) -> None:
        """Send a folder as a browser does, let it be taken in; its review begins."""
        batch = self.program.post("/uploads")["batch"]
        for path in sorted(one for one in room.rglob("*") if one.is_file()):
            name = urllib.parse.quote(path.relative_to(room).as_posix())
            changed = int(path.stat().st_mtime * 1000)
            self.program.send(f"/uploads/{batch}?name={name}&changed={changed}", path.read_bytes())
        self.program.submit("/reviewer/receive", batch=batch)
        self.program.submit("/reviewer/place", batch=batch, target=target, name=_PILE)
        self.rows = {}


def _go_on_until(end: float) -> None:
    if time.monotonic() > end:
        raise TimeoutError


def main() -> int:
    """Measure and tell; return the status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--seed", default="3")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        pile = _without_endless(plan_pile(given.files, given.seed))
        write_pile(pile, Path(place) / "一", 1)
        second, _ = plan_second(pile, given.seed)
        write_files(second, Path(place) / "二", 1)
        room = _Room(Path(place) / "工作", Program(Path(place) / "工作"))
        try:
            faults = list(_measure(room, Path(place)))
        finally:
            room.program.kill()
    for what, seconds in room.times.items():
        middle = statistics.median(seconds)
        told = f"{len(seconds)} 次，中位数 {middle:.2f} 秒，最慢 {max(seconds):.2f} 秒"
        print(f"审核时 {what}：{told}")
        if middle > _BOUND:
            faults.append(f"{what} 的中位数超过 {_BOUND} 秒")
    print("\n".join(faults) or "没有丢失，没有重审，与命令行逐字节相同")
    return 1 if faults else 0


def _without_endless(pile: Pile) -> Pile:
    return replace(pile, sent=tuple(one for one in pile.sent if one.fate is not Fate.ENDLESS))


def _measure(room: _Room, place: Path) -> Iterator[str]:
    """Yield what is wrong."""
    begun = _tell("收件", time.monotonic(), lambda: room.drop(place / "一", "new"))
    yield from _kill_in_the_middle(room, begun)
    room.program.submit(room.address("begin"), day=DAY)
    _tell("全部没有改动的再审一遍", time.monotonic(), room.review)
    yield from _compare(room, place)
    # What is accepted in the first round goes into the second.
    _accept(room, *next(_list_findings(room)))
    room.drop(place / "二", f"next:{_PILE}")
    room.pile = f"{_PILE}-第2轮"
    _tell("第二轮", time.monotonic(), room.review)
    room.program.submit(room.address("begin"), day=DAY)
    room.review()
    states = {state for row in room.rows.values() for state in row["states"]}
    print(f"第二轮：{len(room.rows)} 份，状态 {'、'.join(sorted(states))}")
    yield from _compare(room, place, "--previous", str(room.folder() / _PREVIOUS))


def _tell(what: str, begun: float, work: Callable[[], None]) -> float:
    work()
    now = time.monotonic()
    print(f"{what}：{now - begun:.1f} 秒", flush=True)
    return now


def _kill_in_the_middle(room: _Room, begun: float) -> Iterator[str]:
    """Decide something, kill with half of the files done, start again; yield what is lost."""
    half = sum(1 for one in (room.folder() / _FILES).rglob("*") if one.is_file()) // 2
    room.review(lambda: len(room.rows) >= half)
    link, key = next(_list_findings(room))
    room.program.post("/reviewer/me", {"name": "王审"})
    _accept(room, link, key)
    # What is not whole yet has another name.
    before = {name: mark for name, mark in _kept(room).items() if "~" not in name}
    done = set(room.rows)
    in_the_middle = room.look()["open"]
    room.program.kill()
    print(f"审完 {len(before)} 份时中断")
    if not in_the_middle:
        yield "中断之前已经审完，换一个 --files"
    room.program = Program(room.workspace)
    room.rows = {}
    _tell("第一轮（含中断）", begun, room.review)
    after = _kept(room)
    if any("~" in name for name in after):
        yield "中断留下了没有写完的东西"
    again = [name for name, mark in before.items() if after.get(name) != mark]
    if again:
        yield f"{len(again)} 份重审了"
    if lost := done - set(room.rows):
        yield f"{len(lost)} 份丢失"
    if key not in room.program.get(f"{link}items")["decisions"]:
        yield "中断之前的决定丢失"
    # Without one the workbook is that of the command line without an accepted list.
    room.program.post(f"{link}decide", {"kind": "decision", "key": key, "value": ""})
    print(f"第一轮：{len(room.rows)} 份")


def _accept(room: _Room, link: str, key: str) -> None:
    value = {"state": "accepted", "reason": "已核实"}
    room.program.post(f"{link}decide", {"kind": "decision", "key": key, "value": value})


def _list_findings(room: _Room) -> Iterator[tuple[str, str]]:
    for row in room.rows.values():
        if row["link"] and row["findings"]:
            for key in room.program.get(f"{row['link']}items")["findings"]:
                yield row["link"], key


def _kept(room: _Room) -> dict[str, int]:
    """Return the reviews that are kept; one that is made again is another folder."""
    folders = (room.workspace / ".gen-narrative" / "reviews").glob("*/*")
    return {one.name: one.stat().st_ino for one in folders}


def _compare(room: _Room, place: Path, *more: str) -> Iterator[str]:
    """Write workbook and letters here and by the command line; yield where they differ."""
    made: dict[str, bytes] = {}
    for what in ("workbook", "letters"):
        begun = time.monotonic()
        made[what] = room.make(what)
        print(f"{room.pile} {what}：{time.monotonic() - begun:.1f} 秒", flush=True)
    folder, target = room.folder(), place / f"命令行{room.pile}"
    given = ["--list", str(folder / LIST), "--data", str(folder / BOOK), "--date", DAY, *more]
    target.mkdir()
    given += ["--letters", str(target), "--format", "xlsx", "-o", str(target / "a.xlsx")]
    begun = time.monotonic()
    command = [sys.executable, "-m", "generator", "review", str(folder / _FILES), *given]
    done = subprocess.run(command, check=False, cwd=_ROOT, capture_output=True)  # noqa: S603 - our own program
    print(f"命令行：{time.monotonic() - begun:.1f} 秒")
    if done.returncode > 1:
        yield done.stderr.decode()
        return
    if digest((target / "a.xlsx").read_bytes()) != digest(made["workbook"]):
        yield f"{room.pile}：工作簿与命令行不同"
    letters = {
        one.relative_to(target).as_posix(): digest(one.read_bytes())
        for one in target.rglob("*.*")
        if one.name != "a.xlsx"
    }
    if letters != packed(made["letters"]):
        yield f"{room.pile}：意见书与命令行不同"
    print(f"{room.pile}：意见书 {len(zipfile.ZipFile(BytesIO(made['letters'])).namelist())} 封")


if __name__ == "__main__":
    sys.exit(main())
