from __future__ import annotations

import dataclasses
import io
import struct
import zlib
from typing import TYPE_CHECKING

import docx
import pytest
from support.package_check import check_package
from support.sample_content import sample_content

from generator.model.block import Attachment, Part
from generator.word.word import load_reference, render_with_warnings

if TYPE_CHECKING:
    from pathlib import Path


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xff\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("绩效自评报告", 1)
    document.add_paragraph("第一段")
    document.add_table(1, 2).cell(0, 1).text = "格"
    document.add_picture(io.BytesIO(png()))
    document.add_section()
    document.add_paragraph("末段")
    path = tmp_path / "报告.docx"
    document.save(str(path))
    return path


def render(*attachments: Attachment) -> tuple[bytes, tuple[str, ...]]:
    parts = (*sample_content().parts, Part("第五部分 附件", attachments))
    content = dataclasses.replace(sample_content(), parts=parts)
    rendered = render_with_warnings(content, load_reference())
    return rendered.data, rendered.warnings


def test_paragraphs_tables_and_pictures_are_taken_over(report: Path) -> None:
    data, warnings = render(
        Attachment("一、绩效自评报告", str(report)), Attachment("", str(report))
    )

    assert check_package(data) == []
    assert warnings == ()
    written = docx.Document(io.BytesIO(data))
    texts = [p.text for p in written.paragraphs]
    assert texts[texts.index("第五部分 附件", 40) + 1 :].count("第一段") == 2
    assert written.tables[-1].cell(0, 1).text == "格"
    assert len(written.inline_shapes) == 4 + 2
    pictures = [r for r in written.part.rels.values() if r.reltype.endswith("/image")]
    assert [r.target_part.blob for r in pictures] == [png(), png()]


@pytest.mark.parametrize("by_style", [True, False])
def test_numbering_stays_behind_and_is_reported(tmp_path: Path, *, by_style: bool) -> None:
    document = docx.Document()
    if by_style:
        document.add_paragraph("编号的一段", style="List Number")
    else:
        properties = document.add_paragraph("编号的一段")._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_numId().val = 1
    path = tmp_path / "报告.docx"
    document.save(str(path))

    data, warnings = render(Attachment("", str(path)))

    assert check_package(data) == []
    assert warnings == ("附件“报告.docx”中的自动编号没有带入，请在生成后核对",)


def test_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"x")
    data, warnings = render(Attachment("一、附件", str(path)))
    assert check_package(data) == []
    assert warnings == ("附件“坏.docx”打不开（不是 .docx 文件或已损坏），没有附上",)
