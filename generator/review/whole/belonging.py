"""Whether the data given with a submitted text are those of its department and year."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.model.figure import FigureKind
from generator.model.finding import finding
from generator.model.place import Place
from generator.review import rules
from generator.review.harvest.owner import read_owner

if TYPE_CHECKING:
    from generator.model.accounts import Identity
    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.model.submission import Reviewed, Submission

_YEAR = re.compile(r"20[0-9]{2}(?=年度|年部门|年单位|年决算)")
# Of a name that the text writes in another way (本级, 局机关) at least this much is the same.
_SAME = 0.6
_LONGEST_TITLE = 200
# Fewer numbers do not tell whose they are.
_ENOUGH = 20
_UNUSED = "；请核对是否取错了数据。没有用它核对，只按送审文件自身的表审核"


def find_foreign_data(submission: Submission, identity: Identity) -> Finding | None:
    """Return the error for data of another department or year than the text's, None if they fit.

    A name that stands nowhere in the text, not even in part, is another's; so is a year that no
    title has (without titles: that is not the paragraphs' own) and that the text as a whole is not
    of. A text without any name or year tells nothing.
    """
    name, year = identity.department, str(identity.year or "")
    own = read_owner(submission, {})
    years = _years(submission)
    if own.year:
        years.add(str(own.year))
    other = own.name if name and not _is_named(submission, name) else ""
    if other:
        rule, told = rules.DEPARTMENT, f"所给数据的部门是“{name}”，送审文件写的是“{other}”"
    elif year and years and year not in years:
        listed = "、".join(sorted(years))
        rule, told = rules.YEAR, f"所给数据是{year}年度的，送审文件写的年度是{listed}"
    else:
        return None
    return finding(rule, f"{told}{_UNUSED}", Place(submission.file), for_bureau=True)


def find_other_figures(compared: Reviewed, file: str) -> Finding | None:
    """Return the error for data with which most numbers of a text disagree, None if they fit."""
    # Zeros agree in any two departments; rates follow from amounts.
    judged = [
        verdict
        for verdict in compared.verdicts
        if verdict.figure is not None
        and verdict.figure.kind is FigureKind.AMOUNT
        and verdict.figure.value
    ]
    wrong = sum(
        1 + len(mark.finding.also) for mark in compared.marks if mark.finding.expected is not None
    )
    if len(judged) < _ENOUGH or wrong * 2 <= len(judged):
        return None
    many = min(wrong, len(judged))
    told = f"正文 {len(judged)} 个金额中有 {many} 个与所给数据不符"
    return finding(rules.AMOUNT, f"{told}{_UNUSED}", Place(file), for_bureau=True)


def _titles(submission: Submission) -> tuple[Passage, ...]:
    return (*submission.cover, *submission.part_headings, *submission.tables)


def _is_named(submission: Submission, name: str) -> bool:
    """Whether the text has the name; titles may have it in a somewhat other form."""
    wanted = key_of(name)
    if any(wanted in key_of(passage.text) for passage in submission.passages):
        return True
    for passage in _titles(submission):
        text = key_of(passage.text[:_LONGEST_TITLE])
        found = SequenceMatcher(None, wanted, text, autojunk=False).find_longest_match()
        if found.size >= _SAME * len(wanted):
            return True
    return False


def _years(submission: Submission) -> set[str]:
    """Return the years in the titles; without any the latest one that paragraphs speak of twice.

    The year before is spoken of as often as the own one, a later one only by mistake.
    """
    titles = (squash(passage.text) for passage in _titles(submission))
    years = {year for title in titles for year in _YEAR.findall(title)}
    if years:
        return years
    told = Counter(
        year
        for paragraph in submission.paragraphs()
        for year in _YEAR.findall(squash(paragraph.passage.text))
    )
    often = [year for year, times in told.items() if times > 1]
    return {max(often or told)} if told else set()
