"""The documents say what the program does: keys, options, switches, names, codes of findings."""

from __future__ import annotations

import ast
import json
import re
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main
from support.folders import DATA, copy_data, read_rows, set_cell
from typer.core import TyperGroup

from generator.checks.catalogue import CHECKS
from generator.cli.app import app
from generator.field import keys
from generator.field.duties import DUTIES
from generator.model.block import Role
from generator.narrative.environment import FILTERS, builtin_templates
from generator.narrative.settings import parse_settings
from generator.reading.lists import LISTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.program import Shell

    from generator.narrative.settings import Value

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("henan-itemised", "shanghai")


def read_page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def table_rows(page: str) -> Iterator[list[str]]:
    for line in page.splitlines():
        if line.startswith("| ") and not line.startswith("|---"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_every_key_of_the_lists_is_described() -> None:
    page = read_page("docs/data-folder.md")
    known = (
        *keys.IDENTITY_KEYS,
        *keys.LAST_YEAR_KEYS,
        *keys.BUDGET_KEYS,
        *keys.FACT_UNITS,
        *keys.PURPOSE_KEYS,
    )
    assert [key for key in known if key not in page] == []


def test_units_of_facts_are_those_of_the_program() -> None:
    stated = {
        row[0].partition("（也可写")[0]: row[1]
        for row in table_rows(read_page("docs/data-folder.md"))
    }
    wrong = {
        key: stated.get(key)
        for key, unit in keys.FACT_UNITS.items()
        if unit and stated.get(key) != unit
    }
    assert wrong == {}


def test_every_list_and_column_is_described() -> None:
    page = read_page("docs/data-folder.md")
    for layout in LISTS:
        if layout.file == "待补充":
            continue  # the same columns, described under 原因.csv
        section = page.partition(f"### {layout.file}.csv")[2].partition("\n#")[0]
        assert section, f"{layout.file}.csv is not described"
        # 待补充.csv, renamed to 原因.csv, brings columns of its own.
        own = {"章节", "金额", "方向", "填写位置"} if layout.file == "原因" else set()
        for column in (*layout.required, *(set(layout.optional) - own)):
            assert f"`{column}`" in section or f"| {column} |" in section, (
                f"{layout.file}.csv: {column} is not described"
            )


def program_options() -> dict[str, set[str]]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    commands = dict(group.commands)
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            del commands[name]
            commands |= {f"{name} {inner}": found for inner, found in command.commands.items()}
    return {
        name: {
            option
            for parameter in command.params
            if parameter.param_type_name == "option"
            for option in parameter.opts
        }
        for name, command in commands.items()
    }


def test_every_command_of_the_workbench_is_described() -> None:
    page = read_page("docs/templates.md")
    names = [name for name in program_options() if name.startswith("templates ")]
    assert len(names) == 5
    assert [name for name in names if f"`gen-narrative {name}" not in page] == []


def test_readme_names_every_option() -> None:
    page = read_page("README.md")
    stated = {
        option
        for row in table_rows(page)
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row[0])
    }
    options = program_options()
    asked = set().union(*options.values())
    assert asked - stated == set()
    assert stated - asked <= {"--help", "-h", "--version"}
    assert [name for name in options if f"`{name}" not in page and f" {name} " not in page] == []


def switches(name: str) -> dict[tuple[str, str], Value]:
    path = builtin_templates() / name
    tables = parse_settings(path.read_text(encoding="utf-8"), path)
    return {
        (section, key): value for section, table in tables.items() for key, value in table.items()
    }


def shown(value: Value | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, tuple):
        return f"{len(value)}项" if value else "[]"
    return str(value).lower() if isinstance(value, bool | int) else f'"{value}"'


def test_switches_are_described_with_their_values() -> None:
    base = switches("行文.toml")
    profiles = [base, *(switches(f"profiles/{name}/行文.toml") for name in PROFILES)]
    places = {place for profile in profiles for place in profile}
    expected = {place: tuple(shown(profile.get(place)) for profile in profiles) for place in places}
    page = read_page("docs/templates.md").partition("## 开关")[2].partition("\n## ")[0]
    stated = {
        (row[0], row[1].strip("`")): tuple(cell.strip("`") for cell in row[2:-1])
        for row in table_rows(page)
        if row[1].startswith("`")
    }
    assert stated == expected
    shown_by = [row[4] for row in table_rows(page) if row[1].startswith("`")]
    assert all(shown_by)


def test_filters_macros_and_styles_are_described() -> None:
    page = read_page("docs/templates.md")
    macros = re.findall(r"macro (\w+)\(", (builtin_templates() / "宏.md").read_text("utf-8"))
    assert macros
    for word in (*FILTERS, *macros):
        assert f"| `{word}` |" in page, word
    assert [role.value for role in Role if role.value not in page] == []


def test_templates_are_described() -> None:
    page = read_page("docs/templates.md")
    files = [path.name for path in builtin_templates().iterdir() if path.is_file()]
    single = [name for name in files if not name[:2].isdigit()]
    assert [name for name in single if f"`{name}`" not in page] == []


