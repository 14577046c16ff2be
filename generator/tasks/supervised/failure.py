"""Why there is no result for an input, in words that stand in its row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from traceback import extract_tb

from generator.version import __version__

_LONGEST = 120  # characters of what an exception says
_FOR_MAINTAINERS = "把这份文件和这一行文字发给维护者"


class Cause(Enum):
    """What kept a task from giving its result."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Failure:
    """An input for which there is no result: the cause, and the Chinese words for its row."""

    cause: Cause
    words: str


def exceeded_time(seconds: float) -> Failure:
    """Return what is said of an input that took longer than it may."""
    return Failure(Cause.TIME, f"超过 {seconds:g} 秒没有读完，已停止")


def exceeded_memory(megabytes: int) -> Failure:
    """Return what is said of an input that needed more memory than it may."""
    return Failure(Cause.MEMORY, f"超过 {megabytes} MB 内存没有读完，已停止")


def crashed(how: str, where: str = "") -> Failure:
    """Return what is said where the process itself ended: `how` (SIGSEGV), `where` if known."""
    at = f"，{where}" if where else ""
    return Failure(
        Cause.CRASH,
        f"程序在这份文件上意外终止（{how}{at}，版本 {__version__}）；"
        f"请在 Word 或 WPS 中另存一份再试，仍然这样的，{_FOR_MAINTAINERS}",
    )


def describe_bug(error: Exception) -> Failure:
    """Return what is said of a mistake of the program: kind, words, the place in our code."""
    frames = extract_tb(error.__traceback__)
    at = f"，{word_frame(frames[-1].filename, frames[-1].lineno)}" if frames else ""
    words = str(error)[:_LONGEST]
    kind = type(error).__name__
    return Failure(
        Cause.BUG,
        f"程序的缺陷（{kind}{f'：{words}' if words else ''}{at}，版本 {__version__}），"
        f"不是文件的问题；请{_FOR_MAINTAINERS}",
    )


def word_frame(file: str, line: object) -> str:
    """Return a place in a program as it is printed."""
    return f"{PurePath(file).name} 第 {line} 行"
