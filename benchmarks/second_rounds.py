"""How often the state of an error between two rounds is right.

`python benchmarks/second_rounds.py` reviews both rounds of many texts.

Texts in fourteen wordings with errors of which half are corrected, some wrongly; files renamed,
paragraphs moved. `--texts` says how many, `--seed` which.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.second_rounds import judge_rounds
from wordings.styles import WORDINGS


def main() -> int:
    """Print the count of each state and each mistake; return 1 below 99 percent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=56)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    counts: Counter[tuple[str, bool]] = Counter()
    for number in range(options.texts):
        wording = list(WORDINGS)[number % len(WORDINGS)]
        with tempfile.TemporaryDirectory() as folder:
            for told in judge_rounds(f"{options.seed}/{number}", wording, Path(folder)):
                counts[told.fate.state, told.is_right] += 1
                if not told.is_right:
                    print(wording, told)
    right = sum(count for (_, is_right), count in counts.items() if is_right)
    for (state, is_right), count in sorted(counts.items()):
        print(f"{state:14} {'right' if is_right else 'wrong'} {count}")
    print(f"{right} of {counts.total()} right")
    return 0 if 100 * right >= 99 * counts.total() else 1


if __name__ == "__main__":
    sys.exit(main())
