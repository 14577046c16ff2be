"""The audit as one self-contained page: findings beside the tables, every faulty cell marked.

No request leaves the page. Texts are escaped by the template; besides, the page forbids every
script and style but its own by their digests.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.reporting.audit_page.view import build_view
from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

    from generator.model.accounts import Identity
    from generator.model.audit import Audit
    from generator.model.block import Grid

__all__ = ["format_audit_page"]


def format_audit_page(identity: Identity, audit: Audit, tables: Mapping[str, Grid]) -> str:
    """Return the page; `tables` by form, their cells with places.

    The same audit gives the same text.
    """
    return _template().render(page=build_view(identity, audit, tables))


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once, with its style and script set in."""
    return load_template(Path(__file__).parent)
