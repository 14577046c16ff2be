"""Annotated documents in an office program, and documents printed by it read back."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from support.folders import DATA, SAMPLES
from support.needs import find_office
from support.package_check import check_package
from support.revision_reader import comments_of

from generator.base.labels import squash
from generator.files.docx.passages import read_docx_passages
from generator.files.pdf.passages import read_pdf_passages
from generator.model.passage import Edit, Passage, PassageKind
from generator.tasks.department import render_word, write_department
from generator.word.annotate.document import annotate_docx, annotate_plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Print = Callable[[bytes], Path]

pytestmark = pytest.mark.slow

AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]{2}(?=万元)")


@pytest.fixture
def printed(tmp_path: Path) -> Print:
    """Print a document to PDF."""
    office = find_office()

    def printed(data: bytes) -> Path:
        source = tmp_path / "a.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
        subprocess.run([*command, source], check=True, capture_output=True, timeout=120)
        return tmp_path / "a.pdf"

    return printed


def propose(passages: tuple[Passage, ...]) -> list[Edit]:
    """Return an edit for every amount of the text."""
    return [
        Edit(passage.locator, found.start(), found.end(), "777.77", "公式：甲＋乙\n公开01表 C3")
        for passage in passages
        if passage.kind is not PassageKind.CONTENTS
        for found in AMOUNT.finditer(passage.text)
    ]


def page_texts(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    whole = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s", "", whole)


def test_an_annotated_document_opens(printed: Print, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(render_word(write_department(DATA))[0])
    passages, _ = read_docx_passages(path, path.name)
    edits = propose(passages)
    assert len(edits) > 50
    after = annotate_docx(path, edits, "决算审核", "2025-09-01")
    assert check_package(after) == []
    assert len(comments_of(after)) == len(edits)
    text = page_texts(printed(after))
    assert text.count("777.77") == len(edits)


def plain(text: str) -> str:
    """Return a text without punctuation, which the program lets hang and may leave out."""
    return re.sub(r"[，。、；：,;:]", "", squash(text))


@pytest.mark.parametrize("folder", [DATA, SAMPLES / "特殊情形2024"], ids=lambda path: path.name)
def test_a_printed_document_reads_as_the_document(
    folder: Path, printed: Print, tmp_path: Path
) -> None:
    path = tmp_path / "稿.docx"
    data = render_word(write_department(folder))[0]
    path.write_bytes(data)
    word, _ = read_docx_passages(path, path.name)
    pdf, findings = read_pdf_passages(printed(data), "a.pdf")
    assert findings == ()
    found = [plain(passage.text) for passage in pdf]
    assert [p.text for p in word if plain(p.text) not in found] == []

    after = annotate_plain(pdf, propose(pdf), "决算审核", "2025-09-01")
    assert check_package(after) == []
    assert "777.77万元" in page_texts(printed(after))
