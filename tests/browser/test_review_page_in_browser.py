"""The page of `review` in a real browser: headless Chromium, the page opened as a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pytest
from support.browser import FAINT_TEXTS, open_page
from support.folders import SAMPLES, copy_data
from support.placed import attribute_of, box_of
from support.submitted import (
    SAMPLE,
    right_total,
    total_address,
    write_text,
    wrong_text,
    wrong_total,
)

import generator
from generator.figures.explain import explain_figure
from generator.model.reviewed_file import ReviewedFile
from generator.reporting.review_page import format_review_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from generator.model.review import Review

pytestmark = pytest.mark.slow

_DESKTOP, _PHONE = (1280, 900), (390, 844)
_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)></script>"


def _write_page(one: ReviewedFile, path: Path) -> Path:
    assert one.review is not None
    path.write_text(format_review_page(one, one.review, explain_figure), encoding="utf-8")
    return path


def _reviewed(one: ReviewedFile) -> Review:
    assert one.review is not None
    return one.review


def _review(path: Path, data: Path | None = None) -> ReviewedFile:
    return ReviewedFile(path.name, path, generator.review(path, data=data))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> ReviewedFile:
    folder = tmp_path_factory.mktemp("送审")
    return _review(write_text(folder / "送审.txt", wrong_text()), SAMPLE)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> ReviewedFile:
    folder = tmp_path_factory.mktemp("送审")
    path = folder / "送审.docx"
    generator.build(copy_data(folder / "数据", SAMPLES / "孟津2024-原样"), docx=path)
    return _review(path)


@pytest.fixture(scope="module")
def wrong_file(wrong: ReviewedFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_page(wrong, tmp_path_factory.mktemp("网页") / "审核.html")


@pytest.fixture(scope="module")
def faulty_file(faulty: ReviewedFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_page(faulty, tmp_path_factory.mktemp("网页") / "审核.html")


@pytest.fixture
def page(browser: Browser, wrong_file: Path) -> Iterator[Page]:
    with open_page(browser, wrong_file, _DESKTOP) as opened:
        yield opened


@pytest.fixture
def long_page(browser: Browser, faulty_file: Path) -> Iterator[Page]:
    with open_page(browser, faulty_file, _DESKTOP) as opened:
        yield opened


@pytest.fixture(params=["wrong_file", "faulty_file"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    file = request.getfixturevalue(request.param)
    with open_page(browser, file, _PHONE, touch=True) as opened:
        yield opened


def _mark(page: Page) -> Locator:
    return page.locator(".theirs .mark.error").first


def _is_in_window(page: Page, place: Locator) -> bool:
    size = page.viewport_size
    assert size is not None
    box = box_of(place)
    return (
        0 <= box["x"] <= box["x"] + box["width"] <= size["width"]
        and 0 <= box["y"] <= box["y"] + box["height"] <= size["height"]
    )


def test_a_finding_leads_to_its_words(page: Page) -> None:
    mark = _mark(page)
    assert mark.inner_text() == wrong_total()
    page.locator(".finding.error .go").click()
    assert "current" in attribute_of(mark, "class")
    assert _is_in_window(page, mark)
    assert page.url.endswith("#f1")
    panel = page.locator("#panel")
    assert panel.is_visible()
    assert right_total().replace(",", "") in panel.inner_text()


def test_a_click_on_a_number_shows_formula_and_source_cell(page: Page) -> None:
    panel = page.locator("#panel")
    assert panel.is_hidden()
    _mark(page).click()
    shown = panel.inner_text()
    assert "R01" in shown
    assert total_address() in shown
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    rate = page.locator(".theirs [data-standing='recomputed'][data-figure]").first
    rate.click()
    for words in ("算法", "−", "代入", "=ROUND(", "[1]", "[2]"):
        assert words in panel.inner_text()
    ours = page.locator(".ours .differs")
    ours.click()
    assert total_address() in panel.inner_text()
    assert _is_in_window(page, panel)


def test_every_number_and_mark_opens_a_panel(long_page: Page) -> None:
    for one in long_page.locator("main details").all():
        one.evaluate("element => { element.open = true; }")
    shown = long_page.evaluate(
        """() => [...document.querySelectorAll("main [data-findings], main .number")].map(one => {
            one.click();
            const panel = document.getElementById("panel");
            const told = panel.querySelector(".panel-body").textContent.trim();
            return !panel.hidden && told.length > 5;
        })"""
    )
    assert len(shown) > 200
    assert all(shown)


def test_a_number_that_was_not_checked_says_so(browser: Browser, tmp_path: Path) -> None:
    text = wrong_text().replace("主要原因是", "主要原因是购置图书77.31万元，", 1)
    one = _review(write_text(tmp_path / "送审.txt", text), SAMPLE)
    with open_page(browser, _write_page(one, tmp_path / "审核.html"), _DESKTOP) as page:
        number = page.locator(".theirs [data-standing='unchecked']", has_text="77.31")
        number.click()
        assert "没有核对" in page.locator("#panel").inner_text()


def test_a_deep_link_opens_the_finding(browser: Browser, faulty_file: Path) -> None:
    with open_page(browser, faulty_file, _DESKTOP) as page:
        links = page.locator(".findings .go").evaluate_all("all => all.map(one => one.hash)")
        assert len(links) > 5
        for link in links:
            page.goto(f"{faulty_file.as_uri()}{link}")
            assert page.locator(f"{link}[aria-current='true']").count() == 1
            marks = page.locator("main .current")
            assert marks.count() >= 1
            assert page.locator("#panel").is_visible()
            box = box_of(marks.first)
            assert 0 <= box["y"] <= _DESKTOP[1]


def test_filters_by_severity_and_class(long_page: Page, faulty: ReviewedFile) -> None:
    page = long_page
    findings = set(_reviewed(faulty).findings)
    listed = page.locator(".findings .finding:visible")
    assert listed.count() == len(findings)
    for severity in {finding.severity for finding in findings}:
        page.locator(f".severities [data-severity='{severity.value}']").click()
        expected = [finding for finding in findings if finding.severity is severity]
        assert listed.count() == len(expected)
        assert page.locator(f".findings .finding.{severity.value}:visible").count() == len(expected)
        assert f"显示 {len(expected)} 处" in page.locator(".shown").inner_text()
    page.locator(".severities [data-severity='']").click()
    for kind in {finding.finding_class for finding in findings}:
        page.locator(".filters select").select_option(kind.value)
        expected = [finding for finding in findings if finding.finding_class is kind]
        assert listed.count() == len(expected)
        marked = page.locator("main .mark:not(.off)").evaluate_all(
            "all => all.flatMap(one => one.dataset.findings.split(' '))"
        )
        kinds = page.evaluate(
            "all => all.map(n => document.getElementById('f' + n).dataset.kind)", marked
        )
        assert not marked or kind.value in kinds
    page.locator(".filters select").select_option("")
    assert listed.count() == len(findings)


def test_a_link_to_a_filtered_finding_shows_it(long_page: Page) -> None:
    page = long_page
    page.locator(".severities [data-severity='info']").click()
    link = page.locator(".findings .error .go").first.get_attribute("href")
    page.evaluate("link => { location.hash = link; }", link)
    page.locator(f"{link}[aria-current='true']").wait_for(state="visible")


def test_the_keyboard_is_enough(page: Page) -> None:
    mark = _mark(page)
    mark.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.findings") == "1"


def test_a_phone_scrolls_only_downwards(phone: Page) -> None:
    width = "document.scrollingElement.scrollWidth"
    assert phone.evaluate(width) <= _PHONE[0]
    for one in phone.locator("details").all():
        one.evaluate("element => { element.open = true; }")
    assert phone.evaluate(width) <= _PHONE[0]
    link = phone.locator(".findings .go").first
    link.tap()
    panel = phone.locator("#panel")
    assert panel.is_visible()
    box, mark = box_of(panel), box_of(phone.locator("main .current").first)
    assert box["width"] == _PHONE[0]
    assert box["y"] + box["height"] <= _PHONE[1] + 1
    assert mark["y"] + mark["height"] <= box["y"]
    assert phone.evaluate(width) <= _PHONE[0]


def test_the_print_holds_every_finding_and_the_text(long_page: Page, faulty: ReviewedFile) -> None:
    page = long_page
    page.locator(".severities [data-severity='warning']").click()
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(one.get_textpage().get_text_range() for one in pdf).split())
    for finding in _reviewed(faulty).findings:
        assert "".join(finding.message.split()) in text
    for words in ("问题清单", _reviewed(faulty).verdict, "没有核对的"):
        assert "".join(words.split()) in text
    page.emulate_media(media="print")
    assert page.locator("#panel").is_hidden()
    assert page.locator(".filters").is_hidden()
    assert page.locator(".up").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(long_page: Page, scheme: Literal["light", "dark"]) -> None:
    """Contrast of at least 4.5 : 1 (WCAG AA), for every text that is shown."""
    long_page.emulate_media(color_scheme=scheme)
    _mark(long_page).click()
    assert long_page.evaluate(FAINT_TEXTS) == []


def test_hostile_text_does_nothing(browser: Browser, tmp_path: Path) -> None:
    text = wrong_text().replace("主要原因是", f"主要原因是{_EVIL}", 3)
    path = write_text(tmp_path / "送审.txt", text)
    one = ReviewedFile(_EVIL, path, generator.review(path, data=SAMPLE), gone=(_EVIL,))
    with open_page(browser, _write_page(one, tmp_path / "审核.html"), _DESKTOP) as page:
        assert _EVIL in page.locator("h1").inner_text()
        assert page.locator("img").count() == 0
        page.locator(".findings .go").first.click()
        assert page.locator("#panel").is_visible()
