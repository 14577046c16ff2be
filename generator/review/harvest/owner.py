"""Whose accounts of which year a submitted text says it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.data_folder import Lists
from generator.model.submission import Owner
from generator.review.harvest.identity import read_identity
from generator.review.harvest.rows import Rows
from generator.review.text.flat import flatten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.records import Record
    from generator.model.submission import Submission
    from generator.model.table import Table


def read_owner(submission: Submission, tables: Mapping[str, Table]) -> Owner:
    """Return the department and year that a text prints; `tables` are those of the same file."""
    flats = {
        section.topic: flatten(submission.file, section.paragraphs)
        for section in reversed(submission.sections)
        if section.topic
    }
    rows = Rows()
    read_identity(submission, flats, tables, rows)
    return identify(rows.lists)


def identify(lists: Mapping[str, Sequence[Record]]) -> Owner:
    """Return the department and the year that 单位信息 has among some lists."""
    listed = {
        record.text(zh.ITEM): record.text(zh.CONTENT) for record in lists.get(Lists.IDENTITY, ())
    }
    year = listed.get(zh.YEAR, "")
    return Owner(listed.get(zh.DEPARTMENT_NAME, ""), int(year) if year.isdigit() else 0)
