"""The template of a self-contained page, with its style and script set in.

Texts are escaped by the template; besides, a page forbids every script and style but its own by
their digests.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import jinja2
from markupsafe import Markup

_TEMPLATE = "page.html.jinja"
_PANEL = Path(__file__).with_name("panel.js")


def load_template(folder: Path) -> jinja2.Template:
    """Return the template of a folder that holds page.html.jinja, page.css and page.js.

    The placing of a panel (panel.js) is set in before the script. The template is given `style` and
    `script`, and `style_digest` and `script_digest` for its policy.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    assets = {
        "style": _read_asset(folder / "page.css"),
        "script": _read_asset(_PANEL) + _read_asset(folder / "page.js"),
    }
    for name, text in assets.items():
        environment.globals[name] = Markup(text)  # noqa: S704 - our own file, no user's text
        environment.globals[f"{name}_digest"] = _digest(text)
    return environment.get_template(_TEMPLATE)


def _read_asset(path: Path) -> str:
    """Return a file of the page; it has bare line feeds on every system."""
    return f"\n{path.read_text(encoding='utf-8')}"


def _digest(text: str) -> str:
    """Return what the page's policy knows a style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
