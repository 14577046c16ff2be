"""The annotated Word document: tracked changes and comments in what a department submitted."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from generator.base.errors import AnnotationError
from generator.base.unpacking import verify_members
from generator.files.docx.markup import attribute
from generator.files.docx.package import MOST_BYTES, RefusedError, open_package
from generator.files.docx.parts import load_parts
from generator.files.docx.story import open_story
from generator.word.annotate.comments import find_comment_numbers, write_comments
from generator.word.annotate.paragraph import ParagraphEditor
from generator.word.annotate.plain import write_passages
from generator.word.annotate.runs import Revisions
from generator.word.annotate.splice import splice_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.files.docx.parts import SubmissionParts
    from generator.files.docx.story import StoryParagraph
    from generator.model.passage import Edit, Passage
    from generator.word.annotate.paragraph import Comment

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAMAGED_PARTS = "其中的目录、批注等部件缺失或已损坏，请用 Word 打开后另存为 .docx"
_READ_TEXT = "读出的正文"
_CHANGED = "它在读取之后被改动过，请重新审核"


class Signature(NamedTuple):
    """Who annotates, and when (a day, or a time)."""

    author: str
    date: str

    @property
    def time(self) -> str:
        """The time as Word writes it."""
        return f"{self.date}T00:00:00Z" if _DAY.fullmatch(self.date) else self.date


@dataclass(frozen=True, slots=True)
class Package:
    """A submitted package that has been read: its parts, and all its files as they are."""

    parts: SubmissionParts
    entries: tuple[zipfile.ZipInfo, ...]
    files: dict[str, bytes]

    def namelist(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(self.files)

    def read(self, name: str, /) -> bytes:
        """Return a file."""
        return self.files[name]


def annotate_docx(path: Path, edits: Sequence[Edit], author: str, date: str) -> bytes:
    """Return the submitted .docx with a comment for each edit, and a tracked change where possible.

    An edit that replaces is made in place (w:del of the old runs, w:ins that looks like them). One
    that touches a field, an automatic number, what somebody else moved, a footnote or a text box,
    or the characters of an earlier edit, is a comment that proposes the change. All other bytes of
    the document stay as they are, and so do all other parts but the comments and what announces
    them. `date` is a day (2025-09-01) or a time (2025-09-01T08:00:00Z); the same input gives the
    same bytes. Raises AnnotationError for a file that cannot be opened, and for edits that do not
    fit its text.
    """
    package, findings = open_package(path, path.name, _read_package)
    if package is None:
        raise AnnotationError(path.name, "；".join(finding.message for finding in findings))
    try:
        return _annotate(package, path.name, edits, Signature(author, date))
    except RefusedError as refused:
        raise AnnotationError(path.name, str(refused)) from refused
    except (KeyError, etree.XMLSyntaxError) as error:
        raise AnnotationError(path.name, _DAMAGED_PARTS) from error


def annotate_plain(
    passages: Sequence[Passage], edits: Sequence[Edit], author: str, date: str
) -> bytes:
    """Return a .docx of the passages of a .pdf or .txt file, with the same changes and comments.

    Tables are not part of it. Raises AnnotationError for edits that do not fit the passages.
    """
    places = {passage.locator: f"p:{index}" for index, passage in enumerate(passages)}
    unknown = [edit for edit in edits if edit.locator not in places]
    if unknown:
        raise AnnotationError(_READ_TEXT, _CHANGED)
    moved = [
        type(edit)(places[edit.locator], edit.start, edit.end, edit.replacement, edit.comment)
        for edit in edits
    ]
    with zipfile.ZipFile(io.BytesIO(write_passages(passages))) as archive:
        package = _read_package(archive)
    return _annotate(package, _READ_TEXT, moved, Signature(author, date))


def _read_package(archive: zipfile.ZipFile) -> Package:
    parts = load_parts(archive)
    entries = tuple(archive.infolist())
    verify_members(archive, entries, MOST_BYTES)
    return Package(parts, entries, {entry.filename: archive.read(entry) for entry in entries})


def _annotate(package: Package, name: str, edits: Sequence[Edit], signature: Signature) -> bytes:
    parts = package.parts
    taken = find_comment_numbers(package, parts.name) | _numbers(parts)
    revisions = Revisions(signature.author, signature.time, taken)
    story = open_story(parts)
    paragraphs = {paragraph.passage.locator: paragraph for paragraph in story.read()}
    _check_edits(name, edits, paragraphs)
    order = {paragraph: index for index, paragraph in enumerate(parts.document.iter("{*}p"))}
    remarks: list[Comment] = []
    touched: dict[int, etree._Element] = {}
    grouped: dict[str, list[Edit]] = {}
    for edit in edits:
        grouped.setdefault(edit.locator, []).append(edit)
    for locator, paragraph in paragraphs.items():
        own = grouped.get(locator)
        if own:
            editor = ParagraphEditor(paragraph, story.state.edges, revisions)
            remarks += editor.apply(own)
            touched |= {order[element]: element for element in paragraph.anchor}
    if not remarks:
        return _repack(package, {})
    markup = splice_paragraphs(parts.markup, touched)
    changed = write_comments(package, parts, remarks, revisions)
    return _repack(package, {**changed, parts.name: markup})


def _check_edits(name: str, edits: Iterable[Edit], paragraphs: dict[str, StoryParagraph]) -> None:
    for edit in edits:
        paragraph = paragraphs.get(edit.locator)
        if paragraph is None or not 0 <= edit.start <= edit.end <= len(paragraph.passage.text):
            raise AnnotationError(name, _CHANGED)


def _numbers(parts: SubmissionParts) -> set[str]:
    """Return all the ids that the document uses, of whatever kind."""
    return {attribute(element, "id") or "" for element in parts.document.iter("{*}*")}


def _repack(package: Package, changed: dict[str, bytes]) -> bytes:
    """Return the package with the files that are changed or new; the others as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for entry in package.entries:
            data = changed.get(entry.filename, package.files[entry.filename])
            target.writestr(_same(entry, entry.filename), data)
        for name in sorted(changed.keys() - package.files.keys()):
            target.writestr(_same(package.entries[0], name), changed[name])
    return stream.getvalue()


def _same(entry: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    """Return how a file is to stand in the package, with the date and compression of another."""
    same = zipfile.ZipInfo(name, entry.date_time)
    same.compress_type = zipfile.ZIP_DEFLATED if entry.compress_type else zipfile.ZIP_STORED
    same.create_system, same.external_attr = entry.create_system, entry.external_attr
    return same
