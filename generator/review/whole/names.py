"""Names of another document: the department, its place level (DOMAIN 9)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.base.severity import Severity
from generator.field import sections, zh
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission

_DEPARTMENT = re.compile(
    r"[\u4e00-\u9fff]{2,24}?(?:委员会|管理局|局|厅|办公室|中心)(?!长|部|属|内)"
)
_COUNTY = re.compile(r"我县|全县|县委|县政府|县财政|(?<=国家、省、市、)县")
_DISTRICT = re.compile(r"我区|全区|区委|区政府|区财政")
# Within a sentence, what parts the items of a list.
_SENTENCE = re.compile(r"[。；;：:\n]")
_ITEM = re.compile(r"[、，,]")
_PLACE = re.compile(r"^.{1,6}?[省市区县]")
_ALIKE = 0.7
_ALIKE_WITHOUT_PLACE = 0.6


def check_names(submission: Submission, accounts: Accounts | None) -> Iterator[Mark]:
    """Yield names and place levels that are not this department's."""
    if accounts is None:
        return
    name = accounts.identity.department
    yield from _check_level(submission, name)
    yield from _check_departments(submission, name)


def _check_level(submission: Submission, name: str) -> Iterator[Mark]:
    """县 in the text of a 区, and the reverse."""
    stem = name[: max(name.find("区"), name.find("县")) + 1]
    if stem.endswith("区") and "县" not in name:
        pattern, right = _COUNTY, "区"
    elif stem.endswith("县") and "区" not in name:
        pattern, right = _DISTRICT, "县"
    else:
        return
    where = submission.clauses()
    for passage in submission.passages:
        for match in pattern.finditer(passage.text):
            clause = where.get(passage.locator, "")
            spot = Spot(submission.file, clause, passage, match.start(), match.end())
            wrong = "县" if right == "区" else "区"
            message = f"“{match.group()}”与单位名称“{name}”不符，应为{right}"
            replacement = match.group().replace(wrong, right)
            yield mark(rules.DEPARTMENT, message, spot, replacement=replacement)


def place_of(name: str) -> str:
    """Return the place with whose name that of a department begins, nothing without one."""
    found = _PLACE.match(name)
    return found.group() if found else ""


def is_near(other: str, name: str) -> bool:
    """Whether a name may be another form of the department's: misspelt, an earlier one."""
    place = place_of(name)
    if place and other.startswith(place):
        # Departments of one place have its name in common.
        one, two = other.removeprefix(place), name.removeprefix(place)
        least = _ALIKE_WITHOUT_PLACE
    else:
        one, two, least = other, name, _ALIKE
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= least


def _stands_beside(name: str, text: str, start: int, end: int) -> bool:
    """Whether a name is an item of a list that has the department, too: then it is another unit."""
    before, after = _SENTENCE.split(text[:start])[-1], _SENTENCE.split(text[end:])[0]
    around = (*_ITEM.split(before)[:-1], *_ITEM.split(after)[1:])
    return any(name in item for item in around)


def _check_departments(submission: Submission, name: str) -> Iterator[Mark]:
    """A name that is nearly the department's own, or an earlier one; once for each name."""
    where = submission.clauses()
    place = place_of(name)
    if not place:
        return
    seen: set[str] = set()
    for passage in submission.passages:
        for match in _DEPARTMENT.finditer(passage.text):
            at = match.group().find(place)
            other = match.group()[at:] if at >= 0 else ""
            if not other or other in seen or name in other or other in name:
                continue
            if _stands_beside(name, passage.text, match.start() + at, match.end()):
                continue
            seen.add(other)
            if not is_near(other, name):
                continue
            clause = where.get(passage.locator, "")
            spot = Spot(submission.file, clause, passage, match.start() + at, match.end())
            narrative = clause and not clause.startswith(
                (sections.PERFORMANCE, zh.ATTACHMENTS, "自评")
            )
            severity = Severity.ERROR if narrative else Severity.WARNING
            message = f"单位名称“{other}”与本部门“{name}”不同，疑为旧名或别的单位"
            yield mark(rules.DEPARTMENT, message, spot, severity=severity)
