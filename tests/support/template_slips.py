"""Slips that a maintainer makes in a template, and the words that must tell of each."""

from __future__ import annotations

from typing import NamedTuple

_IMPORT = '{% import "宏.md" as 句 with context %}'


class Planted(NamedTuple):
    """Lines to be planted; the fault is on the last one. `words` stand in the message."""

    lines: tuple[str, ...]
    words: tuple[str, ...]


SLIPS = {
    "name": Planted(("{{ 收支总记 | 万元 }}",), ("“收支总记”", "“收支总计”")),
    "name in a condition": Planted(("{{ '有' if 政府姓基金 }}",), ("“政府性基金”",)),
    "filter": Planted(("{{ 收支总计 | 百份比 }}",), ("过滤器", "“百分比”")),
    "part": Planted(("{{ 收支总计.增减律 }}",), ("“增减律”", "“增减”")),
    "part of a member": Planted(
        ("{% for 乙 in 收入来源 %}", "{{ 乙.名秤 }}{% endfor %}"), ("“名秤”", "“名称”")
    ),
    "part of a list": Planted(("{{ 收入来源.占比 }}",), ("是列表", "for")),
    "switch": Planted(("{{ 行文.列出零直 }}",), ("“列出零直”", "“列出零值”")),
    "unclosed block": Planted(("{% if 年度 %}",), ("缺少“{% endif %}”",)),
    "unclosed loop": Planted(("{% for 乙 in 收入来源 %}",), ("缺少“{% endfor %}”",)),
    "superfluous end": Planted(("{% endmacro %}",), ("之前没有“{% macro … %}”",)),
    "else alone": Planted(("{% else %}",), ("之前没有“{% if … %}”",)),
    "unknown statement": Planted(("{% iff 年度 %}",), ("“{% iff %}”", "“if”")),
    "unclosed brace": Planted(("{{ 收支总计 | 万元 }",), ("缺少“}}”",)),
    "unclosed statement": Planted(("{% set 乙 = 1",), ("缺少“%}”",)),
    "wide bar": Planted(("{{ 收支总计 ｜ 万元 }}",), ("“｜”应为“|”",)),
    "wide quotes": Planted(("{{ “共” ~ 年度 }}",), ('““”应为“"”', '“””应为“"”')),
    "wide comma": Planted(("{% set 乙 = [1，2] %}",), ("“，”应为“,”",)),
    "wide braces": Planted(("｛｛ 收支总计 ｝｝",), ("花括号",)),
    "single braces": Planted(("{ 收支总计 }",), ("花括号", "{{ 名称 }}")),
    "heading level skipped": Planted(("# 甲", "### 乙"), ("跳了级", "“##”")),
    "heading without a gap": Planted(("#甲",), ("空一格",)),
    "wide heading": Planted(("＃ 甲",), ("“＃”", "“#”")),
    "chart": Planted(("::图 收入机构",), ("“收入机构”", "“收入结构”")),
    "chart sign": Planted(("::表 收入结构",), ("“::表”", "“::图")),
    "number": Planted(("{{ 2010301 | 万元 }}",), ('科目["2010301"]',)),
    "number as code": Planted(("{{ 科目[2010301] | 万元 }}",), ('科目["2010301"]',)),
    "arithmetic": Planted(("{{ 收支总计 * 2 }}",), ("不做计算",)),
    "macro": Planted((_IMPORT, '{{ 句.同笔(收支总计, "甲") }}'), ("“同笔”", "“同比”")),
    "arguments of a macro": Planted((_IMPORT, "{{ 句.同比() }}"), ("宏“同比”要 2 至 4 项", "0 项")),
}
# The letter of a review and the report on all departments have names of their own: the same slips
# in them.
_OWN_NAMES = {
    "审核/审核意见书.md": {
        "收支总计.增减律": "送审文件[0].无法审合",
        "增减律": "无法审合",
        "“增减”": "“无法审核”",
        "收支总记": "审核单卫",
        "收支总计": "审核单位",
        "政府姓基金": "审核曰期",
        "政府性基金": "审核日期",
        "收入来源": "送审文件",
        '科目["2010301"]': "科目",
    },
    "审核/通报.md": {
        "收支总计.增减律": "图表.送审情兄",
        "增减律": "送审情兄",
        "“增减”": "“送审情况”",
        "收支总记": "审核单卫",
        "收支总计": "审核单位",
        "政府姓基金": "审核曰期",
        "政府性基金": "审核日期",
        "收入来源": "问题最多的部门",
        '科目["2010301"]': "科目",
    },
}


def slip(kind: str, file: str) -> Planted:
    """Return a slip as it is planted in a template."""
    own_names = next((names for name, names in _OWN_NAMES.items() if file.endswith(name)), {})
    texts = ["\n".join(part) for part in SLIPS[kind]]
    for name, own in own_names.items():
        texts = [text.replace(name, own) for text in texts]
    lines, words = (tuple(text.split("\n")) for text in texts)
    return Planted(lines, words)
