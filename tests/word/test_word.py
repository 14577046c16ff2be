from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.section import WD_ORIENT
from support.package_check import check_package
from support.sample_content import DEPARTMENT, GAP, sample_content, text

from generator.base.errors import ReferenceDocumentError
from generator.model.block import DocumentContent, Part, Role
from generator.word.word import load_reference, render_document, was_edited

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_document(sample_content(), load_reference())


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def document_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_word_has_nothing_to_repair(data: bytes) -> None:
    assert check_package(data) == []


def test_same_content_gives_same_bytes(data: bytes) -> None:
    assert render_document(sample_content(), load_reference()) == data


def test_paragraphs_read_back_with_their_styles(document: Document) -> None:
    read = [(p.style.name, p.text) for p in document.paragraphs if p.text]

    assert read[:4] == [
        ("封面单位", "2024年度"),
        ("封面单位", DEPARTMENT),
        ("封面标题", "部门决算"),
        ("封面日期", "二〇二五年九月"),
    ]
    start = read.index(("部分标题", "第三部分 2024年度部门决算情况说明"))
    assert read[start : start + 5] == [
        ("部分标题", "第三部分 2024年度部门决算情况说明"),
        ("一级标题", "一、收入支出决算总体情况说明"),
        ("正文段落", f"主要原因是{GAP.mark}。"),
        ("图题", "图1：结构图"),
        ("图题", "图2：结构图"),
    ]
    assert read[-2:] == [("二级标题", "（一）总体情况。"), ("三级标题", "1. 因公出国（境）费")]


def test_contents_list_parts_headings_and_tables(document: Document) -> None:
    entries = [(p.style.name, p.text) for p in document.paragraphs if p.style.name[:3] == "toc"]

    assert entries[:4] == [
        ("toc 1", f"第一部分 {DEPARTMENT}概况"),
        ("toc 2", "一、主要职责"),
        ("toc 1", "第二部分 2024年度部门决算表"),
        ("toc 2", "一、收入支出决算总表"),
    ]
    assert ("toc 2", "九、财政拨款“三公”经费支出决算表") in entries
    assert entries[-3:] == [
        ("toc 1", "第三部分 2024年度部门决算情况说明"),
        ("toc 2", "一、收入支出决算总体情况说明"),
        ("toc 1", ""),
    ]


