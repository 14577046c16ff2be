"""Imports run one way, and each third party stays in the folder that owns it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

_PACKAGE = Path(__file__).resolve().parents[1] / "generator"
_MODULES = sorted(path for path in _PACKAGE.rglob("*.py") if "templates/zh" not in path.as_posix())
_STAGES = "reading export folder accounts figures checks narrative review word reporting"
# From the bottom up. A folder imports from those below it and from itself; stages stand beside
# each other. `generator/__init__.py` and `__main__.py` stand above all.
_ORDER = [
    ["version"],
    ["base"],
    ["field"],
    ["model"],
    ["files"],
    _STAGES.split(),
    ["tasks"],
    ["server"],
    ["cli"],
]
_RANK = {name: rank for rank, names in enumerate(_ORDER) for name in names}

_OWNERS = {
    "pandas": {"__init__", "tasks"},
    "openpyxl": {"files", "folder", "reporting", "base"},
    "python_calamine": {"files"},
    "docx": {"word", "files"},
    "lxml": {"word", "files"},
    "pypdfium2": {"files"},
    "markdown_it": {"files"},
    "jinja2": {"narrative", "reporting", "server"},
    "rich": {"reporting", "cli"},
    "typer": {"cli"},
    "flask": {"server"},
    "waitress": {"server"},
    "werkzeug": {"server"},
    "sqlite3": {"server", "tasks"},
    "num2words": {"base"},
    "distributed": {"tasks"},
    "fsspec": {"files"},
}
_PURE = {"figures", "checks", "accounts", "model", "field"}
_INPUT_OUTPUT = {"open", "print", "input", "exec", "eval"}
_INPUT_OUTPUT_MODULES = {"os", "pathlib", "io", "csv", "shutil", "tempfile", "subprocess", "sys"}
_READS_ITS_DICTIONARY = {"field.subjects": {"csv"}}


def _folder(path: Path) -> str:
    """Return the folder (or module) right below generator."""
    return path.relative_to(_PACKAGE).parts[0].removesuffix(".py")


@cache
def _imported(path: Path) -> tuple[str, ...]:
    """Return the modules that a file imports, those for types included."""
    return tuple(_imports(ast.parse(path.read_text(encoding="utf-8"))))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_imports_run_one_way() -> None:
    breaches = [
        f"{path.relative_to(_PACKAGE)} imports {name}"
        for path in _MODULES
        if path.parent != _PACKAGE
        for name in _imported(path)
        if name.startswith("generator.")
        and (other := name.split(".")[1]) != (own := _folder(path))
        and _RANK[other] >= _RANK[own]
    ]
    assert breaches == []


def test_the_top_holds_folders() -> None:
    assert {path.name for path in _PACKAGE.glob("*.py")} == {
        "__init__.py",
        "__main__.py",
        "version.py",
    }
    assert {path.name for path in _PACKAGE.iterdir() if (path / "__init__.py").is_file()} == {
        *_RANK
    } - {"version"}


@pytest.mark.parametrize("library", _OWNERS)
def test_third_parties_stay_with_their_owner(library: str) -> None:
    users = {
        _folder(path)
        for path in _MODULES
        for name in _imported(path)
        if name.split(".")[0] == library
    }
    assert users == _OWNERS[library]


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(_PACKAGE).with_suffix("").parts)


@pytest.mark.parametrize("path", [path for path in _MODULES if _folder(path) in _PURE], ids=_dotted)
def test_pure_folders_do_no_input_or_output(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls & _INPUT_OUTPUT == set()
    typing_only = {
        name
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for name in _imports(ast.Module(block.body, []))
    }
    modules = {name.split(".")[0] for name in set(_imported(path)) - typing_only}
    allowed = _READS_ITS_DICTIONARY.get(_dotted(path), set())
    assert modules & (_INPUT_OUTPUT_MODULES - allowed) == set()


def test_print_is_called_nowhere() -> None:
    found = [
        _dotted(path)
        for path in _MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert found == []


def test_only_commands_and_rooms_write_files() -> None:
    """A task returns what is to be written; `generator.build` writes where a path is given."""
    writers = {"write_atomically", "write_files", "write_new_files"}
    found = {
        _folder(path)
        for path in _MODULES
        for name in _imported(path)
        if name.split(".")[-1] in writers
    }
    assert found == {"__init__", "cli", "server"}
