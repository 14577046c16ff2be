"""What a change of wording does, as one self-contained HTML page: before and after in columns."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.wording import DepartmentChanges

__all__ = ["format_changes_page"]

_FOLDER = Path(__file__).parent


def format_changes_page(departments: Sequence[DepartmentChanges], before: str, after: str) -> str:
    """Return the page; `before` and `after` say what the two columns are."""
    return _template().render(departments=departments, before=before, after=after)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "\n" + (_FOLDER / "changes.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals["style"] = Markup(style)  # noqa: S704 - our own file, no user's text
    environment.globals["style_digest"] = f"sha256-{digest}"
    return environment.get_template("changes.html.jinja")
