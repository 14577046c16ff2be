"""The rows of the parts of a form: money, management, goals, indicators, each below its heads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.base.codes import L09, L14
from generator.base.labels import nearest
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.evaluation_forms import (
    CARRIED_MONEY,
    EXECUTION_RATE,
    MONEY_ROWS,
    TOTALS,
)
from generator.files.xlsx.cells import UNCALCULATED
from generator.model.evaluation_form import FormCell, FormRow
from generator.model.finding import Finding, finding
from generator.reading.evaluation_forms.cells import join_words, read_cell, split_target
from generator.reading.evaluation_forms.layout import bare, head_name, is_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.sheet import Sheet
    from generator.reading.evaluation_forms.layout import Column, Head

_LEVELS = (evaluation.FIRST_LEVEL, evaluation.SECOND_LEVEL, evaluation.THIRD_LEVEL)
_IN_WORDS = (*_LEVELS, evaluation.TARGET, evaluation.ACTUAL)
_OWN = (evaluation.THIRD_LEVEL, evaluation.TARGET, evaluation.ACTUAL)
_SOURCES = {
    **{word: name for name, words in MONEY_ROWS.items() for word in words},
    **evaluation.MONEY_SYNONYMS,
}
_OF_WHICH = (zh.OF_WHICH, f"{zh.OF_WHICH}:")
_UNITS = (zh.TEN_THOUSAND_YUAN, "元")
_COMPUTED = ("偏差度", "偏差率", "完成率", "预算执行率", "序号")
_SHOWN = 5


@dataclass(slots=True)
class Reading:
    """What has been read of one form so far; `spent` are the cells that were used or named."""

    sheet: Sheet
    spent: set[tuple[int, int]] = field(default_factory=set)
    money: list[FormRow] = field(default_factory=list)
    management: list[FormRow] = field(default_factory=list)
    goals: dict[str, FormCell] = field(default_factory=dict)
    indicators: list[FormRow] = field(default_factory=list)
    full_marks: FormCell | None = None
    score: FormCell | None = None
    findings: list[Finding] = field(default_factory=list)
    unused: dict[str, list[FormCell]] = field(default_factory=dict)
    levels: dict[str, FormCell] = field(default_factory=dict)

    def cell(self, row: int, column: Column) -> FormCell | None:
        """Return what stands below a head; of a head over several columns, what is filled.

        Two numbers are not put together: neither is used.
        """
        texts = self.sheet.rows[row]
        columns = range(column.start, column.end)
        filled = [at for at in columns if texts[at] and not is_empty(texts[at])]
        self.spend(row, *filled)
        if not filled:
            return None
        name = column.name or bare(column.text)
        place = self.sheet.place(row, filled[0], column_name=name)
        pieces = [texts[at] for at in filled]
        cell = read_cell("".join(pieces), place)
        if len(pieces) == 1:
            return cell
        all_of_it = [read_cell(texts[at], self.sheet.place(row, at)) for at in filled]
        said = f"“{name}”一栏有几处“{'”“'.join(pieces)}”"
        if sum(any(map(str.isdigit, piece)) for piece in pieces) > 1:
            message = f"{said}，不知用哪一处，没有读入"
            self.leave_out(message, *all_of_it, severity=Severity.ERROR)
            return None
        if split_target(cell.text).sign in {"", evaluation.IN_WORDS}:
            self.doubt(f"{said}，合在一起读作“{cell.text}”；请核对", *all_of_it)
        return cell

    def spend(self, row: int, *columns: int) -> None:
        """Note that cells of a row are used or named."""
        self.spent |= {(row, column) for column in columns}

    def cells(self, row: int, head: Head) -> dict[str, FormCell]:
        """Return the filled cells of a row by column; what has no column is kept apart."""
        found: dict[str, FormCell] = {}
        for column in head.columns:
            if column.start < head.left:
                continue  # where the labels stand
            cell = self.cell(row, column)
            if cell is not None and column.name:
                found[column.name] = cell
            elif cell is not None:
                self.unused.setdefault(bare(column.text), []).append(cell)
        return found

    def label(self, row: int, head: Head) -> FormCell | None:
        """Return the name of a row: what stands nearest, left of the heads, and is no group's."""
        texts = self.sheet.rows[row]
        places = [at for at in range(head.left) if texts[at] and not is_group(texts[at])]
        if not places:
            return None
        self.spend(row, places[-1])
        return read_cell(texts[places[-1]], self.sheet.place(row, places[-1]))

    def doubt(self, message: str, *cells: FormCell) -> None:
        """Add a question about cells that were kept as they are written."""
        places = (cell.place for cell in cells)
        self.findings.append(finding(L14, message, *places, found_text=cells[0].text))

    def leave_out(self, message: str, *cells: FormCell, severity: Severity) -> None:
        """Add what is said of cells that have no column."""
        places = (cell.place for cell in cells)
        self.findings.append(finding(L09, message, *places, severity=severity))


