"""The tool's narrative of random departments makes exactly the claims of the oracle."""

import difflib
from pathlib import Path

import pytest
from oracle import mutation
from oracle.claims import (
    SECTIONS,
    Claim,
    UnreadNumberError,
    find_headings,
    read_claims,
    split_sections,
)
from oracle.department import random_department
from oracle.expected import expected_claims
from oracle.folder import write_folder
from oracle.model import Department

from generator import build

_READ = SECTIONS[:12]
_CHUNK = 5


def _narrative(department: Department, folder: Path) -> str:
    """Return the tool's text of a department; every seed has its own variant of files."""
    write_folder(department, folder, variant=department.seed)
    return build(folder).text


def _difference(section: str, text: str, department: Department) -> str:
    """Return what the text claims besides or instead of the expected claims, '' if nothing."""
    expected = expected_claims(department, section)
    try:
        read = read_claims(section, text, department.profile)
    except UnreadNumberError as error:
        return str(error)
    if read == expected:
        return ""
    lines = difflib.unified_diff(_lines(expected), _lines(read), "expected", "read", lineterm="")
    head = f"seed {department.seed} ({department.profile}), section {section}"
    return "\n".join([head, *lines, text])


def _has_direction(department: Department) -> bool:
    """Whether any section of the department says 增加 or 减少."""
    claims = (claim for section in _READ for claim in expected_claims(department, section))
    return any(claim.direction in {"增加", "减少", "增长", "下降"} for claim in claims)


def _lines(claims: list[Claim]) -> list[str]:
    """Return one line a claim."""
    return [f"{c.label}|{c.number}|{c.unit}|{c.direction}".rstrip("|") for c in claims]


@pytest.mark.parametrize("first", range(0, 200, _CHUNK))
def test_every_section_makes_the_expected_claims(first: int, tmp_path: Path) -> None:
    """Sections 一 … 十二 of five departments, claim by claim; all differences are shown."""
    differences: list[str] = []
    for seed in range(first, first + _CHUNK):
        department = random_department(seed)
        text = _narrative(department, tmp_path / str(seed))
        headings = [section for section, _, _ in find_headings(text)]
        assert headings[:12] == list(_READ), f"seed {seed}: headings {headings}"
        sections = split_sections(text)
        found = (_difference(section, sections[section], department) for section in _READ)
        differences += [difference for difference in found if difference]
    assert not differences, "\n\n".join(differences)


@pytest.mark.parametrize("first", range(0, 30, _CHUNK))
def test_small_errors_in_the_text_do_not_pass(first: int, tmp_path: Path) -> None:
    """Two figures exchanged, a figure dropped, a direction turned: the comparison fails."""
    for seed in range(first, first + _CHUNK):
        department = random_department(seed)
        sections = split_sections(_narrative(department, tmp_path / str(seed)))
        for mutate in (mutation.swap_two_figures, mutation.drop_figure, mutation.flip_direction):
            mutated = {s: mutate(sections[s], seed) for s in _READ}
            changed = any(mutated.values())
            # A new unit compares nothing: its text has no direction that could be turned.
            turns = mutate is not mutation.flip_direction or _has_direction(department)
            assert changed or not turns, f"seed {seed}: {mutate.__name__} found nothing"
            for section, text in mutated.items():
                if text is not None:
                    noticed = _difference(section, text, department)
                    assert noticed, f"seed {seed}, section {section}: {mutate.__name__}: {text}"
