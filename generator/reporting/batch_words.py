"""What the summary of a batch says: its columns, kinds and states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.field import zh

if TYPE_CHECKING:
    from generator.model.batch import Row

BUILDING, CHECKING, REVIEWING = "编制", "核对", zh.REVIEWED
CHECK_PAGE, REVIEW_PAGE = f"{CHECKING}.html", f"{REVIEWING}.html"
KINDS = {"folder": "部门数据", "book": "工作簿", "submitted": "送审的文件"}
STATE = "状态"
DONE, FAILED = "完成", "没有做成"
SUMMARY: Final = "汇总"
# The columns of the summary, with their widths in characters.
COLUMNS = {
    "所在": 40,
    "种类": 11,
    zh.DEPARTMENT_NAME: 30,
    zh.YEAR: 8,
    STATE: 10,
    zh.REASON: 50,
    "核对错误": 9,
    "核对警告": 9,
    "核对提示": 9,
    "核对的关系": 11,
    "没能核对": 9,
    f"还{zh.GAPS}": 9,
    "审核结论": 18,
    "审核错误": 9,
    "审核警告": 9,
    "审核提示": 9,
    "结果": 40,
}
TEXTS = frozenset({"所在", "种类", zh.DEPARTMENT_NAME, STATE, zh.REASON, "审核结论", "结果"})


def list_cells(row: Row) -> tuple[str | int | None, ...]:
    """Return a row of the summary; None where something was not asked for or is not known."""
    return (
        row.path,
        row.kind,
        row.department,
        row.year or None,
        FAILED if row.failure else DONE,
        row.failure,
        row.check_errors,
        row.check_warnings,
        row.check_remarks,
        row.checked,
        row.unchecked,
        row.gaps,
        row.verdict,
        row.review_errors,
        row.review_warnings,
        row.review_remarks,
        row.folder,
    )