def codes_in_program() -> set[str]:
    code = re.compile(r"[A-Z][0-9]{2}[a-z]?")
    return {
        node.value
        for path in (ROOT / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and code.fullmatch(node.value)
        and path.parent.name != "export"  # Z01, F03 … are sheets of the 财决 export
    }


def test_codes_of_findings_are_those_of_the_program() -> None:
    pages = [read_page("docs/findings.md"), read_page("docs/rules.md")]
    pages.append(read_page("docs/review.md").partition("\n## 代码\n")[2])
    stated = [row[0] for page in pages for row in table_rows(page) if row[0][-1].isascii()]
    duties = {duty.code for duty in DUTIES}
    assert sorted(stated) == sorted(codes_in_program() - duties)


def test_duties_are_those_of_the_catalogue() -> None:
    """`make docs` writes the page."""
    render = runpy.run_path(str(ROOT / "tools" / "write_duties.py"))["render_duties"]
    page = read_page("docs/duties.md")
    assert page == render()
    assert [row[0] for row in table_rows(page) if row[0][-1].isascii()] == [
        duty.code for duty in DUTIES
    ]


def test_pages_of_findings_are_those_of_the_records() -> None:
    """`make docs` writes docs/findings.md and the codes of docs/review.md."""
    written = runpy.run_path(str(ROOT / "tools" / "write_findings.py"))
    assert read_page("docs/findings.md") == written["render_findings"]()
    page = read_page("docs/review.md")
    assert page == written["render_review"](page)
    assert page == written["render_review"](page.partition("\n## 代码\n")[0] + "\n## 代码\n旧的")


def test_rules_are_those_of_the_catalogue() -> None:
    """`make docs` writes the page; findings.md has the other codes."""
    render = runpy.run_path(str(ROOT / "tools" / "write_rules.py"))["render_rules"]
    page = read_page("docs/rules.md")
    assert page == render()
    rules = {check.rule.code: check.rule for check in CHECKS}
    rows = [row for row in table_rows(page) if row[0][-1].isascii()]
    assert {row[0] for row in rows} == set(rules)
    assert all(row[1] == rules[row[0]].title for row in rows)
    assert all(row[4] == rules[row[0]].authority for row in rows)
    others = {row[0] for row in table_rows(read_page("docs/findings.md"))}
    assert others & set(rules) == set()


def sample_of(page: str, start: str) -> list[str]:
    """Return the pieces of the code block that begins with `start`; …… leaves something out."""
    block = page.partition(f"```\n{start}")[2].partition("```")[0]
    assert block, start
    return [piece.strip("\n") for piece in f"{start}{block}".split("\n……\n")]


def test_readme_shows_what_build_prints(shell: Shell) -> None:
    (sample,) = sample_of(read_page("README.md"), "新乡市行政审批和政务信息管理局　2024年度")
    copy_data(shell.folder / "data")
    assert shell.run("data", "--docx").out.strip() == sample


def test_readme_shows_what_check_prints(shell: Shell) -> None:
    data = copy_data(shell.folder / "我的数据")
    assert read_rows(data / "公开02.csv")[6][3] == "8,637.14"
    set_cell(data, "公开02.csv", "D7", "8,673.14")
    printed = shell.run("check", data.name).out
    command, *pieces = sample_of(read_page("README.md"), "$ gen-narrative check 我的数据\n")
    pieces = [command.partition("\n")[2], *pieces]
    assert len(pieces) == 2
    assert printed.startswith(pieces[0])
    assert printed.rstrip("\n").endswith(pieces[1])


def test_keys_of_the_report_are_described(shell: Shell) -> None:
    page = read_page("docs/check.md")
    report = json.loads(shell.run("check", DATA, "--format", "json").out)
    names = {
        *(set(report) - {"summary"}),
        *report["summary"],
        *report["findings"][0],
        *report["findings"][0]["places"][0],
    }
    assert [name for name in names if not re.search(rf"`(summary)?\.?{name}`", page)] == []


PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"]
PAGES += [f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


_RULE_NUMBERS = re.compile(r"\bDOMAIN ((?:[0-9]+(?:\.[0-9]+)?(?:, | and | to | – |–)?)+)")


def test_rules_of_the_field_that_comments_name_are_in_the_repository() -> None:
    headings = set(
        re.findall(r"^#+ ([0-9]+(?:\.[0-9]+)?)", read_page("docs/domain.md"), re.MULTILINE)
    )
    named: dict[str, str] = {}
    for folder in ("generator", "tests", "tools", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\b(DESIGN|STYLE)(\.md)? [0-9]", text), path
            for found in _RULE_NUMBERS.finditer(text):
                named |= dict.fromkeys(re.findall(r"[0-9]+(?:\.[0-9]+)?", found[1]), path.name)
    assert len(named) > 20
    assert {number: file for number, file in named.items() if number not in headings} == {}
