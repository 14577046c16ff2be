"""The page of this machine for tests: a server in a thread, who asks it, a browser in its rooms."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.server.guard import CSRF_HEADER
from generator.server.serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from generator.server.uploads import Limits

_PATIENCE = 20.0
WIDE, NARROW = (1280, 900), (390, 844)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Client:
    """Asks a server as a browser would that was let in; headers given replace its own."""

    server: Server
    headers: dict[str, str] = field(default_factory=dict)

    def enter(self) -> Client:
        """Exchange the token of the address for a cookie."""
        answer = self.ask("GET", self.server.address.partition(self._host)[2])
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.headers = {"Cookie": cookie, CSRF_HEADER: self.server.house.guard.csrf}
        return self

    @property
    def _host(self) -> str:
        return f"127.0.0.1:{self.server.house.guard.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> Answer:
        """Ask; a header of None is not sent, `Content_Type` is Content-Type."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {
            name: value for name, value in {**self.headers, **given}.items() if value is not None
        }
        connection = http.client.HTTPConnection(self._host, timeout=_PATIENCE)
        try:
            connection.request(method, path, body, sent)
            found = connection.getresponse()
            return Answer(found.status, dict(found.headers), found.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str | None) -> Answer:
        return self.ask("GET", path, None, **headers)

    def post(self, path: str, value: object = None, **headers: str | None) -> Answer:
        """Send an object as JSON; the answer is asked for as JSON."""
        body = json.dumps({} if value is None else value).encode()
        own = {"Content_Type": "application/json", "Accept": "application/json"}
        return self.ask("POST", path, body, **{**own, **headers})

    def submit(self, path: str, **fields: str) -> Answer:
        """Send a form."""
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode(), Content_Type=kind)

    def upload(self, *files: tuple[str, bytes]) -> str:
        """Send files as one batch and return its key."""
        batch: str = self.post("/uploads").json["batch"]
        for name, data in files:
            answer = self.send(batch, name, data)
            assert answer.status == 200, answer.text
        return batch

    def send(self, batch: str, name: str, data: bytes) -> Answer:
        """Send one file."""
        path = f"/uploads/{batch}?name={urllib.parse.quote(name)}"
        return self.ask("POST", path, data, Accept="application/json")


@contextmanager
def open_server(workspace: Path, limits: Limits | None = None, **more: Any) -> Iterator[Server]:
    """Serve a workspace on a free port for as long as it is needed."""
    server = Server(workspace, limits=limits, **more)
    try:
        yield server
    finally:
        server.close()


def complaints(text: str) -> list[str]:
    """Return what a console says, but that an answer was 409: what a user may do wrong."""
    return [] if "status of 409" in text else [text]


@contextmanager
def open_room(
    browser: Browser, server: Server, path: str = "/", size: tuple[int, int] = WIDE
) -> Iterator[Page]:
    """Open a page in a browser of its own; complaints, dialogs, requests elsewhere fail."""
    narrow = size[0] < 600
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=narrow, is_mobile=narrow
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    trouble: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: trouble.extend(complaints(message.text)))
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def close_dialog(dialog: Dialog) -> None:
        trouble.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close_dialog)
    page.on("request", lambda request: asked.add(urllib.parse.urlsplit(request.url).netloc))
    page.goto(f"{server.address}&to={urllib.parse.quote(path)}")
    page.wait_for_url(lambda url: "/enter?" not in url)
    yield page
    context.close()
    assert trouble == []
    assert asked - {""} == {f"127.0.0.1:{server.house.guard.port}"}


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical on the page as it is now."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where it is used

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def is_wider_than_the_screen(page: Page) -> bool:
    """Whether a page has to be moved sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
