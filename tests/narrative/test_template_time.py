"""The time of templates: that of the processor, and little for signs that are never closed."""

import time

import pytest

from generator.narrative import metering
from generator.narrative.environment import new_environment
from generator.narrative.faults import FaultSurroundings, inspect_template
from generator.narrative.metering import LimitError, Meter, Run, running

_LIMIT = 15.0  # seconds: a stop, not a hang


class _Waiting:
    """A name whose text takes no work, only time, as in a process that is held up."""

    def __str__(self) -> str:
        time.sleep(0.3)
        return "甲"


class _Working:
    """A name whose text takes the processor's time."""

    def __str__(self) -> str:
        begin = time.thread_time()
        while time.thread_time() - begin < 0.3:
            pass
        return "甲"


def _render(name: object) -> str:
    environment = new_environment()
    template = environment.from_string("{% for 乙 in [1, 2] %}{{ 甲 }}{% endfor %}")
    with running(Run(Meter())):
        return template.render(甲=name)


def test_time_is_that_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metering, "MAX_SECONDS", 0.2)
    assert _render(_Waiting()) == "甲甲"
    with pytest.raises(LimitError, match="没有尽头"):
        _render(_Working())


# What unclosed signs cost: each is looked for once, not from every place that lacks it.


@pytest.mark.parametrize("sign", ["{#", "{#\n", "{% raw %}\n", "{{\n", "{", "{{ '", "::图 "])
def test_many_unclosed_signs_are_told_soon(sign: str) -> None:
    source = sign * (60_000 // len(sign))
    begin = time.thread_time()
    inspect_template(source, FaultSurroundings(frozenset()))
    assert time.thread_time() - begin < _LIMIT
