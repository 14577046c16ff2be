"""Every number of the text follows from the cells it names by the formula it names."""

import json
from pathlib import Path

import pytest
from oracle.department import random_department
from oracle.folder import write_folder
from support.explained import recomputed
from support.folders import DATA, SAMPLE_FOLDERS
from support.program import Shell

from generator.tasks.clauses import parse_clause
from generator.tasks.explain import explain_clause


def _wrong(folder: Path) -> list[str]:
    numbers = explain_clause(folder)
    assert len(numbers) > 40
    found = (recomputed(folder, number) for number in numbers)
    return [problem for problem in found if problem]


@pytest.mark.parametrize("folder", SAMPLE_FOLDERS, ids=lambda folder: folder.name)
def test_numbers_of_the_samples_follow_from_their_cells(folder: Path) -> None:
    assert _wrong(folder) == []


@pytest.mark.parametrize("first", range(0, 40, 5))
def test_numbers_of_random_departments_follow_from_their_cells(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + 5):
        folder = tmp_path / str(seed)
        write_folder(random_department(seed), folder, variant=seed)
        assert _wrong(folder) == [], f"seed {seed}"


def test_random_departments_have_both_profiles() -> None:
    assert {random_department(seed).profile for seed in range(40)} == {"henan", "henan-itemised"}


def test_every_number_of_the_text_is_explained() -> None:
    """In the order of the text, so that a number can be followed with the finger."""
    explained = [number for number in explain_clause(DATA, "五（三）1") if number.where]
    assert [number.printed for number in explained] == ["401.87", "411.02", "102.28%"]
    cells = [line.source.place.address for line in explained[2].explanation.sources]
    files = [line.source.place.file for line in explained[2].explanation.sources]
    assert (files, cells) == (["公开05.csv", "年初预算.csv"], ["C10", "C3"])
    assert explained[2].explanation.formula == "ROUND([1]/[2]*100,2)"


# Clauses


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("五", ("五", "", "")),
        ("五（三）", ("五", "三", "")),
        ("五(三)2", ("五", "三", "2")),
        ("五 （三） 21", ("五", "三", "21")),
        ("第五节（三）第2项", ("五", "三", "2")),
        ("十三（二）", ("十三", "二", "")),
        ("5", None),
        ("五（3）", None),
        ("公开05", None),
    ],
)
def test_clauses_are_read(text: str, clause: tuple[str, str, str] | None) -> None:
    assert parse_clause(text) == clause


def _clauses(where: str) -> set[str]:
    return {number.where for number in explain_clause(DATA, where)}


def test_a_section_has_all_its_clauses() -> None:
    assert {"五（一）", "五（二）", "五（三）1", "五（三）12"} <= _clauses("五")
    assert all(clause.startswith("五") for clause in _clauses("五"))


def test_a_clause_is_not_the_beginning_of_another() -> None:
    assert _clauses("五(三)1") == {"五（三）1"}
    assert _clauses("十") == {"十"}
    assert _clauses("九（二）2") == {"九（二）2"}


def test_a_clause_without_numbers_is_known(shell: Shell) -> None:
    found = shell.run("explain", DATA, "十三（三）")
    assert found.status == 0


@pytest.mark.parametrize("where", ["十四", "五（四）", "五（三）99", "公开05", "5"])
def test_unknown_clause_lists_the_known_ones(shell: Shell, where: str) -> None:
    found = shell.run("explain", DATA, where)
    assert found.status == 3
    assert f"没有“{where}”" in found.err
    assert "五（三）12" in found.err
    assert found.out == ""


# On the screen and as JSON


def test_json_holds_formula_and_cells(shell: Shell) -> None:
    found = shell.run("explain", DATA, "五（三）1", "--format", "json")
    assert found.status == 0
    assert found.err == ""
    numbers = json.loads(found.out)["numbers"]
    assert [number["printed"] for number in numbers] == ["401.87", "411.02", "102.28%"]
    source = numbers[0]["sources"][0]
    assert (source["file"], source["cell"], source["text"]) == ("年初预算.csv", "C3", "401.87")


def test_json_of_everything_is_the_same_numbers(shell: Shell) -> None:
    numbers = json.loads(shell.run("explain", DATA, "--format", "json").out)["numbers"]
    explained = explain_clause(DATA)
    assert [n["printed"] for n in numbers] == [number.printed for number in explained]
    assert [n["formula"] for n in numbers] == [n.explanation.formula for n in explained]


def test_screen_shows_words_numbers_formula_and_cells(shell: Shell) -> None:
    out = shell.run("explain", DATA, "五（三）1").out
    assert "五（三）1　1. 一般公共服务支出（类）" in out
    assert "411.02 ÷ 401.87 × 100" in out
    assert "=ROUND([1]/[2]*100,2)" in out
    assert "公开05.csv C10" in out
