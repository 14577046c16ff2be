"""The page of a second round in a real browser: its filter, the changes of the text, the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.browser import FAINT_TEXTS, open_page
from support.piles import submit
from support.submitted import SAMPLE, write_text, wrong_text, wrong_total
from typer.testing import CliRunner

from generator.cli.app import app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_DESKTOP, _PHONE = (1400, 900), (390, 844)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a second round: a number changed wrongly, words doubled before put right."""
    folder = tmp_path_factory.mktemp("轮次")
    first = wrong_text().replace("主要原因是", "主要原因是经费经费", 1)
    write_text(folder / "一" / "甲.txt", first)
    submit(folder / "一" / "乙.txt", "江河市水利局")
    second = wrong_text().replace(wrong_total(), "999.00")
    write_text(folder / "二" / "甲改.txt", second)
    submit(folder / "二" / "乙改.txt", "江河市水利局")
    options = ("--data", str(SAMPLE), "--format", "html")
    for name, more in (("一", ()), ("二", ("--previous", str(folder / "一果")))):
        arguments = ["review", str(folder / name), *options, "-o", str(folder / f"{name}果"), *more]
        CliRunner().invoke(app, arguments)
    return folder / "二果"


def _shown(page: Page) -> list[str]:
    found = page.locator(".finding:visible")
    return [str(one) for one in found.evaluate_all("all => all.map(e => e.dataset.round)")]


@pytest.mark.parametrize("size", [_DESKTOP, _PHONE])
def test_findings_are_filtered_by_their_state(
    browser: Browser, pages: Path, size: tuple[int, int]
) -> None:
    with open_page(browser, pages / "甲改-审核.html", size) as page:
        assert {"miscorrected", "fixed"} <= set(_shown(page))
        for state in ("miscorrected", "fixed"):
            page.locator('select[data-filter="round"]').select_option(state)
            assert set(_shown(page)) == {state}
        page.locator('select[data-filter="round"]').select_option("")
        page.locator(".changes summary").click()
        assert page.locator(".changes del").first.is_visible()
        assert "999.00" in page.locator(".changes").inner_text()
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(wide)
        assert page.evaluate(FAINT_TEXTS) == []


def test_files_are_filtered_by_the_states_of_their_findings(browser: Browser, pages: Path) -> None:
    with open_page(browser, pages / "index.html", _DESKTOP) as page:
        assert page.locator(".files tbody tr:visible").count() == 2
        page.locator('select[data-filter="states"]').select_option("miscorrected")
        assert page.locator(".files tbody tr:visible .file").all_inner_texts() == ["甲改.txt"]
