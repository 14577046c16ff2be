"""Texts in Markdown: its marks become looks, what is no Markdown comes out as typed."""

import time

import pytest

from generator.files.markdown import IMAGES, TOO_MUCH, read_markdown, table_lines
from generator.model.block import Grid, Paragraph, Role


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for block in read_markdown(text).blocks:
        lines += [block.text] if isinstance(block, Paragraph) else table_lines(block)
    return lines


def _bold(text: str) -> list[str]:
    return [
        span.text
        for block in read_markdown(text).blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if span.bold
    ]


@pytest.mark.parametrize(
    "text",
    [
        "（一）负责预算编制。",
        "1.制定规划。",
        "1. 制定规划。",
        "2024.年度决算",
        "2024. 年度决算",
        "10) 其他",
        "王*明和李*华",
        "张*、李**",
        "138****5678",
        "138**5678、139**1234",
        "3 * 4 * 5 = 60",
        "*注：单位为万元",
        "表_2024_收入、A_B_C",
        "盖章：____　日期：____",
        "第__号、第__号",
        "______",
        "-5.2万元",
        "+5%",
        ">5%的项目",
        "> 100万元的项目",
        "1#楼、2#楼",
        "#1机组",
        "豫财预[2024](12)号",
        "[1]: 财预〔2024〕12号",
        "D:\\附件\\表",
        "R&D经费",
        "<5万元的、>6万元的",
        "<KPI>",
        "2023~2024年",
        "A|B两类",
        "**没有写完",
    ],
)
def test_what_is_no_markdown_stays_as_typed(text: str) -> None:
    assert _lines(text) == [text]
    assert _bold(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# 主要工作\n\n正文", ["主要工作", "正文"]),
        ("#主要工作\n##1.小节", ["主要工作", "1.小节"]),
        ("主要工作\n===", ["主要工作"]),
        ("　　# 主要工作", ["主要工作"]),
        ("- 甲\n* 乙\n+ 丙", ["甲", "乙", "丙"]),
        ("- 甲\n  - 乙\n    1. 丙\n    2. 丁", ["甲", "乙", "1. 丙", "2. 丁"]),
        ("1. 甲\n\n   续\n\n2. 乙", ["1. 甲", "续", "2. 乙"]),
        ("1.\n2.", ["1.", "2."]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("第一行  \n第二行\\\n第三行", ["第一行", "第二行", "第三行"]),
        ("　　缩进\n\n        八个空格", ["缩进", "八个空格"]),
        ("甲\n\n***\n\n---\n\n乙", ["甲", "乙"]),
        ("> 引用\n> 两行", ["引用", "两行"]),
        ("\\*不是\\# \\_", ["*不是# _"]),
        ("甲<br>乙<b>丙</b><span style='x'>丁</span><!-- 批\n\n注 -->", ["甲", "乙丙丁"]),
        ("<script>alert(1)</script>", ["alert(1)"]),
        ("见[网页](https://a.cn/b)", ["见网页（https://a.cn/b）"]),
        ("<https://a.cn/b>", ["https://a.cn/b"]),
        ("```\n甲 **乙**\n```", ["甲 **乙**"]),
        ("`甲`", ["甲"]),
        ("| 甲 | 乙 |\n| 1 | 2 |", ["甲；乙", "1；2"]),
        (
            "|项目|金额|\n|---|---:|\n|甲|5.00|\n|乙|-3.5|",
            ["项目：甲；金额：5.00", "项目：乙；金额：-3.5"],
        ),
        ("1&#8203;2&#x100000;3", ["123"]),
    ],
)
def test_no_mark_is_printed(text: str, lines: list[str]) -> None:
    assert _lines(text) == lines


@pytest.mark.parametrize(
    ("text", "bold", "whole"),
    [
        ("**重点**工作", ["重点"], "重点工作"),
        ("本年**重点**工作", ["重点"], "本年重点工作"),
        ("本年**“三公”经费**增加", ["“三公”经费"], "本年“三公”经费增加"),
        ("**标题：**内容", ["标题："], "标题：内容"),
        ("**标题： **内容", ["标题： "], "标题： 内容"),
        ("**（一）**甲**（二）**乙", ["（一）", "（二）"], "（一）甲（二）乙"),
        ("__重点__ 工作", ["重点"], "重点 工作"),
        ("***重点***工作", ["重点"], "重点工作"),
        ("</b>甲**乙**", ["乙"], "甲乙"),
    ],
)
def test_bold_is_a_look_of_its_run(text: str, bold: list[str], whole: str) -> None:
    assert _bold(text) == bold
    assert _lines(text) == [whole]


def test_bold_goes_on_over_a_line_break() -> None:
    assert _bold("**甲\n乙**丙") == ["甲", "乙"]


def test_italic_stands_apart_from_words() -> None:
    (block,) = read_markdown("（*甲*）").blocks
    assert isinstance(block, Paragraph)
    assert [(span.text, span.italic) for span in block.spans] == [
        ("（", False),
        ("甲", True),
        ("）", False),
    ]


def test_headings_have_their_levels() -> None:
    blocks = read_markdown("# 甲\n## 乙\n### 丙\n丁").blocks
    roles = [block.role for block in blocks if isinstance(block, Paragraph)]
    assert roles == [Role.SUBHEADING, Role.ITEM_HEADING, Role.ITEM_HEADING, Role.BODY]


def test_small_table_is_a_table_and_a_large_one_is_lines() -> None:
    (grid,) = read_markdown("|项目|金额|\n|-|-|\n|**甲**|1|").blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [["项目", "金额"], ["甲", "1"]]
    head, dashes, row = "|" + "列|" * 9, "|" + "-|" * 9, "|" + "1|" * 9
    (line,) = read_markdown(f"{head}\n{dashes}\n{row}").blocks
    assert isinstance(line, Paragraph)
    assert line.text == "；".join(["列：1"] * 9)


def test_what_is_not_printed_is_named() -> None:
    assert read_markdown("![图一](a.png)").left_behind == (IMAGES,)
    assert read_markdown("无图").left_behind == ()


_MANY = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "*" * _MANY,
        "[" * _MANY,
        "**甲" * 30_000,
        "![" * _MANY,
        "[a](" * 30_000,
        "<a " * 30_000,
        "<!--" * _MANY,
        "`a``" * 30_000,
        "> " * _MANY + "甲",
        "- " * _MANY + "甲",
        "\n".join(" " * 2 * depth + "- 甲" for depth in range(300)),
        "[" * 4_000 + "\n\n" + "[" * 4_000,
    ],
    ids=range(12),
)
def test_hostile_text_ends_soon_and_keeps_its_words(text: str) -> None:
    begun = time.process_time()
    read = read_markdown(text)
    assert time.process_time() - begun < 5
    words = "".join(block.text for block in read.blocks if isinstance(block, Paragraph))
    assert words.count("甲") == text.count("甲")


def test_a_bound_that_is_met_is_named_and_spares_other_paragraphs() -> None:
    read = read_markdown("# 甲\n\n" + "[" * _MANY + "<b>丙</b>**丁**\n\n**乙**<br>\\*")
    assert read.left_behind == (TOO_MUCH,)
    texts = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert texts == ["甲", "[" * _MANY + "丙丁", "乙", "*"]


def test_a_text_that_is_too_long_is_lines() -> None:
    read = read_markdown("# 甲\n- **乙**<br>\\*\n" + "文字文字\n" * 100_000)
    assert read.left_behind == (TOO_MUCH,)
    texts = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert texts[:3] == ["甲", "乙*", "文字文字"]
    assert len(texts) == 100_002
