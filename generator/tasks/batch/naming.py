r"""Where the results of a unit lie below the output: names that every system can keep.

The names of Windows are the narrowest: no <>:"/\\|?*, no white space or dot at the end, none of
its devices (CON, NUL, COM1), capital and small letters the same, and a path of 260 characters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from generator.base.output import fit_file_name
from generator.tasks.batch.unit import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePosixPath

# Of a path of 260 characters the name of a document takes up to 70, the output itself the rest.
_LONGEST_PATH, _LONGEST_PART, _HEAD = 120, 60, 40
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|$)", re.IGNORECASE
)
_MARK = 8


def propose_folders(path: PurePosixPath, name: str, kind: Kind) -> Iterator[str]:
    """Yield where results may lie, the best first; no other unit has the last one.

    `name` is how the unit is called, `path` where it lies.
    """
    parts = [fit_part(part) for part in name.split("/")]
    last = parts[-1]
    if kind is not Kind.FOLDER:
        bare = fit_part(path.stem)
        yield _fit_path([*parts[:-1], bare], path)
        last = fit_part(path.name.replace(".", "_"))
    else:
        yield _fit_path(parts, path)
    yield _fit_path([*parts[:-1], last], path)
    yield _fit_path([*parts[:-1], f"{last}-{_mark(path)}"], path)


def fit_part(text: str) -> str:
    """Return one part of a path as every system can keep it, whatever is in it."""
    kept = fit_file_name(unicodedata.normalize("NFC", text))
    cut = kept if len(kept) <= _LONGEST_PART else f"{kept[:_HEAD]}-{_digest(text)}"
    return f"_{cut}" if not cut or _DEVICE.match(cut) or cut.startswith("~") else cut


def compare_key(folder: str) -> str:
    """Return what two folders have in common that some system takes for the same."""
    return unicodedata.normalize("NFC", folder).casefold()


def _fit_path(parts: list[str], path: PurePosixPath) -> str:
    whole = "/".join(parts)
    if len(whole) <= _LONGEST_PATH:
        return whole
    return f"{parts[0][:_HEAD]}/{parts[-1][:_HEAD]}-{_mark(path)}"


def _mark(path: PurePosixPath) -> str:
    return _digest(path.as_posix())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:_MARK]
