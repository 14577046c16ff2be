"""What changes a template or a switch: always among the own templates, never the program's."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Any

from flask import Response, abort, jsonify, request

from generator.base.errors import GeneratorError, TemplateError
from generator.field import zh
from generator.narrative.environment import (
    MAX_BYTES,
    PROFILES,
    SETTINGS_FILE,
    builtin_templates,
    read_template,
)
from generator.narrative.table_wording import SECTION as TABLES
from generator.server.house import house
from generator.server.maintainer import blueprint
from generator.server.maintainer.choice import Choice, read_choice
from generator.server.maintainer.sessions import sessions_of
from generator.server.maintainer.views import render
from generator.tasks.department import read_sources
from generator.tasks.templates.files import TemplateFile, template_files
from generator.tasks.templates.samples import sample_folders
from generator.tasks.templates.switches import (
    Switch,
    UnknownSwitchError,
    list_switches,
    probes_of,
    read_value,
    set_switch,
    try_quietly,
    try_switch,
    with_value,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.wording import SectionChanges
    from generator.narrative.settings import Value

_SCOPE = "模板"
_ELSEWHERE = {
    TABLES: "改的是公开表的样子，保存后在预览里看。",
    zh.REVIEWED: "印在审核意见书里。",
}
_WRITING = threading.Lock()  # what is looked at must still be there when it is written
_MOST_SHOWN = 3  # sentences of an example


class NowhereToWriteError(GeneratorError):
    """No folder of own templates was named."""

    def __init__(self) -> None:
        super().__init__(
            "没有自己的模板文件夹，没有保存：请用 --templates 指定一个，"
            "或用 gen-narrative serve 打开。"
        )


class ChangedMeanwhileError(GeneratorError):
    """The file is another one than the browser was shown."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} 已经被别的程序改过，没有保存。请重新打开它再改。")


@blueprint.get("/template")
def template() -> Response:
    """Answer with a template as a whole."""
    choice = read_choice()
    file = _find(choice, request.args.get("file", ""))
    text = read_template(file.path)
    return jsonify(file=file.label, text=text, digest=_digest(text), own=not _is_builtin(file.path))


@blueprint.post("/template")
def save_template() -> Response:
    """Write a template: one of the program's is copied into the folder of own templates first."""
    sent = _sent("file", "text", "digest")
    choice = read_choice()
    data = sent["text"].replace("\r\n", "\n").encode(errors="replace")
    with _WRITING:
        file = _find(choice, sent["file"])
        if _digest(read_template(file.path)) != sent["digest"]:
            raise ChangedMeanwhileError(file.label)
        if len(data) > MAX_BYTES:
            raise TemplateError([f"{file.name}：超过 {MAX_BYTES // 1000} KB，没有保存"])
        target = _own_path(choice, file)
        _write(f"改了 {file.name}", target, data)
    saved = next(one for one in template_files(choice.templates) if _is_same(one.path, target))
    return jsonify(file=saved.label, digest=_digest(read_template(target)))


@blueprint.post("/undo")
def undo() -> Response:
    """Take the newest change of a template or a switch back."""
    change = house().changes.undo(_SCOPE)
    return jsonify(what=change.what if change else "")


@blueprint.get("/switches")
def switches() -> str:
    """Show the switches of all sections."""
    choice = read_choice()
    sections: dict[str, list[Switch]] = {}
    for one in list_switches(choice.templates, choice.profile):
        sections.setdefault(one.section, []).append(one)
    return render("switches", choice, sections=sections)


@blueprint.get("/switches/example")
def example() -> Response:
    """Answer with sentences in which a switch shows; with `value`, with those that it changes."""
    choice = read_choice()
    switch = _find_switch(choice, request.args.get("section", ""), request.args.get("name", ""))
    typed = _value_of(switch, request.args.get("value"))
    for data in dict.fromkeys((choice.data, *sample_folders())):
        worded = sessions_of(house()).worded(choice, data)
        if typed is None:
            tried = (try_quietly(worded, switch, value) for value in probes_of(switch))
            changes = next(filter(None, tried), ())
        else:
            changes = try_switch(worded, switch, typed)
        if changes:
            return jsonify(department=data.name, changes=_shown(changes))
    return jsonify(department="", changes=[], where=_ELSEWHERE.get(switch.section, ""))


@blueprint.post("/switches")
def save_switch() -> Response:
    """Write a switch into the 行文.toml of own templates."""
    sent = _sent("section", "name", "value")
    choice = read_choice()
    switch = _find_switch(choice, sent["section"], sent["name"])
    value = _value_of(switch, sent["value"])
    if value is None or choice.own is None:
        raise NowhereToWriteError
    with_value(read_sources(choice.data), switch, value, choice.profile, choice.templates)
    target = choice.own / SETTINGS_FILE
    if choice.profile and (choice.own / PROFILES / choice.profile / SETTINGS_FILE).is_file():
        target = choice.own / PROFILES / choice.profile / SETTINGS_FILE
    with _WRITING:
        text = read_template(target) if target.is_file() else ""
        data = set_switch(text, switch, value).encode()
        _write(f"改了 [{switch.section}] {switch.name}", target, data)
    return jsonify(saved=True)


def _sent(*names: str) -> dict[str, str]:
    """Return the fields of a change; anything else than texts is none of ours."""
    found: Any = request.get_json()
    if not isinstance(found, dict) or not all(isinstance(found.get(one), str) for one in names):
        abort(400, "请求的内容不对。")
    return {name: found[name] for name in names}


def _find(choice: Choice, label: str) -> TemplateFile:
    """Return the template of a label; its copy among the own ones, where there is one."""
    files = template_files(choice.templates)
    found = next((one for one in files if one.label == label), None)
    if found is None:
        abort(404, "没有这个模板。")
    if choice.own is None or not _is_builtin(found.path):
        return found
    copy = _own_path(choice, found)
    return next((one for one in files if _is_same(one.path, copy)), found)


def _find_switch(choice: Choice, section: str, name: str) -> Switch:
    for one in list_switches(choice.templates, choice.profile):
        if (one.section, one.name) == (section, name):
            return one
    raise UnknownSwitchError(section, name)


def _value_of(switch: Switch, typed: str | None) -> Value | None:
    if typed is None:
        return None
    try:
        return read_value(typed, switch.value)
    except ValueError:
        abort(400, f"[{switch.section}] {switch.name} 应是整数。")


def _own_path(choice: Choice, file: TemplateFile) -> Path:
    """Return where a template is written: where it is, or in its place among the own ones."""
    if choice.own is None:
        raise NowhereToWriteError
    if not _is_builtin(file.path):
        return file.path
    folder = choice.own / PROFILES / file.profile if file.profile else choice.own
    # One number is one section, whatever the file is called.
    number = file.name[:3]
    same = sorted(folder.glob(f"{number}*.md")) if number[:2].isdigit() and folder.is_dir() else []
    return same[0] if same else folder / file.name


def _is_builtin(path: Path) -> bool:
    return path.resolve().is_relative_to(builtin_templates().resolve())


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _write(what: str, target: Path, data: bytes) -> None:
    house().changes.write(_SCOPE, what, {target: data})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _shown(sections: tuple[SectionChanges, ...]) -> list[dict[str, Any]]:
    """Return a few changed sentences: title, and the runs of both sides."""
    found = [
        {"section": section.title, "before": change.before, "after": change.after}
        for section in sections
        for change in section.changes
    ]
    return found[:_MOST_SHOWN]
