"""The HTML page in a real browser: headless Chromium, the page opened as a file."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.browser import open_page
from support.placed import box_of

import generator
from generator.figures.explain import explain_figure
from generator.model.block import Cover, DocumentContent, Paragraph, Part, Role, Span
from generator.model.figure import Figure, Source
from generator.model.place import Place
from generator.reporting.page import format_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parent.parent.parent
_DESKTOP, _PHONE = (1280, 900), (390, 844)
_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)></script>"


@pytest.fixture(scope="module", params=["data", "samples/孟津2024-原样"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "决算.html"
    generator.build(_ROOT / request.param, html=path)
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with open_page(browser, file, _DESKTOP) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, file: Path) -> Iterator[Page]:
    with open_page(browser, file, _PHONE) as opened:
        yield opened


def _number(page: Page, look: str = "%") -> Locator:
    return page.locator("[data-part='3'] .figure", has_text=look).first


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.className"))


def test_a_click_shows_formula_and_source_cells(page: Page) -> None:
    panel = page.locator("#panel")
    assert panel.is_hidden()
    _number(page).click()
    assert panel.is_visible()
    assert _number(page).inner_text() in panel.locator(".value").inner_text()
    assert "÷" in panel.locator(".words").inner_text()
    assert "÷" in panel.locator(".numbers").inner_text()
    assert panel.locator(".formula").inner_text().startswith("=ROUND(")
    sources = panel.locator(".cells li")
    assert sources.count() >= 2
    first = sources.first.inner_text()
    assert "公开0" in first
    assert "行：" in first
    assert "栏：" in first
    box = box_of(panel)
    assert 0 <= box["x"] <= box["x"] + box["width"] <= _DESKTOP[0]


def test_every_number_opens_a_panel(page: Page) -> None:
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".figure")].map(number => {
            number.click();
            const text = document.querySelector("#panel .value").textContent;
            const words = document.querySelector("#panel .words").textContent;
            const open = !document.getElementById("panel").hidden;
            return open && words !== "" && text.startsWith(number.textContent);
        })"""
    )
    assert len(shown) > 100
    assert all(shown)


@pytest.mark.parametrize("edge", ["start", "center", "end"])
def test_the_panel_stays_in_the_window(page: Page, edge: str) -> None:
    longest = page.evaluate(
        """() => {
            const numbers = JSON.parse(document.getElementById("numbers").textContent);
            const counts = numbers.figures.map(figure => figure.sources.length);
            return counts.indexOf(Math.max(...counts));
        }"""
    )
    number = page.locator(f".figure[data-figure='{longest}']").first
    number.evaluate("(element, edge) => element.scrollIntoView({block: edge})", edge)
    number.click()
    box, clicked = box_of(page.locator("#panel")), box_of(number)
    assert 0 <= box["y"] <= box["y"] + box["height"] <= _DESKTOP[1]
    above, below = box["y"] + box["height"] <= clicked["y"], box["y"] >= clicked["y"]
    assert above or below
    assert box["height"] > 200


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    _number(page).click()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert "figure" in _focused(page)


def test_the_close_button_and_a_click_beside_close(page: Page) -> None:
    _number(page).click()
    page.locator("#panel .close").click()
    assert page.locator("#panel").is_hidden()
    _number(page).click()
    page.locator("[data-part='3'] .part-heading").click()
    assert page.locator("#panel").is_hidden()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_keyboard_is_enough(page: Page, key: str) -> None:
    first = page.locator(".figure").first
    first.focus()
    page.keyboard.press(key)
    assert page.locator("#panel").is_visible()
    assert _focused(page) == "close"
    page.keyboard.press("Tab")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement === document.querySelectorAll('.figure')[1]")


def test_another_number_takes_the_panel_over(page: Page) -> None:
    numbers = page.locator("[data-part='3'] .figure")
    numbers.nth(0).click()
    before = page.locator("#panel-title").inner_text()
    numbers.nth(2).scroll_into_view_if_needed()
    page.keyboard.press("Escape")
    numbers.nth(2).click()
    assert page.locator("#panel-title").inner_text() != before
    assert page.locator(".figure.open").count() == 1


def test_a_contents_link_scrolls(page: Page) -> None:
    assert page.evaluate("scrollY") == 0
    page.get_by_role("link", name=re.compile("^九、.*“三公”经费.*说明")).click()
    assert page.evaluate("scrollY") > 1000
    heading = page.locator(":target")
    assert "“三公”经费" in heading.inner_text()
    assert 0 <= box_of(heading)["y"] < 200


def test_numbers_are_selected_with_the_text(page: Page) -> None:
    copied = page.evaluate(
        """() => {
            const paragraph = document.querySelector("[data-part='3'] .figure").parentElement;
            getSelection().selectAllChildren(paragraph);
            return [getSelection().toString(), paragraph.textContent];
        }"""
    )
    assert copied[0].strip() == copied[1]


def test_a_phone_scrolls_only_downwards(phone: Page) -> None:
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= _PHONE[0]
    boxes = phone.evaluate(
        "[...document.querySelectorAll('.scroll')].map(b => [b.clientWidth, b.scrollWidth])"
    )
    assert len(boxes) == len(phone.query_selector_all("table")) >= 9
    assert all(shown < whole for shown, whole in boxes)


def test_a_tap_shows_the_panel_and_keeps_the_number_in_sight(phone: Page) -> None:
    number = _number(phone)
    number.evaluate("element => element.scrollIntoView(false)")
    number.click()
    panel = box_of(phone.locator("#panel"))
    assert panel["width"] == _PHONE[0]
    assert panel["y"] + panel["height"] <= _PHONE[1] + 1
    box = box_of(number)
    assert box["y"] + box["height"] <= panel["y"]
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= _PHONE[0]


def test_print_looks_like_plain_text(page: Page) -> None:
    _number(page).click()
    page.emulate_media(media="print")
    assert page.locator("#panel").is_hidden()
    assert page.locator(".summary").is_hidden()
    assert page.locator(".up").is_hidden()
    look = _number(page).evaluate(
        "n => [getComputedStyle(n).borderBottomStyle, getComputedStyle(n).backgroundColor]"
    )
    assert look == ["none", "rgba(0, 0, 0, 0)"]


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    source = Source(Place(_EVIL, 1, 1, _EVIL, _EVIL, _EVIL), _EVIL, Decimal(1))
    figure = Figure(_EVIL, None, unit=_EVIL, origin=source)
    paragraph = Paragraph(Role.BODY, (Span(_EVIL), Span("1.00", figure=figure)))
    content = DocumentContent(
        Cover(_EVIL, _EVIL, _EVIL, _EVIL), _EVIL, (Part(_EVIL, (paragraph,), _EVIL),)
    )
    file = tmp_path / "hostile.html"
    file.write_text(format_page(content, (), explain_figure), encoding="utf-8")
    with open_page(browser, file, _DESKTOP) as page:
        page.locator(".figure").click()
        assert _EVIL in page.locator("#panel-title").inner_text()
        assert _EVIL in page.locator("#panel .cells").inner_text()
        assert page.locator("img").count() == 0
