"""Counts what should stand once: Chinese terms and cell addresses typed outside `generator/field`.

`python tools/count_terms.py` prints both lists; the tests hold the numbers.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "generator"
MANY = 4
_CHINESE = re.compile(r"[一-鿿]")
_SHORTEST = 2
_FIELD = "field"
_ADDRESS = 3


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(("templates/", "samples/")):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def _parts_of_text(tree: ast.Module) -> set[ast.AST]:
    """Return the texts that are no term: docstrings, and the words between the blanks of others."""
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    formatted = (node.values for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    return docstrings | {part for parts in formatted for part in parts}


def repeated_terms() -> dict[str, list[str]]:
    """Return each Chinese text that is typed as a whole in MANY modules, with the modules."""
    where: dict[str, set[str]] = defaultdict(set)
    for name, tree in _modules():
        parts = _parts_of_text(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node not in parts and len(_CHINESE.findall(node.value)) >= _SHORTEST:
                where[node.value].add(name)
    return {text: sorted(names) for text, names in sorted(where.items()) if len(names) >= MANY}


def typed_addresses() -> list[str]:
    """Return the places outside `field` that spell a form, a row and a column in succession."""
    found = set()
    for name, tree in _modules():
        if name.startswith(f"{_FIELD}/"):
            continue
        for node in ast.walk(tree):
            parts = _parts(node)
            for at in range(len(parts) - _ADDRESS + 1):
                if _is_form(parts[at]) and all(map(_is_word, parts[at + 1 : at + _ADDRESS])):
                    found.add(f"{name}:{parts[at].lineno}")
    return sorted(found)


def _parts(node: ast.AST) -> list[ast.expr]:
    """Return the arguments of a call or the members of a tuple, nested tuples laid flat."""
    if isinstance(node, ast.Call):
        members = node.args
    elif isinstance(node, ast.Tuple):
        members = node.elts
    else:
        return []
    return [
        part
        for member in members
        for part in (member.elts if isinstance(member, ast.Tuple) else [member])
    ]


def _is_form(node: ast.expr) -> bool:
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return False
    return node.value.id == "forms" and node.attr.isupper()


def _is_word(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.JoinedStr):
        return True
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id == "zh" or node.attr == "THREE_PUBLIC_ROW")
    )


def main() -> None:
    """Print the terms and the addresses, most typed first."""
    terms = repeated_terms()
    for text, names in sorted(terms.items(), key=lambda item: -len(item[1])):
        print(f"{len(names):3d}  {text}  {'，'.join(names)}")
    addresses = typed_addresses()
    print(*addresses, sep="\n")
    print(f"terms typed in {MANY} or more modules: {len(terms)}")
    print(f"cell addresses typed outside {_FIELD}: {len(addresses)}")


if __name__ == "__main__":
    main()
