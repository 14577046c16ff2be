"""Prints the documents of data/ and all samples with two sets of fonts, and looks at the pages.

LibreOffice lays each of them out with numbered contents, as `--pdf` does. A number broken over two
lines, a character over another or in the margin, a line of the contents that leads to another page
is a fault. Prints the faults and the time of each document. Exits 1 with any fault.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from generator.base.errors import GeneratorError
from generator.tasks.department import print_word, write_department
from generator.word.office import find_office

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from support.font_sets import FONT_SETS, write_config  # noqa: E402 - what the tests use
from support.printed_pages import find_faults  # noqa: E402 - as above

SHOWN = 10


def main(names: list[str]) -> int:
    """Print the samples (those named, or all) and return the exit status."""
    samples = [ROOT / "data", *(p for p in sorted((ROOT / "samples").iterdir()) if p.is_dir())]
    chosen = [path for path in samples if not names or path.name in names]
    found = 0
    for fonts in FONT_SETS:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["FONTCONFIG_FILE"] = str(write_config(fonts, Path(folder)))
            for sample in chosen:
                found += print_sample(fonts, sample)
    print(f"{len(chosen)} documents, {len(FONT_SETS)} sets of fonts: {found} faults")
    return 1 if found or not chosen else 0


def print_sample(fonts: str, sample: Path) -> int:
    """Print one document, say what is wrong with it, and return how much."""
    department = write_department(sample)
    start = perf_counter()
    try:
        printed, _ = print_word(department, find_office())
    except GeneratorError as error:
        print(f"{fonts} {sample.name}: {error}")
        return 1
    faults = find_faults(department.content, printed.pdf)
    print(f"{fonts} {sample.name}: {perf_counter() - start:.1f} s, {len(faults)} faults")
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    return len(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
