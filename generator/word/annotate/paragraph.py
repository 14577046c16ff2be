"""The edits of one paragraph: which can be made in place, and where each comment stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from generator.files.docx.characters import FieldState, read_paragraphs
from generator.files.docx.markup import local_name
from generator.word.annotate.runs import (
    Revisions,
    cut_after,
    cut_before,
    delete_runs,
    insert_text,
    is_plain,
    make,
    part_insertion,
    run_of,
    tag,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from generator.files.docx.characters import Character
    from generator.files.docx.story import StoryParagraph
    from generator.model.passage import Edit


class _How(Enum):
    """What is done about an edit; the last two only comment, on its characters or on all."""

    REPLACE = 1
    INSERT = 2
    MARK = 3
    WHOLE = 4


class Comment(NamedTuple):
    """A comment to be written: its number and its text."""

    number: str
    text: str


@dataclass(slots=True)
class _Task:
    """An edit, what is done about it, and the nodes between which its comment stands.

    `start` and `end` are the characters at which the runs are cut; for an insertion the one that
    it follows, or stands before where `before` says so.
    """

    edit: Edit
    how: _How
    start: int
    end: int
    before: bool = False
    first: etree._Element | None = None
    last: etree._Element | None = None


@dataclass(slots=True)
class ParagraphEditor:
    """Makes the edits of one paragraph.

    `edges` are the marks of the 目录 in the document, with which its text is read again.
    """

    paragraph: StoryParagraph
    edges: dict[etree._Element, bool]
    revisions: Revisions
    _tails: dict[etree._Element, etree._Element] = field(default_factory=dict)

    def apply(self, edits: Sequence[Edit]) -> Iterator[Comment]:
        """Make the edits, put the comments in, and yield what these say."""
        characters = self._read()
        tasks = list(_plan(edits, characters))
        _cut_runs(tasks, characters)
        characters = self._read()
        for task in tasks:
            if task.how is _How.REPLACE:
                self._replace(task, _runs(task, characters))
            elif task.how is _How.INSERT:
                self._insert(task, _runs(task, characters)[0])
        for task in tasks:
            if task.how is _How.MARK:
                runs = _runs(task, characters)
                task.first = _outer(runs[0])
                task.last = self._tails.get(runs[-1], _outer(runs[-1]))
        yield from self._comment(tasks)

    def _read(self) -> tuple[Character, ...]:
        """Return the characters; none of a passage that only hangs on the paragraph."""
        if not self.paragraph.is_own:
            return ()
        state = FieldState(self.edges, contents=self.paragraph.in_contents)
        return read_paragraphs(self.paragraph.anchor, state, self.paragraph.label).characters()

    def _replace(self, task: _Task, runs: Sequence[etree._Element]) -> None:
        """Delete the runs and put the new text after them."""
        if not all(map(is_plain, runs)):
            task.how = _How.MARK
            return
        deletions = delete_runs(runs, self.revisions)
        task.first, task.last = deletions[0], deletions[-1]
        if task.edit.replacement:
            together = [d for d in deletions if d.getparent() is task.last.getparent()]
            part_insertion(together[0], task.last, self.revisions)
            task.last = insert_text(task.edit.replacement, runs[0], self.revisions)
            _outside(deletions[-1]).addnext(task.last)
            self._tails[runs[-1]] = task.last

    def _insert(self, task: _Task, neighbour: etree._Element) -> None:
        insertion = insert_text(task.edit.replacement or "", neighbour, self.revisions)
        node = _outer(neighbour) if task.before else self._tails.get(neighbour, _outer(neighbour))
        part_insertion(node, node, self.revisions)
        if task.before:
            _outside(node).addprevious(insertion)
        else:
            _outside(node).addnext(insertion)
            self._tails[neighbour] = insertion
        task.first = task.last = insertion

    def _comment(self, tasks: Sequence[_Task]) -> Iterator[Comment]:
        """Put the marks of the comments in: the beginnings first, then the ends from the last."""
        numbered = [(task, self.revisions.next_id()) for task in tasks]
        for task, number in numbered:
            self._begin(task, number)
        for task, number in numbered[::-1]:
            self._end(task, number)
        for task, number in numbered:
            yield Comment(number, _remark(task, self.paragraph))

    def _begin(self, task: _Task, number: str) -> None:
        if task.first is not None:
            node = _outside(task.first)
            node.addprevious(_mark(node, "commentRangeStart", number))
            return
        paragraph = self.paragraph.anchor[0]
        place = 0 if paragraph.find("{*}pPr") is None else 1
        paragraph.insert(place, _mark(paragraph, "commentRangeStart", number))

    def _end(self, task: _Task, number: str) -> None:
        paragraph = self.paragraph.anchor[-1]
        reference = make(paragraph, "r")
        reference.append(_mark(paragraph, "commentReference", number))
        end = _mark(paragraph, "commentRangeEnd", number)
        if task.last is None:
            paragraph.extend((end, reference))
            return
        node = _outside(task.last)
        node.addnext(reference)
        node.addnext(end)


def _plan(edits: Sequence[Edit], characters: Sequence[Character]) -> Iterator[_Task]:
    """Yield the edits in order of place, with what can be done about each.

    Of two that change the same characters the first is made, and the other only says so.
    """
    changed = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        task = _plan_one(edit, characters)
        if task.how in {_How.REPLACE, _How.INSERT}:
            if edit.start < changed:
                task = _mark_only(task, characters)
            else:
                changed = edit.end
        yield task


def _plan_one(edit: Edit, characters: Sequence[Character]) -> _Task:
    is_point = edit.start == edit.end
    start, end, before = edit.start, edit.end, False
    if is_point:
        before = start == 0 or not (start <= len(characters) and characters[start - 1].free)
        start, end = (start, start + 1) if before else (start - 1, start)
    inside = 0 <= start < end <= len(characters)
    if not inside or not all(character.free for character in characters[start:end]):
        return _Task(edit, _How.WHOLE, edit.start, edit.end)
    old = "" if is_point else "".join(character.text for character in characters[start:end])
    if edit.replacement in {None, old}:
        return _Task(edit, _How.MARK, start, end)
    return _Task(edit, _How.INSERT if is_point else _How.REPLACE, start, end, before)


def _mark_only(task: _Task, characters: Sequence[Character]) -> _Task:
    """Return the task as one that only comments, on a character at least."""
    return _Task(task.edit, _How.MARK, task.start, min(task.end, len(characters)))


def _cut_runs(tasks: Sequence[_Task], characters: Sequence[Character]) -> None:
    """Divide the runs where the tasks begin and end, from the last character to the first."""
    cuts: set[tuple[int, bool]] = set()
    for task in tasks:
        if task.how is _How.INSERT:
            cuts.add((task.start, True) if task.before else (task.end, False))
        elif task.how is not _How.WHOLE:
            cuts |= {(task.start, True), (task.end, False)}
    for place, begins in sorted(cuts, reverse=True):
        if begins:
            cut_before(characters[place])
        else:
            cut_after(characters[place - 1])


def _runs(task: _Task, characters: Sequence[Character]) -> list[etree._Element]:
    """Return the runs of the characters of a task, in order."""
    return list(dict.fromkeys(map(run_of, characters[task.start : task.end])))


def _outer(run: etree._Element) -> etree._Element:
    """Return the deletion that a run has been put into, or the run."""
    parent = run.getparent()
    return parent if parent is not None and local_name(parent) == "del" else run


def _outside(node: etree._Element) -> etree._Element:
    """Return what is to be put beside: not within the insertion of somebody else."""
    parent = node.getparent()
    while parent is not None and local_name(parent) == "ins":
        node, parent = parent, parent.getparent()
    return node


def _mark(near: etree._Element, name: str, number: str) -> etree._Element:
    mark = make(near, name)
    mark.set(tag(near, "id"), number)
    return mark


def _remark(task: _Task, paragraph: StoryParagraph) -> str:
    """Return the comment; where a change is proposed and not made, with what it would be."""
    edit = task.edit
    old = paragraph.passage.text[edit.start : edit.end]
    lead = "" if paragraph.is_own else f"{paragraph.aside}“{paragraph.passage.text}”"
    if edit.replacement not in {None, old} and task.how in {_How.MARK, _How.WHOLE}:
        lead += f"建议把“{old}”改为“{edit.replacement}”" if old else f"建议补入“{edit.replacement}”"
        lead += "（此处不便直接修改）"
    return f"{lead}\n{edit.comment}" if lead else edit.comment
