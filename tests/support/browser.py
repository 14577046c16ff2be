"""Pages in a real browser: headless Chromium, the page opened as a file."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from support.needs import give_up

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

# Every text whose contrast with its ground is less than 4.5 : 1 (WCAG AA).
FAINT_TEXTS = """() => {
          const parse = (colour) => colour.match(/[0-9.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b]
            .map((v) => v / 255)
            .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = (element) => {
            for (let one = element; one; one = one.parentElement) {
              const colour = parse(getComputedStyle(one).backgroundColor);
              if (colour.length < 4 || colour[3] > 0) return colour;
            }
            return [255, 255, 255];
          };
          const texts = [...document.querySelectorAll("body *")].filter((element) =>
            [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
            && element.checkVisibility());
          return texts.map((element) => {
            const [a, b] = [parse(getComputedStyle(element).color), ground(element)].map(light);
            return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.className,
                    element.textContent.slice(0, 30)];
          }).filter(([ratio]) => ratio < 4.5);
        }"""
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


@contextmanager
def launch_browser() -> Iterator[Browser]:
    """Start Chromium; without it the test is skipped, with CI=true it fails."""
    if sync_playwright is None:
        give_up("没有 playwright（pip install playwright）")
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        give_up("没有 Chromium（apt install chromium）")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield opened
        opened.close()


@contextmanager
def open_page(
    browser: Browser, file: Path, size: tuple[int, int], *, touch: bool = False
) -> Iterator[Page]:
    """Open the page; whatever it asks for or complains about fails the test."""
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]}, has_touch=touch, is_mobile=touch
    )
    page.set_default_timeout(5000)
    trouble: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def close_dialog(dialog: Dialog) -> None:
        trouble.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close_dialog)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert trouble == []
    assert {url.partition("#")[0] for url in requests} == {file.as_uri()}
