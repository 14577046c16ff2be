"""A mistake of the program itself in one file of many: it costs that file, not the others."""

from __future__ import annotations

from pathlib import PurePath
from traceback import extract_tb
from typing import TYPE_CHECKING, TypeVar

from generator.base.errors import GeneratorError
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")
_LONGEST = 120


def attempt(work: Callable[[], Result], *, alone: bool) -> Result | str:
    """Return what `work` returns, or in Chinese why it could not be done.

    A mistake of the program is raised where the file is `alone`: nothing else is lost with it.
    """
    try:
        return work()
    except GeneratorError as error:
        return "；".join((str(error), *getattr(error, "__notes__", ())))
    except Exception as error:
        # Whatever it is, hundreds of other files must not be lost for it.
        if alone:
            raise
        return _describe(error)


def _describe(error: Exception) -> str:
    frames = extract_tb(error.__traceback__)
    at = f"，{PurePath(frames[-1].filename).name} 第 {frames[-1].lineno} 行" if frames else ""
    words = str(error)[:_LONGEST]
    kind = type(error).__name__
    return (
        f"无法审核：程序的缺陷（{kind}{f'：{words}' if words else ''}{at}，版本 {__version__}），"
        "不是文件的问题；请把这份文件和这一行文字发给维护者"
    )
