"""A worded folder as the script of the page is told of it: fields, rows, findings, progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from generator.base.severity import Severity
from generator.field import evaluation, keys, zh
from generator.field.data_folder import TEXT_NAMES, TEXTS, Lists, is_pointer, without_mark
from generator.folder.choices import choices_of
from generator.reporting.gap_words import word_amounts
from generator.reporting.gaps import GAPS_FILE, REASONS_FILE
from generator.tasks.filling import lists
from generator.tasks.filling.answers import answer_of
from generator.tasks.gaps import identify
from generator.tasks.init.sources import known_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.block import Gap
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.reporting.gaps import GapRow
    from generator.reporting.page.pieces import GapEntry
    from generator.reporting.page.remarks import Remark
    from generator.server.accountant.desk import Opened, Worded
    from generator.tasks.gaps import Identity

REASON, NUMBER, DATE, LINE, LONG, ELSEWHERE = "reason", "number", "date", "line", "long", "list"
_DATES = frozenset({zh.COMPILED_ON, zh.APPROVED_ON, zh.PUBLISHED_ON})
_NO_NUMBERS: dict[str, object] = {"figures": [], "cells": []}
_AMOUNTS = frozenset({Lists.FACTS, Lists.LAST_TOTALS, Lists.BUDGETS})


def describe(opened: Opened, key: str) -> dict[str, Any]:
    """Return what the script is told; `key` is the folder as addresses have it."""
    told: dict[str, Any] = {"version": opened.version, "problem": opened.problem}
    worded = opened.worded
    if worded is None:
        return {
            **told,
            "fields": [],
            "rows": [],
            "remarks": [],
            "progress": None,
            "numbers": _NO_NUMBERS,
        }
    fields = _Fields(worded, key)
    return {
        **told,
        "fields": [fields.describe(entry) for entry in worded.page.gaps],
        "rows": [fields.describe_row(row) for row in worded.rows],
        "remarks": _remarks(worded, key),
        "progress": progress_of(worded),
        "numbers": worded.page.numbers,
    }


def progress_of(worded: Worded) -> dict[str, int]:
    """Return how much is filled in, how much is asked, how much may be asked later."""
    left = {row.identity for row in worded.rows if not row.is_filled}
    still = set(identify(worded.department.gaps, worded.sources.inputs, worded.department))
    severities = [one.severity for one in worded.department.findings]
    filled = worded.department.filled
    asked = len(left | still)
    return {
        "filled": filled,
        "asked": asked,
        "all": filled + asked,
        "later": worded.department.later,
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
    }


class _Fields:
    """Describes the marks of a document: which row each asks for, and what helps to fill it in."""

    def __init__(self, worded: Worded, key: str) -> None:
        self._worded = worded
        self._key = key
        self._rows = {row.identity: row for row in worded.rows}
        gaps = worded.department.gaps
        identities = identify(gaps, worded.sources.inputs, worded.department)
        self._gaps: dict[Identity, Gap] = {}
        for identity, gap in zip(identities, gaps, strict=True):
            if identity not in self._gaps or self._gaps[identity].is_derived:
                self._gaps[identity] = gap
        self._by_wording = {gap.wording: gap for gap in reversed(gaps)}
        self._choices = choices_of(known_keys())

    def describe(self, entry: GapEntry) -> dict[str, Any]:
        """Return a mark: the rows that it asks for; more than one for a sum of them."""
        gap = entry.gap or self._by_wording.get(entry.wording)
        asked = gap.asked if gap is not None else ()
        inputs, department = self._worded.sources.inputs, self._worded.department
        return {
            "anchor": entry.anchor,
            "section": entry.section,
            "words": entry.wording,
            "asks": identify(asked, inputs, department),
            "derived": bool(gap is not None and (gap.is_derived or gap.parts)),
        }

    def describe_row(self, row: GapRow) -> dict[str, Any]:
        """Return a row of 待补充.csv as a field."""
        gap = self._gaps.get(row.identity)
        stem = self._stem(row, gap)
        kind = _kind(row.事项, stem)
        offered = self._choices.by_key.get((Lists.IDENTITY, row.事项))
        former = row.上年原因
        draft = self._former_text(row) if is_pointer(former) else ""
        told = {
            "identity": row.identity,
            "key": row.事项,
            "name": row.科目名称,
            "section": row.章节,
            "words": gap.wording if gap is not None else row.事项,
            "detail": word_amounts(gap) if gap is not None else "",
            "direction": row.方向,
            "where": row.填写位置,
            "kind": kind,
            "value": answer_of(row),
            "open": gap is not None,
            "former": former,
            "pointer": is_pointer(former),
            "draft": draft,
            "count": row.对比数 if kind == NUMBER else "",
            "unit": self._unit(row.事项) if kind == NUMBER else "",
            "offered": self._choices.lists[offered] if offered else (),
            "link": "",
        }
        if kind == ELSEWHERE:
            told["link"] = self._link(stem, row.填写位置)
        return told

    def _former_text(self, row: GapRow) -> str:
        """Return last year's text that stands in the folder, to begin with."""
        stem = row.填写位置.rpartition("/")[2].removesuffix(".md")
        return without_mark(self._worded.sources.inputs.texts.get(stem, "")) or ""

    def _stem(self, row: GapRow, gap: Gap | None) -> str:
        file = gap.file if gap is not None else row.填写位置
        return REASONS_FILE if not file or file.startswith("本表") else file.removesuffix(".csv")

    def _unit(self, key: str) -> str:
        return keys.FACT_UNITS.get(key, zh.TEN_THOUSAND_YUAN)

    def _link(self, stem: str, where: str) -> str:
        return address_of_file(self._key, stem) or address_of_file(self._key, where)


