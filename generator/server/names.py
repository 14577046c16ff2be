"""Names of files as they come from a browser or an archive: cleaned, or refused."""

from __future__ import annotations

import re
import unicodedata

from generator.base.output import fit_file_name

_STEPS = re.compile(r"[/\\]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Windows opens a device, whatever stands behind the dot.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?")
_LONGEST = 180  # bytes of a part of a path
_MOST_SUFFIX = 12
_NAMELESS = "未命名"
MOST_PARTS = 8


def clean_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a path as they may stand below a folder, the last of them the file.

    Steps that lead out, drives and empty ones are left out, of a deep path the last ones stay;
    there is always a last part.
    """
    parts = [part for part in _STEPS.split(name) if part.strip(". ")]
    if parts and re.fullmatch("[A-Za-z]:", parts[0]):
        del parts[0]
    return tuple(map(clean_name, parts[-MOST_PARTS:])) or (_NAMELESS,)


def clean_name(name: str) -> str:
    """Return a name that every system takes, with its suffix.

    Without marks that turn the direction of writing: exe.docx would show as xcod.exe.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) > _MOST_SUFFIX:
        stem, suffix = text, ""
    kept = fit_file_name(suffix)
    stem = fit_file_name(stem.replace(" ", "_"), _LONGEST - len(kept.encode())) or _NAMELESS
    found = f"{stem}.{kept}" if kept else stem
    return f"_{found}" if _DEVICES.fullmatch(found) else found


def is_plain(part: str) -> bool:
    """Whether a part of a path that a browser asks for may be followed as it is."""
    return bool(part) and not (
        part.startswith((".", "~$"))
        or part.endswith((".", " "))
        or re.search(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]', part)
        or _DEVICES.fullmatch(part)
    )
