"""What the scripts of all rooms call: files sent, and how far a work is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from generator.server.house import house

if TYPE_CHECKING:
    from typing import IO

    from generator.server.runs import Run

blueprint = Blueprint("traffic", __name__)
_LATEST = 4_102_444_800_000  # the year 2100


@blueprint.post("/uploads")
def begin_upload() -> Response:
    """Make a batch: {"batch": key}."""
    return jsonify(batch=house().uploads.begin())


@blueprint.post("/uploads/<batch>")
def receive_upload(batch: str) -> Response:
    """Take one file, the body as it is: {"name": …, "size": …}.

    Its name is in the query, and when it was last changed (milliseconds of the epoch).
    """
    source: IO[bytes] = request.environ["wsgi.input"]
    announced = request.content_length or 0
    name, changed = request.args.get("name", ""), _read_time(request.args.get("changed", ""))
    found = house().uploads.receive(batch, name, source, announced, changed)
    return jsonify(name=found.name, size=found.size)


def _read_time(text: str) -> float | None:
    """Return seconds of the epoch; what is no time of a file is none."""
    if not text.isascii() or not text.isdigit():
        return None
    return min(int(text), _LATEST) / 1000


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
