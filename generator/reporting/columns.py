"""The names of columns that several tables of findings share."""

from __future__ import annotations

from typing import Final

FILE: Final = "文件"
CODE: Final = "代码"
KIND: Final = "类别"
UNCHECKED: Final = "未核对"
