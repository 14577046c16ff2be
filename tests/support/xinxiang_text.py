"""The published document of 新乡 2024 cut into its sections, every character kept."""

from __future__ import annotations

import re

PARTS = ("目 录", "第一部分", "第二部分", "第三部分", "第四部分", "第五部分")
_NUMERAL = "[一二三四五六七八九十]+"
_HEADING = re.compile(rf"^({_NUMERAL})、.+情况说明$")
_PART = re.compile(rf"^[（(]({_NUMERAL})[）)]")
_ITEM = re.compile(r"^(\d+)\. ")
_TABLE = re.compile(r"^公开(\d\d)表$")
_TABLE_FORM = "项目支出绩效自评情况表"
_REPORT_FORM = "财政项目支出绩效自评报告"
# Items are numbered on lines of their own only here; elsewhere "1. " is part of a sentence.
_WITH_ITEMS = ("五（三）", "九（二）")


def cut_into_parts(document: str) -> dict[str, str]:
    """Return 封面, 目录 and the five parts, found after the 目录, which names them too."""
    bodies = {"封面": document.partition("目 录")[0]}
    contents_start = document.index("目 录")
    starts = [contents_start]
    contents_end = document.index("第五部分 附件")
    starts += [document.index(f"\n{part} ", contents_end) for part in PARTS[1:]]
    for name, start, end in zip(PARTS, starts, [*starts[1:], len(document)], strict=True):
        bodies[name.replace(" ", "")] = document[start:end]
    return bodies


def cut_into_sections(document: str) -> dict[str, str]:
    """Return the raw text of each section: 目录, 公开01, 一, 五（三）12, 附件（自评表1） …"""
    parts = cut_into_parts(document)
    sections = {name: parts[name] for name in ("封面", "目录", "第一部分")}
    sections |= _cut_tables(parts["第二部分"])
    sections |= _cut_narrative(parts["第三部分"])
    sections["第四部分"] = parts["第四部分"]
    sections |= _cut_attachments(parts["第五部分"])
    return sections


def read_contents(document: str) -> list[str]:
    """Return the entries of the 目录 in order, without their marks."""
    lines = cut_into_parts(document)["目录"].splitlines()[1:]
    return [line.removeprefix("- ").strip() for line in lines if line.strip()]


def _cut_tables(part: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    name = ""
    for line in part.splitlines(keepends=True):
        found = _TABLE.match(line.strip())
        if found:
            name = f"公开{found[1]}"
        if name:
            sections[name] = sections.get(name, "") + line
    return sections


def _cut_narrative(part: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    section = sub = ""
    item = 0
    for line in part.splitlines(keepends=True):
        text = line.strip()
        heading, subheading, numbered = _HEADING.match(text), _PART.match(text), _ITEM.match(text)
        if heading:
            section, sub, item = heading[1], "", 0
        elif subheading and section:
            sub, item = f"（{subheading[1]}）", 0
        elif numbered and section + sub in _WITH_ITEMS and int(numbered[1]) == item + 1:
            item += 1
        if section:
            name = f"{section}{sub}{item or ''}"
            sections[name] = sections.get(name, "") + line
    return sections


def _cut_attachments(part: str) -> dict[str, str]:
    sections: dict[str, str] = {}
    name, tables, reports = "附件", 0, 0
    for line in part.splitlines(keepends=True):
        if line.strip() == _TABLE_FORM:
            tables += 1
            name = f"附件（自评表{tables}）"
        elif line.strip() == _REPORT_FORM:
            reports += 1
            name = f"附件（自评报告{reports}）"
        sections[name] = sections.get(name, "") + line
    return sections
