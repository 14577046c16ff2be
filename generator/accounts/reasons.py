"""原因.csv and 待补充.csv: which reason belongs to what, and whether it is one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.accounts.listed import repeated
from generator.base.codes import L09
from generator.base.labels import key_of, squash
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.field.data_folder import Lists
from generator.field.hollow import explains, holds_blank
from generator.field.keys import (
    EXPLAINED_KEYS,
    LAST_YEAR_KEYS,
    PURPOSE_KEYS,
    basis_of,
    canonical,
    code_of,
)
from generator.model.accounts import ListedText
from generator.model.finding import Finding, finding
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.accounts import Accounts
    from generator.model.place import Place
    from generator.model.records import Record
    from generator.model.table import Table

PURPOSE = zh.PURPOSE
_LEADING = re.compile(r"^(?:其?主要)?原因(?:是|为|[:：])[:：]?")
_ALTERNATIVES = re.compile(r"[（(](?:增加|减少|增长|下降)[）)]")
# An amount, be it called a budget: what was to be typed a column or a list further.
_BUDGET_AS_REASON = re.compile(
    r"(?:(?:年初|全年)?预算数?)?[为是：:]?[0-9][0-9,]*(?:\.[0-9]+)?(?:元|万元?|亿元?)?"
)
_CLOSING = "！!。；，;,. \t"
_BASES = (zh.LAST_YEAR, zh.BUDGET)


def reason_key(text: str) -> str:
    """Return the canonical key of a reason or purpose, empty where it is unknown."""
    plain = key_of(text)
    if code_of(plain):
        return plain
    if not plain.endswith(PURPOSE):
        return canonical(text, (*LAST_YEAR_KEYS, *EXPLAINED_KEYS))
    base = plain.removesuffix(PURPOSE)
    known = canonical(text, PURPOSE_KEYS)
    if known:
        return known
    owner = canonical(base, LAST_YEAR_KEYS)
    return owner + PURPOSE if owner else ""


def read_reasons(
    records: tuple[Record, ...], names: Mapping[str, str], findings: list[Finding]
) -> dict[tuple[str, str], ListedText]:
    """Return the reasons; of two for one key the first counts, 原因.csv before 待补充.csv.

    `names` are those of the codes: a reason that says no more than the name is none.
    """
    reasons: dict[tuple[str, str], ListedText] = {}
    known = (*LAST_YEAR_KEYS, *PURPOSE_KEYS, *EXPLAINED_KEYS)
    for record in records:
        text = record.text(zh.MATTER)
        wording = _LEADING.sub("", record.text(zh.REASON).strip()).rstrip(_CLOSING)
        if not wording:
            if record.text(zh.REASON).strip():  # marks only: no reason, but not left blank either
                findings.append(_unusable(text, record.text(zh.REASON), record.places[zh.REASON]))
            continue  # a line of 待补充.csv that is still to be filled in
        key = reason_key(text)
        if not _is_usable(wording, key, names):
            findings.append(_unusable(text, wording, record.places[zh.REASON]))
            continue
        if not key:
            place = record.places[zh.MATTER]
            findings.append(unknown_key(text, known, place, f"{place.file} 的事项"))
            continue
        basis = _read_basis(record, findings)
        said = ListedText(wording, record.places[zh.REASON])
        if (key, basis) in reasons:
            findings.extend(_said_twice(text, said, reasons[key, basis]))
            continue
        reasons[key, basis] = said
    return reasons


def dismiss_idle(accounts: Accounts, idle: Sequence[str]) -> tuple[Accounts, tuple[Finding, ...]]:
    """Return the accounts without the reasons that are made of `idle` words, and what they were."""
    if not idle:
        return accounts, ()
    names = printed_names(accounts.tables, accounts.names)
    kept = {
        place: reason
        for place, reason in accounts.reasons.items()
        if _is_usable(reason.text, place[0], names, idle)
    }
    findings = tuple(
        _unusable(key, reason.text, reason.place)
        for (key, basis), reason in accounts.reasons.items()
        if (key, basis) not in kept
    )
    return replace(accounts, reasons=kept), findings


def printed_names(tables: Mapping[str, Table], names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the codes as the tables print them, else as they are known."""
    rows = (row for table in tables.values() for row in table.rows)
    return {**names, **{row.code: row.label for row in rows if row.code and row.label}}


def _is_usable(wording: str, key: str, names: Mapping[str, str], idle: Sequence[str] = ()) -> bool:
    if holds_blank(wording) or _ALTERNATIVES.search(wording):
        return False
    code = code_of(key)
    if code:
        # What money was used for may well be told by the name of the 项 (住房公积金).
        return explains(wording, "" if key != code else names.get(code, ""), idle)
    return explains(wording, key.removesuffix(PURPOSE), idle)


def _said_twice(key: str, said: ListedText, first: ListedText) -> list[Finding]:
    """Return the finding for a second reason; a copy of the first in the other list is none."""
    same = first.text == said.text
    if same and first.place.file != said.place.file:
        return []
    severity = Severity.INFO if same else Severity.WARNING
    return [repeated(key, said.place, first.place, severity)]


def _unusable(key: str, wording: str, place: Place) -> Finding:
    remedy = "请写一句具体的原因"
    if _BUDGET_AS_REASON.fullmatch(squash(wording)):
        remedy = f"如果填的是预算数，请填到 {Lists.BUDGETS}.csv，这里写原因"
    return finding(
        L09,
        f"“{key}”的原因写作“{wording}”，没有说出原因，没有使用；{remedy}",
        place,
        kind=FindingClass.LEFTOVER,
        found_text=wording,
    )


def _read_basis(record: Record, findings: list[Finding]) -> str:
    """Return 上年 or 预算, nothing where the list does not say or says something else."""
    text = squash(record.text(zh.BASIS))
    if not text:
        return basis_of(record.text(zh.DIRECTION))
    basis = next((basis for basis in _BASES if basis in text), "")
    if text and not basis:
        place = record.places[zh.BASIS]
        findings.append(unknown_key(text, _BASES, place, f"{place.file} 的对比"))
    return basis
