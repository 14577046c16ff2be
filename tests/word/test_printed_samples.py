"""The document of a sample as it is printed, with numbered contents, in two sets of fonts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from support.folders import SAMPLES
from support.font_sets import FONT_SETS, write_config
from support.needs import find_office as need_office
from support.portable_writer import PdfPage, write_pdf
from support.printed_pages import (
    broken_numbers,
    find_faults,
    out_of_the_text,
    overprints,
    wrong_entries,
)

from generator.model.block import Cover, DocumentContent, Paragraph, Part, Role, Span
from generator.tasks.department import print_word, write_department
from generator.word.office import find_office

if TYPE_CHECKING:
    from pathlib import Path

    from generator.word.word import Printed

SAMPLE = SAMPLES / "特殊情形2024"


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


@pytest.mark.slow
def test_pages_are_as_they_should_be(printed: Printed, content: DocumentContent) -> None:
    assert printed.numbered
    assert find_faults(content, printed.pdf) == []
    with zipfile.ZipFile(io.BytesIO(printed.docx)) as archive:
        markup = archive.read("word/document.xml").decode()
    assert markup.count(" PAGEREF ") == markup.count("<w:hyperlink w:anchor=")


def _small() -> DocumentContent:
    """One part of one sentence: what its pages have to show is known by heart."""
    sentence = Paragraph(Role.BODY, (Span("收入总计2,068.14万元。"),))
    part = Part("第一部分 部门概况", (sentence,))
    return DocumentContent(Cover("", "某局", "", ""), "目录", (part,))


_CONTENTS = "目录\n第一部分 部门概况……1\n"
_FIRST_PAGE = "第一部分 部门概况\n收入总计2,068.14万元。\n— 1 —"


@pytest.mark.parametrize(
    ("contents", "page", "broken", "wrong"),
    [
        (_CONTENTS, _FIRST_PAGE, [], []),
        (
            _CONTENTS,
            _FIRST_PAGE.replace("2,068.14", "2,068.1\n4"),
            ["2,068.14 is not whole 1 times"],
            [],
        ),
        (
            _CONTENTS.replace("……1", "……2"),
            _FIRST_PAGE,
            [],
            ["第一部分部门概况 is not on page 2"],
        ),
        (_CONTENTS.replace("……1", ""), _FIRST_PAGE, [], ["第一部分部门概况 has no page"]),
        (
            _CONTENTS.replace("概况", "情况"),
            _FIRST_PAGE,
            [],
            ["第一部分部门概况 does not stand in the contents"],
        ),
    ],
)
def test_numbers_and_contents_are_looked_at(
    contents: str, page: str, broken: list[str], wrong: list[str]
) -> None:
    assert broken_numbers(_small(), [contents, page]) == broken
    assert wrong_entries(_small(), [contents, page]) == wrong


def _look(*texts: tuple[float, str]) -> tuple[list[str], list[str]]:
    """Return what lies over one another, and in the margin, of texts that begin so far right."""
    page = PdfPage()
    for x, text in texts:
        page.text(x, 100, text)
    document = pypdfium2.PdfDocument(write_pdf([page]))
    try:
        return list(overprints(document[0])), list(out_of_the_text(document[0]))
    finally:
        document.close()


@pytest.mark.parametrize(
    ("texts", "over", "out"),
    [
        ([(200, "甲"), (220, "乙")], [], []),
        ([(200, "甲"), (203, "乙")], ["甲 under 乙"], []),
        ([(200, "甲"), (60, "乙")], [], ["乙 stands in the margin"]),
        ([(200, "甲"), (530, "乙")], [], ["乙 stands in the margin"]),
    ],
)
def test_the_places_of_characters_are_looked_at(
    texts: list[tuple[float, str]], over: list[str], out: list[str]
) -> None:
    """The page is 595 points wide; its margins are 28 mm (79 points) and 26 mm (74 points)."""
    assert _look(*texts) == (over, out)
