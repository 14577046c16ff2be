"""The year of every figure, title and comparison of a text (DOMAIN 5).

In a text of year Y the titles, the units covered and the figures are those of Y, and what they are
compared with is Y-1. Years of contracts, of funds carried over and all within a reason are free.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from generator.base.numerals import read_numeral
from generator.field import sections, zh
from generator.model.passage import PassageKind
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.whole.covered import untitled_overview
from generator.review.whole.year_roles import (
    YEAR,
    Role,
    Said,
    budget_is_compared,
    is_base,
    plain_text,
    read_years,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission, SubmittedSection

_TITLE = re.compile(
    rf"{YEAR}(?=\s*度|\s*(?:部门|单位)?决算)|(?P<words>[〇○零一二三四五六七八九]{{4}})年(?=度)"
)
_ACCOUNTS = re.compile(
    rf"{YEAR}(?=\s*度?\s*(?:本?(?:部门|单位))?(?:汇总)?决算)"
    rf"|(?:^|(?<=[。；\n]))\s*{YEAR.replace('year', 'covered')}(?=\s*度?\s*，?"
    r"(?:(?!改革|以来)[^，。；：、0-9\n]){0,30}(?:决算|编制范围|预算单位))"
)
_NEED = re.compile(r"(?P<year>20[0-9]{2})\s*年(?:需要|所需)")
# What a department itself evaluates are the projects of its year.
_EVALUATED = re.compile(
    rf"对{YEAR}度?[^，。；0-9]{{0,30}}(?:开展|进行|实施)[^，。；0-9]{{0,8}}自评"
)
# Behind a stop or an amount a title has gone over into sentences.
_RUNS_ON = re.compile(r"[，。]|[0-9]\s*(?:[万亿]?元|%)")

# Says what sort of amount it is, but not of what.
_UNNAMED = re.compile(r"(?:年初|全年)?(?:支出|收入)?(?:决算|预算)?数?")


class _Place(NamedTuple):
    """A passage with its clause."""

    file: str
    where: str
    passage: Passage


def check_years(submission: Submission, year: int) -> Iterator[Mark]:
    """Yield every year of a text of `year` that must be another one."""
    seen = set()
    for found in _all_marks(submission, year):
        key = (found.passage.locator if found.passage else "", found.start)
        if key not in seen:
            seen.add(key)
            yield found


def _all_marks(submission: Submission, year: int) -> Iterator[Mark]:
    yield from _check_titles(submission, year)
    yield from _check_covered(submission, year)
    for section in submission.sections:
        is_evaluation = section.topic == sections.PERFORMANCE
        check = _check_evaluations if is_evaluation else _check_section
        yield from check(submission.file, section, year)
    for paragraph in submission.paragraphs():
        place = _Place(submission.file, paragraph.where, paragraph.passage)
        for match in _NEED.finditer(plain_text(paragraph.passage.text)):
            if int(match["year"]) == year + 1:
                yield _mark(place, match.span("year"), year, certain=True)


def _check_evaluations(file: str, section: SubmittedSection, year: int) -> Iterator[Mark]:
    """The year of the projects that the department itself has evaluated."""
    for paragraph in section.paragraphs:
        place = _Place(file, paragraph.where, paragraph.passage)
        for match in _EVALUATED.finditer(plain_text(paragraph.passage.text)):
            if int(match["year"]) != year:
                yield _mark(place, match.span("year"), year)


def find_years_of_title(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the years that a title says its document is of, with their places in the text."""
    plain = plain_text(text)
    for match in _TITLE.finditer(plain):
        if match["words"]:
            yield int(read_numeral(match["words"].replace("○", "〇"))), *match.span("words")
        elif not is_base(plain, match.start(), match.end()):
            yield int(match["year"]), *match.span("year")


