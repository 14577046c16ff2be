"""Reasons put into 原因.csv: blank rows are filled in, others added; nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L03, L05, L08
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.data_folder import Lists
from generator.folder.list_rows import ListRows
from generator.folder.reasons import REASONS_FILE
from generator.folder.skeleton import BY_BUDGET, BY_YEAR, COLUMNS
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.folder.contents import Known, Rows
    from generator.folder.draft import DraftReason
    from generator.model.accounts import ListedText


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
    Raises MissingHeadError.
    """
    sheet = ListRows(rows or (COLUMNS[Lists.REASONS],), COLUMNS[Lists.REASONS], zh.REASON)
    added: list[DraftReason] = []
    findings: list[Finding] = []
    for one in reasons:
        there = given.get((one.key, one.basis)) or given.get((one.key, ""))
        if there is None:
            texts = {zh.MATTER: one.key, zh.REASON: one.reason, zh.BASIS: one.basis}
            waiting = next((row for row in sheet.entries() if _waits(sheet, row, one, known)), None)
            if waiting is not None:
                del texts[zh.MATTER]  # as the accountant wrote it
            sheet.put(waiting, texts)
            added.append(one)
        elif _plain(there.text) != _plain(one.reason):
            findings.append(_differing(one, there, draft))
    return Merged(sheet.rows(), tuple(added), tuple(findings))


def _waits(sheet: ListRows, row: list[str], one: DraftReason, known: Known) -> bool:
    """Whether a row is that of the reason and still blank."""
    said = sheet.text(row, zh.BASIS)
    basis = next((word for word in (BY_YEAR, BY_BUDGET) if word in said), "")
    key = known.reason_key(sheet.text(row, zh.MATTER))
    return key == one.key and basis in ("", one.basis) and not sheet.text(row, zh.REASON)


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。；，;,.")


def _differing(one: DraftReason, there: ListedText, draft: str) -> Finding:
    return finding(
        L05,
        f"“{one.key}”在 {there.place.file} {there.place.address} 已有原因，与 {draft} 中的"
        f"不同，保留已有的；草稿中写的是：{one.reason}",
        there.place,
        Place(draft, section=one.section, paragraph=one.paragraph, quote=one.reason),
        kind=FindingClass.INTERNAL,
        severity=Severity.WARNING,
        found_text=one.reason,
    )


def missing_head(path_name: str) -> Finding:
    """Return the finding for a 原因.csv into which nothing can be merged."""
    return finding(
        L08,
        f"{path_name} 没有“原因”列，草稿中的原因没有并入；第一行应为：事项，原因，对比",
        Place(path_name or REASONS_FILE),
        kind=FindingClass.EXTRACTION,
    )


def no_folder(name: str) -> Finding:
    """Return the finding for a draft that was made of a workbook, which is never written to."""
    return finding(
        L03,
        f"{name} 是工作簿，程序不改动它；请在其中的“原因”工作表里填写，"
        "或先用 gen-narrative import 转成数据文件夹",
        Place(name),
        kind=FindingClass.STRUCTURE,
        severity=Severity.ERROR,
    )
