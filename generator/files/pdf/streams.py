"""Looks at the packed parts of a PDF file before a library opens them: bombs and damage."""

from __future__ import annotations

import re
import zlib

MOST_UNPACKED = 60_000_000  # of one part that is no picture
MOST_DRAWN = 16_000_000  # of one part that draws: PDFium takes 25 bytes for each of its bytes
MOST_OF_ALL = 400_000_000
_MEGABYTE = 1_000_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/Filter\s*(?:\[\s*)?/FlateDecode")
# Fonts, tables of objects, colours and the like: no drawing.
_NO_DRAWING = re.compile(
    rb"/Length[123]\b|/Type1C|/CIDFontType0C|/OpenType|/XML|/XRef|/ObjStm|/Metadata|/CMap"
    rb"|/FunctionType|/ShadingType|/EmbeddedFile|/N\s"
)
_DICTIONARY = 400  # bytes before a stream that say what it is
_PIECE = 65_536


def refuse_streams(data: bytes) -> str:
    """Return why the packed parts are not opened, empty where they can be."""
    if b"/Encrypt" in data:  # what is packed is then encrypted as well
        return ""
    left = MOST_OF_ALL
    for found in _STREAM.finditer(data):
        before = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b" obj")[2]
        if b"/Image" in before or not _PACKED.search(before):
            continue
        end = data.find(b"endstream", found.end())
        unpacked = _unpacked_size(memoryview(data)[found.end() : end]) if end >= 0 else -1
        most = MOST_UNPACKED if _NO_DRAWING.search(before) else MOST_DRAWN
        if unpacked > most:
            return f"有一部分内容展开后超过 {most // _MEGABYTE} MB，没有打开"
        left -= max(unpacked, 0)
        if left < 0:
            return f"各部分内容展开后共超过 {MOST_OF_ALL // _MEGABYTE} MB，没有打开"
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
