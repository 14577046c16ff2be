"""Reasons put into 原因.csv: blank rows are filled in, others added; nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.intake.contents import REASONS
from generator.intake.reasons import REASONS_FILE
from generator.intake.skeleton import BY_BUDGET, BY_YEAR, COLUMNS
from generator.labels import key_of
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.intake.contents import Known, Rows
    from generator.intake.draft import DraftReason
    from generator.model.accounts import ListedText

_HEAD_ROWS = 6


class Merged(NamedTuple):
    """The rows of 原因.csv after merging, and the reasons that are new in it."""

    rows: Rows
    added: tuple[DraftReason, ...]
    findings: tuple[Finding, ...]


def merge_reasons(
    rows: Rows,
    reasons: Iterable[DraftReason],
    given: Mapping[tuple[str, str], ListedText],
    known: Known,
    draft: str,
) -> Merged:
    """Return `rows` (those of 原因.csv, none where there is no such file) with the reasons.

    `given` are the reasons that the folder has already; `draft` names the file of the new ones.
    """
    sheet = _Sheet(rows or (COLUMNS[REASONS],), known)
    added: list[DraftReason] = []
    findings: list[Finding] = []
    for one in reasons:
        there = given.get((one.key, one.basis)) or given.get((one.key, ""))
        if there is None:
            sheet.put(one)
            added.append(one)
        elif _plain(there.text) != _plain(one.reason):
            findings.append(_differing(one, there, draft))
    return Merged(sheet.rows(), tuple(added), tuple(findings))


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。；，;,.")


def _differing(one: DraftReason, there: ListedText, draft: str) -> Finding:
    return Finding(
        code="L05",
        finding_class=FindingClass.INTERNAL,
        severity=Severity.WARNING,
        message=f"“{one.key}”在 {there.place.file} {there.place.address} 已有原因，与 {draft} 中的"
        f"不同，保留已有的；草稿中写的是：{one.reason}",
        places=(
            there.place,
            Place(draft, section=one.section, paragraph=one.paragraph, quote=one.reason),
        ),
        found_text=one.reason,
    )


class _Sheet:
    """The cells of 原因.csv, whatever the order of its columns."""

    def __init__(self, rows: Rows, known: Known) -> None:
        self._rows = [list(row) for row in rows]
        self._known = known
        self._head = next(
            (at for at, row in enumerate(rows[:_HEAD_ROWS]) if "原因" in map(key_of, row)), -1
        )
        if self._head < 0:
            raise MissingHeadError
        self._columns = {name: self._column(name) for name in COLUMNS[REASONS]}

    def _column(self, name: str) -> int:
        """Return the column of that name, adding it where there is none."""
        names = [key_of(text) for text in self._rows[self._head]]
        if name in names:
            return names.index(name)
        for row in self._rows:
            row.append("")
        self._rows[self._head][-1] = name
        return len(self._rows[self._head]) - 1

    def put(self, one: DraftReason) -> None:
        """Write a reason into the blank row of its key, else into a new row."""
        row = next((row for row in self._rows[self._head + 1 :] if self._waits(row, one)), None)
        if row is None:
            row = [""] * len(self._rows[self._head])
            row[self._columns["事项"]] = one.key
            self._rows.append(row)
        row[self._columns["原因"]] = one.reason
        row[self._columns["对比"]] = one.basis

    def _waits(self, row: list[str], one: DraftReason) -> bool:
        key = self._known.reason_key(row[self._columns["事项"]])
        said = row[self._columns["对比"]]
        basis = next((word for word in (BY_YEAR, BY_BUDGET) if word in said), "")
        return key == one.key and basis in ("", one.basis) and not row[self._columns["原因"]]

    def rows(self) -> Rows:
        """Return the cells as they are now."""
        return tuple(tuple(row) for row in self._rows)


class MissingHeadError(ValueError):
    """No row of 原因.csv names its columns."""


def missing_head(path_name: str) -> Finding:
    """Return the finding for a 原因.csv into which nothing can be merged."""
    return Finding(
        code="L08",
        finding_class=FindingClass.EXTRACTION,
        severity=Severity.ERROR,
        message=f"{path_name} 没有“原因”列，草稿中的原因没有并入；第一行应为：事项，原因，对比",
        places=(Place(path_name or REASONS_FILE),),
    )


def no_folder(name: str) -> Finding:
    """Return the finding for a draft that was made of a workbook, which is never written to."""
    return Finding(
        code="L03",
        finding_class=FindingClass.STRUCTURE,
        severity=Severity.ERROR,
        message=f"{name} 是工作簿，程序不改动它；请在其中的“原因”工作表里填写，"
        "或先用 gen-narrative import 转成数据文件夹",
        places=(Place(name),),
    )
