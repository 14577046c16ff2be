"""The pages of the room: the departments, a document with its fields, lists, texts, versions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup

from generator.base.columns import width_of
from generator.field.data_folder import Lists
from generator.reporting.page import format_document
from generator.server.accountant import BEGIN, blueprint
from generator.server.accountant.desk import desk, version_of
from generator.server.accountant.view import describe, progress_of
from generator.server.accountant.works import place_of_documents
from generator.server.house import house
from generator.tasks.filling import lists
from generator.tasks.filling.answers import answer_of
from generator.tasks.filling.texts import list_texts
from generator.tasks.filling.versions import list_versions

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from generator.server.accountant.desk import Opened, Worded
    from generator.server.workspace import DataFolder

_NARROW, _ROOMY = 10, 16  # letters that a field shows
_REPORTING = Path(__file__).parents[2] / "reporting"
_ASSETS = {
    "page.css": (("page/page.css",), "text/css"),
    "numbers.js": (("panel.js", "page/page.js"), "text/javascript"),
}


@blueprint.get("/")
def index() -> str:
    """Show the departments of the workspace."""
    return render_template(
        "accountant/index.html.jinja", listed=house().workspace.list_data_folders()
    )


@blueprint.post("/receive")
def receive() -> AnyResponse:
    """Begin a folder from a batch of dropped files."""
    batch = request.form.get("batch", "")
    house().uploads.files(batch)  # is there
    run = house().runs.begin(BEGIN, {"batch": batch})
    return redirect(url_for("accountant.show_begun", run=run.id), 303)


@blueprint.get("/begun/<run>")
def show_begun(run: str) -> str:
    """Show how far a new folder is, then what was recognised."""
    found = house().runs.find(run)
    if found.work != BEGIN:
        abort(404)
    return render_template("accountant/begun.html.jinja", run=found)


@blueprint.get("/folder/<path:key>")
def show_folder(key: str) -> str:
    """Show the document of a folder, with a field at each 【待补充】."""
    folder = house().workspace.data_folder(key)
    opened = desk().open(folder)
    told = describe(opened, folder.key)
    return render_template(
        "accountant/document.html.jinja",
        **_frame(folder, "document"),
        document=_markup(opened),
        numbers=told.pop("numbers"),
        told=told,
        title=opened.worded.page.title if opened.worded else folder.name,
    )


@blueprint.get("/state/<path:key>")
def tell_state(key: str) -> Response:
    """Answer which version of a folder there is."""
    folder = house().workspace.data_folder(key)
    return jsonify(version=version_of(folder.path))


@blueprint.get("/document/<path:key>")
def tell_document(key: str) -> Response:
    """Answer with the document of a folder as it is now, and all that its script is told."""
    folder = house().workspace.data_folder(key)
    opened = desk().open(folder)
    return jsonify(document=_markup(opened), told=describe(opened, folder.key))


@blueprint.get("/summary/<path:key>")
def tell_summary(key: str) -> Response:
    """Answer with the state of a folder in numbers."""
    folder = house().workspace.data_folder(key)
    opened = desk().open(folder)
    worded = opened.worded
    if worded is None:
        return jsonify(problem_of_folder=opened.problem)
    identity = worded.department.accounts.identity
    return jsonify(
        department=identity.department,
        year=identity.year,
        progress=progress_of(worded),
        written=_last_written(folder),
    )


@blueprint.get("/list/<name>/<path:key>")
def show_list(name: str, key: str) -> str:
    """Show a list as a table to be filled in."""
    folder = house().workspace.data_folder(key)
    if name not in lists.NAMES:
        abort(404)
    worded = desk().open(folder).worded
    gaps = worded.department.gaps if worded is not None else ()
    table = lists.open_list(folder.path, name, gaps)
    return render_template(
        "accountant/list.html.jinja",
        **_frame(folder, name),
        table=table,
        widths=_widths(table),
        answers=_answers(worded, name),
        version=version_of(folder.path),
    )


@blueprint.get("/texts/<path:key>")
def show_texts(key: str) -> str:
    """Show the texts of a folder."""
    folder = house().workspace.data_folder(key)
    return render_template(
        "accountant/texts.html.jinja",
        **_frame(folder, "texts"),
        texts=list_texts(folder.path),
        version=version_of(folder.path),
    )


@blueprint.get("/versions/<path:key>")
def show_versions(key: str) -> str:
    """Show what can be undone and the versions of 历史/."""
    folder = house().workspace.data_folder(key)
    return render_template(
        "accountant/versions.html.jinja",
        **_frame(folder, "versions"),
        versions=list_versions(folder.path),
        changes=house().changes.list(folder.key),
    )


@blueprint.get("/look/<name>")
def send_look(name: str) -> Response:
    """Send the style and script that pages of the document have everywhere."""
    if name not in _ASSETS:
        abort(404)
    files, kind = _ASSETS[name]
    text = "\n".join((_REPORTING / file).read_text("utf-8") for file in files)
    return Response(text, mimetype=kind)


def _last_written(folder: DataFolder) -> str:
    """Return when the newest document of a folder was written, empty where none was."""
    out = place_of_documents(house().workspace, folder)
    times = [path.stat().st_mtime for path in out.glob("*.docx")]
    return f"{datetime.fromtimestamp(max(times)).astimezone():%Y-%m-%d %H:%M}" if times else ""


def _frame(folder: DataFolder, here: str) -> dict[str, Any]:
    """Return what every page of a folder shows: where one is, and what else there is."""
    return {"folder": folder, "here": here, "lists": lists.NAMES}


def _widths(table: lists.ListTable) -> dict[str, str]:
    """Return the look of the columns of text that a narrow field would not show whole."""
    texts = [column.name for column in table.columns if column.look == "text"]
    longest = {
        name: max((width_of(line.texts.get(name, "")) for line in table.lines), default=0)
        for name in texts
    }
    return {
        name: "wider" if width > _ROOMY else "roomy"
        for name, width in longest.items()
        if width > _NARROW
    }


def _answers(worded: Worded | None, name: str) -> dict[str, str]:
    """Return what is given in 待补充.csv instead of a list, by key."""
    rows = worded.rows if worded is not None else ()
    start = "本表" if name == Lists.REASONS else f"{name}.csv"
    return {row.事项: answer_of(row) for row in rows if row.填写位置.startswith(start)}


def _markup(opened: Opened) -> Markup:
    if opened.worded is None:
        return Markup()
    return Markup(format_document(opened.worded.page))  # noqa: S704 - escaped by its own template
