"""Files of other kinds: what each is and what to do, told by content before the suffix."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from generator.base.errors import UnreadableSubmissionError
from generator.tasks.opening import open_sheets
from generator.tasks.review import read_passages


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
