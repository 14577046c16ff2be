"""Our own texts, all reasons given, come back from a review without an error or warning."""

from pathlib import Path

import pytest
from drawn import PROFILES, in_text, in_word, write_complete, written
from support.folders import SAMPLES, copy_data
from support.needs import find_office
from support.submission_round import convert_to_pdf

from generator.base.severity import Severity
from generator.model.finding import Finding
from generator.model.review import Review
from generator.model.submission import Standing
from generator.reporting.text import format_text
from generator.tasks.department import render_word, write_department
from generator.tasks.review import review_file, review_material
from generator.tasks.submitted import Material, read_material

# 200 departments: every third seed in another profile; both formats are read in turn.
_DEPARTMENTS = 200
_CHUNK = 10
_CLEAN = ("事业单位2024", "元单位2024", "孟津2024-更正", "新设单位2024")
_PDFS = 20


def _profile(seed: int) -> str:
    return PROFILES[seed % len(PROFILES)]


def _grave(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(f.code, f.message) for f in findings if f.severity is not Severity.INFO}


def _remarks(seed: int, material: Material, own: tuple[Finding, ...]) -> list[str]:
    """Return what a review says besides what a check says of the same data."""
    review = review_material(material)
    assert review is not None
    assert review.verdicts
    data = _grave(own)
    return [
        f"{seed} {material.name}: {finding.code} {finding.message} {finding.places[:1]}"
        for finding in review.findings
        if finding.severity is not Severity.INFO and (finding.code, finding.message) not in data
    ]


@pytest.mark.parametrize("first", range(0, _DEPARTMENTS, _CHUNK))
def test_our_own_text_has_nothing_wrong(first: int, tmp_path: Path) -> None:
    remarks: list[str] = []
    for seed in range(first, first + _CHUNK):
        own = written(seed, _profile(seed)).department.findings
        remarks += _remarks(seed, in_text(seed, _profile(seed), tmp_path), own)
        remarks += _remarks(seed, in_word(seed, _profile(seed), tmp_path), own)
    assert remarks == []


def test_our_own_pdf_has_nothing_wrong(tmp_path: Path) -> None:
    office = find_office()
    documents = []
    for seed in range(_PDFS):
        path = tmp_path / f"{seed}.docx"
        path.write_bytes(render_word(written(seed, _profile(seed)).department)[0])
        documents.append(path)
    convert_to_pdf(office, documents, tmp_path)
    remarks: list[str] = []
    for seed, path in enumerate(documents):
        own = written(seed, _profile(seed))
        material = read_material(path.with_suffix(".pdf"))._replace(given=own.given)
        remarks += _remarks(seed, material, own.department.findings)
    assert remarks == []


def _sample(name: str, folder: Path) -> tuple[Path, tuple[Finding, ...]]:
    """Write the text and the Word file of a clean sample whose gaps are filled."""
    data = copy_data(folder / "数据", SAMPLES / name)
    department = write_complete(data)
    (folder / "稿.docx").write_bytes(render_word(department)[0])
    (folder / "稿.txt").write_text(format_text(department.blocks), encoding="utf-8")
    return data, department.findings


@pytest.mark.parametrize("name", _CLEAN)
def test_a_clean_sample_has_nothing_wrong(name: str, tmp_path: Path) -> None:
    data, findings = _sample(name, tmp_path)
    for file in ("稿.txt", "稿.docx"):
        review = review_file(tmp_path / file, data)
        assert _grave(review.findings) <= _grave(findings), file
        assert review.verdicts


@pytest.mark.parametrize("name", _CLEAN)
def test_a_clean_sample_is_clean_by_its_own_tables(name: str, tmp_path: Path) -> None:
    """Without data: budgets, last year and counts are those that the text states."""
    _, findings = _sample(name, tmp_path)
    review = review_file(tmp_path / "稿.docx")
    assert [_line(f) for f in review.findings if _is_new(f, findings)] == []
    checked = [v for v in review.verdicts if v.standing is not Standing.UNCHECKED]
    assert len(checked) >= 0.5 * len(review.verdicts)


def _line(finding: Finding) -> str:
    return f"{finding.code} {finding.message} {finding.places[:1]}"


def _is_new(finding: Finding, known: tuple[Finding, ...]) -> bool:
    """Whether a finding is an error or warning of a rule that the data itself does not break."""
    codes = {f.code for f in known if f.severity is not Severity.INFO}
    # The grade of the whole evaluation: N13b of the data, R18 of the text.
    codes |= {"R18"} if "N13b" in codes else set()
    return finding.severity is not Severity.INFO and finding.code not in codes


def test_what_the_data_warns_of_is_said_in_the_review_too(tmp_path: Path) -> None:
    """Overspent 三公 is no error of the text: it comes from the check of the data."""
    data = copy_data(tmp_path / "数据", SAMPLES / "孟津2024-更正")
    department = write_department(data)
    (tmp_path / "稿.txt").write_text(format_text(department.blocks), encoding="utf-8")
    review = review_file(tmp_path / "稿.txt", data)
    assert _codes(department.findings, "F05") == _codes(review.findings, "F05") != set()


def _codes(findings: tuple[Finding, ...], code: str) -> set[str]:
    return {finding.message for finding in findings if finding.code == code}


def test_the_text_of_another_department_is_not_called_clean(tmp_path: Path) -> None:
    """The check of this file can fail: a text beside another one's data has errors."""
    own = in_text(1, "henan", tmp_path)
    review = review_material(own._replace(given=written(2, "henan").given))
    assert isinstance(review, Review)
    assert review.count(Severity.ERROR) > 0
