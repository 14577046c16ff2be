"""Symbolic links (符号链接、快捷方式目录): what a folder holds must not fetch what lies elsewhere.

Data folders, piles and templates are handed from one desk to another; a link in them would put
a file of the reader's own machine into the result.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OUTSIDE = "是指向文件夹之外的链接，为安全没有读取；请把文件本身复制进来"
BROKEN = "是失效的链接（所指的文件不存在，或链接绕成一圈），没有读取；请把文件本身复制进来"


def real_path(path: Path) -> Path:
    """Return where a path leads, itself where it is a loop.

    `Path.resolve` raises RuntimeError for a loop, before Python 3.13.
    """
    return Path(os.path.realpath(path))


def refuse_link(path: Path, root: Path) -> str:
    """Return why a path below `root` is not to be followed, nothing where it may be.

    A link to something within `root` may be followed. Links in the folders between the two count
    as well; `root` itself may be a link, since somebody has asked for it.
    """
    if not _is_linked(path, root):
        return ""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop is an OSError or, before Python 3.13, the other
        return BROKEN
    return "" if real.is_relative_to(real_path(root)) else OUTSIDE


def refuse_links(folders: Iterable[Path], root: Path) -> dict[Path, str]:
    """Return what must not be followed in some folders below `root`, each with the reason."""
    refused: dict[Path, str] = {}
    for folder in folders:
        if not folder.is_dir() or refuse_link(folder, root):
            continue
        links = sorted(path for path in folder.iterdir() if path.is_symlink())
        refused |= {path: why for path in links if (why := refuse_link(path, root))}
    return refused


def _is_linked(path: Path, root: Path) -> bool:
    """Whether the path, or a folder between it and `root`, is a link."""
    while path not in (root, path.parent):
        if path.is_symlink():
            return True
        path = path.parent
    return False
