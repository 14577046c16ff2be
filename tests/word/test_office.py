"""`--pdf`: what the office program does, and what it fails to do."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest
from support.folders import SAMPLES
from typer.testing import CliRunner

from generator.base.errors import OfficeMissingError, PrintingError
from generator.cli.app import app
from generator.word.office import Office, find_office, open_printer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAMPLE = SAMPLES / "元单位2024"
PDF = b"%PDF-1.7\n%%EOF"
_HEAD = """\
import subprocess, sys
from pathlib import Path

source = Path(sys.argv[-1])
folder = source.parent
printed = folder / "document.pdf"
"""
_PRINTS = f"printed.write_bytes({PDF!r})"


class StandIn(Office):
    """An office program that is a script of Python: it starts on any system."""

    def arguments(self, folder: Path) -> list[str]:
        return [sys.executable, *super().arguments(folder)]


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], Office]:
    """Give what makes an office program of a few lines, in which `folder` is where it works."""

    def make(lines: str) -> Office:
        path = tmp_path / "office.py"
        path.write_text(f"{_HEAD}{lines}\n", encoding="utf-8")
        return StandIn("LibreOffice", str(path))

    return make


def temporary_folders(parent: Path) -> list[Path]:
    return list(parent.glob("gen-narrative-*"))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_returns_what_the_program_wrote(script: Callable[[str], Office], temporary: Path) -> None:
    office = script(f"assert source.read_bytes() == b'docx'\n{_PRINTS}")
    with open_printer(office) as print_pdf:
        assert print_pdf(b"docx") == PDF
    assert not temporary_folders(temporary)


def test_the_profile_is_its_own(script: Callable[[str], Office], tmp_path: Path) -> None:
    said = tmp_path / "arguments"
    office = script(f"Path({str(said)!r}).write_text(' '.join(sys.argv))\n{_PRINTS}")
    with open_printer(office) as print_pdf:
        print_pdf(b"docx")
    profile = (tmp_path / "temporary" / "gen-narrative-").as_uri()
    assert f"-env:UserInstallation={profile}" in said.read_text()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("print('source file could not be loaded')", "source file could not be loaded"),
        ("print('no room', file=sys.stderr); sys.exit(77)", "状态 77）：no room"),
        (f"{_PRINTS}; sys.exit(78)", "状态 78"),
        ("printed.write_bytes(b'%PDF-1.7 half')", "没有写出完整的文件"),
        ("printed.write_bytes(b'none')", "没有写出完整的文件"),
    ],
)
def test_a_failure_is_told(
    lines: str, words: str, script: Callable[[str], Office], temporary: Path
) -> None:
    with pytest.raises(PrintingError, match=words), open_printer(script(lines)) as print_pdf:
        print_pdf(b"docx")
    assert not temporary_folders(temporary)


def test_a_file_of_the_run_before_is_not_taken(script: Callable[[str], Office]) -> None:
    office = script(
        f"ran = folder / 'ran'\nif ran.exists():\n    sys.exit()\nran.touch()\n{_PRINTS}"
    )
    with open_printer(office) as print_pdf:
        print_pdf(b"first")
        with pytest.raises(PrintingError):
            print_pdf(b"second")


def test_a_program_that_hangs_is_ended_with_its_children(
    script: Callable[[str], Office], tmp_path: Path, temporary: Path
) -> None:
    beats = tmp_path / "beats"
    beating = (
        "import time\n"
        f"with open({str(beats)!r}, 'ab', buffering=0) as beats:\n"
        "    for _ in range(600):\n"
        "        beats.write(b'.')\n"
        "        time.sleep(0.1)\n"
    )
    office = script(f"subprocess.run([sys.executable, '-c', {beating!r}])")
    start = time.perf_counter()
    with (
        pytest.raises(PrintingError, match="秒内没有完成"),
        open_printer(office, limit=4.0) as print_pdf,
    ):
        print_pdf(b"docx")
    assert time.perf_counter() - start < 30
    assert not temporary_folders(temporary)
    count = beats.stat().st_size
    assert count > 0
    time.sleep(1)
    assert beats.stat().st_size == count


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    office = Office("LibreOffice", str(tmp_path / "none"))
    with pytest.raises(PrintingError, match="无法启动"), open_printer(office) as print_pdf:
        print_pdf(b"docx")


def test_where_none_is_installed_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("generator.base.office._MAC", tmp_path / "none")
    for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(OfficeMissingError, match="没有找到 LibreOffice 或 Word"):
        find_office()


def test_word_prints_where_windows_has_no_libreoffice(tmp_path: Path) -> None:
    folder = tmp_path / "o'clock"
    script = Office("Word", "powershell").arguments(folder)[-1]
    document, printed = (
        str(tmp_path / "o''clock" / name) for name in ("document.docx", "document.pdf")
    )
    assert f"Open('{document}',$false,$true)" in script
    assert f"ExportAsFixedFormat('{printed}',17)" in script
    assert script.index("Close($false)") < script.index("Quit()")


@pytest.mark.parametrize("lines", ["sys.exit(1)", "printed.write_bytes(b'%PDF-1')"])
def test_the_command_leaves_nothing_behind(
    lines: str,
    script: Callable[[str], Office],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = script(lines)
    monkeypatch.setattr("generator.tasks.build.find_office", lambda: office)
    target = tmp_path / "out"
    target.mkdir()
    (target / "稿.pdf").write_bytes(b"before")
    result = CliRunner().invoke(app, ["build", str(SAMPLE), "--pdf", "-o", str(target / "稿.pdf")])
    assert result.exit_code != 0
    assert isinstance(result.exception, PrintingError)
    assert [(path.name, path.read_bytes()) for path in target.iterdir()] == [("稿.pdf", b"before")]


def test_a_pdf_without_links_gives_no_pages(
    script: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read is not guessed: the Word file is the one without pages."""
    office = script(_PRINTS)
    monkeypatch.setattr("generator.tasks.build.find_office", lambda: office)
    with_pdf, alone = tmp_path / "with", tmp_path / "alone"
    runner = CliRunner()
    result = runner.invoke(app, ["build", str(SAMPLE), "--docx", "--pdf", "-o", str(with_pdf)])
    assert result.exit_code == 0
    assert "目录没有写页码" in result.output
    runner.invoke(app, ["build", str(SAMPLE), "--docx", "-o", str(alone)])
    (one,), (two,) = with_pdf.glob("*.docx"), alone.glob("*.docx")
    assert one.read_bytes() == two.read_bytes()
    assert [path.read_bytes() for path in with_pdf.glob("*.pdf")] == [PDF]
