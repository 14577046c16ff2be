"""How a run of the command line ends: its exit status, and what is said of an error."""

from __future__ import annotations

import contextlib
import sys
from enum import IntEnum

import typer

from generator.base.errors import GeneratorError
from generator.base.interrupts import is_interrupt
from generator.base.streams import discard_output, word_system_error
from generator.cli.usage import UsageError, asks_for_help, word_usage_error


class Status(IntEnum):
    """Exit statuses, on which scripts rely."""

    DONE = 0
    REFUSED = 1  # --final, or what a check found
    USAGE = 2
    STOPPED = 3
    BUG = 4
    INTERRUPTED = 130


def judge(error: Exception) -> tuple[Status, str]:
    """Return the exit status for an error, and what to say of it."""
    if asks_for_help(error):
        typer.echo(error.ctx.get_help(), err=True)  # type: ignore[attr-defined]
        found = Status.USAGE, ""
    elif isinstance(error, UsageError):
        found = Status.USAGE, word_usage_error(error)
    elif isinstance(error, typer.Abort):
        found = Status.REFUSED, ""
    elif isinstance(error, GeneratorError):
        lines = [f"无法继续：{error}", *getattr(error, "__notes__", ())]
        found = Status.STOPPED, "\n".join(lines)
    elif is_interrupt(error):
        found = Status.INTERRUPTED, ""
    elif isinstance(error, OSError):
        if error.filename is None:
            discard_output(sys.stdout)
        found = Status.STOPPED, f"无法继续：{word_system_error(error)}"
    else:
        found = (
            Status.BUG,
            (
                f"程序内部错误（{type(error).__name__}：{error}）。这是程序的缺陷，不是数据的问题；"
                "请把数据文件夹和这一行文字发给维护者。"
            ),
        )
    return found


def say(message: str) -> None:
    """Print on standard error, in whatever encoding a terminal has."""
    from generator.reporting.screen import open_console  # noqa: PLC0415 - keep `--help` light

    with contextlib.suppress(OSError):  # no room for the message either: the status says it
        open_console(sys.stderr).print(message, style="bold red")
