"""What tests of the accountant's room do in a browser: drop files, type, wait for the folder."""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING

from support.folders import DATA, read_rows
from support.two_years import DOWN, UP

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

KEY = "部门/本局"
_PATIENCE = 90.0  # seconds in which a busy machine answers


def drop(page: Page, *files: Path) -> None:
    """Drop files on the page."""
    sent = [(path.name, base64.b64encode(path.read_bytes()).decode()) for path in files]
    transfer = page.evaluate_handle(
        """(files) => {
          const transfer = new DataTransfer();
          for (const [name, data] of files) {
            const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
            transfer.items.add(new File([bytes], name));
          }
          return transfer;
        }""",
        sent,
    )
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})


def answers() -> dict[str, str]:
    """Return what the accountant knows, by key: the lists of data/."""
    known = {}
    for file, value in (("事项.csv", 1), ("年初预算.csv", 2), ("单位信息.csv", 1)):
        for row in read_rows(DATA / file)[1:]:
            known[row[0] or row[1]] = f"{row[value]}{row[2] if file == '事项.csv' else ''}"
    return known


def reason_of(key: str, said: str) -> str:
    """Return a reason in the direction that a field tells."""
    return DOWN if "用途" in key or not re.search("[增大]", said) else UP


def until(page: Page, what: str) -> None:
    """Wait until an expression of the page is true; the page itself may not evaluate one."""
    end = time.monotonic() + _PATIENCE
    while not page.evaluate(what):
        assert time.monotonic() < end, what
        page.wait_for_timeout(50)


# Nothing is unsaved, and the document is shown as the folder is now.
_SETTLED = """async () => {
  const root = document.getElementById("document");
  const { version } = await (await fetch(root.dataset.state)).json();
  return document.body.dataset.unsaved === "0" && root.dataset.version === version;
}"""


def saved(page: Page) -> None:
    """Wait until everything that was typed is shown in the document."""
    page.locator("#next").focus()
    until(page, _SETTLED)
