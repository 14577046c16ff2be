"""The items of 五（三）: which code each is, by its names, its amount, its place in the order."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.field import zh
from generator.review.text.flat import MONEY, NUMBER, Stated, read_stated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from generator.model.table import Table
    from generator.review.text.flat import Flat

    Test = Callable[["TextItem", "Coded"], bool]

_HEAD = re.compile(
    r"(?:^|\n)(?:[0-9]{1,3}[、.]|（[0-9]{1,3}）)?(?:(?P<code>[0-9]{7}))?"
    r"(?P<class>[^。；\n]{2,40}?)（类）(?P<sub>[^。；\n]{2,50}?)（款）(?P<item>[^。；\n]{2,50}?)（项）"
)
_BUDGET = re.compile(rf"年初预算(?:数|安排)?(?:为|是)?({NUMBER})({MONEY})")
_FINAL = re.compile(rf"支?出?决算(?:数)?(?:为|是)?({NUMBER})({MONEY})")
_ITEM_DIGITS = 7
_MOST_ITEMS = 400
_ALIKE = 0.5


class Names(NamedTuple):
    """类, 款 and 项 as they are compared."""

    class_name: str
    subclass: str
    item: str


class TextItem(NamedTuple):
    """An item as the text states it: its names, where its sentences stand, its amounts."""

    names: Names
    label: str
    code: str
    start: int
    end: int
    budget: Stated | None
    final: Stated | None


class Coded(NamedTuple):
    """A 项 of 公开05: its code and names, its amount."""

    code: str
    label: str
    names: Names
    amount: Decimal | None


def find_items(flat: Flat) -> list[TextItem]:
    """Return the items that a text lists, in its order, as many as a department can have."""
    heads = list(islice(_HEAD.finditer(flat.text), _MOST_ITEMS))
    ends = [*(head.start() for head in heads), len(flat.text)][1:]
    return [_read_item(flat, head, end) for head, end in zip(heads, ends, strict=True)]


def _read_item(flat: Flat, head: re.Match[str], end: int) -> TextItem:
    budget = _BUDGET.search(flat.text, head.end(), end)
    final = _FINAL.search(flat.text, head.end(), end)
    label = flat.original(head.start("item"), head.end("item"))
    names = Names(*(_name(head[part]) for part in ("class", "sub", "item")))
    return TextItem(
        names,
        re.sub(r"\s", "", label),
        head["code"] or "",
        head.start() + (flat.text[head.start()] == "\n"),
        end,
        read_stated(budget[1], budget[2]) if budget else None,
        read_stated(final[1], final[2]) if final else None,
    )


def _name(text: str) -> str:
    """Return a name as it is compared; 支出 at its end is often left out."""
    return key_of(text).removesuffix(zh.EXPENDITURE)


def match_codes(
    items: Sequence[TextItem], rows: Sequence[Coded], names: Mapping[str, str]
) -> dict[int, Coded]:
    """Return the code of each item by its index; an item that is none for certain is left out.

    First all three names, then what they leave: part of the names, the amount, the order. `rows`
    are those of the table, `names` those of the codes that it does not have.
    """
    matched: dict[int, Coded] = {}
    free = list(rows)
    for test in (_is_code, _same_names):
        _match_first(items, free, matched, test)
    # A row with a wrong code of its own is still the row: its name and amount say so.
    _match_only(items, free, matched, _same_row)
    known = _others(names, {row.code for row in rows})
    # What was not spent has no row; what was spent has one, under another name perhaps.
    _match_absent([item if _is_unspent(item) else None for item in items], known, matched)
    for test in (_same_item, _same_amount, _same_item_alone):
        _match_only(items, free, matched, test)
    _match_between(items, rows, free, matched)
    _match_absent(items, known, matched)
    return matched


def _is_unspent(item: TextItem) -> bool:
    return item.final is None or not item.final.value


def _match_absent(
    items: Sequence[TextItem | None],
    known: Mapping[Names, Sequence[Coded]],
    matched: dict[int, Coded],
) -> None:
    """Match what has the names of a single code that the table lacks."""
    for index, item in enumerate(items):
        others = known.get(item.names, ()) if item is not None else ()
        if index not in matched and len(others) == 1:
            matched[index] = others[0]


def list_codes(table: Table | None, column: str, names: Mapping[str, str]) -> list[Coded]:
    """Return the 项 of a table with the amounts of a column, in its order."""
    if table is None:
        return []
    labels = {row.code: row.label for row in table.coded_rows()}
    return [
        Coded(row.code, row.label, _names_of(row.code, {**names, **labels}), cell.value)
        for row in table.coded_rows(_ITEM_DIGITS)
        if (cell := row.cells.get(column)) is not None
    ]


def _names_of(code: str, labels: Mapping[str, str]) -> Names:
    return Names(*(_name(labels.get(code[:digits], "")) for digits in (3, 5, 7)))


def _others(names: Mapping[str, str], present: set[str]) -> dict[Names, list[Coded]]:
    """Return the codes of the dictionary that the table lacks, by their names."""
    found: dict[Names, list[Coded]] = {}
    for code, label in names.items():
        if len(code) == _ITEM_DIGITS and code not in present:
            coded = Coded(code, label, _names_of(code, names), None)
            found.setdefault(coded.names, []).append(coded)
    return found


def _is_code(item: TextItem, row: Coded) -> bool:
    return item.code == row.code


def _same_names(item: TextItem, row: Coded) -> bool:
    return item.names == row.names


def _same_item(item: TextItem, row: Coded) -> bool:
    return item.names.item == row.names.item and (
        item.names.subclass == row.names.subclass or item.names.class_name == row.names.class_name
    )


def _same_amount(item: TextItem, row: Coded) -> bool:
    return bool(
        row.amount
        and item.final is not None
        and item.final.value == row.amount
        and item.names.class_name == row.names.class_name
    )


def _same_row(item: TextItem, row: Coded) -> bool:
    return _same_item(item, row) and _same_amount(item, row)


def _same_item_alone(item: TextItem, row: Coded) -> bool:
    return item.names.item == row.names.item


def _match_first(
    items: Sequence[TextItem], free: list[Coded], matched: dict[int, Coded], test: Test
) -> None:
    """Give each item the first free row that passes."""
    for index, item in enumerate(items):
        row = next((row for row in free if test(item, row)), None)
        if index not in matched and row is not None:
            matched[index] = row
            free.remove(row)


def _match_only(
    items: Sequence[TextItem], free: list[Coded], matched: dict[int, Coded], test: Test
) -> None:
    """Match an item and a free row where each passes with the other alone."""
    open_items = [index for index in range(len(items)) if index not in matched]
    for index in open_items:
        rows = [row for row in free if test(items[index], row)]
        if len(rows) == 1 and sum(test(items[other], rows[0]) for other in open_items) == 1:
            matched[index] = rows[0]
            free.remove(rows[0])


def _match_between(
    items: Sequence[TextItem], rows: Sequence[Coded], free: list[Coded], matched: dict[int, Coded]
) -> None:
    """Match what stands in the same order between the same neighbours, if it is alike."""
    order = {row.code: place for place, row in enumerate(rows)}
    for first, last in _gaps(len(items), matched):
        above = order.get(matched[first - 1].code, -1) if first else -1
        below = order.get(matched[last].code, len(rows)) if last < len(items) else len(rows)
        between = [row for row in free if above < order[row.code] < below]
        if len(between) != last - first:
            continue
        for index, row in zip(range(first, last), between, strict=True):
            if _alike(items[index], row):
                matched[index] = row
                free.remove(row)


def _gaps(count: int, matched: Mapping[int, Coded]) -> Iterator[tuple[int, int]]:
    """Yield the runs of items without a code: first, and the one after the last."""
    start = None
    for index in range(count + 1):
        is_open = index < count and index not in matched
        if is_open and start is None:
            start = index
        elif not is_open and start is not None:
            yield start, index
            start = None


def _alike(item: TextItem, row: Coded) -> bool:
    if item.final is not None and item.final.value == row.amount:
        return True
    matcher = SequenceMatcher(None, item.names.item, row.names.item, autojunk=False)
    return item.names.class_name == row.names.class_name and matcher.ratio() >= _ALIKE
