"""A pile in which LibreOffice does not come to an end: that file is named, nothing is left."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from support.office_stand_in import install_stand_in
from support.processes import wait_until_gone
from typer.testing import CliRunner

from generator.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="代替的程序只在 Unix 上能找到")
def test_the_bound_of_a_file_ends_the_conversion_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, pile, numbers = tmp_path / "temporary", tmp_path / "送审", tmp_path / "numbers"
    room.mkdir()
    pile.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    noting = f"open({str(numbers)!r}, 'a').write(str(os.getpid()) + ' ')"
    child = f"import os, time; {noting}; time.sleep(600)"
    lines = f"{noting}\nsubprocess.run([sys.executable, '-c', {child!r}])"
    install_stand_in(tmp_path / "bin", lines, monkeypatch)
    for name in ("甲.rtf", "乙.rtf"):
        (pile / name).write_text(f"{{\\rtf1 {ord(name[0])}}}", encoding="ascii")
    target = tmp_path / "结果.json"
    arguments = ["review", str(pile), "--timeout", "3", "--format", "json", "-o", str(target)]
    CliRunner().invoke(app, arguments)
    told = json.loads(target.read_text(encoding="utf-8"))["documents"]
    assert ["超过 3 秒没有读完，已停止" in one["unusable"] for one in told] == [True, True]
    started = [int(number) for number in numbers.read_text().split()]
    assert len(started) >= 2
    assert all(wait_until_gone(number) for number in started)
    assert list(room.iterdir()) == []
