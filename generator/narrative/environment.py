"""The Jinja environment: where templates come from, filters, and errors in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range

from generator.decoding import UndecodableError, decode
from generator.errors import TemplateError, UnknownProfileError
from generator.labels import nearest
from generator.narrative.numbers import Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DEFAULT_PROFILE = "henan"
PROFILES = "profiles"
SUFFIX = ".md"
MACROS = "宏.md"
_SECTION_FILE = re.compile(r"^(\d{2})-.+\.md$")


def builtin_templates() -> Path:
    """Return templates/zh: inside the installed package, or beside the source."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "templates" / "zh"
    return installed if installed.is_dir() else package.parent / "templates" / "zh"


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """The folders in which a template is looked for, the first one first."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path | None:
        """Return the file of that name, None where no folder has it."""
        if Path(name).name != name:
            return None
        return next((f / name for f in self.folders if (f / name).is_file()), None)

    def sections(self) -> tuple[str, ...]:
        """Return the section templates (01-….md …) in order; one number, one file."""
        chosen: dict[str, str] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*.md")):
                found = _SECTION_FILE.match(path.name)
                if found:
                    chosen.setdefault(found.group(1), path.name)
        return tuple(chosen[number] for number in sorted(chosen))


def profile_names(user_folder: Path | None) -> tuple[str, ...]:
    """Return the profiles that can be asked for."""
    names = {DEFAULT_PROFILE}
    for base in (user_folder, builtin_templates()):
        profiles = base / PROFILES if base else None
        if profiles and profiles.is_dir():
            names.update(path.name for path in profiles.iterdir() if path.is_dir())
    return tuple(sorted(names))


def template_folders(profile: str, user_folder: Path | None) -> TemplateFolders:
    """Return the search path: the user's folder, then the built-in one, profile before base."""
    if user_folder is not None and not user_folder.is_dir():
        raise TemplateError([f"找不到模板文件夹 {user_folder}"])
    if profile not in profile_names(user_folder):
        raise UnknownProfileError(profile, profile_names(user_folder))
    folders: list[Path] = []
    for base in (user_folder, builtin_templates()):
        if base is not None:
            folders += [base / PROFILES / profile, base]
    return TemplateFolders(tuple(folder for folder in folders if folder.is_dir()))


def read_template(path: Path) -> str:
    """Return the text of a template file, whatever a Windows editor made of it."""
    try:
        text = decode(path.read_bytes())
    except UndecodableError as error:
        raise TemplateError([f"{path.name}：{error}"]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Loader(jinja2.BaseLoader):
    """Loads by plain name from the folders; accepts what Windows editors write."""

    def __init__(self, folders: TemplateFolders) -> None:
        self._folders = folders

    def get_source(
        self, _environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self._folders.find(template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        stamp = path.stat().st_mtime_ns
        text = read_template(path)

        def is_current() -> bool:
            return path.exists() and path.stat().st_mtime_ns == stamp

        return text, str(path), is_current


class ChineseUndefined(jinja2.StrictUndefined):
    """An undefined name stops, with the nearest known name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        owner = self._undefined_obj
        if isinstance(owner, Named):
            known: Iterable[str] = owner.field_names
            return f"没有名为“{name}”的部分{hint(name, known)}"
        return f"没有名为“{name}”的名称"


def hint(name: str, known: Iterable[str]) -> str:
    """Return the half-sentence that proposes the nearest known name."""
    near = nearest(name, known)
    return f"，是否应为“{near}”？" if near else ""


def _amount(value: Named) -> str:
    """Amount with its unit: 1,488.40万元 (or 元, as the department publishes)."""
    return f"{value}{value['单位']}"


def _listing(values: Iterable[object]) -> str:
    return "、".join(str(value) for value in values)


def _not_zero(values: Iterable[Named]) -> list[Named]:
    return [value for value in values if not value["零"]]


def _class_spending(name: str) -> str:
    """一般公共服务支出 → 一般公共服务（类）支出: a final 支出 is cut, （类）支出 added."""
    return f"{name.removesuffix('支出')}（类）支出"


FILTERS: Mapping[str, Callable[..., object]] = {
    "万元": _amount,
    "数量": _amount,
    "百分比": str,
    "列举": _listing,
    "非零": _not_zero,
    "类支出": _class_spending,
}


@cache
def make_environment(folders: TemplateFolders) -> jinja2.Environment:
    """Return the sandbox for these folders; compiled templates are kept while unchanged."""
    return _new_environment(_Loader(folders))


def _new_environment(loader: jinja2.BaseLoader | None) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=ChineseUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.filters.update(FILTERS)
    environment.globals.clear()
    environment.globals["range"] = safe_range
    return environment


def check_templates(
    environment: jinja2.Environment, names: Iterable[str], known: Iterable[str]
) -> None:
    """Raise TemplateError with every syntax error and unknown name of the templates."""
    known = set(known) | set(environment.globals)
    problems: list[str] = []
    for name in names:
        try:
            source = environment.loader.get_source(environment, name)[0]  # type: ignore[union-attr]
            undeclared_names = _undeclared(source)
        except jinja2.TemplateSyntaxError as error:
            problems.append(f"{name} 第 {error.lineno} 行：{word_syntax_error(error.message)}")
            continue
        except jinja2.TemplateNotFound:
            problems.append(f"找不到模板文件 {name}")
            continue
        except TemplateError as error:
            problems.extend(error.problems)
            continue
        problems += [
            f"{name} 第 {line} 行：没有名为“{undeclared}”的名称{hint(undeclared, known)}"
            for undeclared, line in undeclared_names
            if undeclared not in known
        ]
    if problems:
        raise TemplateError(problems)


@cache
def _undeclared(source: str) -> tuple[tuple[str, int], ...]:
    """Return the names that a template expects from outside, with the line of the first use.

    This is part of what is compiled once.
    """
    tree = _new_environment(None).parse(source)
    expected = meta.find_undeclared_variables(tree)
    lines: dict[str, int] = {}
    for node in tree.find_all(jinja2.nodes.Name):
        if node.name in expected:
            lines.setdefault(node.name, node.lineno)
    return tuple(sorted(lines.items()))


_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "name": "名称",
    "string": "文字",
}


def word_syntax_error(message: str | None) -> str:
    """Return what Jinja says of a syntax error in Chinese."""
    text = message or ""
    found = re.match(r"No (filter|test) named '(.+)'", text)
    if found:
        kind = "过滤器" if found[1] == "filter" else "判断"
        known = FILTERS if found[1] == "filter" else ()
        return f"没有名为“{found[2]}”的{kind}{hint(found[2], known)}"
    found = re.search(r"needs to be closed is '(\w+)'", text)
    if found:
        return f"“{{% {found[1]} … %}}”没有结束，缺少“{{% end{found[1]} %}}”"
    found = re.match(r"Encountered unknown tag '(.+?)'", text)
    if found:
        return f"不认识的语句“{{% {found[1]} %}}”"
    found = re.search(r"expected (?:token )?'(.+?)'", text)
    if found:
        return f"此处缺少“{_TOKENS.get(found[1], found[1])}”"
    found = re.match(r"unexpected (?:char )?'(.+?)'", text)
    return f"多出了“{found[1]}”，或其前后缺少符号" if found else f"句法有误（{text}）"
