"""A wrong command line is explained in Chinese, with the way to the help; so is the help."""

import re

import pytest
from support.program import Shell

_OURS = re.compile(
    r"gen-narrative|--?[a-z-]+|\b(?:build|explain|init|import|text|json|xml|docx|csv|xlsx|parquet)\b"
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
    ],
)
def test_wrong_usage_is_said_in_chinese(shell: Shell, arguments: list[str], said: str) -> None:
    found = shell.run(*arguments)
    assert found.status == 2
    assert said in found.err
    assert re.search(r"查看用法：gen-narrative.* -h", found.err)
    assert re.search("[A-Za-z]{2}", _OURS.sub("", found.err)) is None


@pytest.mark.parametrize("command", [[], ["build"], ["init"], ["import"], ["explain"]])
def test_help_is_in_chinese(shell: Shell, command: list[str]) -> None:
    found = shell.run(*command, "-h")
    assert found.status == 0
    assert "用法：" in found.out
    assert "显示本帮助" in found.out
    for word in ("Usage", "Options", "Arguments", "Commands", "required", "Show this"):
        assert word not in found.out


def test_no_arguments_show_the_help(shell: Shell) -> None:
    found = shell.run()
    assert found.status == 2
    assert "命令写得不对" not in found.err
    assert "import" in found.out + found.err
