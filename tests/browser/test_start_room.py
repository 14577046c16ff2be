"""The first page in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.serving import NARROW, WIDE, accessibility_faults, open_room, open_server
from support.serving import is_wider_than_the_screen as is_wide

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("path", ["/", "/accountant/", "/reviewer/", "/maintainer/"])
def test_every_room_can_be_entered(
    path: str, size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    with open_server(tmp_path / "工作") as server, open_room(browser, server, path, size) as page:
        assert page.url.endswith(f":{server.house.guard.port}{path}")
        assert accessibility_faults(page) == []
        assert not is_wide(page)
