"""Notes below a table (注：…, 说明：…): how a line is known to be one."""

from __future__ import annotations

import re

from generator.base.labels import squash

OPENING_MARKS = "[（(【〔\\[*＊※★☆◆●•·△\\s]*"
_NOTE = re.compile(
    OPENING_MARKS + r"(?:(?:补充|特别|编制|编表|填表|填报|情况|其他|数据|有关|相关|特此)?"
    r"(?:注释|注意事项|备注|附注|注|说明)"
    r"(?:\s*[0-9①-⑳一二三四五六七八九十]{0,2}\s*(?:[】〕\])）]\s*[:：;；.．。、]?|[:：;；.．。、])|\s*\d|\s*[①-⑳]|\s|本表)"
    r"|(?:注|说明)$|本表)"
)


def is_note(row: tuple[str, ...]) -> bool:
    """Whether a row is a note (注：…, 说明：…)."""
    first = next((text for text in row if text), "")
    return bool(_NOTE.match(first) or _NOTE.match(squash(first)))
