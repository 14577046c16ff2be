"""The pages that show: the document as it will be, its news, the lines of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, redirect, render_template, request, url_for

from generator.server.guard import report_page
from generator.server.house import house
from generator.server.maintainer import blueprint
from generator.server.maintainer.choice import Choice, list_options, list_profiles, read_choice
from generator.server.maintainer.sessions import sessions_of
from generator.tasks.templates.files import list_templates

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

_WAITING = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>预览</title><body></body></html>"
)
_HIGHEST_LINE = 1_000_000


def render(template: str, choice: Choice, **values: Any) -> str:
    """Return a page of the room, with what its navigation needs."""
    return render_template(
        f"maintainer/{template}.html.jinja",
        choice=choice,
        options=list_options(),
        profiles=list_profiles(choice),
        **values,
    )


@blueprint.get("/")
def index() -> AnyResponse:
    """Lead to the document."""
    return redirect(f"{url_for('maintainer.preview')}?{read_choice().query}", 303)


@blueprint.get("/preview")
def preview() -> str:
    """Show the document, its faults, and where a sentence comes from."""
    return render("preview", read_choice())


@blueprint.get("/page")
def page() -> Response:
    """Answer with the last good document."""
    session = sessions_of(house()).of(read_choice())
    return report_page(session.page or _WAITING)


@blueprint.get("/news")
def news() -> Response:
    """Answer once there is another state than the browser has seen."""
    session = sessions_of(house()).of(read_choice())
    state = session.wait(request.args.get("seen", -1, int))
    problems = [
        {"file": p.file, "line": p.line, "message": p.message, "excerpt": p.excerpt}
        for p in state.problems
    ]
    return jsonify(
        version=state.version, stops=state.stops, problems=problems, frames=session.frames()
    )


@blueprint.get("/line")
def line() -> Response:
    """Answer with the lines around one line of a template."""
    number = min(request.args.get("line", 0, int), _HIGHEST_LINE)
    session = sessions_of(house()).of(read_choice())
    return jsonify(session.excerpt(request.args.get("file", ""), number))


@blueprint.get("/files")
def files() -> str:
    """Show the templates, and which files take their place."""
    choice = read_choice()
    return render("files", choice, listed=list_templates(choice.templates))
