"""The page of `check` in a real browser: headless Chromium, the page opened as a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pytest
from support.browser import FAINT_TEXTS, open_page
from support.folders import SAMPLES
from support.placed import attribute_of, box_of

import generator
from generator.reporting.formats import CheckFormat
from generator.tasks.check import format_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from generator.tasks.check import CheckResult

pytestmark = pytest.mark.slow

_DESKTOP, _PHONE = (1280, 900), (360, 740)
# 公开02.csv D7: the total of 财政拨款收入, printed as 907.54 for 907.94 (tests/audited).
_CELL, _STATED, _EXPECTED = "t2-D7", "907.54", "907.94"
_TRANSPARENT = "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def result() -> CheckResult:
    return generator.check(SAMPLES / "孟津2024-原样")


@pytest.fixture(scope="module")
def file(result: CheckResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "核对.html"
    path.write_bytes(format_report(result, CheckFormat.HTML))
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    with open_page(browser, file, _DESKTOP) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, file: Path) -> Iterator[Page]:
    with open_page(browser, file, _PHONE, touch=True) as opened:
        yield opened


def _finding(page: Page) -> Locator:
    """The finding of the list whose faulty cell is _CELL."""
    return page.locator(f".findings .finding:has(.go[href='#{_CELL}'])")


def _mark(page: Page) -> Locator:
    return page.locator(f"#{_CELL} .mark")


def _look(cell: Locator, name: str) -> str:
    return str(cell.evaluate("(element, name) => getComputedStyle(element)[name]", name))


def _assert_in_window(cell: Locator, size: tuple[int, int]) -> None:
    box = box_of(cell)
    assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0]
    assert 0 <= box["y"] <= box["y"] + box["height"] <= size[1]


def test_a_finding_leads_to_its_cell(page: Page) -> None:
    cell = page.locator(f"#{_CELL}")
    assert page.evaluate("scrollY") == 0
    assert _look(cell, "outlineStyle") == "none"
    _finding(page).locator(".go").click()
    assert page.evaluate("scrollY") > 300
    _assert_in_window(cell, _DESKTOP)
    assert _look(cell, "outlineStyle") == "solid"
    assert cell.inner_text().strip() == _STATED
    assert _finding(page).get_attribute("aria-current") == "true"
    related = page.locator("td.beside")
    assert related.count() == len(attribute_of(_finding(page), "data-cells").split()) - 1
    assert _look(related.first, "outlineStyle") == "dashed"


def test_every_finding_leads_to_its_cell(page: Page) -> None:
    for number in range(page.locator(".findings .go").count()):
        link = page.locator(".findings .go").nth(number)
        target = page.locator(attribute_of(link, "href"))
        link.click()
        assert "current" in attribute_of(target, "class")
        if target.evaluate("element => element.tagName") == "TD":
            _assert_in_window(target, _DESKTOP)
        assert page.locator(".current:not(.finding)").count() == 1


def test_another_finding_takes_the_highlight_over(page: Page) -> None:
    links = page.locator(".findings .error .go")
    links.nth(1).click()
    links.nth(4).click()
    assert page.locator("td.current").count() == 1
    assert page.locator(".finding.current").count() == 1


def test_marks_tell_severity_by_more_than_colour(page: Page) -> None:
    fault, related = page.locator(".mark.faulty.error").first, page.locator(".mark.related").first
    info = page.locator(".mark.faulty.info").first
    assert _look(fault, "boxShadow") != _look(related, "boxShadow")
    assert _look(fault, "backgroundColor") != _look(related, "backgroundColor")
    assert _TRANSPARENT not in (_look(fault, "backgroundColor"), _look(related, "backgroundColor"))
    assert _look(info, "borderBottomStyle") == "dotted"


def test_a_click_on_a_cell_shows_its_findings(page: Page) -> None:
    panel = page.locator("#panel")
    assert panel.is_hidden()
    _mark(page).click()
    shown = panel.inner_text()
    assert "公开02.csv D7" in panel.locator(".panel-title").inner_text()
    for words in (f"现为 {_STATED}", f"应为 {_EXPECTED}", "相差 -0.40", "公式：", "位置："):
        assert words in shown
    assert panel.locator(".finding").count() == len(
        attribute_of(_mark(page), "data-findings").split()
    )
    _assert_in_window(panel, _DESKTOP)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert panel.is_visible()
    page.locator("h1").click()
    assert panel.is_hidden()


def test_pointing_at_a_cell_is_enough(page: Page) -> None:
    panel = page.locator("#panel")
    _mark(page).scroll_into_view_if_needed()
    _mark(page).hover()
    panel.wait_for(state="visible")
    assert _EXPECTED in panel.inner_text()
    panel.hover()
    page.wait_for_timeout(400)
    assert panel.is_visible()
    page.mouse.move(5, 5)
    panel.wait_for(state="hidden")


def test_the_keyboard_is_enough(page: Page) -> None:
    before = page.locator("#t2 .scroll")
    before.focus()
    panel = page.locator("#panel")
    for _ in range(page.locator("#t2 .mark").count()):
        page.keyboard.press("Tab")
        assert panel.is_visible()
        if page.evaluate("document.activeElement.closest('td').id") == _CELL:
            break
    assert _EXPECTED in panel.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.evaluate("document.activeElement.closest('td').id") == _CELL


def test_a_related_cell_is_one_click_away(page: Page) -> None:
    _mark(page).click()
    link = page.locator("#panel .spots a[href^='#t4-']").first
    target = attribute_of(link, "href")
    page.locator("#panel .more").first.click()
    link.click()
    assert "current" in attribute_of(page.locator(target), "class")
    _assert_in_window(page.locator(target), _DESKTOP)
    assert page.locator("#panel").is_hidden()


def test_from_a_cell_back_to_the_list(page: Page) -> None:
    number = attribute_of(_mark(page), "data-own").split("、")[0]
    page.locator(".filters [data-show='info']").click()
    _mark(page).click()
    page.locator("#panel .listed").first.click()
    assert page.locator(f"#f-{number}").is_visible()
    _assert_in_window(page.locator(f"#f-{number} .message"), _DESKTOP)


def test_the_list_is_filtered_by_severity(page: Page, result: CheckResult) -> None:
    findings = page.locator(".findings .finding")
    assert findings.count() == len(result.findings)
    for severity in ("error", "warning", "info"):
        button = page.locator(f".filters [data-show='{severity}']")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        expected = sum(one.severity.value == severity for one in result.findings)
        assert button.inner_text().endswith(str(expected))
        shown = page.locator(".findings .finding:visible")
        assert shown.count() == expected
        assert page.locator(f".findings .finding.{severity}:visible").count() == expected
        groups = page.locator(".group:visible")
        assert all(groups.nth(n).locator(".finding:visible").count() for n in range(groups.count()))
    page.locator(".filters [data-show='all']").click()
    assert page.locator(".findings .finding:visible").count() == len(result.findings)


def test_a_phone_scrolls_only_downwards(phone: Page) -> None:
    width = "document.scrollingElement.scrollWidth"
    assert phone.evaluate(width) <= _PHONE[0]
    boxes = phone.evaluate(
        "[...document.querySelectorAll('.scroll')].map(b => [b.clientWidth, b.scrollWidth])"
    )
    assert len(boxes) == 9
    assert all(shown < whole for shown, whole in boxes)
    for more in phone.locator(".findings .more").all():
        more.tap()
    assert phone.evaluate(width) <= _PHONE[0]


def test_a_tap_leads_to_the_cell_and_shows_why(phone: Page) -> None:
    _finding(phone).locator(".go").tap()
    cell, panel = phone.locator(f"#{_CELL}"), phone.locator("#panel")
    _assert_in_window(cell, _PHONE)
    assert panel.is_visible()
    assert _EXPECTED in panel.inner_text()
    box = box_of(panel)
    assert box["width"] == _PHONE[0]
    assert box["y"] + box["height"] <= _PHONE[1] + 1
    assert box_of(cell)["y"] + box_of(cell)["height"] <= box["y"]
    panel.locator(".close").tap()
    assert panel.is_hidden()
    _mark(phone).tap()
    assert panel.is_visible()
    _mark(phone).tap()
    assert panel.is_hidden()
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= _PHONE[0]


def test_the_print_holds_every_finding_and_whole_tables(page: Page, result: CheckResult) -> None:
    page.locator(".filters [data-show='warning']").click()
    _mark(page).click()
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(one.get_textpage().get_text_range() for one in pdf).split())
    for finding in result.findings:
        assert "".join(finding.message.split()) in text
        assert all(place.address in text for place in finding.places)
    assert "在清单中查看" not in text
    for form in range(1, 10):
        assert f"公开0{form}.csv" in text
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 800, "height": 700})  # less than A4 on its side
    boxes = page.evaluate(
        "[...document.querySelectorAll('.scroll')].map(b => [b.clientWidth, b.scrollWidth])"
    )
    assert all(whole <= shown for shown, whole in boxes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Contrast of at least 4.5 : 1 (WCAG AA), for every text that is shown."""
    page.emulate_media(color_scheme=scheme)
    _mark(page).click()
    faint = page.evaluate(FAINT_TEXTS)
    assert faint == []
