"""Markdown of 文字/ and 附件/ in the document, on the page and on the screen."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import html
from support.folders import DATA, copy_data
from support.package_check import check_package

from generator import build
from generator.model.block import Paragraph
from generator.tasks.build import BuildResult

_DUTIES = """# 主要职责如下
- **综合**管理
  1. 编制预算
2024.5 起

|事项|数量|
|---|---|
|会议|3|
"""
_RATING = """## 一、总体
本年**“重点”项目**良好\\*。<br>*另附*
::图 收入结构
\\# 尾 ![](图.png)"""
_ATTACHMENT = """# 一、概况
正文**加粗**，王*明和李*华。
- 要点
> 引文

|指标|得分|
|---|---:|
|数量|9.50|

![图](图.png)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    folder = tmp_path_factory.mktemp("md")
    data = copy_data(folder / "数据", DATA)
    (data / "文字" / "主要职责.md").write_text(_DUTIES, encoding="utf-8")
    (data / "文字" / "部门评价结果.md").write_text(_RATING, encoding="utf-8")
    (data / "附件").mkdir()
    (data / "附件" / "自评报告.md").write_text(_ATTACHMENT, encoding="utf-8")
    return build(data, docx=folder / "a.docx", html=folder / "a.html"), folder


def test_word_has_paragraphs_and_runs(built: tuple[BuildResult, Path]) -> None:
    document = Document(str(built[1] / "a.docx"))
    styled = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    begin = styled.index(("三级标题", "主要职责如下"))
    assert styled[begin + 1 : begin + 5] == [
        ("正文段落", "综合管理"),
        ("正文段落", "1. 编制预算"),
        ("正文段落", "2024.5 起"),
        ("正文段落", "事项：会议；数量：3"),
    ]
    begin = styled.index(("三级标题", "一、总体"))
    assert [text for _, text in styled[begin + 1 : begin + 5]] == [
        "本年“重点”项目良好*。",
        "另附",
        "::图 收入结构",
        "# 尾",
    ]
    begin = [text for _, text in styled].index("自评报告", styled.index(("一级标题", "自评报告")))
    assert styled[begin + 1 : begin + 5] == [
        ("二级标题", "一、概况"),
        ("正文段落", "正文加粗，王*明和李*华。"),
        ("正文段落", "要点"),
        ("正文段落", "引文"),
    ]
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert bold == ["综合", "“重点”项目", "加粗"]
    assert [run.text for p in document.paragraphs for run in p.runs if run.italic] == ["另附"]
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert cells == [["指标", "得分"], ["数量", "9.50"]]


def test_word_opens_without_repair(built: tuple[BuildResult, Path]) -> None:
    check_package((built[1] / "a.docx").read_bytes())


def test_table_of_a_text_is_not_in_the_contents(built: tuple[BuildResult, Path]) -> None:
    document = Document(str(built[1] / "a.docx"))
    entries = [p.text for p in document.paragraphs if p.style and p.style.name == "toc 2"]
    assert entries[-1] == "自评报告"
    assert not any(entry.endswith("、") for entry in entries)


def test_page_and_screen_have_the_same_words(built: tuple[BuildResult, Path]) -> None:
    page: Any = html.fromstring((built[1] / "a.html").read_bytes())
    shown = page.text_content()
    for words in (
        "正文加粗，王*明和李*华。",
        "综合管理",
        "本年“重点”项目良好*。",
        "事项：会议；数量：3",
    ):
        assert words in shown
    assert [b.text_content() for b in page.iter("b") if b.text_content() in "综合加粗"] == [
        "综合",
        "加粗",
    ]
    assert "9.50" in [cell.text_content() for cell in page.iter("td")]
    assert "本年“重点”项目良好*。\n另附\n::图 收入结构\n# 尾\n" in built[0].text


def test_a_heading_of_a_text_opens_no_section(built: tuple[BuildResult, Path]) -> None:
    paragraphs = [block for block in built[0].blocks if isinstance(block, Paragraph)]
    (heading,) = (block for block in paragraphs if block.text == "一、总体")
    assert heading.where == "十三（三）"


def test_a_picture_that_stays_behind_is_named(built: tuple[BuildResult, Path]) -> None:
    told = [f.message for f in built[0].findings if f.code == "L12"]
    assert sorted(told) == [
        "文字/部门评价结果.md 中的图片没有带入，请在生成后核对",
        "附件“自评报告.md”中的图片没有带入，请在生成后核对",
    ]
