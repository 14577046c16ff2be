"""The index of many reviews: one row a document, with a link to its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.base.severity import Severity
from generator.model.review import Conclusion
from generator.reporting.review_screen import summary_row
from generator.reporting.review_words import word_basis, word_pile_verdict
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import jinja2

    from generator.model.reviewed_file import ReviewedFile

__all__ = ["format_review_index"]


class IndexRow(NamedTuple):
    """A document as the index lists it; `link` is empty where it could not be used."""

    texts: tuple[str, ...]
    shares: str
    link: str
    severity: str


def format_review_index(files: Sequence[ReviewedFile], links: Mapping[str, str]) -> str:
    """Return the page; `links` are the names of the pages by the names of the documents."""
    bases = dict.fromkeys(word_basis(one.review) for one in files if one.review)
    return _template().render(
        rows=[_list(one, links.get(one.name, "")) for one in files],
        verdict=word_pile_verdict(files),
        mood=_mood(files),
        basis="；".join(bases) or word_basis(None),
    )


def _mood(files: Sequence[ReviewedFile]) -> str:
    """Return the look of the verdict on all files: that of the worst."""
    conclusions = {one.conclusion for one in files}
    if conclusions & {Conclusion.ERROR, Conclusion.UNREAD}:
        return "failed"
    return "passed" if conclusions == {Conclusion.PASSED} else "unchecked"


def _list(one: ReviewedFile, link: str) -> IndexRow:
    severity = next((s.value for s in Severity if one.reaches(s)), one.conclusion.value)
    shares = one.review.shares if one.review else ""
    return IndexRow(summary_row(one), shares, quote(link), severity)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
