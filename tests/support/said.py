"""Figures that a test measures: in its report (-rP, --junitxml) whether it passes or not."""

import sys
from collections.abc import Callable

Record = Callable[[str, object], None]


def say(record: Record, name: str, value: object) -> None:
    """Record a measured figure and print it."""
    record(name, value)
    sys.stdout.write(f"{name}：{value}\n")
