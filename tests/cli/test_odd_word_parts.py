"""Submitted Word files with what no honest program writes: document types, missing parts."""

import zipfile
from pathlib import Path

import docx
import pytest
from support.program import Shell

_INTERNAL = "程序内部错误"
_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def _word(path: Path, part: str, *, missing: bool = False) -> Path:
    """Write a submitted document of which one part has a document type, or is not there."""
    document = docx.Document()
    document.add_paragraph("一、收入支出决算总体情况说明")
    document.add_paragraph(
        "2024年度收、支总计均为100.00万元。与上年度相比增加20.00万元，增长99.00%。"
    )
    document.save(str(path.with_suffix(".honest")))
    with (
        zipfile.ZipFile(path.with_suffix(".honest")) as honest,
        zipfile.ZipFile(path, "w") as made,
    ):
        assert part in honest.namelist()
        for name in honest.namelist():
            data = honest.read(name)
            if name != part:
                made.writestr(name, data)
            elif not missing:
                head, mark, rest = data.partition(b"?>")
                made.writestr(name, head + mark + _BOMB + rest)
    return path


@pytest.mark.parametrize(
    "part",
    [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
    ],
)
@pytest.mark.parametrize("output_format", ["docx", "json"])
def test_a_document_type_in_a_part(shell: Shell, part: str, output_format: str) -> None:
    path = _word(shell.folder / "送审.docx", part)
    found = shell.run("review", path, "--format", output_format)
    assert found.status == 3
    assert "DOCTYPE" in found.said
    assert _INTERNAL not in found.said


@pytest.mark.parametrize("part", ["[Content_Types].xml", "word/styles.xml", "_rels/.rels"])
def test_a_part_that_is_missing(shell: Shell, part: str) -> None:
    path = _word(shell.folder / "送审.docx", part, missing=True)
    found = shell.run("review", path, "--format", "docx")
    assert found.status in (1, 3)
    assert _INTERNAL not in found.said