def is_empty(text: str) -> bool:
    """Whether a cell holds no content: the name of a part, or a formula that has no value."""
    return is_group(text) or text == UNCALCULATED


def read_money(reading: Reading, row: int, head: Head) -> None:
    """Read a source of money; one that the lists do not have is named if it has any."""
    cells = reading.cells(row, head)
    label = reading.label(row, head)
    if not cells and label is None:
        return
    if label is None:
        _leave_row(reading, row)
        return
    name = money_source(label.text)
    if name in {one.label for one in reading.money}:
        _leave_row(reading, row)
        return
    reading.money.append(FormRow(name or join_words(label.text), label.place, cells))
    points = [cells[one] for one in (evaluation.FULL_MARKS, zh.SCORE) if one in cells]
    if name != evaluation.MONEY_TOTAL and any(cell.number is not None for cell in points):
        listed = "、".join(cell.text for cell in points)
        message = f"“{label.text}”一行也有分值、得分（{listed}），只读{evaluation.MONEY_TOTAL}的"
        reading.leave_out(message, *points, severity=Severity.WARNING)
    amounts = [cells[one] for one in evaluation.MONEY_COLUMNS if one in cells]
    if not name and any(cell.number != 0 and cell.number is not None for cell in amounts):
        listed = "、".join(f"{cell.place.column} {cell.text}" for cell in amounts)
        advice = (
            f"，如属财政拨款，请加入{evaluation.PUBLIC_MONEY}"
            if name_of_money(label.text) == CARRIED_MONEY
            else ""
        )
        message = f"“{label.text}”（{listed}）在清单里没有栏目，没有读入{advice}"
        reading.leave_out(message, *amounts, severity=Severity.WARNING)


def name_of_money(text: str) -> str:
    """Return the name of a source without 其中 and the unit of its row."""
    plain = bare(text)
    for words in (*_OF_WHICH, "其中："):
        plain = plain.removeprefix(words)
    for unit in _UNITS:
        plain = plain.removesuffix(unit)
    return bare(plain)


def money_source(text: str) -> str:
    """Return the source of money (政府预算资金 …) that a label means, nothing where unknown."""
    return _SOURCES.get(name_of_money(text), "")


def read_management(reading: Reading, row: int, head: Head) -> None:
    """Read a matter of how the money was managed."""
    cells = reading.cells(row, head)
    label = reading.label(row, head)
    if label is None:
        if cells:
            _leave_row(reading, row)
        return
    name = join_words(label.text)
    if name not in evaluation.MANAGEMENT_ROWS:
        near = nearest(name, evaluation.MANAGEMENT_ROWS)
        hint = f"，是否应为“{near}”" if near else ""
        reading.doubt(f"资金管理情况中的“{name}”不是通常的一项，照原样写{hint}；请核对", label)
    reading.management.append(FormRow(name, label.place, cells))


def read_goals(reading: Reading, row: int, head: Head) -> None:
    """Read the goals and what came of them; a second row of them goes on."""
    for name, cell in reading.cells(row, head).items():
        before = reading.goals.get(name)
        text = f"{before.text} {cell.text}" if before else cell.text
        reading.goals[name] = FormCell(text, before.place if before else cell.place)


def read_indicator(reading: Reading, row: int, head: Head) -> bool:
    """Read an indicator; True where the row is the total, with which they end."""
    if _is_total(reading, row, TOTALS):
        columns = {column.name: column for column in head.columns}
        marks, score = columns.get(evaluation.FULL_MARKS), columns.get(zh.SCORE)
        reading.full_marks = reading.cell(row, marks) if marks else None
        reading.score = reading.cell(row, score) if score else None
        return True
    if _is_total(reading, row, (zh.SUBTOTAL,)):
        _leave_row(reading, row)
        return False
    cells = reading.cells(row, head)
    _carry_levels(reading, cells)
    if not cells.keys() - set(_LEVELS[:2]):
        return False  # a level that stands in a row of its own
    for name in _IN_WORDS:
        if name in cells:
            cells[name] = cells[name]._replace(text=join_words(cells[name].text))
    _split(reading, cells)
    own = next((cells[name] for name in _OWN if name in cells), None)
    first = own or next(iter(cells.values()))
    label = cells[evaluation.THIRD_LEVEL].text if evaluation.THIRD_LEVEL in cells else ""
    if not label:
        reading.doubt(f"“{first.text}”这一行没有三级指标的名称，请补上", first)
    shown = {
        name: cell._replace(place=cell.place._replace(row=label)) for name, cell in cells.items()
    }
    place = first.place._replace(row=label)
    reading.indicators.append(FormRow(label, place, {**reading.levels, **shown}))
    return False


