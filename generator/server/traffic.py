"""What the scripts of all rooms call: files sent, and how far a work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from generator.server.house import house

if TYPE_CHECKING:
    from typing import IO

    from generator.server.runs import Run

blueprint = Blueprint("traffic", __name__)


@blueprint.post("/uploads")
def begin_upload() -> Response:
    """Make a batch: {"batch": key}."""
    return jsonify(batch=house().uploads.begin())


@blueprint.post("/uploads/<batch>")
def receive_upload(batch: str) -> Response:
    """Take one file, the body as it is, its name in the query: {"name": …, "size": …}."""
    source: IO[bytes] = request.environ["wsgi.input"]
    announced = request.content_length or 0
    found = house().uploads.receive(batch, request.args.get("name", ""), source, announced)
    return jsonify(name=found.name, size=found.size)


@blueprint.post("/uploads/<batch>/close")
def close_upload(batch: str) -> Response:
    """Remove a batch."""
    house().uploads.close(batch)
    return jsonify(closed=True)


@blueprint.get("/runs/<identity>")
def show_run(identity: str) -> Response:
    """Tell how far a work is."""
    return _tell(house().runs.find(identity))


@blueprint.post("/runs/<identity>/stop")
def stop_run(identity: str) -> Response:
    """Stop a work."""
    return _tell(house().runs.stop(identity))


def _tell(run: Run) -> Response:
    return jsonify(
        id=run.id,
        work=run.work,
        state=run.state,
        open=run.is_open,
        done=run.done,
        total=run.total,
        words=run.words,
        result=run.result,
    )