def test_contents_are_a_field_that_word_leaves_alone(data: bytes) -> None:
    markup = document_xml(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        settings = archive.read("word/settings.xml").decode()

    assert markup.count(" TOC \\o ") == 1
    assert "PAGEREF" not in markup
    assert "w:dirty" not in markup
    assert "updateFields" not in settings


def test_gap_is_highlighted(document: Document) -> None:
    marked = [run.text for p in document.paragraphs for run in p.runs if run.style.name == "待补充"]
    assert marked == [GAP.mark]


def test_forbidden_characters_and_marks_of_provenance_are_dropped(document: Document) -> None:
    texts = [p.text for p in document.paragraphs]
    assert "负责“水”的一切。 <&> " in texts


def test_chinese_quotes_are_set_in_the_chinese_font(data: bytes) -> None:
    markup = document_xml(data)
    for quoted in re.findall(r"<w:r>(?:(?!</w:r>).)*“(?:(?!</w:r>).)*</w:r>", markup):
        assert 'w:hint="eastAsia"' in quoted or "instrText" in quoted


def test_a_minus_stays_on_the_line_of_its_number() -> None:
    """Word ends a line behind a hyphen, not behind one of these; they are read as a minus."""
    words = "结余为-1,234.56万元，下降-12.34%，见2024-2025年A-1。"
    part = Part("第一部分", (text(Role.BODY, words),))
    data = render_document(
        DocumentContent(sample_content().cover, "目录", (part,)), load_reference()
    )
    markup = document_xml(data)
    assert "为</w:t><w:noBreakHyphen/><w:t>1,234.56" in markup
    assert markup.count("<w:noBreakHyphen/>") == 2
    document = docx.Document(io.BytesIO(data))
    assert words in [paragraph.text for paragraph in document.paragraphs]


def test_amounts_and_codes_are_not_wrapped(data: bytes) -> None:
    markup = document_xml(data)
    cells = re.findall(r"<w:tc>.*?</w:tc>", markup)
    for shown in ("1,234.50", "2010301"):
        found = [cell for cell in cells if f">{shown}<" in cell]
        assert found
        assert all("<w:noWrap/>" in cell for cell in found)
    named = [cell for cell in cells if "一般公共服务支出" in cell]
    assert not any("<w:noWrap/>" in cell for cell in named)


def test_wide_tables_share_one_section(document: Document) -> None:
    turns = [section.orientation for section in document.sections]
    upright, wide = WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE
    assert turns == [upright, upright, wide, upright]


def test_cover_and_contents_have_no_page_number(data: bytes) -> None:
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", document_xml(data))
    assert [section.count("footerReference") for section in sections] == [0, 2, 2, 2]
    assert [section.count('pgNumType w:start="1"') for section in sections] == [0, 1, 0, 0]


def test_nine_tables_each_on_a_new_page(document: Document) -> None:
    assert len(document.tables) == 9
    titles = [p for p in document.paragraphs if p.style.name == Role.TABLE_TITLE.value]
    breaks = [bool(p.paragraph_format.page_break_before) for p in titles]
    # The second follows a section break, which is a new page already.
    assert breaks == [True, False, *[True] * 7]


def test_head_rows_are_repeated_and_rows_stay_whole(document: Document) -> None:
    first = document.tables[0]._tbl
    heads = first.xpath("./w:tr[w:trPr/w:tblHeader]")
    assert len(heads) == 3
    assert len(first.xpath("./w:tr[w:trPr/w:cantSplit]")) == len(first.xpath("./w:tr"))


def test_chart_without_amounts_is_left_out(document: Document, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [name for name in archive.namelist() if name.startswith("word/charts/chart")]
        last = archive.read("word/charts/chart4.xml").decode()
    assert len(charts) == 4
    assert "图5：空图" not in [p.text for p in document.paragraphs]
    assert "没有金额" not in last
    assert 'ptCount val="12"' in last


def test_properties_hold_no_date(document: Document, data: bytes) -> None:
    assert document.core_properties.title == f"{DEPARTMENT}2024年度部门决算"
    assert document.core_properties.created is None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_untouched_document_is_known(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert not was_edited(path)


def test_edited_document_is_known(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    edited = docx.Document(str(path))
    edited.paragraphs[0].add_run("改")
    edited.save(str(path))
    assert was_edited(path)


@pytest.mark.parametrize("other", [b"no zip", b""])
def test_other_file_counts_as_edited(other: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(other)
    assert was_edited(path)


def test_document_of_another_program_counts_as_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    assert was_edited(path)


def test_reference_without_our_styles_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "plain.docx"
    docx.Document().save(str(path))
    with pytest.raises(ReferenceDocumentError, match=r"缺少样式.*正文段落"):
        load_reference(path)


def test_reference_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.docx"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(ReferenceDocumentError, match="不是可以打开的"):
        load_reference(path)


def test_reference_saved_by_word_or_docx_still_serves(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    own = docx.Document(str(load_path()))
    own.styles["正文段落"].font.size = docx.shared.Pt(15)
    own.save(str(path))
    data = render_document(sample_content(), load_reference(path))
    assert check_package(data) == []
    written = docx.Document(io.BytesIO(data))
    assert written.styles["正文段落"].font.size == docx.shared.Pt(15)


def load_path() -> Path:
    from generator.word.reference import find_default_reference  # noqa: PLC0415

    return find_default_reference()


def test_document_without_parts_is_whole() -> None:
    content = dataclasses.replace(sample_content(), parts=())
    assert check_package(render_document(content, load_reference())) == []


def test_part_name_on_a_line_of_its_own() -> None:
    content = dataclasses.replace(
        sample_content(), parts=(Part("第五部分 附件", (), title="绩效自评报告"),)
    )
    written = docx.Document(io.BytesIO(render_document(content, load_reference())))
    assert [(p.style.name, p.text) for p in written.paragraphs][-2:] == [
        ("部分标题", "第五部分 附件"),
        ("部分名称", "绩效自评报告"),
    ]
