"""The two-sided tables (公开01, 公开04): income on the left, expenditure on the right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.codes import H02, L08
from generator.base.labels import squash, strip_ordinal
from generator.field import evaluation, forms, zh
from generator.field.forms import CLASS_CODES, Side
from generator.field.notes import is_note
from generator.model.finding import finding
from generator.model.table import Row
from generator.reading.asides import is_page_sum
from generator.reading.bodies import Body, clean_name, unread_row
from generator.reading.columns import find_ordinals, head_parts, headed_columns, header_leaves
from generator.reading.recognise import TOP_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.field.forms import Form
    from generator.model.finding import Finding
    from generator.model.sheet import Sheet
    from generator.reading.amounts import AmountReader

ORDINALS = zh.COLUMN_NUMBER
_SIDES = 2
_MOST_GROUPS = 3  # expenditure may stand twice: by function, and by kind
_LABEL = re.compile(r"项目(?:（.*）)?")
_SIDE = re.compile(r"收入|支出")
_ANY_AMOUNT = re.compile(r"[1-9１-９]")
_AMOUNT_ALONE = re.compile(r"[-(（]?[0-9][0-9,]*\.[0-9]+[)）]?-?")
_NO_AMOUNT = frozenset({zh.LINE_NUMBER, zh.NOTE_COLUMN})
_OPENING = zh.FISCAL_CARRIED_IN
_FUNDS = (
    "一般公共预算财政拨款",
    zh.FUND_APPROPRIATION,
    "国有资本经营预算财政拨款",
)
_KEYS = {
    "使用非财政拨款结余（含专用结余）": zh.USED_SURPLUS,
    "用事业基金弥补收支差额": zh.USED_SURPLUS,
    zh.INCOME_THIS_YEAR: zh.INCOME_TOTAL,
    zh.SPENDING_THIS_YEAR: zh.SPENDING_TOTAL,
    zh.TOTAL: zh.GRAND_TOTAL,
    "收入总计": zh.GRAND_TOTAL,
    "支出总计": zh.GRAND_TOTAL,
    zh.CARRIED_IN_SHORT: zh.CARRIED_IN,
    evaluation.CARRIED_OVER: zh.CARRIED_OUT,
    "年初财政拨款结转结余": _OPENING,
    "年末财政拨款结转结余": zh.FISCAL_CARRIED_OUT,
}
# Labels beside those of the classes, by which the parts of a broken one are told.
_KNOWN = frozenset(
    {
        *_KEYS,
        *_KEYS.values(),
        *_FUNDS,
        *(f"{fund}收入" for fund in _FUNDS),
        zh.SUPERIOR_SUBSIDY,
        zh.INSTITUTIONAL_INCOME,
        zh.OPERATING_INCOME,
        zh.AFFILIATE_REMITTANCE,
        zh.OTHER_INCOME,
        zh.SURPLUS_DISTRIBUTION,
    }
)


@dataclass(frozen=True, slots=True)
class _Half:
    side: Side
    label: int
    line: int
    amounts: dict[str, int]


def row_key(label: str) -> str:
    """Return the key of a row label of 公开01 or 公开04."""
    plain = strip_ordinal(squash(label)).removeprefix("其中：").removeprefix("其中:")
    return _KEYS.get(plain, plain)


def read_two_sided(sheet: Sheet, form: Form, amounts: AmountReader) -> Body:
    """Return the rows of both sides; income rows first, each side in its order."""
    head, halves = _find_halves(sheet, form)
    if not halves:
        missing = finding(
            L08,
            f"{form.number} 的表头中找不到左右两组“项目”栏，无法读取",
            sheet.place(0, 0, table=form.number),
        )
        return Body((), (), (missing,))
    findings: list[Finding] = [*_missing(sheet, form, halves, head), *_too_many(sheet, form)]
    amounts.begin(head + 1, headed=headed_columns(sheet, head + 1, _find_labels(sheet)[0]))
    labels = {half.side: _read_labels(sheet, half, head + 1) for half in halves}
    sides: dict[Side, list[Row]] = {half.side: [] for half in halves}
    opening = False
    for index in range(head + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if any(squash(row[half.label]) == ORDINALS for half in halves):
            findings.extend(_stray_amounts(sheet, form, halves, index))
            amounts.pass_row(index)
            continue
        for half in halves:
            label = labels[half.side].get(index, "")
            problem = _misplaced(sheet, form, half, index, label)
            findings += problem
            if problem or is_page_sum(label):
                amounts.pass_row(index)
                continue
            key = row_key(label)
            if half.side is Side.INCOME:
                opening = opening or key == _OPENING
                if opening and key in _FUNDS:
                    key = zh.BEGINNING_OF_YEAR + key
            read = _read_half(sheet, index, half, (key, label), amounts)
            if read is not None:
                sides[half.side].append(read)
    rows = tuple(row for side in (Side.INCOME, Side.EXPENDITURE) for row in sides.get(side, ()))
    return Body(rows, form.columns, tuple(findings))


def _too_many(sheet: Sheet, form: Form) -> Iterator[Finding]:
    """Yield an error for more groups of columns than a table has: another one stands beside it."""
    index, labels = _find_labels(sheet)
    if len(labels) > _MOST_GROUPS:
        yield finding(
            L08,
            f"{form.number} 的表头中有 {len(labels)} 组“项目”栏，像是几张表并排，只读了左边两组；"
            "请写明各表的表题，或把它们分开",
            *(sheet.place(index, column, table=form.number) for column in labels[_SIDES:]),
        )


def _read_labels(sheet: Sheet, half: _Half, start: int) -> dict[int, str]:
    """Return the labels of a side by row; one that goes on in the next row is put together.

    Only what makes a label of the form is joined, and only where one of the rows has amounts.
    """
    labels = {index: sheet.rows[index][half.label] for index in range(start, len(sheet.rows))}
    for index in range(start, len(sheet.rows) - 1):
        above, below = labels[index], labels[index + 1]
        if not above or not below or _is_known(above) or _is_known(below):
            continue
        filled = [at for at in (index, index + 1) if _holds_more(sheet.rows[at], half)]
        if len(filled) <= 1 and _is_known(above + below):
            at = filled[0] if filled else index
            labels[index] = labels[index + 1] = ""
            labels[at] = above + below
    return labels


def _holds_more(row: tuple[str, ...], half: _Half) -> bool:
    line = row[half.line] if half.line >= 0 else ""
    return bool(line) or any(row[column] for column in half.amounts.values())


def _is_known(label: str) -> bool:
    key = row_key(label)
    return key in _KNOWN or key in CLASS_CODES


def _misplaced(
    sheet: Sheet, form: Form, half: _Half, index: int, label: str
) -> tuple[Finding, ...]:
    """Return the error for a side of a row whose amounts belong to no label."""
    row = sheet.rows[index]
    line = squash(row[half.line]) if half.line >= 0 else ""
    held = any(_ANY_AMOUNT.search(row[column]) for column in half.amounts.values())
    noted = held and (not label or is_note((label,)))
    shifted = any(_AMOUNT_ALONE.fullmatch(squash(text)) for text in (label, line) if text)
    if not noted and not shifted:
        return ()
    return (unread_row(sheet, form, index, f"{half.side.value}方的项目名称", lost=True),)


def _read_half(
    sheet: Sheet, index: int, half: _Half, named: tuple[str, str], amounts: AmountReader
) -> Row | None:
    row = sheet.rows[index]
    key, label = named[0], clean_name(named[1])
    line = row[half.line] if half.line >= 0 else ""
    values = [row[column] for column in half.amounts.values()]
    if not label and not line and not any(values):
        return None
    title = label or f"行次{line}"
    cells = {
        name: amounts.read(row[column], (index, column), title, name)
        for name, column in half.amounts.items()
    }
    number = sheet.row_number(index)
    return Row(key, label, cells, side=half.side, line=line, row_number=number)


def _find_halves(sheet: Sheet, form: Form) -> tuple[int, list[_Half]]:
    """Return the last header row, and the two halves; none where the header is not there."""
    index, labels = _find_labels(sheet)
    if len(labels) < _SIDES:
        return 0, []
    left, right = labels[0], labels[1]
    bottom = index + 1
    while bottom < len(sheet.rows) and _continues_header(sheet.rows[bottom], left, right):
        bottom += 1
    leaves = header_leaves(sheet, index, bottom)
    ordinal_row, numbers = find_ordinals(sheet, bottom + 1, 5)
    amount = _last_amount(leaves, left, right)
    if amount < 0:
        return 0, []
    spans = _right_amounts(form, leaves, right, numbers if ordinal_row >= 0 else {})
    halves = [
        _Half(Side.INCOME, left, _line_column(leaves, left, right), {zh.AMOUNT: amount}),
        _Half(Side.EXPENDITURE, right, _line_column(leaves, right, len(leaves)), spans),
    ]
    return bottom - 1, halves


def _find_labels(sheet: Sheet) -> tuple[int, list[int]]:
    """Return the header row with the columns of its two 项目 cells, else of 收入 and 支出."""
    for wanted in (_LABEL, _SIDE):
        for index, row in enumerate(sheet.rows[:TOP_ROWS]):
            leaves = [(head_parts(text) or [""])[-1] if text else "" for text in row]
            labels = [column for column, leaf in enumerate(leaves) if wanted.fullmatch(leaf)]
            if len(labels) >= _SIDES:
                return index, labels
    return 0, []


def _continues_header(row: tuple[str, ...], left: int, right: int) -> bool:
    """Whether a row goes on with the header: names of columns, beside merged 项目 cells."""
    filled = [text for text in row if text]
    return (
        bool(filled)
        and not row[left]
        and not row[right]
        and not any(character.isdigit() for text in filled for character in text)
    )


def _line_column(leaves: list[str], start: int, end: int) -> int:
    for column in range(start, end):
        if leaves[column] == zh.LINE_NUMBER:
            return column
    return -1


def _last_amount(leaves: list[str], start: int, end: int) -> int:
    """Return the last named column between two labels that is no 行次 column, -1 for none."""
    named = [c for c in range(start + 1, end) if leaves[c] and leaves[c] not in _NO_AMOUNT]
    if named:
        return named[-1]
    last = end - 1
    return last if last > start and leaves[last] not in _NO_AMOUNT else -1


def _right_amounts(
    form: Form, leaves: list[str], right: int, numbers: dict[int, int]
) -> dict[str, int]:
    if form.number == forms.INCOME_EXPENDITURE:
        column = _last_amount(leaves, right, len(leaves))
        return {zh.AMOUNT: column} if column > right else {}
    found: dict[str, int] = {}
    for ordinal, name in enumerate(form.columns, start=2):
        wanted = {squash(name), squash(name).removesuffix("财政拨款")}
        if name == zh.TOTAL:
            wanted.add(zh.SUBTOTAL)
        hits = [c for c in range(right + 1, len(leaves)) if leaves[c] in wanted]
        if hits:
            found[name] = hits[0]
        elif numbers.get(ordinal, -1) > right:
            found[name] = numbers[ordinal]
    return found


def _missing(sheet: Sheet, form: Form, halves: list[_Half], head: int) -> tuple[Finding, ...]:
    absent = [name for name in form.columns if name not in halves[1].amounts]
    if not absent:
        return ()
    message = f"{form.number} 的表头中找不到“{'”“'.join(absent)}”列，该列按缺失处理"
    return (finding(L08, message, sheet.place(head, 0, table=form.number)),)


def _stray_amounts(
    sheet: Sheet, form: Form, halves: list[_Half], index: int
) -> tuple[Finding, ...]:
    """Return a finding for every amount that stands in the 栏次 row."""
    found = []
    for half in halves:
        for column in half.amounts.values():
            text = sheet.rows[index][column]
            if text and not (text.isdigit() and len(text) <= 2):  # noqa: PLR2004 - a column number
                found.append(
                    finding(
                        H02,
                        f"{form.number} 的栏次行中出现了“{text}”，此处应为栏次序号",
                        sheet.place(
                            index,
                            column,
                            table=form.number,
                            row_name=ORDINALS,
                            column_name=half.side.value,
                        ),
                        found_text=text,
                    )
                )
    return tuple(found)
