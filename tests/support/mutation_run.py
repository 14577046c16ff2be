"""Tables changed without changing their meaning, read by the program, and what came of it."""

import csv
import io
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.tasks.department import read_inputs
from support.folders import DATA
from support.table_media import WRITERS, format_delimited
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
        return dice.choice(("xlsx", "xls"))
    return "csv" if set(kinds) & ONLY_TEXT else dice.choice(list(WRITERS))


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


def amounts_alone(forms: Iterable[str], room: Path) -> Amounts:
    """The amounts of these tables of data/, read from a new folder below `room` without lists."""
    folder = Path(tempfile.mkdtemp(dir=room))
    for form in forms:
        shutil.copy(DATA / f"{form}.csv", folder)
    return amounts_of(folder)[0]


def try_change(source: Path, form: str, kinds: Sequence[str], seed: int, room: Path) -> Outcome:
    """Change one table of a department, read it, and compare. Raises DoesNotApply."""
    dice = random.Random(seed)
    medium = draw_medium(dice, kinds)
    change = Change(form, read_grid(source / f"{form}.csv"), dice)
    change.siblings = lambda other: read_grid(source / f"{other}.csv")
    for kind in in_order(kinds):
        KINDS[kind](change)
    before, changed = room / "before", room / "after"
    for folder in (before, changed):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(source / IDENTITY, folder / IDENTITY)
    (before / f"{form}.csv").write_bytes(format_delimited(Change(form, change.base, dice)))
    for other, grid in change.neighbours:
        (before / f"{other}.csv").write_bytes(format_delimited(Change(other, grid, dice)))
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
    if medium != "csv":
        path = folder.parent / f"{change.form}.{medium}"
        path.write_bytes(WRITERS[medium](change))
        report = import_files([path], folder)
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
