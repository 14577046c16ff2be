"""Write the oldest versions that pyproject.toml allows, as a constraints file of pip.

Every bound is meant to be true: `make test-oldest` runs the tests with these versions.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
DEVELOPMENT = "test"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)>=(?P<version>[0-9][0-9.]*)")


class BoundError(Exception):
    """A requirement that is not one name with one lower bound."""


def list_oldest(project: Path = PROJECT) -> dict[str, str]:
    """Return the oldest version of every library that users install, by name.

    The tools of development are not among them: they may be as new as they like. Raises BoundError.
    """
    described = tomllib.loads(project.read_text("utf-8"))["project"]
    extras = described["optional-dependencies"]
    wanted = [*described["dependencies"]]
    for name, libraries in extras.items():
        wanted += libraries if name != DEVELOPMENT else ()
    oldest = {}
    for one in wanted:
        found = _REQUIREMENT.fullmatch(one)
        if found is None:
            raise BoundError(f"{one}: wanted is NAME>=VERSION, so that its oldest can be tried")
        oldest[found["name"].lower()] = found["version"]
    return oldest


def main() -> None:
    """Print the constraints."""
    for name, version in list_oldest().items():
        sys.stdout.write(f"{name}=={version}\n")


if __name__ == "__main__":
    main()
