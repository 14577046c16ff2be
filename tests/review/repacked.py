"""Word files with some of their parts replaced, put in or taken out."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"

Change = bytes | None | Callable[[bytes], bytes]


def repack(path: Path, changes: Mapping[str, Change]) -> Path:
    """Replace parts by their names; None takes one out, a function makes the new one of the old."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if change is None:
            del parts[name]
        else:
            parts[name] = change if isinstance(change, bytes) else change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def linked(identifier: str, kind: str, target: str) -> Callable[[bytes], bytes]:
    """Return what adds a relationship to those of the document."""
    link = f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return lambda old: old.replace(b"</Relationships>", f"{link}</Relationships>".encode())
