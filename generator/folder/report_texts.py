"""The texts of the reports on self-evaluation, files below 文字/: rolled forward, or in lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import key_of
from generator.field import evaluation, zh
from generator.field.evaluation import (
    INDICATOR_NOTES,
    PROJECT_FOLDER,
    REPORT_TEXTS,
    WHOLE_FOLDER,
    WHOLE_TEXTS,
)
from generator.folder.recurring import KEPT_OF_WHOLE, KEPT_TEXTS, prefill_management
from generator.folder.skeleton import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.folder.contents import FolderContents, Rows

_ORDINAL = re.compile(
    r"^(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十0-9]{1,3}[、.．])"
)
_NAME = re.compile(r"^#*\s*(?:项目名称[:：])?\s*")


class ProjectTexts(NamedTuple):
    """The name of a project, and its texts by heading."""

    name: str
    texts: Mapping[str, str]


def read_project_texts(text: str) -> ProjectTexts:
    """Return a file of 文字/项目/: its first line is the name, headings part the rest."""
    lines = [line for line in text.splitlines() if line.strip()]
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines[1:]:
        known = _heading(line)
        heading = known or heading
        if not known and heading:
            found.setdefault(heading, []).append(line.strip())
    texts = {name: "\n".join(found[name]) for name in found}
    return ProjectTexts(_NAME.sub("", lines[0]).strip() if lines else "", texts)


def _heading(line: str) -> str:
    """Return the text that a line is the heading of, nothing where it is none."""
    plain = _ORDINAL.sub("", line.strip().lstrip("#").strip().rstrip("：:"))
    return next((name for name in REPORT_TEXTS if key_of(name) == key_of(plain)), "")


def roll_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what of the files of 文字/项目/ and 文字/整体绩效/ recurs, by path below 文字/."""
    kept: dict[str, str] = {}
    for path, text in texts.items():
        folder, _, name = path.partition("/")
        if folder == WHOLE_FOLDER:
            if name in KEPT_OF_WHOLE:
                kept[path] = text
            continue
        project = read_project_texts(text)
        parts = [f"# {one}\n\n{project.texts[one]}" for one in KEPT_TEXTS if one in project.texts]
        if parts:
            kept[path] = "\n\n".join((project.name, *parts)) + "\n"
    return kept


def in_lists(contents: FolderContents) -> FolderContents:
    """Return contents whose texts of reports stand in the lists, as a workbook has them.

    Rows of 资金管理 that are still to be filled in are there, too.
    A cell is one paragraph: 指标情况, which has headings of its own, has no place there.
    """
    lists = dict(contents.lists)
    lists[evaluation.MANAGEMENT] = prefill_management(lists)
    for path, text in contents.report_texts.items():
        folder, _, name = path.partition("/")
        if folder == PROJECT_FOLDER:
            project = read_project_texts(text)
            rows = lists[evaluation.PROJECT_TEXTS]
            lists[evaluation.PROJECT_TEXTS] = _with_project(rows, project)
        elif name in WHOLE_TEXTS and name != INDICATOR_NOTES:
            lists[evaluation.WHOLE] = tuple(
                (row[0], row[1] or text.strip(), *row[2:]) if row[0] == name else row
                for row in lists[evaluation.WHOLE]
            )
    return replace(contents, lists=lists, report_texts={})


def _with_project(rows: Rows, project: ProjectTexts) -> Rows:
    """Return 项目文字 with the texts of a project where its row has none."""
    columns = COLUMNS[evaluation.PROJECT_TEXTS]
    given = {zh.PROJECT_NAME: project.name, **project.texts}
    own = next((row for row in rows[1:] if key_of(row[0]) == key_of(project.name)), None)
    new = tuple(
        (own[at] if own is not None else "") or given.get(column, "")
        for at, column in enumerate(columns)
    )
    return (*rows, new) if own is None else tuple(new if row is own else row for row in rows)


def texts_to_check(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the files that were kept, each with the texts in it."""
    for path, text in texts.items():
        folder, _, name = path.partition("/")
        parts = (name,) if folder == WHOLE_FOLDER else tuple(read_project_texts(text).texts)
        yield path, "、".join(parts)
