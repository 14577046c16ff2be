"""A review as one self-contained page: the submitted text beside what the tables say.

No request leaves the page. Texts are escaped by the template; besides, the page forbids every
script and style but its own by their digests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.reporting.review_links import PLACE
from generator.reporting.review_page.view import build_view
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

    from generator.model.explanation import Explanation
    from generator.model.figure import Figure
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile

__all__ = ["format_review_page"]


def format_review_page(
    one: ReviewedFile,
    review: Review,
    explain: Callable[[Figure], Explanation],
    *,
    among_others: bool = False,
) -> str:
    """Return the page of a file's review; `explain` says where a number comes from.

    A page `among_others` has a place for the links to them (`set_links`). The same review gives
    the same text.
    """
    place = PLACE if among_others else ""
    return _template().render(page=build_view(one, review, explain), links=place)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
