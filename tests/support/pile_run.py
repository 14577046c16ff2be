"""Where the independent piles meet the program: reviewed by its command line, results read back.

What is planted comes from tests/piles, which never sees the program.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from piles.model import Fate
from piles.writing import BOOK, DAY, FILES, LIST
from wordings.matching import covers, covers_anywhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from piles.model import Error, Pile, Sent, Text

Record = dict[str, Any]
RESULT = "结果.json"
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_OPTION = re.compile(r"(?<!\S)--[a-z-]+")
_SLICE, _STARTS = 0.05, 60
_NOTHING: Record = {"documents": [], "roll": {"departments": [], "strangers": []}}
_LOUD = frozenset({"error", "warning"})
# Files that end up with a reason in place of findings.
_UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a pile: exit status, what was said, seconds by the clock, peak memory in MB."""

    status: int
    said: str
    seconds: float
    megabytes: float
    result: Record

    @property
    def documents(self) -> dict[str, Record]:
        """What is told of each file."""
        return {one["document"]: one for one in self.result["documents"]}

    @property
    def skipped(self) -> dict[str, str]:
        """Why files were not reviewed."""
        return {one["document"]: one["why"] for one in self.result.get("skipped", ())}

    @property
    def roll(self) -> dict[str, Record]:
        """What is told of each department of the list."""
        return {one["department"]: one for one in self.result["roll"]["departments"]}


@dataclass(slots=True)
class Judged:
    """What of a pile was told: by name what is right, what is not."""

    found: list[tuple[Sent, Error]] = field(default_factory=list)
    lost: list[tuple[Sent, Error]] = field(default_factory=list)
    false: list[tuple[Sent, Record]] = field(default_factory=list)
    beside: list[tuple[Sent, Record]] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    unnamed: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, name: str, *, is_named: bool) -> None:
        """Count one thing that has to be named."""
        (self.named if is_named else self.unnamed).setdefault(what, []).append(name)


def known_options() -> frozenset[str]:
    """Return the options that `review` has."""
    command = [sys.executable, "-P", "-m", "generator", "review", "--help"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_STARTS)
    return frozenset(_OPTION.findall(done.stdout.decode("utf-8")))


