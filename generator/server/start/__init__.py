"""The first page: the rooms, the data folders with their state, and where dropped files go."""

from __future__ import annotations

from flask import Blueprint, render_template

from generator.server.house import house

blueprint = Blueprint("start", __name__, template_folder="templates")


@blueprint.get("/")
def index() -> str:
    """Show the rooms, the data folders, and the batches that nobody has taken over."""
    shared = house()
    waiting = [(key, shared.uploads.files(key)) for key in shared.uploads.waiting()]
    return render_template(
        "start/index.html.jinja",
        listed=shared.workspace.list_data_folders(),
        waiting=[(key, files) for key, files in waiting if files],
    )
