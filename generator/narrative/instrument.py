"""Templates as trees: counters for the sandbox, and line marks where a text is to be traced.

Every loop and macro counts its rounds, everything printed counts its length (`sandbox`). In a
traced tree, each line of text carries its file and line besides, and each arm of a choice says
when it was taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from generator.narrative.grids import split_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

# A mark behind these would keep the line from being read as a heading, chart or sign.
_OPENERS = re.compile(r"#{1,4}|::\S+")
_Loop = TypeVar("_Loop", nodes.For, nodes.Macro, nodes.CallBlock)


def guard_tree(tree: nodes.Template, path: str, *, traced: bool) -> nodes.Template:
    """Return the tree with counters, and with line marks where it is traced."""
    guarded = _Guard(path, traced=traced).visit(tree)
    guarded.set_environment(tree.environment)
    if not isinstance(guarded, nodes.Template):
        raise TypeError(guarded)
    return guarded


def split_lines(data: nodes.TemplateData) -> Iterator[tuple[str, int]]:
    """Yield the pieces of a text between two tags, line by line, with their line numbers."""
    for number, piece in enumerate(data.data.splitlines(keepends=True)):
        yield piece, data.lineno + number


def is_text(piece: str) -> bool:
    """Whether a piece puts words into the document, more than the sign of a heading."""
    words = piece.strip()
    return bool(words) and not _OPENERS.fullmatch(words)


def _filter(node: Any, name: str, *arguments: object, line: int) -> nodes.Filter:
    constants = [nodes.Const(argument, lineno=line) for argument in arguments]
    return nodes.Filter(node, name, constants, [], None, None, lineno=line)


class _Guard(NodeTransformer):
    """Puts the guards into a tree. `arm` 0 is the line itself, 1 and 2 the arms of a choice."""

    def __init__(self, path: str, *, traced: bool) -> None:
        self._path = path
        self._traced = traced

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja calls it so
        parts: list[nodes.Expr] = []
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                line = part.lineno
                parts.append(_filter(self.visit(part), "_写", self._path, line, line=line))
            elif self._traced:
                parts += self._trace_data(part)
            else:
                parts.append(part)
        node.nodes = parts
        return node

    def _trace_data(self, data: nodes.TemplateData) -> Iterator[nodes.Expr]:
        for whole, line in split_lines(data):
            for piece, is_sign in split_signs(whole):
                if is_text(piece) and not is_sign:
                    text = nodes.Const(piece, lineno=line)
                    yield _filter(text, "_写", self._path, line, line=line)
                else:
                    yield nodes.TemplateData(piece, lineno=line)

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja calls it so
        counted = self._count(node)
        if counted.test is not None:
            counted.test = _filter(counted.test, "_问", line=node.lineno)
        return counted

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802 - Jinja calls it so
        return self._count(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:  # noqa: N802 - Jinja calls it so
        return self._count(node)

    def _count(self, node: _Loop) -> _Loop:
        printed = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        line = node.lineno
        step = _filter(nodes.Const(printed, lineno=line), "_步", line=line)
        self.generic_visit(node)
        node.body = [nodes.Output([step], lineno=line), *node.body]
        return node

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802 - Jinja calls it so
        step = _filter(nodes.Const(0, lineno=node.lineno), "_步", line=node.lineno)
        return [nodes.Output([step], lineno=node.lineno), self.generic_visit(node)]

    visit_Import = visit_FromImport = visit_Include  # noqa: N815 - Jinja calls them so

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        parts = nodes.List(node.nodes, lineno=node.lineno)
        return _filter(parts, "_接", line=node.lineno)

    def visit_List(self, node: nodes.List | nodes.Dict) -> nodes.Filter:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        return _filter(node, "_表", line=node.lineno)

    visit_Dict = visit_List  # noqa: N815 - Jinja calls it so

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        return node if node.ctx == "store" else _filter(node, "_表", line=node.lineno)

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:  # noqa: N802 - Jinja calls it so
        line = node.lineno
        self.generic_visit(node)
        if self._traced:
            node.node = _filter(node.node, "_过", self._path, line, 0, line=line)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.CondExpr:  # noqa: N802 - Jinja calls it so
        line = node.lineno
        self.generic_visit(node)
        if self._traced:
            node.expr1 = _filter(node.expr1, "_过", self._path, line, 1, line=line)
            if node.expr2 is not None:
                node.expr2 = _filter(node.expr2, "_过", self._path, line, 2, line=line)
        return node
