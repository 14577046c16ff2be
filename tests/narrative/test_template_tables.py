"""Tables of templates: rows of |, merged cells, alignment, and values that break none of them."""

import io
import random
import shutil
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.folders import DATA
from support.package_check import check_package

from generator import build
from generator.base.errors import TemplateError
from generator.model.block import Cover, DocumentContent, Grid, Paragraph, Part, Role
from generator.narrative.blocks import read_blocks
from generator.narrative.environment import new_environment
from generator.narrative.fault import FaultKind
from generator.narrative.faults import FaultSurroundings, inspect_template
from generator.narrative.marks import MarkRegister
from generator.narrative.metering import Meter, Run, running
from generator.reporting.text import format_text
from generator.tasks.explain import explain_clause
from generator.tasks.templates.checking import check_all
from generator.word.reference import GAP_STYLE
from generator.word.word import load_reference, render_document

Cells = list[list[tuple[str, int, int]]]


def render(source: str, *, traced: bool = False, **names: object) -> list[object]:
    """Return the blocks that a template writes."""
    environment = new_environment()
    environment.traced = traced
    ledger = MarkRegister()
    with running(Run(Meter(), ledger if traced else None)):
        text = environment.from_string(source).render(**names)
    return list(read_blocks(text, ledger, "甲.md"))


def table(source: str, **names: object) -> Grid:
    blocks = render(source, traced=False, **names)
    (grid,) = (block for block in blocks if isinstance(block, Grid))
    return grid


def cells(grid: Grid) -> Cells:
    return [[(cell.text, cell.columns, cell.rows) for cell in row] for row in grid.rows]


def test_rows_between_paragraphs_are_one_table() -> None:
    blocks = render("上文。\n\n| 甲 | 乙 |\n| 1 | 2 |\n\n下文。\n")
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_a_blank_line_ends_a_table() -> None:
    blocks = render("| 甲 | 乙 |\n| 1 | 2 |\n\n| 丙 |\n")
    assert [cells(block) for block in blocks if isinstance(block, Grid)] == [
        [[("甲", 1, 1), ("乙", 1, 1)], [("1", 1, 1), ("2", 1, 1)]],
        [[("丙", 1, 1)]],
    ]


def test_cells_merge_to_the_left_and_upwards() -> None:
    grid = table("| 甲 | < | 乙 |\n| ^ | ^ | 丙 |\n| 丁 | 戊 | ^ |\n")
    assert cells(grid) == [
        [("甲", 2, 2), ("乙", 1, 1)],
        [("丙", 1, 2)],
        [("丁", 1, 1), ("戊", 1, 1)],
    ]


def test_the_separator_sets_head_widths_and_alignment() -> None:
    grid = table("| 甲 | 乙 | 丙 |\n|:---|--:|:------:|\n| 1 | 2 | 3 |\n")
    assert (grid.widths, grid.head_rows) == ((3, 2, 6), 1)
    assert [cell.role for cell in grid.rows[0]] == [Role.TABLE_HEAD] * 3
    assert [(cell.role, cell.align) for cell in grid.rows[1]] == [
        (Role.TABLE_TEXT, "left"),
        (Role.TABLE_NUMBER, ""),
        (Role.TABLE_TEXT, "center"),
    ]


def test_a_cell_may_have_an_alignment_of_its_own() -> None:
    grid = table(
        "| 甲 | 乙 | 丙 | 丁 |\n|:-:|:-:|:-:|:-:|\n| :-- {{ x }} | --: 1 | {{ x }} | - |\n",
        x=":-- 乙",
    )
    assert [(cell.text, cell.role, cell.align) for cell in grid.rows[1]] == [
        (":-- 乙", Role.TABLE_TEXT, "left"),
        ("1", Role.TABLE_NUMBER, ""),
        (":-- 乙", Role.TABLE_TEXT, "center"),
        ("-", Role.TABLE_TEXT, "center"),
    ]


def test_rows_of_loops_macros_and_choices() -> None:
    source = (
        "{% macro 行(名, 数) %}\n| {{ 名 }} | {{ 数 }} |\n{% endmacro %}\n"
        "| 甲 | 乙 |\n{% for n in rows %}\n"
        "| {% if loop.first %}项{% else %}^{% endif %} | {{ n }} |\n{% endfor %}\n"
        "{{ 行('末', '9') -}}\n"
    )
    assert cells(table(source, rows=["1", "2"])) == [
        [("甲", 1, 1), ("乙", 1, 1)],
        [("项", 1, 2), ("1", 1, 1)],
        [("2", 1, 1)],
        [("末", 1, 1), ("9", 1, 1)],
    ]


def test_a_sign_of_a_filter_or_a_comment_is_none_of_a_table() -> None:
    source = "{{ 甲\n| trim }}|\n{#\n| 注释 |\n#}\n文a | b。\n"
    (block,) = render(source, 甲="x")
    assert isinstance(block, Paragraph)
    assert block.text == "x|文a | b。"


