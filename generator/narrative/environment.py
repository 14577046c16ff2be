"""The Jinja environment: where templates come from, filters, and errors in Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2.exceptions import SecurityError

from generator.base import links
from generator.base.decoding import UndecodableError, decode
from generator.base.errors import TemplateError, UnknownProfileError
from generator.base.labels import nearest
from generator.base.regular import read_regular
from generator.field import zh
from generator.field.evaluation import SELF_FORM, SELF_REPORT, WHOLE_REPORT
from generator.narrative.grid_source import TableRows
from generator.narrative.numbers import Named
from generator.narrative.sandbox import (
    TemplateSandbox,
    counted_tests,
    join_bounded,
    safe_filters,
    short_range,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DEFAULT_PROFILE = "henan"
PROFILES = "profiles"
SUFFIX = ".md"
MACROS = "宏.md"
SETTINGS_FILE = "行文.toml"
FRAME_TEMPLATES = (zh.COVER_FILE, "部分.md", zh.OVERVIEW_FILE, "表注.md", zh.GLOSSARY_FILE)
# The forms and reports of part five, in a folder of their own.
ATTACHMENT_TEMPLATES = tuple(
    f"{zh.ATTACHMENTS}/{name}{SUFFIX}" for name in (SELF_FORM, SELF_REPORT, WHOLE_REPORT)
)
PROJECT_TEMPLATES = ATTACHMENT_TEMPLATES[:2]
# What a review sends, in a folder of its own as well.
LETTER_TEMPLATES = (f"{zh.REVIEWED}/{zh.LETTER}{SUFFIX}",)
# The draft report on all departments for the leaders, beside it.
REPORT_TEMPLATES = (f"{zh.REVIEWED}/{zh.SUMMARY_REPORT}{SUFFIX}",)
INNER_FOLDERS = (zh.ATTACHMENTS, zh.REVIEWED)
MAX_BYTES = 100_000  # of a template; the longest built-in one has 5,000
# What an expression in a template can raise: its author's mistake, not a bug of ours.
TEMPLATE_FAULTS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_SECTION_FILE = re.compile(r"^(\d{2})-.+\.md$")


def builtin_templates() -> Path:
    """Return templates/zh: inside the installed package, or beside the source."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "templates" / "zh"
    return installed if installed.is_dir() else package.parent / "templates" / "zh"


def refuse_link(path: Path, root: Path | None = None) -> None:
    """Raise TemplateError where a file of a template folder is a link to somewhere else.

    Template folders are handed from bureau to bureau: what they hold must not fetch anything.
    `root` is the folder of templates, where the file lies in a folder below it.
    """
    why = links.refuse_link(path, root or path.parent)
    if why:
        raise TemplateError([f"{path.name}：{why}"])
    if path.is_symlink() and links.real_path(path).parent != links.real_path(path.parent):
        raise TemplateError([f"{path.name}：是指向别的文件夹的链接，没有使用"])


@dataclass(frozen=True, slots=True)
class TemplateFolders:
    """The folders in which a template is looked for, the first one first."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path | None:
        """Return the file of that name, None where no folder has it.

        Raises TemplateError for a link that leads out of its folder.
        """
        inner, _, last = name.rpartition("/")
        if Path(last).name != last or (inner and inner not in INNER_FOLDERS):
            return None
        for folder in self.folders:
            path = folder / name
            # A link that leads nowhere is found as well: the next folder must not stand in for it.
            if path.is_file() or path.is_symlink():
                refuse_link(path, folder)
                return path
        return None

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
            own = base / PROFILES / profile
            if own.is_dir() and links.real_path(base) not in links.real_path(own).parents:
                raise TemplateError([f"{PROFILES}/{profile}：是指向文件夹之外的链接，没有使用"])
            folders += [own, base]
    return TemplateFolders(tuple(folder for folder in folders if folder.is_dir()))


def read_template(path: Path) -> str:
    """Return the text of a template file, whatever a Windows editor made of it.

    Raises TemplateError.
    """
    refuse_link(path)
    if path.stat().st_size > MAX_BYTES:
        raise TemplateError([f"{path.name}：超过 {MAX_BYTES // 1000} KB，不是模板"])
    try:
        text = decode(read_regular(path))
    except UndecodableError as error:
        raise TemplateError([f"{path.name}：{error}"]) from error
    except OSError as error:
        raise TemplateError([f"{path.name}：{error.strerror or error}"]) from error
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
            # A file that has come into a folder before takes its place.
            found = self._folders.find(template)
            return found == path and path.exists() and path.stat().st_mtime_ns == stamp

        return text, str(path), is_current


class ChineseUndefined(jinja2.StrictUndefined):
    """An undefined name stops, with the nearest known name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint and self._undefined_hint[0] >= "\u4e00":
            return self._undefined_hint
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
    return join_bounded(values, "、")


def _not_zero(values: Iterable[Named]) -> list[Named]:
    return [value for value in values if not value["零"]]


def _class_spending(name: str) -> str:
    """一般公共服务支出 → 一般公共服务（类）支出: a final 支出 is cut, （类）支出 added."""
    return f"{name.removesuffix('支出')}（类）支出"


FILTERS: Mapping[str, Callable[..., object]] = {
    zh.TEN_THOUSAND_YUAN: _amount,
    zh.COUNT: _amount,
    "百分比": str,
    "列举": _listing,
    "非零": _not_zero,
    "类支出": _class_spending,
}


@cache
def make_environment(folders: TemplateFolders, *, traced: bool = False) -> jinja2.Environment:
    """Return the sandbox for these folders; compiled templates are kept while unchanged.

    Traced, what it renders carries the lines that wrote it.
    """
    environment = new_environment(_Loader(folders))
    environment.traced = traced
    return environment


def new_environment(loader: jinja2.BaseLoader | None = None) -> TemplateSandbox:
    """Return a sandbox with the filters of templates."""
    environment = TemplateSandbox(
        loader=loader,
        extensions=(TableRows,),
        undefined=ChineseUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        # Constants are worked out while rendering, where they are counted and their line is known.
        optimized=False,
    )
    environment.filters.clear()
    environment.filters.update(safe_filters(FILTERS))
    environment.tests.clear()
    environment.tests.update(counted_tests())
    environment.globals.clear()
    environment.globals["range"] = short_range
    return environment


def word_fault(error: Exception) -> str:
    """Return what went wrong while a template was rendered, in Chinese."""
    text = str(error)
    if isinstance(error, RecursionError):
        return "宏或引入的文件层层调用自己，没有尽头"
    if any(char >= "\u4e00" for char in text):
        return text
    if isinstance(error, SecurityError):
        return f"模板里不能这样调用（{text}）"
    return f"这里的写法不对（{text}）"


_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "name": zh.NAME,
    "string": "文字",
    "eof": "结尾",
}


def word_syntax_error(message: str | None) -> str:
    """Return what Jinja says of a syntax error in Chinese."""
    text = message or ""
    if text[:1] >= "\u4e00":
        return text
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
