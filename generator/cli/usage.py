"""What is said of a wrong command line, and the help of every command, in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer import BadParameter
from typer.core import TyperCommand, TyperGroup

from generator.base.columns import pad, width_of, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The ancestor of all that typer raises for a wrong command line, whichever click it carries.
UsageError: type[Exception] = BadParameter.__mro__[1]

_WORDINGS: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(.+?)'\.?", "没有写“{0}”"),
    (r"Missing option '(.+?)'(?: / '(.+?)')?\.?", "没有写选项 {0}"),
    (r"No such option:? '?([^\s']+)'?.*?(?:Possible options: (.+?)\)|Did you mean (.+?)\?)",
     "没有 {0} 这个选项，是否应为 {1}？"),
    (r"No such option:? '?([^\s']+)'?.*", "没有 {0} 这个选项"),
    (r"Option '(.+?)' requires an argument\.?", "选项 {0} 的后面要写内容"),
    (r"Option '(.+?)' does not take a value\.?", "选项 {0} 的后面不写内容"),
    (r"Invalid value for (.+?): .*\binteger\b.*", "{0} 应为整数"),
    (r"Invalid value for (.+?): .*?(?:greater than or equal to |in the range x>=)(\d+)\.?",
     "{0} 应不小于 {1}"),
    (r"Invalid value for (.+?): .*? does not match the formats?.*", "{0} 应为日期，如 2025-09-19"),
    (r"Invalid value for (.+?): .*?'(.+?)' is not one of (.+?)\.?", "{0} 不能是 {1}，应为 {2}"),
    (r"Invalid value for (.+?): (.+)", "{0} 写得不对（{1}）"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "多写了 {0}"),
    (r"No such command '?(.+?)'?\.?", "没有 {0} 这个命令"),
)  # fmt: skip
# The help is laid out for a terminal of this width; names wider than _NAMES stand on a line above.
_WIDTH = 78
_NAMES = 26
_INDENT = 2
_SAID_OF_HELP = "显示本帮助"


def asks_for_help(error: Exception) -> bool:
    """Whether a command was written without anything: then the help is the answer."""
    return type(error).__name__ == "NoArgsIsHelpError"


def word_usage_error(error: Exception) -> str:
    """Return what is wrong with the command line, and how to get help."""
    message = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    said = _translate(message)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "gen-narrative"
    return f"命令写得不对：{said}\n查看用法：{command} -h"


def _translate(message: str) -> str:
    for pattern, wording in _WORDINGS:
        found = re.fullmatch(pattern, message)
        if found:
            groups = [group for group in found.groups() if group]
            words = [re.sub(r",\s*", "、", group.replace("'", "")) for group in groups]
            return wording.format(*words)
    return message


class ChineseCommand(TyperCommand):
    """A command whose help speaks Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        formatter.write(_word_help(self, ctx))


class ChineseGroup(TyperGroup):
    """The program as a whole, likewise."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        commands = [(name, one.help or "") for name, one in self.commands.items()]
        formatter.write(_word_help(self, ctx, commands))


def _word_help(
    command: TyperCommand | TyperGroup, ctx: Any, commands: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the help: how the command is written, what it does, its arguments and options."""
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    needed = [f"{one.opts[0]} {one.metavar}" for one in options if one.required]
    pieces = [ctx.command_path, *(["命令"] if commands else [])]
    pieces += [one.metavar or "" for one in arguments]
    lines = [f"用法：{' '.join([*pieces, *needed, '[选项]'])}", ""]
    lines += wrap(f"  {command.help or ''}", _WIDTH, _INDENT)
    sections = (
        ("命令", commands),
        ("参数", [(one.metavar or "", _describe(one)) for one in arguments]),
        (
            "选项",
            [*((_name(one), _describe(one)) for one in options), ("-h, --help", _SAID_OF_HELP)],
        ),
    )
    for title, rows in sections:
        if rows:
            lines += ["", f"{title}：", *_lay_out(rows)]
    if commands:
        lines += ["", f"某个命令的用法：{ctx.command_path} 命令 -h"]
    return "\n".join(lines) + "\n"


def _name(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _describe(parameter: Any) -> str:
    """Return what a parameter is for, whether it must be given, and what stands in for it."""
    if parameter.required:
        return f"{parameter.help}（必填）"
    default = getattr(parameter.default, "value", parameter.default)
    return f"{parameter.help}（不写为 {default}）" if default else str(parameter.help)


def _lay_out(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield names and what they mean in two columns."""
    width = min(max(width_of(name) for name, _ in rows), _NAMES) + _INDENT
    hang = _INDENT + width
    for name, meaning in rows:
        if width_of(name) > _NAMES:
            yield f"{' ' * _INDENT}{name}"
            yield from wrap(" " * hang + meaning, _WIDTH, hang)
        else:
            yield from wrap(f"{' ' * _INDENT}{pad(name, width)}{meaning}", _WIDTH, hang)
