"""The document as one self-contained HTML page (--html): no request leaves it.

Every number of the text opens a panel with its formula and its source cells. Texts are escaped by
the template; besides, the page forbids every script and style but its own by their digests.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from generator.reporting.page.view import build_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.block import DocumentContent, Origin
    from generator.model.explanation import Explanation
    from generator.model.figure import Figure
    from generator.model.finding import Finding

__all__ = ["format_page"]

_FOLDER = Path(__file__).parent
_TEMPLATE = "page.html.jinja"


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


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    for name in ("style", "script"):
        text = _read_asset(f"page.{'css' if name == 'style' else 'js'}")
        environment.globals[name] = Markup(text)  # noqa: S704 - our own file, no user's text
        environment.globals[f"{name}_digest"] = _digest(text)
    return environment.get_template(_TEMPLATE)


def _read_asset(name: str) -> str:
    """Return a file of this folder; a page has bare line feeds on every system."""
    return f"\n{(_FOLDER / name).read_text(encoding='utf-8')}"


def _digest(text: str) -> str:
    """Return what the page's policy knows a style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
