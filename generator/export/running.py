"""F03 机构运行信息表 as 公开09, and as rows of 事项.csv and 年初预算.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L14
from generator.base.labels import key_of, squash
from generator.base.money import ZERO, convert_unit, format_number, format_plain, is_dash
from generator.base.severity import Severity
from generator.export.header import ITEM, find_header, item_spans
from generator.export.source import BLANK, PUBLISHED_UNIT
from generator.export.words import (
    ABROAD_HOSTING,
    AMOUNTS,
    COUNTS,
    FOREIGN_PARTS,
    PIECES,
    RUNNING_COSTS,
    THREE_PUBLIC,
    WORDS,
)
from generator.field import zh

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.export.header import Header
    from generator.export.source import ExportAmount, ExportSource
    from generator.export.words import Words

OPENING_BUDGET, YEAR_BUDGET, FINAL = zh.INITIAL_BUDGET, zh.FULL_YEAR_BUDGET, zh.FINAL
_VALUE_WORDS: dict[str, tuple[str, ...]] = {
    OPENING_BUDGET: (zh.INITIAL_BUDGET,),
    YEAR_BUDGET: (zh.FULL_YEAR_BUDGET, "调整预算数", zh.BUDGET_AMOUNT),
    FINAL: ("决算统计数", zh.FINAL, "统计数", zh.AMOUNT, zh.COUNT, "年末数"),
}
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、])+"
)
_UNIT = re.compile(r"（(个|人|人次|批|批次|辆|台|台/套|台、套|台（套）|套)）$")


class RunningEntry(NamedTuple):
    """A labelled row of one block: where its values stand by group (决算数 …)."""

    label: str
    at: int
    columns: dict[str, int]

    @property
    def plain(self) -> str:
        """The label as words are looked for in it."""
        text = _ORDINAL.sub("", squash(self.label))
        for word in ("其中：", "其中:"):
            text = text.removeprefix(word)
        return key_of(_UNIT.sub("", _ORDINAL.sub("", text)))

    @property
    def is_part(self) -> bool:
        """Whether the row says that it is a part of one above (其中)."""
        return zh.OF_WHICH in self.label

    @property
    def unit(self) -> str:
        """The unit in brackets behind the label, "" for none."""
        found = _UNIT.search(squash(self.label))
        return found.group(1) if found else ""


@dataclass(frozen=True, slots=True)
class Running:
    """What F03 gives: {1}–{12} of 公开09, rows of 事项.csv, and the budget of 机关运行经费."""

    three_public: tuple[ExportAmount, ...]
    facts: tuple[tuple[str, str, str], ...]
    budget: ExportAmount = BLANK


def read_running(source: ExportSource) -> Running | None:
    """Return what the sheet gives, None where its header is not known."""
    header = find_header(source.sheet)
    entries = _read_entries(source, header) if header is not None else []
    if not any(FINAL in entry.columns for entry in entries):
        source.missing(f"表头中找不到“{ITEM}”及“{FINAL}”（或统计数）栏，没有生成{source.table}")
        return None
    reader = _Reader(source, entries)
    three_public = reader.three_public()
    facts = reader.facts()
    reader.report_gaps()
    budget = reader.amount(RUNNING_COSTS, AMOUNTS[RUNNING_COSTS], OPENING_BUDGET)
    return Running(three_public, facts, budget)


def _read_entries(source: ExportSource, header: Header) -> list[RunningEntry]:
    entries = []
    for label, end in item_spans(header):
        columns: dict[str, int] = {}
        for at in range(label + 1, end):
            group = _group(header.paths[at])
            if group:
                columns.setdefault(group, at)
        entries += [
            RunningEntry(source.cell(index, label), index, columns)
            for index in range(header.body, len(source.sheet.rows))
            if source.cell(index, label)
        ]
    return entries


def _group(path: tuple[str, ...]) -> str:
    return next(
        (group for group, words in _VALUE_WORDS.items() if any(part in words for part in path)),
        "",
    )


class _Reader:
    """Looks the entries up by words; each is used once, and what is in doubt is reported."""

    def __init__(self, source: ExportSource, entries: list[RunningEntry]) -> None:
        self._source = source
        self._entries = entries
        self._absent: list[str] = []
        self._blank: list[str] = []
        self._found: dict[str, RunningEntry | None] = {}

    def _entry(self, key: str, words: Words) -> RunningEntry | None:
        """Return the one row that the words mean; of several the one that holds a value."""
        if key not in self._found:
            hits = [entry for entry in self._entries if words.match(entry.plain)]
            filled = {texts: e for e in reversed(hits) if (texts := self._values(e))}
            self._found[key] = next(iter(filled.values()), hits[0] if hits else None)
            if len(filled) > 1:
                self._found[key] = None
                message = f"有 {len(filled)} 行都像“{key}”，没有使用"
                self._source.doubtful(message, (hits[1].at, 0), labels=(hits[1].label, ""))
        return self._found[key]

    def _values(self, entry: RunningEntry) -> tuple[str, ...]:
        """Return what stands in the cells of a row, () where there is nothing but dashes."""
        texts = tuple(self._source.cell(entry.at, at) for at in entry.columns.values())
        return texts if any(text and not is_dash(text) for text in texts) else ()

    def three_public(self) -> tuple[ExportAmount, ...]:
        """Return {1}–{12}: the budget of the whole year, and the final figures."""
        budget = YEAR_BUDGET
        if not any(YEAR_BUDGET in entry.columns for entry in self._entries):
            budget = OPENING_BUDGET
            given = any(OPENING_BUDGET in entry.columns for entry in self._entries)
            self._source.missing(
                "没有“全年预算数”栏，公开09的预算数"
                + ("取自“年初预算数”栏，请核对口径" if given else "留空"),
                severity=Severity.WARNING if given else Severity.ERROR,
            )
        absent = [key for key, words in THREE_PUBLIC if self._entry(key, words) is None]
        if absent:
            self._source.missing(f"找不到“{'”“'.join(absent)}”行，公开09中这些栏留空")
        return tuple(
            self.amount(key, words, group)
            for group in (budget, FINAL)
            for key, words in THREE_PUBLIC
        )

    def amount(self, key: str, words: Words, group: str) -> ExportAmount:
        """Return an amount of a row in 万元, blank where the row or the column is missing."""
        entry = self._entry(key, words)
        column = entry.columns.get(group, -1) if entry is not None else -1
        if entry is None or column < 0:
            return BLANK
        return self._source.amount(entry.at, column, (key, group))

    def facts(self) -> tuple[tuple[str, str, str], ...]:
        """Return the rows of 事项.csv in their order: amounts in 万元, counts as whole numbers."""
        rows = []
        for key, words in AMOUNTS.items():
            value = self._value(key, words)
            if value is not None:
                converted = convert_unit(value, self._source.unit, PUBLISHED_UNIT)
                rows.append((key, format_number(converted), PUBLISHED_UNIT))
        for key, (words, unit) in COUNTS.items():
            value = self._value(key, words)
            if value is None:
                continue
            entry = self._entry(key, words)
            if value != int(value) or value < 0:
                self._report_no_count(key, entry)
            else:
                rows.append((key, format_plain(value), _unit_of(entry, unit)))
        return tuple(rows)

    def _value(self, key: str, words: Words) -> Decimal | None:
        """Return the final figure of a row; of 国内接待 without the foreign guests."""
        value = self._stated(key, words)
        part = FOREIGN_PARTS.get(key)
        if value is None or part is None:
            return value
        entry = self._entry(part, WORDS[part])
        if entry is None or not entry.is_part or FINAL not in entry.columns:
            return value
        text = self._source.cell(entry.at, entry.columns[FINAL])
        foreign = self._stated(part, WORDS[part], quietly=True)
        if foreign is None and text and not is_dash(text):
            self._source.doubtful(
                f"不是一个数，无法从国内接待中减去，“{key}”没有使用",
                (entry.at, entry.columns[FINAL]),
                labels=(part, FINAL),
            )
            return None
        if foreign:
            self._source.report(
                L14,
                f"“{key}”按不含外事接待填入（原数减去本格）",
                (entry.at, entry.columns[FINAL]),
                labels=(part, FINAL),
                severity=Severity.INFO,
            )
        return value - (foreign or ZERO)

    def _stated(self, key: str, words: Words, *, quietly: bool = False) -> Decimal | None:
        entry = self._entry(key, words)
        if entry is None or FINAL not in entry.columns:
            if not quietly:
                self._absent.append(key)
            return None
        column = entry.columns[FINAL]
        if not quietly and not self._source.cell(entry.at, column):
            self._blank.append(key)
        return self._source.number(entry.at, column, (key, FINAL))

    def _report_no_count(self, key: str, entry: RunningEntry | None) -> None:
        if entry is not None:
            cell = entry.at, entry.columns[FINAL]
            self._source.doubtful("应为不小于 0 的整数，没有使用", cell, labels=(key, FINAL))

    def report_gaps(self) -> None:
        """Report the keys of 事项.csv that the sheet does not have, and those left blank."""
        for keys, what in ((self._absent, "没有这些行"), (self._blank, "这些行空白")):
            if keys:
                message = f"{what}，事项.csv 需要另行填写：{'、'.join(keys)}"
                self._source.missing(message, severity=Severity.WARNING)
        for entry in self._entries:
            if ABROAD_HOSTING.match(entry.plain) and self._values(entry):
                message = "国（境）外接待不在事项.csv的项目中，没有使用"
                self._source.doubtful(message, (entry.at, 0), labels=(entry.label, ""))


def _unit_of(entry: RunningEntry | None, usual: str) -> str:
    """Return the unit that the label states; 人 and 批 are written out."""
    stated = entry.unit if entry is not None else ""
    if stated in {"台/套", "台、套", PIECES}:
        return PIECES
    return {"": usual, "人": zh.PERSON_TIMES, "批": zh.BATCHES}.get(stated, stated)
