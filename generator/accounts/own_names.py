"""The user's own names of subjects (科目.csv), with the years in which they are in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.dates import read_year
from generator.accounts.listed import repeated
from generator.base.codes import H01, L04, L09, L18
from generator.base.labels import key_of, squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.subjects import SubjectName, contradicted
from generator.model.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.records import Record

_CODE_LENGTHS = (3, 5, 7)


class _Given(NamedTuple):
    subject: SubjectName
    place: Place


def read_own_names(records: Iterable[Record], findings: list[Finding]) -> tuple[SubjectName, ...]:
    """Return the names that a list gives, in its order; of two for one code and year the first.

    What is no code, no name or no year, what stands twice, and what the dictionary has otherwise
    is a finding: of the last the list counts.
    """
    kept: dict[str, list[_Given]] = {}
    for record in records:
        given = _read(record, findings)
        if given is None or _is_repeated(given, kept.setdefault(given.subject.code, []), findings):
            continue
        kept[given.subject.code].append(given)
        known = contradicted(given.subject)
        if known:
            message = (
                f"{given.place.file} 的 {given.subject.code} 名为“{given.subject.name}”，"
                f"自带名录为“{known}”；以 {given.place.file} 为准"
            )
            findings.append(finding(L18, message, given.place, found_text=given.subject.name))
    return tuple(one.subject for of_code in kept.values() for one in of_code)


def _read(record: Record, findings: list[Finding]) -> _Given | None:
    """Return the name of a row; a row that cannot be used is said."""
    code, name = (squash(record.text(column)) for column in (zh.SUBJECT_CODE, zh.SUBJECT_NAME))
    place = record.places[zh.SUBJECT_CODE]
    if not (code.isascii() and code.isdigit() and len(code) in _CODE_LENGTHS):
        message = f"{place.file} 的科目编码“{code}”应为 3、5 或 7 位数字，该行没有使用"
        findings.append(finding(H01, message, place, found_text=code))
        return None
    if not key_of(name):
        findings.append(finding(L09, f"{place.file} 的 {code} 没有写名称，该行没有使用", place))
        return None
    years = _read_years(record, findings)
    return _Given(SubjectName(code, name, *years), place) if years else None


def _read_years(record: Record, findings: list[Finding]) -> tuple[int, int] | None:
    """Return the first and the last year of a row, 0 where open; None where they mean nothing."""
    years = {}
    for column in (zh.YEAR, zh.YEAR_FROM, zh.YEAR_TO):
        text = record.text(column)
        years[column] = read_year(text) if text else 0
        if text and not years[column]:
            place = record.places[column]
            message = f"{place.file} 的“{column}”写作“{text}”，应为四位年份，该行没有使用"
            findings.append(finding(L04, message, place, found_text=text))
            return None
    first = years[zh.YEAR_FROM] or years[zh.YEAR]
    last = years[zh.YEAR_TO] or years[zh.YEAR]
    if last and first > last:
        place = record.places[zh.YEAR_TO]
        message = f"{place.file} 的{zh.YEAR_FROM} {first} 晚于{zh.YEAR_TO} {last}，该行没有使用"
        findings.append(finding(L04, message, place, found_text=str(last)))
        return None
    return first, last


def _is_repeated(given: _Given, kept: Iterable[_Given], findings: list[Finding]) -> bool:
    """Whether a row names a code for years that one before has named it for."""
    one = given.subject
    for before, place in kept:
        if _overlap(before, one):
            same = key_of(before.name) == key_of(one.name)
            severity = Severity.INFO if same else Severity.ERROR
            findings.append(repeated(one.code, given.place, place, severity))
            return True
    return False


def _overlap(one: SubjectName, other: SubjectName) -> bool:
    """Whether two names are in force in the same year; a row without years says of all others."""
    if (one.first, one.last) != (other.first, other.last) and (0, 0) in {
        (one.first, one.last),
        (other.first, other.last),
    }:
        return False
    starts_before = not other.last or one.first <= other.last
    return starts_before and (not one.last or other.first <= one.last)
