"""The program as users start it: in this process, or in one of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli.app import main

NAME = "新乡市行政审批和政务信息管理局2024年度部门决算情况说明"


@dataclass(frozen=True)
class Outcome:
    """Exit status and both outputs of one run."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both outputs."""
        return self.out + self.err


def start(
    *arguments: str | Path,
    folder: Path,
    python: tuple[str, ...] = (),
    world: Mapping[str, str] | None = None,
) -> Outcome:
    """Run `python -m generator` in `folder`; outputs are read as the UTF-8 of the contract."""
    done = subprocess.run(
        [sys.executable, *python, "-m", "generator", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **(world or {})},
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@dataclass(frozen=True)
class Shell:
    """The command line inside the test's own process, in its working directory."""

    capsys: pytest.CaptureFixture[str]
    folder: Path

    def run(self, *arguments: str | Path) -> Outcome:
        """Run one command."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(argument) for argument in arguments])
        captured = self.capsys.readouterr()
        code = stop.value.code
        assert code is None or isinstance(code, int)
        return Outcome(code or 0, captured.out, captured.err)


def assert_stopped(found: Outcome, *words: str) -> None:
    """A stop that the user can do something about: status 3, and every word in the message."""
    assert found.status == 3
    assert "无法继续" in found.err
    assert "Traceback" not in found.said
    for word in words:
        assert word in found.err
