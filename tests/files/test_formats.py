"""Files of other kinds: what each is and what to do, told by content before the suffix."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from support import bad_files

from generator.base.errors import (
    NotDataError,
    NothingImportedError,
    UnreadableSubmissionError,
    UnreadableWorkbookError,
)
from generator.files import formats
from generator.tasks.import_files.importing import import_files
from generator.tasks.init.sources import read_source
from generator.tasks.opening import open_sheets, read_workbook
from generator.tasks.review_many.data import list_departments
from generator.tasks.review_many.sources import gather
from generator.tasks.submitted import read_passages


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reads .doc, .rtf and .odt here: what they are and what to do is said instead."""
    monkeypatch.setattr("generator.files.office.converting.find_libreoffice", lambda: "")


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return made.getvalue()


KINDS = [
    (b"\xff\xd8\xff\xe0" + bytes(50), "是图片"),
    (b"\x89PNG\r\n\x1a\n" + bytes(50), "是图片"),
    (b"{\\rtf1\\ansi", "是 RTF 文件"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "网页（.mht）"),
    (b"Rar!\x1a\x07\x00", "是压缩包"),
    (packed("OFD.xml", "Doc_0/Document.xml"), "是 OFD"),
    (packed("公开01.csv"), "请先解压"),
    (packed("ppt/presentation.xml"), "是演示文稿"),
    (packed("mimetype", "content.xml"), "OpenDocument"),
    (packed("xl/workbook.bin"), ".xlsb"),
    (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "XML 格式的 Excel",
    ),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "是图片"),
    (bytes(257) + b"ustar\x00", "是压缩包"),
]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".csv", ".txt", ".dat", ""])
@pytest.mark.parametrize(("data", "said"), KINDS, ids=[said for _, said in KINDS])
def test_kind_is_named_whatever_the_suffix(
    data: bytes, said: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"决算{suffix}"
    path.write_bytes(data)
    sheets, findings = open_sheets(path)
    assert (sheets, [f.code for f in findings]) == ((), ["L02"])
    assert said in findings[0].message
    with pytest.raises(UnreadableSubmissionError, match=said):
        read_passages(path)


@pytest.mark.parametrize("name", ["情况说明.docm", "情况说明.dat", "情况说明.pdf"])
def test_word_file_is_read_whatever_its_suffix(name: str, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("一、收入支出决算总体情况说明")
    document.save(tmp_path / name)
    passages, _ = read_passages(tmp_path / name)
    assert [p.text for p in passages] == ["一、收入支出决算总体情况说明"]


def test_web_page_is_no_submission_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "情况说明.html"
    path.write_text("<html><p>一、收入支出决算总体情况说明</p></html>", encoding="utf-8")
    with pytest.raises(UnreadableSubmissionError, match="另存为"):
        read_passages(path)


_TITLE = "一、收入支出决算总体情况说明"
_TABLE = (("财政拨款收入支出决算总表",), ("项目", "金额"), ("本年收入合计", "1.00"))


def word_file(*, table: bool = False) -> bytes:
    document = Document()
    document.add_paragraph(_TITLE)
    if table:
        added = document.add_table(rows=1, cols=2)
        added.cell(0, 0).text, added.cell(0, 1).text = "项目", "金额"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def workbook_file() -> bytes:
    book = Workbook()
    for row in _TABLE:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def old_file(stream: str) -> bytes:
    """Return as much of an old Office file as names its stream in the directory."""
    entry = stream.encode("utf-16-le").ljust(128, b"\0")
    return bad_files.OLE[:512].ljust(512, b"\0") + entry


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".txt", ".xlsx", ".pdf", ".et", ".zip", ".csv"])
def test_word_content_is_word_at_every_door(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"决算{suffix}"
    path.write_bytes(word_file(table=True))
    assert [sheet.name for sheet in open_sheets(path)[0]] == ["第1个表格"]
    assert [passage.text for passage in read_passages(path)[0]] == [_TITLE]
    with pytest.raises(NotDataError):
        read_workbook(path)
    with gather([path]) as (files, _):
        assert [(one.name, one.problem) for one in files] == [(path.name, "")]


@pytest.mark.parametrize("suffix", [".xls", ".csv", ".docx", ".doc", ".et", ".dat", ".pdf"])
def test_workbook_content_is_a_workbook_at_every_door(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"公开01{suffix}"
    path.write_bytes(workbook_file())
    assert open_sheets(path)[0][0].rows == _padded()
    with pytest.raises(UnreadableSubmissionError, match="是工作簿"):
        read_passages(path)
    (tmp_path / "各部门").mkdir()
    book = tmp_path / "各部门" / f"甲局{suffix}"
    book.write_bytes(workbook_file())
    (book.parent / "待补充.csv").write_text("事项,原因\n", encoding="utf-8")
    (book.parent / "历史").mkdir()
    assert list_departments(book.parent) == (book,)


def _padded() -> tuple[tuple[str, ...], ...]:
    return tuple((*row, *[""] * (2 - len(row))) for row in _TABLE)


@pytest.mark.parametrize(
    ("stream", "suffix", "kind"),
    [
        ("WordDocument", ".xls", formats.DOC),
        ("WordDocument", ".docx", formats.DOC),
        ("WordDocument", ".wps", formats.WPS),
        ("Workbook", ".doc", formats.XLS),
        ("Book", ".xlsx", formats.XLS),
        ("Workbook", ".et", formats.XLS),
        ("EncryptedPackage", ".docx", formats.WORD),
        ("EncryptedPackage", ".xlsx", formats.XLSX),
    ],
)
def test_old_office_files_are_told_by_their_streams(
    stream: str, suffix: str, kind: formats.Format, tmp_path: Path
) -> None:
    path = tmp_path / f"决算{suffix}"
    path.write_bytes(old_file(stream))
    assert formats.tell_format(path) is kind


@pytest.mark.parametrize(("data", "said"), KINDS, ids=[said for _, said in KINDS])
def test_every_door_says_what_a_workbook_really_is(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "决算.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableWorkbookError) as refused:
        read_workbook(path)
    with pytest.raises(NothingImportedError) as nothing:
        import_files([path], tmp_path / "数据")
    with pytest.raises(UnreadableWorkbookError) as source:
        read_source(path)
    for error in (refused, nothing, source):
        assert said in "".join(error.value.__notes__)


@pytest.mark.parametrize("suffix", [".doc", ".rar", ".docx"])
def test_archive_of_submissions_is_opened_whatever_its_suffix(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"送审{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("甲局.docx", word_file())
        archive.writestr("乙局.docx", b"{\\rtf1")
        archive.writestr("丙局.doc", word_file())
    with gather([path]) as (files, _):
        told = {one.name: one.problem for one in files}
    assert told == {"甲局.docx": "", "乙局.docx": formats.RTF.refusal, "丙局.doc": ""}


@pytest.mark.parametrize("text", [b"BM,1\n", b"PK,1\n", b"MM,1\n", b"Book,1\n", b"%PD,1\n"])
def test_text_that_begins_like_something_else_is_text(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "原因.csv"
    path.write_bytes(text)
    assert formats.tell_format(path) is formats.DELIMITED


def test_table_of_formats_is_whole() -> None:
    suffixes = [suffix for one in formats.FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for one in (*formats.FORMATS, formats.BROKEN_ZIP, formats.XML_BOOK, formats.XML_WORD):
        assert bool(one.refusal) == (one.read_sheets is None)
        assert one.read_passages is None or one.read_sheets is not None


def test_formats_bring_no_library_along() -> None:
    heavy = ("pandas", "openpyxl", "pypdfium2", "lxml", "docx", "python_calamine")
    code = f"import sys, generator.files.formats; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
