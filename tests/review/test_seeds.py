"""The review of two published documents against the lists of what is wrong in them."""

from functools import cache
from pathlib import Path

import pytest
from audit_match import false_errors, is_found, mark_fits, read_entries
from published.reference import find_document
from support.needs import find_reference
from support.said import Record, say

from generator.base.severity import Severity
from generator.model.review import Review
from generator.model.submission import Standing
from generator.tasks.review import review_file

_SEEDS = {"mengjin": "000_*.txt", "xinxiang": "004_*.txt"}
_NAMES = tuple(_SEEDS)
# The share of numbers that are matched or recomputed must not fall below these.
_CHECKED = {"mengjin": 0.80, "xinxiang": 0.55}


@cache
def _review_of(path: Path) -> Review:
    return review_file(path)


def _review(name: str) -> Review:
    find_document(_SEEDS[name], f"{name}-2024")
    return _review_of(next((find_reference() / "seeds").glob(_SEEDS[name])))


def test_the_errors_of_the_documents_are_found(record_property: Record) -> None:
    missed, total = [], 0
    for name in _NAMES:
        errors = [entry for entry in read_entries(name) if entry.severity == "error"]
        review = _review(name)
        missed += [f"{e.number} {e.section} {e.quote}" for e in errors if not is_found(e, review)]
        total += len(errors)
    say(record_property, "找出的错误", f"{total - len(missed)}/{total}，未找出：{missed}")
    assert total >= 60
    assert len(missed) <= 0.05 * total, missed


def test_what_is_called_an_error_is_one(record_property: Record) -> None:
    unlisted, total = [], 0
    for name in _NAMES:
        others, called = false_errors(name, _review(name))
        unlisted += others
        total += called
    say(record_property, "属实的错误", f"{total - len(unlisted)}/{total}，其余：{unlisted}")
    assert total >= 60
    assert len(unlisted) <= 0.05 * total, unlisted


@pytest.mark.parametrize("name", _NAMES)
def test_what_is_no_error_is_not_called_one(name: str) -> None:
    """Tails and what only looks wrong: an entry of the list that says so is never an error."""
    review = _review(name)
    entries = read_entries(name)
    errors = [entry for entry in entries if entry.severity == "error"]
    harmless = [entry for entry in entries if entry.severity == "info"]
    wrong = [
        (entry.number, mark.finding.message)
        for mark in review.marks
        if mark.finding.severity is Severity.ERROR
        and not any(mark_fits(mark, error) for error in errors)
        for entry in harmless
        if mark_fits(mark, entry)
    ]
    assert not wrong


@pytest.mark.parametrize("name", _NAMES)
def test_every_number_has_a_standing(name: str, record_property: Record) -> None:
    """十三 and the attachments are counted with the rest."""
    review = _review(name)
    claims = {
        (paragraph.passage.locator, mention.start): paragraph.where
        for paragraph in review.submission.paragraphs()
        for mention in paragraph.mentions
        if mention.is_claim
    }
    standing = {(v.locator, v.start): v.standing for v in review.verdicts}
    assert claims.keys() <= standing.keys()
    assert any(where.startswith("十三") for where in claims.values())
    attached = {p.where for p in review.submission.attachments}
    assert attached & set(claims.values())
    checked = sum(standing[key] is not Standing.UNCHECKED for key in claims) / len(claims)
    say(record_property, name, review.shares)
    assert checked >= _CHECKED[name]
    assert f"全文 {len(standing)} 个数字" in review.shares


@pytest.mark.parametrize("name", _NAMES)
def test_marks_stand_in_the_order_of_the_text(name: str) -> None:
    review = _review(name)
    order = {passage.locator: index for index, passage in enumerate(review.submission.passages)}
    positions = [(order[m.passage.locator], m.start) for m in review.marks if m.passage]
    assert positions == sorted(positions)
    for mark in review.marks:
        assert mark.passage is not None
        assert 0 <= mark.start <= mark.end <= len(mark.passage.text)
        assert mark.finding.places[0].quote
