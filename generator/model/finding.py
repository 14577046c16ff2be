"""What a reading or a check found wrong in the user's data (审核问题)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.place import Place


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
    """The error taxonomy (DOMAIN: 错误分类); the value is what JSON carries."""

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong, with all the evidence that is needed to open the right cell.

    `stated` and `expected` are amounts in the unit of the table that `places[0]` names;
    `found_text` is the value as it stands in the file where it is no amount.
    """

    code: str
    finding_class: FindingClass
    severity: Severity
    message: str
    places: tuple[Place, ...] = ()
    stated: Decimal | None = None
    expected: Decimal | None = None
    formula: str = ""
    found_text: str = ""
    also: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Stated minus expected, where the finding compares two amounts."""
        if self.stated is None or self.expected is None:
            return None
        return self.stated - self.expected


def sort_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings by place, then code, so that two runs are the same."""

    def order(finding: Finding) -> tuple[str, str, int, int, str, str]:
        if not finding.places:
            return ("\uffff", "", 0, 0, finding.code, finding.message)
        first = finding.places[0]
        cell = (first.row_number, first.column_number)
        return (first.file, first.sheet, *cell, finding.code, finding.message)

    return tuple(sorted(findings, key=order))
