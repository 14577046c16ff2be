"""A package of which a part cannot be unpacked, wherever one is opened: no way ends in an error."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from support.sheet_case import saved
from support.submitted import SAMPLE
from support.workbooks import workbook_of

import generator
from generator.base.errors import GeneratorError
from generator.files.docx.opening import UNREADABLE, open_word
from generator.files.formats import WORD, XLSX, ZIP, tell_format
from generator.reporting.checklist import was_written
from generator.reporting.record_sheet import has_records
from generator.server.uploads import Uploads
from generator.server.workspace import Workspace
from generator.word.digest import holds_digest, was_edited

HEAD = 30  # bytes before the name of a member
ENCRYPTED = 1


def damaged(data: bytes) -> bytes:
    """The package with the packed bytes of every part but their length overwritten."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for one in archive.infolist():
            name, extra = struct.unpack_from("<HH", data, one.header_offset + 26)
            start = one.header_offset + HEAD + name + extra
            changed[start : start + one.compress_size] = b"\xff" * one.compress_size
    return bytes(changed)


def locked(data: bytes) -> bytes:
    """The package with every part marked as being behind a password."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            changed[at + offset] |= ENCRYPTED
            at = data.find(mark, at + 4)
    return bytes(changed)


@pytest.fixture(params=[damaged, locked])
def package(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(request.param(saved(workbook_of(SAMPLE))))
    return path


def test_what_it_is_is_told_by_its_names_or_its_suffix(package: Path) -> None:
    assert tell_format(package) is XLSX
    assert tell_format(package.rename(package.with_suffix(".docx"))) in {WORD, XLSX}
    assert tell_format(package.with_suffix(".docx").rename(package.with_suffix(".zip"))) in {
        ZIP,
        XLSX,
    }


def test_it_is_none_of_ours(package: Path) -> None:
    assert was_edited(package)
    assert not holds_digest(package)
    assert not has_records(package)
    assert not was_written(package)


def test_it_is_refused_as_a_word_file(package: Path) -> None:
    with pytest.raises(UNREADABLE):
        open_word(package)


def test_check_and_review_refuse_it(package: Path) -> None:
    with pytest.raises(GeneratorError):
        generator.check(package)
    with pytest.raises(GeneratorError):
        generator.review(package.rename(package.with_suffix(".docx")))


def test_uploads_leave_it_packed(package: Path, tmp_path: Path) -> None:
    uploads = Uploads(Workspace(tmp_path / "工作"))
    batch, data = uploads.begin(), package.read_bytes()
    uploads.receive(batch, "a.zip", io.BytesIO(data), len(data))
    assert [problem.startswith("a.zip：") for problem in uploads.unpack(batch)] == [True]
