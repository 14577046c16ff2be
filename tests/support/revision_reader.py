"""Accepts or rejects tracked changes of one author, and lists what a document then shows."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from support.word_writer import W

_W = f"{{{W}}}"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")

# A character, the look of its run, and the elements that it stands in.
Sign = tuple[str, str, tuple[str, ...]]


def document_of(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def comments_of(data: bytes) -> dict[str, tuple[str, str]]:
    """Return the comments by their ids: author and text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return {}
        root = etree.fromstring(archive.read("word/comments.xml"))
    return {
        str(comment.get(f"{_W}id")): (
            str(comment.get(f"{_W}author")),
            "\n".join("".join(map(str, p.itertext(f"{_W}t"))) for p in comment.iter(f"{_W}p")),
        )
        for comment in root
    }


def rejected(data: bytes, author: str) -> etree._Element:
    """Return the document without the changes and comments of an author."""
    return _decide(data, author, kept="del", dropped="ins")


def accepted(data: bytes, author: str) -> etree._Element:
    """Return the document with the changes of an author made."""
    return _decide(data, author, kept="ins", dropped="del")


def _parent_of(element: etree._Element) -> etree._Element:
    found = element.getparent()
    assert found is not None
    return found


def _decide(data: bytes, author: str, *, kept: str, dropped: str) -> etree._Element:
    root = document_of(data)
    for change in list(root.iter(f"{_W}{dropped}")):
        if change.get(f"{_W}author") == author:
            _parent_of(change).remove(change)
    for change in list(root.iter(f"{_W}{kept}")):
        if change.get(f"{_W}author") == author:
            for text in change.iter(f"{_W}delText"):
                text.tag = f"{_W}t"
            parent = _parent_of(change)
            place = parent.index(change)
            parent[place : place + 1] = list(change)
    ours = {number for number, (by, _) in comments_of(data).items() if by == author}
    for name in _MARKS:
        for mark in list(root.iter(f"{_W}{name}")):
            if mark.get(f"{_W}id") not in ours:
                continue
            parent = _parent_of(mark)
            parent.remove(mark)
            if parent.tag == f"{_W}r" and len(parent) == 0:
                _parent_of(parent).remove(parent)
    return root


def signs_of(root: etree._Element) -> list[list[Sign]]:
    """Return, for every paragraph, what it holds: characters and things, and how they look."""
    return [_signs_of(paragraph) for paragraph in root.iter(f"{_W}p")]


def _signs_of(paragraph: etree._Element) -> list[Sign]:
    found: list[Sign] = []
    for element in paragraph.iter():
        if element.tag in {f"{_W}r", f"{_W}p"} or _is_look(element, paragraph):
            continue
        run = next(element.iterancestors(f"{_W}r"), None)
        properties = run.find(f"{_W}rPr") if run is not None else None
        look = "" if properties is None else etree.tostring(properties, encoding="unicode")
        around = tuple(_name(e) for e in element.iterancestors() if e is not run)
        is_text = element.tag in {f"{_W}t", f"{_W}delText"}
        if element.tag in {f"{_W}ins", f"{_W}del"}:
            continue
        if is_text:
            found += [(sign, look, around) for sign in element.text or ""]
        else:
            found.append((_name(element), look, around))
    return found


def _is_look(element: etree._Element, paragraph: etree._Element) -> bool:
    return any(
        parent.tag == f"{_W}rPr"
        for parent in (element, *element.iterancestors())
        if parent is not paragraph
    )


def _name(element: etree._Element) -> str:
    """Return an element with its attributes, but for the ids that divide a change in two."""
    own = element.tag in {f"{_W}ins", f"{_W}del"}
    attributes = {k: v for k, v in element.attrib.items() if not (own and k == f"{_W}id")}
    return f"{element.tag} {sorted(attributes.items())}"


def marks_of(data: bytes) -> dict[str, list[str]]:
    """Return which marks each comment has in the document, in order."""
    found: dict[str, list[str]] = {}
    for element in document_of(data).iter(*(f"{_W}{name}" for name in _MARKS)):
        found.setdefault(str(element.get(f"{_W}id")), []).append(etree.QName(element).localname)
    return found
