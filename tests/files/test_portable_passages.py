"""Submitted PDF files as passages: paragraphs put together again from their lines."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.needs import find_reference
from support.portable_writer import PdfPage, write_pdf
from support.typesetter import Typesetter

from generator.files.pdf.passages import read_pdf_passages
from generator.model.passage import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.finding import Finding

    Read = Callable[[list[PdfPage]], tuple[tuple[Passage, ...], tuple[Finding, ...]]]

LONG = (
    "2024年度一般公共预算财政拨款支出年初预算为6,655.15万元，支出决算为5,998.19万元，"
    "完成年初预算的90.13%。决算数小于年初预算数的主要原因是部分项目跨年实施。"
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(pages: list[PdfPage]) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
        path = tmp_path / "a.pdf"
        path.write_bytes(write_pdf(pages))
        return read_pdf_passages(path, "a.pdf")

    return read


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


@pytest.mark.parametrize(("gap", "indent"), [(0, 2), (14, 0), (14, 2)])
def test_lines_become_paragraphs(read: Read, gap: float, indent: int) -> None:
    setter = Typesetter(gap=gap, indent=indent, breaks_numbers=True)
    lines = ["一、收入支出决算总体情况说明", LONG, LONG, "二、收入决算情况说明", LONG]
    for line in lines:
        setter.paragraph(line)
    passages, findings = read(setter.pages)
    assert findings == ()
    assert texts(passages) == lines


@pytest.mark.parametrize("indent", [2, 4])
@pytest.mark.parametrize("topic", ["国有资本经营预算", "政府性基金"])
def test_a_heading_that_fills_its_line_goes_on_nowhere(read: Read, topic: str, indent: int) -> None:
    """The first lines below it are indented as it is, or more: that makes no block of them."""
    heading = f"（八）{topic}财政拨款支出决算总体情况"
    written = [heading, "2024年度没有此项支出。", LONG]
    setter = Typesetter(width=len(heading) + 2)
    setter.paragraph(heading)
    setter.indent = indent
    for text in written[1:]:
        setter.paragraph(text)
    passages, _ = read(setter.pages)
    assert texts(passages) == written


WORDS = st.lists(
    st.sampled_from(
        (
            "收入",
            "支出决算",
            "（类）",
            "1,234.56万元",
            "0.5%",
            "，",
            "、",
            # Without its colon: a line that ends with one may end a paragraph, as 其中： does.
            "其中",
            "“三公”经费",
            "100个",
        )
    ),
    min_size=3,
    max_size=60,
).map(lambda words: "本" + "".join(words) + "末。")


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    paragraphs=st.lists(WORDS, min_size=2, max_size=12),
    gap=st.sampled_from((0, 12)),
    breaks=st.booleans(),
    width=st.sampled_from((20, 28, 38)),
)
def test_random_paragraphs_come_back(
    paragraphs: list[str],
    gap: float,
    breaks: bool,  # noqa: FBT001 - drawn
    width: int,
    tmp_path: Path,
) -> None:
    size = 16 if width < 30 else 11
    setter = Typesetter(size=size, step=1.8 * size, gap=gap, width=width, breaks_numbers=breaks)
    paragraphs = [LONG, *paragraphs]  # by which the margins are known
    for paragraph in paragraphs:
        setter.paragraph(paragraph)
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(setter.pages))
    passages, findings = read_pdf_passages(path, "a.pdf")
    assert findings == ()
    assert texts(passages) == paragraphs
    assert [passage.paragraph for passage in passages] == list(range(1, len(passages) + 1))


def test_a_page_may_end_with_a_sentence_amid_a_paragraph(read: Read) -> None:
    """The next line is not indented as paragraphs are; where it is, a paragraph begins."""
    short = "己" * 24 + "庚" * 10 + "。"
    over_the_page = "甲" * 24 + "乙" * 26 + "丙" * 26 + "丁" * 25 + "。" + "戊" * 20 + "。"
    to_the_end = "辛" * 24 + "壬" * 26 + "癸" * 25 + "。"
    colon = "子" * 24 + "丑" * 26 + "寅" * 26 + "卯" * 25 + "：" + "辰" * 20 + "。"
    written = [short, over_the_page, short, to_the_end, short, colon, short]
    setter = Typesetter(lines=6)
    for text in written:
        setter.paragraph(text)
    passages, _ = read(setter.pages)
    assert texts(passages) == written


def test_running_heads_and_page_numbers_are_dropped(read: Read) -> None:
    setter = Typesetter(running="某局2024年度部门决算", lines=6)
    written = [f"{number}个项目。{LONG}" for number in range(1, 5)]
    for text in written:
        setter.paragraph(text)
    assert len(setter.pages) > 2
    passages, _ = read(setter.pages)
    assert texts(passages) == written
    assert [passage.page for passage in passages] == sorted(passage.page for passage in passages)
    assert passages[-1].page > 1


def test_centred_headings(read: Read) -> None:
    setter = Typesetter()
    setter.heading("第三部分某某市行政审批和政务局2024")
    setter.heading("年度部门决算情况说明")
    setter.heading("收入决算表")
    for _ in range(6):
        setter.paragraph(LONG)
    passages, _ = read(setter.pages)
    assert [(x.text, x.kind) for x in passages[:2]] == [
        ("第三部分某某市行政审批和政务局2024年度部门决算情况说明", PassageKind.HEADING),
        ("收入决算表", PassageKind.CAPTION),
    ]


def test_a_line_of_the_text_that_comes_twice_stays(read: Read) -> None:
    setter = Typesetter(lines=5, running="某局")
    for number in range(12):
        setter.paragraph("自评结果为优。" if number % 4 == 0 else f"第{number}个项目已经完成。")
        for other in range(4):
            setter.paragraph(f"{number}号{other}组本年支出100.00万元。")
    assert len(setter.pages) == 12
    passages, _ = read(setter.pages)
    assert texts(passages).count("自评结果为优。") == 3
    assert "某局" not in texts(passages)


def test_tables_are_left_out_and_part_paragraphs(read: Read) -> None:
    page = PdfPage()
    page.text(90, 60, "单位包括")
    end = page.table([["序号", "单位名称"], ["1", "某局本级"]], 80)
    page.text(90, end + 20, "其余从略。")
    passages, _ = read([page])
    assert texts(passages) == ["单位包括", "其余从略。"]


def test_rows_without_ruled_lines(read: Read) -> None:
    page = PdfPage()
    for number, row in enumerate((("科目", "预算数", "决算数"), ("行政运行", "1.00", "2.00"))):
        for column, text in enumerate(row):
            page.text(60 + 150 * column, 100 + 20 * number, text)
    passages, _ = read([page])
    assert [(x.text, x.kind) for x in passages] == [
        ("科目 预算数 决算数", PassageKind.ROW),
        ("行政运行 1.00 2.00", PassageKind.ROW),
    ]


def test_contents_with_dots(read: Read) -> None:
    page = PdfPage()
    page.text(260, 60, "目录", 18)
    page.text(60, 100, "一、收入决算情况说明" + "." * 30 + "12")
    page.text(60, 120, "二、支出决算情况说明" + "." * 30 + "13")
    page.text(60, 160, "一、收入决算情况说明")
    page.text(60, 180, "收入合计1.00万元。")
    passages, _ = read([page])
    assert [(x.text, x.kind.value) for x in passages[1:]] == [
        ("一、收入决算情况说明", "toc"),
        ("二、支出决算情况说明", "toc"),
        ("一、收入决算情况说明", "heading"),
        ("收入合计1.00万元。", "body"),
    ]


def test_pictures_and_empty_files_are_said(read: Read) -> None:
    picture = PdfPage(picture=True)
    passages, findings = read([picture])
    assert passages == ()
    assert [finding.severity.value for finding in findings] == ["error"]
    assert "扫描件" in findings[0].message
    setter = Typesetter()
    setter.paragraph(LONG)
    passages, findings = read([*setter.pages, picture])
    assert texts(passages) == [LONG]
    assert "第 2 页是图像" in findings[0].message


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF", write_pdf([PdfPage()])[:300]])
def test_damaged_files_are_findings(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    passages, findings = read_pdf_passages(path, "a.pdf")
    assert passages == ()
    assert [finding.severity.value for finding in findings] == ["error"]


def test_four_hundred_pages_are_read_in_time(read: Read) -> None:
    setter = Typesetter(size=11, step=16, width=38, lines=12)
    written = []
    while len(setter.pages) < 400:
        sentence = f"第{len(written)}个项目支出{len(written)}.00万元，完成年初预算的100.00%。"
        written.append(sentence * 9)
        setter.paragraph(written[-1])
    count = len(setter.pages)
    started = time.process_time()
    passages, findings = read(setter.pages)
    assert findings == ()
    assert passages[-1].page in {count - 1, count}  # where it begins
    assert texts(passages) == written
    assert time.process_time() - started < 60


@pytest.fixture(scope="module")
def putuo() -> Path:
    """The text of a real document of eleven sections."""
    return find_reference("pdf", "putuo-czj-2024.pdf")


# How the paragraphs of pages 21 to 25 begin, read from the printed pages.
BEGINNINGS = """
第三部分上海 一、收入支出 上海市普陀区 二、收入决算 本年收入合计 三、支出决算 本年支出合计
四、财政拨款 上海市普陀区 基本支出中人 五、一般公共 （一）一般公 一般公共预算 （二）一般公
一般公共预算 （三）一般公 一般公共预算 1、一般公共 2、一般公共 3、一般公共 4、一般公共
5、社会保障 6、社会保障 7、社会保障 8、社会保障 9、卫生健康 10、住房保 11、住房保 六、一般公共
一般公共预算 七、财政拨款 （一）“三公 “三公”经费 2024年 （二）“三公 上海市普陀区
八、政府性基 上海市普陀区 九、国有资本 上海市普陀区 十、预算绩效 上海市普陀区 十一、其他重
（一）机关运 机关运行经费 （二）政府采 上海市普陀区 2024年 （三）国有资 截至2024 第四部分名词
一、财政拨款 二、事业收入 三、经营收入 四、其他收入 五、年初结转 六、年末结转 七、基本支出
八、项目支出 九、经营支出 十、“三公” 十一、机关运
"""


def test_a_real_document(putuo: Path) -> None:
    passages, findings = read_pdf_passages(putuo, putuo.name)
    assert findings == ()
    narrative = [passage for passage in passages if passage.page >= 21]
    beginnings = BEGINNINGS.split()
    assert len(narrative) == len(beginnings)
    for passage, beginning in zip(narrative, beginnings, strict=True):
        assert passage.text.startswith(beginning)
    # Nothing lost, nothing doubled, in order: against the library's own text of the pages.
    document = pypdfium2.PdfDocument(putuo)
    written = "".join(document[page].get_textpage().get_text_range() for page in range(20, 25))
    ours = re.sub(r"\s", "", "".join(texts(tuple(narrative))))
    theirs = re.sub(r"\s", "", written)
    assert sorted(ours) == sorted(theirs)
    assert ours == theirs
    document.close()


def test_contents_and_headings_of_a_real_document(putuo: Path) -> None:
    passages, _ = read_pdf_passages(putuo, putuo.name)
    contents = [x for x in passages if x.kind is PassageKind.CONTENTS]
    assert len(contents) == 26
    assert {x.page for x in contents} == {2, 3}
    numerals = [f"{numeral}、" for numeral in (*"一二三四五六七八九十", "十一")]
    heads = [x.text for x in passages if x.kind is PassageKind.HEADING and x.page >= 21]
    sections = [text for text in heads if "、" in text[:3] and text[0] not in "第（"]
    assert [text[: text.index("、") + 1] for text in sections] == numerals
