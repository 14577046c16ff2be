"""Helpers of the tests of file readers: workbooks made in a test, and what was read from them."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from generator.model.finding import Finding
from generator.model.sheet import Sheet

Read = tuple[tuple[Sheet, ...], tuple[Finding, ...]]


def saved(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the archive with some parts replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def part_of(data: bytes, name: str) -> str:
    """Return a part of the archive as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def written(folder: Path, data: bytes | str, name: str = "决算.xlsx") -> Path:
    """Return the path of a file with this content."""
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def only_sheet(read: Read) -> Sheet:
    """Return the one sheet that was read."""
    (sheet,) = read[0]
    return sheet


def told(read: Read) -> list[tuple[str, str, list[str]]]:
    """Return code, severity and addresses of every finding."""
    return [(f.code, f.severity.value, [p.address for p in f.places]) for f in read[1]]


def refused(read: Read) -> str:
    """Return why nothing was read: the message of the one finding."""
    sheets, (finding,) = read
    assert sheets == ()
    assert (finding.code, finding.severity.value) == ("L02", "error")
    assert finding.places[0].file
    return finding.message
