"""The text and the findings of every data folder in the tree are what was read and approved."""

from functools import cache
from pathlib import Path

import pytest
from support.findings import line_of
from support.folders import DATA, EXPECTED, SAMPLE_FOLDERS, SAMPLES, files_in
from support.recompute import SECTIONS, Restated, split_sections

from generator import build
from generator.tasks.build import BuildResult
from generator.tasks.templates.comparing import compare_sentences, split_sentences

_NAMES = ("正文.txt", "问题.txt")
_PARTS = [(folder, name) for folder in SAMPLE_FOLDERS for name in _NAMES]
# The tables of the first contradict one another on purpose, so that no single recomputation is the
# right one; the second has another form, and its text is held to the published one.
_NOT_RECOMPUTED = {"孟津2024-原样", "普陀财政2024"}
_RECOMPUTED = [folder for folder in SAMPLE_FOLDERS if folder.name not in _NOT_RECOMPUTED]


@cache
def _built(folder: Path) -> BuildResult:
    return build(folder)


def _expected_folder(folder: Path) -> Path:
    return EXPECTED / "data" if folder == DATA else folder / "预期"


def _made(folder: Path, name: str) -> str:
    result = _built(folder)
    if name == "正文.txt":
        return result.text
    return "".join(f"{line_of(finding)}\n" for finding in result.findings)


def _differences(title: str, before: str, after: str) -> list[str]:
    """Return the changed sentences, old and new, below a title."""
    old, new = (
        [s for line in t.splitlines() for s in split_sentences(line)] for t in (before, after)
    )
    lines = [title]
    for change in compare_sentences(old, new):
        for sign, side in (("－", change.before), ("＋", change.after)):
            if side:
                lines.append(f"  {sign} {''.join(words.text for words in side)}")
    return lines if len(lines) > 1 else []


@pytest.mark.parametrize(
    ("folder", "name"), _PARTS, ids=[f"{folder.name}-{Path(name).stem}" for folder, name in _PARTS]
)
def test_text_and_findings_are_as_approved(
    folder: Path,
    name: str,
    update: bool,  # noqa: FBT001
    changed: list[str],
) -> None:
    path = _expected_folder(folder) / name
    made = _made(folder, name)
    if update:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        changed += _differences(f"{folder.name} {name}", before, made)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_no_expected_file_is_unused() -> None:
    wanted = {path.as_posix() for path in map(_expected_folder, SAMPLE_FOLDERS)}
    found = {path.parent.as_posix() for path in SAMPLES.rglob("预期/*")}
    found |= {path.parent.as_posix() for path in EXPECTED.rglob("*") if path.is_file()}
    assert found == wanted
    for folder in SAMPLE_FOLDERS:
        assert set(files_in(_expected_folder(folder))) == set(_NAMES)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("folder", _RECOMPUTED, ids=lambda folder: folder.name)
def test_claims_are_recomputed_from_the_files(folder: Path, section: str) -> None:
    text = split_sections(_built(folder).text)[section]
    clauses = Restated(folder).clauses(section)
    assert clauses
    assert [clause for clause in clauses if clause not in text] == []
