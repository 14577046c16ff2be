"""Who may talk to the server: the browser that was given the address, and no page but our own.

Every user of the machine reaches a port of 127.0.0.1, and every page of the web can make a browser
send something there. Hence: the Host header must be this machine (against names of the web that
point to 127.0.0.1), a word in the address becomes a cookie that scripts cannot read and that other
sites do not send, Origin and Sec-Fetch-Site must be ours, and what changes anything carries a word
that only our pages know.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

from flask import Response, abort, make_response, render_template, request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

HOST: Final = "127.0.0.1"
ENTRY: Final = "/enter"
TOKEN, CSRF_FIELD, CSRF_HEADER = "token", "csrf", "X-CSRF-Token"
_BYTES = 24
_SOON = 120.0  # seconds that a browser has to start
_READING = frozenset({"GET", "HEAD"})
_OWN_SITES = frozenset({"", "none", "same-origin"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
# A page of `reporting` names the digests of its own style and script in its head.
REPORT_POLICY: Final = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    # Where nothing refers, browsers call the origin of a form null, as that of a foreign one.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """The secrets of one server, new with each start, and the checks of each request."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        self._session = secrets.token_urlsafe(_BYTES)
        self.csrf = secrets.token_urlsafe(_BYTES)
        self.port = 0
        self._once: dict[str, float] = {}

    @property
    def address(self) -> str:
        """Return the address that lets a browser in, for the eyes of the user."""
        return self._address(self.token)

    def address_once(self) -> str:
        """Return an address that lets one browser in, soon.

        It is for the command line of a browser, which every user of the machine may read.
        """
        token = secrets.token_urlsafe(_BYTES)
        self._once[token] = time.monotonic() + _SOON
        return self._address(token)

    def _address(self, token: str) -> str:
        return f"http://{HOST}:{self.port}{ENTRY}?{TOKEN}={token}"

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; browsers do not tell ports of a machine apart."""
        return f"gen-narrative-{self.port}"

    def protect(self, app: Flask) -> None:
        """Put the checks before, and the headers behind, everything that `app` answers."""
        app.before_request(self._check)
        app.after_request(_seal)
        app.add_url_rule(ENTRY, "enter", self._enter)

    def admits(self, host: str, cookies: Mapping[str, str]) -> bool:
        """Whether a request with these comes from this machine and from who has the address."""
        return host in self._hosts() and _same(cookies.get(self.cookie, ""), self._session)

    def _hosts(self) -> frozenset[str]:
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    def _check(self) -> None:
        if request.headers.get("Host", "") not in self._hosts():
            abort(400, "这个地址不属于本程序。")
        if request.method not in {*_READING, "POST"}:
            abort(405)
        if request.endpoint == "enter" and request.method in _READING:
            return
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts()}:
            abort(403, "请求来自别的网站，没有执行。")
        if request.headers.get("Sec-Fetch-Site", "") not in _OWN_SITES:
            abort(403, "请求来自别的网站，没有执行。")
        if not self.admits(request.host, request.cookies):
            abort(403, "请用程序窗口里显示的地址打开本页；程序重新启动之后，地址会换。")
        if request.method not in _READING and not _same(_sent_word(), self.csrf):
            abort(403, "页面已经过期，没有执行。请刷新页面再试。")

    def _enter(self) -> AnyResponse:
        """Exchange the word in the address for a cookie, and lead to an address without it.

        The page leads on itself: where a link of another site has led here, browsers count a
        redirect as that site's, and keep the cookie back.
        """
        sent = request.args.get(TOKEN, "")
        if not _same(sent, self.token) and self._once.pop(sent, 0) < time.monotonic():
            abort(403, "地址不完整或已经过期。请用程序窗口里显示的地址打开本页。")
        target = request.args.get("to", "")
        target = target if _is_own_path(target) else "/"
        answer = make_response(render_template("enter.html.jinja", target=target))
        answer.set_cookie(self.cookie, self._session, httponly=True, samesite="Strict", path="/")
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


def report_page(page: str | bytes) -> Response:
    """Return a page of `reporting` to be shown in a frame; it forbids what is not its own."""
    answer = Response(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = REPORT_POLICY
    return answer


def _sent_word() -> str:
    """Return the word of a change, from its header; of a form, from its field."""
    sent = request.headers.get(CSRF_HEADER)
    if sent is None and request.mimetype == "application/x-www-form-urlencoded":
        sent = request.form.get(CSRF_FIELD)
    return sent or ""


def _same(sent: str, own: str) -> bool:
    return hmac.compare_digest(sent.encode(errors="replace"), own.encode())


def _is_own_path(target: str) -> bool:
    # Browsers leave out tabs and ends of lines, and take a \ for a /.
    return bool(re.fullmatch(r"/(?![/\\])[^\x00-\x20\\\x7f]*", target))


def _seal(answer: Response) -> Response:
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    answer.headers["Cache-Control"] = "no-store"
    return answer
