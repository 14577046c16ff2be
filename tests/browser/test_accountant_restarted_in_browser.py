"""The program killed while somebody types in a page, and started anew: nothing typed is lost."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.accountant import KEY
from support.folders import copy_data, read_rows, write_rows

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def _start(workspace: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start `serve` in a process of its own; return it and the address that lets a browser in."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", str(workspace), "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    said = b""
    while not (found := re.search(rb"http://127\.0\.0\.1:\d+/enter\?token=[-\w]+", said)):
        line = process.stdout.readline()
        assert line, said
        said += line
    return process, found[0].decode()


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)


def test_what_was_typed_while_nobody_answered_is_saved(browser: Browser, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / KEY)
    rows = read_rows(folder / "原因.csv")
    write_rows(folder / "原因.csv", [row for row in rows if row[0] != "公务接待费"])
    gaps = folder / "待补充.csv"
    target = quote(f"/accountant/folder/{KEY}")
    process, address = _start(tmp_path)
    context = browser.new_context()
    context.set_default_timeout(60_000)
    try:
        page = context.new_page()
        page.goto(f"{address}&to={target}")
        field = page.locator(".gap.field textarea").first
        field.click()
        page.keyboard.type("来访的单位少了两家")
        page.locator("#saved", has_text="全部已保存").wait_for()
        _kill(process)
        assert "来访的单位少了两家" in gaps.read_text("utf-8-sig")
        page.keyboard.type("，另有一家改期")
        page.locator("#saved", has_text="有 1 处没有保存").wait_for()
        process, address = _start(tmp_path)
        # The window of the program has another address, which lets the browser in anew.
        context.new_page().goto(f"{address}&to={target}")
        end = time.monotonic() + 60
        while "，另有一家改期" not in gaps.read_text("utf-8-sig"):
            assert time.monotonic() < end, page.inner_text(".gap.field")
            page.wait_for_timeout(100)
        page.locator("#saved", has_text="全部已保存").wait_for()
    finally:
        context.close()
        _kill(process)
