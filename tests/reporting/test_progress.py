"""How far a run over many files is: one line on a terminal, now and then a line in a pipe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from generator.reporting.progress import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that goes on only when told to."""
    now = [1000.0]

    def go_on(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("generator.reporting.progress.time.monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    return go_on


def test_a_terminal_has_one_line_that_goes_away(clock: Callable[[float], None]) -> None:
    stream = Terminal()
    with ProgressLine(4, stream) as line:
        for name in ("甲局.docx", "乙局.docx"):
            line.begin(name)
            clock(6)
            line.wait()
            line.finish()
    written = stream.getvalue()
    assert "\n" not in written
    *shown, blank, end = written.split("\r")[1:]
    assert "已审核 0/4 份　正在审核 甲局.docx（6 秒）" in shown[0]
    assert "已审核 1/4 份　每分钟 5 份　约剩 36 秒　正在审核 乙局.docx（6 秒）" in shown[-1]
    assert {cell_len(one) for one in shown} == {79}
    assert (blank.strip(), end) == ("", "")


def test_a_long_name_does_not_break_the_line(clock: Callable[[float], None]) -> None:
    stream = Terminal()
    with ProgressLine(4, stream) as line:
        clock(1)
        line.begin("局" * 200)
    assert all(cell_len(one) <= 79 for one in stream.getvalue().split("\r"))
    assert "…" in stream.getvalue()


def test_the_line_is_not_written_all_the_time(clock: Callable[[float], None]) -> None:
    stream = Terminal()
    with ProgressLine(1000, stream) as line:
        for number in range(1000):
            line.begin(f"{number}.docx")
            clock(0.001)
            line.finish()
    assert stream.getvalue().count("已审核") <= 6


def test_a_pipe_has_whole_lines_now_and_then(clock: Callable[[float], None]) -> None:
    stream = io.StringIO()
    with ProgressLine(60, stream) as line:
        for number in range(60):
            line.begin(f"{number}.docx")
            clock(2)
            line.wait()
            line.finish()
    lines = stream.getvalue().splitlines()
    assert 6 <= len(lines) <= 8
    assert "\r" not in stream.getvalue()
    assert lines[0] == "已审核 7/60 份　每分钟 26 份　约剩 2 分 1 秒　正在审核 7.docx"


def test_a_short_run_says_nothing_in_a_pipe(clock: Callable[[float], None]) -> None:
    stream = io.StringIO()
    with ProgressLine(3, stream) as line:
        for name in ("甲", "乙", "丙"):
            line.begin(name)
            clock(4)
            line.finish()
    assert stream.getvalue() == ""


def test_where_nobody_reads_the_work_goes_on(clock: Callable[[float], None]) -> None:
    stream = Terminal()
    with ProgressLine(3, stream) as line:
        stream.close()
        for name in ("甲", "乙", "丙"):
            clock(20)
            line.begin(name)
            line.finish()
