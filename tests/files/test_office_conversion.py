"""What is given to LibreOffice and how: bounds, failures, what is left behind, odd names."""

from __future__ import annotations

import io
import struct
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from support.office_files import whole_docx
from support.office_stand_in import install_stand_in
from support.processes import is_running, wait_until_gone
from support.submission_writer import docx_with, p

from generator.base.severity import Severity
from generator.files.office import converting
from generator.files.office.converting import as_readable
from generator.files.xls.compound import pack_stream
from generator.tasks.opening import open_sheets
from generator.tasks.submitted import read_passages

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.finding import Finding

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="代替的程序只在 Unix 上能找到")

_TITLE = "一、收入支出决算总体情况说明"
_RTF = b"{\\rtf1\\ansi text}"
_BOUND = 1.5


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files; nothing of another test is remembered."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr(converting, "_KEPT", converting._Kept())
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A .docx that the stand-in hands out."""
    path = tmp_path / "made.docx"
    path.write_bytes(whole_docx(docx_with(p(_TITLE))))
    return path


def rtf(folder: Path, name: str = "决算.rtf", content: bytes = _RTF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(path: Path) -> str:
    """Return what is said of a file that is not read; text and tables are refused alike."""
    passages, findings = read_passages(path)
    assert (passages, open_sheets(path)) == ((), ((), findings))
    (one,) = findings
    assert one.severity is Severity.ERROR
    return one.message


def copying(made: Path, more: str = "") -> str:
    return f"{more}\ntarget.write_bytes(Path({str(made)!r}).read_bytes())"


def test_what_is_made_is_read_once_and_nothing_stays(
    tmp_path: Path, made: Path, rooms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    counting = f"open({str(ran)!r}, 'a').write(' '.join(sys.argv) + '\\n')"
    install_stand_in(tmp_path / "bin", copying(made, counting), monkeypatch)
    passages, findings = read_passages(rtf(tmp_path))
    assert [one.text for one in passages] == [_TITLE]
    assert [(one.code, one.severity) for one in findings] == [("L14", Severity.INFO)]
    assert "由 LibreOffice 转换" in findings[0].message
    open_sheets(tmp_path / "决算.rtf")
    (command,) = ran.read_text().splitlines()
    assert f"-env:UserInstallation={rooms.as_uri()}/" in command
    assert "--infilter=Rich Text Format" in command
    assert list(rooms.iterdir()) == []


def test_the_profile_lets_no_macro_run(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "settings"
    keeping = (
        "profile = room / 'profile' / 'user' / 'registrymodifications.xcu'\n"
        f"Path({str(kept)!r}).write_bytes(profile.read_bytes())"
    )
    install_stand_in(tmp_path / "bin", copying(made, keeping), monkeypatch)
    read_passages(rtf(tmp_path))
    settings = kept.read_text(encoding="utf-8")
    for name, value in (("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true")):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in settings


@pytest.mark.parametrize("how", ["time.sleep(600)", "sys.stdin.read(); [0 for _ in iter(int, 1)]"])
def test_one_that_hangs_is_ended_with_its_children(
    how: str, tmp_path: Path, rooms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = tmp_path / "numbers"
    noting = f"open({str(numbers)!r}, 'a').write(str(os.getpid()) + ' ')"
    child = f"import os, time; {noting}; time.sleep(600)"
    lines = f"{noting}\nsubprocess.Popen([sys.executable, '-c', {child!r}])\n{how}"
    install_stand_in(tmp_path / "bin", lines, monkeypatch)
    monkeypatch.setattr(converting, "TIME_LIMIT", _BOUND)
    start = time.monotonic()
    said = refused(rtf(tmp_path))
    assert time.monotonic() - start < 10 * _BOUND
    assert "1.5 秒内没有完成，已停止它" in said
    assert "另存为 .docx" in said
    started = [int(number) for number in numbers.read_text().split()]
    assert started
    assert all(wait_until_gone(number) for number in started)
    assert list(rooms.iterdir()) == []


def test_what_it_leaves_running_is_ended(
    tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = tmp_path / "number"
    leaving = (
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(number)!r}, 'w').write(str(left.pid))"
    )
    install_stand_in(tmp_path / "bin", copying(made, leaving), monkeypatch)
    assert read_passages(rtf(tmp_path))[0]
    assert wait_until_gone(int(number.read_text()))
    assert not is_running(int(number.read_text()))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("", "没有转换成 .docx（状态 0）"),
        ("print('source file could not be loaded')", "source file could not be loaded"),
        ("sys.exit(77)", "状态 77"),
        ("os.abort()", "状态 -6"),
        ("target.write_bytes(b'garbage')", "没有转换成 .docx"),
        ("target.write_bytes(b'')", "没有转换成 .docx"),
        ("target.write_bytes(b'PK\\x03\\x04' + bytes(99))", "没有转换成 .docx"),
        ("target.mkdir()", "没有转换成 .docx"),
    ],
)
def test_a_failure_is_told_with_what_to_do(
    lines: str, words: str, tmp_path: Path, rooms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_stand_in(tmp_path / "bin", lines, monkeypatch)
    path = rtf(tmp_path)
    passages, findings = read_passages(path)
    assert passages == ()
    assert words in f"{findings[-1].code} {findings[-1].message}"
    assert ".docx" in findings[-1].message
    assert list(rooms.iterdir()) == []


def test_one_that_writes_without_end_is_stopped(
    tmp_path: Path, rooms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "with target.open('wb') as file:\n    while True:\n        file.write(bytes(100_000))"
    install_stand_in(tmp_path / "bin", lines, monkeypatch)
    monkeypatch.setattr(converting, "MOST_BYTES", 5_000_000)
    assert "写出的文件超过 5 MB，已停止它" in refused(rtf(tmp_path))
    assert list(rooms.iterdir()) == []


def test_several_at_once_do_not_meet(
    tmp_path: Path, made: Path, rooms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking = "time.sleep(0.3)\nassert len(list(room.glob('document.*'))) == 1"
    install_stand_in(tmp_path / "bin", copying(made, taking), monkeypatch)
    files = [rtf(tmp_path, f"{n}.rtf", b"{\\rtf1 %d}" % n) for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read_passages, files))
    assert [[one.text for one in passages] for passages, _ in found] == [[_TITLE]] * 8
    assert list(rooms.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "决算 公开（送审 稿）.rtf",
        "-o.rtf",
        "--convert-to pdf.rtf",
        "'引号\"与$(echo x);.rtf",
        f"{'名' * 70}.rtf",
        f"{'n' * 206}.rtf",
        "无扩展名",
        "名字是.docx",
    ],
)
def test_odd_names(name: str, tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_stand_in(tmp_path / "bin", copying(made), monkeypatch)
    passages, (said,) = read_passages(rtf(tmp_path, name))
    assert [one.text for one in passages] == [_TITLE]
    assert said.message.startswith(f"{name} 是由 LibreOffice")


def test_a_program_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "find_libreoffice", lambda: str(tmp_path / "none"))
    assert "无法启动" in refused(rtf(tmp_path))


def word_97(*, version: int = 0xC1, flags: int = 0) -> bytes:
    """Return a container whose text stream begins with such a head."""
    head = struct.pack("<HH6xH", 0xA5EC, version, flags)
    return pack_stream("WordDocument", head.ljust(5000, b"\0"))


def odt(*, locked: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>" * 500)
        data = '<manifest:encryption-data manifest:checksum=""/>' if locked else ""
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest>{data}</manifest:manifest>")
    return made.getvalue()


def broken_odt() -> bytes:
    whole = odt()
    return whole.replace(b"<a/>" * 400, b"<b/>" * 400)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (word_97(flags=0x0100), "是旧格式的 Word 文件（.doc），设有打开密码"),
        (word_97(version=101), "1997 年以前"),
        (word_97(), "已损坏或不完整"),  # no table stream
        (word_97()[:3000], "已损坏或不完整"),
        (_RTF[:-1], "是 RTF 文件，已损坏或不完整"),
        (odt(locked=True), "设有打开密码"),
        (broken_odt(), "已损坏或不完整"),
    ],
)
def test_what_would_be_read_in_part_is_not_given_to_it(
    content: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    install_stand_in(tmp_path / "bin", f"open({str(ran)!r}, 'w')", monkeypatch)
    assert words in refused(rtf(tmp_path, "决算.doc", content))
    assert not ran.exists()


@pytest.mark.parametrize(
    ("objects", "said"), [(0, []), (1, ["嵌入的 1 个图表或其他对象有 1 个没有读到"])]
)
def test_an_object_that_is_lost_is_said(
    objects: int, said: list[str], tmp_path: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_stand_in(tmp_path / "bin", copying(made), monkeypatch)
    content = b"{\\rtf1 " + b"{\\object\\objemb{\\*\\objdata 00}}" * objects + b"}"
    _, findings = read_passages(rtf(tmp_path, content=content))
    lost = [one for one in findings if one.code == "L02"]
    assert [words in one.message for words, one in zip(said, lost, strict=True)] == [True] * objects


def test_a_file_of_another_kind_stands_for_itself(tmp_path: Path, made: Path) -> None:
    with as_readable(made, made.name) as (source, said):
        expected: tuple[Path, tuple[Finding, ...]] = (made, ())
        assert (source, said) == expected
