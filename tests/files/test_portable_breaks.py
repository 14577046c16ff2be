"""Tables over several pages of a PDF: wherever a page ends, no row is lost."""

import random
from pathlib import Path

import pytest
from support.folders import DATA
from support.mutation_run import amounts_alone, amounts_of, read_grid
from support.table_media import format_print
from support.table_mutations import FORMS, Change
from support.written import import_files

from generator.base.severity import Severity


@pytest.mark.parametrize("rows", [2, 3, 4, 5, 7, 11, 20])
@pytest.mark.parametrize("form", FORMS)
def test_every_break(form: str, rows: int, tmp_path: Path) -> None:
    change = Change(form, read_grid(DATA / f"{form}.csv"), random.Random(0))
    (tmp_path / "a.pdf").write_bytes(format_print(change, rows))
    report = import_files([tmp_path / "a.pdf"], tmp_path / "out")
    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []
    assert amounts_of(tmp_path / "out")[0] == amounts_alone([form], tmp_path)


@pytest.mark.parametrize("at", range(8, 14))
def test_a_repeated_head_that_a_page_divides(at: int, tmp_path: Path) -> None:
    """The rest of it stands above the rows of the next page, with no title."""
    change = Change("公开03", read_grid(DATA / "公开03.csv"), random.Random(0))
    start = change.body()
    change.grid[at:at] = [list(row) for row in change.grid[start - 3 : start]]
    (tmp_path / "a.pdf").write_bytes(format_print(change, 5))
    import_files([tmp_path / "a.pdf"], tmp_path / "out")
    assert amounts_of(tmp_path / "out")[0] == amounts_alone(["公开03"], tmp_path)


@pytest.mark.parametrize("texts", [("0.95", "０．９５"), ("1.00", "2.00")])
def test_a_page_of_one_row_with_few_characters(texts: tuple[str, str], tmp_path: Path) -> None:
    change = Change("公开09", read_grid(DATA / "公开09.csv"), random.Random(0))
    start = change.body()
    del change.grid[start + 1 :]
    change.grid[start] = [texts[0], *[""] * 4, texts[1], *[""] * (change.width - 6)]
    heads = start - 1  # below the title, which stands above the table
    (tmp_path / "a.pdf").write_bytes(format_print(change, heads))
    import_files([tmp_path / "a.pdf"], tmp_path / "out")
    found = sorted(value for *_, value in amounts_of(tmp_path / "out")[0].elements())
    assert found == sorted(f"{float(text.replace('０．９５', '0.95')):.2f}" for text in texts)
