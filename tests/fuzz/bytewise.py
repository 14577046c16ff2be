"""Changes of bytes that know nothing of what they mean."""

from collections.abc import Callable
from random import Random

_NUMBERS = (
    b"\x00", b"\xff", b"\x7f\xff", b"\x80\x00", b"\xff\xff", b"\x00\x00\x00\x00",
    b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xfe\xff\xff\xff",
)  # fmt: skip
_LONGEST = 200
_MOST = 6


def flip(dice: Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    data[at] ^= 1 << dice.randrange(8)


def overwrite(dice: Random, data: bytearray) -> None:
    number = dice.choice(_NUMBERS)
    at = dice.randrange(len(data))
    data[at : at + len(number)] = number


def insert(dice: Random, data: bytearray) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = dice.choice(_NUMBERS)


def drop(dice: Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.randint(1, _LONGEST)]


def double(dice: Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    piece = bytes(data[at : at + dice.randint(1, _LONGEST)])
    data[at:at] = piece * dice.choice((1, 1, 1, 20))


def move(dice: Random, data: bytearray) -> None:
    at = dice.randrange(len(data))
    piece = bytes(data[at : at + dice.randint(1, _LONGEST)])
    to = dice.randrange(len(data))
    data[to : to + len(piece)] = piece


def cut(dice: Random, data: bytearray) -> None:
    del data[dice.randrange(len(data)) :]


CHANGES: tuple[Callable[[Random, bytearray], None], ...] = (
    flip, flip, overwrite, overwrite, insert, drop, double, move, cut,
)  # fmt: skip


def change_bytes(dice: Random, data: bytes) -> bytes:
    """Return the data with a few changes."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, _MOST)):
        if not changed:
            break
        dice.choice(CHANGES)(dice, changed)
    return bytes(changed)
