"""The server of the preview: four addresses on this machine, nothing from the disk but the page.

The address has a random port and a random word, so that neither another user of the machine nor
a page of the web can guess it; the Host header is held to this machine besides.
"""

from __future__ import annotations

import json
import logging
import secrets
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, NotFound
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from generator.tasks.templates.preview.session import Session

HOST = "127.0.0.1"
_ASSETS = {
    "": ("shell.html", "text/html"),
    "shell.css": ("shell.css", "text/css"),
    "shell.js": ("shell.js", "text/javascript"),
}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_WAITING = (
    "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>预览</title><body></body></html>"
)


class Preview:
    """The application: the shell, its style and script, the page, the news, a template's lines."""

    def __init__(self, session: Session, word: str) -> None:
        self._session = session
        self.word = word
        self.port = 0

    def __call__(
        self, environment: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environment)
        try:
            response = self._answer(request)
        except HTTPException as error:
            response = Response(str(error.code), error.code)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response(environment, start_response)

    def _answer(self, request: Request) -> Response:
        if request.host not in {f"{HOST}:{self.port}", f"localhost:{self.port}"}:
            raise BadRequest
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed
        front = f"/{self.word}/"
        if not request.path.startswith(front):
            raise NotFound
        name = request.path.removeprefix(front)
        if name in _ASSETS:
            return _asset(*_ASSETS[name])
        if name == "page":
            return self._page()
        if name == "news":
            return self._news(request)
        if name == "line":
            return self._line(request)
        raise NotFound

    def _page(self) -> Response:
        response = Response(self._session.page or _WAITING, mimetype="text/html")
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def _news(self, request: Request) -> Response:
        """Answer once there is another state than the browser has seen."""
        state = self._session.wait(request.args.get("seen", -1, int))
        problems = [
            {"file": p.file, "line": p.line, "message": p.message, "excerpt": p.excerpt}
            for p in state.problems
        ]
        told = {"version": state.version, "stops": state.stops, "problems": problems}
        return _json({**told, "frames": self._session.frames()})

    def _line(self, request: Request) -> Response:
        """Answer with the lines around one line of a template."""
        line = request.args.get("line", 0, int)
        return _json(self._session.excerpt(request.args.get("file", ""), line))


def _asset(file: str, kind: str) -> Response:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    response = Response(text, mimetype=kind)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _json(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), mimetype="application/json")


class _QuietHandler(WSGIRequestHandler):
    """Says nothing of each request, nor which server it is."""

    server_version = "preview"
    sys_version = ""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as werkzeug has it
        """Say nothing."""


def serve(session: Session, announce: Callable[[str], None]) -> None:
    """Serve the session on a free port until Ctrl-C (or a polite end of the process)."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = Preview(session, secrets.token_urlsafe(9))
    server = make_server(HOST, 0, application, threaded=True, request_handler=_QuietHandler)
    application.port = server.port
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        serving.start()
        announce(f"http://{HOST}:{server.port}/{application.word}/")
        session.watch()
    except KeyboardInterrupt:
        pass  # Ctrl-C is how the preview is meant to end
    finally:
        signal.signal(signal.SIGTERM, previous)
        session.close()
        server.shutdown()
        server.server_close()


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
