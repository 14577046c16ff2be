"""Times the check of a department against reading its files, in turn in one process.

The check is every rule of the catalogue with the search for causes, another department in every
round; reading is files to tables and lists. One cell of every third department is changed, so
that the search has something to find. Exits 1 when the median ratio (check / reading) is above 1.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench_build import clear_caches, print_times, time_once, write_departments

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.reading.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.accounts import Accounts

WARM_UP = 5
ROUNDS = 90
LIMIT = 1.0
FORM, ROW, COLUMN = "公开05", "合计", "小计"


def main() -> int:
    """Run the benchmark, print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="timed rounds, at least 40")
    rounds = max(40, parser.parse_args().rounds)
    checking: list[float] = []
    reading: list[float] = []
    relations: list[int] = []
    with tempfile.TemporaryDirectory() as path:
        for number, folder in enumerate(write_departments(Path(path), WARM_UP + rounds)):
            accounts = load(folder, faulty=number % 3 == 0)
            clear_caches()
            turns: list[tuple[list[float], Callable[[], object]]] = [
                (checking, partial(run_checks, accounts)),
                (reading, partial(read_folder, folder)),
            ]
            for times, work in turns if number % 2 else reversed(turns):
                times.append(time_once(work))
            relations.append(run_checks(accounts).checked)
    del checking[:WARM_UP], reading[:WARM_UP]
    ratio = statistics.median(a / b for a, b in zip(checking, reading, strict=True))
    print(f"{rounds} rounds after {WARM_UP} for warming up, a department each, milliseconds")
    print_times("every rule, and the causes", checking)
    print_times("reading the files", reading)
    print(f"  {statistics.median(relations):.0f} relations (median)")
    print(f"median ratio {ratio:.2f} (limit {LIMIT})")
    return 1 if ratio > LIMIT else 0


def load(folder: Path, *, faulty: bool) -> Accounts:
    """Return the accounts of a folder; `faulty`: the total of 公开05 is 1.00 too large."""
    accounts, _ = build_accounts(read_folder(folder)[0])
    table = accounts.tables[FORM]
    row = table.row(ROW)
    cell = row.cells[COLUMN] if row else None
    if not faulty or row is None or cell is None or cell.value is None:
        return accounts
    changed = cell._replace(value=cell.value + 1, original=None)
    rows = tuple(
        replace(each, cells={**each.cells, COLUMN: changed}) if each is row else each
        for each in table.rows
    )
    wrong = replace(table, rows=rows, _index={})
    return replace(accounts, tables={**accounts.tables, FORM: wrong})


if __name__ == "__main__":
    sys.exit(main())
