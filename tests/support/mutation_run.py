"""Tables changed without changing their meaning, read by the program, and what came of it."""

import csv
import html
import io
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.tasks.department import read_inputs
from support.table_mutations import (
    APART,
    FIRST,
    KINDS,
    LAST,
    ONLY_TEXT,
    ONLY_WORKBOOK,
    Change,
    DoesNotApply,
)
from support.written import import_files

SAME, ALARMED, NAMED, SILENT = "相同", "相同，另有误报", "点名", "静默不同"
OUTCOMES = (SAME, ALARMED, NAMED, SILENT)
MEDIA = ("csv", "xlsx", "html")
IDENTITY = "单位信息.csv"
Amounts = Counter[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Outcome:
    """What came of one changed table; `detail` tells how to see it again."""

    kinds: tuple[str, ...]
    medium: str
    result: str
    detail: str


def read_grid(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    wide = data.startswith(b"\xff\xfe")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    parting = "\t" if text.count("\t") > text.count(",") else ","
    rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=parting)]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def draw_kinds(dice: random.Random, most: int) -> tuple[str, ...]:
    while True:
        kinds = tuple(dice.sample(list(KINDS), dice.randint(1, most)))
        media = {kind in ONLY_WORKBOOK for kind in kinds if kind in ONLY_WORKBOOK | ONLY_TEXT}
        if len(media) <= 1 and not any(len(apart & set(kinds)) > 1 for apart in APART):
            return kinds


def in_order(kinds: Sequence[str]) -> list[str]:
    middle = [kind for kind in KINDS if kind in kinds and kind not in FIRST + LAST]
    return [*(k for k in FIRST if k in kinds), *middle, *(k for k in LAST if k in kinds)]


def draw_medium(dice: random.Random, kinds: Sequence[str]) -> str:
    if set(kinds) & ONLY_WORKBOOK:
        return "xlsx"
    return "csv" if set(kinds) & ONLY_TEXT else dice.choice(MEDIA)


def format_delimited(change: Change) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=change.delimiter, lineterminator="\r\n").writerows(change.grid)
    return (file.getvalue() + change.tail).encode(change.encoding)


def write_workbook(change: Change, identity: list[list[str]], path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(change.form)
    for row in change.grid:
        sheet.append([text or None for text in row])
    for top, left, bottom, right in change.merges:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    for at in change.hidden_rows:
        sheet.row_dimensions[at + 1].hidden = True
    for column in change.hidden_columns:
        sheet.column_dimensions["ABCDEFGHIJKLMNOP"[column]].hidden = True
    listed = book.create_sheet("单位信息")
    for row in identity:
        listed.append(row)
    book.save(path)


def format_page(change: Change) -> str:
    lines = [
        "<tr>" + "".join(f"<td>{_escaped(text)}</td>" for text in row) + "</tr>"
        for row in change.grid
    ]
    return f"<html><meta charset=utf-8><body><table>{''.join(lines)}</table></body></html>"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def amounts_of(data: Path) -> tuple[Amounts, list[Finding]]:
    """The amounts other than 0 of the tables of this year, and what was found in reading."""
    inputs, findings = read_inputs(data)
    amounts: Amounts = Counter()
    for form, table in inputs.tables.items():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.value:
                    name = f"{row.side.value}{row.key}"
                    amounts[form, name, column, f"{cell.value:.2f}"] += 1
    return amounts, list(findings)


def try_change(source: Path, form: str, kinds: Sequence[str], seed: int, room: Path) -> Outcome:
    """Change one table of a department, read it, and compare. Raises DoesNotApply."""
    dice = random.Random(seed)
    medium = draw_medium(dice, kinds)
    change = Change(form, read_grid(source / f"{form}.csv"), dice)
    for kind in in_order(kinds):
        KINDS[kind](change)
    before, changed = room / "before", room / "after"
    for folder in (before, changed):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(source / IDENTITY, folder / IDENTITY)
    (before / f"{form}.csv").write_bytes(format_delimited(Change(form, change.base, dice)))
    expected, usual = amounts_of(before)
    detail = f"{source.name} {form} {medium} {'+'.join(in_order(kinds))} seed={seed}"
    try:
        found, findings = _read(change, medium, changed)
    except GeneratorError as error:
        return Outcome(tuple(kinds), medium, NAMED if str(error) else SILENT, detail)
    known = {(one.code, one.message) for one in usual}
    new = [one for one in findings if (one.code, one.message) not in known]
    telling = [f for f in new if f.severity is not Severity.INFO and _is_named(f, form)]
    wrong = [f for f in telling if f.severity is Severity.ERROR and f.code != "L05"]
    agreed = ALARMED if wrong else SAME
    result = agreed if found == expected else NAMED if telling else SILENT
    said = "；".join(f"{one.code} {one.message}" for one in telling[:2])
    return Outcome(tuple(kinds), medium, result, f"{detail} {said}")


def _is_named(finding: Finding, form: str) -> bool:
    return any(place.table == form or form in place.file or place.sheet for place in finding.places)


def _read(change: Change, medium: str, folder: Path) -> tuple[Amounts, list[Finding]]:
    if medium == "xlsx":
        path = folder / "决算.xlsx"
        write_workbook(change, read_grid(folder / IDENTITY), path)
        return amounts_of(path)
    if medium == "html":
        page = folder.parent / f"{change.form}.html"
        page.write_text(format_page(change), encoding="utf-8")
        report = import_files([page], folder)
        amounts, findings = amounts_of(folder)
        return amounts, [*report.findings, *findings]
    (folder / f"{change.form}.csv").write_bytes(format_delimited(change))
    for stem, grid in change.copies:
        data = format_delimited(Change(change.form, grid, change.dice))
        (folder / f"{stem}.csv").write_bytes(data)
    return amounts_of(folder)


def run_changes(
    departments: Sequence[Path], count: int, room: Path, *, seed: int = 0, most: int = 3
) -> Iterator[Outcome]:
    """Yield `count` outcomes: every kind alone in turn, then one to `most` kinds together."""
    dice = random.Random(seed)
    singles = list(KINDS)
    done = 0
    while done < count:
        kinds = (singles[done % len(singles)],) if done * 2 < count else draw_kinds(dice, most)
        source, form = dice.choice(list(departments)), f"公开0{dice.randint(1, 9)}"
        try:
            yield try_change(source, form, kinds, dice.randrange(10**9), room)
        except DoesNotApply:
            continue  # drawn again
        done += 1
