"""A Word file of somebody else opened with python-docx, within a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from generator.base.regular import open_regular
from generator.base.unpacking import DAMAGED, verify_members

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

# What python-docx raises for a file that is missing, locked, damaged or no .docx at all.
UNREADABLE: tuple[type[Exception], ...] = (
    OSError,
    PackageNotFoundError,
    *DAMAGED,
    etree.XMLSyntaxError,
)

MOST_UNPACKED = 400_000_000


def open_word(path: Path) -> Document:
    """Return a Word file of somebody else's; python-docx takes every part of it whole.

    Raises what `UNREADABLE` lists; UnpackingError, one of these, where it is too
    large unpacked.
    """
    with open_regular(path) as file:
        with ZipFile(file) as archive:
            verify_members(archive, archive.infolist(), MOST_UNPACKED)
        file.seek(0)
        return docx.Document(file)
