"""Whatever stands in the place of a file: the program ends, small, and says what it found."""

import io
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from support.folders import DATA
from support.submitted import DEPARTMENT, right_text, write_text

from generator.base.unpacking import UnpackingError, read_member, verify_members
from generator.files.docx.tables import read_docx
from generator.files.xlsx.workbook import read_xlsx
from generator.tasks.department import read_inputs
from generator.tasks.opening import open_sheets

SPECIAL = "不是普通文件"


def run(*arguments: str | Path, folder: Path, limit: int = 0) -> tuple[int, str]:
    """Run the program in a process of its own, with at most `limit` bytes of memory."""
    script = (
        "import resource, sys\n"
        f"limit = {limit}\n"
        "if limit: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "from generator.cli.app import main\n"
        "main(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


def copy_of_data(to: Path) -> Path:
    for path in DATA.rglob("*"):
        if path.is_file():
            target = to / path.relative_to(DATA)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return to


@pytest.mark.parametrize("name", ["公开05.csv", "原因.csv", "文字/主要职责.md", "行文.toml"])
def test_pipe_in_a_data_folder_is_named(name: str, tmp_path: Path) -> None:
    folder = copy_of_data(tmp_path / "data")
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    _, findings = read_inputs(folder)
    said = [f.message for f in findings if any(p.file.endswith(name) for p in f.places)]
    assert any(SPECIAL in message for message in said)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".xls", ".docx", ".pdf", ".txt", ".html"])
@pytest.mark.parametrize("make", ["pipe", "socket", "folder"])
def test_what_is_no_file_is_not_opened(suffix: str, make: str, tmp_path: Path) -> None:
    path = tmp_path / f"决算{suffix}"
    if make == "pipe":
        os.mkfifo(path)
    elif make == "folder":
        path.mkdir()
    else:
        here = Path.cwd()
        os.chdir(tmp_path)  # the address of a socket may have some hundred bytes only
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
        os.chdir(here)
    sheets, findings = open_sheets(path)
    assert sheets == ()
    assert [f.code for f in findings] == ["L02"]


def test_device_is_not_read(tmp_path: Path) -> None:
    link = tmp_path / "决算.csv"
    link.symlink_to("/dev/zero")
    sheets, findings = open_sheets(link)
    assert sheets == ()
    assert SPECIAL in findings[0].message


@pytest.mark.parametrize("command", ["review", "import", "check"])
def test_pipe_given_to_a_command_ends_it(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "某局.docx")
    target = ("-o", tmp_path / "out") if command == "import" else ()
    status, said = run(command, tmp_path / "某局.docx", *target, folder=tmp_path)
    assert status == 3
    assert "Traceback" not in said


def test_pipe_as_the_round_before_is_said(tmp_path: Path) -> None:
    write_text(tmp_path / f"{DEPARTMENT}.txt", right_text())
    os.mkfifo(tmp_path / "第一轮.json")
    status, said = run("review", f"{DEPARTMENT}.txt", "--previous", "第一轮.json", folder=tmp_path)
    assert status == 3
    assert SPECIAL in said


def test_pipe_in_a_pile_is_a_row_of_its_own(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    write_text(pile / f"{DEPARTMENT}.txt", right_text())
    os.mkfifo(pile / "另一局.docx")
    (pile / "第三局.zip").write_bytes(b"PK\x03\x04")
    _, said = run("review", pile, "--data", DATA, "--format", "json", folder=tmp_path)
    assert SPECIAL in said
    assert "是压缩包，没有解开" in said


def deflated(size: int) -> bytes:
    """Return `size` zeros as they are packed, without packing all of them."""
    piece = 10_000_000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(piece)) + packer.flush(zlib.Z_FULL_FLUSH)
    return packed * (size // piece) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def swollen(archive: bytes, member: str) -> bytes:
    """Return an archive with 1.2 GB of zeros in place of a member, said to be ten bytes."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new,
    ):
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
        new.writestr(member, deflated(1_200_000_000))
    data = bytearray(made.getvalue())
    local = zipfile.ZipFile(made).getinfo(member).header_offset
    central = data.rfind(b"PK\x01\x02")
    for at in (local, central + 2):  # the member stands last: method, then size unpacked
        struct.pack_into("<H", data, at + 8, zipfile.ZIP_DEFLATED)
        struct.pack_into("<I", data, at + 22, 10)
    return bytes(data)


def word() -> bytes:
    made = io.BytesIO()
    document = Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "一"
    document.save(made)
    return made.getvalue()


def book() -> bytes:
    made = io.BytesIO()
    workbook = Workbook()
    workbook.worksheets[0].append(["一"])
    workbook.save(made)
    return made.getvalue()


def plain_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "一")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "member"),
    [
        ("某局.zip", plain_zip, "a.txt"),
        ("某局.docx", word, "word/document.xml"),
        ("某局.docx", word, "word/styles.xml"),
        ("某局.xlsx", book, "xl/workbook.xml"),
        ("某局.xlsx", book, "xl/styles.xml"),
        ("某局.xlsx", book, "xl/worksheets/sheet1.xml"),
    ],
)
def test_member_that_lies_about_its_size_takes_no_memory(
    name: str, make: Callable[[], bytes], member: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(swollen(make(), member))
    limit = 1_000_000_000  # of addresses: what the libraries map without using it counts, too
    command = ("import", "-o", tmp_path / "out") if name.endswith("x") else ("review",)
    status, said = run(*command, path, folder=tmp_path, limit=limit)
    assert (status, "无法继续" in said, "Traceback" in said) == (3, True, False)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_packed_unusually_are_not_unpacked(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.txt", bytes(1_000_000))
    with zipfile.ZipFile(made) as archive, pytest.raises(UnpackingError, match="压缩方式"):
        read_member(archive, "a.txt", 2_000_000)


def test_members_are_bounded_one_by_one_and_together() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a", "b", "c"):
            archive.writestr(name, bytes(700_000))
    with zipfile.ZipFile(made) as archive:
        assert len(read_member(archive, "a", 700_000)) == 700_000
        verify_members(archive, archive.namelist(), 2_100_000)
        with pytest.raises(UnpackingError, match="超过 0 MB"):
            read_member(archive, "a", 699_999)
        with pytest.raises(UnpackingError):
            verify_members(archive, archive.namelist(), 2_000_000)


def test_usual_files_are_read_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(book())
    (tmp_path / "a.docx").write_bytes(word())
    assert read_xlsx(tmp_path / "a.xlsx", "a.xlsx")[0][0].rows == (("一",),)
    assert read_docx(tmp_path / "a.docx", "a.docx")[0][0].rows == (("一",),)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=str)
def test_what_was_unpacked_is_removed_when_the_run_is_stopped(
    number: signal.Signals, tmp_path: Path
) -> None:
    """The files of the .zip wait to be reviewed while the signal arrives."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for index in range(60):
            archive.writestr(f"{DEPARTMENT}{index}.txt", right_text())
    (tmp_path / "pile.zip").write_bytes(made.getvalue())
    room = tmp_path / "tmp"
    room.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "review", "pile.zip", "--data", str(DATA)],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(room)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    ends = time.monotonic() + 60
    while not any(room.rglob("*.txt")) and time.monotonic() < ends:
        time.sleep(0.02)
    assert any(room.rglob("*.txt"))
    process.send_signal(number)
    said = process.communicate(timeout=60)[0].decode("utf-8")
    assert process.returncode in {128 + number, -number, 1, 4, 130}
    assert list(room.iterdir()) == []
    assert tempfile.gettempprefix() not in said
