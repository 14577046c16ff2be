"""One error planted at a time in texts of random departments: found, quoted, put right."""

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest
from drawn import PROFILES, in_text, in_word, with_passages, written
from planting import KINDS, Planted, plant
from support.said import Record, say

from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.submission import Mark
from generator.tasks.review import review_material
from generator.tasks.submitted import Material

_DEPARTMENTS = 6
_SEEDS = tuple(range(300, 300 + _DEPARTMENTS))
_LEAST = 0.98
_CENT = Decimal("0.01")
_READ = {"txt": in_text, "docx": in_word}


@cache
def _material(seed: int, profile: str, form: str) -> Material:
    return _READ[form](seed, profile, Path(mkdtemp()))


@cache
def _said_before(seed: int, profile: str, form: str) -> frozenset[tuple[str, str]]:
    """Return what the review of the clean text says: the data's own findings."""
    review = review_material(_material(seed, profile, form))
    assert review is not None
    return frozenset(_key(mark.finding) for mark in review.marks)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def _new_marks(seed: int, profile: str, form: str, planted: Planted) -> list[Mark]:
    material = with_passages(_material(seed, profile, form), planted.passages)
    review = review_material(material)
    assert review is not None
    known = _said_before(seed, profile, form)
    return [
        mark
        for mark in review.marks
        if mark.finding.severity is not Severity.INFO and _key(mark.finding) not in known
    ]


def _is_found(planted: Planted, marks: list[Mark]) -> bool:
    """Whether a mark quotes the place, and gives the right value where a number is wrong."""
    passage = planted.passages[planted.index]
    for mark in marks:
        if mark.passage is None or mark.passage.locator != passage.locator:
            continue
        if planted.quote and planted.quote not in mark.finding.places[0].quote:
            continue
        expected = mark.finding.expected
        if planted.right is None or (
            expected is not None and abs(expected - planted.right) <= _CENT
        ):
            return True
    return False


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("form", _READ)
def test_planted_errors_are_found(form: str, profile: str, record_property: Record) -> None:
    found, planted_of, several, missed = Counter[str](), Counter[str](), 0, []
    for seed in _SEEDS:
        blocks = written(seed, profile).department.blocks
        for kind in KINDS:
            dice = Random(f"{seed}{kind}{form}")
            planted = plant(kind, dice, _material(seed, profile, form).submission.passages, blocks)
            if planted is None:
                continue
            planted_of[kind] += 1
            marks = _new_marks(seed, profile, form, planted)
            several += len(marks) > 1
            if _is_found(planted, marks):
                found[kind] += 1
            else:
                passage = planted.passages[planted.index]
                missed.append(f"{kind} {seed}: {passage.text[:200]} {planted.quote}")
    say(record_property, f"{profile} {form}", [f"{k} {found[k]}/{planted_of[k]}" for k in KINDS])
    assert set(planted_of) == set(KINDS) - ({"无差异"} if profile == "shanghai" else set())
    assert found.total() >= _LEAST * planted_of.total(), missed
    assert several <= 0.05 * planted_of.total()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planted_is_in_the_text(kind: str, tmp_path: Path) -> None:
    """The planting changes one paragraph and nothing else."""
    material = in_text(301, "henan", tmp_path)
    blocks = written(301, "henan").department.blocks
    planted = plant(kind, Random(kind), material.submission.passages, blocks)
    assert planted is not None
    pairs = zip(material.submission.passages, planted.passages, strict=True)
    changed = [index for index, (old, new) in enumerate(pairs) if old != new]
    assert changed == [planted.index]
    assert planted.quote in planted.passages[planted.index].text
