from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sample_content import DEPARTMENT, sample_content

from generator.document.word import load_reference, render_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pypdfium2.PdfDocument]:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is missing")
        pytest.skip("LibreOffice is not installed")
    document = convert(office, tmp_path_factory.mktemp("office"))
    yield document
    document.close()


def convert(office: str, folder: Path) -> pypdfium2.PdfDocument:
    source = folder / "a.docx"
    source.write_bytes(render_document(sample_content(), load_reference()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pypdfium2.PdfDocument(folder / "a.pdf")


def page_texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_pages_are_few_and_turned_where_wide(pdf: pypdfium2.PdfDocument) -> None:
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pdf]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes.count((297, 210)) == 8
    # Cover, two or fewer of contents, overview, divider, 公开01, the narrative with its charts.
    assert 8 + 7 <= len(sizes) <= 8 + 10


def test_each_table_fills_one_page(pdf: pypdfium2.PdfDocument) -> None:
    pages = page_texts(pdf)
    for number in range(1, 10):
        assert sum(f"公开0{number}表" in text for text in pages) == 1


def test_text_is_there_and_no_field_code_shows(pdf: pypdfium2.PdfDocument) -> None:
    pages = page_texts(pdf)
    assert DEPARTMENT in pages[0]
    assert "目录" in pages[1]
    whole = "".join(pages)
    assert "【待补充：收支总计与上年度相比增加的主要原因】" in whole
    assert "TOC\\o" not in whole
    assert 'TC"' not in whole


def test_every_legend_entry_is_shown(pdf: pypdfium2.PdfDocument) -> None:
    whole = "".join(page_texts(pdf))
    assert whole.count("8.33%") == 1 + 2 + 6 + 12
