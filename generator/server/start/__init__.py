"""The first page: the rooms, the data folders with their state, and where dropped files go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for

from generator.server.house import house
from generator.server.start.states import states_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

blueprint = Blueprint("start", __name__, template_folder="templates")


@blueprint.get("/")
def index() -> str | AnyResponse:
    """Show the rooms, the data folders, and the batches that nobody has taken over."""
    shared = house()
    if shared.given is not None:
        return redirect(url_for(f"{shared.rooms[0].name}.index"), 303)
    waiting = [(key, shared.uploads.files(key)) for key in shared.uploads.waiting()]
    return render_template(
        "start/index.html.jinja",
        listed=shared.workspace.list_data_folders(),
        waiting=[(key, files) for key, files in waiting if files],
        opening=next((room.opens for room in shared.rooms if room.opens), ""),
    )


@blueprint.post("/stop")
def stop() -> str:
    """End the program: who has started it by a double click may see no window to close."""
    house().stopping.set()
    return render_template("start/stopped.html.jinja")


@blueprint.get("/state/<path:key>")
def state(key: str) -> Response:
    """Tell the state of a data folder: {"words": …, "level": …}."""
    shared = house()
    folder, own = shared.workspace.data_folder(key).path, shared.workspace.own_templates
    found = states_of(shared).of(folder, own)
    return jsonify(words=found.words, level=found.level)
