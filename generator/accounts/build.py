"""Inputs → Accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.accounts.identity import read_identity, read_members
from generator.accounts.keys import LAST_YEAR_KEYS, PURPOSE_KEYS, canonical
from generator.accounts.listed import (
    read_budgets,
    read_facts,
    read_last_year,
    read_projects,
    repeated,
)
from generator.accounts.subjects import known_names
from generator.labels import key_of, squash
from generator.model.accounts import Accounts, ListedText
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from generator.model.place import Place
    from generator.model.records import Inputs, Record

PURPOSE = "用途"
_LEADING = re.compile(r"^(?:其?主要)?原因(?:是|为|[:：])[:：]?")
_LEFTOVER = re.compile(r"【待补充|[XxＸ×]{2,}|[（(](?:增加|减少|增长|下降)[）)]|_{2,}")
_NO_REASON = {"无", "—", "-", "/", "同上"}
_CLOSING = "！!。；，;,. \t"
_BASES = ("上年", "预算")


def build_accounts(inputs: Inputs) -> tuple[Accounts, tuple[Finding, ...]]:
    """Return the accounts, and what is wrong with the lists of the folder."""
    findings: list[Finding] = []
    lists = inputs.lists
    unit = inputs.unit
    facts, fact_texts = read_facts(lists.get("事项", ()), unit, findings)
    budgets, totals = read_budgets(lists.get("年初预算", ()), inputs.tables, unit, findings)
    accounts = Accounts(
        identity=read_identity(inputs, findings),
        tables=inputs.tables,
        last_year=inputs.last_year,
        last_totals=read_last_year(lists.get("上年数", ()), unit, findings),
        item_budgets=budgets,
        budget_totals=totals,
        facts=facts,
        fact_texts=fact_texts,
        reasons=_read_reasons((*lists.get("原因", ()), *lists.get("待补充", ())), findings),
        projects=read_projects(lists.get("项目绩效", ()), unit, findings),
        members=read_members(lists.get("单位构成", ())),
        names={**known_names(), **_own_names(lists.get("科目", ()))},
        texts=inputs.texts,
        attachments=inputs.attachments,
    )
    _check_codes(accounts, findings)
    return accounts, tuple(findings)


def reason_key(text: str) -> str:
    """Return the canonical key of a reason or purpose, empty where it is unknown."""
    plain = key_of(text)
    if plain.isascii() and plain.isdigit():
        return plain
    if not plain.endswith(PURPOSE):
        return canonical(text, LAST_YEAR_KEYS)
    base = plain.removesuffix(PURPOSE)
    if base.isascii() and base.isdigit():
        return plain
    known = canonical(text, PURPOSE_KEYS)
    if known:
        return known
    owner = canonical(base, LAST_YEAR_KEYS)
    return owner + PURPOSE if owner else ""


def _read_reasons(
    records: tuple[Record, ...], findings: list[Finding]
) -> dict[tuple[str, str], ListedText]:
    """Return the reasons; of two for one key the first counts, 原因.csv before 待补充.csv."""
    reasons: dict[tuple[str, str], ListedText] = {}
    known = (*LAST_YEAR_KEYS, *PURPOSE_KEYS)
    for record in records:
        text = record.text("事项")
        wording = _LEADING.sub("", record.text("原因").strip()).rstrip(_CLOSING)
        if not wording:
            continue  # a line of 待补充.csv that is still to be filled in
        key = reason_key(text)
        if _LEFTOVER.search(wording) or wording in _NO_REASON:
            findings.append(_unusable(text, wording, record.places["原因"]))
            continue
        if not key:
            place = record.places["事项"]
            findings.append(unknown_key(text, known, place, f"{place.file} 的事项"))
            continue
        basis = _read_basis(record, findings)
        place = record.places["原因"]
        if (key, basis) in reasons:
            first = reasons[key, basis]
            severity = Severity.INFO if first.text == wording else Severity.WARNING
            findings.append(repeated(text, place, first.place, severity))
            continue
        reasons[key, basis] = ListedText(wording, place)
    return reasons


def _unusable(key: str, wording: str, place: Place) -> Finding:
    return Finding(
        code="L09",
        finding_class=FindingClass.LEFTOVER,
        severity=Severity.ERROR,
        message=f"“{key}”的原因写作“{wording}”，不是一句可用的原因，没有使用",
        places=(place,),
        found_text=wording,
    )


def _read_basis(record: Record, findings: list[Finding]) -> str:
    """Return 上年 or 预算, nothing where the list does not say or says something else."""
    text = squash(record.text("对比"))
    basis = next((basis for basis in _BASES if basis in text), "")
    if text and not basis:
        place = record.places["对比"]
        findings.append(unknown_key(text, _BASES, place, f"{place.file} 的对比"))
    return basis


def _check_codes(accounts: Accounts, findings: list[Finding]) -> None:
    """Report reasons for codes that neither a table nor 年初预算.csv has: nothing prints them."""
    known = {item.code for item in accounts.item_budgets}
    known.update(row.code for table in accounts.tables.values() for row in table.rows)
    for (key, _), reason in accounts.reasons.items():
        code = key.removesuffix(PURPOSE)
        if code.isascii() and code.isdigit() and code not in known:
            place = reason.place
            what = "各表和 年初预算.csv 中都没有的科目编码"
            findings.append(unknown_key(code, tuple(sorted(known - {""})), place, what))


def _own_names(records: tuple[Record, ...]) -> dict[str, str]:
    return {
        squash(record.text("科目编码")): squash(record.text("科目名称"))
        for record in records
        if record.text("科目编码") and record.text("科目名称")
    }
