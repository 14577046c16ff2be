"""A mistake of the program itself while it reviews: it costs one file of a pile, no more."""

import json
from pathlib import Path

import pytest
from support.program import Shell
from support.submitted import SAMPLE, right_text, write_text

from generator.tasks.review_many import reports, run

BROKEN = "乙局.txt"
BUGS = [IndexError("tuple index out of range"), MemoryError(), RecursionError("too deep")]


@pytest.fixture
def pile(shell: Shell) -> Path:
    """Three files that are in order."""
    text = right_text()
    for name in ("甲局.txt", BROKEN, "丙局.txt"):
        write_text(shell.folder / "送审" / name, text)
    return shell.folder / "送审"


def break_review(monkeypatch: pytest.MonkeyPatch, bug: Exception) -> None:
    real = run.review_file

    def review(file: Path, data: object) -> object:
        if file.name == BROKEN:
            raise bug
        return real(file, data)

    monkeypatch.setattr(run, "review_file", review)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: type(bug).__name__)
def test_the_rest_of_a_pile_goes_on(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch, bug: Exception
) -> None:
    break_review(monkeypatch, bug)
    found = shell.run("review", pile, "--data", SAMPLE, "--format", "json", "--fail-on", "error")
    assert found.status == 1
    documents = {one["document"]: one for one in json.loads(found.out)["documents"]}
    assert set(documents) == {"甲局.txt", BROKEN, "丙局.txt"}
    reason = documents[BROKEN]["unusable"]
    assert "无法审核" in reason
    assert "程序的缺陷" in reason
    assert type(bug).__name__ in reason
    assert "维护者" in reason
    assert all(documents[name]["findings"] is not None for name in ("甲局.txt", "丙局.txt"))


def test_the_screen_names_the_file(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_review(monkeypatch, BUGS[0])
    found = shell.run("review", pile, "--data", SAMPLE)
    assert found.status == 1
    assert "程序的缺陷" in found.out
    assert "Traceback" not in found.said


def test_a_single_file_ends_with_the_status_of_a_bug(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_review(monkeypatch, BUGS[0])
    found = shell.run("review", pile / BROKEN, "--data", SAMPLE)
    assert found.status == 4
    assert "程序的缺陷" in found.err


@pytest.mark.parametrize("output_format", ["html", "docx"])
def test_a_report_that_cannot_be_made_costs_its_file(
    shell: Shell, pile: Path, monkeypatch: pytest.MonkeyPatch, output_format: str
) -> None:
    maker = {"html": "format_review_page", "docx": "annotate_plain"}[output_format]
    real = getattr(reports, maker)
    calls = []

    def make(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyError(maker)
        return real(*arguments)

    monkeypatch.setattr(reports, maker, make)
    made = shell.folder / "结果"
    found = shell.run("review", pile, "--data", SAMPLE, "--format", output_format, "-o", made)
    assert found.status == 1
    assert "程序的缺陷" in found.err
    assert len([p for p in made.iterdir() if p.name != "index.html"]) == 2
