"""The accountant's room: from dropped files to the final document."""

from __future__ import annotations

from flask import Blueprint, render_template

from generator.server.house import Room

blueprint = Blueprint(
    "accountant",
    __name__,
    url_prefix="/accountant",
    template_folder="templates",
    static_folder="static",
)
ROOM = Room(
    "accountant",
    "编制决算公开",
    "放入今年的表和去年公开的文件，补上缺的内容，写出情况说明。",
    blueprint,
)


@blueprint.get("/")
def index() -> str:
    """Show the departments."""
    return render_template("accountant/index.html.jinja")
