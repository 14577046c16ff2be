"""Every fault that Word would repair is planted once, and has to be found."""

from __future__ import annotations

import io
import zipfile

import pytest
from support.package_check import check_package
from support.sample_content import sample_content

from generator.word.word import load_reference, render_document


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    data = render_document(sample_content(), load_reference())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_sound_package_passes(files: dict[str, bytes]) -> None:
    assert check_package(pack(files)) == []


DOCUMENT = "word/document.xml"
CHART = "word/charts/chart2.xml"


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (DOCUMENT, "</w:body>", "</w:bod>", "word/document.xml:"),
        (DOCUMENT, '<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>', "columns in a grid"),
        (DOCUMENT, "</w:p></w:tc>", "</w:p><w:bookmarkEnd w:id='1'/></w:tc>", "end in a paragraph"),
        (DOCUMENT, '<w:vMerge w:val="restart"/>', "", "none above it"),
        (DOCUMENT, "<w:cantSplit/>", "<w:keepNext/>", "w:trPr holds"),
        (DOCUMENT, '<w:bookmarkEnd w:id="2"/>', "", "without a partner"),
        (DOCUMENT, 'w:name="_Toc000000002"', 'w:name="_Toc000000001"', "twice"),
        (DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"', "drawing 1 twice"),
        (DOCUMENT, 'fldCharType="end"', 'fldCharType="separate"', "separated twice"),
        (DOCUMENT, 'r:id="rIdChart1"', 'r:id="rIdNone"', "rIdNone is no relationship"),
        (
            DOCUMENT,
            '<w:pStyle w:val="Body"/>',
            '<w:pStyle w:val="Bodies"/>',
            "Bodies is not defined",
        ),
        (
            DOCUMENT,
            '<w:pStyle w:val="Body"/></w:pPr>',
            '<w:keepNext/><w:pStyle w:val="Body"/></w:pPr>',
            "out of order",
        ),
        (CHART, "<c:v>11.50</c:v>", "<c:v>11.51</c:v>", "not what the workbook has"),
        (CHART, "事业收入1 8.33%", "事业收入1 8.34%", "not what the workbook has"),
        (CHART, 'ptCount val="2"', 'ptCount val="3"', "points instead of"),
        ("[Content_Types].xml", 'PartName="/word/styles.xml"', 'PartName="/x.xml"', "missing part"),
        ("[Content_Types].xml", 'Extension="xlsx"', 'Extension="xls"', "no content type"),
        ("word/_rels/document.xml.rels", "charts/chart1.xml", "charts/chart0.xml", "missing"),
        ("word/_rels/document.xml.rels", '"rIdChart2"', '"rIdChart1"', "rIdChart1 twice"),
    ],
)
def test_planted_fault_is_found(
    files: dict[str, bytes], name: str, old: str, new: str, problem: str
) -> None:
    text = files[name].decode()
    assert old in text
    broken = files | {name: text.replace(old, new, 1).encode()}
    assert problem in " / ".join(check_package(pack(broken)))


def test_part_that_nothing_leads_to_is_found(files: dict[str, bytes]) -> None:
    stray = files | {"word/media/stray.bin": b"x"}
    found = check_package(pack(stray))
    assert "word/media/stray.bin: nothing leads to it" in found
    assert "word/media/stray.bin: no content type" in found
