"""The lists of a data folder as tables to be filled in, and what a change of a cell writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.reasons import reason_key
from generator.base.labels import key_of
from generator.field import evaluation, keys, zh
from generator.field.amounts import BY_NAME
from generator.field.data_folder import Lists
from generator.files.csv import read_sheet
from generator.folder.choices import choices_of
from generator.folder.guide import FILES
from generator.folder.skeleton import COLUMNS, budget_total, fact_keys, whole_rows
from generator.tasks.filling.conflict import ConflictError, NoPlaceError
from generator.tasks.import_files.landing import existing_file, format_rows
from generator.tasks.init.sources import known_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.folder.choices import Choices
    from generator.folder.contents import Known, Rows
    from generator.model.block import Gap

NAMES = tuple(COLUMNS)
_HEAD_ROWS = 6
_NEW = -1
_NUMBERS = frozenset(
    {
        zh.AMOUNT,
        zh.VALUE,
        zh.INITIAL_BUDGET,
        zh.FULL_YEAR_BUDGET,
        zh.FULL_YEAR_EXECUTION,
        zh.SELF_SCORE,
        zh.SCORE,
        evaluation.FULL_MARKS,
        evaluation.EXECUTION_FULL_MARKS,
        evaluation.EXECUTION_SCORE,
        *(f"{one}{name}" for one in evaluation.MONEY_SOURCES for name in evaluation.MONEY_COLUMNS),
    }
)
_LONG = frozenset(
    {
        zh.REASON,
        zh.TARGETS_MET,
        zh.PROBLEMS_FOUND,
        zh.IMPROVEMENTS,
        evaluation.SITUATION,
        evaluation.DEVIATION,
        evaluation.MANAGEMENT_PROBLEMS,
        *evaluation.REPORT_TEXTS,
    }
)
# What stands in a list only to be compared with.
_ONLY_SHOWN = frozenset({zh.LAST_TOTALS, zh.LAST_REASON})
# The columns that make a row: where a list proposes rows, they are not typed.
_KEYS: dict[str, tuple[str, ...]] = {
    Lists.IDENTITY: (zh.ITEM,),
    Lists.LAST_TOTALS: (zh.ITEM,),
    Lists.BUDGETS: (zh.SUBJECT_CODE, zh.SUBJECT_NAME),
    Lists.FACTS: (zh.ITEM,),
    Lists.REASONS: (zh.MATTER, zh.BASIS),
    evaluation.WHOLE: (zh.ITEM,),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` is its head as the file has it, `look` text, number, long or shown."""

    name: str
    title: str
    look: str
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: `number` is its place among the rows of the file, -1 where it is only proposed.

    `fixed` are the columns that say what the row is of; `uses` the sections that print it, `asked`
    whether the document lacks it now; `offered` what its own cells may say, by column.
    """

    number: int
    texts: Mapping[str, str]
    fixed: frozenset[str] = frozenset()
    uses: tuple[str, ...] = ()
    asked: bool = False
    offered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list as it is to be filled in; `problem` says why its file cannot be read.

    `needed` and `words` say whether it is needed and what goes into it.
    """

    name: str
    file: str
    needed: str
    words: str
    columns: tuple[Column, ...] = ()
    lines: tuple[Line, ...] = ()
    problem: str = ""


class Cell(NamedTuple):
    """A cell that somebody changes: `row` is the texts of its row as they were shown."""

    number: int
    column: str
    row: Mapping[str, str]


class Changed(NamedTuple):
    """The file of a list as it will be, and the place of the row that was changed in it."""

    files: dict[Path, bytes]
    number: int


class _File(NamedTuple):
    """A list as its file has it: `heads` are the names of the columns, by their place."""

    path: Path
    rows: Rows
    head: int
    heads: tuple[str, ...]
    problem: str = ""


def open_list(folder: Path, name: str, gaps: Iterable[Gap] = ()) -> ListTable:
    """Return a list of a data folder: what is asked, its own rows, then those that it could have.

    `gaps` are what the document lacks. Raises KeyError for a list that there is not.
    """
    needed, words = _explain(name)
    there = _read(folder, name)
    if there.problem:
        return ListTable(name, there.path.name, needed, words, problem=there.problem)
    known = known_keys()
    choices = choices_of(known)
    asked = [gap for gap in gaps if gap.file == f"{name}.csv"]
    own = [_texts(there, row) for row in there.rows[there.head + 1 :]]
    lines = [
        _line(name, number, texts, asked, choices)
        for number, texts in enumerate(own, start=there.head + 1)
        if any(texts.values())
    ]
    present = {_key(name, line.texts) for line in lines}
    for texts in _proposed(name, known, asked):
        if _key(name, texts) not in present:
            present.add(_key(name, texts))
            lines.append(_line(name, _NEW, texts, asked, choices))
    return ListTable(
        name,
        there.path.name,
        needed,
        words,
        _columns(name, there, choices),
        tuple(sorted(lines, key=lambda line: not line.asked)),
    )


