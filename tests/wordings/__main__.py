"""Prints one text: python -m wordings 行文 种子 [种类] [true]."""

import sys

from .sample import KINDS, make_sample, write_case
from .styles import WORDINGS


def main() -> int:
    """Print a true text; with a kind, a text with that error, or its true counterpart."""
    if len(sys.argv) < 3 or sys.argv[1] not in WORDINGS:
        sys.stdout.write(f"{__doc__}\n行文：{' '.join(WORDINGS)}\n种类：{' '.join(KINDS)}\n")
        return 2
    wording, seed = sys.argv[1:3]
    if len(sys.argv) == 3:
        sys.stdout.write(write_case(seed, wording).document.render().text)
        return 0
    is_true = sys.argv[4:] == ["true"]
    sample = make_sample(seed, wording, sys.argv[3], is_true=is_true, with_data=True)
    if sample is None:
        sys.stdout.write("这种行文写不出这一种类\n")
        return 1
    sys.stdout.write(sample.text)
    if not is_true:
        sys.stdout.write(f"\n写的是“{sample.wrong}”，应为“{sample.right}”\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
