"""Turns .doc, .wps, .rtf and .odt into .docx with LibreOffice, once a file.

A path is the file of another program, a temporary .docx stands for it as long as it is read.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections import OrderedDict
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L02, L14
from generator.base.office import OfficeError, convert_arguments, find_libreoffice, open_room, run
from generator.base.severity import Severity
from generator.files.formats import DOC, OPEN_TEXT, RTF, WPS, tell_format
from generator.files.office.intact import (
    MOST_BYTES,
    count_in_open_text,
    count_in_rich_text,
    count_in_word_97,
    is_whole_word,
    refuse_open_text,
    refuse_rich_text,
    refuse_word_97,
)
from generator.files.snapshot import take_snapshot
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.sheet import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.files.formats import Format

TIME_LIMIT = 60.0  # seconds: a text of 50 pages takes two, the first start on a machine ten
_STEM, _SUFFIX = "document", ".docx"
_MOST_LETTERS = 80
_SAVE = "请在 Word 或 WPS 中另存为 .docx"
_OBJECT = re.compile(r"word/(?:charts/chart[^/]*|embeddings/ole[^/]*)$", re.IGNORECASE)
_MOST_KEPT = 64_000_000  # bytes of what was converted last

Readable = tuple[Path | None, tuple[Finding, ...]]


class _Way(NamedTuple):
    """How a format is given to LibreOffice: what the file is named, read by which filter.

    Without a filter it would take what it does not understand for a plain text. `refuse` says why
    a content is not given to it.
    """

    suffix: str
    reader: str
    refuse: Callable[[bytes], str]
    count_objects: Callable[[bytes], int]


_WORD_97 = _Way(".doc", "MS Word 97", refuse_word_97, count_in_word_97)
_WAYS = {
    DOC: _WORD_97,
    WPS: _WORD_97,
    RTF: _Way(".rtf", "Rich Text Format", refuse_rich_text, count_in_rich_text),
    OPEN_TEXT: _Way(".odt", "writer8", refuse_open_text, count_in_open_text),
}
CONVERTED = tuple(_WAYS)


def why_not_read(kind: Format) -> str:
    """Return what a file of a format is and what to do, empty where it is read on this machine."""
    return "" if kind in _WAYS and find_libreoffice() else kind.refusal


def has_text(kind: Format) -> bool:
    """Whether the text of a format is read on this machine."""
    return kind.read_passages is not None or (kind in _WAYS and not why_not_read(kind))


@contextmanager
def as_readable(path: Path, name: str) -> Iterator[Readable]:
    """Give the file to read in place of one, and what is to be said about that.

    It is the file itself, or what LibreOffice has made of it; None where that has failed. `name`
    is the file's name as findings print it. Raises OSError where it cannot be opened.
    """
    kind = tell_format(path)
    way = _WAYS.get(kind)
    if way is None:
        yield path, ()
        return
    refusal = why_not_read(kind)
    data, problems = (b"", (unreadable(name, refusal),)) if refusal else take_snapshot(path, name)
    if problems:
        yield None, problems
        return
    refusal = way.refuse(data)
    made = _Made(problem=f"，{refusal}") if refusal else _KEPT.convert(data, way)
    if made.problem:
        what = kind.refusal.partition("；")[0]
        yield None, (unreadable(name, f"{what}{made.problem}"),)
        return
    with tempfile.TemporaryDirectory(prefix="gen-narrative-") as folder:
        target = Path(folder) / f"{path.stem[:_MOST_LETTERS]}{_SUFFIX}"
        target.write_bytes(made.data)
        yield target, (_say_converted(name), *_say_lost(name, way.count_objects(data), made.data))


def _say_converted(name: str) -> Finding:
    message = f"{name} 是由 LibreOffice 转换成 .docx 后读取的；所说的第几段是转换后的"
    return finding(L14, message, Place(name), severity=Severity.INFO, for_bureau=True)


def _say_lost(name: str, objects: int, made: bytes) -> Iterator[Finding]:
    """Yield what is said of embedded objects, charts above all, that are not in the .docx."""
    with zipfile.ZipFile(BytesIO(made)) as archive:
        kept = sum(_OBJECT.match(part) is not None for part in archive.namelist())
    if objects > kept:
        message = (
            f"{name} 中嵌入的 {objects} 个图表或其他对象有 {objects - kept} 个没有读到；"
            f"{_SAVE}再审核"
        )
        yield finding(L02, message, Place(name), severity=Severity.WARNING)


class _Made(NamedTuple):
    """What became of a file: the bytes of the .docx, or why there are none, after what it is."""

    data: bytes = b""
    problem: str = ""


class _Kept:
    """What was converted last: one reading of a file takes its text, another its tables."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str, bytes], _Made] = OrderedDict()

    def convert(self, data: bytes, way: _Way) -> _Made:
        """Return what LibreOffice makes of a content; a failure too is kept."""
        command = find_libreoffice()
        key = command, way.reader, hashlib.sha256(data).digest()
        made = self._made.pop(key, None) or _convert(command, data, way)
        self._made[key] = made
        while sum(len(one.data) for one in self._made.values()) > _MOST_KEPT:
            self._made.popitem(last=False)
        return made


_KEPT = _Kept()


def _convert(command: str, data: bytes, way: _Way) -> _Made:
    try:
        with open_room(as_stored=True) as room:
            source, target = room / f"{_STEM}{way.suffix}", room / f"{_STEM}{_SUFFIX}"
            source.write_bytes(data)
            options = (f"--infilter={way.reader}", "--convert-to", "docx")
            arguments = convert_arguments(command, room, source, *options)
            status, words = run(arguments, room, TIME_LIMIT, MOST_BYTES)
            made = target.read_bytes() if target.is_file() else b""
            if status == 0 and is_whole_word(made):
                return _Made(made)
    except OfficeError as error:
        return _Made(problem=f"；LibreOffice 没有转换成 .docx：{error}；{_SAVE}")
    what = f"；LibreOffice 没有转换成 .docx（状态 {status}）{words}"
    return _Made(problem=f"{what}；文件可能已损坏；{_SAVE}")
