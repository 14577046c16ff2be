"""Every fault of a template at once: syntax, names, filters, headings, charts, stray signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta, nodes

from generator.base.errors import TemplateError
from generator.base.numerals import chinese_numeral
from generator.field import zh
from generator.narrative.attachment_blocks import SIGNS
from generator.narrative.environment import (
    MACROS,
    TEMPLATE_FAULTS,
    hint,
    new_environment,
    read_template,
    word_syntax_error,
)
from generator.narrative.fault import Fault, FaultKind
from generator.narrative.fields import CHARTS, SWITCHES, TEXT, Shape, entries_of, known_shapes
from generator.narrative.grid_source import find_table_faults
from generator.narrative.instrument import guard_tree
from generator.narrative.naming import NameReader, Usage, arity
from generator.narrative.scanning import parse_tree, repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.narrative.environment import TemplateFolders

_CODE = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?endraw\s*[-+]?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL
)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_HEADING = re.compile(r"\s*(#+)(\s*)(.*)")
_CHART = re.compile(r"\s*(::|：：|:：|：:)\s*(\S*)\s*(.*?)\s*$")
_BRACES = re.compile(r"[{}｛｝]+[%％]?|[%％][}｝]")
_LEVELS = 3
_CHART_WORD = "图"


Macros = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class FaultSurroundings:
    """What a template finds around it: names, switches of its section, files with macros.

    `modules` are the files that may be imported, with their macros. `charts` is false where no
    chart is drawn (cover, overview, notes), `tables` where no table may stand; `macros` is true
    for a file of macros, `attached` for a form or report of part five. `sums` are the totals that
    行文.toml declares.
    """

    names: frozenset[str]
    switches: frozenset[str] | None = None
    modules: tuple[tuple[str, Macros], ...] = ()
    charts: bool = True
    macros: bool = False
    tables: bool = True
    attached: bool = False
    sums: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inspected:
    """The faults of a template, by line, and what it uses."""

    faults: tuple[Fault, ...]
    usage: Usage


@lru_cache(maxsize=512)
def inspect_template(source: str, around: FaultSurroundings, *, thorough: bool = True) -> Inspected:
    """Return every fault of a template and the names it uses; the same one is inspected once.

    What is not `thorough` leaves to the rendering what that would find by itself.
    """
    tree = parse_tree(source)
    faults: list[Fault] = []
    whole = source
    if isinstance(tree, jinja2.TemplateSyntaxError):
        repaired = repair(source)
        faults, whole = list(repaired.faults), repaired.source
        if not faults:
            faults.append(Fault(tree.lineno, FaultKind.SYNTAX, word_syntax_error(tree.message)))
        tree = parse_tree(whole)
    modules = {
        file: {name: (least, most) for name, least, most in macros}
        for file, macros in around.modules
    }
    reader = NameReader(new_environment(), _shapes(around), modules)
    if isinstance(tree, nodes.Template):
        try:
            reader.read(tree)
        except RecursionError:
            reader.faults.append(Fault(1, FaultKind.SYNTAX, "嵌套过深，或一处连写太长"))
        faults += reader.faults
        faults += _overlooked(tree, around, faults) if thorough else ()
    if thorough and not any(fault.kind.stops for fault in faults):
        faults += _compile_faults(source)
    faults += _stray_braces(whole)
    faults += _line_faults(source, around)
    faults += find_table_faults(whole, allowed=around.tables)
    return Inspected(tuple(sorted(set(faults), key=_order)), reader.usage)


def _order(fault: Fault) -> tuple[int, str, str]:
    return fault.line, fault.kind.value, fault.message


def _shapes(around: FaultSurroundings) -> dict[str, Shape]:
    known = known_shapes()
    shapes = {name: known.get(name, TEXT) for name in around.names}
    shapes |= dict.fromkeys(around.sums, known[zh.TOTALS_BOTH_SIDES])
    if around.switches is None:
        shapes.pop(SWITCHES, None)
        return {**shapes, SWITCHES: Shape(_AnyPart())}
    return {**shapes, SWITCHES: Shape(dict.fromkeys(around.switches, TEXT))}


class _AnyPart(dict[str, Shape]):
    """The parts of a name of which any may be there."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, _name: str) -> Shape:
        return TEXT


