"""How grave a finding is, and what kind of mistake it is."""

from __future__ import annotations

from enum import Enum


class Severity(Enum):
    """How grave a finding is; `rank` sorts the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for errors, 1 for warnings, 2 for information."""
        return ("error", "warning", "info").index(self.value)

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]


class FindingClass(Enum):
    """The error taxonomy (DOMAIN 9); the value is what JSON carries."""

    ARITHMETIC = "arithmetic"
    CROSS_TABLE = "cross-table"
    NARRATIVE_VS_TABLE = "narrative-vs-table"
    INTERNAL = "internal"
    DIRECTION = "direction"
    ZERO_BASE = "zero-base"
    STALE_NAME = "stale-name"
    UNIT = "unit"
    STRUCTURE = "structure"
    LEFTOVER = "leftover"
    FORMAT = "format"
    PLAUSIBILITY = "plausibility"
    TAIL = "tail"
    EXTRACTION = "extraction"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """The Chinese word that users read."""
        return _CLASS_LABELS[self.value]


_CLASS_LABELS = {
    "arithmetic": "计算错误",
    "cross-table": "表间不符",
    "narrative-vs-table": "文表不符",
    "internal": "前后不一",
    "direction": "方向矛盾",
    "zero-base": "零基数",
    "stale-name": "名称过时",
    "unit": "单位错误",
    "structure": "结构",
    "leftover": "残留",
    "format": "格式",
    "plausibility": "合理性",
    "tail": "尾差",
    "extraction": "读取",
    "missing": "缺失",
}
