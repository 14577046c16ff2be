"""`--pdf`: what the office program does, and what it fails to do."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from generator.base.errors import OfficeMissingError, PrintingError
from generator.cli.app import app
from generator.word.office import Office, find_office, open_printer

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in with shell scripts")

SAMPLE = Path(__file__).parents[2] / "samples" / "元单位2024"
PDF = "%%PDF-1.7\\n%%%%EOF"  # as printf takes it


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], Office]:
    """Give what makes an office program of a few lines of shell; $folder is where it works."""

    def make(lines: str) -> Office:
        path = tmp_path / "bin" / "soffice"
        path.parent.mkdir(exist_ok=True)
        head = '#!/bin/sh\nfor last; do :; done\nfolder=$(dirname "$last")\n'
        path.write_text(f"{head}{lines}\n", encoding="utf-8")
        path.chmod(0o755)
        return Office("LibreOffice", str(path))

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
    office = script(f'cat "$last" > /dev/null && printf \'{PDF}\' > "$folder/document.pdf"')
    with open_printer(office) as print_pdf:
        assert print_pdf(b"docx") == b"%PDF-1.7\n%%EOF"
    assert not temporary_folders(temporary)


def test_the_profile_is_its_own(script: Callable[[str], Office], tmp_path: Path) -> None:
    said = tmp_path / "arguments"
    office = script(f'echo "$@" > {said}; printf \'{PDF}\' > "$folder/document.pdf"')
    with open_printer(office) as print_pdf:
        print_pdf(b"docx")
    assert f"-env:UserInstallation=file://{tmp_path}/temporary/gen-narrative-" in said.read_text()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("echo source file could not be loaded", "source file could not be loaded"),
        ("echo no room >&2; exit 77", "状态 77"),
        ("printf '%%PDF-1.7 half' > \"$folder/document.pdf\"", "没有写出完整的文件"),
        ("printf 'none' > \"$folder/document.pdf\"; exit 0", "没有写出完整的文件"),
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
        '[ -e "$folder/ran" ] && exit 0\n'
        f'touch "$folder/ran"; printf \'{PDF}\' > "$folder/document.pdf"'
    )
    with open_printer(office) as print_pdf:
        print_pdf(b"first")
        with pytest.raises(PrintingError):
            print_pdf(b"second")


def test_a_program_that_hangs_is_ended_with_its_children(
    script: Callable[[str], Office], tmp_path: Path, temporary: Path
) -> None:
    child = tmp_path / "child"
    office = script(f"sleep 300 & echo $! > {child}; wait")
    start = time.perf_counter()
    with (
        pytest.raises(PrintingError, match="秒内没有完成"),
        open_printer(office, limit=2.0) as print_pdf,
    ):
        print_pdf(b"docx")
    assert time.perf_counter() - start < 30
    assert not temporary_folders(temporary)
    number = int(child.read_text())
    assert _ended(number)


def _ended(process: int) -> bool:
    """Whether a process is gone, or dead and only not yet collected by its parent."""
    for _ in range(100):
        status = Path(f"/proc/{process}/stat")
        try:
            os.kill(process, 0)
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    office = Office("LibreOffice", str(tmp_path / "none"))
    with pytest.raises(PrintingError, match="无法启动"), open_printer(office) as print_pdf:
        print_pdf(b"docx")


def test_where_none_is_installed_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("generator.word.office._MAC", tmp_path / "none")
    with pytest.raises(OfficeMissingError, match="没有找到 LibreOffice 或 Word"):
        find_office()


def test_word_prints_where_windows_has_no_libreoffice(tmp_path: Path) -> None:
    folder = tmp_path / "o'clock"
    script = Office("Word", "powershell").arguments(folder)[-1]
    assert f"Open('{tmp_path}/o''clock/document.docx',$false,$true)" in script
    assert f"ExportAsFixedFormat('{tmp_path}/o''clock/document.pdf',17)" in script
    assert script.index("Close($false)") < script.index("Quit()")


@pytest.mark.parametrize("lines", ["exit 1", "printf '%%PDF-1' > \"$folder/document.pdf\""])
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
    office = script(f"printf '{PDF}' > \"$folder/document.pdf\"")
    monkeypatch.setattr("generator.tasks.build.find_office", lambda: office)
    with_pdf, alone = tmp_path / "with", tmp_path / "alone"
    runner = CliRunner()
    result = runner.invoke(app, ["build", str(SAMPLE), "--docx", "--pdf", "-o", str(with_pdf)])
    assert result.exit_code == 0
    assert "目录没有写页码" in result.output
    runner.invoke(app, ["build", str(SAMPLE), "--docx", "-o", str(alone)])
    (one,), (two,) = with_pdf.glob("*.docx"), alone.glob("*.docx")
    assert one.read_bytes() == two.read_bytes()
    assert [path.read_bytes() for path in with_pdf.glob("*.pdf")] == [b"%PDF-1.7\n%%EOF"]
