"""Which of several files or sheets is a table: the exact name (公开05) before any copy of it.

The same rule by every door: build, check, review, import and init.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L05, L07
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field.forms import FORM_BY_NUMBER
from generator.field.titles import exact_form, form_in_name, plain_title
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.sheet import Sheet
    from generator.reading.recognise import Recognition

_MARKS = re.compile("[-_—.·、\\s]|（?公开0?[1-9]表?）?|^0?[1-9](?![0-9])|^附?表0?[1-9]?")
_COPY = re.compile(
    r"副本|复件|拷贝|复制|备份|作废|初稿|草稿|定稿|终稿|最终|修改|旧|新|原|copy|bak|old|new|draft|v[0-9]"
    r"|[（(][0-9]+[)）]|[-_][0-9]+$",
    re.IGNORECASE,
)
_EXACT, _PLAIN, _COPIED, _UNNAMED = range(4)


class Candidate(NamedTuple):
    """A sheet that is a table: its name without suffix, and as findings print it.

    `file` is the name of its file without suffix where the sheet is one of several in it.
    """

    stem: str
    name: str
    sheet: Sheet
    found: Recognition
    file: str = ""

    @property
    def is_copy(self) -> bool:
        """Whether the name says that it is a copy (公开05 - 副本)."""
        copied = rank_name(self.stem, self.found.form) == _COPIED
        return copied and bool(_COPY.search(squash(self.stem)))


class Choice(NamedTuple):
    """The candidate that counts for a form, and the others in their order."""

    kept: Candidate
    dropped: tuple[Candidate, ...]


def rank_name(stem: str, form: str) -> int:
    """Return how well a name fits a form: 0 for the exact one, more for copies and others."""
    plain = squash(stem)
    if plain == form:
        return _EXACT
    if form_in_name(stem) != form:
        return _UNNAMED
    rest = _MARKS.sub("", plain_title(plain))
    return _PLAIN if not rest or (exact_form(rest) == form and not _COPY.search(plain)) else _COPIED


def choose(candidates: Iterable[Candidate]) -> dict[str, Choice]:
    """Return for every form the best named candidate; of equals the first."""
    by_form: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_form.setdefault(one.found.form, []).append(one)
    return {form: Choice(*_order(form, group)) for form, group in by_form.items()}


def _order(form: str, group: list[Candidate]) -> tuple[Candidate, tuple[Candidate, ...]]:
    def rank(one: Candidate) -> tuple[int, bool]:
        return rank_name(one.stem, form), bool(_COPY.search(one.file))

    first, *others = sorted(group, key=rank)
    return first, tuple(others)


def dropped_findings(choice: Choice) -> list[Finding]:
    """Return one error for each file or sheet that is not used because another one is."""
    form = choice.kept.found.form
    return [
        finding(
            L05,
            f"{choice.kept.name} 与 {other.name} 是同一张表（{form} "
            f"{FORM_BY_NUMBER[form].title}）；本次使用 {choice.kept.name}，请删去其中一个",
            Place(other.name, table=form),
            Place(choice.kept.name, table=form),
        )
        for other in choice.dropped
    ]


def held_back(choice: Choice) -> list[Finding]:
    """Return the error that a copy is not used though the file of the exact name is unreadable."""
    kept, form = choice.kept, choice.kept.found.form
    message = f"{form} 的文件读不了；{kept.name} 也是这张表，没有代用，要用它请改名为 {form}"
    return [finding(L05, message, Place(kept.name, table=form))]


def copy_used(choice: Choice) -> list[Finding]:
    """Return the warning that only a copy was there, and was used."""
    kept, form = choice.kept, choice.kept.found.form
    if not kept.is_copy:
        return []
    message = f"没有名为“{form}”的表，使用的是 {kept.name}；请核对是不是要用的一份"
    return [finding(L07, message, Place(kept.name, table=form))]


def misnamed(one: Candidate) -> list[Finding]:
    """Return what is wrong where name and contents differ: an error where the title says so."""
    named, form = one.found.named, one.found.form
    if not named or named == form:
        return []
    what = (
        f"表题却是“{one.found.title}”（{form}）；按表题读取"
        if one.found.titled
        else (f"内容却是{form}（{FORM_BY_NUMBER[form].title}）；按内容读取")
    )
    return [
        finding(
            L07,
            f"{one.name} 的文件名是{named}（{FORM_BY_NUMBER[named].title}），{what}",
            Place(one.name, table=form),
            severity=Severity.ERROR if one.found.titled else Severity.WARNING,
        )
    ]
