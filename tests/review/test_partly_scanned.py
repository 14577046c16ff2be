"""PDFs of which some pages are pictures: what can be read is reviewed, each other page is named."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from piles.media import format_text
from piles.model import Fate
from piles.planning import plan_pile
from support.portable_writer import PdfPage, write_pdf

from generator.base.errors import TextlessSubmissionError
from generator.base.severity import Severity
from generator.files.pdf.passages import read_pdf_passages
from generator.files.pdf.tables import list_pages
from generator.model.review import Conclusion
from generator.tasks.review import review_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from generator.model.review import Review

_WIDTH, _HEIGHT = 595, 842
_SCANNED = (3, 7, 8, 9)


def with_pictures(data: bytes, numbers: Sequence[int]) -> bytes:
    """Return a PDF with pages put in that are pictures; they bear these numbers in the end."""
    document = pypdfium2.PdfDocument(data)
    for number in numbers:
        page = document.new_page(_WIDTH, _HEIGHT, number - 1)
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(60, 80, 3))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(_WIDTH, _HEIGHT))
        page.insert_obj(picture)
        page.gen_content()
    made = io.BytesIO()
    document.save(made)
    document.close()
    return made.getvalue()


@pytest.fixture(scope="module")
def texts() -> dict[Fate, bytes]:
    """The first text of a pile with errors, and the first without, as PDF."""
    found: dict[Fate, bytes] = {}
    for one in plan_pile(40, "scans").sent:
        if one.text is not None and one.fate in {Fate.CLEAN, Fate.PLANTED}:
            found.setdefault(one.fate, format_text(one.text.document, ".pdf"))
    return found


def review(folder: Path, data: bytes) -> Review:
    path = folder / "决算.pdf"
    path.write_bytes(data)
    return review_file(path)


def errors(one: Review) -> list[tuple[str, str]]:
    return [(f.code, f.places[0].quote) for f in one.findings if f.severity is Severity.ERROR]


def test_what_can_be_read_is_reviewed_and_the_rest_is_named(
    texts: dict[Fate, bytes], tmp_path: Path
) -> None:
    whole = errors(review(tmp_path, texts[Fate.PLANTED]))
    partly = review(tmp_path, with_pictures(texts[Fate.PLANTED], _SCANNED))
    assert whole
    assert errors(partly) == whole
    said = [one for one in partly.findings if "是图像" in one.message]
    assert [one.severity for one in said] == [Severity.WARNING]
    assert "第 3、7–9 页是图像，没有核对" in said[0].message
    assert [words for words in partly.blind if "第 3、7–9 页" in words] == [said[0].message]


def test_such_a_file_does_not_pass(texts: dict[Fate, bytes], tmp_path: Path) -> None:
    whole = review(tmp_path, texts[Fate.CLEAN])
    partly = review(tmp_path, with_pictures(texts[Fate.CLEAN], (2,)))
    assert not errors(whole)
    assert not errors(partly)
    assert not whole.blind
    assert partly.blind
    assert partly.conclusion is Conclusion.UNCHECKED


def page_with(*parts: tuple[float, str], picture: bool) -> PdfPage:
    page = PdfPage(picture=picture)
    for height, text in parts:
        page.text(100, height, text)
    return page


_HEAD, _FOOT = (40.0, "某某市财政局2024年度部门决算公开文本"), (815.0, "— 12 —")
_BODY = (400.0, "本年收入合计1.00万元，比上年增加0.10万元。")


@pytest.mark.parametrize(
    ("page", "named"),
    [
        (page_with(picture=True), True),
        (page_with(_HEAD, _FOOT, picture=True), True),
        (page_with(_HEAD, _BODY, _FOOT, picture=True), False),  # recognised: said otherwise
        (page_with(_HEAD, _FOOT, picture=False), False),
        (page_with(picture=False), False),
        (PdfPage(parts=["0 0 m 9 9 20 3 30 0 c f"] * 80), True),  # letters as shapes
    ],
)
def test_which_pages_are_pictures(page: PdfPage, *, named: bool, tmp_path: Path) -> None:
    path = tmp_path / "决算.pdf"
    path.write_bytes(write_pdf([page_with(_BODY, picture=False), page]))
    passages, findings = read_pdf_passages(path, path.name)
    assert [one.text for one in passages][:1] == [_BODY[1]]
    assert any("第 2 页是图像，没有核对" in one.message for one in findings) is named


@pytest.mark.parametrize("page", [page_with(picture=True), page_with(_HEAD, _FOOT, picture=True)])
def test_a_whole_scan_is_not_reviewed(page: PdfPage, tmp_path: Path) -> None:
    with pytest.raises(TextlessSubmissionError, match="扫描件"):
        review(tmp_path, write_pdf([page, page]))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([4], "4"),
        ([4, 5], "4、5"),
        ([1, 3, 4, 5, 9], "1、3–5、9"),
        (list(range(1, 61, 2)), "、".join(map(str, range(1, 41, 2))) + " 等 30 "),
    ],
)
def test_pages_are_listed_shortly(numbers: list[int], words: str) -> None:
    assert list_pages(numbers) == words
