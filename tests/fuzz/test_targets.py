"""Each target with some inputs that are the same every time; more of them: make fuzz."""

from collections.abc import Iterator

import pytest

from fuzz.targets import TARGETS
from fuzz.trial import draw, open_worker, run_case
from generator.tasks.supervised.worker import Worker

COUNTS = {
    "csv": 40, "xlsx": 50, "xls": 120, "html": 80, "docx": 12, "pdf": 20, "zip": 20, "text": 16,
    "templates": 16,
}  # fmt: skip


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with open_worker() as opened:
        yield opened


def test_every_target_has_a_count() -> None:
    assert set(COUNTS) == set(TARGETS)


@pytest.mark.slow
@pytest.mark.parametrize("target", COUNTS)
def test_inputs_are_read_or_refused(worker: Worker, target: str) -> None:
    wrong = [
        (number, trial.wrong)
        for number in range(COUNTS[target])
        if (trial := run_case(worker, target, number)).wrong
    ]
    assert wrong == []


@pytest.mark.parametrize("target", TARGETS)
def test_an_input_is_the_same_each_time(target: str) -> None:
    assert draw(target, 3) == draw(target, 3)
    assert len({draw(target, number) for number in range(4)}) > 1
