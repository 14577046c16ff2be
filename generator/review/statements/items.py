"""Names listed without numbers under 人员经费 and 公用经费, held against 公开06 (DOMAIN 2.8)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.severity import Severity
from generator.field import forms, zh
from generator.field.economic import BLOCKS, ECONOMIC, STAFF_CLASSES
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark
    from generator.review.statements.statement import Itemised

_OFFICE_CLASSES = tuple(one for block in BLOCKS for one in block if one not in STAFF_CLASSES)
_GROUPS = {zh.STAFF_COSTS: STAFF_CLASSES, zh.OFFICE_COSTS: _OFFICE_CLASSES}
_OTHER = {zh.STAFF_COSTS: zh.OFFICE_COSTS, zh.OFFICE_COSTS: zh.STAFF_COSTS}
_CODES: dict[str, set[str]] = {}
for _code, _name in ECONOMIC.items():
    _CODES.setdefault(key_of(_name), set()).add(_code)
_SEPARATOR = re.compile(r"、|，|和(?!家庭|服务|陈列|青苗|群众)|以及|等")
_FEWEST = 2
_NEAR = 0.72
# So many names in ten are items of 公开06 where a list is one of items.
_MOSTLY = 5
_CODE_LENGTH = 5
# A list is that of the other heading where it has so many times more items of that one.
_CLEARLY = 4


def check_items(
    file: str, itemised: Iterable[Itemised], accounts: Accounts | None
) -> Iterator[Mark]:
    """Yield names under the wrong heading, those of nothing spent, and what is left out."""
    for one in itemised:
        groups = {q.name for q in one.quantities if q.name in _GROUPS}
        if len(groups) != 1:
            continue
        group = groups.pop()
        text = one.passage.text[one.start : one.end]
        named = list(_names(text, one.start))
        spent = _spent(accounts)
        printed = {key_of(label) for label in (spent or {}).values()}
        items = [name for name, _ in named if key_of(name) in _CODES or key_of(name) in printed]
        if len(items) < (1 if printed else _FEWEST):
            continue
        if _is_of_other(items, group):
            other = _OTHER[group]
            yield _misnamed(file, one, named, other)
            # What is wrong with the list itself is wrong with that of the other heading.
            yield from _check(file, one._replace(name=other), named, _GROUPS[other], spent)
        else:
            yield from _check(file, one, named, _GROUPS[group], spent)


def _is_of_other(items: Iterable[str], group: str) -> bool:
    """Whether a list has the items of the other heading, and hardly any of its own."""
    known = [codes for name in items if (codes := _CODES.get(key_of(name)))]
    own = sum(any(code.startswith(_GROUPS[group]) for code in codes) for codes in known)
    return len(known) - own >= max(_FEWEST, own * _CLEARLY)


def _misnamed(file: str, one: Itemised, named: Sequence[tuple[str, int]], other: str) -> Mark:
    """Return what is said of a list below the name of the other one; its cells are the name's."""
    last, start = named[-1]
    spot = Spot(file, one.where, one.passage, named[0][1], start + len(last))
    cells = [place for quantity in one.quantities for place in quantity.places]
    message = f"{one.name}之下列的是{other}的科目，两个名称可能写反"
    return mark(rules.ITEM_EXTRA, message, spot, Evidence(cells=cells))


def _names(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the names of a list with their places."""
    position = 0
    for found in (*_SEPARATOR.finditer(text), None):
        end = found.start() if found else len(text)
        name = text[position:end].strip()
        if name:
            yield name, start + text.index(name, position)
        position = found.end() if found else end


def _spent(accounts: Accounts | None) -> dict[str, str] | None:
    """Return the items of 公开06 in which money was spent, code and name; None without table."""
    table = accounts.tables.get(forms.BASIC_DETAIL) if accounts else None
    if table is None:
        return None
    return {
        row.code: row.label
        for row in table.coded_rows()
        if len(row.code) == _CODE_LENGTH and any(cell.value for cell in row.cells.values())
    }


def _check(
    file: str,
    one: Itemised,
    named: list[tuple[str, int]],
    classes: tuple[str, ...],
    spent: dict[str, str] | None,
) -> Iterator[Mark]:
    codes_of = dict(_CODES)
    for code, label in (spent or {}).items():
        codes_of[key_of(label)] = codes_of.get(key_of(label), set()) | {code}
    listed = {code for name, _ in named for code in codes_of.get(key_of(name), ())}
    lost = {
        key_of(label): label
        for code, label in (spent or {}).items()
        if code.startswith(classes) and code not in listed
    }
    known = [name for name, _ in named if key_of(name) in codes_of]
    is_list_of_items = len(known) * 10 >= len(named) * _MOSTLY
    for name, start in named:
        codes = codes_of.get(key_of(name), set())
        spot = Spot(file, one.where, one.passage, start, start + len(name))
        if codes and not any(code.startswith(classes) for code in codes):
            yield mark(rules.ITEM_EXTRA, f"“{name}”不属于{one.name}", spot)
        elif codes and spent is not None and not codes & set(spent):
            yield mark(rules.ITEM_EXTRA, f"列了“{name}”，公开06中没有这一项的支出", spot)
        elif not codes and spent is not None:
            yield from _unknown(name, spot, lost, is_list_of_items=is_list_of_items)
    if spent is None or one.passage.text[one.start : one.end].rstrip().endswith("等"):
        return
    last, start = named[-1]
    spot = Spot(file, one.where, one.passage, start, start + len(last))
    for label in lost.values() if len(lost) < len(spent) else ():
        message = f"{one.name}的列举中漏列“{label}”"
        yield mark(rules.ITEM_MISSING, message, spot, severity=Severity.ERROR)


def _unknown(
    name: str, spot: Spot, lost: dict[str, str], *, is_list_of_items: bool
) -> Iterator[Mark]:
    """Take a name that is none of ours for the lost one that it is nearly, or for two of them.

    In a list of items what is none of them has no row either.
    """
    joined = _parts_of(key_of(name), lost)
    near = get_close_matches(name, list(lost.values()), n=1, cutoff=_NEAR)
    if joined:
        # Lines of a PDF may lose the mark at their end.
        for key in joined:
            del lost[key]
    elif near:
        del lost[key_of(near[0])]
        message = f"科目名称写作“{name}”，公开06为“{near[0]}”"
        yield mark(rules.NAME, message, spot, replacement=near[0], severity=Severity.WARNING)
    elif is_list_of_items:
        yield mark(rules.ITEM_EXTRA, f"列了“{name}”，公开06中没有这一项的支出", spot)


def _parts_of(name: str, lost: Iterable[str]) -> tuple[str, ...]:
    """Return the two names of which a name is made that has no 、 between them."""
    keys = set(lost)
    for one in keys:
        rest = name.removeprefix(one)
        if rest != name and rest in keys:
            return one, rest
    return ()
