"""Looks at one seed, from tests/: `python -m evaluations 17`, or `… 17 --write DIR`.

Prints what section 十三, the forms and the reports must say, or writes the data folder.
"""

import argparse
import sys
from pathlib import Path

from .evaluation import random_evaluation
from .folder import write_evaluation
from .places import expected_figures


def main() -> None:
    """Print the figures of a seed, or write its folder."""
    parser = argparse.ArgumentParser(prog="evaluations")
    parser.add_argument("seed", type=int)
    parser.add_argument("--write", type=Path, metavar="DIR")
    options = parser.parse_args()
    evaluation = random_evaluation(options.seed)
    if options.write:
        write_evaluation(evaluation, options.write)
        return
    sys.stdout.write(f"{evaluation.department.name} {evaluation.unit}\n")
    for one in expected_figures(evaluation):
        line = f"{one.place} {one.kind} {one.owner}|{one.label}|{one.value}"
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
