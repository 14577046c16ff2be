"""The browser that all tests of pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.browser import launch_browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with launch_browser() as opened:
        yield opened
