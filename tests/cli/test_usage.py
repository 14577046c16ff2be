"""A wrong command line is explained in Chinese, with the way to the help; so is the help."""

import re
from collections.abc import Iterator

import pytest
import typer.main
from rich.cells import cell_len
from support.program import Shell
from typer.core import TyperGroup

from generator.base.columns import width_of, wrap
from generator.cli.app import app

_OURS = re.compile(
    r"gen-narrative|--?[a-z-]+|\b(?:build|explain|init|import|review|text|json|xml|docx|csv|xlsx|parquet)\b"
)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import"], "没有写“文件…”"),
        (["import", "甲.docx"], "没有写选项 -o"),
        (["init"], "没有写“文件夹”"),
        (["数据", "--forse"], "没有 --forse 这个选项，是否应为 --force"),
        (["数据", "--zzz"], "没有 --zzz 这个选项"),
        (["数据", "--profile"], "选项 --profile 的后面要写内容"),
        (["数据", "--docx=1"], "选项 --docx 的后面不写内容"),
        (["init", "甲", "--year", "今年"], "--year 应为整数"),
        (
            ["explain", "数据", "--format", "xml"],
            "--format 不能是 xml，应为 text、json、csv、xlsx、parquet",
        ),
        (["init", "甲", "乙"], "多写了 乙"),
        (["review", "甲.docx", "--date", "昨天"], "--date 应为日期"),
        (["review", "甲.docx", "--timeout", "0"], "--timeout 应不小于 1"),
        (["review", "甲.docx", "--memory", "20"], "--memory 应不小于 500"),
        (["review", "甲.docx", "--memory", "多"], "--memory 应为整数"),
    ],
)
def test_wrong_usage_is_said_in_chinese(shell: Shell, arguments: list[str], said: str) -> None:
    found = shell.run(*arguments)
    assert found.status == 2
    assert said in found.err
    assert re.search(r"查看用法：gen-narrative.* -h", found.err)
    assert re.search("[A-Za-z]{2}", _OURS.sub("", found.err)) is None


def _commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _commands(command, (*path, name))
        else:
            yield (*path, name)


_PROGRAM = typer.main.get_command(app)
assert isinstance(_PROGRAM, TyperGroup)
# What files, formats and options are called is the same in every language.
_NAMES = re.compile(
    r"gen-narrative|--?[a-z-]+|\.(?:csv|docx|pdf|txt|md|zip|xlsx?|toml)\b|\b[a-z]+(?:\|[a-z]+)+"
    r"|(?<=不写为 )[a-z]+|\b(?:LibreOffice|Word|PDF|JSON|CSV|parquet|Linux|MB)\b"
    r"|\b(?:henan|unchecked|data)\b"
)


@pytest.mark.parametrize("command", list(_commands(_PROGRAM)), ids=" ".join)
def test_help_is_in_chinese_and_whole(shell: Shell, command: tuple[str, ...]) -> None:
    found = shell.run(*command, "-h")
    assert found.status == 0
    assert found.out.startswith("用法：gen-narrative")
    assert "显示本帮助" in found.out
    for line in found.out.splitlines():
        assert cell_len(line) < 80, line
        assert not line.endswith("…"), line
    rest = _NAMES.sub("", " ".join(found.out.split()))
    assert isinstance(_PROGRAM, TyperGroup)
    for group in _commands(_PROGRAM):
        for name in group:
            rest = re.sub(rf"\b{name}\b", "", rest)
    assert re.search("[A-Za-z]{2}", rest) is None, rest
    assert "<" not in found.out


def test_no_arguments_show_the_help(shell: Shell) -> None:
    found = shell.run()
    assert found.status == 2
    assert "命令写得不对" not in found.err
    assert "import" in found.out + found.err


@pytest.mark.parametrize("width", [20, 33, 80])
def test_wrapped_lines_fit_and_lose_nothing(width: int) -> None:
    text = "公开06“302 商品和服务支出”为231.17，应为231.70，相差-0.53（疑一位数字有误）。" * 3
    lines = wrap(text, width, 4)
    assert all(cell_len(line) <= width_of(line) <= width for line in lines)
    assert "".join(line.strip() for line in lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.strip()[0] in "，。）”" for line in lines)
    assert all(sum(line.count(number) for line in lines) == 3 for number in ("231.17", "-0.53"))
