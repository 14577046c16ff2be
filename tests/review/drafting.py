"""A Word file that can be changed paragraph by paragraph, and what was changed in it.

The annotated file is read as Word reads it: each tracked change has to turn the planted words into
the true ones, in the very place.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Span(NamedTuple):
    """Characters of a submitted paragraph and the true ones."""

    start: int
    end: int
    true: str


class Planted(NamedTuple):
    """A document with errors: its bytes, and the planted spans by the number of the paragraph."""

    kind: str
    document: bytes
    spans: dict[int, tuple[Span, ...]]


class Change(NamedTuple):
    """A tracked change: the paragraph, the characters it replaces, and by what."""

    paragraph: int
    start: int
    end: int
    text: str


class Tally(NamedTuple):
    """What became of the planted errors of a document."""

    right: int
    wrong: tuple[str, ...]
    comments: int


class Draft:
    """A Word file whose paragraphs and cells can be changed."""

    def __init__(self, document: bytes) -> None:
        """Open a document."""
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.files["word/document.xml"])
        self.spans: dict[int, list[Span]] = {}

    @property
    def paragraphs(self) -> list[etree._Element]:
        """All paragraphs, those of tables as well."""
        return list(self.root.iter(f"{_W}p"))

    def body(self) -> list[tuple[int, str]]:
        """The paragraphs of the narrative outside tables: number and text."""
        return [
            (number, text_of(p))
            for number, p in enumerate(self.paragraphs)
            if not any(a.tag == f"{_W}tc" for a in p.iterancestors())
        ]

    def cells(self) -> list[int]:
        """The paragraphs of tables that are an amount other than 0."""
        return [
            number
            for number, p in enumerate(self.paragraphs)
            if any(a.tag == f"{_W}tc" for a in p.iterancestors())
            and re.fullmatch(r"[1-9][0-9,]*\.[0-9]{2}", text_of(p))
        ]

    def write(self, number: int, text: str, spans: Sequence[Span]) -> None:
        """Give a paragraph another text, all of it in its first run with text."""
        runs = list(self.paragraphs[number].iter(f"{_W}t"))
        runs[0].text = text
        runs[0].set(_SPACE, "preserve")
        for run in runs[1:]:
            run.text = ""
        self.spans[number] = list(spans)

    def replace(self, number: int, *changes: tuple[int, int, str]) -> None:
        """Put wrong words for true ones into a paragraph."""
        true = text_of(self.paragraphs[number])
        text, spans, at = "", [], 0
        for start, end, words in sorted(changes):
            text += true[at:start]
            spans.append(Span(len(text), len(text) + len(words), true[start:end]))
            text += words
            at = end
        self.write(number, text + true[at:], spans)

    def planted(self, kind: str) -> Planted:
        """Return the document as it is now."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files.items():
                own = name == "word/document.xml"
                archive.writestr(name, etree.tostring(self.root, encoding="UTF-8") if own else data)
        return Planted(kind, stream.getvalue(), {n: tuple(s) for n, s in self.spans.items()})


def text_of(paragraph: etree._Element) -> str:
    """Return the text of a paragraph."""
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))


def read_changes(annotated: bytes) -> tuple[list[Change], int]:
    """Return the tracked changes of an annotated document, and how many comments it has."""
    with zipfile.ZipFile(io.BytesIO(annotated)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        comments = (
            etree.fromstring(archive.read("word/comments.xml"))
            if "word/comments.xml" in names
            else ()
        )
    changes: list[Change] = []
    for number, paragraph in enumerate(root.iter(f"{_W}p")):
        changes += _changes_of(number, paragraph)
    return changes, len(comments)


def _changes_of(number: int, paragraph: etree._Element) -> Iterator[Change]:
    at = 0
    start, put = -1, ""
    for node in paragraph.iter(f"{_W}t", f"{_W}delText"):
        words = node.text or ""
        inside = {a.tag for a in node.iterancestors()}
        if f"{_W}del" in inside:
            start = at if start < 0 else start
            at += len(words)
        elif f"{_W}ins" in inside:
            start = at if start < 0 else start
            put += words
        elif words:
            if start >= 0:
                yield Change(number, start, at, put)
            start, put = -1, ""
            at += len(words)
    if start >= 0:
        yield Change(number, start, at, put)


def judge(planted: Planted, annotated: bytes) -> Tally:
    """Return how many changes put a planted error right, and what the others did."""
    texts = [text_of(p) for p in Draft(planted.document).paragraphs]
    changes, comments = read_changes(annotated)
    right, wrong = 0, []
    for change in changes:
        text = texts[change.paragraph]
        made = _apply(text, change.start, change.end, change.text)
        spans = planted.spans.get(change.paragraph, ())
        if any(made == _plain(_apply(text, *span)) for span in spans) or any(
            _plain(made) == _plain(_apply(text, *span)) for span in spans
        ):
            right += 1
        else:
            was = text[max(0, change.start - 30) : change.end + 12]
            wrong.append(f"{planted.kind}：“{was}” → {change.text}")
    return Tally(right, tuple(wrong), comments)


def _apply(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def _plain(text: str) -> str:
    """Return a text without the separators of thousands, which are a matter of taste."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)
