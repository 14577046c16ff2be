"""The application: guard, rooms, uploads, runs, and how everything that goes wrong is told."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from generator.base.errors import GeneratorError
from generator.base.refusals import word_refusal
from generator.server.guard import CSRF_FIELD
from generator.server.house import KEY, house
from generator.server.runs import RunMissingError
from generator.server.start import blueprint as start
from generator.server.traffic import blueprint as traffic
from generator.server.workspace import OutsideError
from generator.tasks.supervised.failure import describe_bug

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from generator.server.house import House

_BASE_STYLE = Path(__file__).parents[1] / "reporting" / "base.css"
_LARGEST_FORM = 5_000_000  # bytes of what is typed; files are streamed past this (`traffic`)
_MOST_FIELDS = 2000
_WORDS = {
    404: "没有这个页面。",
    405: "这个地址不能这样用。",
    413: "发来的内容太大，没有收下。",
}
_LOG = logging.getLogger("generator.server")


class _Provider(DefaultJSONProvider):
    """JSON as it is written; what is nested too deep to be read is none."""

    ensure_ascii = False

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Return the value. Raises ValueError, as whoever reads JSON expects."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """Return the text of a value."""
        return _writable(super().dumps(obj, **kwargs))


class _Application(Flask):
    """Flask, with every template escaped, whatever it is called, and no name left undefined."""

    json_provider_class = _Provider
    jinja_options = {  # noqa: RUF012 - Flask has it so
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }

    def select_jinja_autoescape(self, filename: str | None) -> bool:  # noqa: ARG002 - see above
        """Return True: what a user or a file has written is never markup."""
        return True

    def make_response(self, rv: Any) -> Response:
        """Return what is sent for what a page returns."""
        return super().make_response(_writable(rv) if isinstance(rv, str) else rv)


def _writable(text: str) -> str:
    """Return a text without half characters, which names of files and JSON may have."""
    return text.encode(errors="replace").decode()


def create_app(shared: House) -> Flask:
    """Return the application of a house; nothing is served before its guard knows the port."""
    app = _Application(__name__)
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST_FORM, MAX_FORM_PARTS=_MOST_FIELDS)
    app.extensions[KEY] = shared
    shared.guard.protect(app)
    app.context_processor(_shared_names)
    app.add_url_rule("/base.css", "base_style", _send_base_style)
    app.register_error_handler(Exception, _tell)
    app.register_blueprint(start)
    app.register_blueprint(traffic)
    for room in shared.rooms:
        app.register_blueprint(room.blueprint)
    return app


def _shared_names() -> dict[str, Any]:
    """Return what every template may use."""
    shared = house()
    return {
        "rooms": shared.rooms,
        "csrf": shared.guard.csrf,
        "csrf_field": CSRF_FIELD,
        "workspace": shared.workspace.root.name,
        "given": shared.given is not None,
        "limits": shared.uploads.limits,
        "room": next((room for room in shared.rooms if room.name == request.blueprint), None),
    }


def _send_base_style() -> Response:
    return Response(_BASE_STYLE.read_bytes(), mimetype="text/css")


def _tell(error: Exception) -> AnyResponse:
    """Say what went wrong, as a page or, to a script, as JSON: {"problem": …}."""
    if isinstance(error, HTTPException):
        if error.response is not None or (error.code or 500) < 400:  # noqa: PLR2004 - redirects
            return error.get_response()
        own = type(error).description != error.description
        status = error.code or 500
        words = (error.description if own else _WORDS.get(status)) or _WORDS[404]
    elif isinstance(error, OutsideError | RunMissingError):
        status, words = 404, str(error)
    elif isinstance(error, GeneratorError):
        status, words = 409, "\n".join([str(error), *getattr(error, "__notes__", ())])
    elif isinstance(error, OSError):
        status, words = 409, f"系统拒绝读写：{word_refusal(error)}。"
    else:
        status, words = 500, describe_bug(error).words
        # Neither address nor headers nor content: only what broke, and where.
        _LOG.error(words)
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(problem=words)
    else:
        answer = Response(_writable(_page_of(words)), mimetype="text/html")
    answer.status_code = status
    return answer


def _page_of(words: str) -> str:
    # Who was not let in gets no word that lets him in.
    known = house().guard.admits(request.host, request.cookies)
    return render_template("problem.html.jinja" if known else "outside.html.jinja", words=words)
