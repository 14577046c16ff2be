"""The screen of `start` on a terminal of eighty columns."""

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from support.two_years import last_years_document, workbook

from generator.cli.start import run_start
from generator.reporting import screen


def test_lines_fit_a_terminal_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    last_years_document(tmp_path)
    workbook(tmp_path / "今年.xlsx")

    def screen_of(target: str, *, is_terminal: bool) -> list[str]:
        shown = io.StringIO()
        console = Console(
            file=shown,
            soft_wrap=True,
            highlight=False,
            force_terminal=is_terminal,
            width=80,
            color_system=None,
        )
        monkeypatch.setattr(screen, "open_console", lambda _: console)
        assert run_start([Path("今年.xlsx"), Path("去年.docx")], Path(target))
        return shown.getvalue().splitlines()

    wide = screen_of("甲", is_terminal=False)
    narrow = screen_of("乙", is_terminal=True)
    assert max(map(cell_len, wide)) > 80 >= max(map(cell_len, narrow))
    said = ["".join("".join(lines).split()).replace("乙", "甲") for lines in (wide, narrow)]
    assert said[0] == said[1]
