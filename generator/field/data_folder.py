"""The names of what a data folder holds (DESIGN 2): lists, texts, subfolders."""

from __future__ import annotations

from typing import Final


class Lists:
    """The lists: files of a folder, or sheets of a workbook."""

    IDENTITY: Final = "单位信息"
    MEMBERS: Final = "单位构成"
    LAST_TOTALS: Final = "上年数"
    BUDGETS: Final = "年初预算"
    FACTS: Final = "事项"
    REASONS: Final = "原因"
    GAPS: Final = "待补充"
    PROJECTS: Final = "项目绩效"
    SUBJECTS: Final = "科目"


LAST_YEAR = "上年"
TEXTS = "文字"
ATTACHMENTS = "附件"
SETTINGS = "行文.toml"
GUIDE = "说明"
# The texts that a narrative uses: files of 文字/, or sheets of a workbook.
TEXT_NAMES = (
    "主要职责",
    "机构设置",
    "绩效评价工作开展情况",
    "项目绩效自评结果",
    "部门评价结果",
    "名词解释",
)
