"""What 十三 and the attachments of two published documents contradict: a closed list, by hand."""

from functools import cache

import pytest
from audit_match import is_found, mark_fits, read_entries
from published.reference import find_document
from support.mengjin_sections import split_sections
from support.needs import find_reference
from support.xinxiang_text import cut_into_sections

from generator.base.severity import Severity
from generator.model.review import Review
from generator.model.submission import Mark
from generator.tasks.review import review_file

_SEEDS = {"mengjin": ("000_*.txt", split_sections), "xinxiang": ("004_*.txt", cut_into_sections)}
_NAMES = tuple(_SEEDS)
_PART = "evaluation"


@pytest.mark.parametrize("name", _NAMES)
def test_each_quote_stands_once_in_its_section(name: str) -> None:
    pattern, cut = _SEEDS[name]
    sections = cut(find_document(pattern, f"{name}-2024").seed)
    for entry in read_entries(name, _PART):
        assert sections[entry.section].count(entry.quote) == 1, entry
        assert entry.review in {"told", "asked", "silent"}


@cache
def _review(name: str) -> Review:
    pattern, _ = _SEEDS[name]
    find_document(pattern, f"{name}-2024")
    return review_file(next((find_reference() / "seeds").glob(pattern)))


def _is_evaluation(mark: Mark) -> bool:
    section = mark.finding.places[0].section
    return section.startswith("十三（") or section == "附件" or "自评" in section


@pytest.mark.parametrize("name", _NAMES)
def test_what_is_to_be_told_is_told(name: str) -> None:
    review = _review(name)
    told = [entry for entry in read_entries(name, _PART) if entry.review == "told"]
    missed = [f"{e.number} {e.quote}" for e in told if not is_found(e, review)]
    # One cause is told once: the second of two costs that are not the total goes with the first.
    assert [one[:4] for one in missed] == (["EX31"] if name == "xinxiang" else [])


@pytest.mark.parametrize("name", _NAMES)
def test_nothing_else_is_told(name: str) -> None:
    entries = read_entries(name, _PART)
    wanted = [entry for entry in entries if entry.review != "silent"]
    unlisted = [
        f"{mark.finding.code} {mark.finding.places[0].quote} {mark.finding.message}"
        for mark in _review(name).marks
        if _is_evaluation(mark) and not any(mark_fits(mark, entry) for entry in wanted)
    ]
    assert unlisted == []


@pytest.mark.parametrize("name", _NAMES)
def test_what_may_rightly_be_so_is_no_error(name: str) -> None:
    entries = read_entries(name, _PART)
    errors = [entry for entry in entries if entry.severity == "error"]
    harmless = [entry for entry in entries if entry.severity != "error"]
    accused = [
        f"{entry.number} {mark.finding.message}"
        for mark in _review(name).marks
        if mark.finding.severity is Severity.ERROR
        and not any(mark_fits(mark, error) for error in errors)
        for entry in harmless
        if mark_fits(mark, entry)
    ]
    assert accused == []


def test_damaged_forms_are_named_and_accuse_nobody() -> None:
    review = _review("xinxiang")
    forms = [one for one in review.others if one.code == "R24" and "自评" in one.message]
    assert len(forms) == 3
    assert {one.severity for one in forms} == {Severity.WARNING}
    assert not [f for f in review.others if f.severity is Severity.ERROR and "自评" in f.message]
