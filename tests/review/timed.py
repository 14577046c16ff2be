"""The time of work that should grow with the length of a text and no faster."""

from collections.abc import Callable
from time import process_time

import pytest

SMALL, TIMES = 6000, 4  # characters
# Four times the text may take four times as long, and a little more; not sixteen times.
MOST = 2.6**2
LEAST = 0.25  # seconds; below, nothing can be told from the clock


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of a piece of work."""
    begin = process_time()
    work()
    return process_time() - begin


def assert_grows_with_length(work: Callable[[int], object], small: int = SMALL) -> None:
    """Compare the CPU time of a text and of four: measured again where something disturbed it."""
    work(small)
    for _ in range(3):
        long = seconds(lambda: work(small * TIMES))
        if long < LEAST or long <= MOST * seconds(lambda: work(small)):
            return
    pytest.fail(f"{long:.2f} s")
