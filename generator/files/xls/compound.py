"""The streams of an OLE2 compound file, the container of .xls, .doc and encrypted workbooks."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109
_STREAM, _ROOT = 2, 5
_MINI = 64
_LAST_SECTOR = 0xFFFFFFFA
_SHIFTS = frozenset({9, 12})
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LARGE = 4096


class DamagedError(ValueError):
    """The container contradicts itself."""


def read_streams(data: bytes, wanted: frozenset[str]) -> dict[str, bytes]:
    """Return the wanted streams, and all other names with no bytes; raises DamagedError."""
    try:
        return _Container(data).streams(wanted)
    except (struct.error, IndexError) as error:
        raise DamagedError("truncated") from error


def pack_stream(name: str, stream: bytes) -> bytes:
    """Return a container with this one stream, which has to be at least 4,096 bytes long.

    A reader that trusts every number of a container is given one whose numbers are right.
    """
    sectors = -(-len(stream) // _LARGE)
    entries = _LARGE // 4
    tables = next(n for n in range(1, _IN_HEADER + 1) if n * entries >= sectors + 2 + n)
    chain = [*range(1, sectors), _END, _END, _END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * entries - len(chain))
    listed = [sectors + 2 + index for index in range(tables)]
    header = struct.pack("<8s16xHHHHH6xIIIIIIIIII",
        MAGIC, 0x3E, 4, 0xFFFE, 12, 6,
        1, tables, sectors, 0, _LARGE, _END, 0, _END, 0, listed[0],
    )  # fmt: skip
    header += struct.pack(f"<{_IN_HEADER - 1}I", *(listed[1:] + [_FREE] * (_IN_HEADER - tables)))
    directory = _entry("Root Entry", _ROOT, 1, sectors + 1, _MINI) + _entry(
        name, _STREAM, _FREE, 0, len(stream)
    )
    return b"".join(
        (
            header.ljust(_LARGE, b"\0"),
            stream.ljust(sectors * _LARGE, b"\0"),
            directory.ljust(2 * _LARGE, b"\0"),  # and the sector for small streams: none
            struct.pack(f"<{len(chain)}I", *chain),
        )
    )


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    """Return a directory entry without siblings."""
    encoded = (name + "\0").encode("utf-16-le")
    head = struct.pack("<64sHBBIII", encoded, len(encoded), kind, 1, _FREE, _FREE, child)
    return (head + bytes(36) + struct.pack("<IQ", first, size)).ljust(_ENTRY, b"\0")


class _Container:
    """Sectors chained by an allocation table; no chain may pass the same sector twice."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise DamagedError("no compound file")
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 0x1E)
        if shift not in _SHIFTS:
            raise DamagedError("sector size")
        self._size = 1 << shift
        self._first_directory, _, self._cutoff = struct.unpack_from("<I4sI", data, 0x30)
        (self._first_mini,) = struct.unpack_from("<I", data, 0x3C)
        self._table = self._allocation()

    def streams(self, wanted: frozenset[str]) -> dict[str, bytes]:
        """Return the streams by name."""
        directory = self._chain(self._first_directory)
        root = b""
        small: tuple[int, ...] = ()
        found: dict[str, bytes] = {}
        for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            entry = directory[offset : offset + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            kind = entry[66]
            first, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                root = self._chain(first) if size else b""
                small = self._numbers(self._chain(self._first_mini)) if root else ()
            elif kind == _STREAM and name in wanted:
                parts = _follow(small, first) if size < self._cutoff else ()
                stream = b"".join(root[part * _MINI : (part + 1) * _MINI] for part in parts)
                found[name] = (stream if size < self._cutoff else self._chain(first))[:size]
            elif kind == _STREAM:
                found[name] = b""
        return found

    def _allocation(self) -> tuple[int, ...]:
        (count,) = struct.unpack_from("<I", self._data, 0x2C)
        first, more = struct.unpack_from("<II", self._data, 0x44)
        numbers = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 0x4C)]
        seen: set[int] = set()
        while more and first < _LAST_SECTOR and first not in seen:
            seen.add(first)
            *listed, first = self._numbers(self._sector(first))
            numbers += listed
        table: list[int] = []
        for number in numbers[:count]:
            if number < _LAST_SECTOR:
                table += self._numbers(self._sector(number))
        return tuple(table)

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _follow(self._table, first)))

    def _sector(self, number: int) -> bytes:
        start = _HEADER if self._size == _HEADER else self._size
        start += number * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise DamagedError("sector beyond the end")
        return sector.ljust(self._size, b"\0")

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector)


def _follow(table: tuple[int, ...], first: int) -> list[int]:
    """Return the chain of sectors from the first to the last."""
    chain: list[int] = []
    while first < _LAST_SECTOR:
        chain.append(first)
        if len(chain) > len(table):
            raise DamagedError("endless chain")
        first = table[first]
    return chain