def _check_titles(submission: Submission, year: int) -> Iterator[Mark]:
    """The cover, the headings, the titles of the tables, text boxes."""
    # A sentence that opens a section is looked at as one.
    headings = (s.heading for s in submission.sections if not _is_sentence(s.heading))
    captions = (p for p in submission.tables if p.kind is not PassageKind.NOTE)
    boxes = (p for p in submission.passages if p.kind is PassageKind.TEXTBOX)
    titles = (*submission.cover, *submission.part_headings, *headings, *captions, *boxes)
    for passage in titles:
        title = _RUNS_ON.split(passage.text)[0]
        for found, start, end in find_years_of_title(title):
            if found != year:
                place = _Place(submission.file, "", passage)
                yield _mark(place, (start, end), year, certain=passage.text[start:end].isdigit())


def _is_sentence(heading: Passage) -> bool:
    """Whether a section begins with a sentence of a figure in place of a heading."""
    if not _RUNS_ON.search(heading.text):
        return False
    first = next(iter(read_years(plain_text(heading.text))), None)
    return first is not None and first.start == 0 and first.role is Role.FIGURE


def _check_covered(submission: Submission, year: int) -> Iterator[Mark]:
    """The year of the accounts in which the units are included."""
    for passage in chain(submission.overview, *untitled_overview(submission)):
        place = _Place(submission.file, "", passage)
        text = plain_text(passage.text)
        for match in _ACCOUNTS.finditer(text):
            group = "year" if match["year"] else "covered"
            based = is_base(text, match.start(group), match.end())
            if int(match[group]) != year and not based:
                yield _mark(place, match.span(group), year, certain=True)


def _check_section(file: str, section: SubmittedSection, year: int) -> Iterator[Mark]:
    """The years of the figures of a section, and those with which they are compared."""
    read = [
        (_Place(file, where, passage), text, read_years(text))
        for where, passage in _texts(section)
        for text in (plain_text(passage.text),)
    ]
    own = [
        (text, said)
        for _, text, years in read
        for said in years
        if said.role is Role.FIGURE and said.year == year
    ]
    for place, text, years in read:
        for said in years:
            right = _right_year(text, said, year)
            if said.year == right or right is None:
                continue
            if said.role is not Role.FIGURE:
                words = "比较的" if said.role in (Role.BASE, Role.BUDGET_BASE) else ""
                yield _mark(place, (said.start, said.end), right, words)
            elif not any(_is_beside(text, said, *one) for one in own):
                yield _mark(place, (said.start, said.end), right)


def _texts(section: SubmittedSection) -> Iterator[tuple[str, Passage]]:
    """Yield the passages of a section, its heading too where sentences go on in its line."""
    if _RUNS_ON.search(section.heading.text):
        yield section.title, section.heading
    for paragraph in section.paragraphs:
        yield paragraph.where, paragraph.passage


def _right_year(text: str, said: Said, year: int) -> int | None:
    """Return which year must stand there in a text of `year`, None where any may."""
    if said.role is Role.OTHER:
        return None
    if said.role is Role.BASE:
        return year - 1
    if said.role is Role.BUDGET_BASE:
        may_be_last = said.year == year - 1 and budget_is_compared(text, said.start)
        return None if may_be_last else year
    if said.role is Role.BEGINNING and said.year == year - 1:
        return None
    # What a later year is to have is its budget.
    return None if said.year > year and zh.BUDGET in said.what else year


def _is_beside(text: str, said: Said, other_text: str, own: Said) -> bool:
    """Whether a figure of another year stands beside that of the own year, to be compared."""
    if said.what != own.what or said.amount == own.amount:
        return False
    if text is other_text and not (said.before and own.before):
        return True
    return said.before == own.before and bool(said.before or not _UNNAMED.fullmatch(said.what))


def _mark(
    place: _Place, span: tuple[int, int], right: int, words: str = "", *, certain: bool = False
) -> Mark:
    spot = Spot(place.file, place.where, place.passage, *span)
    stated = place.passage.text[slice(*span)]
    replacement = str(right) if certain else None
    message = f"{words}年度写作{stated}，应为{right}"
    return mark(rules.YEAR, message, spot, replacement=replacement)
