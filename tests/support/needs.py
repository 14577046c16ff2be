"""What some tests need besides Python: without it a test is skipped, or fails where it must run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

VARIABLE = "GEN_NARRATIVE_REFERENCE"
REQUIRED = "REQUIRE_REFERENCE"
_BESIDE = Path(__file__).resolve().parents[3] / "shared"


def give_up(reason: str, *, required: bool | None = None) -> NoReturn:
    """Fail where what is missing is required (with CI=true, unless told), else skip the test."""
    if os.environ.get("CI") == "true" if required is None else required:
        pytest.fail(reason)
    pytest.skip(reason)


def find_office() -> str:
    """Return the command of LibreOffice."""
    return shutil.which("soffice") or shutil.which("libreoffice") or give_up("没有 LibreOffice")


def find_reference(*names: str) -> Path:
    """Return a file or folder of the reference documents, the whole folder where none is named."""
    path = Path(os.environ.get(VARIABLE, _BESIDE)).joinpath(*(names or ("seeds",)))
    if not path.exists():
        message = f"找不到参考文档 {path}：请用环境变量 {VARIABLE} 指明所在文件夹"
        give_up(message, required=os.environ.get(REQUIRED) == "1")
    return path if names else path.parent
