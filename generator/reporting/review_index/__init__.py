"""The index of many reviews: one row a document, with a link to its page."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.model.review import UNUSABLE, Conclusion
from generator.model.reviewed_file import Need
from generator.model.roll import NO_DESK
from generator.model.rounds import RoundState
from generator.reporting.review_index.survey import show_survey
from generator.reporting.review_summary import (
    COLUMNS,
    group_skipped,
    summary_row,
    word_bases,
    word_replies,
)
from generator.reporting.review_words import NOT_REVIEWED, word_pile_verdict
from generator.reporting.roll_words import (
    FILE,
    OWN_DATA,
    REPLY_FAULTS,
    ROLL_COLUMNS,
    STRANGERS,
    list_roll,
    word_day,
)
from generator.reporting.round_words import FIRST, LAPSED, list_lapsed, word_desk
from generator.reporting.screen import place_text
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import jinja2

    from generator.model.finding import Finding
    from generator.model.reviewed_file import FileSummary, SkippedFile
    from generator.model.roll import Desk, RollCall
    from generator.reporting.roll_words import RollRow

__all__ = ["format_review_index"]

NEEDS = {
    Need.UNREAD: UNUSABLE,
    Need.ERROR: "错误",
    Need.WARNING: "警告",
    Need.UNCHECKED: "有未核对",
    Need.CLEAN: "通过",
}


# What rows of files are chosen by that have no state.
_FIRST = "first"


class IndexRow(NamedTuple):
    """A document as the index lists it; `link` is empty where it could not be used."""

    texts: tuple[str, ...]
    shares: str
    link: str
    need: str
    kinds: str
    states: str


class Choice(NamedTuple):
    """What rows can be chosen by, and how many have it."""

    value: str
    label: str
    files: int


class DepartmentRow(NamedTuple):
    """A department of the list; `link` is empty where no file of it has a page."""

    presence: str
    texts: tuple[str, ...]
    link: str


def format_review_index(
    files: Sequence[FileSummary],
    links: Mapping[str, str],
    skipped: Sequence[SkippedFile] = (),
    desk: Desk = NO_DESK,
) -> str:
    """Return the page; `links` are the names of the pages by the names of the documents."""
    roll = desk.roll
    departments = dict.fromkeys(one.department for one in files if one.department)
    return _template().render(
        rows=[_list(one, links.get(one.name, "")) for one in files],
        columns=COLUMNS,
        verdict=word_pile_verdict(files, skipped, roll),
        mood=_mood(files, roll),
        basis=word_bases(files),
        needs=_count_needs(files),
        kinds=_count_kinds(files),
        states=_count_states(files),
        rounds=word_desk(desk.rounds, files) if desk.rounds else (),
        departments=sorted(departments),
        skipped=group_skipped(skipped),
        skipped_title=f"{NOT_REVIEWED}的 {len(skipped)} 个文件",
        roll_columns=ROLL_COLUMNS,
        roll=[_list_department(row, links) for row in list_roll(roll, files)] if roll else [],
        today=word_day(roll.today) if roll else "",
        strangers=roll.nobodys if roll else (),
        strangers_title=STRANGERS,
        own_title=OWN_DATA,
        own=[(finding, _word_places(finding)) for finding in desk.findings],
        lapsed_title=LAPSED,
        lapsed=list_lapsed(files),
        replied=word_replies(files),
        replies_title=REPLY_FAULTS,
        replies=[(finding, _word_places(finding)) for finding in desk.replies or ()],
        survey=show_survey(desk.survey, links) if desk.survey is not None else None,
    )


def _list_department(row: RollRow, links: Mapping[str, str]) -> DepartmentRow:
    return DepartmentRow(row.presence.value, row.texts, quote(links.get(row.texts[FILE], "")))


def _word_places(finding: Finding) -> str:
    return "、".join(dict.fromkeys(place_text(place) for place in finding.places))


def _mood(files: Sequence[FileSummary], roll: RollCall | None) -> str:
    """Return the look of the verdict on all files: that of the worst; 通过 only if none lacks."""
    conclusions = {one.conclusion for one in files}
    if conclusions & {Conclusion.ERROR, Conclusion.UNREAD}:
        return "failed"
    complete = roll is None or roll.is_complete
    return "passed" if complete and conclusions == {Conclusion.PASSED} else "unchecked"


def _list(one: FileSummary, link: str) -> IndexRow:
    kinds = " ".join(kind.value for kind in one.kinds)
    counts = one.rounds.counts if one.rounds else {}
    states = " ".join(state.value for state in RoundState if counts.get(state))
    states = _FIRST if one.rounds and one.rounds.is_first else states
    need = one.need.name.lower()
    return IndexRow(summary_row(one), one.shares, quote(link), need, kinds, states)


def _count_needs(files: Sequence[FileSummary]) -> tuple[Choice, ...]:
    counts = Counter(one.need for one in files)
    return tuple(
        Choice(need.name.lower(), label, counts[need])
        for need, label in NEEDS.items()
        if counts[need]
    )


def _count_kinds(files: Sequence[FileSummary]) -> tuple[Choice, ...]:
    """Return the classes of errors and warnings, those of most files first."""
    counts = Counter(kind for one in files for kind in one.kinds)
    return tuple(Choice(kind.value, kind.label, count) for kind, count in counts.most_common())


def _count_states(files: Sequence[FileSummary]) -> tuple[Choice, ...]:
    """Return the states of findings between two rounds, and how many files have one in it."""
    counted = [one.rounds.counts for one in files if one.rounds]
    counts = {state: sum(bool(one.get(state)) for one in counted) for state in RoundState}
    first = sum(one.rounds.is_first for one in files if one.rounds)
    told = [Choice(s.value, s.label, count) for s, count in counts.items() if count]
    return (*told, *([Choice(_FIRST, FIRST, first)] if first else ()))


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
