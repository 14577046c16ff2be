"""Folders for reports and letters that cannot be written: said before anything is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.piles import submit
from support.program import assert_stopped

if TYPE_CHECKING:
    from support.program import Shell

NAMES = ("江河市教育局", "江河市水利局")


@pytest.fixture
def unreviewed(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A pile of two files that nothing must review, and a file where a folder should be."""
    for name in NAMES:
        submit(shell.folder / "送审" / f"{name}.txt", name)
    (shell.folder / "占用").write_text("一个文件", encoding="utf-8")

    def refuse(*_: object, **_more: object) -> None:
        pytest.fail("审核了")

    monkeypatch.setattr("generator.cli.review.review_pile", refuse)
    monkeypatch.setattr("generator.tasks.review_many.run.review_one", refuse)
    return shell


@pytest.mark.parametrize("files", ["送审", "送审/江河市教育局.txt"])
@pytest.mark.parametrize(
    "options",
    [
        ("--letters", "占用"),
        ("--letters", "占用/意见"),
        ("--letters", "长" * 200),
        ("--format", "json", "-o", "占用/结果.json"),
        ("--format", "xlsx", "-o", "占用/里面/结果.xlsx"),
        ("--format", "html", "-o", "占用/结果"),
    ],
)
def test_a_folder_that_cannot_be_written_stops_first(
    unreviewed: Shell, files: str, options: tuple[str, ...]
) -> None:
    there = sorted(unreviewed.folder.rglob("*"))
    assert_stopped(unreviewed.run("review", files, *options), "无法写入")
    assert sorted(unreviewed.folder.rglob("*")) == there


def test_a_folder_that_is_not_there_is_made_when_it_is_needed(shell: Shell) -> None:
    for name in NAMES:
        submit(shell.folder / "送审" / f"{name}.txt", name)
    found = shell.run("review", "送审", "--format", "html", "-o", "新/结果", "--letters", "新/意见")
    assert found.status < 2
    assert (shell.folder / "新" / "结果" / "index.html").is_file()
