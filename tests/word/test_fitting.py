"""Headings that are a little too long for a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.word.fitting import fit_line
from generator.word.reference import Setting, find_default_reference, load_reference

if TYPE_CHECKING:
    from pathlib import Path

# 20 characters of 16 pt and 20 twips to spare; the first line is two characters shorter.
WIDTH = 20 * 320 + 20
PLAIN = Setting(size=16, first_line=640)


@pytest.mark.parametrize("length", range(1, 19))
def test_what_fits_stays_as_it_is(length: int) -> None:
    assert fit_line("字" * length, PLAIN, WIDTH) == ""


@pytest.mark.parametrize("length", [19, 20])
def test_a_few_characters_too_many_are_set_closer(length: int) -> None:
    fit = fit_line("字" * length, PLAIN, WIDTH)
    found = re.fullmatch(r'<w:spacing w:val="(-[0-9]+)"/>', fit)
    assert found is not None
    closer = int(found.group(1))
    assert length * (320 + closer) <= 18 * 320
    assert -32 <= closer < 0


@pytest.mark.parametrize("length", [22, 23, 30, 36])
def test_what_takes_two_lines_stays_as_it_is(length: int) -> None:
    assert fit_line("字" * length, PLAIN, WIDTH) == ""


def test_settings_are_those_of_the_styles() -> None:
    settings = load_reference().settings
    assert settings["一级标题"] == Setting(16, -5, 640, 0)
    assert settings["部分标题"] == Setting(22, 0, 0, 0)
    assert settings["toc 2"] == Setting(16, -5, 0, 640)


def test_what_no_style_says_the_defaults_of_the_document_say(tmp_path: Path) -> None:
    document = docx.Document(str(find_default_reference()))
    styles = document.styles.element
    for style in styles.iter(qn("w:style")):
        for name in ("w:sz", "w:spacing"):
            for one in style.findall(f"{qn('w:rPr')}/{qn(name)}"):
                one.getparent().remove(one)
    (defaults,) = styles.iter(qn("w:rPrDefault"))
    run = defaults.find(qn("w:rPr"))
    for name, value in (("w:sz", "30"), ("w:spacing", "7")):
        for one in run.findall(qn(name)):
            run.remove(one)
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        run.append(one)
    document.save(str(tmp_path / "版式.docx"))
    settings = load_reference(tmp_path / "版式.docx").settings
    assert {(one.size, one.spacing) for one in settings.values()} == {(15, 7)}
