"""`templates diff`: the sentences of departments before and after a change of wording."""

from __future__ import annotations

from generator.field import zh

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.base.decoding import (UndecodableError, decode)
from generator.base.errors import ComparisonError
from generator.model.block import Grid, Paragraph
from generator.model.wording import Change, DepartmentChanges, SectionChanges, Words
from generator.narrative.environment import profile_names
from generator.tasks.department import (read_sources, word_department)
from generator.reporting.text import format_text
from generator.tasks.templates.samples import sample_folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.block import Block
    from generator.tasks.department import Department

_HEADING = re.compile(r"[一二三四五六七八九十]+、")
_SENTENCE = re.compile(r"[^。]*。|[^。]+")
_APPROVED = ("预期/正文.txt", "../tests/expected/data/正文.txt")
_ALIKE = 0.4
Sections = dict[str, tuple[str, list[str]]]


def compare_wording(
    templates: Path | None, data: Sequence[Path], profile: str = ""
) -> tuple[DepartmentChanges, ...]:
    """Return what changes in each department (the samples, where none is given).

    With `templates`: the built-in templates against that folder. Without: the approved text that
    lies beside a sample against what the built-in templates write now. A profile that only the
    folder has is compared with the department's own built-in one. Raises GeneratorError.
    """
    folders = tuple(data) or sample_folders()
    if not folders:
        raise ComparisonError("没有样例，请写明数据文件夹")
    return tuple(_compare(folder, templates, profile) for folder in folders)


def _compare(folder: Path, templates: Path | None, profile: str) -> DepartmentChanges:
    sources = read_sources(folder)
    after = word_department(sources, profile=profile, templates=templates)
    name = after.accounts.identity.department or folder.name
    if templates is None:
        old, new = _approved_sections(folder), _text_sections(format_text(after.blocks))
    else:
        known = profile if profile in profile_names(None) else ""
        old = _sections(word_department(sources, profile=known))
        new = _sections(after)
    changes = tuple(_compare_sections(old, new))
    return DepartmentChanges(f"{name}（{folder.name}）", after.profile, changes)


def _approved_sections(folder: Path) -> Sections:
    path = next((folder / name for name in _APPROVED if (folder / name).is_file()), None)
    if path is None:
        raise ComparisonError(
            f"{folder} 没有可以对照的 预期/正文.txt；请用 --templates 指定改过的模板文件夹"
        )
    try:
        return _text_sections(decode(path.read_bytes()))
    except UndecodableError as error:
        raise ComparisonError(f"{path}：{error}") from error


def _sections(department: Department) -> Sections:
    """Return the sentences of a whole document by section."""
    content = department.content
    cover = content.cover
    headings = [content.contents_title, *(part.heading for part in content.parts)]
    found: Sections = {
        zh.COVER: (zh.COVER, [cover.year_line, cover.department, cover.title, cover.date]),
        "标题": ("目录和各部分的标题", headings),
        zh.OVERVIEW: (zh.OVERVIEW, list(_paragraphs(content.parts[0].blocks))),
        "表注": ("表注", list(_notes(content.parts[1].blocks))),
    }
    found |= _text_sections(format_text(department.blocks))
    found[zh.GLOSSARY] = (zh.GLOSSARY, list(_paragraphs(content.parts[3].blocks)))
    return found


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from split_sentences(block.text)


def _notes(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            for note in block.notes:
                yield from (f"{block.number}　{sentence}" for sentence in split_sentences(note))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, each with its full stop."""
    return [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]


def _text_sections(text: str) -> Sections:
    """Return the sentences of part three by section; the key is the number of the heading."""
    found: Sections = {}
    sentences: list[str] = []
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            sentences = []
            found[heading.group()] = (line, sentences)
        if not found:
            found[""] = (zh.BODY, sentences)
        sentences += split_sentences(line)
    return found


def _compare_sections(old: Sections, new: Sections) -> Iterator[SectionChanges]:
    keys = [*new, *(key for key in old if key not in new)]
    for key in keys:
        before, after = old.get(key, ("", []))[1], new.get(key, ("", []))[1]
        changes = tuple(compare_sentences(before, after))
        if changes:
            title = new[key][0] if key in new else old[key][0]
            yield SectionChanges(title, changes)


def compare_sentences(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Yield the sentences that differ, each beside the one that took its place."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            for old, new in zip_longest(before[i1:i2], after[j1:j2], fillvalue=""):
                yield from _pair(old, new)


def _pair(old: str, new: str) -> Iterator[Change]:
    """Yield two sentences as one change where they are alike, else as two."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if old and new and matcher.ratio() < _ALIKE:
        yield Change((Words(old, changed=True),), ())
        yield Change((), (Words(new, changed=True),))
        return
    before: list[Words] = []
    after: list[Words] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        changed = tag != "equal"
        if i2 > i1:
            before.append(Words(old[i1:i2], changed))
        if j2 > j1:
            after.append(Words(new[j1:j2], changed))
    yield Change(tuple(before), tuple(after))
