"""A sheet → the forms on it, one below the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.base.codes import L03, L08, L09, L10, L16
from generator.base.labels import squash
from generator.base.money import PRINTED_UNITS, is_dash
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.evaluation_forms import EXPECTED, TOTALS
from generator.field.units import find_unit, unit_of_head
from generator.model.evaluation_form import EvaluationForm, FormCell
from generator.model.finding import Finding, finding
from generator.reading.evaluation_forms.cells import join_words, read_cell
from generator.reading.evaluation_forms.layout import (
    Part,
    bare,
    find_forms,
    label_of,
    read_head,
)
from generator.reading.evaluation_forms.parts import (
    Reading,
    is_empty,
    name_unused,
    read_goals,
    read_indicator,
    read_management,
    read_money,
    spend_heads,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.sheet import Sheet
    from generator.reading.evaluation_forms.layout import Head, Span

_YEAR = re.compile(r"(20[0-9]{2})年?度")
_NOTES = re.compile("注|备注|说明|填表|填报|填写|附件|附表|[0-9]{1,2}[.．、](?![0-9])")
_SHOWN = 40
_NEEDED = {
    Part.MONEY: (zh.FULL_YEAR_BUDGET, evaluation.FULL_MARKS, zh.SCORE),
    Part.MANAGEMENT: (evaluation.FULL_MARKS, zh.SCORE),
    Part.INDICATORS: (
        evaluation.FIRST_LEVEL,
        evaluation.SECOND_LEVEL,
        evaluation.TARGET,
        evaluation.ACTUAL,
        evaluation.FULL_MARKS,
        zh.SCORE,
    ),
}
_PART_NAMES = {
    Part.MONEY: "项目资金",
    Part.MANAGEMENT: evaluation.MANAGING,
    Part.INDICATORS: evaluation.INDICATORS,
}
_READERS = {
    Part.MONEY: read_money,
    Part.MANAGEMENT: read_management,
    Part.GOALS: read_goals,
}
# Behind the label of a row without brackets: 年度资金总额 万元.
_SPOKEN = (zh.TEN_THOUSAND_YUAN, "元")
_TOTAL_LABELS = (*TOTALS, zh.SELF_SCORE, "自评总分", "总得分")


@dataclass(slots=True)
class _Form:
    """A form while its rows are gone through."""

    reading: Reading
    labels: dict[str, FormCell] = field(default_factory=dict)
    heads: dict[Part, Head] = field(default_factory=dict)
    head: Head | None = None
    units: dict[str, FormCell] = field(default_factory=dict)
    year: str = ""


def read_evaluation_form(sheet: Sheet) -> EvaluationForm | None:
    """Return the form on a sheet, the first of several; None where there is none."""
    return next(iter(read_evaluation_forms(sheet)), None)


def holds_evaluation_forms(sheet: Sheet) -> bool:
    """Whether a filled form stands on a sheet."""
    return bool(find_forms(sheet).forms)


def read_evaluation_forms(sheet: Sheet) -> tuple[EvaluationForm, ...]:
    """Return the filled forms 项目支出绩效自评表 of a sheet, from the top.

    They are told by their labels and heads: 项目名称, the money with what was executed, the
    indicators with their scores. A form of targets only, of monitoring, or of the whole
    department is none.
    """
    found = find_forms(sheet)
    forms = tuple(_read_form(sheet, span) for span in found.forms)
    if not forms:
        return ()
    strays = tuple(
        finding(
            L03,
            f"从第 {sheet.row_number(one.top)} 行起另有一段绩效指标，不是项目支出的自评表，"
            "或没有项目名称和资金，没有读入",
            sheet.place(one.top, 0),
        )
        for one in found.strays
    )
    return (*forms[:-1], replace(forms[-1], findings=(*forms[-1].findings, *strays)))


def _read_form(sheet: Sheet, span: Span) -> EvaluationForm:
    form = _Form(Reading(sheet))
    begun = False
    passed = span.top + span.titled - 1
    title = "".join(sheet.rows[span.top]) if span.titled else ""
    if span.titled:
        form.reading.spend(span.top, *(at for at, text in enumerate(sheet.rows[span.top]) if text))
    for row in range(span.top, span.bottom):
        head = read_head(sheet, row)
        begun = begun or head is not None or _has_label(sheet, row)
        if not begun:
            _read_year(form, row)
        if head is not None:
            form.head, passed = head, head.last
            form.heads.setdefault(head.part, head)
            spend_heads(form.reading, head)
        if not form.heads or form.head is form.heads.get(Part.MONEY):
            _read_unit(form, row)
        if row > passed and any(sheet.rows[row]):
            _read_row(form, row)
    name_unused(form.reading, form.heads.values())
    return _finish(form, sheet, span, title)


def _has_label(sheet: Sheet, row: int) -> bool:
    return any(label_of(text)[0] for text in sheet.rows[row] if text)


def _read_year(form: _Form, row: int) -> None:
    found = _YEAR.search(squash("".join(form.reading.sheet.rows[row])))
    form.year = form.year or (found[1] if found else "")


def _read_unit(form: _Form, row: int) -> None:
    """Keep the unit of the amounts that the heads and labels of the money, or a line above, state.

    An amount with a unit of its own states none for the others.
    """
    sheet = form.reading.sheet
    in_money = bool(form.heads)
    for column, text in enumerate(sheet.rows[row]):
        if not text or any(map(str.isdigit, text)):
            continue
        printed = find_unit(text) or (unit_of_head(text) if in_money else None)
        unit = printed.unit if printed else ""
        if not unit and in_money:
            plain = squash(text)
            unit = next((word for word in _SPOKEN if plain.endswith(word)), "")
        if unit in PRINTED_UNITS:
            form.units.setdefault(unit, read_cell(text, sheet.place(row, column)))
            if not in_money:
                form.reading.spend(row, column)


def _read_row(form: _Form, row: int) -> None:
    """Read a row below the heads of a part, or one that stands outside of all of them."""
    reading, head = form.reading, form.head
    if (head is None and _read_labels(form, row)) or _read_single_goal(form, row):
        return
    if head is None:
        _read_outside(form, row)
    elif head.part is Part.INDICATORS:
        form.head = None if read_indicator(reading, row, head) else head
    else:
        _READERS[head.part](reading, row, head)


def _read_labels(form: _Form, row: int) -> bool:
    """Read the labels of a row with what stands beside each of them; False where it has none."""
    sheet = form.reading.sheet
    texts = sheet.rows[row]
    filled = [at for at, text in enumerate(texts) if text]
    found = False
    for at, column in enumerate(filled):
        name, value = label_of(texts[column])
        if not name:
            continue
        found = True
        form.reading.spend(row, column)
        where = column
        beside = filled[at + 1] if at + 1 < len(filled) else -1
        if not value and beside >= 0 and not label_of(texts[beside])[0]:
            value, where = texts[beside], beside
        if value and name not in form.labels:
            place = sheet.place(row, where, row_name=name)
            form.labels[name] = read_cell(join_words(value), place)
            form.reading.spend(row, where)
    return found


def _read_single_goal(form: _Form, row: int) -> bool:
    """Read a goal that stands beside its label, without heads for what came of it."""
    sheet = form.reading.sheet
    filled = [at for at, text in enumerate(sheet.rows[row]) if text]
    first = bare(sheet.rows[row][filled[0]])
    goals = first in (evaluation.WHOLE_TARGET, "年度目标") and Part.GOALS not in form.heads
    if not goals or len(filled) != 2:  # noqa: PLR2004 - a label and its text
        return False
    form.reading.spend(row, *filled)
    form.reading.goals[EXPECTED] = read_cell(
        sheet.rows[row][filled[1]], sheet.place(row, filled[1], row_name=first)
    )
    return True


def _read_outside(form: _Form, row: int) -> None:
    """Read a total that stands outside of the parts; pass over notes."""
    reading, sheet = form.reading, form.reading.sheet
    filled = [at for at, text in enumerate(sheet.rows[row]) if text]
    first = sheet.rows[row][filled[0]]
    if bare(first) in _TOTAL_LABELS and len(filled) > 1 and reading.score is None:
        reading.score = read_cell(sheet.rows[row][filled[1]], sheet.place(row, filled[1]))
        reading.spend(row, *filled[:2])
    elif _is_remark(first):
        reading.spend(row, filled[0])


def _is_void(text: str) -> bool:
    return is_empty(text) or is_dash(text)


def _is_remark(text: str) -> bool:
    """Whether a text outside of the parts is no content: a note, the year, the unit."""
    plain = squash(text)
    printed = find_unit(plain)
    return bool(_NOTES.match(plain) or _YEAR.search(plain) or (printed and printed.unit))


def _finish(form: _Form, sheet: Sheet, span: Span, title: str) -> EvaluationForm:
    reading, labels = form.reading, form.labels
    place = sheet.place(span.top, 0)
    findings = [*reading.findings, *_missing(form, sheet, span), *_units(form)]
    findings += _leftovers(reading, span)
    project = labels.pop(zh.PROJECT_NAME, None)
    return EvaluationForm(
        place,
        title=title,
        year=form.year,
        unit=next(iter(form.units), ""),
        project=project,
        departments=labels,
        money=tuple(reading.money),
        management=tuple(reading.management),
        goals=reading.goals,
        indicators=tuple(reading.indicators),
        full_marks=reading.full_marks,
        score=reading.score,
        findings=tuple(findings),
    )


def _leftovers(reading: Reading, span: Span) -> Iterator[Finding]:
    """Yield in one finding all that stands in a form and was neither used nor named."""
    sheet = reading.sheet
    cells = [
        read_cell(text, sheet.place(row, column))
        for row in range(span.first, span.bottom)
        for column, text in enumerate(sheet.rows[row])
        if text and (row, column) not in reading.spent and not _is_void(text)
        if row >= span.top or not _is_remark(text)
    ]
    if cells:
        listed = " ".join(cell.text for cell in cells)
        shown = f"{listed[:_SHOWN]}……" if len(listed) > _SHOWN else listed
        severity = Severity.WARNING if any(cell.number for cell in cells) else Severity.INFO
        message = f"自评表中没有栏目可写、没有读入的：{shown}"
        yield finding(L09, message, *(cell.place for cell in cells), severity=severity)


def _missing(form: _Form, sheet: Sheet, span: Span) -> Iterator[Finding]:
    """Yield what a form lacks that every one has."""
    place = sheet.place(span.top, 0)
    warning = Severity.WARNING
    if zh.PROJECT_NAME not in form.labels:
        yield finding(L08, "自评表没有写项目名称，请补上", place)
    for part, head in form.heads.items():
        absent = [name for name in _NEEDED.get(part, ()) if name not in head.names]
        if absent:
            listed = "”“".join(absent)
            message = f"自评表的“{_PART_NAMES[part]}”没有“{listed}”栏"
            yield finding(L08, message, sheet.place(head.last, head.left), severity=warning)
    if not form.reading.indicators:
        yield finding(L16, "自评表中没有读到绩效指标", place, severity=warning)
    elif form.reading.score is None:
        yield finding(L16, "自评表中没有读到总分的得分", place, severity=warning)


def _units(form: _Form) -> Iterator[Finding]:
    """Yield what is doubtful about the unit of the amounts."""
    stated = list(form.units.items())
    money = [cell for row in form.reading.money for cell in row.cells.values()]
    amounts = [cell for cell in money if cell.place.column in evaluation.MONEY_COLUMNS]
    if not stated and amounts:
        message = f"自评表没有写金额单位，按{zh.TEN_THOUSAND_YUAN}读取"
        yield finding(L10, message, amounts[0].place, severity=Severity.WARNING)
    if len(stated) > 1:
        listed = "、".join(f"“{cell.text}”" for _, cell in stated)
        message = f"自评表写了两种金额单位：{listed}，按前一种读取，请核对"
        yield finding(L10, message, *(cell.place for _, cell in stated))
    unit = stated[0][0] if stated else zh.TEN_THOUSAND_YUAN
    for cell in amounts:
        if cell.unit in PRINTED_UNITS and cell.unit != unit:
            message = (
                f"“{cell.place.column}”写作“{cell.text}”，本表的单位是{unit}；按这一格写的，请核对"
            )
            yield finding(L10, message, cell.place, severity=Severity.WARNING, found_text=cell.text)
