"""Imports run one way (DESIGN 1), and each third party stays in the stage that owns it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

_PACKAGE = Path(__file__).resolve().parents[1] / "generator"
_MODULES = sorted(path for path in _PACKAGE.rglob("*.py") if "templates" not in path.parts)

# From the bottom up: what stands in one layer may import only what stands in lower ones, and
# modules of its own name. Stages stand beside each other and never import one another.
_BASE = {
    "ordinals",
    "decoding",
    "errors",
    "formulas",
    "kinds",
    "labels",
    "model",
    "money",
    "numerals",
    "output",
    "regular",
    "rules",
    "slips",
    "unpacking",
    "links",
    "streams",
    "interrupts",
    "workbooks",
    "refusals",
}
_STAGES = {
    "reading",
    "accounts",
    "figures",
    "checks",
    "narrative",
    "document",
    "intake",
    "review",
    "reporting",
}
_OVER = [
    "opening",
    "landing",
    "import_report",
    "importing",
    "pipeline",
    {"building", "checking", "explaining", "initialising", "reviewing", "workbench"},
    "batch",
    {"command", "usage", "cli_options"},
    "cli_templates",
    "cli",
    "__main__",
]
# `generator/__init__.py` offers build(), and tells the version and its folder to whoever asks.
_FACADE = "generator"

_OWNERS = {
    "pandas": {"reading"},
    "openpyxl": {"reading", "document", "intake", "reporting", "workbooks"},
    "python_calamine": {"reading"},
    "docx": {"document"},
    "lxml": {"document", "reading"},
    "pypdfium2": {"document"},
    "jinja2": {"narrative", "reporting"},
    "rich": {"reporting"},
    "typer": {"cli", "cli_options", "cli_templates", "usage"},
    "werkzeug": {"workbench"},
    "click": {"cli", "usage"},
    "num2words": {"numerals"},
}
_PURE = {"figures", "checks", "accounts", "model", "rules", "money"}
_INPUT_OUTPUT = {"open", "print", "input", "exec", "eval"}
_INPUT_OUTPUT_MODULES = {"os", "pathlib", "io", "csv", "shutil", "tempfile", "subprocess", "sys"}


def _unit(dotted: str) -> str:
    """Return the module or package right below generator."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else _FACADE


def _dotted(path: Path) -> str:
    parts = path.relative_to(_PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _typing_only(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes below `if TYPE_CHECKING:`."""
    return {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If)
        and isinstance(block.test, ast.Name)
        and block.test.id == "TYPE_CHECKING"
        for statement in block.body
        for node in ast.walk(statement)
    }


def _imported(path: Path, *, running: bool = False) -> Iterator[str]:
    """Yield the modules that a file imports; `running` leaves out those for types only."""
    tree = _tree(path)
    left_out = _typing_only(tree) if running else set()
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            for name in node.names:
                whole = f"{module}.{name.name}"
                yield whole if module.split(".")[0] == "generator" else module


def _rank(unit: str) -> int:
    if unit in _BASE:
        return 0
    if unit in _STAGES:
        return 1
    for rank, layer in enumerate(_OVER, start=2):
        if unit in layer if isinstance(layer, set) else unit == layer:
            return rank
    raise AssertionError(f"{unit} has no place in the order of the imports: give it one here")


def _breaches(*, running: bool = False) -> list[str]:
    found = []
    for path in _MODULES:
        unit = _unit(_dotted(path))
        if unit == _FACADE:
            continue
        for name in _imported(path, running=running):
            if not name.startswith("generator"):
                continue
            other = _unit(name)
            if other in {unit, _FACADE, "__version__"}:
                continue
            if _rank(other) >= _rank(unit) and not (_rank(unit) == _rank(other) == 0):
                found.append(f"{_dotted(path)} imports {name}")
    return found


def test_imports_run_one_way() -> None:
    assert _breaches(running=True) == []


def test_imports_for_types_run_one_way() -> None:
    assert _breaches() == []


def test_every_module_has_a_place_in_the_order() -> None:
    units = {_unit(_dotted(path)) for path in _MODULES} - {_FACADE}
    for unit in units:
        _rank(unit)


def test_base_values_need_no_base_machinery() -> None:
    """model/ holds values only; of its own layer it uses text and amounts, never files."""
    files = {"output", "decoding", "errors"}
    found = [
        f"{_dotted(path)} imports {name}"
        for path in _MODULES
        if _unit(_dotted(path)) == "model"
        for name in _imported(path, running=True)
        if name.startswith("generator") and _unit(name) in files
    ]
    assert found == []


def test_base_has_no_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for path in _MODULES:
        unit = _unit(_dotted(path))
        if unit in _BASE:
            others = {_unit(n) for n in _imported(path, running=True) if n.startswith("generator.")}
            graph.setdefault(unit, set()).update(others - {unit})
    while graph:
        leaves = {unit for unit, others in graph.items() if not others & set(graph)}
        assert leaves, f"cycle among {sorted(graph)}"
        graph = {unit: others for unit, others in graph.items() if unit not in leaves}


@pytest.mark.parametrize("library", _OWNERS)
def test_third_parties_stay_with_their_owner(library: str) -> None:
    users = {
        _unit(_dotted(path))
        for path in _MODULES
        for name in _imported(path, running=True)
        if name.split(".")[0] == library
    }
    assert users <= _OWNERS[library]


def test_no_dataframe_leaves_reading() -> None:
    """pandas is named nowhere else, not even for types."""
    users = {_unit(_dotted(p)) for p in _MODULES for n in _imported(p) if n.startswith("pandas")}
    assert users <= {"reading"}


@pytest.mark.parametrize(
    "path", [p for p in _MODULES if _unit(_dotted(p)) in _PURE], ids=lambda path: _dotted(path)[10:]
)
def test_pure_stages_do_no_input_or_output(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & _INPUT_OUTPUT == set()
    modules = {name.split(".")[0] for name in _imported(path, running=True)}
    allowed = {"accounts.subjects": {"csv", "pathlib", "io"}}.get(_dotted(path)[10:], set())
    assert modules & (_INPUT_OUTPUT_MODULES - allowed) == set()


def test_print_is_called_nowhere() -> None:
    found = [
        _dotted(path)
        for path in _MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert found == []


def test_one_broad_catch() -> None:
    """Only the command line catches whatever comes (STYLE 15)."""
    found = [
        _dotted(path)
        for path in _MODULES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
        )
    ]
    assert found == ["generator.tasks.review_many.bugs", "generator.cli.app"]