def change_cell(folder: Path, name: str, cell: Cell, text: str) -> Changed:
    """Return the file of a list with one cell changed; a row that is only proposed is added.

    Raises ConflictError where the row has been changed elsewhere, NoPlaceError.
    """
    there = _read(folder, name)
    if there.problem or cell.column in _ONLY_SHOWN:
        raise NoPlaceError(there.path.name)
    rows = [list(row) for row in there.rows]
    heads = list(there.heads)
    _add_column(rows, there.head, heads, cell.column)
    if cell.number == _NEW:
        _refuse_second(there, name, cell)
        row = [""] * len(heads)
        for column, shown in cell.row.items():
            if shown:
                _add_column(rows, there.head, heads, column)
                row += [""] * (len(heads) - len(row))
                row[heads.index(column)] = shown
        rows.append(row)
    else:
        row = _find(there, name, rows, cell)
    row[heads.index(cell.column)] = " ".join(text.replace("\x00", "").split("\n")).strip()
    number = len(rows) - 1 if cell.number == _NEW else cell.number
    return Changed({there.path: format_rows(there.path, rows)}, number)


def remove_line(folder: Path, name: str, cell: Cell) -> dict[Path, bytes]:
    """Return the file of a list without a row. Raises as `change_cell`."""
    there = _read(folder, name)
    rows = [list(row) for row in there.rows]
    gone = _find(there, name, rows, cell)
    return {there.path: format_rows(there.path, (row for row in rows if row is not gone))}


def _explain(name: str) -> tuple[str, str]:
    found = {file: (needed, words) for file, needed, words in FILES}
    return found[name]


def _read(folder: Path, name: str) -> _File:
    """Return the file of a list; where there is none, an empty one."""
    columns = COLUMNS[name]
    path = existing_file(folder, name)
    if path is None or not path.read_bytes().strip():
        return _File(path or folder / f"{name}.csv", (columns,), 0, columns)
    sheet, problems = read_sheet(path, path.name)
    if sheet is None:
        return _File(path, (), 0, (), problems[0].message)
    telling = columns[0]
    for number, row in enumerate(sheet.rows[:_HEAD_ROWS]):
        heads = tuple(_name_of(title, number) for number, title in enumerate(row))
        if key_of(telling) in map(key_of, heads):
            return _File(path, sheet.rows, number, heads)
    return _File(path, sheet.rows, 0, (), f"{path.name} 的第一行没有“{telling}”这一列")


def _name_of(title: str, number: int) -> str:
    """Return the name of a column, without the unit in brackets; one without is known by place."""
    plain = title.partition("（")[0].partition("(")[0].strip()
    return plain or f"第{number + 1}列"


