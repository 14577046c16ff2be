"""Cuts the published document of Mengjin into its sections, each character in one section."""

import re
from collections.abc import Mapping

_NUMERALS = "一二三四五六七八九十"
_BODY = "# 第三部分\n"
_REPORT = "# 洛阳市孟津区政务服务和大数据管理局管理局\n"
_TABLE = re.compile(r"^#+ (?=(?:收入|支出|财政|一般公共|政府性|国有)\S+表$)", re.MULTILINE)
_MARK = re.compile(
    r"^[#* ]*(?:"
    r"(?P<section>[一二三四五六七八九十]+)、(?=\S+情况说明)|"
    r"(?P<part>（[一二三]）)(?=\S)|"
    r"(?P<item>[1-6])\. ?(?=[^\s\d]))",
    re.MULTILINE,
)


def _fixed_cuts(text: str) -> list[tuple[int, str]]:
    overview = text.index("\n# 第一部分\n") + 1
    tables = text.index("\n## 第二部分\n") + 1
    body = text.index("\n" + _BODY) + 1
    return [
        (0, "封面"),
        (text.index("# 目 录"), "目录"),
        (overview, "第一部分"),
        (tables, "第二部分"),
        *((match.start(), f"公开{number:02d}") for number, match in _tables(text, tables, body)),
        (body, "第三部分"),
        (text.index(_REPORT), "自评报告"),
        (text.index("\n## 第四部分\n") + 1, "第四部分"),
    ]


def _tables(text: str, start: int, end: int) -> list[tuple[int, re.Match[str]]]:
    found = list(enumerate(_TABLE.finditer(text, start, end), start=1))
    assert len(found) == 9
    return found


def _body_cuts(text: str) -> list[tuple[int, str]]:
    """Cut the thirteen sections; items are numbered paragraphs of 五（三） and 九（二）."""
    start, end = text.index("\n" + _BODY), text.index(_REPORT)
    cuts = []
    section = part = ""
    for match in _MARK.finditer(text, start, end):
        if match["section"]:
            section, part = match["section"], ""
            cuts.append((match.start(), section))
        elif match["part"]:
            part = match["part"]
            cuts.append((match.start(), section + part))
        elif section + part in {"五（三）", "九（二）"}:
            cuts.append((match.start(), section + part + match["item"]))
    return cuts


def split_sections(text: str) -> dict[str, str]:
    """Return the text of each section by its name (一 … 十三, 五（三）2, 目录, 公开07 …)."""
    cuts = sorted(_fixed_cuts(text) + _body_cuts(text))
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    sections = {name: text[start:end] for (start, name), end in zip(cuts, ends, strict=True)}
    assert len(sections) == len(cuts)
    assert "".join(sections.values()) == text
    return sections


def contents_entries(contents: str) -> dict[str, list[str]]:
    """Return the entries of the 目录 by part, blanks and markup dropped."""
    entries: dict[str, list[str]] = {}
    part = ""
    for line in contents.splitlines():
        plain = re.sub(r"[#*\s]", "", line)
        if match := re.match(r"第[一二三四]部分", plain):
            part = match[0]
            entries[part] = [plain.removeprefix(part)]
        elif part and plain:
            entries[part].append(plain)
    return entries


def body_headings(sections: Mapping[str, str]) -> list[str]:
    """Return the thirteen headings of the body, blanks and markup dropped."""
    numerals = [*_NUMERALS, "十一", "十二", "十三"]
    return [re.sub(r"[#*\s]", "", sections[numeral].splitlines()[0]) for numeral in numerals]
