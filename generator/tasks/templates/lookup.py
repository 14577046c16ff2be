"""`templates fields`: the names a template may use, and what they are in a data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.base.labels import key_of
from generator.field import zh
from generator.narrative.environment import MACROS, SETTINGS_FILE, builtin_templates, read_template
from generator.narrative.fields import (
    CHARTS,
    FILTERS,
    GROUPS,
    LETTER_NAMES,
    REPORT_NAMES,
    SUBJECTS,
    SWITCHES,
    FieldEntry,
    group_entries,
    load_entries,
    split_kind,
)
from generator.narrative.marks import split_marks, strip_marks
from generator.narrative.numbers import Named
from generator.narrative.render import Writer
from generator.tasks.department import open_wording, read_sources
from generator.tasks.grading import grade
from generator.tasks.templates.inspection import base_switches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.model.figure import Figure
    from generator.narrative.numbers import Field

_NUMERALS = "一二三四五六七八九十"
_COMMENT = re.compile(
    r"\{#-?\s*((?:(?!#\}).)*?)\s*-?#\}\s*\{%-?\s*macro\s+(\w+)\((.*?)\)", re.DOTALL
)
_SHOWN = 40  # characters of a value
# What is a number or a text, whose parts are told where it is described by itself.
_PLAIN_GROUPS = {"数", "可选文字"}


@dataclass(frozen=True, slots=True)
class Described:
    """A name as it is written in a template, what it means, and its value where data is given.

    `cells` are the source cells of the value (公开01.csv C37).
    """

    written: str
    section: str
    kind: str
    meaning: str
    unit: str
    source: str
    value: str = ""
    cells: tuple[str, ...] = ()


def find_fields(
    word: str, data: Path | None = None, *, profile: str = "", templates: Path | None = None
) -> tuple[Described, ...]:
    """Return the names that `word` is about, with their parts; all names without a word.

    With `data`, each has its value there. Raises GeneratorError.
    """
    wanted = key_of(word)
    found = list(_matching(wanted)) if wanted else list(_heads())
    if data is None:
        return tuple(found)
    sources = read_sources(data)
    wording = open_wording(sources, profile, templates)
    writer = Writer(*grade(sources.accounts, sources.figures, wording), wording)
    return tuple(_evaluated(entry, writer) for entry in found)


def _heads() -> Iterator[Described]:
    for entry in load_entries():
        if entry.section != GROUPS and not entry.part:
            yield _describe(entry, entry.name)
    yield from describe_macros()


def _matching(wanted: str) -> Iterator[Described]:
    """Yield names that are meant, with all parts; then single parts, switches and macros."""
    seen: set[str] = set()
    everything = list(expand_names())
    heads = {entry.name for entry in load_entries() if wanted in key_of(entry.name)}
    exact = {name for name in heads if key_of(name) == wanted}
    for described in everything:
        name, _, part = described.written.partition(".")
        name = name.partition("[")[0].removesuffix(" 的每一项")
        about = f"{described.meaning}{described.source}"
        in_head = name in (exact or heads)
        in_rest = not exact and (wanted in key_of(part) or wanted in key_of(about))
        if (in_head or in_rest) and described.written not in seen:
            seen.add(described.written)
            yield described
    for described in (*describe_switches(), *describe_macros()):
        if wanted in key_of(f"{described.written}{described.meaning}"):
            yield described


def expand_names() -> Iterator[Described]:
    """Yield every name with every part, in the order of the form."""
    entries = load_entries()
    for entry in entries:
        if entry.section == GROUPS or entry.part:
            continue
        yield _describe(entry, entry.name)
        own = [other for other in entries if other.name == entry.name and other.part]
        for part in (*_group_parts(entry), *own):
            yield from _expand(entry, part)


def _expand(entry: FieldEntry, part: FieldEntry) -> Iterator[Described]:
    """Yield a part of a name, and the parts of the part where it is an object or a list of them."""
    front, _ = split_kind(entry.kind)
    if entry.name == SUBJECTS:
        owner = f'{SUBJECTS}["2010301"]'
    else:
        owner = f"{entry.name} 的每一项" if front else entry.name
    written = f"{owner}.{part.part}"
    unit = entry.unit if part.unit == "同本数" else part.unit
    yield _describe(replace(part, unit=unit, section=entry.section), written)
    yield from _expand_objects(entry.section, written, part.kind)


def _expand_objects(section: str, written: str, kind: str) -> Iterator[Described]:
    """Yield the parts, and theirs, of what is an object; those of a number are known."""
    front, groups = split_kind(kind)
    if set(groups) & _PLAIN_GROUPS:
        return
    owner = f"{written} 的每一项" if front else written
    for group in groups:
        for inner in group_entries(group):
            below = f"{owner}.{inner.part}"
            yield _describe(replace(inner, section=section), below)
            yield from _expand_objects(section, below, inner.kind)


def _group_parts(entry: FieldEntry) -> list[FieldEntry]:
    _, groups = split_kind(entry.kind)
    return [part for group in groups for part in group_entries(group)]


def _describe(entry: FieldEntry, written: str) -> Described:
    unit = {zh.AMOUNT: "万元（或元）"}.get(entry.unit, entry.unit)
    return Described(written, entry.section, entry.kind, entry.meaning, unit, entry.source)


def describe_switches() -> Iterator[Described]:
    """Yield the switches of 行文.toml with the remark that stands behind them."""
    lines = read_template(builtin_templates() / SETTINGS_FILE).split("\n")
    remarks: dict[tuple[str, str], str] = {}
    section = ""
    for line in lines:
        table = re.match(r"\s*\[(.+?)\]", line)
        switch = re.match(r"\s*([^\s=#]+)\s*=", line)
        if table:
            section = table[1]
        elif switch:
            remarks[section, switch[1]] = line.partition("#")[2].strip()
    for name, table_of in base_switches().items():
        for key, value in table_of.items():
            remark = remarks.get((name, key), "") or remarks.get(("通用", key), "")
            written = f"{SWITCHES}.{key}"
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            yield Described(written, f"[{name}]", "开关", remark, "", f"{SETTINGS_FILE}：{shown}")


def describe_macros() -> Iterator[Described]:
    """Yield the macros of 宏.md with the remark that stands above them."""
    path = builtin_templates() / MACROS
    try:
        source = read_template(path)
    except TemplateError:
        return
    for remark, name, arguments in _COMMENT.findall(source):
        meaning = " ".join(remark.split())
        yield Described(f"句.{name}({arguments})", MACROS, "宏", meaning, "", MACROS)


# Values


def _evaluated(described: Described, writer: Writer) -> Described:
    if described.kind in {FILTERS, CHARTS, "宏", "开关"}:
        return described
    section = described.section if described.section[0] in _NUMERALS else "通用"
    names = writer.names(section)
    path = described.written.replace(" 的每一项", "").split(".")
    value = _follow(names, path)
    shown, figure = _show(value, writer)
    cells = () if figure is None else tuple(_cells(figure))
    return replace(described, value=shown, cells=cells)


def _follow(names: dict[str, Field], path: list[str]) -> object:
    """Return the value that a path leads to; of a list, the first member."""
    head, _, code = path[0].partition("[")
    value: object = names.get(head)
    if code and isinstance(value, dict):
        value = next((v for key, v in value.items() if len(str(key)) > 5), None)  # noqa: PLR2004 - a 项
    for part in path[1:]:
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Named):
            value = value[part] if part in value.field_names else None
        elif isinstance(value, dict):
            value = value.get(part)
    return value


def _show(value: object, writer: Writer) -> tuple[str, Figure | None]:
    if value is None:
        return "（这个部门没有）", None
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, dict):
        return f"{len(value)} 个", None
    if isinstance(value, list):
        first = _show(value[0], writer)[0] if value else ""
        return f"{len(value)} 项" + (f"，第一项：{first}" if first else ""), None
    try:
        marked = str(value)
    except TypeError:
        has_value = isinstance(value, Named) and "缺" in value.field_names
        return ("（没有值，写之前先判断“.有”）" if has_value else "（取它的各部分）"), None
    spans = split_marks(marked, writer.ledger)
    figure = next((span.figure for span in spans if span.figure is not None), None)
    text = " ".join(strip_marks(marked).split())
    if figure is not None and isinstance(value, Named) and not text.endswith("%"):
        text += str(value[zh.UNIT])
    return text[:_SHOWN] + ("……" if len(text) > _SHOWN else ""), figure


def _cells(figure: Figure) -> Iterator[str]:
    seen: set[str] = set()
    for source in figure.sources():
        place = source.place
        sheet = f"「{place.sheet}」" if place.sheet else ""
        text = f"{place.file}{sheet} {place.address}".strip()
        if text not in seen:
            seen.add(text)
            yield text


# docs/fields.md


_INTRODUCTION = (
    "本页由 `make docs` 生成，不要手改；说明写在 `generator/narrative/fields.csv`。"
    "在某个部门的值用 `gen-narrative templates fields 名称 --data 数据文件夹` 查。"
)
_UNITS = (
    "“金额”以万元计（以元公布的部门以元计）。名称里没有括号和引号。"
    "怎样写模板见 [templates.md](templates.md)。"
)
_PARTS = (
    "“类”一栏写着下面的词的，名称后面加点号就能用这些部分，如 `收支总计.增减`。"
    "“列表”要用 `{% for %}` 逐个取，每一项有这些部分。"
)


def format_fields_page() -> str:
    """Return docs/fields.md: every name, part, filter, chart, macro and switch."""
    lines = [
        "# 模板里可以用的名称",
        "",
        _INTRODUCTION,
        "",
        _UNITS,
        "",
        "## 共有的部分",
        "",
        _PARTS,
        "",
        "| 类 | 部分 | 含义 | 单位 | 来源 |",
        "|---|---|---|---|---|",
    ]
    lines += [
        _row(e.name, f"`{e.part}`", e.meaning, e.unit, e.source)
        for e in load_entries()
        if e.section == GROUPS
    ]
    sections = dict.fromkeys(entry.section for entry in load_entries())
    for section in sections:
        if section not in {GROUPS, FILTERS, CHARTS}:
            lines += ["", f"## {_SECTION_TITLES.get(section, f'第{section}节')}", ""]
            lines += ["| 名称 | 类 | 含义 | 单位 | 来源 |", "|---|---|---|---|---|"]
            lines += list(_section_rows(section))
    for section, title in ((FILTERS, "过滤器"), (CHARTS, "图")):
        lines += ["", f"## {title}", "", "| 写法 | 效果 |", "|---|---|"]
        front = "\\| " if section == FILTERS else "::图 "
        rows = [entry for entry in load_entries() if entry.section == section]
        lines += [_row(f"`{front}{entry.name}`", entry.meaning) for entry in rows]
    lines += ["", "## 宏", "", "写在 `宏.md`，用法见 [templates.md](templates.md#宏)。", ""]
    lines += ["| 写法 | 效果 |", "|---|---|"]
    lines += [_row(f"`{macro.written}`", macro.meaning) for macro in describe_macros()]
    return "\n".join([*lines, ""])


_SECTION_TITLES = {
    "各节": "各节都有的",
    "其余": "其余部分",
    zh.ATTACHMENTS: "附件",
    REPORT_NAMES: "通报（只在 审核/通报.md 里，另有 年度、行文、审核单位、审核日期）",
    LETTER_NAMES: "审核意见书（只在 审核/ 的模板里，另有 部门名称、年度、行文）",
}


def _section_rows(section: str) -> Iterable[str]:
    for entry in load_entries():
        if entry.section == section:
            name = f"{entry.name}.{entry.part}" if entry.part else entry.name
            yield _row(f"`{name}`", entry.kind, entry.meaning, entry.unit, entry.source)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