def _texts(there: _File, row: Sequence[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, text in zip(there.heads, row, strict=False):
        texts.setdefault(name, text)
    return texts


def _columns(name: str, there: _File, choices: Choices) -> tuple[Column, ...]:
    """Return the columns of the file, then those that the list may have besides."""
    titles = dict(zip(there.heads, there.rows[there.head], strict=False))
    names = dict.fromkeys((*there.heads, *COLUMNS[name]))
    return tuple(
        Column(one, titles.get(one) or one, _look(one), _offered(name, one, choices))
        for one in names
    )


def _look(column: str) -> str:
    if column in _ONLY_SHOWN:
        return "shown"
    if column in _NUMBERS:
        return "number"
    return "long" if column in _LONG else "text"


def _offered(name: str, column: str, choices: Choices) -> tuple[str, ...]:
    offered = choices.by_column.get((name, column))
    return tuple(map(str, choices.lists[offered.name])) if offered else ()


def _line(
    name: str, number: int, texts: Mapping[str, str], asked: Sequence[Gap], choices: Choices
) -> Line:
    key = _key(name, texts)
    own = choices.by_key.get((name, texts.get(zh.ITEM, "")))
    amount = BY_NAME.get(keys.canonical(key[0], tuple(BY_NAME)) or key[0])
    fixed = frozenset(column for column in _KEYS.get(name, ()) if texts.get(column))
    return Line(
        number,
        texts,
        fixed if number == _NEW or _is_known(name, texts) else frozenset(),
        amount.sections if amount is not None else (),
        asked=any(key == _key_of_gap(name, gap) for gap in asked),
        offered={zh.CONTENT: choices.lists[own]} if own else {},
    )


def _is_known(name: str, texts: Mapping[str, str]) -> bool:
    """Whether a row is of something that the program knows: then what it is of stays."""
    if name == Lists.REASONS:
        return bool(reason_key(texts.get(zh.MATTER, "")))
    return _key(name, texts)[0] in _known_keys(name)


def _known_keys(name: str) -> frozenset[str]:
    known = {
        Lists.IDENTITY: keys.IDENTITY_KEYS,
        Lists.LAST_TOTALS: keys.LAST_YEAR_KEYS,
        Lists.FACTS: tuple(keys.FACT_UNITS),
        evaluation.WHOLE: (*evaluation.WHOLE_KEYS, *evaluation.WHOLE_TEXTS),
    }
    return frozenset(known.get(name, ()))


def _key(name: str, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return what makes a row: its key as it is known, and what it compares with."""
    text = next((texts[one] for one in _KEYS.get(name, ()) if texts.get(one)), "")
    every = tuple(_known_keys(name))
    return keys.canonical(text, every) or key_of(text), texts.get(zh.BASIS, "")


def _key_of_gap(name: str, gap: Gap) -> tuple[str, str]:
    basis = gap.basis if name == Lists.REASONS else ""
    return keys.canonical(gap.key, tuple(_known_keys(name))) or key_of(gap.key), basis


def _proposed(name: str, known: Known, asked: Sequence[Gap]) -> list[dict[str, str]]:
    """Return the rows that a list could have: those of a new folder, and what is asked."""
    rows: list[tuple[str, ...]] = []
    if name == Lists.IDENTITY:
        rows = [(key, "") for key in known.identity]
    elif name == Lists.LAST_TOTALS:
        rows = [(key, "", zh.TEN_THOUSAND_YUAN) for key in known.last_year]
    elif name == Lists.BUDGETS:
        rows = [budget_total(known, key) for key in known.budgets]
        rows += [(gap.key, gap.name, "", "") for gap in asked if gap.key.isdigit()]
    elif name == Lists.FACTS:
        wanted = dict.fromkeys((*fact_keys(known), *(gap.key for gap in asked)))
        rows = [(key, "", known.facts.get(key, "")) for key in wanted]
    elif name == Lists.REASONS:
        rows = [(gap.key, "", gap.basis) for gap in asked]
    elif name == evaluation.WHOLE:
        rows = list(whole_rows({})[1:])
    return [dict(zip(COLUMNS[name], row, strict=True)) for row in rows]


def _find(there: _File, name: str, rows: list[list[str]], cell: Cell) -> list[str]:
    """Return the row that is meant: it must say what was shown.

    One that is of something else now is no longer the row that somebody has seen.
    """
    if not there.head < cell.number < len(rows):
        raise NoPlaceError(there.path.name)
    now = _texts(there, rows[cell.number])
    if any(now.get(key, "") != cell.row.get(key, "") for key in _telling(name)):
        raise NoPlaceError(there.path.name)
    if any(now.get(column, "") != shown for column, shown in cell.row.items()):
        raise ConflictError(there.path.name, now.get(cell.column, ""), now, cell.number)
    return rows[cell.number]


def _telling(name: str) -> tuple[str, ...]:
    """Return the columns that say what a row is of."""
    return _KEYS.get(name, COLUMNS[name][:1])


def _refuse_second(there: _File, name: str, cell: Cell) -> None:
    """Refuse to add a row that was only proposed where another page has added it since."""
    wanted = [cell.row.get(key, "") for key in _telling(name)]
    if not any(wanted):
        return
    for number, row in enumerate(there.rows[there.head + 1 :], start=there.head + 1):
        now = _texts(there, row)
        if [now.get(key, "") for key in _telling(name)] == wanted:
            raise ConflictError(there.path.name, now.get(cell.column, ""), now, number)


def _add_column(rows: list[list[str]], head: int, heads: list[str], column: str) -> None:
    if column in heads:
        return
    heads.append(column)
    for number, row in enumerate(rows):
        row.append(column if number == head else "")