def _kind(key: str, stem: str) -> str:
    """Return what is typed at a mark, by the file that it is of."""
    if stem in (REASONS_FILE, Lists.REASONS):
        return REASON
    if stem in _AMOUNTS:
        return LINE if keys.canonical(key, keys.FACT_TEXTS) else NUMBER
    if stem == Lists.IDENTITY:
        return DATE if key in _DATES else LINE
    name = stem.rpartition("/")[2].removesuffix(".md")
    is_report = evaluation.is_project_text(stem) or evaluation.is_whole_text(stem)
    if stem.startswith(TEXTS) and (name in TEXT_NAMES or is_report):
        return ELSEWHERE if name == evaluation.INDICATOR_NOTES else LONG
    return ELSEWHERE


def address_of_file(key: str, file: str, row: int = 0) -> str:
    """Return the page of the room where a file of the folder is filled in, empty where none is."""
    stem = file.rpartition("/")[2].rpartition(".")[0] or file
    if file.startswith(f"{TEXTS}/"):
        return url_for("accountant.show_texts", key=key)
    if stem in lists.NAMES and "/" not in file:
        anchor = f"line-{row - 1}" if row else None
        return url_for("accountant.show_list", key=key, name=stem, _anchor=anchor)
    return ""


def _remarks(worded: Worded, key: str) -> list[dict[str, Any]]:
    """Return the findings as the page lists them, each place with what leads there."""
    ordered = sorted(worded.department.findings, key=lambda one: one.severity.rank)
    tables = worded.department.accounts.tables.values()
    cells = (cell for table in tables for row in table.rows for cell in row.cells.values())
    printed = {cell.place[:3]: cell.text for cell in cells}
    return [
        _remark(finding, remark, key, printed)
        for finding, remark in zip(ordered, worded.page.remarks, strict=True)
    ]


def _remark(
    finding: Finding, remark: Remark, key: str, printed: Mapping[tuple[str, int, int], str]
) -> dict[str, Any]:
    first = remark.amounts[0][1] if remark.amounts else ""
    return {
        "severity": remark.severity,
        "label": remark.label,
        "code": remark.code,
        "message": remark.message,
        "amounts": remark.amounts,
        "formula": remark.formula,
        "also": remark.also,
        "spots": [
            {
                "text": spot.text,
                "detail": spot.detail,
                "anchor": spot.anchor,
                "row": place.row,
                "quote": place.quote,
                "value": printed.get(place[:3]) or ("" if number else first),
                "answer": place.row if place.file == GAPS_FILE else "",
                "link": _link(place, key),
            }
            for number, (spot, place) in enumerate(zip(remark.spots, finding.places, strict=True))
        ],
    }


def _link(place: Place, key: str) -> str:
    return address_of_file(key, place.file, place.row_number) if place.file else ""
