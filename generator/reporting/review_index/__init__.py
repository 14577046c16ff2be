"""The index of many reviews: one row a document, with a link to its page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from generator.model.finding import Severity
from generator.reporting.coverage import word_verdict
from generator.reporting.review_screen import summary_row
from generator.reporting.review_words import UNUSABLE, word_basis
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
    found = [finding for one in files if one.review for finding in one.review.findings]
    unusable = sum(one.review is None for one in files)
    rest = f"，{unusable} 份{UNUSABLE}" if unusable else ""
    bases = dict.fromkeys(word_basis(one.review) for one in files if one.review)
    return _template().render(
        rows=[_list(one, links.get(one.name, "")) for one in files],
        verdict=f"共 {len(files)} 份：{word_verdict(found)}{rest}",
        passed=not any(one.reaches(Severity.ERROR) for one in files),
        basis="；".join(bases) or word_basis(None),
    )


def _list(one: ReviewedFile, link: str) -> IndexRow:
    severity = next((s.value for s in Severity if one.reaches(s)), "passed")
    shares = one.review.shares if one.review else ""
    return IndexRow(summary_row(one), shares, quote(link), severity)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
