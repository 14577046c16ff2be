"""Summaries of reviewed files of every kind, as a run over a pile keeps them."""

from __future__ import annotations

from pathlib import Path

from generator.base.severity import FindingClass
from generator.model.review import Conclusion
from generator.model.reviewed_file import FileSummary, SkippedFile

_WORDS = {
    Conclusion.UNREAD: "无法审核",
    Conclusion.ERROR: "错误",
    Conclusion.UNCHECKED: "未发现错误，2 个数字没有核对",
    Conclusion.PASSED: "通过",
}


def summary(
    name: str,
    conclusion: Conclusion,
    counts: tuple[int, int, int] = (0, 0, 0),
    *kinds: FindingClass,
    department: str = "",
) -> FileSummary:
    unread = conclusion is Conclusion.UNREAD
    return FileSummary(
        name=name,
        path=Path(name),
        was_read=not unread,
        department=department,
        year=2024,
        conclusion=conclusion,
        verdict=_WORDS[conclusion],
        told=_WORDS[conclusion],
        why_unread="打不开" if unread else "",
        counts=counts,
        barring=2 if conclusion is Conclusion.UNCHECKED else 0,
        kinds=kinds,
        shares="",
        basis="规则",
    )


FILES = (
    summary("净", Conclusion.PASSED, (0, 0, 9)),
    summary("疑", Conclusion.UNCHECKED),
    summary("错一", Conclusion.ERROR, (1, 9, 0), FindingClass.UNIT, department="甲局"),
    summary("警", Conclusion.PASSED, (0, 1, 0), FindingClass.FORMAT, department="乙局"),
    summary("坏一", Conclusion.UNREAD),
    summary("错三", Conclusion.ERROR, (3, 0, 0), FindingClass.UNIT, FindingClass.FORMAT),
    summary("疑警", Conclusion.UNCHECKED, (0, 2, 0)),
    summary("坏二", Conclusion.UNREAD),
)
SORTED = ["坏一", "坏二", "错三", "错一", "疑警", "警", "疑", "净"]
SKIPPED = (
    *(SkippedFile(f"表{n}.xlsx", "是表格") for n in range(9)),
    SkippedFile("图.png", "是图片"),
)
