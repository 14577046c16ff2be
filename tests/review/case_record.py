"""How the expectation of a small review case is written down."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.severity import Severity

ERROR = frozenset({Severity.ERROR})
WARNING = frozenset({Severity.WARNING})
FOUND = ERROR | WARNING
HINT = frozenset({Severity.INFO})

# Where a file lies, and with what it is reviewed.
TEXT = "text"
WITH_DATA = "with-data"
DESK = "desk"
ALONE, DATA = "alone", "data"


@dataclass(frozen=True, slots=True)
class Said:
    """Something the review must say, or may say.

    `at` (a pattern) stands in the message, or the marked characters overlap it in the text;
    `within` narrows that to passages (or messages) with these words. `value` is the true number,
    which the message or the correction has to state (more decimals than printed are rounded, half
    up). `becomes` are words of which one stands in
    the passage after a tracked change; without `corrected` there must be no tracked change. With
    `open_too` it is enough that a number of these words is counted as unchecked. No `codes` are
    any code. At most `most` findings may be of it: one error is told once.
    """

    at: str
    value: str = ""
    within: str = ""
    codes: frozenset[str] = frozenset()
    severities: frozenset[Severity] = ERROR
    becomes: tuple[str, ...] = ()
    corrected: bool = True
    open_too: bool = False
    most: int = 1


@dataclass(frozen=True, slots=True)
class Case:
    """One file and what a review of it must and must not say.

    Errors and warnings that neither `said` nor `allowed` describes are false alarms; no message
    and no correction may match a pattern of `never`. `only_error`: one finding is the only error
    besides the allowed ones. `read` are numbers that must not be left open; `numbers` how many
    the file states. `department` is the folder of the data of a case of the desk.
    """

    file: str
    said: tuple[Said, ...] = ()
    allowed: tuple[Said, ...] = ()
    never: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    only_error: bool = False
    numbers: int | None = None
    folder: str = TEXT
    ways: tuple[str, ...] = (ALONE,)
    department: str = ""


def rate(wrong: str, true: str, within: str = "", *, corrected: bool = True) -> Said:
    """Return the finding on a rate that is not the quotient of its printed amounts."""
    return Said(wrong, true, within, corrected=corrected)


def code(name: str, at: str, within: str = "", severities: frozenset[Severity] = ERROR) -> Said:
    """Return a finding that has to have this code."""
    return Said(at, within=within, codes=frozenset({name}), severities=severities)
