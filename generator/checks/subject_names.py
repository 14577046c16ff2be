"""The names of the 科目 in the coded tables (DOMAIN 2.9: H07, H08), and what nobody could check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of, strip_ordinal
from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity
from generator.base.spelling import is_cut, is_same_name, is_slip
from generator.checks.class_rows import class_rows, unknown_classes
from generator.checks.relation import Check, Remark, Untested
from generator.checks.subject_tree import CLASS_DIGITS, ITEM_DIGITS, coded_tables, places_of
from generator.field import forms, zh
from generator.field.subjects import is_former, names_of_ending

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from generator.checks.ledger import Ledger
    from generator.field.subjects import Directory
    from generator.model.table import Row, Table

_AUTHORITY = "政府收支分类科目"
_DICTIONARY = "科目表"
_WITH_CLASSES = (forms.INCOME_EXPENDITURE, forms.FISCAL_SUMMARY)
# What a name may lack as a whole word: 缴费 is not 缴费支出 cut off.
_ENDINGS = (zh.EXPENDITURE, zh.INCOME, "经费", "费用", "事务")


_LEVEL = re.compile(r"[（(][类款项][）)]\s*$")


def _key(label: str) -> str:
    """Return a name as it is compared; some tables print its level behind it."""
    return key_of(_LEVEL.sub("", label) if "）" in label or ")" in label else label)


class _Named(NamedTuple):
    table: Table
    row: Row
    name: str


def _named(ledger: Ledger) -> Mapping[str, list[_Named]]:
    """Return the rows of every code with a name, table by table."""
    found: dict[str, list[_Named]] = {}
    for table in coded_tables(ledger):
        for row in table.coded_rows():
            if row.label:
                found.setdefault(row.code, []).append(_Named(table, row, _key(row.label)))
    return found


def _are_one(name: str, other: str, whole: AbstractSet[str] = frozenset()) -> bool:
    """Whether two names of one code are the same, however much of them its cell shows.

    What is in `whole` is shown to its end.
    """
    return is_same_name(name, other) or any(
        short not in whole and is_cut(short, long, _ENDINGS)
        for short, long in ((name, other), (other, name))
    )


def _spellings(rows: Sequence[_Named], directory: Directory) -> list[list[_Named]]:
    """Return the rows by spelling, the one that most tables have first."""
    names = {named.name for named in rows}
    if len(names) == 1:
        return [list(rows)]
    whole = {name for name in names if directory.has(rows[0].row.code, name)}
    groups: list[list[_Named]] = []
    for named in sorted(rows, key=lambda one: -len(one.name)):
        group = next((one for one in groups if _are_one(named.name, one[0].name, whole)), None)
        if group is None:
            groups.append([named])
        else:
            group.append(named)
    order = {id(named): at for at, named in enumerate(rows)}
    in_order = [sorted(group, key=lambda one: order[id(one)]) for group in groups]
    return sorted(in_order, key=lambda group: (-len(group), order[id(group[0])]))


def names_agree_between_tables(ledger: Ledger) -> Iterator[Remark]:
    """One code has one name; which of two is right the dictionary says, or most of the tables."""
    directory = ledger.accounts.directory
    for code, rows in _named(ledger).items():
        groups = _spellings(rows, directory)
        if len(groups) == 1:
            continue
        known = next((g for g in groups if directory.has(code, g[0].name)), None)
        usual = known or groups[0]
        others = [named for group in groups if group is not usual for named in group]
        listed = "，".join(
            f"{_forms(group)}为“{group[0].row.label}”" for group in groups if group is not usual
        )
        slip = "（只差一两个字）" if any(is_slip(usual[0].name, o.name) for o in others) else ""
        is_certain = known is not None or len(groups[0]) > len(groups[1])
        advice = _advise(usual, _source(directory, code) if known else "", certain=is_certain)
        yield Remark(
            f"科目 {code} 在{_forms(usual)}名为“{usual[0].row.label}”，{listed}{slip}；{advice}",
            [place for named in (*others, *usual) for place in places_of(named.row)],
            found_text=others[0].row.label,
        )


def class_names_agree(ledger: Ledger) -> Iterator[Remark]:
    """公开01, 公开04: a class bears the name that the coded tables or the dictionary give it.

    Its rows have no code. A name is held against the one that it is nearly, if no row has that.
    """
    official = _official_classes(ledger.accounts.directory)
    for form, row, near in _misspelt_classes(ledger):
        source = _DICTIONARY if near in official else "其他表"
        name = strip_ordinal(row.label)
        message = f"{form}的“{name}”与{source}的“{near}”只差一两个字，请核对"
        yield Remark(message, places_of(row), found_text=name)


def _official_classes(directory: Directory) -> set[str]:
    return {
        name
        for code, names in directory.accepted.items()
        if len(code) == CLASS_DIGITS
        for name in names
    }


def _misspelt_classes(ledger: Ledger) -> Iterator[tuple[str, Row, str]]:
    """Yield the form, the row and the name that it is nearly, of classes that have no code."""
    coded = (rows for code, rows in _named(ledger).items() if len(code) == CLASS_DIGITS)
    printed = {named.name for rows in coded for named in rows}
    names = printed | _official_classes(ledger.accounts.directory)
    known = sorted(names)
    for form in _WITH_CLASSES:
        table = ledger.beside(form)
        rows = class_rows(table) if table else []
        own = {key_of(row.key) for row in rows}
        for row in rows:
            key = key_of(row.key)
            near = "" if key in names else _near_class(key, known, own)
            if near:
                yield form, row, near


def _near_class(key: str, known: Sequence[str], own: AbstractSet[str]) -> str:
    """Return the name of a class that a name is nearly, where it is none itself."""
    if not key or any(_are_one(key, one) for one in known):
        return ""
    return next((one for one in known if one not in own and is_slip(key, one)), "")


def _advise(usual: Sequence[_Named], source: str, *, certain: bool) -> str:
    name = usual[0].row.label
    if source:
        return f"{source}为“{name}”"
    return f"多数表为“{name}”，请核对" if certain else "哪一种写法正确，请核对"


def _forms(group: Sequence[_Named]) -> str:
    return "、".join(dict.fromkeys(named.table.form for named in group))


def _source(directory: Directory, code: str) -> str:
    """Return what a name of the dictionary is quoted from."""
    return zh.SUBJECT_FILE if code in directory.own else _DICTIONARY


def names_agree_with_dictionary(ledger: Ledger) -> Iterator[Remark | Untested]:
    """A known code bears a name that it has that year; what is not known is counted."""
    directory = ledger.accounts.directory
    for code, rows in _named(ledger).items():
        groups = _spellings(rows, directory)
        if len(groups) > 1:
            continue
        usual = _longest(rows)
        label, tables = usual.row.label, _forms(rows)
        agrees = _agrees(directory, code, usual.name)
        if agrees is False:
            former = "（以前年度的名称）" if is_former(code, usual.name) else ""
            message = (
                f"{tables}中科目 {code} 名为“{label}”{former}，"
                f"{_source(directory, code)}为“{directory.names[code]}”；"
                f"如本年度科目已改名，请写进 {zh.SUBJECT_FILE}"
            )
        elif agrees is None and (near := _misspelt(code, usual.name)):
            message = f"{tables}中科目 {code} 名为“{label}”，与“{near}”只差一两个字，请核对"
        else:
            continue
        places = [place for named in rows for place in places_of(named.row)]
        yield Remark(message, places, found_text=label)
    yield from _count_unchecked(ledger)


def _longest(rows: Sequence[_Named]) -> _Named:
    """Return the row that shows most of the name."""
    return max(rows, key=lambda named: len(named.name))


def _count_unchecked(ledger: Ledger) -> Iterator[Untested]:
    """Yield the names that nothing is known of, and those of which only the beginning is shown."""
    directory = ledger.accounts.directory
    outside: list[str] = []
    cut: list[str] = []
    economic = {row.code: row.label for row in _economic(ledger)}
    for code, rows in _named(ledger).items():
        whole = _longest(rows)
        if directory.has(code, whole.name) is None:
            outside.append(f"{code} {whole.row.label}")
        known = {whole.name, *directory.accepted.get(code, ())}
        cut += [
            f"{named.table.form} {code} {named.row.label}"
            for named in rows
            if not directory.has(code, named.name)
            and any(is_cut(named.name, name, _ENDINGS) for name in known)
        ]
    for code, label in economic.items():
        if directory.has(code, _key(label)) is None:
            outside.append(f"{code} {label}")
        elif _is_cut_there(directory, code, _key(label)):
            cut.append(f"{forms.BASIC_DETAIL} {code} {label}")
    outside += _unknown_classes(ledger)
    yield from _say_unchecked("科目名称", outside, "不在名录中，没有核对")
    yield from _say_unchecked("没有印全的科目名称", cut, "只核对了印出的部分")


def _unknown_classes(ledger: Ledger) -> list[str]:
    """Return the classes of 公开01 and 公开04 with an amount of which nothing is known or told."""
    told = {id(row) for _, row, _ in _misspelt_classes(ledger)}
    official = _official_classes(ledger.accounts.directory)
    return [
        f"{form} {strip_ordinal(row.label)}"
        for form in _WITH_CLASSES
        if (table := ledger.beside(form)) is not None
        for row in unknown_classes(ledger, table)
        if row.label and id(row) not in told
        if not _is_class(key_of(row.key), official)
    ]


def _is_class(key: str, known: AbstractSet[str]) -> bool:
    """Whether a name is one of those known, or one that is written alike or cut off."""
    return key in known or any(_are_one(key, name) for name in known)


def _agrees(directory: Directory, code: str, name: str) -> bool | None:
    """Whether a code bears a name of its own; None where that cannot be told."""
    agrees = directory.has(code, name)
    if agrees is False and any(is_same_name(name, one) for one in directory.accepted[code]):
        return True
    return None if agrees is False and _is_cut_there(directory, code, name) else agrees


def _is_cut_there(directory: Directory, code: str, name: str) -> bool:
    """Whether a name is the beginning of one that its code has."""
    return any(is_cut(name, one, _ENDINGS) for one in directory.accepted.get(code, ()))


def _misspelt(code: str, name: str) -> str:
    """Return the name of many 款 for items of this number that a name is nearly."""
    if len(code) != ITEM_DIGITS:
        return ""
    common = names_of_ending().get(code[-2:], frozenset())
    return next((one for one in sorted(common) if is_slip(name, one)), "")


def _say_unchecked(what: str, names: Sequence[str], why: str) -> Iterator[Untested]:
    listed = tuple(dict.fromkeys(names))
    if listed:
        yield Untested(f"{len(listed)} 个{what}", why, listed)


def _economic(ledger: Ledger) -> Iterator[Row]:
    table = ledger.beside(forms.BASIC_DETAIL)
    for row in table.coded_rows() if table else ():
        if row.label:
            yield row


def economic_names_agree_with_dictionary(ledger: Ledger) -> Iterator[Remark]:
    """公开06: a known economic code bears its known name."""
    ledger.table(forms.BASIC_DETAIL)
    directory = ledger.accounts.directory
    for row in _economic(ledger):
        if _agrees(directory, row.code, _key(row.label)) is False:
            source = zh.SUBJECT_FILE if row.code in directory.own else "经济分类科目"
            message = (
                f"公开06中 {row.code} 名为“{row.label}”，{source}为“{directory.names[row.code]}”"
            )
            yield Remark(message, places_of(row), found_text=row.label)


def _rule(code: str, title: str) -> Rule:
    return Rule(code, title, _AUTHORITY, FindingClass.STALE_NAME, Severity.WARNING)


CHECKS = (
    Check(_rule("H07", "同一科目在各表中应同名"), names_agree_between_tables),
    Check(_rule("H07a", "公开01、公开04的类应与其他表同名"), class_names_agree),
    Check(_rule("H08", "科目名称应与科目表一致"), names_agree_with_dictionary),
    Check(_rule("H08a", "经济分类科目名称应与科目表一致"), economic_names_agree_with_dictionary),
)
