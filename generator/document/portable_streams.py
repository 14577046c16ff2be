"""Looks at the packed parts of a PDF file before a library opens them: bombs and damage."""

from __future__ import annotations

import re
import zlib

MOST_UNPACKED = 60_000_000  # of one part that is no picture
_MEGABYTE = 1_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode")
_DICTIONARY = 400  # bytes before a stream that say what it is
_PIECE = 65_536


def refuse_streams(data: bytes) -> str:
    """Return why the packed parts are not opened, empty where they can be."""
    if b"/Encrypt" in data:  # what is packed is then encrypted as well
        return ""
    for found in _STREAM.finditer(data):
        before = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        if b"/Image" in before or not _PACKED.search(before):
            continue
        end = data.find(b"endstream", found.end())
        unpacked = _unpacked_size(memoryview(data)[found.end() : end]) if end >= 0 else -1
        if unpacked > MOST_UNPACKED:
            return f"有一部分内容展开后超过 {MOST_UNPACKED // _MEGABYTE} MB，没有打开"
        if unpacked < 0:  # a table would lose cells without anybody seeing it
            return "PDF 文件已损坏（有一部分内容无法展开），请重新下载或导出"
    return ""


def _unpacked_size(rest: memoryview) -> int:
    """Return the size of an unpacked part, as far as it matters; -1 for a damaged one."""
    unpacking = zlib.decompressobj()
    size = 0
    try:
        while not unpacking.eof and size <= MOST_UNPACKED:
            packed = unpacking.unconsumed_tail
            if not packed:
                packed, rest = bytes(rest[:_PIECE]), rest[_PIECE:]
            if not packed:
                break
            size += len(unpacking.decompress(packed, MOST_UNPACKED))
    except zlib.error:
        return -1
    return size
