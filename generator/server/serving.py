"""The server itself: waitress on this machine, from the first address to Ctrl-C."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import create_server
from waitress.wasyncore import close_all
from werkzeug.http import parse_cookie

from generator.base.errors import GeneratorError
from generator.base.refusals import word_refusal
from generator.server.application import create_app
from generator.server.calling import take_call
from generator.server.guard import HOST, Guard
from generator.server.house import Given, House, Room
from generator.server.lock import lock_workspace
from generator.server.rooms import ROOMS
from generator.server.runs import Runs
from generator.server.store import FILE, Store
from generator.server.store.changes import Changes
from generator.server.store.entries import Entries
from generator.server.uploads import Limits, Uploads
from generator.server.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BETWEEN_LOOKS = 5  # seconds between two looks for connections that sleep
_THREADS = 16  # some of them wait for news of a file
_MOST_CONNECTIONS = 200
_OVERHEAD = 10_000
_LONGEST_HEAD = 20.0  # seconds in which anybody may say who it is
_PATIENCE = 5.0
_BETWEEN_CALLS = 0.5  # seconds between two looks whether somebody has started the program again
_LAST_WORD = 1.5  # seconds in which the page that says so is shown whole
# A window that is closed takes its program along, on Linux by the second one.
_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_PORT = "port"  # the file that holds the port of last time
_LEAST_PORT, _LARGEST_PORT = 1024, 65535


class PortTakenError(GeneratorError):
    """The port that was asked for cannot be had."""

    def __init__(self, port: int, detail: str) -> None:
        super().__init__(f"端口 {port} 用不了（{detail}）。请换一个，或不写 --port。")


class Server:
    """A server that answers on 127.0.0.1 once it was made; `close` ends it."""

    def __init__(
        self,
        workspace: Path,
        port: int = 0,
        *,
        limits: Limits | None = None,
        rooms: tuple[Room, ...] = ROOMS,
        given: Given | None = None,
    ) -> None:
        """Open the workspace and the port. Raises GeneratorError."""
        place = Workspace(workspace)
        self._lock = lock_workspace(place)
        store = Store(place.hidden / FILE)
        works = [work for room in rooms for work in room.works]
        self.house = House(
            Guard(),
            place,
            Entries(store),
            Changes(store, place.root, *([given.templates] if given and given.templates else [])),
            Uploads(place, limits),
            Runs(place, store, works),
            rooms,
            given,
        )
        try:
            self._listen_again(port, place.hidden / _PORT)
        except OSError as error:
            self._lock.release()
            raise PortTakenError(port, word_refusal(error)) from error
        self.house.uploads.tidy()
        self.house.runs.resume()

    @property
    def address(self) -> str:
        """Return the address that lets a browser in."""
        return self.house.guard.address

    def close(self) -> None:
        """End what runs, answer no more, and let another server in, whatever does not end."""
        with contextlib.ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._answer_no_more)
            for room in self.house.rooms:
                last.callback(room.close, self.house)
            last.callback(self.house.runs.close)

    def _answer_no_more(self) -> None:
        # The loop ends once it has nothing to wait for; what was open is closed when no thread of
        # it is left that could write to the number of a file that is another one by then.
        left = dict[int, object]()
        waiting = self._server._map  # noqa: SLF001 - it has no other end

        def end() -> None:
            left.update(waiting)
            waiting.clear()

        self._server.trigger.pull_trigger(end)
        self._thread.join(_PATIENCE)
        self._server.task_dispatcher.shutdown(timeout=_PATIENCE)
        close_all(left)

    def _listen_again(self, port: int, kept: Path) -> None:
        """Listen at a port; where any will do, at that of last time.

        A page that was open when the program ended then finds the new one, once the browser was
        let in anew, and saves what was typed meanwhile.
        """
        former = 0
        with contextlib.suppress(OSError, ValueError):
            former = int(kept.read_text("ascii"))
        if not port and _LEAST_PORT <= former <= _LARGEST_PORT:
            with contextlib.suppress(OSError):
                self._listen(former)
                return
        self._listen(port)
        with contextlib.suppress(OSError):
            kept.write_text(str(self.house.guard.port), "ascii")

    def _listen(self, port: int) -> None:
        guard, limits = self.house.guard, self.house.uploads.limits
        self._server = create_server(
            create_app(self.house),
            sockets=[_bind(port)],
            threads=_THREADS,
            ident=None,
            channel_timeout=limits.silence,
            cleanup_interval=_BETWEEN_LOOKS,
            connection_limit=_MOST_CONNECTIONS,
            max_request_body_size=limits.file + _OVERHEAD,
            clear_untrusted_proxy_headers=True,
        )
        guard.port = int(self._server.effective_port)
        self._server.channel_class = _channel_of(guard, limits.seconds)
        for name in ("waitress", "waitress.queue"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()


def _bind(port: int) -> socket.socket:
    """Return a socket of this machine that nobody else can bind besides. Raises OSError."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
    except OSError:
        found.close()
        raise
    return found


def _channel_of(guard: Guard, seconds: float) -> type[Any]:
    """Return a connection that takes no body from strangers, and none that has no end.

    waitress reads a request whole before the application sees it.
    """

    class Parser(HTTPRequestParser):  # type: ignore[misc]  # it comes without types
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.content_length or self.chunked:
                cookies = dict(parse_cookie(self.headers.get("COOKIE", "")))
                if not guard.admits(self.headers.get("HOST", ""), cookies):
                    self.connection_close = True
                    raise ParsingError("not let in")

    class Channel(HTTPChannel):  # type: ignore[misc]  # it comes without types
        parser_class = Parser
        begun = 0.0

        def received(self, data: bytes) -> bool:
            if self.request is None:
                self.begun = time.monotonic()
            elif time.monotonic() - self.begun > _longest(self.request, seconds):
                self.will_close = True
                return False
            return bool(super().received(data))

    return Channel


def _longest(request: HTTPRequestParser, seconds: float) -> float:
    return seconds if request.headers_finished else min(seconds, _LONGEST_HEAD)


def serve(server: Server, *, browse: bool, announce: Callable[[str], None], to: str = "") -> None:
    """Serve until Ctrl-C, the button or a polite end, then close; `announce` is told the address.

    `to` is the page that the address leads to.
    """
    where = f"&to={quote(to)}" if to else ""
    house = server.house
    previous = {number: signal.signal(number, _interrupt) for number in _ENDINGS}
    try:
        announce(f"{server.address}{where}")
        shows = browse and _has_screen()
        if shows:
            webbrowser.open(f"{house.guard.address_once()}{where}")
        while not house.stopping.wait(_BETWEEN_CALLS):
            # Where there is no screen to show it on, the call stays, and who calls says so.
            if shows and take_call(house.workspace.hidden):
                webbrowser.open(f"{house.guard.address_once()}{where}")
        time.sleep(_LAST_WORD)
    except KeyboardInterrupt:
        pass  # Ctrl-C is how a server is meant to end
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        server.close()


def _has_screen() -> bool:
    """Whether a browser would have a window: in a terminal it would take the terminal over."""
    return sys.platform in {"win32", "darwin"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt
