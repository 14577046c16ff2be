"""Headings that are a little too long for a line."""

from __future__ import annotations

import re

import pytest

from generator.word.fitting import Fit, fit_line
from generator.word.reference import Setting, load_reference

# 20 characters of 16 pt and 20 twips to spare; the first line is two characters shorter.
WIDTH = 20 * 320 + 20
PLAIN = Setting(size=16, first_line=640)


@pytest.mark.parametrize("length", range(1, 19))
def test_what_fits_stays_as_it_is(length: int) -> None:
    assert fit_line("字" * length, PLAIN, WIDTH) == Fit()


@pytest.mark.parametrize("length", [19, 20])
def test_a_few_characters_too_many_are_set_closer(length: int) -> None:
    fit = fit_line("字" * length, PLAIN, WIDTH)
    found = re.fullmatch(r'<w:spacing w:val="(-[0-9]+)"/>', fit.look)
    assert found is not None
    closer = int(found.group(1))
    assert length * (320 + closer) <= 18 * 320
    assert -32 <= closer < 0
    assert not fit.indents


def test_a_last_line_of_a_few_characters_gets_more() -> None:
    fit = fit_line("字" * 21, PLAIN, WIDTH)
    found = re.fullmatch(r'<w:ind w:right="([0-9]+)"/>', fit.indents)
    assert found is not None
    first = (WIDTH - 640 - int(found.group(1))) // 320
    second = (WIDTH - int(found.group(1))) // 320
    assert 21 - first >= 4
    assert first + second >= 21


@pytest.mark.parametrize("length", [23, 30, 36])
def test_two_full_lines_stay_as_they_are(length: int) -> None:
    assert fit_line("字" * length, PLAIN, WIDTH) == Fit()


def test_centred_lines_are_narrowed_on_both_sides() -> None:
    centred = Setting(size=16, centred=True)
    indents = fit_line("字" * 23, centred, WIDTH).indents
    found = re.fullmatch(r'<w:ind w:left="([0-9]+)" w:right="\1"/>', indents)
    assert found is not None


def test_settings_are_those_of_the_styles() -> None:
    settings = load_reference().settings
    assert settings["一级标题"] == Setting(16, -5, 640, 0, centred=False)
    assert settings["部分标题"] == Setting(22, 0, 0, 0, centred=True)
    assert settings["toc 2"] == Setting(16, -5, 0, 640, centred=False)
