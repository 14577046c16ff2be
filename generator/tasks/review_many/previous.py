"""The result of the round before (--previous): opened, each file of it kept apart on the disk."""

from __future__ import annotations

import json
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base.errors import AcceptedListError, PreviousResultError
from generator.base.labels import key_of
from generator.base.output import encode_text
from generator.base.refusals import word_refusal
from generator.base.regular import open_regular, read_regular
from generator.reporting.formats import ReviewFormat
from generator.reporting.record_sheet import DamagedRecordError, read_records
from generator.reporting.round_record import (
    COUNTS,
    RECORD,
    PastFile,
    restore_counting,
    restore_file,
)
from generator.tasks.review_many.accepted import AcceptedList, read_accepted
from generator.tasks.review_many.skipping import RECORD_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MOST_BYTES = 600_000_000
_OLDER = "由较早的版本写出，没有各轮比较要用的内容"
_NEWER = "由较新的版本写出，请更新程序"
_DAMAGED = "内容不完整，或已损坏"
_BROKEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Earlier(NamedTuple):
    """A file of the round before: what it is found by, and where the rest of it is kept.

    `counts`: whether it was the one of its department that counted; None where nothing told.
    """

    name: str
    department: str
    year: int
    digest: str
    was_read: bool
    kept: Path
    counts: bool | None = None

    @property
    def key(self) -> str:
        """Its department as names are compared, empty where that is not known."""
        return key_of(self.department)


class PreviousRound(NamedTuple):
    """The files of the round before. `name` is what reports call the result.

    `filled` is what a person has written into the result itself, where it is a workbook.
    """

    name: str
    number: int
    files: tuple[Earlier, ...]
    filled: AcceptedList = AcceptedList()

    def choose(
        self, names: Sequence[str], year: int, digest: str, file: str
    ) -> tuple[Earlier, ...]:
        """Return the files of the department of these names, of the same year if there are any.

        Of several the one that counted, else the very same one. Without a department a file is
        known by its bytes, then by its name.
        """
        keys = {key_of(name) for name in names if name}
        if keys:
            own = [one for one in self.files if one.key in keys]
            own = [one for one in own if not year or not one.year or one.year == year] or own
        else:
            own = [one for one in self.files if digest and one.digest == digest]
            own = own or [one for one in self.files if not one.key and one.name == file]
        read = [one for one in own if one.was_read] or own
        counted = [one for one in read if one.counts]
        if counted:
            return tuple(counted)
        return tuple([one for one in read if digest and one.digest == digest] or read)


def read_earlier(earlier: Earlier) -> PastFile:
    """Return all that is kept of a file of the round before."""
    return restore_file(json.loads(earlier.kept.read_bytes()))


@contextmanager
def open_previous(path: Path) -> Iterator[PreviousRound]:
    """Give the round before for as long as the run lasts. Raises PreviousResultError."""
    with tempfile.TemporaryDirectory(prefix="gen-narrative-") as room:
        source = _find(path)
        documents = _read(source)
        files = tuple(
            _keep(source, document, Path(room) / str(number))
            for number, document in enumerate(documents)
        )
        number = max((int(document["round"]) for document in documents), default=1)
        documents.clear()
        yield PreviousRound(path.name, number, files, _read_filled(source))


_WITHOUT_RECORD = frozenset({ReviewFormat.HTML.suffix, ReviewFormat.DOCX.suffix})


def _find(path: Path) -> Path:
    """Return the file that holds the record: the one given, or the one in the folder."""
    if not path.exists():
        raise PreviousResultError(path, "没有这个文件或文件夹")
    if path.suffix.lower() in _WITHOUT_RECORD and path.is_file():
        raise PreviousResultError(path, "网页、Word 里没有审核记录")
    if not path.is_dir():
        return path
    own = path / RECORD_FILE
    if own.is_file():
        return own
    others = [
        one
        for one in sorted(path.iterdir())
        if one.suffix.lower() in {ReviewFormat.JSON.suffix, ReviewFormat.XLSX.suffix}
        and not one.name.startswith("~$")
    ]
    if len(others) == 1:
        return others[0]
    listed = "、".join(one.name for one in others)
    raise PreviousResultError(
        path, f"其中有几个可能的文件（{listed}），请指明一个" if others else "其中没有审核记录"
    )


def _read(source: Path) -> list[dict[str, Any]]:
    try:
        if source.stat().st_size > _MOST_BYTES:
            raise PreviousResultError(source, f"超过 {_MOST_BYTES // 1_000_000} MB")
        with open_regular(source) as stream:
            is_workbook = zipfile.is_zipfile(stream)
        if is_workbook:
            return _documents(source, _read_workbook(source))
        payload = json.loads(read_regular(source))
    except OSError as error:
        raise PreviousResultError(source, word_refusal(error)) from error
    except (ValueError, RecursionError) as error:
        raise PreviousResultError(source, _DAMAGED) from error
    several = payload.get("documents", [payload]) if isinstance(payload, dict) else None
    documents = _documents(source, several)
    try:
        restore_counting(documents, payload.get("roll"))
    except _BROKEN as error:
        raise PreviousResultError(source, _DAMAGED) from error
    return documents


def _read_workbook(source: Path) -> list[Any]:
    """Return the objects that the sheet of the record holds, one a file."""
    try:
        found = read_records(source)
    except DamagedRecordError as error:
        raise PreviousResultError(source, _DAMAGED) from error
    if found is None:
        raise PreviousResultError(source, _OLDER)
    return found


def _documents(source: Path, found: object) -> list[dict[str, Any]]:
    """Return the objects of the files; each must have been written for the next round."""
    if not isinstance(found, list) or not found or not all(isinstance(d, dict) for d in found):
        raise PreviousResultError(source, _DAMAGED)
    if not all("document" in document for document in found):
        raise PreviousResultError(source, "不是审核的结果")
    for document in found:
        number = document.get("record", 0)
        if not isinstance(number, int) or number < RECORD:
            raise PreviousResultError(source, _OLDER)
        if number > RECORD:
            raise PreviousResultError(source, _NEWER)
    return found


def _keep(source: Path, document: Mapping[str, Any], target: Path) -> Earlier:
    try:
        file = restore_file(document)
    except _BROKEN as error:
        raise PreviousResultError(source, _DAMAGED) from error
    target.write_bytes(encode_text(json.dumps(document, ensure_ascii=False)))
    counts = document.get(COUNTS)
    return Earlier(
        file.name, file.department, file.year, file.digest, file.was_read, target, counts
    )


def _read_filled(source: Path) -> AcceptedList:
    """Return the reasons and confirmations that somebody has filled into the workbook itself."""
    if not zipfile.is_zipfile(source):
        return AcceptedList()
    try:
        return read_accepted(source)
    except AcceptedListError:
        return AcceptedList()
