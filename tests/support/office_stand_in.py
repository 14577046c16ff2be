"""Stands in for LibreOffice: a few lines of Python, found by their name on the path."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_HEAD = """\
#!{python}
import os, subprocess, sys, time
from pathlib import Path

source = Path(sys.argv[-1])
room = source.parent
target = room / (source.stem + ".docx")
"""


def install_stand_in(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a soffice of these lines before all others; `source` and `target` are its files."""
    folder.mkdir(exist_ok=True)
    program = folder / "soffice"
    program.write_text(_HEAD.format(python=sys.executable) + lines + "\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