_SIGNS = st.text(st.sampled_from(["|", "<", "^", "\n", "#", ":", "-", "甲", " ", "\r", "\t"]))


@settings(max_examples=300, deadline=None)
@given(values=st.lists(_SIGNS, min_size=4, max_size=4), traced=st.booleans())
def test_no_value_breaks_a_table(values: list[str], traced: bool) -> None:  # noqa: FBT001
    source = "| {{ a }} | {{ b }}x |\n|---|--|\n|{{ c }}|{{ d }}|\n\n完。\n"
    blocks = render(source, traced=traced, **dict(zip("abcd", values, strict=True)))
    grid, last = blocks
    assert isinstance(grid, Grid)
    assert isinstance(last, Paragraph)
    assert [(len(row), *((c.columns, c.rows) for c in row)) for row in grid.rows] == [
        (2, (1, 1), (1, 1))
    ] * 2
    a, b, c, d = (cell.text for row in grid.rows for cell in row)
    for shown, given_text in ((a, values[0]), (b, f"{values[1]}x"), (c, values[2]), (d, values[3])):
        assert "".join(shown.split()) == "".join(given_text.split())
        assert not shown.startswith((" ", "\n"))
        assert "\n\n" not in shown


@st.composite
def rectangles(draw: st.DrawFn) -> tuple[int, int, dict[tuple[int, int], tuple[int, int]]]:
    """A grid cut into rectangles: rows, columns, and the reach of each by its first place."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    chance = random.Random(draw(st.integers(0, 10**6)))
    free = {(line, column) for line in range(rows) for column in range(columns)}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for line in range(rows):
        for column in range(columns):
            if (line, column) not in free:
                continue
            width = 1
            while (line, column + width) in free and chance.random() < 0.4:
                width += 1
            height = 1
            while line + height < rows and chance.random() < 0.4:
                if any((line + height, column + step) not in free for step in range(width)):
                    break
                height += 1
            found[line, column] = (height, width)
            free -= {
                (line + down, column + step) for down in range(height) for step in range(width)
            }
    return rows, columns, found


def signs_of(
    rows: int, columns: int, found: dict[tuple[int, int], tuple[int, int]], chance: random.Random
) -> list[list[str]]:
    """Return the cells of a grid as a template has them; either sign may join a cell."""
    signs = [["" for _ in range(columns)] for _ in range(rows)]
    for (line, column), (height, width) in found.items():
        for down in range(height):
            for step in range(width):
                choices = ["^"] * (down > 0) + ["<"] * (step > 0)
                text = chance.choice(choices) if choices else f"{line}.{column}"
                signs[line + down][column + step] = text
    return signs


@settings(max_examples=200, deadline=None)
@given(cut=rectangles(), seed=st.integers(0, 10**6))
def test_every_cutting_into_rectangles_comes_back(
    cut: tuple[int, int, dict[tuple[int, int], tuple[int, int]]], seed: int
) -> None:
    rows, columns, found = cut
    signs = signs_of(rows, columns, found, random.Random(seed))
    grid = table("".join(f"|{'|'.join(row)}|\n" for row in signs))
    read = {cell.text: (cell.rows, cell.columns) for row in grid.rows for cell in row}
    assert read == {f"{line}.{column}": reach for (line, column), reach in found.items()}


@settings(max_examples=25, deadline=None)
@given(cut=rectangles(), seed=st.integers(0, 10**6))
def test_merged_cells_are_a_sound_word_table(
    cut: tuple[int, int, dict[tuple[int, int], tuple[int, int]]], seed: int
) -> None:
    rows, columns, found = cut
    signs = signs_of(rows, columns, found, random.Random(seed))
    grid = table("".join(f"|{'|'.join(row)}|\n" for row in signs))
    content = DocumentContent(Cover("", "甲", "", ""), "目录", (Part("第一部分", (grid,)),))
    data = render_document(content, load_reference())
    assert check_package(data) == []
    read = docx.Document(io.BytesIO(data)).tables[0]
    wanted = [["" for _ in range(columns)] for _ in range(rows)]
    for (line, column), (height, width) in found.items():
        for down in range(height):
            for step in range(width):
                wanted[line + down][column + step] = f"{line}.{column}"
    assert [[cell.text for cell in row.cells] for row in read.rows] == wanted


FAULTS = {
    "width": ("| 甲 | 乙 |\n| 丙 |\n", 2, "这一行有 1 格，上面的一行有 2 格"),
    "first column": ("| 甲 | 乙 |\n| < | 丙 |\n", 2, "第一格写了“<”"),
    "first row": ("| 甲 | ^ |\n", 1, "第一行写了“^”"),
    "no rectangle": ("| 甲 | < |\n| ^ | 乙 |\n", 2, "不成长方形"),
    "two separators": ("| 甲 |\n|---|\n| 乙 |\n|---|\n", 4, "只能有一行分隔行"),
    "nothing but a separator": ("|---|---|\n", 1, "没有内容"),
    "over the separator": ("| 甲 | 乙 |\n|---|---|\n| ^ | 丙 |\n", 3, "跨过了分隔行"),
    "too wide": (f"|{'甲|' * 61}\n", 1, "最多 60 列"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_faulty_table_is_an_error_of_its_template(kind: str) -> None:
    source, line, words = FAULTS[kind]
    with pytest.raises(TemplateError) as raised:
        render(f"上文。\n\n{source}")
    (problem,) = raised.value.problems
    assert problem.startswith(f"甲.md 第 {line + 2} 行：")
    assert words in problem


def test_a_row_without_an_end_is_found_before_writing() -> None:
    found = inspect_template("| 甲 | 乙\n", FaultSurroundings(frozenset())).faults
    assert [(fault.line, fault.kind) for fault in found] == [(1, FaultKind.TABLE)]
    assert "以“|”结束" in found[0].message


def test_rows_that_are_certain_are_compared_before_writing() -> None:
    around = FaultSurroundings(frozenset({"x"}))
    wrong = "| 甲 | 乙 |\n| {{ x }} |\n"
    right = "| 甲 | 乙 |\n| {{ x }} | 2 |\n\n| 丙 |\n{% if x %}\n| 丁 | 戊 |\n{% endif %}\n"
    assert [fault.line for fault in inspect_template(wrong, around).faults] == [2]
    assert inspect_template(right, around).faults == ()


def test_a_fault_in_a_macro_names_its_file(tmp_path: Path) -> None:
    own = tmp_path / "我的"
    own.mkdir()
    (own / "宏.md").write_text(
        "{% macro 行() %}\n| 甲 | 乙 |\n| 丙 |{% if 年度 %} 丁 |{% endif %} 戊 |\n{% endmacro %}\n",
        encoding="utf-8",
    )
    (own / "14-表.md").write_text(
        '{% import "宏.md" as 句 with context %}\n# 十四、表\n\n{{ 句.行() }}\n', encoding="utf-8"
    )
    for number in range(1, 14):
        (own / f"{number:02}-无.md").write_text(f"# {number}\n", encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        build(DATA, templates=own)
    assert any(
        problem.startswith("宏.md 第 3 行：这一行有 3 格") for problem in raised.value.problems
    )


_SECTION = """# 十四、表

