"""Options and fixtures that all tests share."""

from pathlib import Path

import pytest
from hypothesis import settings
from support.program import Shell


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update, which rewrites the expected texts: read the diff as you would read code."""
    parser.addoption("--update", action="store_true", help="重写预期正文和预期问题")


CHANGED = pytest.StashKey[list[str]]()


@pytest.fixture
def changed(request: pytest.FixtureRequest) -> list[str]:
    """The changed sentences of expected texts; they are printed at the end of the run."""
    return request.config.stash.setdefault(CHANGED, [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what --update has changed: this is what is to be reviewed."""
    lines = config.stash.get(CHANGED, [])
    if lines:
        terminalreporter.section("改动的句子（请逐句复核）")
        for line in lines:
            terminalreporter.line(line)


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


# How long an example takes says nothing on a machine that does other work besides.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
