"""The document of a sample as it is printed, with numbered contents, in two sets of fonts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.font_sets import FONT_SETS, write_config
from support.needs import find_office as need_office
from support.printed_pages import broken_numbers, find_faults, wrong_entries

from generator.tasks.department import print_word, write_department
from generator.word.office import find_office

if TYPE_CHECKING:
    from generator.model.block import DocumentContent
    from generator.word.word import Printed

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "samples" / "特殊情形2024"


@pytest.fixture(scope="module")
def content() -> DocumentContent:
    return write_department(SAMPLE).content


@pytest.fixture(params=FONT_SETS)
def printed(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Printed:
    need_office()
    monkeypatch.setenv("FONTCONFIG_FILE", str(write_config(request.param, tmp_path)))
    return print_word(write_department(SAMPLE), find_office())[0]


def test_pages_are_as_they_should_be(printed: Printed, content: DocumentContent) -> None:
    assert printed.numbered
    assert find_faults(content, printed.pdf) == []
    with zipfile.ZipFile(io.BytesIO(printed.docx)) as archive:
        markup = archive.read("word/document.xml").decode()
    assert markup.count(" PAGEREF ") == markup.count("<w:hyperlink w:anchor=")


def test_the_look_at_pages_sees_faults(content: DocumentContent) -> None:
    front = "目录\n第一部分 部门概况1\n"
    assert broken_numbers(content, ["2,068.1\n4"])
    assert wrong_entries(content, [front, "第一部分 部门概况\n— 1 —"])
