"""Times a whole department against docxtpl filling nine tables, in turn in one process.

Ours: reading, accounts, figures, checks, narrative and the Word document of a department, another
one in every round. Theirs: `render` and `save` of a template with nine tables, 1,624 cells in all.
Only the reference document and the compiled templates are kept from round to round. Exits 1 when
the median ratio (ours / theirs) is above 1.0.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from docx import Document
from docxtpl import DocxTemplate

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.figures.department import compute_figures
from generator.model.block import Grid
from generator.narrative.frame import write_frame
from generator.narrative.render import Writer, make_charts, write_narrative
from generator.narrative.wording import load_wording
from generator.reading.folder import read_folder
from generator.tasks.department import render_word, write_department

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TESTS = Path(__file__).resolve().parent.parent / "tests"
# Columns and filled rows of the nine tables: 1,624 cells.
SHAPES = ((6, 40), (9, 33), (8, 30), (9, 40), (5, 30), (9, 30), (8, 5), (5, 3), (12, 1))
KEPT = {"_cached_reference", "make_environment", "_stopping"}
WARM_UP = 5
ROUNDS = 60
LIMIT = 1.0


def main() -> int:
    """Run the benchmark, print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="timed rounds, at least 40")
    rounds = max(40, parser.parse_args().rounds)
    with tempfile.TemporaryDirectory() as folder:
        departments = write_departments(Path(folder), WARM_UP + rounds)
        ours, theirs = run_in_turn(departments)
        stages = time_stages(departments)
        cells = statistics.median(count_cells(department) for department in departments)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{rounds} rounds after {WARM_UP} for warming up, a department each, milliseconds")
    print_times("gen-narrative: reading … document", ours)
    print_times("docxtpl: nine tables, 1,624 cells", theirs)
    print(f"  our nine tables have {cells:.0f} cells (median), and the text and the charts besides")
    print(f"median ratio {ratio:.2f} (limit {LIMIT})")
    print("stages of one department, median over all departments, milliseconds")
    print("(the whole also lays out the tables and sorts the findings)")
    for name, times in stages.items():
        print(f"  {name:<10} {statistics.median(times) * 1000:7.1f}")
    return 1 if ratio > LIMIT else 0


def write_departments(folder: Path, count: int) -> list[Path]:
    """Write the random departments that the tests use, in a process of their own."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from oracle.department import random_department\n"
        "from oracle.folder import write_folder\n"
        "for seed in range(int(sys.argv[1])):\n"
        "    write_folder(random_department(seed), Path(sys.argv[2], str(seed)), variant=seed)\n"
    )
    command = [sys.executable, "-c", program, str(count), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    subprocess.run(command, check=True, env=environment)  # noqa: S603 - our own program
    return [folder / str(seed) for seed in range(count)]


def run_in_turn(departments: Iterable[Path]) -> tuple[list[float], list[float]]:
    """Return the seconds of both programs, round by round, without the rounds for warming up."""
    template = make_template()
    ours: list[float] = []
    theirs: list[float] = []
    for number, folder in enumerate(departments):
        clear_caches()
        rows = draw_rows(number)
        loaded = load_template(template)
        turns: list[tuple[list[float], Callable[[], object]]] = [
            (ours, partial(build, folder)),
            (theirs, partial(fill, loaded, rows)),
        ]
        for times, work in turns if number % 2 else reversed(turns):
            times.append(time_once(work))
    return ours[WARM_UP:], theirs[WARM_UP:]


def time_once(work: Callable[[], object]) -> float:
    """Return the seconds of one run; the collector starts from the same state each time."""
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def build(folder: Path) -> bytes:
    """Return the Word document of a data folder."""
    return render_word(write_department(folder))[0]


def clear_caches() -> None:
    """Empty every cache of the program but those of the reference document and the templates."""
    for name, module in list(sys.modules.items()):
        if not name.startswith("generator"):
            continue
        for attribute, value in vars(module).items():
            if attribute not in KEPT and hasattr(value, "cache_clear"):
                value.cache_clear()


def make_template() -> bytes:
    """Return a docxtpl template: nine tables, each with one row that is repeated."""
    document = Document()
    for number, (columns, _) in enumerate(SHAPES):
        table = document.add_table(rows=3, cols=columns)
        first, middle, last = table.rows
        first.cells[0].text = f"{{%tr for row in tables[{number}] %}}"
        for column, cell in enumerate(middle.cells):
            cell.text = f"{{{{ row[{column}] }}}}"
        last.cells[0].text = "{%tr endfor %}"
        document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def load_template(template: bytes) -> DocxTemplate:
    """Return the opened template; docxtpl needs a fresh one for every document."""
    loaded = DocxTemplate(io.BytesIO(template))
    loaded.init_docx()
    return loaded


def draw_rows(seed: int) -> list[list[list[str]]]:
    """Return the texts of the cells, other ones in every round."""
    dice = random.Random(seed)
    return [
        [[f"{dice.uniform(0, 99999):,.2f}" for _ in range(columns)] for _ in range(rows)]
        for columns, rows in SHAPES
    ]


def fill(template: DocxTemplate, rows: list[list[list[str]]]) -> bytes:
    """Return the document that docxtpl makes of the rows."""
    stream = io.BytesIO()
    template.render({"tables": rows})
    template.save(stream)
    return stream.getvalue()


def time_stages(departments: list[Path]) -> dict[str, list[float]]:
    """Return the seconds that each stage takes, department by department."""
    stages: dict[str, list[float]] = {}
    for folder in departments:
        clear_caches()
        gc.collect()
        for name, seconds in run_stages(folder):
            stages.setdefault(name, []).append(seconds)
        clear_caches()
        stages.setdefault("whole", []).append(time_once(partial(build, folder)))
    return stages


def run_stages(folder: Path) -> Iterator[tuple[str, float]]:
    """Yield each stage of one department with its seconds, in the order of the pipeline."""
    start = process_time()

    def lap() -> float:
        nonlocal start
        earlier, start = start, process_time()
        return start - earlier

    inputs, _ = read_folder(folder)
    yield "reading", lap()
    accounts, _ = build_accounts(inputs)
    yield "accounts", lap()
    figures = compute_figures(accounts)
    yield "figures", lap()
    run_checks(accounts)
    yield "checks", lap()
    wording = load_wording(accounts, inputs.settings)
    writer = Writer(accounts, figures, wording)
    charts = make_charts(figures, writer, wording.settings)
    narrative = write_narrative(writer, wording, charts)
    write_frame(writer, accounts, narrative.blocks)
    yield "narrative", lap()
    department = write_department(folder)
    lap()
    render_word(department)
    yield "document", lap()


def count_cells(folder: Path) -> int:
    """Return how many cells the nine tables of a department have in the document."""
    parts = write_department(folder).content.parts
    grids = [block for part in parts for block in part.blocks if isinstance(block, Grid)]
    return sum(len(row) for grid in grids for row in grid.rows)


def print_times(what: str, times: list[float]) -> None:
    """Print median and quartiles in milliseconds."""
    low, middle, high = (1000 * value for value in statistics.quantiles(times, n=4))
    print(f"  {what:<36} median {middle:6.1f}  quartiles {low:6.1f} … {high:6.1f}")


if __name__ == "__main__":
    sys.exit(main())
