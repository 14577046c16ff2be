"""What is typed on the pages: written into the files of the folder, so that it can be undone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request

from generator.base.errors import GeneratorError
from generator.server.accountant import IMPORT, blueprint
from generator.server.accountant.desk import desk, version_of
from generator.server.house import house
from generator.server.workspace import OutsideError
from generator.tasks.filling import lists
from generator.tasks.filling.answers import write_answer
from generator.tasks.filling.conflict import ConflictError, NoPlaceError
from generator.tasks.filling.texts import write_text
from generator.tasks.filling.versions import restore_version
from generator.tasks.history import keep_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.server.workspace import DataFolder

_BETWEEN_VERSIONS = 900.0  # seconds of typing for which one version of a file is kept
_KEPT = "accountant-versions"
_LONGEST = 400_000  # characters of a text that the program reads as one


class TooLongError(GeneratorError):
    """A text longer than any that is read."""

    def __init__(self) -> None:
        super().__init__(f"文字超过 {_LONGEST // 10000} 万字，没有保存。")


@blueprint.errorhandler(ConflictError)
def tell_conflict(error: ConflictError) -> tuple[Response, int]:
    """Say what stands there now, so that who types may decide which of the two is right."""
    conflict = {"now": error.now, "row": error.row, "number": error.number}
    return jsonify(problem=str(error), conflict=conflict), 409


@blueprint.post("/answer/<path:key>")
def answer(key: str) -> Response:
    """Write what was typed at a 【待补充】 into 待补充.csv."""
    folder = house().workspace.data_folder(key)
    sent = _sent()
    told = sent.get("identity")
    if not isinstance(told, list) or len(told) != 3:  # noqa: PLR2004 - key, basis, file
        raise NoPlaceError(folder.name)
    identity = (str(told[0]), str(told[1]), str(told[2]))
    with desk().writing:
        rows = desk().rows(folder, identity)
        files = write_answer(folder.path, rows, identity, _text(sent), _text(sent, "before"))
        return _save(folder, f"填写：{identity[0]}", files)


@blueprint.post("/cell/<name>/<path:key>")
def change_cell(name: str, key: str) -> Response:
    """Write a cell of a list."""
    folder, cell = _cell(name, key)
    with desk().writing:
        files, number = lists.change_cell(folder.path, name, cell, _text(_sent()))
        return _save(folder, f"{name}：{cell.column}", files, number=number)


@blueprint.post("/remove/<name>/<path:key>")
def remove_line(name: str, key: str) -> Response:
    """Take a row out of a list."""
    folder, cell = _cell(name, key)
    with desk().writing:
        files = lists.remove_line(folder.path, name, cell)
        return _save(folder, f"{name}：删去一行", files)


@blueprint.post("/text/<path:key>")
def change_text(key: str) -> Response:
    """Write a text of 文字/."""
    folder = house().workspace.data_folder(key)
    sent = _sent()
    name = str(sent.get("name", ""))
    with desk().writing:
        files = write_text(folder.path, name, _text(sent), _text(sent, "before"))
        return _save(folder, f"文字：{name}", files)


@blueprint.post("/restore/<path:key>")
def restore(key: str) -> Response:
    """Put a version of 历史/ back; what stands there now becomes a version."""
    folder = house().workspace.data_folder(key)
    name = str(_sent().get("name", ""))
    with desk().writing:
        return _save(folder, f"换回 {name}", restore_version(folder.path, name), keep=False)


@blueprint.post("/import/<path:key>")
def import_more(key: str) -> Response:
    """Begin to read dropped files into a folder that there is."""
    folder = house().workspace.data_folder(key)
    batch = str(_sent().get("batch", ""))
    house().uploads.files(batch)  # is there
    return jsonify(run=house().runs.begin(IMPORT, {"key": folder.key, "batch": batch}).id)


@blueprint.post("/undo/<path:key>")
def undo(key: str) -> Response:
    """Take back what was written last."""
    folder = house().workspace.data_folder(key)
    change = house().changes.undo(folder.key)
    return jsonify(what=change.what if change else "", version=version_of(folder.path))


@blueprint.post("/redo/<path:key>")
def redo(key: str) -> Response:
    """Write what was taken back last."""
    folder = house().workspace.data_folder(key)
    change = house().changes.redo(folder.key)
    return jsonify(what=change.what if change else "", version=version_of(folder.path))


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    return sent if isinstance(sent, dict) else {}


def _text(sent: Mapping[str, Any], name: str = "text") -> str:
    text = sent.get(name, "")
    if not isinstance(text, str):
        return ""
    if len(text) > _LONGEST:
        raise TooLongError
    return text


def _cell(name: str, key: str) -> tuple[DataFolder, lists.Cell]:
    folder = house().workspace.data_folder(key)
    sent = _sent()
    row = sent.get("row")
    number = sent.get("number")
    if name not in lists.NAMES or not isinstance(row, dict) or not isinstance(number, int):
        raise NoPlaceError(name)
    texts = {str(column): str(text) for column, text in row.items()}
    return folder, lists.Cell(number, str(sent.get("column", "")), texts)


def _save(
    folder: DataFolder,
    what: str,
    files: dict[Path, bytes],
    *,
    keep: bool = True,
    number: int | None = None,
) -> Response:
    """Write files of a folder; the first of a while keeps a version of each in 历史/."""
    shared = house()
    for path in files:
        if not path.parent.resolve().is_relative_to(folder.path.resolve()):
            raise OutsideError  # a folder of the data folder that is a link
    kept = _versions(files, folder) if keep else {}
    change = shared.changes.write(folder.key, what, {**kept, **files})
    return jsonify(saved=change is not None, number=number, version=version_of(folder.path))


def _versions(files: dict[Path, bytes], folder: DataFolder) -> dict[Path, bytes]:
    last: dict[Path, float] = house().kept.setdefault(_KEPT, {})
    now = time.monotonic()
    kept: dict[Path, bytes] = {}
    for path, data in files.items():
        there = path.is_file() and path.read_bytes() != data
        if there and now - last.get(path, -_BETWEEN_VERSIONS) >= _BETWEEN_VERSIONS:
            last[path] = now
            kept |= keep_version(path, folder.path).files
    return kept
