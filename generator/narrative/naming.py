"""Names in a template's tree: which it uses, and which of them nothing provides.

Parts behind the dot are followed through loops, `set` and filters, so that a misspelt part is
found on lines that no document reaches. Parameters of macros may be any number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import nodes

from generator.narrative.environment import FILTERS, hint
from generator.narrative.fault import Fault, FaultKind
from generator.narrative.fields import SUBJECTS, TEXT, Shape, known_parts
from generator.narrative.sandbox import SAFE_METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Environment

_LOOP = {"index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "changed"}
_LOOP |= {"previtem", "nextitem", "depth", "depth0"}
_LOOP_SHAPE = Shape(dict.fromkeys(_LOOP, TEXT))
_KEEPING = {"非零", "list", "sort", "reverse", "unique", "select", "reject", "default", "d"}
_KEEPING |= {"selectattr", "rejectattr"}
_MEMBER = {"first", "last", "min", "max"}
_RESERVED = ("caller", "varargs", "kwargs", "self", "super", "range")
_HUGE = 10**12
_OWN_LIMIT = 12  # so many names are listed where none is near


@dataclass(frozen=True, slots=True)
class Seen:
    """What an expression gives: its shape where known, and the names that lead to it.

    `checked`: of unknown shape, but what stands behind its dot must be a known part.
    """

    shape: Shape | None = None
    path: str = ""
    checked: bool = False
    macros: Mapping[str, tuple[int, int]] | None = None


UNKNOWN = Seen()
PARAMETER = Seen(checked=True)
Scope = dict[str, Seen]


@dataclass(slots=True)
class Usage:
    """What a template uses: names and parts by path (收支总计.增减), parts of parameters (增减)."""

    paths: set[str] = field(default_factory=set)
    loose_parts: set[str] = field(default_factory=set)
    macros: set[str] = field(default_factory=set)


@dataclass(slots=True)
class NameReader:
    """Reads the names of one template.

    `names` are the shapes of the names from outside; `modules` has the macros of each file that
    may be imported, with the least and the greatest number of their arguments.
    """

    environment: Environment
    names: Mapping[str, Shape]
    modules: Mapping[str, Mapping[str, tuple[int, int]]]
    faults: list[Fault] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)

    def read(self, tree: nodes.Template) -> None:
        """Read a whole template. A macro may call itself, and one that stands below."""
        macros = [node for node in tree.body if isinstance(node, nodes.Macro)]
        self._block(
            tree.body, {node.name: Seen(macros={node.name: arity(node)}) for node in macros}
        )

    def _fault(self, node: nodes.Node, kind: FaultKind, message: str) -> None:
        self.faults.append(Fault(node.lineno, kind, message))

    # Statements

    def _block(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            reader = getattr(self, f"_read_{type(node).__name__.lower()}", self._read_other)
            reader(node, scope)

    def _read_other(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self._see(child, scope)
            else:
                self._block([child], scope)

    def _read_output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self._refuse_number(part)
                self._see(part, scope)

    def _read_assign(self, node: nodes.Assign, scope: Scope) -> None:
        self._bind(node.target, self._see(node.node, scope), scope)

    def _read_assignblock(self, node: nodes.AssignBlock, scope: Scope) -> None:
        if node.filter is not None:
            self._see(node.filter, scope)
        self._block(node.body, dict(scope))
        self._bind(node.target, Seen(TEXT), scope)

    def _read_for(self, node: nodes.For, scope: Scope) -> None:
        whole = self._see(node.iter, scope)
        member = UNKNOWN
        if whole.shape is not None and whole.shape.item is not None:
            member = Seen(whole.shape.item, whole.path)
        inner = {**scope, "loop": Seen(_LOOP_SHAPE)}
        self._bind(node.target, member, inner)
        if node.test is not None:
            self._see(node.test, inner)
        self._block(node.body, inner)
        self._block(node.else_, dict(scope))

    def _read_if(self, node: nodes.If, scope: Scope) -> None:
        self._see(node.test, scope)
        branches = []
        bodies: list[list[nodes.Node]] = [node.body, node.else_]
        bodies += [[branch] for branch in node.elif_]
        for body in bodies:
            branches.append(dict(scope))
            self._block(body, branches[-1])
        for branch in branches:
            for name, seen in branch.items():
                scope[name] = seen if scope.get(name, seen) == seen else UNKNOWN

    def _read_macro(self, node: nodes.Macro, scope: Scope) -> None:
        inner = dict(scope)
        for default in node.defaults:
            self._see(default, scope)
        for argument in node.args:
            inner[argument.name] = PARAMETER
        self._block(node.body, inner)
        scope[node.name] = Seen(macros={node.name: arity(node)})

    def _read_callblock(self, node: nodes.CallBlock, scope: Scope) -> None:
        self._see(node.call, scope)
        inner = {**scope, **{argument.name: UNKNOWN for argument in node.args}}
        self._block(node.body, inner)

    def _read_with(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self._bind(target, self._see(value, scope), inner)
        self._block(node.body, inner)

    def _read_import(self, node: nodes.Import, scope: Scope) -> None:
        self._see(node.template, scope)
        scope[node.target] = Seen(macros=self.modules.get(_constant(node.template)))

    def _read_fromimport(self, node: nodes.FromImport, scope: Scope) -> None:
        known = self.modules.get(_constant(node.template))
        for name in node.names:
            wanted, alias = name if isinstance(name, tuple) else (name, name)
            scope[alias] = UNKNOWN
            self.usage.macros.add(wanted)
            if known is not None and wanted not in known:
                message = f"没有名为“{wanted}”的宏{hint(wanted, known)}"
                self._fault(node, FaultKind.MACRO, message)

    def _bind(self, target: nodes.Node, seen: Seen, scope: Scope) -> None:
        names = [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        for name in names:
            scope[name.name] = seen if name is target else UNKNOWN

    # Expressions

    def _see(self, node: nodes.Node, scope: Scope) -> Seen:
        reader = getattr(self, f"_see_{type(node).__name__.lower()}", None)
        if reader is not None:
            seen: Seen = reader(node, scope)
            return seen
        for child in node.iter_child_nodes():
            self._see(child, scope)
        return UNKNOWN

    def _see_name(self, node: nodes.Name, scope: Scope) -> Seen:
        if node.name in scope:
            return scope[node.name]
        if node.name in self.names:
            self.usage.paths.add(node.name)
            return Seen(self.names[node.name], node.name)
        if node.name not in _RESERVED:
            known = [*self.names, *scope]
            message = f"没有名为“{node.name}”的名称{hint(node.name, known)}"
            self._fault(node, FaultKind.NAME, message)
        return UNKNOWN

    def _see_getattr(self, node: nodes.Getattr, scope: Scope) -> Seen:
        return self._part(node, self._see(node.node, scope), node.attr)

    def _see_getitem(self, node: nodes.Getitem, scope: Scope) -> Seen:
        owner = self._see(node.node, scope)
        self._see(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return owner
        value = node.arg.value if isinstance(node.arg, nodes.Const) else None
        shape = owner.shape
        if shape is not None and shape.by_code is not None:
            if isinstance(value, int):
                message = f'编码要加引号，是否应为“{SUBJECTS}["{value}"]”？'
                self._fault(node, FaultKind.NUMBER, message)
            return Seen(shape.by_code, owner.path)
        if shape is not None and shape.item is not None:
            return Seen(shape.item, owner.path)
        return self._part(node, owner, value) if isinstance(value, str) else UNKNOWN

    def _see_filter(self, node: nodes.Filter, scope: Scope) -> Seen:
        if node.name not in self.environment.filters:
            message = f"没有名为“{node.name}”的过滤器{hint(node.name, FILTERS)}"
            self._fault(node, FaultKind.FILTER, message)
        owner = UNKNOWN if node.node is None else self._see(node.node, scope)
        for argument in (*node.args, *node.kwargs):
            self._see(argument, scope)
        if node.name in _KEEPING:
            return owner
        if node.name in _MEMBER and owner.shape is not None and owner.shape.item is not None:
            return Seen(owner.shape.item, owner.path)
        return UNKNOWN

    def _see_test(self, node: nodes.Test, scope: Scope) -> Seen:
        if node.name not in self.environment.tests:
            self._fault(node, FaultKind.FILTER, f"没有名为“{node.name}”的判断")
        for child in node.iter_child_nodes():
            self._see(child, scope)
        return UNKNOWN

    def _see_condexpr(self, node: nodes.CondExpr, scope: Scope) -> Seen:
        self._see(node.test, scope)
        first = self._see(node.expr1, scope)
        second = first if node.expr2 is None else self._see(node.expr2, scope)
        if first.shape == second.shape:
            self.usage.paths |= {seen.path for seen in (first, second) if seen.path}
            # The parts of either are used through one name: each is counted as used.
            both = first.path == second.path
            return first if both else Seen(first.shape, f"{first.path}|{second.path}")
        return UNKNOWN

    def _see_call(self, node: nodes.Call, scope: Scope) -> Seen:
        called = self._see(node.node, scope)
        for argument in (*node.args, *node.kwargs):
            self._see(argument, scope)
        name = getattr(node.node, "attr", getattr(node.node, "name", ""))
        if called.macros is not None and name in called.macros:
            self.usage.macros.add(name)
            least, most = called.macros[name]
            given = len(node.args) + len(node.kwargs)
            if not least <= given <= most:
                wanted = f"{least}" if least == most else f"{least} 至 {most}"
                message = f"宏“{name}”要 {wanted} 项内容，这里写了 {given} 项"
                self._fault(node, FaultKind.MACRO, message)
        return UNKNOWN

    def _part(self, node: nodes.Node, owner: Seen, name: str) -> Seen:
        """Return what stands behind a dot; report what nothing provides."""
        if owner.macros is not None:
            if name not in owner.macros:
                message = f"没有名为“{name}”的宏{hint(name, owner.macros)}"
                self._fault(node, FaultKind.MACRO, message)
            return owner
        if owner.shape is None:
            if owner.checked:
                self.usage.loose_parts.add(name)
                if name not in known_parts() and name not in SAFE_METHODS:
                    message = f"没有名为“{name}”的部分{hint(name, known_parts())}"
                    self._fault(node, FaultKind.PART, message)
                return PARAMETER
            return UNKNOWN
        if name in owner.shape.parts:
            paths = {f"{path}.{name}" for path in owner.path.split("|")}
            self.usage.paths |= paths
            return Seen(owner.shape.parts[name], "|".join(sorted(paths)))
        if name not in SAFE_METHODS:
            self._fault(node, FaultKind.PART, _word_part(owner, name))
        return UNKNOWN

    def _refuse_number(self, node: nodes.Node) -> None:
        """A bare number in {{ }} prints itself and comes from no table: meant was a code."""
        while isinstance(node, nodes.Filter) and node.node is not None:
            node = node.node
        if isinstance(node, nodes.Const) and type(node.value) in {int, float}:
            shown = str(node.value) if abs(node.value) < _HUGE else "……"
            message = (
                f"“{{{{ {shown} }}}}”只会印出这个数本身，"
                f'是否应为“{{{{ {SUBJECTS}["{shown}"] | 万元 }}}}”？'
            )
            self._fault(node, FaultKind.NUMBER, message)
        if isinstance(node, (nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)):
            self._fault(node, FaultKind.NUMBER, f"模板里不做计算（“{node.operator}”）")


def arity(macro: nodes.Macro) -> tuple[int, int]:
    """Return the least and the greatest number of arguments of a macro."""
    return len(macro.args) - len(macro.defaults), len(macro.args)


def _constant(node: nodes.Node) -> str:
    return str(node.value) if isinstance(node, nodes.Const) else ""


def _word_part(owner: Seen, name: str) -> str:
    shape = owner.shape or TEXT
    called = owner.path.split("|")[0]
    if shape.item is not None:
        return f"“{called}”是列表，没有“{name}”；先用“{{% for 项 in {called} %}}”逐个取"
    if shape.by_code is not None:
        return f'“{called}”要先取一个编码：{called}["2010301"].{name}'
    near = hint(name, shape.parts)
    if not near and 0 < len(shape.parts) <= _OWN_LIMIT:
        near = f"；可用的部分：{'、'.join(shape.parts)}"
    return f"没有名为“{name}”的部分{near}"
