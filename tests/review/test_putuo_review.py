"""The review of a real PDF of another province, without data: every finding judged by hand."""

import csv
from functools import cache
from pathlib import Path

from support.needs import find_reference
from support.said import Record, say

from generator.base.severity import FindingClass, Severity
from generator.model.review import Review
from generator.model.submission import Standing
from generator.tasks.review import review_file

_FILE = "pdf/putuo-czj-2024.pdf"
_JUDGED = Path(__file__).with_name("putuo_findings.csv")


@cache
def _review() -> Review:
    return review_file(find_reference(_FILE))


def _judged() -> list[dict[str, str]]:
    with _JUDGED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_three_quarters_of_its_claims_are_checked(record_property: Record) -> None:
    """The rest (budgets without a rate, 政府采购) has nothing but itself to be compared with."""
    review = _review()
    standings = review.standings
    total = sum(standings.values())
    checked = standings[Standing.MATCHED] + standings[Standing.RECOMPUTED]
    say(record_property, "普陀", review.shares)
    assert total >= 90
    assert checked >= 0.75 * total


def test_every_finding_was_judged_by_hand() -> None:
    found = sorted(
        (mark.finding.code, mark.finding.places[0].section, mark.finding.found_text.strip())
        for mark in _review().marks
    )
    assert found == sorted((row["code"], row["section"], row["quote"]) for row in _judged())


def test_every_finding_is_true() -> None:
    assert [row for row in _judged() if row["true"] != "是" or len(row["why"]) < 10] == []


def test_beside_the_text_there_is_nothing_but_tails_and_unread_tables() -> None:
    """The nine tables of the document are right: recomputed in the audit of tables."""
    others = [f for f in _review().others if f.severity is not Severity.INFO]
    assert others == []
    classes = {finding.finding_class for finding in _review().others}
    assert classes <= {FindingClass.TAIL, FindingClass.EXTRACTION, FindingClass.FORMAT}


def test_sections_are_found_whatever_their_numbers() -> None:
    topics = {section.topic: section.number for section in _review().submission.sections}
    assert topics["九"] == "七"
    assert topics["七"] == "八"
    assert topics["十三"] == "十"
    assert _review().profile == "shanghai"
