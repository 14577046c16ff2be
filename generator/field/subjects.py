"""The dictionary of budget codes (政府收支分类科目): the known names."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from generator.field import zh

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def known_names() -> Mapping[str, str]:
    """Return the names of the codes that were seen in published documents."""
    text = resources.files("generator.accounts").joinpath("subjects.csv").read_text("utf-8")
    return {row[zh.SUBJECT_CODE]: row[zh.SUBJECT_NAME] for row in csv.DictReader(text.splitlines())}
