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
_SHARED = Path(__file__).parent
_BASE, _PANEL = _SHARED / "base.css", _SHARED / "panel.js"


def load_template(
    folder: Path, *, own_look: bool = False, file: str = _TEMPLATE
) -> jinja2.Template:
    """Return the template of a folder that holds page.html.jinja, page.css and perhaps page.js.

    Before them are set in the look that pages share (base.css), unless the page has a look of its
    own, and the panel of scripts (panel.js). The template is given `style` and `script`, and
    `style_digest` and `script_digest` for its policy.
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
    script = folder / "page.js"
    assets = {
        "style": ([] if own_look else [_BASE]) + [folder / "page.css"],
        "script": [_PANEL, script] if script.is_file() else [],
    }
    for name, paths in assets.items():
        text = "".join(map(_read_asset, paths))
        environment.globals[name] = Markup(text)  # noqa: S704 - our own files, no user's text
        environment.globals[f"{name}_digest"] = _digest(text)
    return environment.get_template(file)


def _read_asset(path: Path) -> str:
    """Return a file of the page; it has bare line feeds on every system."""
    return f"\n{path.read_text(encoding='utf-8')}"


def _digest(text: str) -> str:
    """Return what the page's policy knows a style or script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
