"""Sends departments through PDF and back by `import`, and compares every cell.

Each department becomes our own Word document; one call of LibreOffice turns all of them into PDF;
each PDF is imported into a data folder of its own. Prints the times and every difference. Exits 1
when anything differs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from generator.tasks.department import render_word

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from support.submission_round import (  # noqa: E402 - the departments and comparisons of the tests
    convert_to_pdf,
    draw_department,
    import_differences,
)

DEPARTMENTS = 200
SHOWN = 20


def main() -> int:
    """Run the trips, print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--departments", type=int, default=DEPARTMENTS, help="how many, at least 1")
    count = max(1, parser.parse_args().departments)
    office = shutil.which("soffice")
    if office is None:
        print("soffice (LibreOffice) is missing")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        differences = run_trips(office, Path(folder), count)
    print(f"{count} departments through PDF: {len(differences)} differences")
    for difference in differences[:SHOWN]:
        print(f"  {difference}")
    return 1 if differences else 0


def run_trips(office: str, folder: Path, count: int) -> list[str]:
    """Return what differs after the way through PDF, department by department."""
    departments = {f"d{n}": draw_department(n, folder / str(n)) for n in range(count)}
    documents = [folder / f"{name}.docx" for name in departments]
    for path, department in zip(documents, departments.values(), strict=True):
        path.write_bytes(render_word(department)[0])
    start = perf_counter()
    convert_to_pdf(office, documents, folder)
    print(f"  LibreOffice, one call        {perf_counter() - start:7.1f} s")
    differences: list[str] = []
    times: list[float] = []
    for name, department in departments.items():
        start = perf_counter()
        found = import_differences(department, folder / f"{name}.pdf", folder / f"{name}-back")
        times.append(perf_counter() - start)
        differences += [f"{name}: {difference}" for difference in found]
    print(
        f"  import, a department         {statistics.median(times):7.2f} s median, "
        f"{max(times):.2f} s at most"
    )
    return differences


if __name__ == "__main__":
    sys.exit(main())
