from __future__ import annotations

import runpy
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from generator.word.reference import REQUIRED_STYLES, find_default_reference, load_reference

BUILDER = Path(__file__).parents[2] / "tools" / "build_reference.py"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document() -> docx.document.Document:
    return docx.Document(str(find_default_reference()))


def test_committed_file_is_what_the_script_builds() -> None:
    script = runpy.run_path(str(BUILDER))
    assert script["TARGET"].read_bytes() == script["build_reference"]()
    assert script["main"](["--check"]) == 0


def test_every_needed_style_is_there(document: docx.document.Document) -> None:
    names = {style.name for style in document.styles}
    assert set(REQUIRED_STYLES) <= names
    assert set(REQUIRED_STYLES) <= load_reference().style_ids.keys()


def test_page_is_that_of_the_standard(document: docx.document.Document) -> None:
    upright, wide = document.sections
    sides = (upright.top_margin, upright.left_margin, upright.bottom_margin, upright.right_margin)
    assert [round(side / Mm(1), 1) for side in sides] == [37, 28, 35, 26]
    assert [round(size / Mm(1)) for size in (upright.page_width, upright.page_height)] == [210, 297]
    grid = upright._sectPr.find(f"{W}docGrid")
    assert [grid.get(f"{W}{key}") for key in ("type", "linePitch", "charSpace")] == [
        "linesAndChars",
        "579",
        "-848",
    ]
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    assert document.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize(
    ("style", "font", "points", "outline"),
    [
        ("正文段落", "仿宋_GB2312", 16, None),
        ("部分标题", "方正小标宋简体", 22, "0"),
        ("封面标题", "方正小标宋简体", 22, None),
        ("一级标题", "黑体", 16, "1"),
        ("二级标题", "楷体_GB2312", 16, "2"),
        ("三级标题", "仿宋_GB2312", 16, "3"),
        ("表内文字", "宋体", 10.5, None),
    ],
)
def test_roles_have_the_fonts_of_the_standard(
    document: docx.document.Document, style: str, font: str, points: float, outline: str | None
) -> None:
    found = document.styles[style]
    fonts = found.element.rPr.rFonts
    assert fonts.get(f"{W}eastAsia") == font
    assert fonts.get(f"{W}ascii") == "Times New Roman"
    assert found.font.size == Pt(points)
    level = found.element.pPr.find(f"{W}outlineLvl")
    assert (None if level is None else level.get(f"{W}val")) == outline


def test_body_lines_stand_28_95_points_apart(document: docx.document.Document) -> None:
    body = document.styles["正文段落"].paragraph_format
    assert body.line_spacing == Pt(28.95)
    indent = document.styles["正文段落"].element.pPr.find(f"{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"


def test_page_number_stands_between_dashes(document: docx.document.Document) -> None:
    section = document.sections[0]
    assert section.footer.paragraphs[0].text == "— 1 —"
    assert section.even_page_footer.paragraphs[0].text == "— 1 —"
    assert document.styles["footer"].font.size == Pt(14)


def test_reference_without_wide_page_turns_the_upright_one(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    own = docx.Document(str(find_default_reference()))
    wide = own.sections[1]
    wide.orientation = WD_ORIENT.PORTRAIT
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    own.save(str(path))
    reference = load_reference(path)
    assert 'w:w="16838" w:h="11906" w:orient="landscape"' in reference.landscape.page
    assert reference.landscape.width > reference.landscape.height
