"""Counts the tracked changes of a review that put a planted error right, and those that do not.

Errors of every kind of tests/review/correcting.py are put into the Word files of the samples and
of random departments, one at a time and several together. Each file is reviewed with its data and
without, and the annotated document is read as Word reads it. Exits 1 if a single change turns
words into others than the true ones.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "review")]

from corrected import Case, draw_cases, review_case, true_documents  # noqa: E402 - its path
from correcting import KINDS  # noqa: E402 - its path

if TYPE_CHECKING:
    from drafting import Tally

SEEDS = 6


def main() -> int:
    """Run the benchmark, print the counts and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seeds", type=int, default=SEEDS, help="random departments")
    parser.add_argument("--samples", type=int, default=4, help="sample departments")
    options = parser.parse_args()
    planted: Counter[str] = Counter()
    found: dict[tuple[str, bool], list[Tally]] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        documents = true_documents(folder, samples=options.samples, seeds=options.seeds)
        for case in draw_cases(documents):
            planted[_kind(case)] += case.errors
            for with_data in (True, False):
                tally = review_case(case, folder, with_data=with_data)
                found.setdefault((_kind(case), with_data), []).append(tally)
                for line in tally.wrong:
                    print(f"错误的修订（{case.name}，{'有' if with_data else '没有'}数据）{line}")
    return _print(planted, found)


def _kind(case: Case) -> str:
    return case.planted.kind if case.planted.kind in KINDS else "几种一起"


def _print(planted: Counter[str], found: dict[tuple[str, bool], list[Tally]]) -> int:
    """Print a line a kind, then the sums; return 1 where a change was wrong."""
    print("种类        处数  有数据：改对 改错 批注  没有数据：改对 改错 批注")
    wrong = 0
    totals: Counter[str] = Counter()
    for kind, errors in planted.items():
        cells = []
        for with_data in (True, False):
            tallies = found[kind, with_data]
            right = sum(tally.right for tally in tallies)
            bad = sum(len(tally.wrong) for tally in tallies)
            comments = sum(tally.comments for tally in tallies)
            wrong += bad
            totals.update(right=right, wrong=bad, comments=comments)
            cells.append(f"{right:6} {bad:4} {comments:5}")
        print(f"{kind:　<8} {errors:4}  {'      '.join(cells)}")
    counts = f"改对 {totals['right']}，改错 {totals['wrong']}，批注 {totals['comments']}"
    print(f"共 {planted.total()} 处，各审核两次：{counts}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
