"""Bytes to text: every encoding that Excel and WPS write, and what is none."""

import codecs
import io
import re

import openpyxl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.base.decoding import UndecodableError, decode, fold_radicals

TEXT = "项目,金额\r\n收支总计,10394.91\r\n“三公”经费,2.24\r\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("gbk", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_encodings(encoding: str, mark: bytes) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_tabs_and_rare_characters(encoding: str) -> None:
    """䶮 and 𬭎 stand in names of people and places; GBK has neither, GB18030 both."""
    text = "部门名称\t䶮𬭎局\n"
    assert decode(text.encode(encoding)) == text


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""
    assert decode(codecs.BOM_UTF8) == ""


def test_the_mark_is_no_part_of_the_first_cell() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + "项目".encode()) == "项目"


def test_characters_without_width_are_dropped() -> None:
    """Text copied from web pages carries them into keys and amounts, where nobody sees them."""
    assert decode("\u200b收支总计\u200d,12\u2060.34\ufeff\n".encode()) == "收支总计,12.34\n"


def test_marks_of_provenance_cannot_come_from_a_file() -> None:
    assert decode("\U00100041收\U0010fffd".encode()) == "收"


def test_the_private_use_area_of_word_fonts_is_kept() -> None:
    assert decode("\ue000".encode()) == "\ue000"


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["项目", "金额"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_workbook(), "Excel 工作簿"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "Excel 工作簿"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "无法按"),
        (b"%PDF-1.7\n%\xb5\xed\xae\xfb\n1 0 obj\x00", "U+0000"),
        ("项目,金额\n".encode() + b"\xff\xff\xff", "无法按"),
        ("项目,".encode() + b"\x00\x00" + "金额".encode(), "U+0000"),
        (codecs.BOM_UTF16_LE + "项目".encode("utf-16-le") + b"\x00", "无法按"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "无法按"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "U+0000"),
        (codecs.BOM_UTF8 + "项目".encode("gb18030"), "无法按"),
        ("项目\x85金额".encode(), "U+0085"),
        ("项目\x7f".encode(), "U+007F"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(UndecodableError, match=re.escape(said)):
        decode(data)


@given(st.binary(max_size=400))
@example(b"\xfe\xff\xd8\x00")
@example(b"\x84\x31\xa4\x37" * 3)
@example(b"\x0c")
def test_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except UndecodableError as error:
        assert re.search("[\u4e00-\u9fff]", str(error))  # noqa: PT017
        return
    text.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\r\n\f" for c in text)
    assert not any(ord(c) >= 0x100000 for c in text)


@given(
    st.text(
        st.characters(
            codec="gb18030", exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")
        ),
        min_size=1,
        max_size=60,
    )
)
def test_what_word_and_excel_write_comes_back(text: str) -> None:
    assume(fold_radicals(text) == text)
    line = f"项目,金额,备注\r\n{text},1207.46,12\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(line.encode(encoding)) == line
