"""Changes tables in ways that mean nothing, reads them, and counts what came of each.

Tables of data/ and samples/ as CSV, .xlsx, .xls, .html, .docx and .pdf: one change alone, then up
to three together. The amounts are the same, or an error or warning names the cell, row or table.
Exits 1 where they differ in silence, and where fewer than 95 of 100 are read with the same amounts
(those with a unit that nobody could read apart).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.mutation_run import ALARMED, OUTCOMES, SAME, SILENT, run_changes  # noqa: E402
from support.table_mutations import TO_BE_NAMED  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.mutation_run import Outcome

COUNT = 2000
LEAST = 0.95


def main() -> int:
    """Run the changes, print kind × outcome, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=COUNT, help="how many changed tables")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every one that was named")
    options = parser.parse_args()
    departments = [ROOT / "data", *sorted(p.parent for p in ROOT.glob("samples/*/公开01.csv"))]
    with tempfile.TemporaryDirectory() as room:
        found = list(run_changes(departments, options.count, Path(room), seed=options.seed))
    print_table(found)
    for one in found:
        if one.result in {SILENT, ALARMED} or options.show:
            print(f"{one.result}: {one.detail}")
    readable = [one for one in found if not TO_BE_NAMED & set(one.kinds)]
    same = sum(one.result in {SAME, ALARMED} for one in readable)
    print(f"能读的 {len(readable)} 份中金额相同 {same} 份（{same / max(len(readable), 1):.1%}）")
    silent = any(one.result == SILENT for one in found)
    return 1 if silent or same < LEAST * len(readable) else 0


def print_table(found: Iterable[Outcome]) -> None:
    """Print one line a kind, once for changes alone and once for those among others."""
    for alone in (True, False):
        counts: Counter[tuple[str, str]] = Counter()
        for one in found:
            if (len(one.kinds) == 1) is alone:
                counts.update((kind, one.result) for kind in one.kinds)
        print(f"{'单独' if alone else '合用'}\t{chr(9).join(OUTCOMES)}")
        for kind in dict.fromkeys(kind for kind, _ in counts):
            print(f"{kind}\t{chr(9).join(str(counts[kind, result]) for result in OUTCOMES)}")
    media: Counter[tuple[str, str]] = Counter((one.medium, one.result) for one in found)
    print(f"格式\t{chr(9).join(OUTCOMES)}")
    for medium in dict.fromkeys(medium for medium, _ in media):
        print(f"{medium}\t{chr(9).join(str(media[medium, result]) for result in OUTCOMES)}")
    total = Counter(one.result for one in found)
    print(f"总计\t{chr(9).join(str(total[result]) for result in OUTCOMES)}")


if __name__ == "__main__":
    sys.exit(main())
