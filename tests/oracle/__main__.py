"""Looks at one seed, from tests/: `python -m oracle 17 [五]`, `python -m oracle 17 --write DIR`.

Prints the expected claims, or writes the data folder that the random test uses for that seed.
"""

import argparse
import sys
from pathlib import Path

from .claims import SECTIONS
from .department import random_department
from .expected import expected_claims
from .folder import write_folder


def main() -> None:
    """Print the expected claims of a seed, or write its folder."""
    parser = argparse.ArgumentParser(prog="oracle")
    parser.add_argument("seed", type=int)
    parser.add_argument("section", nargs="?", choices=SECTIONS[:12])
    parser.add_argument("--write", type=Path, metavar="DIR")
    options = parser.parse_args()
    department = random_department(options.seed)
    if options.write:
        write_folder(department, options.write, variant=options.seed)
        return
    sys.stdout.write(f"{department.name} {department.profile} {department.text_unit}\n")
    for section in [options.section] if options.section else SECTIONS[:12]:
        sys.stdout.write(f"{section}\n")
        for c in expected_claims(department, section):
            sys.stdout.write(f"  {c.label}|{c.number}|{c.unit}|{c.direction}\n")


if __name__ == "__main__":
    main()
