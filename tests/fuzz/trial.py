"""One input through the program, in a process that can be ended: what came of it."""

import tempfile
import time
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fuzz.targets import TARGETS
from generator.base.errors import GeneratorError
from generator.tasks.supervised.failure import Failure
from generator.tasks.supervised.worker import Bounds, Worker

TASK = "fuzz.trial:try_case"
SLOW = 10.0  # seconds of a processor that one small file may take
BOUNDS = Bounds(seconds=60, megabytes=2000)


@dataclass(frozen=True)
class Trial:
    """An input by its number; `wrong` is empty where nothing unforeseen came of it."""

    target: str
    number: int
    seconds: float = 0.0
    refused: bool = False
    wrong: str = ""


def draw(target: str, number: int) -> tuple[str, bytes]:
    """Return an input again."""
    return TARGETS[target].draw(Random(f"{target} {number}"))


def try_case(case: tuple[str, int]) -> Trial:
    """Read an input; an exception that is no refusal, and what takes long, is wrong."""
    target, number = case
    name, data = draw(target, number)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        start = time.process_time()
        refused, wrong = False, ""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                TARGETS[target].run(path, Random(number))
        except GeneratorError:
            refused = True
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            wrong = traceback.format_exc()
        seconds = time.process_time() - start
    if not wrong and seconds > SLOW:
        wrong = f"{seconds:.1f} seconds of a processor"
    return Trial(target, number, seconds, refused, wrong)


def run_case(worker: "Worker[tuple[str, int], Trial]", target: str, number: int) -> Trial:
    """Have a process read an input; one that ends, or has to be ended, is wrong."""
    found = worker.run((target, number))
    if isinstance(found, Failure):
        return Trial(target, number, wrong=f"{found.cause.name}: {found.words}")
    return found


def open_worker() -> "Worker[tuple[str, int], Trial]":
    return Worker(TASK, BOUNDS)
