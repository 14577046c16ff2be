"""Duties on the nine tables: that they are there, how far they go down, what empty ones say."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.base.codes import L01
from generator.base.labels import squash
from generator.field import duties, forms
from generator.field.forms import FORM_BY_NUMBER
from generator.field.titles import form_in_name
from generator.model.passage import PassageKind
from generator.model.table import CellKind
from generator.review import rules
from generator.review.duties.ground import done, not_applicable, problem, unchecked
from generator.review.duties.told import DENIAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding
    from generator.model.table import Row, Table
    from generator.review.duties.ground import Ground

_EIGHT = tuple(form.number for form in forms.FORMS if form.number != forms.STATE_CAPITAL)
_CHECK_OF_EMPTINESS = "D09"
# What says that a table is empty, or that what it would show does not exist.
_SAYS_EMPTY = re.compile("空表|无数据(?!的)")
_ABOUT = re.compile("[本此该]表(?:格)?(?:主要)?反映")
_LONGEST_NOTE = 80
_EMPTY = re.compile(
    rf"{_SAYS_EMPTY.pattern}|表(?:格|中|内)?(?:均|全部?)?(?:为|是)(?:零|空|0)|表(?:中|内)?(?:没有|无)内容"
    rf"|{DENIAL}[^，。；：]{{0,24}}(?:收入|支出|收支|拨款|资金|业务|基金|经营|经费)(?!的)"
)
_ITEM_DIGITS, _ECONOMIC_DIGITS = 7, 5
_CARS = ("4", "5", "10", "11")
_MOST_NAMED = 3
_NO_TABLES = "文件中没有公开表，如果另附，请看另附的表"


def judge_tables(ground: Ground) -> DutyJudgement:
    """Eight tables are there; what stands below the title of one and cannot be read is not told."""
    return _judge_presence(ground, duties.TABLES, _EIGHT)


def judge_capital_table(ground: Ground) -> DutyJudgement:
    """The ninth table came later."""
    return _judge_presence(ground, duties.CAPITAL_TABLE, (forms.STATE_CAPITAL,))


def _judge_presence(ground: Ground, duty: Duty, wanted: Sequence[str]) -> DutyJudgement:
    missing = [form for form in wanted if form not in ground.printed]
    if not missing:
        more = f"等 {len(wanted)} 张表" if len(wanted) > 1 else ""
        return done(duty, ground.place_of_table(wanted[0])._replace(row=more))
    if not ground.printed:
        return unchecked(duty, ground.review.unread or _NO_TABLES)
    unreadable = [form for form in missing if _is_titled(ground, form)]
    gone = [form for form in missing if form not in unreadable]
    if gone:
        return problem(duty, f"没有{_name(gone)}", findings=_on_missing(ground, gone))
    why = f"{_name(unreadable)}有表题，没有读成表格"
    return unchecked(duty, why, _on_missing(ground, unreadable))


def _is_titled(ground: Ground, form: str) -> bool:
    """Whether the title of a table stands in the file, outside the 目录."""
    listed = {passage.locator for passage in ground.submission.contents}
    return any(
        passage.locator not in listed and form_in_name(squash(passage.text)) == form
        for passage in ground.submission.passages
    )


def _on_missing(ground: Ground, missing: Sequence[str]) -> tuple[Finding, ...]:
    return ground.found(L01.code, lambda f: bool(f.places) and f.places[0].table in missing)


def _name(names: Sequence[str]) -> str:
    return "、".join(f"“{FORM_BY_NUMBER[form].title}”" for form in names)


def judge_empty_tables(ground: Ground) -> DutyJudgement:
    """A table without an amount says why, below itself."""
    duty = duties.EMPTY_TABLES
    if not ground.printed:
        return unchecked(duty, ground.review.unread or _NO_TABLES)
    empty = [table for _, table in sorted(ground.printed.items()) if table.is_empty]
    if not empty:
        return not_applicable(duty, "读到的表都有数据")
    words = {table.form: _words_below(ground, table) for table in empty}
    silent = [form for form, said in words.items() if not said]
    if silent:
        findings = (
            *ground.found(rules.EMPTINESS.code, lambda f: _is_on(f, silent)),
            *ground.found(_CHECK_OF_EMPTINESS, lambda f: _is_on(f, silent)),
        )
        place = ground.place_of_table(silent[0])
        return problem(duty, f"{_name(silent)}没有数据，表下没有说明", place, findings)
    place = ground.place_of_table(empty[0].form)
    return done(duty, place._replace(row=words[empty[0].form]))


def _is_on(finding: Finding, names: Sequence[str]) -> bool:
    return any(place.table in names for place in finding.places)


def _words_below(ground: Ground, table: Table) -> str:
    """Return what stands below a table on why it is empty; a note on another table is none."""
    if table.statement:
        return table.statement
    others = [form.title for form in forms.FORMS if form.number != table.form]
    for note in (*table.notes, *_lines_below(ground, table.form)):
        words = squash(note)
        about = _ABOUT.search(words) and not _SAYS_EMPTY.search(words)
        if not about and _EMPTY.search(words) and not any(title in words for title in others):
            return note
    return ""


def _lines_below(ground: Ground, form: str) -> Iterator[str]:
    """Yield the lines between the title of a table and the next title: notes without a label."""
    listed = {passage.locator for passage in ground.submission.contents}
    inside = False
    for passage in ground.submission.passages:
        titled = form_in_name(squash(passage.text))
        if passage.locator in listed or passage.kind is PassageKind.HEADING or titled:
            inside = titled == form and passage.locator not in listed
        elif inside and len(passage.text) <= _LONGEST_NOTE:
            yield passage.text


def judge_item_level(ground: Ground) -> DutyJudgement:
    """Every amount of 公开05 is shown down to its 项."""
    duty, form = duties.ITEM_LEVEL, forms.GENERAL_BUDGET
    table = ground.printed.get(form)
    if table is None:
        return _judge_without(ground, duty, form)
    if table.is_empty:
        return not_applicable(duty, "没有一般公共预算财政拨款支出")
    shallow = [row.title for row in _ends(table) if len(row.code) < _ITEM_DIGITS]
    if shallow or not any(table.coded_rows(_ITEM_DIGITS)):
        return problem(duty, f"没有列到项级：{_list(shallow)}", ground.place_of_table(form))
    first = next(table.coded_rows(_ITEM_DIGITS))
    return done(duty, ground.place_of_table(form)._replace(row=first.title))


def _ends(table: Table) -> Iterator[Row]:
    """Yield the rows with an amount below which no row of a lower level stands."""
    rows = [row for row in table.coded_rows() if _has_amount(row)]
    for row, after in pairwise([*rows, None]):
        if row is not None and (after is None or len(after.code) <= len(row.code)):
            yield row


def _has_amount(row: Row) -> bool:
    return any(cell.value for cell in row.cells.values())


def judge_economic_level(ground: Ground) -> DutyJudgement:
    """Every 类 of 公开06 is shown by its 款."""
    duty, form = duties.ECONOMIC_LEVEL, forms.BASIC_DETAIL
    table = ground.printed.get(form)
    if table is None:
        return _judge_without(ground, duty, form)
    if table.is_empty:
        return not_applicable(duty, "没有一般公共预算财政拨款基本支出")
    rows = [row for row in table.coded_rows() if _has_amount(row)]
    details = [row for row in rows if len(row.code) >= _ECONOMIC_DIGITS]
    shallow = [
        row.title
        for row in rows
        if len(row.code) < _ECONOMIC_DIGITS
        and not any(one.code.startswith(row.code) for one in details)
    ]
    if shallow or not details:
        return problem(duty, f"没有列到款级：{_list(shallow)}", ground.place_of_table(form))
    return done(duty, ground.place_of_table(form)._replace(row=details[0].title))


def _list(names: Sequence[str]) -> str:
    if not names:
        return "表中没有这一级的科目编码"
    return f"{'、'.join(names[:_MOST_NAMED])}{'等' if len(names) > _MOST_NAMED else ''}"


def judge_split_columns(ground: Ground) -> DutyJudgement:
    """公开09 has columns of its own for buying and for running vehicles."""
    duty, form = duties.SPLIT_COLUMNS, forms.THREE_PUBLIC
    table = ground.printed.get(form)
    if table is None:
        return _judge_without(ground, duty, form)
    if all(number in table.columns for number in _CARS):
        return done(duty, ground.place_of_table(form), "购置费、运行费各有预算数、决算数一栏")
    if any(cell.kind is CellKind.INVALID for row in table.rows for cell in row.cells.values()):
        return unchecked(duty, "“三公”经费表的栏目没有读清")
    return problem(duty, "“三公”经费表没有把购置费和运行费分栏", ground.place_of_table(form))


def _judge_without(ground: Ground, duty: Duty, form: str) -> DutyJudgement:
    """Say that a table which is not there, or not read, does not show anything."""
    if not ground.printed:
        return unchecked(duty, ground.review.unread or _NO_TABLES)
    return unchecked(duty, f"没有读到{_name([form])}", _on_missing(ground, [form]))
