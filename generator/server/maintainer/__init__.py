"""The maintainer's room: templates, switches, the document as they write it."""

from __future__ import annotations

from flask import Blueprint, render_template

from generator.server.house import Room

blueprint = Blueprint(
    "maintainer",
    __name__,
    url_prefix="/maintainer",
    template_folder="templates",
    static_folder="static",
)
ROOM = Room(
    "maintainer",
    "修改模板和用语",
    "边改模板和开关边看文档，比较改动前后的句子，检查错误。",
    blueprint,
)


@blueprint.get("/")
def index() -> str:
    """Show the documents that can be watched."""
    return render_template("maintainer/index.html.jinja")