def _is_total(reading: Reading, row: int, names: tuple[str, ...]) -> bool:
    texts = reading.sheet.rows[row]
    at = next((at for at, text in enumerate(texts) if text and not is_group(text)), -1)
    if at < 0 or bare(texts[at]) not in names:
        return False
    reading.spend(row, at)
    return True


def _carry_levels(reading: Reading, cells: Mapping[str, FormCell]) -> None:
    """Keep the levels that are merged over the rows below; a new first one ends the second."""
    if evaluation.FIRST_LEVEL in cells:
        reading.levels.clear()
    for level in _LEVELS[:2]:
        if level in cells:
            cell = cells[level]
            reading.levels[level] = cell._replace(text=join_words(cell.text))


def _split(reading: Reading, cells: dict[str, FormCell]) -> None:
    """Part the target into sign, value and unit; what columns of the form say is kept."""
    cell = cells.get(evaluation.TARGET)
    if cell is None:
        return
    target = split_target(cell.text)
    parts = {
        evaluation.SIGN: target.sign,
        evaluation.TARGET: target.value,
        evaluation.MEASURED_IN: target.unit,
    }
    for name, text in parts.items():
        given = cells.get(name) if name != evaluation.TARGET else None
        if given is None and text:
            cells[name] = read_cell(text, cell.place)._replace(unit="")
        elif given is not None and text and given.text != text:
            message = f"“{cell.text}”与“{name}”一列的“{given.text}”不同，按这一列写；请核对"
            reading.doubt(message, given)
    if not target.is_plain:
        reading.doubt(f"指标值“{cell.text}”分不出符号、数和单位，照原样写；请核对", cell)
    _ask_percent(reading, cells, cell)


def _ask_percent(reading: Reading, cells: Mapping[str, FormCell], target: FormCell) -> None:
    """Ask where one of target and actual is a percentage and the other 1 or 0.95."""
    actual = cells.get(evaluation.ACTUAL)
    unit = cells.get(evaluation.MEASURED_IN)
    if actual is None or actual.number is None:
        return
    number = cells[evaluation.TARGET].number
    wanted = unit is not None and unit.text == "%"
    low = actual.number if wanted and not actual.unit else number
    if low is None or abs(low) > 1 or low == 0 or (wanted == (actual.unit == "%")):
        return
    if wanted or unit is None:
        message = (
            f"指标值“{target.text}”、完成值“{actual.text}”一个是百分数，一个不是；照原样写，请核对"
        )
        reading.doubt(message, actual)


def _leave_row(reading: Reading, row: int) -> None:
    """Say that a row was not understood."""
    texts = reading.sheet.rows[row]
    filled = [at for at, text in enumerate(texts) if text and not is_group(text)]
    if not filled:
        return
    reading.spend(row, *filled)
    cells = [read_cell(texts[at], reading.sheet.place(row, at)) for at in filled]
    listed = " ".join(cell.text for cell in cells[:_SHOWN])
    has_number = any(cell.number for cell in cells)
    severity = Severity.ERROR if has_number else Severity.WARNING
    reading.leave_out(f"这一行看不出是什么，没有读入：“{listed}”", *cells, severity=severity)


def spend_heads(reading: Reading, head: Head) -> None:
    """Note the heads in rows of heads that are known, what names a part, and the head of labels."""
    for row in range(head.first, head.last + 1):
        for at, text in enumerate(reading.sheet.rows[row]):
            is_over_labels = at < head.left and not any(map(str.isdigit, text))
            if is_over_labels or head_name(text) or is_group(text):
                reading.spend(row, at)


def name_unused(reading: Reading, heads: Iterable[Head]) -> None:
    """Say once which columns the lists do not have."""
    for column, row in ((column, head.first) for head in heads for column in head.columns):
        if bare(column.text) in reading.unused:
            reading.spend(row, column.start)
    for name, cells in reading.unused.items():
        if bare(name) != EXECUTION_RATE and name not in _COMPUTED:
            texts = "、".join(cell.text for cell in cells[:_SHOWN])
            message = f"“{name}”一栏在清单里没有栏目，没有读入：{texts}"
            reading.leave_out(message, *cells, severity=Severity.INFO)
