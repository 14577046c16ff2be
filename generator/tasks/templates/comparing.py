"""`templates diff`: the sentences of departments before and after a change of wording."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import UndecodableError, decode
from generator.base.errors import ComparisonError
from generator.field import zh
from generator.model.block import Grid, list_lines
from generator.model.wording import Change, DepartmentChanges, SectionChanges, Words
from generator.narrative.environment import profile_names
from generator.tasks.department import read_sources, word_department
from generator.tasks.templates.aligning import (
    WordedSection,
    align_sections,
    changed_order,
    sections_of_blocks,
    sections_of_text,
    split_sentences,
)
from generator.tasks.templates.samples import sample_folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from generator.model.block import Block
    from generator.tasks.department import Department

_APPROVED = ("预期/正文.txt", "../tests/expected/data/正文.txt")
_ALIKE = 0.4


class _Document(NamedTuple):
    """What stands around part three, and the sections of part three."""

    around: tuple[WordedSection, ...]
    sections: tuple[WordedSection, ...]


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
        old = _approved(folder)
        new = _document(after)._replace(around=())
        changes = tuple(_compare_sections(old, new))
    else:
        known = profile if profile in profile_names(None) else ""
        changes = compare_departments(word_department(sources, profile=known), after)
    return DepartmentChanges(f"{name}（{folder.name}）", after.profile, changes)


def compare_departments(before: Department, after: Department) -> tuple[SectionChanges, ...]:
    """Return what differs between two wordings of one department, in order."""
    return tuple(_compare_sections(_document(before), _document(after)))


def _approved(folder: Path) -> _Document:
    path = next((folder / name for name in _APPROVED if (folder / name).is_file()), None)
    if path is None:
        raise ComparisonError(
            f"{folder} 没有可以对照的 预期/正文.txt；请用 --templates 指定改过的模板文件夹"
        )
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        raise ComparisonError(f"{path}：{error}") from error
    return _Document((), tuple(sections_of_text(text, zh.BODY)))


def _document(department: Department) -> _Document:
    """Return the sentences of a whole document by section."""
    content = department.content
    cover = content.cover
    lines = (cover.year_line, cover.department, cover.title, cover.date)
    headings = (content.contents_title, *(part.heading for part in content.parts))
    around = (
        WordedSection(zh.COVER, lines),
        WordedSection("目录和各部分的标题", headings),
        WordedSection(zh.OVERVIEW, tuple(_paragraphs(content.parts[0].blocks))),
        WordedSection("表注", tuple(_notes(content.parts[1].blocks))),
        WordedSection(zh.GLOSSARY, tuple(_paragraphs(content.parts[3].blocks))),
        WordedSection(zh.ATTACHMENTS, tuple(_enclosed(department))),
    )
    return _Document(around, tuple(sections_of_blocks(department.blocks, zh.BODY)))


def _enclosed(department: Department) -> Iterator[str]:
    """Yield the sentences of the forms and reports; rows of tables are whole."""
    for one in department.attachments:
        yield from _paragraphs(one.blocks)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[str]:
    for _, text, _ in list_lines(blocks):
        yield from split_sentences(text)


def _notes(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            for note in block.notes:
                yield from (f"{block.number}　{sentence}" for sentence in split_sentences(note))


def _compare_sections(before: _Document, after: _Document) -> Iterator[SectionChanges]:
    for old, new in zip(before.around, after.around, strict=True):
        yield from _changes_of(new.title, old.sentences, new.sentences)
    order = changed_order(before.sections, after.sections)
    if order is not None:
        yield SectionChanges("各节的次序", tuple(_pair(*order)))
    for pair in align_sections(before.sections, after.sections):
        if pair.before is None and pair.after is not None:
            added = Change((), (Words(_whole(pair.after), changed=True),))
            yield SectionChanges(f"{pair.after.title}（新增一节）", (added,))
        elif pair.before is not None and pair.after is None:
            removed = Change((Words(_whole(pair.before), changed=True),), ())
            yield SectionChanges(f"{pair.before.title}（去掉一节）", (removed,))
        elif pair.before is not None and pair.after is not None:
            yield from _changes_of(pair.after.title, pair.before.sentences, pair.after.sentences)


def _whole(section: WordedSection) -> str:
    return "　".join(section.sentences)


def _changes_of(
    title: str, before: Sequence[str], after: Sequence[str]
) -> Iterator[SectionChanges]:
    changes = tuple(compare_sentences(before, after))
    if changes:
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
