"""What is wrong with a template: its line, what kind of slip, and the sentence about it."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from generator.field import zh


class FaultKind(Enum):
    """The kinds of slips in templates and switches."""

    SYNTAX = "句法"
    BLOCK = "没有结束的语句"
    WIDE = "全角符号"
    NAME = zh.NAME
    FILTER = "过滤器"
    PART = "名称的部分"
    NUMBER = "数字"
    HEADING = "标题"
    CHART = "图"
    TABLE = "表格"
    BRACE = "花括号"
    MACRO = "宏"
    SWITCH = "开关"
    FILE = "文件"
    RENDERING = "写出"

    @property
    def stops(self) -> bool:
        """Whether a document cannot be written with it; the others are told by `templates check`.

        A wrong part of a name stops as well, once its line is reached.
        """
        return self in _STOPPING


_STOPPING = {
    FaultKind.SYNTAX,
    FaultKind.BLOCK,
    FaultKind.WIDE,
    FaultKind.NAME,
    FaultKind.FILTER,
    FaultKind.TABLE,
}


class Fault(NamedTuple):
    """A slip: the line of the file, its kind, and the sentence with the proposal."""

    line: int
    kind: FaultKind
    message: str
