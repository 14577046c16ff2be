"""What the templates of one document use up: counted, and stopped where no honest one comes.

Time is time of the processor: a machine that sleeps, or a process that is held up, uses none.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from types import BuiltinMethodType
from typing import TYPE_CHECKING

import jinja2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2.runtime import Context

    from generator.narrative.marks import MarkRegister

MAX_STEPS = 100_000  # rounds of loops and calls of macros, a document
MAX_CHARACTERS = 1_000_000  # of a text, and of everything that a document prints
MAX_WORK = 20_000_000  # characters and members that filters, tests and methods handle, a document
MAX_SECONDS = 10  # of the processor's time for rendering, a document; it takes some 20 ms
_SIZED = (str, list, tuple, dict, set, frozenset, range)
_STEPS_BETWEEN_LOOKS = 16
_SIZE_OF_STEP = 256  # of what a filter handles


class LimitError(jinja2.TemplateRuntimeError):
    """A template that does not come to an end, or not within what a document needs."""


@dataclass(slots=True)
class Meter:
    """What the templates of one document have used up; `stopped` once it was too much."""

    steps: int = 0
    characters: int = 0
    work: int = 0
    seconds: float = 0
    deadline: float = 0
    stopped: bool = False
    _unseen: int = 0

    @property
    def share(self) -> float:
        """How much of what a document may use up has been used: 1 is all of it.

        Characters weigh less: to write as many as there may be takes a fifth of the time.
        """
        return max(
            self.steps / MAX_STEPS,
            self.characters / MAX_CHARACTERS / 5,
            self.work / MAX_WORK,
            self.seconds / MAX_SECONDS,
        )

    def step(self, characters: int = 0) -> None:
        """Count a round of a loop, and what it prints by itself. Raises LimitError."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            self._stop(f"循环超过 {MAX_STEPS} 次，已停止：可能没有尽头")
        self._look_at_time(_STEPS_BETWEEN_LOOKS)  # a round may take any time
        self.write(characters)

    def write(self, characters: int) -> None:
        """Count what is printed. Raises LimitError."""
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            self._stop(f"写出的文字超过 {MAX_CHARACTERS} 字，已停止")

    def handle(self, size: int) -> None:
        """Count what a filter, a test or a method goes through or makes. Raises LimitError."""
        self.work += 1 + size
        if self.work > MAX_WORK:
            self._stop(f"过滤器、判断处理的文字超过 {MAX_WORK} 字，已停止：可能没有尽头")
        self._look_at_time(1 + size // _SIZE_OF_STEP)

    def _look_at_time(self, steps: int) -> None:
        """Stop at the deadline; asking the system takes longer than many filters."""
        self._unseen += steps
        if self._unseen < _STEPS_BETWEEN_LOOKS:
            return
        self._unseen = 0
        if time.thread_time() > self.deadline:
            self._stop(f"运行超过 {MAX_SECONDS:.0f} 秒，已停止：可能没有尽头")

    def _stop(self, message: str) -> None:
        self.stopped = True
        raise LimitError(message)


@dataclass(slots=True)
class Run:
    """One document being written: its meter, and its ledger where lines are to be traced."""

    meter: Meter
    trace: MarkRegister | None = None


_RUN: ContextVar[Run | None] = ContextVar("run", default=None)


def current_run() -> Run | None:
    """Return the document that is being written, None while nothing is rendered."""
    return _RUN.get()


@contextmanager
def running(run: Run) -> Iterator[None]:
    """Have the templates that are rendered inside count against `run`."""
    begin = time.thread_time()
    run.meter.deadline = begin + MAX_SECONDS - run.meter.seconds
    token = _RUN.set(run)
    try:
        yield
    finally:
        _RUN.reset(token)
        run.meter.seconds += time.thread_time() - begin


def count_handled(*values: object) -> None:
    """Count the size of what is handled or was made. Raises LimitError."""
    run = _RUN.get()
    if run is not None:
        run.meter.handle(sum(len(value) for value in values if isinstance(value, _SIZED)))


def count_method(called: object) -> None:
    """Count the owner of a method that is called (a text, a list). Raises LimitError."""
    if isinstance(called, BuiltinMethodType):
        count_handled(called.__self__)


def counted(function: Callable[..., object]) -> Callable[..., object]:
    """Return a filter or test that counts what it handles and makes.

    It is given the context, so that it is never called while a template is compiled, where
    nothing is counted.
    """
    wanted = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

    @wraps(function)
    def counting(context: Context, *arguments: object, **more: object) -> object:
        count_handled(*arguments, *more.values())
        passed = {
            "context": (context,),
            "eval_context": (context.eval_ctx,),
            "environment": (context.environment,),
        }
        result = function(*passed.get(wanted, ()), *arguments, **more)
        count_handled(result)
        return result

    return jinja2.pass_context(counting)
