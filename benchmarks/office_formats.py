"""Measures files of other office programs: reviewed, they must say what their .docx says.

Texts of a pile, most of them with planted errors, some with their tables, are written as .docx,
saved by LibreOffice as .doc, .wps, .rtf and .odt, and each is reviewed. Prints, for every format,
how many files say the same (codes, places by section and quotation, amounts, numbers checked,
verdict), how many findings name another paragraph, the time of a file, and what differs. Exits 1
where anything differs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from generator.base.office import find_libreoffice

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from support.office_files import (  # noqa: E402 - of the tests
    TWINS,
    WRITTEN,
    Said,
    differences,
    save_as,
    say,
    write_originals,
)

FILES = 20
SHOWN = 5


def main() -> int:
    """Write the files, review them, print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES, help="files of each format")
    parser.add_argument("--seed", default="1", help="another seed gives other texts")
    given = parser.parse_args()
    office = find_libreoffice()
    if not office:
        print("没有安装 LibreOffice，没有测")
        return 1
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        paths = write_originals(room, given.files, given.seed)
        before = [say(path) for path in paths]
        print(f"{len(paths)} 份 .docx，问题 {sum(one.findings.total() for one in before)} 处")
        failed = [_measure(office, suffix, paths, before, room) for suffix in (*WRITTEN, *TWINS)]
    return int(any(failed))


def _measure(
    office: str, suffix: str, paths: tuple[Path, ...], before: list[Said], room: Path
) -> bool:
    """Print the figures of one format; whether anything differs."""
    folder = room / suffix[1:]
    folder.mkdir()
    times, wrong, moved = [], {}, 0
    for path, said in zip(save_as(office, paths, suffix, folder), before, strict=True):
        start = perf_counter()
        after = say(path)
        times.append(perf_counter() - start)
        moved += (said.paragraphs - after.paragraphs).total()
        told = list(differences(said, after))
        if told:
            wrong[path.name] = told
    print(
        f"{suffix}：{len(paths) - len(wrong)}/{len(paths)} 份与 .docx 所说相同；"
        f"{moved} 处问题的段号不同；每份 {statistics.median(times):.1f} 秒，"
        f"最多 {max(times):.1f} 秒"
    )
    for name, told in wrong.items():
        print(f"  {name}", *told[:SHOWN], sep="\n    ")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
