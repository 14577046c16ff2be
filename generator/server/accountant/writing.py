"""Draft, final document, PDF; the documents that were written, and what changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, jsonify, render_template, request, send_file

from generator.field.data_folder import HISTORY
from generator.server.accountant import WRITE, blueprint
from generator.server.accountant.desk import DOCUMENTS, desk
from generator.server.accountant.view import progress_of
from generator.server.accountant.works import place_of_documents
from generator.server.house import house
from generator.tasks.filling import lists
from generator.tasks.history import is_history

if TYPE_CHECKING:
    from generator.server.runs import Run

_SUFFIXES = frozenset({".docx", ".pdf"})
_MOST_RUNS = 20  # results that are kept of a folder


@blueprint.get("/finish/<path:key>")
def show_finish(key: str) -> str:
    """Show what can be written, what was, and what came of it."""
    folder = house().workspace.data_folder(key)
    opened = desk().open(folder)
    out = place_of_documents(house().workspace, folder)
    found = [*sorted(out.glob("*")), *sorted((out / HISTORY).glob("*"), reverse=True)]
    documents = [
        (house().workspace.key_of(path), path.name, is_history(path))
        for path in found
        if path.is_file() and path.suffix in _SUFFIXES
    ]
    return render_template(
        "accountant/finish.html.jinja",
        folder=folder,
        here="finish",
        lists=lists.NAMES,
        documents=documents,
        runs=_runs(folder.key),
        opened=opened,
        progress=progress_of(opened.worded) if opened.worded is not None else None,
    )


@blueprint.post("/write/<path:key>")
def write(key: str) -> Response:
    """Begin to write the document of a folder."""
    folder = house().workspace.data_folder(key)
    sent = request.get_json(silent=True)
    wanted = sent if isinstance(sent, dict) else {}
    options = {name: bool(wanted.get(name)) for name in ("final", "pdf", "force")}
    for old in _runs(folder.key)[_MOST_RUNS:]:
        house().runs.forget(old.id)
    run = house().runs.begin(WRITE, {"key": folder.key, **options})
    return jsonify(run=run.id)


@blueprint.get("/out/<path:key>")
def send_document(key: str) -> Response:
    """Send a document that was written."""
    path = house().workspace.inside(key)
    documents = (house().workspace.root / DOCUMENTS).resolve()
    if path.suffix not in _SUFFIXES or not path.resolve().is_relative_to(documents):
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


def _runs(key: str) -> list[Run]:
    every = house().runs.list(WRITE)
    return [one for one in every if one.arguments["key"] == key]
