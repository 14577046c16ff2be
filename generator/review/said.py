"""What a submitted text says of the self-evaluations in the data: the rest is not its matter."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.base.money import TEN_THOUSAND, round_half_up
from generator.review.evaluation.projects import project_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.finding import Finding
    from generator.model.passage import Aside
    from generator.model.submission import Submission

# What the rules on self-evaluations say of the lists.
OF_EVALUATIONS = re.compile("N13[a-z]")
_QUOTED = re.compile("“([^”]+)”")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class _Words(NamedTuple):
    """All words of a file as names are compared, and all its numbers."""

    text: str
    numbers: frozenset[Decimal]


def without_unsaid(
    findings: Iterable[Finding],
    submission: Submission,
    asides: Iterable[Aside],
    projects: Iterable[str],
) -> Iterator[Finding]:
    """Yield the findings without those on self-evaluations that the file does not speak of.

    What the data has wrong of a project is a matter of the text where it names the project and,
    where the finding is about a number, gives that number; of several projects, or of the
    department as a whole, where it names one of them, or gives the number.
    """
    names = {key for key in map(project_key, projects) if key}
    words = _words_of(submission, asides)
    for finding in findings:
        of_file = any(place.file == submission.file for place in finding.places)
        if of_file or not OF_EVALUATIONS.fullmatch(finding.code) or _is_said(finding, words, names):
            yield finding


def _is_said(finding: Finding, words: _Words, names: set[str]) -> bool:
    quoted = {project_key(name) for name in _QUOTED.findall(finding.message)}
    about = quoted & names
    if about:
        return any(name in words.text for name in about) and _gives(words, finding.stated)
    if finding.stated is None:
        return any(name in words.text for name in names)
    return _gives(words, finding.stated)


def _gives(words: _Words, number: Decimal | None) -> bool:
    """Whether a file has a number, an amount in 元 or 万元."""
    if number is None:
        return True
    shown = (number, number * TEN_THOUSAND, round_half_up(number / TEN_THOUSAND))
    return any(one in words.numbers for one in shown)


def _words_of(submission: Submission, asides: Iterable[Aside]) -> _Words:
    passages = (*(one.passage for one in submission.paragraphs()), *submission.passages)
    texts = dict.fromkeys((*(one.text for one in passages), *(one.text for one in asides)))
    text = "\n".join(texts)
    numbers = _NUMBER.findall(text.replace(",", "").replace("，", "\n"))
    return _Words(key_of(text), frozenset(map(Decimal, numbers)))