def review_pile(
    room: Path,
    seconds: float,
    *more: str,
    files: str = FILES,
    result: str = RESULT,
    with_data: bool = True,
) -> Run:
    """Review a written pile in one run of the command line; each file has so many seconds."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "generator",
        "review",
        files,
        "--list",
        LIST,
        *(("--data", BOOK) if with_data else ()),
    ]
    command += ["--format", "json", "-o", result, "--date", DAY, "--timeout", f"{seconds:g}", *more]
    start = time.monotonic()
    with (room / "所说.txt").open("wb") as said:
        process = subprocess.Popen(command, cwd=room, stdout=said, stderr=subprocess.STDOUT)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak_of(process.pid))
            time.sleep(_SLICE)
    took = time.monotonic() - start
    path = room / result
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else _NOTHING
    words = (room / "所说.txt").read_text(encoding="utf-8")
    return Run(process.returncode, words, took, peak, told)


def _peak_of(process: int) -> float:
    """Return the most memory that a process has had so far (Linux), 0 where nothing tells."""
    try:
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def judge(pile: Pile, run: Run) -> Judged:
    """Return what the run told of the pile."""
    judged = Judged()
    for one in pile.sent:
        told = run.documents.get(one.file)
        findings = _loud(told)
        if one.text is not None and one.fate in {Fate.PLANTED, Fate.OLDER}:
            _judge_errors(judged, one, one.text, findings)
        elif one.fate in {Fate.CLEAN, Fate.STRANGER}:
            judged.false += [(one, finding) for finding in findings]
            judged.note("读了的", one.file, is_named=told is not None and not told["unusable"])
        if one.fate in {Fate.UNREADABLE, Fate.ENDLESS}:
            judged.note(one.fate.value, one.file, is_named=_is_named(one, run))
    _judge_roll(judged, pile, run)
    return judged


def _loud(told: Record | None) -> list[Record]:
    return [one for one in (told or {}).get("findings") or () if one["severity"] in _LOUD]


def _judge_errors(judged: Judged, one: Sent, text: Text, findings: Sequence[Record]) -> None:
    about: set[int] = set()
    for error in text.errors:
        spots = text.spots(error)
        hits = [n for n, found in enumerate(findings) if shows(one, text, found, spots)]
        about.update(hits)
        (judged.found if hits else judged.lost).append((one, error))
    judged.beside += [(one, found) for n, found in enumerate(findings) if n not in about]


def shows(one: Sent, text: Text, finding: Record, spots: Sequence[tuple[int, int]]) -> bool:
    """Whether a finding stands at one of the spots; only a .txt has the lines that it names."""
    printed = text.document.render().text
    is_plain = one.file.endswith(".txt")
    return any(
        covers(printed, place.get("quote", ""), place.get("paragraph", 0), spots)
        if is_plain
        else covers_anywhere(printed, place.get("quote", ""), spots)
        for place in finding["places"]
    )


def _is_named(one: Sent, run: Run) -> bool:
    """Whether a file that was not read is named with a reason, and its department is asked about.

    A text that never ends is named with the bound that it exceeded.
    """
    told = run.documents.get(one.file)
    why = run.skipped.get(one.file, "")
    if told is not None and told["verdict"] == _UNREAD:
        why = told["unusable"] or ""
    department = run.roll.get(one.department, {})
    asked = department.get("state") == "unsure" and one.file in department["others"]
    return asked and ("已停止" in why if one.fate is Fate.ENDLESS else bool(why))


def _judge_roll(judged: Judged, pile: Pile, run: Run) -> None:
    """Note who is missing, who has sent twice or another year's, who is not on the list."""
    for name in pile.missing:
        judged.note("没有送的", name, is_named=_state(run, name) == "missing")
    for one in pile.of(Fate.OTHER_YEAR):
        judged.note(one.fate.value, one.file, is_named=_state(run, one.department) == "other-year")
    for one in pile.of(Fate.OLDER):
        told = run.roll.get(one.department, {})
        newer = {other.file for other in pile.sent if other.department == one.department}
        counting = told.get("file")
        right = counting in newer - {one.file} and one.file in told["others"]
        judged.note(one.fate.value, one.file, is_named=right)
    nobodys = {one["file"] for one in run.result["roll"]["strangers"]}
    for one in pile.of(Fate.STRANGER):
        judged.note(one.fate.value, one.file, is_named=one.file in nobodys)
    for one in pile.of(Fate.CLEAN, Fate.PLANTED):
        told = run.roll.get(one.department, {})
        right = told.get("state") == "sent" and told.get("file") == one.file
        judged.note("送了的", one.file, is_named=right)


def _state(run: Run, department: str) -> str:
    return str(run.roll.get(department, {}).get("state", ""))


def describe(judged: Judged, most: int) -> Iterable[str]:
    """Yield what went wrong, so many of each."""
    for one, error in judged.lost[:most]:
        text = one.text
        assert text is not None
        start, end = (text.spots(error) or ((0, 0),))[0]
        around = text.document.render().text[max(0, start - 60) : end + 60].replace("\n", "⏎")
        yield (
            f"   漏报 {one.file}（{text.wording}，{text.known.value}）{error.kind}："
            f"“{error.right}”写作“{error.wrong}”：…{around}…"
        )
    for title, several in (("误报", judged.false), ("有错的文件中另报", judged.beside)):
        for one, finding in several[:most]:
            quote = finding["places"][0].get("quote", "") if finding["places"] else ""
            yield (
                f"   {title} {one.file}（{one.text.wording if one.text else ''}）"
                f"{finding['code']} {finding['message'][:160]} ｜ {quote[:60]}"
            )
    for what, names in judged.unnamed.items():
        for name in names[:most]:
            yield f"   没有说对 {what}：{name}"
