"""The dictionary of budget codes (政府收支分类科目): the known names, those that many have."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Mapping

# Items (项) that many of the 款 have under one name: the name does not tell the code.
COMMON_ITEMS = frozenset(
    ("行政运行", "一般行政管理事务", "机关服务", "事业运行", "事业机构", "信息化建设", "专项业务")
)


@cache
def known_names() -> Mapping[str, str]:
    """Return the names of the codes that were seen in published documents."""
    text = resources.files("generator.accounts").joinpath("subjects.csv").read_text("utf-8")
    return {row[zh.SUBJECT_CODE]: row[zh.SUBJECT_NAME] for row in csv.DictReader(text.splitlines())}
