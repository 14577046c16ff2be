"""What a command loads: the libraries of tables and workbooks only where it reads or writes one."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.folders import DATA

_HEAVY = ("pandas", "numpy", "openpyxl", "python_calamine", "pypdfium2")
_PROGRAM = f"""
import sys
from generator.cli.app import main
try:
    main(sys.argv[1:])
finally:
    print(*(name for name in {_HEAVY} if name in sys.modules), file=sys.stderr)
"""


def _loaded(folder: Path, *arguments: str | Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stderr.decode().splitlines()[-1].split()


@pytest.mark.parametrize(
    "arguments",
    [(DATA, "--docx"), ("check", DATA), ("explain", DATA, "一"), ("init", "新")],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_folder_of_csv_files_needs_no_library_of_tables(
    tmp_path: Path, arguments: tuple[str | Path, ...]
) -> None:
    assert _loaded(tmp_path, *arguments) == []


def test_a_workbook_is_written_with_its_library(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, "check", DATA, "--format", "xlsx", "--fail-on", "never")
    assert "openpyxl" in loaded
    assert "pandas" not in loaded
