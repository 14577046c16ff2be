"""Who publishes (单位信息.csv, 单位构成.csv), completed from the heads of the tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from generator.accounts.dates import read_date, read_year
from generator.accounts.listed import repeated
from generator.base.codes import L01, L04
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.keys import IDENTITY_KEYS, canonical
from generator.model.accounts import Identity, ListedText, MemberUnit
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.records import Inputs, Record

# In this order: 参公事业单位 is 参公, 承担行政职能的事业单位 is 事业.
_NATURES = {
    "参公": "参公",
    "参照": "参公",
    zh.INSTITUTION: zh.INSTITUTION,
    zh.ADMINISTRATIVE: zh.ADMINISTRATIVE,
}
_CHOICES = {zh.SCOPE: (zh.DEPARTMENT, zh.UNIT)}
_DATES = (zh.COMPILED_ON, zh.APPROVED_ON, zh.PUBLISHED_ON)
FILE = zh.IDENTITY_FILE


def read_identity(inputs: Inputs, findings: list[Finding]) -> Identity:
    """Return the identity. What 单位信息.csv does not say is taken from the tables' heads."""
    given: dict[str, ListedText] = {}
    for record in inputs.lists.get(zh.IDENTITY, ()):
        text = record.text(zh.ITEM)
        key = canonical(text, IDENTITY_KEYS)
        if key:
            _keep(
                given, key, ListedText(record.text(zh.CONTENT), record.places[zh.CONTENT]), findings
            )
        elif text:
            place = record.places[zh.ITEM]
            findings.append(unknown_key(text, IDENTITY_KEYS, place, f"{FILE} 的项目"))
    dates = {key: _read_date(key, given, findings) for key in _DATES}
    compiled = dates[zh.COMPILED_ON]
    identity = Identity(
        department=_text(given, zh.DEPARTMENT_NAME) or _from_heads(inputs, "department"),
        year=_read_year(given, inputs, findings),
        scope=_choice(zh.SCOPE, given, findings) or zh.DEPARTMENT,
        self_reference=_text(given, zh.SELF_REFERENCE),
        profile=_text(given, zh.PROFILE),
        nature=_read_nature(given, findings),
        unit=inputs.unit,
        compiled=(compiled[0], compiled[1]) if compiled else None,
        approved=_full_date(zh.APPROVED_ON, dates, given, findings),
        published=_full_date(zh.PUBLISHED_ON, dates, given, findings),
    )
    findings.extend(_missing(identity))
    return identity


def _keep(
    given: dict[str, ListedText], key: str, said: ListedText, findings: list[Finding]
) -> None:
    """Keep what is said first; a key that comes twice is a finding, a blank one says nothing."""
    first = given.get(key)
    if first is None or not first.text:
        given[key] = said
    elif said.text:
        severity = Severity.INFO if first.text == said.text else Severity.ERROR
        findings.append(repeated(key, said.place, first.place, severity))


def read_members(records: tuple[Record, ...]) -> tuple[MemberUnit, ...]:
    """Return the units that the accounts cover."""
    return tuple(
        MemberUnit(
            record.text(zh.UNIT_NAME),
            nature_of(record.text(zh.UNIT_KIND)),
            record.text(zh.NOTE_COLUMN),
        )
        for record in records
        if record.text(zh.UNIT_NAME)
    )


def _read_nature(given: Mapping[str, ListedText], findings: list[Finding]) -> str:
    text = _text(given, zh.UNIT_KIND)
    nature = nature_of(text)
    if text and not nature:
        findings.append(_bad(zh.UNIT_KIND, given[zh.UNIT_KIND], "行政、参公 或 事业"))
    return nature


def nature_of(text: str) -> str:
    """Return 行政, 参公 or 事业 for a longer wording (全额事业单位 → 事业), else nothing."""
    return next((nature for word, nature in _NATURES.items() if word in text), "")


def _text(given: Mapping[str, ListedText], key: str) -> str:
    return given[key].text.strip() if key in given else ""


def _choice(key: str, given: Mapping[str, ListedText], findings: list[Finding]) -> str:
    text = squash(_text(given, key))
    if not text or text in _CHOICES[key]:
        return text
    findings.append(_bad(key, given[key], " 或 ".join(_CHOICES[key])))
    return ""


def _bad(key: str, listed: ListedText, expected: str) -> Finding:
    return finding(
        L04,
        f"单位信息的“{key}”写作“{listed.text}”，应为 {expected}",
        listed.place,
        found_text=listed.text,
    )


def _from_heads(inputs: Inputs, attribute: str) -> str:
    """Return what most tables print in their head."""
    printed = Counter(
        str(getattr(table, attribute))
        for table in inputs.tables.values()
        if getattr(table, attribute)
    )
    return printed.most_common(1)[0][0] if printed else ""


def _read_year(given: Mapping[str, ListedText], inputs: Inputs, findings: list[Finding]) -> int:
    text = _text(given, zh.YEAR)
    year = read_year(text)
    if year:
        return year
    if text:
        findings.append(_bad(zh.YEAR, given[zh.YEAR], "四位年份，如 2024"))
    printed = _from_heads(inputs, "year")
    return int(printed) if printed else 0


def _read_date(
    key: str, given: Mapping[str, ListedText], findings: list[Finding]
) -> tuple[int, int, int] | None:
    text = _text(given, key)
    if not text:
        return None
    found = read_date(text)
    if found is not None:
        return found
    findings.append(_bad(key, given[key], "日期，如 2025年9月19日"))
    return None


def _full_date(
    key: str,
    dates: Mapping[str, tuple[int, int, int] | None],
    given: Mapping[str, ListedText],
    findings: list[Finding],
) -> date | None:
    parts = dates[key]
    if parts is None:
        return None
    try:
        return date(*parts)
    except ValueError:
        findings.append(_bad(key, given[key], "有年、月、日的日期，如 2025年9月19日"))
        return None


def _missing(identity: Identity) -> list[Finding]:
    wanted = {zh.DEPARTMENT_NAME: identity.department, zh.YEAR: identity.year}
    return [
        finding(L01, f"没有给出{key}：请在 {FILE} 中填写“{key}”", Place(FILE))
        for key, value in wanted.items()
        if not value
    ]
