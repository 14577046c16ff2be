"""Bytes to text: which encoding a file is in. Nothing is guessed that does not decode strictly."""

from __future__ import annotations

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORKBOOK_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# A form feed parts the pages of a text; it is white space as a line break is.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LEAST_PADDING = 8
_END_MARK = "\x1a"
_BREAKS = {0x0B: " ", 0x2028: " ", 0x2029: " "}
_SAMPLE, _MOST, _QUOTED = 100_000, 20, 12
# Characters of no width, which text copied from web pages carries unseen into keys and amounts;
# and plane 16, which carries our marks of provenance: user text must not hold any of it.
# All that Unicode counts as ignorable on the basic plane (Default_Ignorable_Code_Point).
UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00100000-\U0010ffff"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


# Kangxi radicals and the simplified ones of the supplement, which text copied from a PDF carries
# in place of characters (⼀⽀⼊): each is one character that looks the same.
_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⺼",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙肉",
        strict=True,
    )
)
_RADICALS = str.maketrans(
    {
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)},
        **_SIMPLIFIED,
    }
)
_ANY_RADICAL = re.compile(f"[{''.join(map(chr, _RADICALS))}]")  # few texts have one


def fold_radicals(text: str) -> str:
    """Return a text with the usual characters in place of radicals, as many as before."""
    return text.translate(_RADICALS) if _ANY_RADICAL.search(text) else text


class UndecodableError(ValueError):
    """The bytes are no text in any of the accepted encodings; the message says what to do."""


def decode(data: bytes) -> str:
    """Return the text of a CSV, Markdown or TOML file.

    Order: byte order mark, UTF-16 without one (every other byte 0), UTF-8, GB18030; each strict.
    Raises UndecodableError.
    """
    if data.startswith(_WORKBOOK_MAGIC):
        raise UndecodableError(
            "文件内容是 Excel 工作簿或压缩包，不是文本；请在 Excel/WPS 中另存为 CSV"
        )
    # Old accounting programs end a file with U+001A, and break lines within a cell with U+000B.
    whole = _decode_strictly(_without_padding(data))
    text = _without_end_mark(whole).translate(_BREAKS)
    found = _FORBIDDEN.search(text)
    if found:
        raise UndecodableError(_control_character(text, found))
    return _UNSEEN.sub("", fold_radicals(text))


def _without_end_mark(text: str) -> str:
    kept = text.rstrip(f"{_END_MARK} \t\r\n")
    return f"{kept}\n" if _END_MARK in text[len(kept) :] else text


def _without_padding(data: bytes) -> bytes:
    """Return a file without the zero bytes that old programs fill its last block with."""
    kept = data.rstrip(b"\0")
    return data if b"\0" in kept or len(data) - len(kept) < _LEAST_PADDING else kept


def _control_character(text: str, found: re.Match[str]) -> str:
    """Return where the first control character stands; a file full of them is no text."""
    named = f"不可见的控制字符（U+{ord(found.group()):04X}）"
    if len(_FORBIDDEN.findall(text[: found.start() + _SAMPLE])) > _MOST:
        return f"文件含有{named}，不是文本"
    line = text.count("\n", 0, found.start()) + 1
    before = re.split(r"[\n,\t]", text[: found.start()])[-1][-_QUOTED:]
    after = re.split(r"[\n,\t]", text[found.end() :])[0][:_QUOTED]
    quote = _FORBIDDEN.sub("", f"{before}…{after}")
    return f"第 {line} 行“{quote}”中有{named}；请删去这个字符，另存为 UTF-8 编码的文件"


def _decode_strictly(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            candidates: tuple[str, ...] = (encoding,)
            break
    else:
        candidates = (*_bare_utf16(data), "utf-8", "gb18030")
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UndecodableError("无法按 UTF-8、GB18030 或 UTF-16 解码；请另存为 UTF-8 编码的 CSV")


def _bare_utf16(data: bytes) -> tuple[str, ...]:
    """Return the byte order of UTF-16 without a mark, told by the zero bytes of ASCII digits."""
    sample = data[:2000]
    if len(sample) % 2 or not sample:
        sample = sample[:-1]
    if sample[1::2].count(0) * 5 > len(sample) // 2:
        return ("utf-16-le",)
    if sample[0::2].count(0) * 5 > len(sample) // 2:
        return ("utf-16-be",)
    return ()