def _overlooked(
    tree: nodes.Template, around: FaultSurroundings, faults: list[Fault]
) -> Iterator[Fault]:
    """Yield names that Jinja finds undefined and that were not reported: nothing passes."""
    environment = new_environment()
    environment.filters.update({node.name: str for node in tree.find_all(nodes.Filter)})
    environment.tests.update({node.name: callable for node in tree.find_all(nodes.Test)})
    tree.set_environment(environment)
    try:
        expected = meta.find_undeclared_variables(tree) - around.names - around.sums - {"range"}
    except TEMPLATE_FAULTS:
        # It does not compile, which _compile_faults says, or a constant in it cannot be worked
        # out, which rendering says.
        return
    # What is set on some branch may be undefined on another: the reader has judged of that.
    expected -= {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    expected -= {node.target for node in tree.find_all(nodes.Import)}
    expected -= {node.name for node in tree.find_all(nodes.Macro)}
    for name in sorted(expected):
        if not any(f"“{name}”" in fault.message for fault in faults):
            lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name]
            near = hint(name, around.names)
            yield Fault(min(lines, default=1), FaultKind.NAME, f"没有名为“{name}”的名称{near}")


def _compile_faults(source: str) -> Iterator[Fault]:
    try:
        new_environment().compile(source)
    except jinja2.TemplateSyntaxError as error:
        yield Fault(error.lineno, FaultKind.SYNTAX, word_syntax_error(error.message))


# What stands outside the tags, line by line


def _line_faults(source: str, around: FaultSurroundings) -> Iterator[Fault]:
    level = _LEVELS if around.macros else 0
    for number, line in enumerate(_without_comments(source).split("\n"), start=1):
        heading = _HEADING.fullmatch(line.replace("＃", "#"))
        chart = _CHART.fullmatch(line)
        if heading:
            most = _LEVELS + 1 if around.attached else _LEVELS
            yield from _heading_faults(number, line, heading, (level, most))
            level = min(len(heading[1]), most)
        elif chart and around.attached and chart[2] != _CHART_WORD:
            yield from _sign_faults(number, chart)
        elif chart:
            yield from _chart_faults(number, chart, around)


def _without_comments(source: str) -> str:
    """Return the source with line breaks alone in place of comments.

    Behind the last end of a comment none is looked for: each would be sought to the end.
    """
    end = source.rfind("#}") + 2
    return _COMMENT.sub(_blank, source[:end]) + source[end:] if end > 1 else source


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _stray_braces(source: str) -> Iterator[Fault]:
    """Yield braces outside the tags of a source that parses: they would be printed."""
    for number, line in enumerate(_CODE.sub(_blank, source).split("\n"), start=1):
        found = _BRACES.search(line)
        if found:
            message = (
                f"“{found.group()}”会照原样印出：名称要写成“{{{{ 名称 }}}}”，"
                "语句要写成“{% … %}”，用英文输入法的花括号，两边成对"
            )
            yield Fault(number, FaultKind.BRACE, message)


def _heading_faults(
    number: int, line: str, heading: re.Match[str], levels: tuple[int, int]
) -> Iterator[Fault]:
    """Yield the faults of a heading; `levels` are that of the one before and the deepest."""
    level, most = levels
    signs, gap, text = heading.groups()
    if "＃" in line.lstrip()[: len(signs)]:
        yield Fault(number, FaultKind.HEADING, "标题用了全角的“＃”，应为“#”")
    if not gap and text:
        yield Fault(number, FaultKind.HEADING, f"“{signs}”之后要空一格，才是标题")
    if len(signs) > most:
        told = f"标题最多{chinese_numeral(most)}级，这里有 {len(signs)} 个“#”"
        yield Fault(number, FaultKind.HEADING, told)
    elif len(signs) > level + 1:
        wanted = "#" * (level + 1)
        message = f"标题跳了级：“{signs}”之前没有上一级标题，是否应为“{wanted}”？"
        yield Fault(number, FaultKind.HEADING, message)


