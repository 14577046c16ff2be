"""`templates preview`: the document in a browser, written anew whenever a file changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.errors import PreviewUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["serve_preview"]


def serve_preview(
    data: Path, *, profile: str, templates: Path | None, announce: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C; `announce` is told the address once it answers.

    Raises PreviewUnavailableError without the library, GeneratorError where there is no folder.
    """
    try:
        import werkzeug  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise PreviewUnavailableError from error
    from generator.tasks.templates.preview.serving import serve  # noqa: PLC0415 - an extra
    from generator.tasks.templates.preview.session import Session  # noqa: PLC0415 - an extra

    serve(Session(data, profile=profile, templates=templates), announce)
