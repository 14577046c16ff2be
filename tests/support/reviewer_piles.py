"""A drawn pile in two rounds as it lies on a reviewer's disk, and what a reviewer does on pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from piles.model import Fate
from piles.planning import plan_pile
from piles.rounds import Became, plan_second
from piles.writing import BOOK, FILES, LIST, write_files, write_pile

from .serving import accessibility_faults, is_wider_than_the_screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from playwright.sync_api import Locator, Page

PATIENCE = 240_000  # ms
_MOST = 150  # stops of the Tab key on a page
_FOCUSED = """() => {
    const found = document.activeElement;
    const name = found.ariaLabel ?? found.labels?.[0]?.innerText ?? found.innerText ?? "";
    const ring = getComputedStyle(found.labels?.[0] ?? found).outlineStyle !== "none"
        || getComputedStyle(found).outlineStyle !== "none";
    return [name.trim(), ring];
}"""


class Material:
    """What lies on the reviewer's disk: two rounds of a pile, the list, the bureau's workbook."""

    def __init__(self, room: Path, count: int, seed: str) -> None:
        pile = plan_pile(count, seed)
        none = {Fate.ENDLESS, Fate.OLDER}
        first = replace(pile, sent=tuple(one for one in pile.sent if one.fate not in none))
        second, self._followed = plan_second(first, seed)
        write_pile(first, room / "一", 1)
        write_files(second, room / "二", 1)
        self._room = room

    @property
    def beside(self) -> list[Path]:
        """The list and the workbook."""
        return [self._room / "一" / LIST, self._room / "一" / BOOK]

    def files(self, number: str) -> list[Path]:
        """Return the submitted files of a round."""
        folder = self._room / number / FILES if number == "一" else self._room / number
        return sorted(one for one in folder.rglob("*") if one.is_file())

    def became(self, state: Became) -> set[str]:
        """Return the names of the files of the second round that have an error of a state."""
        return {
            one.now.file.rpartition("/")[2]
            for one in self._followed
            if any(told is state for _, told in one.became)
        }


def add_files(page: Page, files: Sequence[Path]) -> None:
    """Choose files, and wait for what was recognised."""
    page.locator("#add-files").set_input_files([str(one) for one in files])
    page.wait_for_url("**/reviewer/received/**")


def rows_of(page: Page) -> Locator:
    """Return the rows of the table of a desk."""
    return page.locator(".files tbody tr")


def names_of(page: Page) -> list[str]:
    """Return the names of the files in the table, without their folders."""
    texts = page.locator(".files tbody tr .file").all_inner_texts()
    return [text.rpartition("/")[2] for text in texts]


def wait_until_reviewed(page: Page) -> None:
    """Wait for the end of a run, and open the desk as it is then."""
    page.wait_for_function(
        "() => document.getElementById('progress').hidden", timeout=PATIENCE, polling=300
    )
    page.reload()
    rows_of(page).first.wait_for()


def look_over(page: Page) -> None:
    """Hold what every page keeps: nothing serious of axe-core, nothing wider than the screen."""
    assert accessibility_faults(page) == []
    assert not is_wider_than_the_screen(page)


def reach(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab (or Shift+Tab) until what is called so has the focus, and is seen to have it."""
    for _ in range(_MOST):
        page.keyboard.press(key)
        found, seen = page.evaluate(_FOCUSED)
        if found.startswith(name):
            assert seen, name
            return
    raise AssertionError(name)


def press(page: Page, name: str, key: str = "Tab") -> None:
    """Reach what is called so, and press Enter on it."""
    reach(page, name, key)
    page.keyboard.press("Enter")
