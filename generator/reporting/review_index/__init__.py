"""The index of many reviews: one row a document, with a link to its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.base.severity import Severity
from generator.model.review import Conclusion
from generator.model.roll import NO_DESK
from generator.reporting.review_screen import summary_row
from generator.reporting.review_words import word_basis, word_pile_verdict
from generator.reporting.roll_words import (
    FILE,
    OWN_DATA,
    ROLL_COLUMNS,
    STRANGERS,
    list_roll,
    word_day,
)
from generator.reporting.screen import place_text
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import jinja2

    from generator.model.finding import Finding
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import Desk, RollCall
    from generator.reporting.roll_words import RollRow

__all__ = ["format_review_index"]


class IndexRow(NamedTuple):
    """A document as the index lists it; `link` is empty where it could not be used."""

    texts: tuple[str, ...]
    shares: str
    link: str
    severity: str


class DepartmentRow(NamedTuple):
    """A department of the list; `link` is empty where no file of it has a page."""

    presence: str
    texts: tuple[str, ...]
    link: str


def format_review_index(
    files: Sequence[ReviewedFile], links: Mapping[str, str], desk: Desk = NO_DESK
) -> str:
    """Return the page; `links` are the names of the pages by the names of the documents."""
    roll = desk.roll
    bases = dict.fromkeys(word_basis(one.review) for one in files if one.review)
    return _template().render(
        rows=[_list(one, links.get(one.name, "")) for one in files],
        verdict=word_pile_verdict(files, roll),
        mood=_mood(files, roll),
        basis="；".join(bases) or word_basis(None),
        roll_columns=ROLL_COLUMNS,
        roll=[_list_department(row, links) for row in list_roll(roll, files)] if roll else [],
        today=word_day(roll.today) if roll else "",
        strangers=roll.nobodys if roll else (),
        strangers_title=STRANGERS,
        own_title=OWN_DATA,
        own=[(finding, _word_places(finding)) for finding in desk.findings],
    )


def _list_department(row: RollRow, links: Mapping[str, str]) -> DepartmentRow:
    return DepartmentRow(row.presence.value, row.texts, quote(links.get(row.texts[FILE], "")))


def _word_places(finding: Finding) -> str:
    return "、".join(dict.fromkeys(place_text(place) for place in finding.places))


def _mood(files: Sequence[ReviewedFile], roll: RollCall | None) -> str:
    """Return the look of the verdict on all files: that of the worst; 通过 only if none lacks."""
    conclusions = {one.conclusion for one in files}
    if conclusions & {Conclusion.ERROR, Conclusion.UNREAD}:
        return "failed"
    complete = roll is None or roll.is_complete
    return "passed" if complete and conclusions == {Conclusion.PASSED} else "unchecked"


def _list(one: ReviewedFile, link: str) -> IndexRow:
    severity = next((s.value for s in Severity if one.reaches(s)), one.conclusion.value)
    shares = one.review.shares if one.review else ""
    return IndexRow(summary_row(one), shares, quote(link), severity)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
