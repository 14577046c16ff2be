"""The year of every figure, title and comparison of a text (DOMAIN 5).

In a text of year Y the titles, the units covered and the figures are those of Y, and what they are
compared with is Y-1. Years of contracts, of funds carried over and all within a reason are free.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from generator.base.severity import Severity
from generator.field import sections, zh
from generator.model.passage import PassageKind
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.whole.covered import untitled_overview
from generator.review.whole.year_figures import OwnFigures
from generator.review.whole.year_roles import (
    YEAR,
    Role,
    Said,
    budget_is_compared,
    is_base,
    plain_text,
    read_years,
)
from generator.review.whole.year_titles import find_wrong_years, is_of_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission, SubmittedSection

_ACCOUNTS = re.compile(
    rf"{YEAR}(?=\s*度?\s*(?:本?(?:部门|单位))?(?:汇总)?决算)"
    rf"|(?:^|(?<=[。；\n]))\s*{YEAR.replace('year', 'covered')}(?=\s*度?\s*，?"
    r"(?:(?!改革|以来)[^，。；：、0-9\n]){0,30}(?:决算|编制范围|预算单位))"
)
_SUM = r"(?P<amount>[0-9][0-9,.]*\s*[万亿]?元)"
# What a year needs, and what the text says to be a budget.
_NEED = re.compile(rf"{YEAR}\s*(?:共|总)?(?:需要|所需)[^，。；0-9]{{0,12}}{_SUM}")
_BUDGETED = re.compile(rf"预算数?(?:安排|批复)?[为是]?\s*{_SUM}")
# The next year's own need: it is planned, or what is carried over to it.
_PLANNED = re.compile(r"预算|计划|规划|拟|申请|继续|支付|结转|结余|尾款|合同")
_NEED_REACH = 40
# What a department itself evaluates are the projects of its year.
_EVALUATED = re.compile(
    rf"对{YEAR}度?[^，。；0-9]{{0,30}}(?:开展|进行|实施)[^，。；0-9]{{0,8}}自评"
)
# Behind a stop or an amount a title has gone over into sentences.
_RUNS_ON = re.compile(r"[，。]|[0-9]\s*(?:[万亿]?元|%)")


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
    yield from _check_needs(submission, year)


def _check_needs(submission: Submission, year: int) -> Iterator[Mark]:
    """What the next year is said to need, where it is the budget that the text itself has."""
    read = [
        (_Place(submission.file, one.where, one.passage), plain_text(one.passage.text))
        for one in submission.paragraphs()
    ]
    budgets = {_key(found["amount"]) for _, text in read for found in _BUDGETED.finditer(text)}
    for place, text in read:
        for match in _NEED.finditer(text):
            said = re.split("[。；]", text[match.end("year") : match.end() + _NEED_REACH])[0]
            if (
                int(match["year"]) == year + 1
                and _key(match["amount"]) in budgets
                and not _PLANNED.search(said)
            ):
                spot = Spot(place.file, place.where, place.passage, *match.span("year"))
                message = (
                    f"{match['year']}年所需的{match['amount']}是文中的预算数，年度请核实，"
                    f"疑为{year}"
                )
                yield mark(rules.YEAR, message, spot, severity=Severity.WARNING)


def _key(amount: str) -> str:
    return re.sub(r"[\s,]", "", amount)


def _check_evaluations(file: str, section: SubmittedSection, year: int) -> Iterator[Mark]:
    """The year of the projects that the department itself has evaluated."""
    for paragraph in section.paragraphs:
        place = _Place(file, paragraph.where, paragraph.passage)
        for match in _EVALUATED.finditer(plain_text(paragraph.passage.text)):
            if int(match["year"]) != year:
                yield _mark(place, match.span("year"), year)


def _check_titles(submission: Submission, year: int) -> Iterator[Mark]:
    """The cover, the headings, the titles of the tables, text boxes."""
    # A sentence that opens a section is looked at as one.
    headings = (s.heading for s in submission.sections if not _is_sentence(s.heading))
    captions = (p for p in submission.tables if p.kind is not PassageKind.NOTE)
    boxes = (p for p in submission.passages if p.kind is PassageKind.TEXTBOX)
    titles = (*submission.cover, *submission.part_headings, *headings, *captions, *boxes)
    for passage in titles:
        title = _RUNS_ON.split(passage.text)[0]
        for start, end in find_wrong_years(title, year):
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
            if not based and not is_of_year(text, *match.span(group), year):
                yield _mark(place, match.span(group), year, certain=True)


def _check_section(file: str, section: SubmittedSection, year: int) -> Iterator[Mark]:
    """The years of the figures of a section, and those with which they are compared."""
    read = [
        (_Place(file, where, passage), text, read_years(text))
        for where, passage in _texts(section)
        for text in (plain_text(passage.text),)
    ]
    own = OwnFigures()
    for place, _, years in read:
        for said in years:
            if said.role is Role.FIGURE and said.year == year:
                own.add(place.passage.locator, said)
    for place, text, years in read:
        for said in years:
            right = _right_year(text, said, year)
            if said.year == right or right is None:
                continue
            if said.role is not Role.FIGURE:
                words = "比较的" if said.role in (Role.BASE, Role.BUDGET_BASE) else ""
                yield _mark(place, (said.start, said.end), right, words)
            elif not own.is_beside(place.passage.locator, text, said):
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
        # 2023年和2024年对比 compares the one with the other.
        is_pair = said.year == year and said.beside == year - 1
        return None if is_pair else year - 1
    if said.role is Role.BUDGET_BASE:
        may_be_last = said.year == year - 1 and budget_is_compared(text, said.start)
        return None if may_be_last else year
    if said.role is Role.BEGINNING and said.year == year - 1:
        return None
    # What a later year is to have is its budget.
    return None if said.year > year and zh.BUDGET in said.what else year


def _mark(
    place: _Place, span: tuple[int, int], right: int, words: str = "", *, certain: bool = False
) -> Mark:
    spot = Spot(place.file, place.where, place.passage, *span)
    stated = place.passage.text[slice(*span)]
    replacement = str(right) if certain else None
    message = f"{words}年度写作{stated}，应为{right}"
    return mark(rules.YEAR, message, spot, replacement=replacement)
