"""`init`: a failure leaves nothing in the way of the next attempt; the same bytes at any time."""

import os
import time
from pathlib import Path

import pytest
from support.folders import DATA, files_in
from support.written import init_folder, roll_forward, write_accountant_workbook

from generator.base.errors import OutputFolderError, TargetTakenError


def _fail_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full at the given file."""
    count = 0
    replace = os.replace

    def refuse(source: str, target: str) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)


@pytest.mark.parametrize("number", [1, 4, 12])
def test_a_failed_init_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target = tmp_path / "深" / "数据"
    with monkeypatch.context() as patched:
        _fail_at(number, patched)
        with pytest.raises(OutputFolderError, match="磁盘已满"):
            init_folder(target, name="甲局")
    assert list(tmp_path.iterdir()) == []
    assert len(init_folder(target, name="乙局", year=2025)) == len(list(files_in(target)))


def test_a_failed_rollover_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "今年"
    target.mkdir()
    with monkeypatch.context() as patched:
        _fail_at(20, patched)
        with pytest.raises(OutputFolderError):
            roll_forward(DATA, target)
    assert list(target.iterdir()) == []
    assert roll_forward(DATA, target).year == 2025


@pytest.mark.parametrize("kept", [1, 5])
def test_what_a_power_cut_left_is_completed(tmp_path: Path, kept: int) -> None:
    target = tmp_path / "数据"
    whole = {name: (target / name).read_bytes() for name in _init(target)}
    for name in sorted(whole)[kept:]:
        (target / name).unlink()
    (target / ".~abcd1234.csv").write_bytes(b"half")
    _init(target)
    assert {name: (target / name).read_bytes() for name in whole} == whole


def _init(target: Path) -> list[str]:
    return [path.relative_to(target).as_posix() for path in init_folder(target, name="甲局")]


@pytest.mark.parametrize("name", ["单位信息.csv", "我的笔记.txt", "文字/主要职责.md"])
def test_what_somebody_has_written_is_taken(tmp_path: Path, name: str) -> None:
    target = tmp_path / "数据"
    for file in _init(target)[3:]:
        (target / file).unlink()
    (target / name).write_text("别人写的", encoding="utf-8")
    with pytest.raises(TargetTakenError):
        init_folder(target, name="甲局")
    assert (target / name).read_text(encoding="utf-8") == "别人写的"


def test_a_whole_folder_is_taken(tmp_path: Path) -> None:
    _init(tmp_path / "数据")
    with pytest.raises(TargetTakenError):
        init_folder(tmp_path / "数据", name="甲局")


@pytest.mark.parametrize("source", [None, DATA])
def test_a_workbook_has_the_same_bytes_at_any_time(tmp_path: Path, source: Path | None) -> None:
    made = []
    for name in ("甲.xlsx", "乙.xlsx"):
        write_accountant_workbook(tmp_path / name, source=source)
        made.append((tmp_path / name).read_bytes())
        time.sleep(2.1)  # the clock of a zip goes by two seconds
    assert made[0] == made[1]
