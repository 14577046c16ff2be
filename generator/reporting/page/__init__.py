"""The document as one self-contained HTML page (--html): no request leaves it.

Every number of the text opens a panel with its formula and its source cells. Texts are escaped by
the template; besides, the page forbids every script and style but its own by their digests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.reporting.page.view import PageView, build_view
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

    from generator.model.block import DocumentContent, Origin
    from generator.model.explanation import Explanation
    from generator.model.figure import Figure
    from generator.model.finding import Finding

__all__ = ["PageView", "build_view", "format_document", "format_page"]


def format_page(
    content: DocumentContent,
    findings: tuple[Finding, ...],
    explain: Callable[[Figure], Explanation],
    name_origin: Callable[[Origin], str] | None = None,
) -> str:
    """Return the page: gaps, cover, contents, the parts of the document, then the findings.

    `explain` returns where a number comes from; `name_origin`, for a traced document, how the
    line of a template is called. The same input gives the same text.
    """
    return _template().render(page=build_view(content, findings, explain, name_origin))


def format_document(page: PageView) -> str:
    """Return only what the document itself shows, as it stands in the page: escaped markup."""
    return _document().render(page=page)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent, own_look=True)


@cache
def _document() -> jinja2.Template:
    return load_template(Path(__file__).parent, own_look=True, file="document.html.jinja")
