"""The sandbox of templates: they come from strangers, so what they can do and use up is bounded.

A template chooses and joins words. It does not compute, reads nothing but what it is handed, and
stops after a number of steps, characters or seconds that no honest document comes near.
"""

from __future__ import annotations

import math
import re
import warnings
from types import BuiltinMethodType, MethodType
from typing import TYPE_CHECKING, cast

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS

from generator.narrative.instrument import guard_tree
from generator.narrative.metering import (
    MAX_CHARACTERS,
    LimitError,
    count_method,
    counted,
    current_run,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import CodeType

    from jinja2.runtime import Context

MAX_RANGE = 10_000
MAX_MEMBERS = 100_000  # of a list written in a template, with the lists in it
_CHARACTERS_A_MEMBER = 10  # of a text in such a list weigh like one member more
MAX_SUM = 1_000_000  # loop.index + 1 is all that a template may add up

_SAFE_FILTERS = (
    "count",
    "d",
    "default",
    "first",
    "last",
    "length",
    "list",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "trim",
    "unique",
)
SAFE_METHODS = {"startswith", "endswith", "removeprefix", "removesuffix", "strip", "split"}
SAFE_METHODS |= {"items", "keys", "values", "get", "cycle", "changed"}
_LONG_NUMBER = re.compile(r"[0-9][0-9A-Fa-f_xX]{1000}")
_MAX_BITS = 3000  # of a whole number; printed, it would fill ten lines
_MARK = re.compile("[\U00100000-\U0010ffff]")
_TOO_DEEP = "嵌套过深或数字过长"
# What Python says of a tree that it can neither build nor compile.
_UNREADABLE = (SyntaxError, RecursionError, MemoryError, ValueError, OverflowError)
_CONTAINERS = (list, tuple, dict, set, frozenset, range)


def bounded(text: str) -> str:
    """Return a text that is not too long. Raises LimitError."""
    if len(text) > MAX_CHARACTERS:
        raise LimitError(f"一段文字超过 {MAX_CHARACTERS} 字，已停止")
    return text


def printable(value: object) -> str:
    """Return the text of a value; a list has none. Raises TypeError."""
    if isinstance(value, _CONTAINERS):
        raise TypeError("这是一个列表，不能直接写出；请用“| 列举”，或用 for 逐个写")
    return bounded(str(value))


def join_bounded(values: Iterable[object], separator: str = "") -> str:
    """Return the values as one text. Raises LimitError before it grows too long."""
    parts: list[str] = []
    length = 0
    for value in values:
        parts.append(printable(value))
        length += len(parts[-1]) + len(separator)
        if length > MAX_CHARACTERS:
            raise LimitError(f"一段文字超过 {MAX_CHARACTERS} 字，已停止")
    return separator.join(parts)


def replace_bounded(text: object, old: str, new: str) -> str:
    """Return the text with `old` replaced. Raises LimitError before it grows too long."""
    whole = printable(text)
    times = whole.count(old) if old else 0
    if len(whole) + times * (len(new) - len(old)) > MAX_CHARACTERS:
        raise LimitError(f"一段文字超过 {MAX_CHARACTERS} 字，已停止")
    return whole.replace(old, new) if old else whole


def short_range(*arguments: int) -> range:
    """Return a range that a template may run through. Raises LimitError."""
    found = range(*arguments)
    if abs(found.stop - found.start) > MAX_RANGE * abs(found.step):
        raise LimitError(f"range 超过 {MAX_RANGE} 个数")
    return found


def _weigh(value: object, room: int) -> int:
    """Return what a list weighs: members, lists in it, texts. Raises LimitError."""
    if isinstance(value, str):
        return len(value) // _CHARACTERS_A_MEMBER
    count = 0
    if isinstance(value, (list, tuple, dict)):
        for member in value.values() if isinstance(value, dict) else value:
            count += 1 + _weigh(member, room - count)
            if count > room:
                raise LimitError(f"列表超过 {MAX_MEMBERS} 项，或其中的文字太长，已停止")
    return count


def _checked(_context: Context, value: object) -> object:
    _weigh(value, MAX_MEMBERS)
    return value


def _joined(_context: Context, values: list[object]) -> str:
    return join_bounded(values)


def _stepped(_context: Context, characters: int) -> str:
    run = current_run()
    if run is not None:
        run.meter.step(characters)
    return ""


def _printed(_context: Context, value: object, path: str, line: int, arm: int = 0) -> object:
    """Return what stands in the text; traced, with the marks of its line."""
    text = printable(value)
    run = current_run()
    if run is None:
        return text
    run.meter.write(len(text))
    return text if run.trace is None else run.trace.mark_line(text, path, line, arm)


def _tested(_context: Context, value: object) -> object:
    """Return what a loop asks of each member: those left out take their time too."""
    run = current_run()
    if run is not None:
        run.meter.step()
    return value


def _passed(_context: Context, value: object, path: str, line: int, arm: int) -> object:
    """Return a value as it is; traced, its line has been reached."""
    run = current_run()
    if run is not None and run.trace is not None:
        run.trace.reach(path, line, arm)
    return value


def safe_filters(own: Mapping[str, Callable[..., object]]) -> dict[str, Callable[..., object]]:
    """Return every filter of a template: our own, harmless ones of Jinja, the guards."""
    guards: dict[str, Callable[..., object]] = {
        "_表": _checked,
        "_接": _joined,
        "_步": _stepped,
        "_写": _printed,
        "_过": _passed,
        "_问": _tested,
    }
    public: dict[str, Callable[..., object]] = {
        **{name: JINJA_FILTERS[name] for name in _SAFE_FILTERS},
        "join": lambda values, d="", attribute=None: join_bounded(
            values if attribute is None else [value[attribute] for value in values], d
        ),
        "replace": replace_bounded,
        "string": printable,
        **own,
    }
    return {
        **{name: counted(function) for name, function in public.items()},
        # A filter that is given the context is never called while a template is compiled.
        **{name: jinja2.pass_context(function) for name, function in guards.items()},
    }


def counted_tests() -> dict[str, Callable[..., object]]:
    """Return the tests of Jinja, each counting what it goes through."""
    return {
        name: counted(cast("Callable[..., object]", test)) for name, test in JINJA_TESTS.items()
    }


def _find_number(source: str) -> int:
    """Return the line of a number that is too long to be read, 1 where there is none."""
    found = _LONG_NUMBER.search(source)
    return 1 if found is None else source.count("\n", 0, found.start()) + 1


def _find_unusable(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield what parses and is for no template (line, message): odd constants, our own guards."""
    for constant in tree.find_all(nodes.Const):
        value = constant.value
        if isinstance(value, float) and not math.isfinite(value):
            yield constant.lineno, "数字过大，没有这样的数"
        elif isinstance(value, int) and value.bit_length() > _MAX_BITS:
            yield constant.lineno, "数字过长"
        elif isinstance(value, str) and _MARK.search(value):
            yield constant.lineno, "文字里有不能使用的字符（U+100000 以上）"
    for node in tree.find_all(nodes.Filter):
        if node.name.startswith("_"):
            yield node.lineno, f"No filter named '{node.name}'."


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Immutable sandbox without arithmetic, with few methods, and with counters in every loop."""

    intercepted_binops = frozenset(("//", "%", "+", "*", "-", "/", "**"))
    intercepted_unops = frozenset(("+",))
    traced = False

    def compile(  # type: ignore[override]
        self,
        source: str | nodes.Template,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,  # noqa: FBT001, FBT002 - the signature of Jinja
        defer_init: bool = False,  # noqa: FBT001, FBT002 - the signature of Jinja
    ) -> str | CodeType:
        """Compile with counters. What Python cannot compile is a syntax error of the template."""
        try:
            if isinstance(source, str):
                tree = self.parse(source, name, filename)
                source = guard_tree(tree, filename or name or "", traced=self.traced)
            with warnings.catch_warnings():
                # What Python thinks of odd expressions is no message for a writer of templates.
                warnings.simplefilter("ignore", SyntaxWarning)
                return super().compile(source, name, filename, raw, defer_init)  # type: ignore[call-overload, no-any-return]
        except _UNREADABLE as error:
            raise jinja2.TemplateSyntaxError(_TOO_DEEP, 1, name, filename) from error

    def parse(
        self, source: str, name: str | None = None, filename: str | None = None
    ) -> nodes.Template:
        """Return the tree. What cannot be one is a syntax error of the template."""
        try:
            tree = super().parse(source, name, filename)
            fault = next(_find_unusable(tree), None)
        except _UNREADABLE as error:
            line = _find_number(source)
            raise jinja2.TemplateSyntaxError(_TOO_DEEP, line, name, filename) from error
        if fault is not None:
            line, message = fault
            raise jinja2.TemplateSyntaxError(message, line, name, filename)
        return tree

    def call(self, context: Context, obj: object, *args: object, **kwargs: object) -> object:
        """Call what may be called; a method counts what it goes through."""
        count_method(obj)
        return super().call(context, obj, *args, **kwargs)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether an attribute may be read: none of Python's own, and only a few methods."""
        if isinstance(value, (BuiltinMethodType, MethodType)) and attr not in SAFE_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: object) -> bool:
        """Whether something may be called: macros, loops, range, a few methods."""
        # An undefined name says so itself when it is called.
        if isinstance(obj, (Macro, LoopContext, BlockReference, jinja2.Undefined)):
            return True
        if obj is short_range:
            return True
        name = getattr(obj, "__name__", "")
        return isinstance(obj, (BuiltinMethodType, MethodType)) and name in SAFE_METHODS

    def wrap_str_format(self, value: object) -> None:
        """str.format is none of the methods of a template."""

    def unsafe_undefined(self, obj: object, attribute: str) -> jinja2.Undefined:
        """Return what raises when it is used: the attribute is not for templates."""
        return self.undefined(
            f"模板里不能使用“{attribute}”", name=attribute, obj=obj, exc=SecurityError
        )

    def call_binop(self, _context: Context, operator: str, left: object, right: object) -> object:
        """Add or subtract small whole numbers (loop.index + 1); refuse all other arithmetic."""
        small = all(type(side) is int and abs(side) <= MAX_SUM for side in (left, right))
        if operator in {"+", "-"} and small:
            return self.binop_table[operator](left, right)
        raise TypeError(f"模板里不做计算（“{operator}”）；连接文字用“~”")

    def call_unop(self, _context: Context, operator: str, _value: object) -> object:
        """Refuse the plus sign."""
        raise TypeError(f"模板里不做计算（“{operator}”）")
