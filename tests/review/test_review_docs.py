"""docs/review.md says what `review` does: codes, formats, options, columns, statuses."""

import re
from pathlib import Path

import typer.main
from typer.core import TyperGroup

from generator.cli.app import app
from generator.cli.ending import Status
from generator.reporting.formats import ReviewFormat
from generator.review.rules import RULES

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = (_ROOT / "docs" / "review.md").read_text(encoding="utf-8")


def _rows(title: str) -> list[list[str]]:
    section = _PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_rule_has_its_row() -> None:
    written = [(code, severity, title) for code, severity, title, _ in _rows("代码")]
    assert written == [(rule.code, rule.severity.label, rule.title) for rule in RULES]
    assert all(meaning for *_, meaning in _rows("代码"))


def test_every_format_has_its_row() -> None:
    formats = [row[0].strip("`") for row in _rows("输出")]
    assert formats == [one.value for one in ReviewFormat]


def test_every_status_has_its_row() -> None:
    assert [int(row[0]) for row in _rows("退出状态")] == [status.value for status in Status]


def test_every_option_is_named() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    options = {
        option
        for parameter in group.commands["review"].params
        for option in parameter.opts
        if option.startswith("--")
    }
    known = {*options, "--output", "--help"}
    assert [name for name in options - {"--output"} if name not in _PAGE] == []
    assert set(re.findall(r"`(--[a-z-]+)", _PAGE)) <= known


def test_the_columns_of_the_list_are_those_that_are_read() -> None:
    line = next(line for line in _PAGE.splitlines() if line.startswith("文件,"))
    assert line == "文件,代码,节,原文,理由"
