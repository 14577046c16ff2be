"""The template files there are: built-in and of the user's folder, base and profiles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.base.links import real_path
from generator.base.numerals import chinese_numeral
from generator.field import zh
from generator.narrative.environment import (
    ATTACHMENT_TEMPLATES,
    DEFAULT_PROFILE,
    FRAME_TEMPLATES,
    INNER_FOLDERS,
    LETTER_TEMPLATES,
    MACROS,
    PROFILES,
    REPORT_TEMPLATES,
    SETTINGS_FILE,
    SUFFIX,
    builtin_templates,
    profile_names,
    read_template,
    template_folders,
)
from generator.narrative.settings import merge_settings, parse_settings

if TYPE_CHECKING:
    from pathlib import Path

    from generator.narrative.environment import TemplateFolders

_TAG = re.compile(r"\{\{\s*(.+?)\s*\}\}")
_LABELS = (
    *FRAME_TEMPLATES,
    *ATTACHMENT_TEMPLATES,
    *LETTER_TEMPLATES,
    *REPORT_TEMPLATES,
    MACROS,
    SETTINGS_FILE,
)


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of a template folder.

    `label` is how it is called in messages: its path below the folder, for a user's folder with
    the name of that folder in front. `profile` is empty for the base. `name` is the one by which
    a template is found: 附件/….md for one of part five.
    """

    path: Path
    label: str
    profile: str
    name: str


def template_files(templates: Path | None) -> tuple[TemplateFile, ...]:
    """Return every template and every 行文.toml, the built-in ones first.

    Raises TemplateError where the user's folder is not there.
    """
    if templates is not None and not templates.is_dir():
        raise TemplateError([f"找不到模板文件夹 {templates}"])
    found = list(_files_below(builtin_templates(), ""))
    if templates is not None and real_path(templates) != real_path(builtin_templates()):
        found += _files_below(templates, f"{real_path(templates).name}/")
    return tuple(found)


def _files_below(base: Path, front: str) -> list[TemplateFile]:
    folders = [(base, "")]
    profiles = base / PROFILES
    if profiles.is_dir():
        folders += [(p, p.name) for p in sorted(profiles.iterdir()) if p.is_dir()]
    return [
        TemplateFile(
            path,
            f"{front}{path.relative_to(base).as_posix()}",
            profile,
            path.relative_to(folder).as_posix(),
        )
        for folder, profile in folders
        for path in (*sorted(folder.iterdir()), *_below(folder))
        if path.is_file() and (path.suffix.lower() == SUFFIX or path.name == SETTINGS_FILE)
    ]


def _below(folder: Path) -> list[Path]:
    """Return what lies in the folders of the templates of part five, and of letters."""
    inner = (folder / name for name in INNER_FOLDERS)
    return [path for one in inner if one.is_dir() for path in sorted(one.iterdir())]


def find_label(files: tuple[TemplateFile, ...], path: Path) -> str:
    """Return how a file is called in messages, its bare name where it is none of ours."""
    wanted = real_path(path)
    return next((file.label for file in files if real_path(file.path) == wanted), path.name)


def folders_by_profile(templates: Path | None) -> dict[str, TemplateFolders]:
    """Return the search path of every profile, the default one first."""
    names = sorted(profile_names(templates), key=lambda name: (name != DEFAULT_PROFILE, name))
    return {name: template_folders(name, templates) for name in names}


def templates_of(folders: TemplateFolders) -> tuple[str, ...]:
    """Return the names of the templates that documents and letters are written with."""
    others = (*FRAME_TEMPLATES, MACROS, *ATTACHMENT_TEMPLATES, *LETTER_TEMPLATES, *REPORT_TEMPLATES)
    return (*folders.sections(), *others)


def resolved_files(folders: TemplateFolders) -> dict[str, Path]:
    """Return the file that each template comes from; a link to elsewhere is left out."""
    found: dict[str, Path] = {}
    for name in templates_of(folders):
        try:
            path = folders.find(name)
        except TemplateError:
            continue
        if path is not None:
            found[name] = path
    return found


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """A template: its number or name, its title, and the files that hold it, by profile."""

    name: str
    title: str
    file: str
    overrides: tuple[tuple[str, str], ...]


def list_templates(templates: Path | None) -> tuple[ListedTemplate, ...]:
    """Return the sections in order, then the other templates and 行文.toml.

    `overrides` are the profiles that take another file than the default one, with that file.
    """
    files = template_files(templates)
    by_profile = {
        profile: resolved_files(folders) | _settings(folders)
        for profile, folders in folders_by_profile(templates).items()
    }
    default = by_profile[DEFAULT_PROFILE]
    keys = {_key(name): name for found in by_profile.values() for name in found}
    listed = []
    for key in sorted(keys, key=_position):
        path = next((p for name, p in default.items() if _key(name) == key), None)
        overrides = []
        for profile, found in by_profile.items():
            other = next((p for name, p in found.items() if _key(name) == key), None)
            if other is not None and other != path:
                overrides.append((profile, find_label(files, other)))
        file = "" if path is None else find_label(files, path)
        shown = path or next(p for f in by_profile.values() for n, p in f.items() if _key(n) == key)
        listed.append(ListedTemplate(key, _title(shown), file, tuple(overrides)))
    return tuple(listed)


def _settings(folders: TemplateFolders) -> dict[str, Path]:
    path = folders.find(SETTINGS_FILE)
    return {} if path is None else {SETTINGS_FILE: path}


def _key(name: str) -> str:
    return name[:2] if name[:2].isdigit() else name


def _position(key: str) -> tuple[int, str, int]:
    if key.isdigit():
        return 0, key, 0
    return 1, "", _LABELS.index(key) if key in _LABELS else len(_LABELS)


def _title(path: Path) -> str:
    """Return the first heading of a template as it stands there, else what it is for."""
    purposes = {
        zh.COVER_FILE: "封面，四行",
        "部分.md": "目录和各部分的标题",
        zh.OVERVIEW_FILE: "第一部分",
        "表注.md": "各表之下的注和说明",
        zh.GLOSSARY_FILE: "第四部分",
        MACROS: "几节共用的句式",
        SETTINGS_FILE: "开关",
        **{name.rpartition("/")[2]: "第五部分" for name in ATTACHMENT_TEMPLATES},
        **{name.rpartition("/")[2]: f"写给各部门的{zh.LETTER}" for name in LETTER_TEMPLATES},
        **{name.rpartition("/")[2]: f"写给领导的{zh.SUMMARY_REPORT}" for name in REPORT_TEMPLATES},
    }
    if path.name in purposes:
        return purposes[path.name]
    try:
        lines = read_template(path).split("\n")
    except TemplateError:
        return ""
    title = next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), "")
    return _TAG.sub(lambda tag: _fill(tag[1], path.name), title)


def _fill(expression: str, name: str) -> str:
    """Return what a title says by default: the number and the switches of its section."""
    if not name[:2].isdigit():
        return expression
    section = chinese_numeral(int(name[:2]))
    path = builtin_templates() / SETTINGS_FILE
    switches = merge_settings([parse_settings(read_template(path), path)]).of_section(section)
    value = {"节次": section, **{f"行文.{key}": value for key, value in switches.items()}}
    return str(value.get(expression, f"{{{{ {expression} }}}}"))
