"""Tables over several pages of a PDF: wherever a page ends, no row is lost."""

import random
import shutil
from pathlib import Path

import pytest
from support.folders import DATA
from support.mutation_run import amounts_of, read_grid
from support.table_media import format_print
from support.table_mutations import Change
from support.written import import_files

from generator.base.severity import Severity

FORMS = [f"公开0{number}" for number in range(1, 10)]


@pytest.mark.parametrize("rows", [2, 3, 4, 5, 7, 11, 20])
@pytest.mark.parametrize("form", FORMS)
def test_every_break(form: str, rows: int, tmp_path: Path) -> None:
    change = Change(form, read_grid(DATA / f"{form}.csv"), random.Random(0))
    (tmp_path / "a.pdf").write_bytes(format_print(change, rows))
    (tmp_path / "one").mkdir()
    shutil.copy(DATA / f"{form}.csv", tmp_path / "one")
    report = import_files([tmp_path / "a.pdf"], tmp_path / "out")
    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []
    assert amounts_of(tmp_path / "out")[0] == amounts_of(tmp_path / "one")[0]