| 项目 | 金额 | 其他 |
|---|--:|:-:|
| 收入 | {{ 收入合计 | 万元 }} | {{ 事项["没有的一项"] | 数量 }} |
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "我的模板"
    folder.mkdir()
    (folder / "14-表.md").write_text(_SECTION, encoding="utf-8")
    return folder


def test_numbers_and_gaps_in_cells_keep_their_links(own: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    result = build(data, templates=own, docx=tmp_path / "甲.docx", html=tmp_path / "甲.html")
    explained = {one.printed: one for one in explain_clause(data, "十四", templates=own)}
    assert [source.source.place.file for source in explained["8,637.14"].explanation.sources] == [
        "公开01.csv"
    ]
    assert any(gap.key == "没有的一项" and gap.section == "十四" for gap in result.gaps)
    assert "没有的一项" in (data / "待补充.csv").read_text(encoding="utf-8-sig")
    assert check_package((tmp_path / "甲.docx").read_bytes()) == []
    read = docx.Document(io.BytesIO((tmp_path / "甲.docx").read_bytes()))
    (table_read,) = (t for t in read.tables if t.rows[0].cells[-1].text == "其他")
    cell = table_read.rows[1].cells[2]
    assert cell.paragraphs[0].runs[0].style.name == GAP_STYLE
    page = (tmp_path / "甲.html").read_text(encoding="utf-8")
    row = page.partition("<td>收入</td>")[2].partition("</tr>")[0]
    assert 'class="figure"' in row
    assert 'class="gap"' in row


def test_a_table_of_the_narrative_is_printed_row_by_row(own: Path) -> None:
    result = build(DATA, templates=own)
    lines = format_text(result.blocks).splitlines()
    place = lines.index("十四、表")
    assert lines[place + 1] == "项目\t金额\t其他"
    assert lines[place + 2].startswith("收入\t8,637.14万元\t【待补充：")


def test_faults_that_values_bring_are_found_by_trying(own: Path) -> None:
    (own / "14-表.md").write_text(
        "# 十四、表\n\n{% for 项 in 收入来源 %}\n"
        "| {{ 项.名称 }} |{% if loop.first %} {{ 项 }} |{% endif %} {{ 项.占比 }} |\n"
        "{% endfor %}\n",
        encoding="utf-8",
    )
    report = check_all(own, (DATA,))
    assert [(fault.file, fault.line, fault.kind) for fault in report.faults] == [
        ("我的模板/14-表.md", 4, FaultKind.RENDERING)
    ]
    assert "格" in report.faults[0].message
