"""Runs of a submitted paragraph: cut where an edit begins and ends, and marked as changed."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from generator.files.docx.markup import attribute, local_name
from generator.word.markup import keep_printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.files.docx.characters import Character

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a run may hold to be deleted as a whole; anything else would go with it unseen.
_PLAIN = frozenset(
    {"rPr", "t", "tab", "noBreakHyphen", "softHyphen", "cr", "lastRenderedPageBreak"}
)
_SIGNS = {"\t": "tab", "\n": "br"}


@dataclass(slots=True)
class Revisions:
    """Makes tracked changes with ids that the document does not use yet."""

    author: str
    date: str
    taken: set[str]
    _next: Iterator[int] = field(default_factory=lambda: count(1))

    def next_id(self) -> str:
        """Return an id that nothing in the document has."""
        found = next(str(number) for number in self._next if str(number) not in self.taken)
        self.taken.add(found)
        return found

    def element(self, name: str, near: etree._Element) -> etree._Element:
        """Return a new w:ins or w:del, in the namespace of what stands near."""
        change = make(near, name)
        change.set(tag(near, "id"), self.next_id())
        change.set(tag(near, "author"), self.author)
        change.set(tag(near, "date"), self.date)
        return change


def tag(near: etree._Element, name: str) -> str:
    """Return a name in the namespace of an element (there are two for WordprocessingML)."""
    return f"{{{etree.QName(near).namespace}}}{name}"


def make(near: etree._Element, name: str) -> etree._Element:
    """Return a new element with the namespace and prefixes of one that is there."""
    return make_element(tag(near, name), near)


def make_element(name: str, near: etree._Element) -> etree._Element:
    """Return a new element of any namespace, with the prefixes of one that is there."""
    # The stubs know no default namespace, whose prefix is None.
    return etree.Element(name, nsmap=near.nsmap)  # type: ignore[arg-type]


def _shell(element: etree._Element) -> etree._Element:
    """Return an element with the same attributes and nothing in it."""
    shell = make_element(str(element.tag), element)
    for name, value in element.attrib.items():
        shell.set(str(name), str(value))
    return shell


def run_of(character: Character) -> etree._Element:
    """Return the run that a free character stands in."""
    element = character.element
    run = element.getparent() if element is not None else None
    if run is None:
        raise ValueError(character.text)
    return run


def cut_before(character: Character) -> None:
    """Divide the run of a character, so that one begins with it."""
    _cut(character, character.offset)


def cut_after(character: Character) -> None:
    """Divide the run of a character, so that one ends with it."""
    _cut(character, character.offset + 1)


def _cut(character: Character, offset: int) -> None:
    run, element = run_of(character), character.element
    if element is None or local_name(element) != "t":
        _cut_at(run, element, after=offset > 0)
        return
    text = element.text or ""
    if 0 < offset < len(text):
        rest = copy.deepcopy(element)
        rest.text = text[offset:]
        element.text = text[:offset]
        for part in (element, rest):
            part.set(SPACE, "preserve")
        element.addnext(rest)
    _cut_at(run, element, after=offset > 0)


def _cut_at(run: etree._Element, element: etree._Element | None, *, after: bool) -> None:
    """Divide a run at one of its children; one that has nothing on that side stays whole."""
    children = [child for child in run if local_name(child) != "rPr"]
    if element is None:
        return
    place = children.index(element) + after
    if place in {0, len(children)}:
        return
    rest = _shell(run)
    properties = run.find("{*}rPr")
    if properties is not None:
        rest.append(copy.deepcopy(properties))
    rest.extend(children[place:])
    rest.tail, run.tail = run.tail, None
    run.addnext(rest)


def is_plain(run: etree._Element) -> bool:
    """Whether a run holds nothing but text, so that it can be deleted as a whole."""
    return all(
        local_name(child) in _PLAIN
        or (local_name(child) == "br" and attribute(child, "type") in {None, "textWrapping"})
        for child in run
    )


def delete_runs(runs: Sequence[etree._Element], revisions: Revisions) -> list[etree._Element]:
    """Mark runs as deleted and return the deletions, one for runs that follow each other."""
    deletions: list[etree._Element] = []
    for run in runs:
        previous = run.getprevious()
        if deletions and previous is deletions[-1]:
            deletion = deletions[-1]
        else:
            deletion = revisions.element("del", run)
            run.addprevious(deletion)
            deletions.append(deletion)
        deletion.append(run)
        for text in run.iterfind("{*}t"):
            text.tag = tag(run, "delText")
    return deletions


def insert_text(text: str, model: etree._Element, revisions: Revisions) -> etree._Element:
    """Return an insertion of a text that looks like the run `model`."""
    insertion = revisions.element("ins", model)
    insertion.append(make_run(text, model))
    return insertion


def make_run(text: str, model: etree._Element) -> etree._Element:
    """Return a run with a text and the properties of the run `model`."""
    run = make(model, "r")
    properties = model.find("{*}rPr")
    if properties is not None:
        own = copy.deepcopy(properties)
        for change in own.findall("{*}rPrChange"):
            own.remove(change)
        run.append(own)
    fill_run(run, text)
    return run


def fill_run(run: etree._Element, text: str) -> None:
    """Put a text into a run; tabs and line breaks become Word's own."""
    piece = ""
    for sign in [*keep_printable(text), ""]:
        if sign and sign not in _SIGNS:
            piece += sign
            continue
        if piece:
            element = etree.SubElement(run, tag(run, "t"))
            element.text = piece
            element.set(SPACE, "preserve")
            piece = ""
        if sign:
            etree.SubElement(run, tag(run, _SIGNS[sign]))


def part_insertion(first: etree._Element, last: etree._Element, revisions: Revisions) -> None:
    """Divide the insertion of somebody else, so that it holds `first` to `last` and no more."""
    around = first.getparent()
    if around is None or local_name(around) != "ins" or last.getparent() is not around:
        return
    before = list(first.itersiblings(preceding=True))[::-1]
    after = list(last.itersiblings())
    for siblings, add in ((before, around.addprevious), (after, around.addnext)):
        if siblings:
            part = _shell(around)
            part.set(tag(around, "id"), revisions.next_id())
            part.extend(siblings)
            add(part)
