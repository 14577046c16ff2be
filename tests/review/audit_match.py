"""Findings of a review beside the audit list of a published document: which is which."""

import csv
import re
from dataclasses import dataclass
from functools import cached_property

from support.folders import AUDITED

from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.review import Review
from generator.model.submission import Mark

_SILENT = re.compile(r"[\s*#“”\"]|/")
_REACH = 6
_TABLE = re.compile(r"公开0[1-9]")
_NAMED = re.compile(r"(?:主要包括漏列|科目|不符|差)：(.+?)(?:（|$)")


def squash(text: str) -> str:
    """Return a text without white space, quotes and marks of Markdown."""
    return _SILENT.sub("", text)


@dataclass(frozen=True)
class Entry:
    """One line of an audit list; `review` says whether it is to be told, asked or kept silent."""

    number: str
    severity: str
    section: str
    quote: str
    note: str
    also: str
    review: str = ""

    @cached_property
    def key(self) -> str:
        """The quote as it is looked for."""
        return squash(self.quote)

    @property
    def in_table(self) -> bool:
        """Whether the entry is about a table or its notes."""
        return bool(_TABLE.fullmatch(self.section))


def read_entries(name: str, part: str = "document") -> list[Entry]:
    """Return the list of a document, or of its evaluation (十三 and what is attached)."""
    with (AUDITED / f"{name}_{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Entry(
            row["id"],
            row["severity"],
            row["section"],
            row["quote"],
            row["note"],
            row.get("also") or "",
            row.get("review") or "",
        )
        for row in rows
    ]


def read_cells(name: str) -> list[tuple[str, str, str]]:
    """Return the wrong cells of the tables: table, row, and the rules that notice them."""
    with (AUDITED / f"tables_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(r["table"], r["row"], r["rules"]) for r in rows if r["severity"] == "error"]


def is_found(entry: Entry, review: Review) -> bool:
    """Whether some finding is about the entry: its words, or its table."""
    if entry.in_table:
        return any(finding_fits_table(f, entry) for f in review.findings)
    return any(
        mark_fits(mark, entry) or entry.key in squash(" ".join(mark.finding.also))
        for mark in review.marks
    )


def finding_fits_table(finding: Finding, entry: Entry) -> bool:
    """Whether a finding is about the notes of the table of an entry."""
    places = [p for p in finding.places if p.table == entry.section]
    return bool(places) and finding.code in {"D09", "F06"}


def mark_fits(mark: Mark, entry: Entry) -> bool:
    """Whether a mark is in the section of an entry and touches its words, or names its item."""
    section = mark.finding.places[0].section
    if not _same_section(section, entry.section) or mark.passage is None:
        return False
    missing = re.search(r"漏列“(.+?)”", mark.finding.message)
    if missing:
        return missing.group(1) in entry.note
    text = mark.passage.text
    before = squash(text[: mark.start])
    begin, end = len(before), len(before) + len(squash(text[mark.start : mark.end]))
    flat = squash(text)
    at = flat.find(entry.key)
    if at < 0 and entry.key.startswith(flat):
        at = 0
    while at >= 0:
        if begin < at + len(entry.key) + _REACH and at - _REACH < end:
            return end - begin <= _REACH or _overlap(begin, end, at, at + len(entry.key)) > 0
        at = flat.find(entry.key, at + 1)
    return False


def _overlap(one: int, end: int, other: int, until: int) -> int:
    return min(end, until) - max(one, other)


def _same_section(own: str, listed: str) -> bool:
    if own == listed or own.startswith(listed) or listed.startswith(own):
        return True
    return ("自评" in own or own == "附件") and ("自评报告" in listed or "附件" in listed)


def false_errors(name: str, review: Review) -> tuple[list[str], int]:
    """Return the errors of a review that no list has, and how many errors there are."""
    entries = [entry for entry in read_entries(name) if entry.severity == "error"]
    cells = read_cells(name)
    unlisted, total = [], 0
    for mark in review.marks:
        if mark.finding.severity is not Severity.ERROR:
            continue
        total += 1
        if not any(mark_fits(mark, entry) for entry in entries):
            unlisted.append(_line(mark.finding))
    for finding in review.others:
        if finding.severity is not Severity.ERROR:
            continue
        total += 1
        listed = any(e.in_table and finding_fits_table(finding, e) for e in entries)
        if not listed and not _is_listed_cell(finding, cells):
            unlisted.append(_line(finding))
    return unlisted, total


def _is_listed_cell(finding: Finding, cells: list[tuple[str, str, str]]) -> bool:
    return any(
        place.table == table and (squash(row)[:6] in squash(place.row) or finding.code in rules)
        for place in finding.places
        for table, row, rules in cells
    )


def _line(finding: Finding) -> str:
    place = finding.places[0]
    return f"{finding.code} {place.section or place.table}|{place.quote[:30]}|{finding.message}"
