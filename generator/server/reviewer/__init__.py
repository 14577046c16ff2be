"""The reviewer's room: a pile of submitted documents, decisions, letters, rounds."""

from __future__ import annotations

from flask import Blueprint, render_template

from generator.server.house import Room

blueprint = Blueprint(
    "reviewer",
    __name__,
    url_prefix="/reviewer",
    template_folder="templates",
    static_folder="static",
)
ROOM = Room(
    "reviewer",
    "审核送审文件",
    "放入各部门送审的文件，逐个数字核对，记下意见，写出审核意见书。",
    blueprint,
)


@blueprint.get("/")
def index() -> str:
    """Show the piles."""
    return render_template("reviewer/index.html.jinja")
