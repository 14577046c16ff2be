"""Whether the heads of the tables agree with 单位信息.csv and with each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.base.codes import L10, L11
from generator.base.labels import key_of, squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.data_folder import Lists
from generator.model.accounts import ListedText
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.reading.table import DEFAULT_UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.records import Inputs
    from generator.reading.table import TableRead


def given_text(inputs: Inputs, key: str) -> ListedText:
    """Return what 单位信息.csv says under a key; an empty text where it says nothing."""
    for record in inputs.lists.get(Lists.IDENTITY, ()):
        if key_of(record.text(zh.ITEM)) == key and record.text(zh.CONTENT):
            return ListedText(record.text(zh.CONTENT), record.places[zh.CONTENT])
    return ListedText("", Place())


def check_heads(
    inputs: Inputs, read: Mapping[str, TableRead], last: Mapping[str, TableRead]
) -> list[Finding]:
    """Return one finding for every department and year in the heads that is not the given one.

    Last year's tables bear last year's year; the department may have been renamed since.
    """
    department = given_text(inputs, zh.DEPARTMENT_NAME)
    year = given_text(inputs, zh.YEAR)
    number = squash(year.text).removesuffix("度").removesuffix("年")
    findings = _differing(
        zh.DEPARTMENT_NAME,
        department,
        {form: table.heading.department for form, table in read.items()},
    )
    findings += _differing(
        zh.YEAR,
        ListedText(number, year.place),
        {form: table.heading.year for form, table in read.items()},
    )
    if number.isascii() and number.isdigit():
        before = ListedText(str(int(number) - 1), year.place)
        findings += _differing(
            "上年表的年度", before, {form: table.heading.year for form, table in last.items()}
        )
    units = _other_units(read) + _other_units(last)
    return findings + units + _no_unit(read) + _finer_than_read(read)


def _differing(what: str, given: ListedText, printed: Mapping[str, ListedText]) -> list[Finding]:
    """Return one finding a value that is printed but not expected, with all its places."""
    said = {form: text for form, text in printed.items() if text.text}
    usual = Counter(text.text for text in said.values()).most_common(1)
    expected = given.text or (usual[0][0] if usual else "")
    others: dict[str, list[str]] = {}
    for form, text in said.items():
        if key_of(text.text) != key_of(expected):
            others.setdefault(text.text, []).append(form)
    # Not one table of the year that the folder states: these are another year's tables.
    strange = given.text and said and zh.YEAR in what and len(_flatten(others)) == len(said)
    severity = Severity.ERROR if strange else Severity.WARNING
    source = f"{Lists.IDENTITY}.csv 的" if given.text else "其余各表的"
    if given.text and what.startswith(zh.LAST_YEAR):
        source = f"按 {Lists.IDENTITY}.csv 推算的"
    return [
        finding(
            L11,
            f"{'、'.join(files)} 表头的{what.removeprefix('上年表的')}“{value}”"
            f"与{source}“{expected}”不一致",
            *(said[form].place for form in found),
            *((given.place,) if given.text else ()),
            severity=severity,
            found_text=value,
        )
        for value, found in others.items()
        for files in ([said[form].place.file for form in found],)
    ]


def _flatten(groups: Mapping[str, list[str]]) -> list[str]:
    return [form for forms in groups.values() for form in forms]


def _no_unit(read: Mapping[str, TableRead]) -> list[Finding]:
    """Return a warning where not one table states its unit."""
    if not read or any(table.heading.unit.text for table in read.values()):
        return []
    first = next(iter(read.values())).table
    return [
        finding(
            L10,
            f"各表都没有注明金额单位，按{DEFAULT_UNIT}读取；如果是元，请在表头注明“单位：元”",
            Place(first.file, table=first.form),
            severity=Severity.INFO,
        )
    ]


def _finer_than_read(read: Mapping[str, TableRead]) -> list[Finding]:
    """Return a warning where the text is in 元 and tables have only 万元."""
    coarse = [t.table for t in read.values() if t.table.unit == "元" != t.table.file_unit]
    if not coarse:
        return []
    names = "、".join(table.file for table in coarse)
    return [
        finding(
            L10,
            f"单位信息的“单位”是元，而 {names} 以{coarse[0].file_unit}为单位，"
            "换算出的元以下各位不是实数；请用以元为单位的表，或把“单位”改为万元",
            *(Place(table.file, table=table.form) for table in coarse),
            severity=Severity.WARNING,
        )
    ]


def _other_units(read: Mapping[str, TableRead]) -> list[Finding]:
    """Return one finding a unit that is not that of most tables."""
    units = {form: table.table.file_unit for form, table in read.items()}
    usual = Counter(units.values()).most_common(1)[0][0] if units else DEFAULT_UNIT
    findings = []
    for unit in dict.fromkeys(units.values()):
        forms = [form for form in units if units[form] == unit]
        if unit == usual:
            continue
        stated = all(read[form].heading.unit.text for form in forms)
        places = tuple(
            read[form].heading.unit.place
            if read[form].heading.unit.text
            else Place(read[form].table.file, table=form)
            for form in forms
        )
        names = "、".join(place.file for place in places)
        basis = "" if stated else "（有的表未注明单位）"
        findings.append(
            finding(
                L10,
                f"{names} 按{unit}读取{basis}，其余各表的单位是{usual}；请核对金额单位",
                *places,
                severity=Severity.INFO if stated else Severity.WARNING,
                found_text=unit,
            )
        )
    return findings
