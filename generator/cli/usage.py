"""What typer says of a wrong command line, and of options in its help, in Chinese."""

from __future__ import annotations

import re
from typing import Any

from typer import BadParameter, rich_utils
from typer.core import TyperCommand, TyperGroup

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
    (r"Invalid value for (.+?): .*?'(.+?)' is not one of (.+?)\.?", "{0} 不能是 {1}，应为 {2}"),
    (r"Invalid value for (.+?): (.+)", "{0} 写得不对（{1}）"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "多写了 {0}"),
    (r"No such command '?(.+?)'?\.?", "没有 {0} 这个命令"),
)  # fmt: skip
_HELP = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "REQUIRED_LONG_STRING": "[必填]",
}


def word_usage_error(error: Exception) -> str:
    """Return what is wrong with the command line, and how to get help; empty after the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return ""
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

    def get_usage(self, ctx: Any) -> str:
        """Return the line that shows how the command is written."""
        return _word_usage(super().get_usage(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _speak_chinese(self, ctx)
        super().format_help(ctx, formatter)


class ChineseGroup(TyperGroup):
    """The program as a whole, likewise."""

    def get_usage(self, ctx: Any) -> str:
        """Return the line that shows how the program is called."""
        return _word_usage(super().get_usage(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        _speak_chinese(self, ctx)
        super().format_help(ctx, formatter)


def _speak_chinese(command: TyperCommand | TyperGroup, ctx: Any) -> None:
    """Give typer's own headings and its option --help Chinese names."""
    for name, text in _HELP.items():
        setattr(rich_utils, name, text)
    option = command.get_help_option(ctx)
    if option is not None:
        option.help = "显示本帮助"


def _word_usage(line: str) -> str:
    words = {"Usage:": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 …"}
    for word, chinese in words.items():
        line = line.replace(word, chinese)
    return re.sub(r"\{(.+?)\}(?:\.\.\.)?", r"\1", line).replace("[[", "[").replace("]]", "]")
