"""A workspace that is served, and who was let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.serving import Client, open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.server.serving import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty workspace."""
    with open_server(tmp_path / "工作") as opened:
        yield opened


@pytest.fixture
def client(server: Server) -> Client:
    """Who has the address of the server."""
    return Client(server).enter()
