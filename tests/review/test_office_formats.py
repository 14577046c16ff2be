"""Files of other office programs say what their .docx says."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from support.folders import SAMPLES
from support.needs import find_office
from support.office_files import (
    TWINS,
    WRITTEN,
    differences,
    save_as,
    say,
    write_originals,
)
from typer.testing import CliRunner

from generator import build
from generator.cli.app import app
from generator.tasks.import_files.importing import import_files

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS = (*WRITTEN, *TWINS)
_SAMPLE = "孟津2024-更正"


@pytest.fixture(scope="module")
def office() -> str:
    return find_office()


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Two texts of the pile with errors, and a document of ours with its tables."""
    folder = tmp_path_factory.mktemp("originals")
    own = folder / "成稿.docx"
    build(SAMPLES / _SAMPLE, docx=own)
    return (*write_originals(folder, 2, "formats"), own)


@pytest.fixture(scope="module")
def saved(
    office: str, originals: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, ...]]:
    """The same files in each format."""
    return {
        suffix: save_as(office, originals, suffix, tmp_path_factory.mktemp(suffix[1:]))
        for suffix in _FORMATS
    }


@pytest.mark.parametrize("suffix", _FORMATS)
def test_the_same_is_said_as_of_the_docx(
    suffix: str, originals: tuple[Path, ...], saved: dict[str, tuple[Path, ...]]
) -> None:
    for original, path in zip(originals, saved[suffix], strict=True):
        assert not list(differences(say(original), say(path)))
    assert say(originals[0]).findings


def test_a_pile_reads_them_in_bounded_processes_whatever_the_suffix(
    saved: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    pile = tmp_path / "送审"
    pile.mkdir()
    for suffix, wrong in ((".doc", ".docx"), (".wps", ".wps"), (".rtf", ".doc"), (".odt", ".pdf")):
        (pile / f"{suffix[1:]} 的{wrong}").write_bytes(saved[suffix][0].read_bytes())
    target = tmp_path / "结果.json"
    CliRunner().invoke(app, ["review", str(pile), "--format", "json", "-o", str(target)])
    documents = json.loads(target.read_text(encoding="utf-8"))["documents"]
    assert len(documents) == 4
    assert {one["verdict"] for one in documents} == {"error"}
    assert len({one["summary"]["error"] for one in documents}) == 1


def test_one_comes_back_as_word_with_remarks(
    saved: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    target = tmp_path / "批注.docx"
    arguments = ["review", str(saved[".doc"][0]), "--format", "docx", "-o", str(target)]
    CliRunner().invoke(app, arguments)
    with zipfile.ZipFile(target) as archive:
        assert b"<w:comment " in archive.read("word/comments.xml")


def test_tables_are_imported_from_them(
    originals: tuple[Path, ...], saved: dict[str, tuple[Path, ...]], tmp_path: Path
) -> None:
    expected = import_files((originals[-1],), tmp_path / "docx")
    rows = {one.table.form: one.sheet.rows for one in expected.tables}
    assert len(rows) == 9
    for suffix in _FORMATS:
        found = import_files((saved[suffix][-1],), tmp_path / suffix[1:])
        assert {one.table.form: one.sheet.rows for one in found.tables} == rows
