"""What a change of wording does, as one self-contained HTML page: before and after in columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.reporting.template import load_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from generator.model.wording import DepartmentChanges

__all__ = ["format_changes_page"]


def format_changes_page(departments: Sequence[DepartmentChanges], before: str, after: str) -> str:
    """Return the page; `before` and `after` say what the two columns are."""
    return _template().render(departments=departments, before=before, after=after)


@cache
def _template() -> jinja2.Template:
    return load_template(Path(__file__).parent, own_look=True)
