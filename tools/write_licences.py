"""Write docs/licences.md: the libraries that users install, and under which licence each is.

python tools/write_licences.py      write docs/licences.md from what is installed here

The libraries are followed from pyproject.toml through what each of them requires. A licence that
is not in the list below stops the tool: look at it, then add it or do without the library.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import PackageMetadata

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
DEVELOPMENT = "test"
# The identifiers of SPDX that may be used, and the words by which metadata tells them.
ALLOWED = {
    "MIT": ("MIT", "MIT License", "The MIT License"),
    "0BSD": ("0BSD",),
    "BSD-2-Clause": ("BSD-2-Clause",),
    "BSD-3-Clause": ("BSD-3-Clause", "BSD", "BSD License"),
    "Apache-2.0": ("Apache-2.0", "Apache 2.0", "Apache Software License"),
    "ISC": ("ISC License", "ISC License (ISCL)"),
    "PSF-2.0": ("PSF-2.0",),
    "Zlib": ("Zlib",),
    "CC0-1.0": ("CC0-1.0",),
    "ZPL-2.1": ("ZPL 2.1", "Zope Public License"),
    "LGPL": ("LGPL", "GNU Library or Lesser General Public License (LGPL)"),
}
_BY_WORD = {word: name for name, words in ALLOWED.items() for word in words}
_JOINED = re.compile(r" AND | OR |, ")
# Of libraries whose metadata does not say it: what their own licence files say.
_BY_LIBRARY = {"pypdfium2": "BSD-3-Clause AND Apache-2.0"}
_HEAD = (
    "# 所用的库和许可证\n\n"
    "本页由 `tools/write_licences.py` 写成（`make docs`），不要手工修改。"
    "程序自己的许可证是 MIT。没有 GPL、AGPL 的库；LGPL 的库原样安装，没有改动。\n\n"
    "| 库 | 许可证 | 何时安装 |\n|---|---|---|\n"
)


class LicenceError(Exception):
    """A licence that nobody has looked at yet."""


class Library(NamedTuple):
    """A library of the program: `extra` is empty where it is always installed."""

    name: str
    licence: str
    extra: str


def list_libraries(project: Path = ROOT / "pyproject.toml") -> tuple[Library, ...]:
    """Return the libraries that users install, by name. Raises LicenceError."""
    described = tomllib.loads(project.read_text("utf-8"))["project"]
    found: dict[str, Library] = {}
    _follow(described["dependencies"], "", found)
    for extra, wanted in described["optional-dependencies"].items():
        if extra != DEVELOPMENT:
            _follow(wanted, extra, found)
    return tuple(found[name] for name in sorted(found))


def render_page() -> str:
    """Return the page."""
    rows = (
        f"| {one.name} | {one.licence} | {f'装了 [{one.extra}] 时' if one.extra else '总是'} |\n"
        for one in list_libraries()
    )
    return _HEAD + "".join(rows)


def _follow(wanted: Iterable[str], extra: str, found: dict[str, Library]) -> None:
    for text in wanted:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        outside = requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})
        if name in found or outside:
            continue
        try:
            installed = distribution(name)
        except PackageNotFoundError as error:
            raise LicenceError(f"{name} is not installed here: make test installs it") from error
        found[name] = Library(name, read_licence(name, installed.metadata), extra)
        _follow(installed.requires or (), extra, found)


def read_licence(name: str, metadata: PackageMetadata) -> str:
    """Return the licence that metadata tell, in the words of SPDX. Raises LicenceError."""
    if name in _BY_LIBRARY:
        return _BY_LIBRARY[name]
    classifiers = metadata.get_all("Classifier") or ()
    told = [
        *(metadata.get_all("License-Expression") or ()),
        *(one.split("::")[-1].strip() for one in classifiers if one.startswith("License ::")),
        *(metadata.get_all("License") or ()),
    ]
    for words in told:
        parts = _JOINED.split(words)
        if all(part in _BY_WORD for part in parts):
            joined = " OR " if " OR " in words else " AND "
            return joined.join(_BY_WORD[part] for part in parts)
    raise LicenceError(f"{name}: {told}")


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
    sys.stdout.write(f"已写出 {PAGE}\n")
