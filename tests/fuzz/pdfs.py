"""PDF files changed by their objects, the numbers within them, and the drawing of their pages."""

import contextlib
import re
import zlib
from random import Random

from fuzz.bytewise import change_bytes

_OBJECT = re.compile(rb"[0-9]+ 0 obj\b.*?endobj", re.DOTALL)
_STREAM = re.compile(rb"(?<=stream\n)(.*?)(?=\nendstream)", re.DOTALL)
_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"9999",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"1e9",
    b"0.0001",
    b"99999999999999999999",
    b"1000000",
    b"nan",
    b"",
)
_OPERATORS = (
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"1 0 0 1 0 0 cm",
    b"0 0 0 0 0 0 cm",
    b"3 Tr",
    b"-1 0 0 1 0 0 cm",
    b"0 1 -1 0 0 0 cm",
    b"0 0 1 1 re f",
    b"0 0 m 1e9 1e9 l S",
    b"()Tj",
    b"100 Tz",
    b"0 Tz",
)
_MOST = 4


def change_pdf(dice: Random, data: bytes) -> bytes:
    """Return a file with a few of its objects changed; its table of places may not hold."""
    for _ in range(dice.randint(1, _MOST)):
        data = dice.choice((_drawing, _drawing, _drawing, _numbers, _numbers, _objects))(dice, data)
    return change_bytes(dice, data) if dice.random() < 0.15 else data


def _drawing(dice: Random, data: bytes) -> bytes:
    """Change what a page draws; a packed stream is unpacked, changed and packed."""
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    one = dice.choice(found)
    content, packed = one.group(), False
    with contextlib.suppress(zlib.error):
        content, packed = zlib.decompress(content), True
    lines = content.split(b"\n")
    for _ in range(dice.randint(1, 8)):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        match dice.randrange(6):
            case 0 | 1:
                lines[at] = _other_number(dice, lines[at])
            case 2:
                lines[at] = b""
            case 3:
                lines[at:at] = [lines[other]] * dice.choice((1, 1, 200))
            case 4:
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines.insert(at, dice.choice(_OPERATORS))
    changed = b"\n".join(lines)
    return data[: one.start()] + (zlib.compress(changed) if packed else changed) + data[one.end() :]


def _numbers(dice: Random, data: bytes) -> bytes:
    """Change a number of an object, a reference among them."""
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one = dice.choice(found)
    head, mark, stream = one.group().partition(b"stream\n")
    return data[: one.start()] + _other_number(dice, head) + mark + stream + data[one.end() :]


def _other_number(dice: Random, text: bytes) -> bytes:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    one = dice.choice(found)
    value = dice.choice((*_NUMBERS, dice.choice(found).group()))
    return text[: one.start()] + value + text[one.end() :]


def _objects(dice: Random, data: bytes) -> bytes:
    found = list(_OBJECT.finditer(data))
    if not found:
        return data
    one, other = dice.choice(found), dice.choice(found)
    content = dice.choice((b"", other.group(), one.group() + b"\n" + one.group(), b"null"))
    return data[: one.start()] + content + data[one.end() :]
