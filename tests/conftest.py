"""Options and fixtures that all tests share."""

from pathlib import Path

import pytest
from support.program import Shell


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update, which rewrites the expected texts: read the diff as you would read code."""
    parser.addoption("--update", action="store_true", help="重写预期正文和预期问题")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """The command line, started in a new folder that is otherwise empty."""
    folder = tmp_path / "工作目录"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Shell(capsys, folder)
