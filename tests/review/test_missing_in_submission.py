"""A submission that lacks a table is told so as a reviewer needs it."""

import shutil
from pathlib import Path

from docx import Document
from support.submitted import write_word

from generator.tasks.review import review_file


def test_missing_table_of_a_submission_needs_no_csv(tmp_path: Path) -> None:
    whole = write_word(tmp_path / "送审.docx")
    shutil.copy(whole, tmp_path / "缺表.docx")
    document = Document(str(tmp_path / "缺表.docx"))
    table = document.tables[4]._element
    table.getparent().remove(table)
    document.save(str(tmp_path / "缺表.docx"))
    said = [f.message for f in review_file(tmp_path / "缺表.docx").others if f.code == "L01"]
    assert [m.startswith("缺少公开05") for m in said] == [True]
    assert "图片、文本框" in said[0]
    assert "csv" not in said[0].lower()
