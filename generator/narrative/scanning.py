"""A template tag by tag: every slip of its syntax at once, and a repaired copy to read on with.

Jinja stops at the first error of a file. Here each tag is parsed by itself; what cannot be
understood is reported and taken out, line breaks kept, so that what follows keeps its lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import jinja2

from generator.narrative.environment import hint, new_environment, word_syntax_error
from generator.narrative.fault import Fault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"\{\{|\{%|\{#")
_STRING = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
_REST = re.compile(
    rf"((?:{_STRING}|(?!\}}\}}|%\}}|\{{\{{|\{{%)[^\"'])*?)([-+]?)(\}}\}}|%\}})", re.DOTALL
)
_CODE_STRING = re.compile(_STRING)
_WORD = re.compile(r"[-+]?\s*([^\s({%]+)")
_RAW_END = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WIDE = {
    "｜": "|",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "（": "(",
    "）": ")",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "，": ",",
    "：": ":",
    "＝": "=",
    "％": "%",
    "～": "~",
    "．": ".",
    "。": ".",
    "＞": ">",
    "＜": "<",
    "！": "!",
    "＂": '"',
    "＇": "'",
}
_WIDE_QUOTES = str.maketrans({mark: _WIDE[mark] for mark in "“”‘’＂＇"})
_WIDE_MARKS = re.compile(f"[{''.join(_WIDE)}]")
_PARSER = new_environment()
_BLOCKS = ("if", "for", "macro", "call", "filter", "set", "with", "block")
_SINGLE = ("import", "from", "include", "extends")
_KEYWORDS = (*_BLOCKS, *(f"end{word}" for word in _BLOCKS), "elif", "else", *_SINGLE, "raw")


@dataclass(slots=True)
class Tag:
    """A tag of a template: its text with the braces, what is inside, and its line.

    `start` and `end` are its place in the source. `keyword` is empty for {{ }}.
    """

    text: str
    code: str
    line: int
    start: int
    end: int
    keyword: str = ""


@dataclass(slots=True)
class Repaired:
    """A source without what could not be understood, and what that was."""

    source: str
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Repairer:
    """Walks through the tags of a source and notes what is to be put in place of some of them."""

    source: str
    faults: list[Fault] = field(default_factory=list)
    patches: list[tuple[int, int, str]] = field(default_factory=list)
    open: list[Tag] = field(default_factory=list)

    def fault(self, line: int, kind: FaultKind, message: str) -> None:
        self.faults.append(Fault(line, kind, message))

    def patch(self, tag: Tag, text: str = "") -> None:
        """Put `text` in place of a tag, with as many line breaks as it had."""
        breaks = tag.text.count("\n") - text.count("\n")
        self.patches.append((tag.start, tag.end, text + "\n" * breaks))

    def patched(self) -> str:
        parts, position = [], 0
        for start, end, text in sorted(self.patches):
            parts += [self.source[position:start], text]
            position = end
        return "".join([*parts, self.source[position:]])


def repair(source: str) -> Repaired:
    """Return every slip of syntax in a template, and a copy without them that parses.

    Where it still does not parse, the last fault says what the parser says.
    """
    repairer = _Repairer(source)
    for tag in list(_read_tags(repairer)):
        _check_tag(tag, repairer)
    for tag in reversed(repairer.open):
        _report_unclosed(tag, repairer)
    closing = "".join(f"{{% end{tag.keyword} %}}" for tag in reversed(repairer.open))
    whole = repairer.patched() + closing
    error = parse_error(whole)
    if error is not None:
        repairer.fault(error.lineno, FaultKind.SYNTAX, word_syntax_error(error.message))
        whole = ""
    return Repaired(whole, repairer.faults)


def parse_tree(source: str) -> jinja2.nodes.Template | jinja2.TemplateSyntaxError:
    """Return the tree of a source, or why it does not parse."""
    try:
        return _PARSER.parse(source)
    except jinja2.TemplateSyntaxError as error:
        return error


def parse_error(source: str) -> jinja2.TemplateSyntaxError | None:
    """Return why a source does not parse, None where it does."""
    found = parse_tree(source)
    return found if isinstance(found, jinja2.TemplateSyntaxError) else None


def _read_tags(repairer: _Repairer) -> Iterator[Tag]:
    """Yield the tags outside comments and raw text; report those without an end."""
    source, position = repairer.source, 0
    line, counted = 1, 0
    # Each end is looked for once, not from every tag that lacks one.
    last_comment = source.rfind("#}")
    raw_ends = [found.end() for found in _RAW_END.finditer(source)]
    while (found := _OPENING.search(source, position)) is not None:
        start, opening = found.start(), found.group()
        line += source.count("\n", counted, start)
        counted = start
        missing = opening == "{#" and last_comment < found.end()
        rest = None if missing else _find_end(source, found)
        if rest is None:
            repairer.fault(line, FaultKind.SYNTAX, f"此处缺少“{_ENDS[opening]}”")
            position = source.find("\n", start)
            position = len(source) if position < 0 else position
            repairer.patches.append((start, position, ""))
            continue
        position, code = rest
        if opening == "{#":
            continue
        tag = Tag(source[start:position], code, line, start, position)
        if opening == "{%":
            word = _WORD.match(code)
            tag.keyword = word[1] if word else " "
        if tag.keyword == "raw":
            following = bisect_right(raw_ends, position)
            if following == len(raw_ends):
                repairer.fault(line, FaultKind.BLOCK, "“{% raw %}”没有结束，缺少“{% endraw %}”")
                repairer.patch(tag)
            else:
                position = raw_ends[following]
            continue
        yield tag


def _find_end(source: str, opening: re.Match[str]) -> tuple[int, str] | None:
    """Return where a tag ends, and what is inside; None where it does not end."""
    if opening.group() == "{#":
        end = source.find("#}", opening.end())
        return None if end < 0 else (end + 2, "")
    found = _REST.match(source, opening.end())
    if found is None or found[3] != _ENDS[opening.group()]:
        return None
    return found.end(), found[1]


def _check_tag(tag: Tag, repairer: _Repairer) -> None:
    """Report what is wrong inside a tag, and keep the account of the blocks."""
    narrow, marks = _narrow(tag.text)
    if marks:
        listed = "，".join(f"“{wide}”应为“{_WIDE[wide]}”" for wide in marks)
        message = f"用了全角符号：{listed}（要用英文输入法的符号）"
        repairer.fault(tag.line, FaultKind.WIDE, message)
        repairer.patch(tag, narrow)
        tag = Tag(narrow, narrow[2:-2].strip("-+"), tag.line, tag.start, tag.end, tag.keyword)
        if tag.keyword:
            word = _WORD.match(tag.code)
            tag.keyword = word[1] if word else " "
    if tag.keyword and tag.keyword not in _KEYWORDS:
        message = f"不认识的语句“{{% {tag.keyword.strip()} %}}”{hint(tag.keyword, _KEYWORDS)}"
        repairer.fault(tag.line, FaultKind.SYNTAX, message)
        repairer.patch(tag)
        return
    error = parse_error(_completed(tag)) if not tag.keyword.startswith("end") else None
    if error is not None:
        line = tag.line + error.lineno - 1
        repairer.fault(line, FaultKind.SYNTAX, word_syntax_error(error.message))
        # A block that cannot be read still opens one.
        repairer.patch(tag, _EMPTY.get(tag.keyword, "") if _opens(tag) else "")
    _follow(tag, repairer)


_EMPTY = {
    "if": "{% if 1 %}",
    "for": "{% for _ in [] %}",
    "macro": "{% macro _() %}",
    "call": "{% call _() %}",
    "filter": "{% filter trim %}",
    "set": "{% set _ %}",
    "with": "{% with %}",
    "block": "{% block _ %}",
}


def _narrow(text: str) -> tuple[str, list[str]]:
    """Return a tag with half-width signs outside its strings, and the wide ones it had."""
    quotes = [char for char in "“”‘’＂＇" if char in _CODE_STRING.sub("", text)]
    if quotes:
        text = text.translate(_WIDE_QUOTES)
    marks = list(quotes)

    def narrowed(code: str) -> str:
        found = _WIDE_MARKS.findall(code)
        marks.extend(mark for mark in found if mark not in marks)
        return _WIDE_MARKS.sub(lambda mark: _WIDE[mark.group()], code)

    parts, position = [], 0
    for string in _CODE_STRING.finditer(text):
        parts += [narrowed(text[position : string.start()]), string.group()]
        position = string.end()
    return "".join([*parts, narrowed(text[position:])]), marks


def _opens(tag: Tag) -> bool:
    """Whether a tag opens a block: {% set x %} does, {% set x = 1 %} does not."""
    inline = tag.keyword == "set" and "=" in _CODE_STRING.sub("", tag.code)
    return tag.keyword in _BLOCKS and not inline


def _completed(tag: Tag) -> str:
    """Return a template that holds the tag alone."""
    if tag.keyword in {"elif", "else"}:
        return f"{{% if 1 %}}{tag.text}{{% endif %}}"
    return f"{tag.text}{{% end{tag.keyword} %}}" if _opens(tag) else tag.text


def _follow(tag: Tag, repairer: _Repairer) -> None:
    """Open, continue or close a block."""
    stack = repairer.open
    if _opens(tag):
        stack.append(tag)
    elif tag.keyword in {"elif", "else"}:
        if not any(opened.keyword in {"if", "for"} for opened in stack):
            message = f"“{{% {tag.keyword} %}}”之前没有“{{% if … %}}”"
            repairer.fault(tag.line, FaultKind.BLOCK, message)
            repairer.patch(tag)
        else:
            _close_inner(tag, {"if", "for"}, repairer)
    elif tag.keyword.startswith("end"):
        opener = tag.keyword.removeprefix("end")
        if not any(opened.keyword == opener for opened in stack):
            message = f"“{{% {tag.keyword} %}}”之前没有“{{% {opener} … %}}”"
            repairer.fault(tag.line, FaultKind.BLOCK, message)
            repairer.patch(tag)
            return
        _close_inner(tag, {opener}, repairer)
        stack.pop()


def _close_inner(tag: Tag, wanted: set[str], repairer: _Repairer) -> None:
    """Report and close the blocks that are open inside the one that `tag` belongs to."""
    closing = ""
    while repairer.open[-1].keyword not in wanted:
        inner = repairer.open.pop()
        _report_unclosed(inner, repairer)
        closing += f"{{% end{inner.keyword} %}}"
    if closing:
        repairer.patches.append((tag.start, tag.start, closing))


def _report_unclosed(tag: Tag, repairer: _Repairer) -> None:
    message = f"“{{% {tag.keyword} … %}}”没有结束，缺少“{{% end{tag.keyword} %}}”"
    repairer.fault(tag.line, FaultKind.BLOCK, message)
