"""Packages (OOXML, ZIP) taken apart, changed in their parts or as packages, and put together."""

import io
import struct
import warnings
import zipfile
from random import Random

from fuzz.bytewise import change_bytes
from fuzz.markup import change_xml

Parts = list[tuple[str, bytes]]
_MARKUP = (".xml", ".rels", ".vml")
_NAMES = ("", "../a.xml", "/etc/passwd", "C:\\a.xml", "a\\b.xml", "CON", "名\0字", "x" * 300, "a/")


def change_package(dice: Random, data: bytes) -> bytes:
    """Return a package of which one or two parts, or the package itself, are changed."""
    parts = unpack(data)
    for _ in range(dice.choice((1, 1, 1, 2))):
        if dice.random() < 0.8:
            _change_part(dice, parts)
        else:
            _change_parts(dice, parts)
    packed = pack(dice, parts)
    return _damage(dice, packed) if dice.random() < 0.1 else packed


def unpack(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def pack(dice: Random, parts: Parts) -> bytes:
    """Return the package; two parts may have one name."""
    stream = io.BytesIO()
    method = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # doubled names are wanted
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, method)
    return stream.getvalue()


def _change_part(dice: Random, parts: Parts) -> None:
    places = [at for at, (name, _) in enumerate(parts) if name.endswith(_MARKUP)]
    if not places:
        return
    main = [at for at in places if "document.xml" in parts[at][0] or "sheet1" in parts[at][0]]
    at = dice.choice(main) if main and dice.random() < 0.4 else dice.choice(places)
    name, content = parts[at]
    parts[at] = name, change_xml(dice, content)


def _change_parts(dice: Random, parts: Parts) -> None:
    if not parts:
        return
    at, other = dice.randrange(len(parts)), dice.randrange(len(parts))
    name, content = parts[at]
    match dice.randrange(6):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, parts[other][1]))
        case 2:
            parts[at] = dice.choice((*_NAMES, name.upper(), parts[other][0])), content
        case 3:
            parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], content)
        case 4:
            parts[at] = name, change_bytes(dice, content)
        case _:
            parts[at] = name, b""


def _damage(dice: Random, data: bytes) -> bytes:
    """Return the package with a directory that does not tell the truth, or damaged as bytes."""
    changed = bytearray(data)
    place = data.rfind(b"PK\x01\x02")
    if place < 0 or dice.random() < 0.4:
        return change_bytes(dice, data)
    offset, size = dice.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (42, 4)))
    value = dice.choice((0, 1, 9, 99, 1000, 0xFFFF, 0xFFFFFFFF))
    form = "<H" if size == 2 else "<I"
    struct.pack_into(form, changed, place + offset, value & (0xFFFF if size == 2 else 0xFFFFFFFF))
    return bytes(changed)