def _sign_faults(number: int, found: re.Match[str]) -> Iterator[Fault]:
    """Yield the faults of a sign in a form or report (::目录 …)."""
    sign, word, _ = found.groups()
    if sign != "::":
        yield Fault(number, FaultKind.CHART, f"记号用了全角的“{sign}”，应为“::{word}”")
    elif word not in SIGNS:
        known = "".join(f"“::{one}”" for one in SIGNS)
        told = f"附件里不认识“::{word}”，只有{known}；“::{_CHART_WORD} 名称”写在各节的模板里"
        yield Fault(number, FaultKind.CHART, told)


def _chart_faults(number: int, chart: re.Match[str], around: FaultSurroundings) -> Iterator[Fault]:
    sign, word, name = chart.groups()
    if sign != "::":
        yield Fault(number, FaultKind.CHART, f"图的记号用了全角的“{sign}”，应为“::图”")
    known = [entry.name for entry in entries_of(CHARTS)]
    if word != _CHART_WORD:
        yield Fault(number, FaultKind.CHART, f"不认识“::{word}”，只有“::图 名称”，单独一行")
    elif "{" in name:
        return
    elif name not in known:
        near = hint(name, known) or f"；可用的图：{'、'.join(known)}"
        yield Fault(number, FaultKind.CHART, f"没有名为“{name}”的图{near}")
    elif not around.charts:
        yield Fault(number, FaultKind.CHART, "这个文件里不画图，“::图”只能写在各节的模板里")


@lru_cache(maxsize=64)
def read_macros(source: str) -> Macros:
    """Return the macros of a file: name, least and greatest number of arguments."""
    tree = parse_tree(source)
    if not isinstance(tree, nodes.Template):
        tree = parse_tree(repair(source).source)
    if not isinstance(tree, nodes.Template):
        return ()
    return tuple((macro.name, *arity(macro)) for macro in tree.find_all(nodes.Macro))


def traced_places(source: str) -> frozenset[tuple[int, int]]:
    """Return the lines that write something, and the arms of choices (line, arm).

    A template that does not parse has none.
    """
    parsed = parse_tree(source)
    if not isinstance(parsed, nodes.Template):
        return frozenset()
    try:
        tree = guard_tree(parsed, "", traced=True)
    except RecursionError:
        return frozenset()  # told as a fault
    places: set[tuple[int, int]] = set()
    for node in tree.find_all(nodes.Filter):
        if node.name in {"_写", "_过"}:
            values = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
            places.add((values[1], values[2] if len(values) > 2 else 0))  # noqa: PLR2004 - file, line, arm
    return frozenset(places)


# The gate before a document is written


@lru_cache(maxsize=256)
def _stopping(source: str, names: frozenset[str], sums: frozenset[str]) -> tuple[Fault, ...]:
    found = inspect_template(source, FaultSurroundings(names, sums=sums), thorough=False)
    return tuple(fault for fault in found.faults if fault.kind.stops)


def stop_on_faults(
    folders: TemplateFolders,
    templates: Iterable[str],
    known: Iterable[str],
    sums: frozenset[str] = frozenset(),
) -> None:
    """Raise TemplateError with every syntax error and unknown name of the templates.

    What a template says is inspected once.
    """
    names = frozenset(known)
    problems: list[str] = []
    for template in templates:
        try:
            path = folders.find(template)
            if path is None:
                problems.append(f"找不到模板文件 {template}")
                continue
            source = read_template(path)
        except TemplateError as error:
            problems += error.problems
            continue
        problems += [
            f"{template} 第 {f.line} 行：{f.message}" for f in _stopping(source, names, sums)
        ]
    if problems:
        raise TemplateError(problems)


__all__ = [
    "MACROS",
    "FaultSurroundings",
    "Inspected",
    "inspect_template",
    "read_macros",
    "stop_on_faults",
    "traced_places",
]
