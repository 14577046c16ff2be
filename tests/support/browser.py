"""Pages in a real browser: headless Chromium, the page opened as a file."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _miss(what: str) -> None:
    message = f"没有 {what}，未做浏览器测试"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def launch_browser() -> Iterator[Browser]:
    """Start Chromium; without it the test is skipped, with CI=true it fails."""
    if sync_playwright is None:
        _miss("playwright（pip install playwright）")
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        _miss("Chromium（apt install chromium）")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def open_page(
    browser: Browser, file: Path, size: tuple[int, int], *, touch: bool = False
) -> Iterator[Page]:
    """Open the page; whatever it asks for or complains about fails the test."""
    viewport = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=viewport, has_touch=touch, is_mobile=touch)
    page.set_default_timeout(5000)
    trouble: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert trouble == []
    assert {url.partition("#")[0] for url in requests} == {file.as_uri()}
