"""The names of columns that several tables of findings share."""

from __future__ import annotations

from typing import Final

FILE: Final = "文件"
LEVEL: Final = "级别"
CODE: Final = "代码"
KIND: Final = "类别"
STATED: Final = "现为"
EXPECTED: Final = "应为"
ALSO: Final = "连带"
UNCHECKED: Final = "未核对"
