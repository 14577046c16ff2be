"""The index of many reviews in a real browser: filters, order, links, keyboard, paper, phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from support.browser import FAINT_TEXTS, open_page
from support.submitted import SAMPLE, write_text, wrong_text
from support.summaries import FILES, SKIPPED, SORTED

import generator
from generator.figures.explain import explain_figure
from generator.model.reviewed_file import ReviewedFile
from generator.reporting.review_index import format_review_index
from generator.reporting.review_links import PageLinks, PageName, set_links
from generator.reporting.review_page import format_review_page
from generator.reporting.review_summary import sort_by_need

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Literal

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_DESKTOP, _PHONE = (1400, 900), (390, 844)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = sort_by_need(FILES)
    links = {one.name: f"{one.name}-审核.html" for one in files if one.was_read}
    path = tmp_path_factory.mktemp("网页") / "index.html"
    path.write_text(format_review_index(files, links, SKIPPED), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, index: Path) -> Iterator[Page]:
    with open_page(browser, index, _DESKTOP) as opened:
        yield opened


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("tbody tr:visible .file").all_inner_texts()]


def test_all_are_shown_the_neediest_first(page: Page) -> None:
    assert shown(page) == SORTED
    assert page.locator(".shown").inner_text() == ""


def test_verdicts_choose_rows(page: Page) -> None:
    for name, expected in (
        ("无法审核 2", ["坏一", "坏二"]),
        ("错误 2", ["错三", "错一"]),
        ("警告 2", ["疑警", "警"]),
        ("通过 1", ["净"]),
    ):
        button = page.get_by_role("button", name=name)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert shown(page) == expected
    assert page.locator(".shown").inner_text() == "显示 1 份，共 8 份"
    page.get_by_role("button", name="通过 1").click()
    assert shown(page) == SORTED


def test_classes_and_names_choose_too_and_all_hold_together(page: Page) -> None:
    page.get_by_label("问题类别").select_option(label="格式 2 份")
    assert shown(page) == ["错三", "警"]
    page.get_by_role("button", name="错误 2").click()
    assert shown(page) == ["错三"]
    page.get_by_role("button", name="全部 8").click()
    page.get_by_label("问题类别").select_option("")
    page.get_by_label("部门或文件").fill("甲局")
    assert shown(page) == ["错一"]
    page.get_by_label("部门或文件").fill("错")
    assert shown(page) == ["错三", "错一"]
    page.get_by_label("部门或文件").fill("没有这个")
    assert shown(page) == []
    assert page.get_by_text("没有这样的文件。").is_visible()


def test_heads_sort_and_give_the_order_back(page: Page) -> None:
    head = page.locator("th").nth(3)
    button = head.get_by_role("button")
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    assert shown(page)[:3] == ["错一", "疑警", "警"]
    assert shown(page)[-2:] == ["坏一", "坏二"]
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert shown(page)[3:] == ["警", "疑警", "错一", "坏一", "坏二"]
    button.click()
    assert head.get_attribute("aria-sort") is None
    assert shown(page) == SORTED


def test_it_works_with_the_keyboard_alone(page: Page) -> None:
    focused = "document.activeElement.textContent"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "无法审核 2"
    page.keyboard.press("Enter")
    assert shown(page) == ["坏一", "坏二"]
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert shown(page) == ["错三", "错一"]
    names = []
    for _ in range(16):
        page.keyboard.press("Tab")
        names.append(page.evaluate(focused))
    assert [name for name in names if name in SORTED] == ["错三", "错一"]
    assert "部门" in names


def test_paper_has_all_of_it(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="通过 1").click()
    path = tmp_path / "汇总.pdf"
    page.pdf(path=path, format="A4")
    with pypdfium2.PdfDocument(path) as printed:
        text = "".join(one.get_textpage().get_text_range() for one in printed)
    words = "".join(text.split())
    assert [name for name in (*SORTED, *(one.name for one in SKIPPED)) if name not in words] == []
    assert "问题类别" not in words


@pytest.mark.parametrize("size", [_DESKTOP, (1024, 700), _PHONE], ids=str)
def test_nothing_is_cut_off(browser: Browser, index: Path, size: tuple[int, int]) -> None:
    with open_page(browser, index, size, touch=size == _PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        wide = page.locator(".scroll")
        assert wide.evaluate("one => one.scrollWidth - one.clientWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [_DESKTOP, _PHONE], ids=str)
def test_every_text_can_be_read(
    browser: Browser, index: Path, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    with open_page(browser, index, size) as page:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(FAINT_TEXTS) == []


@pytest.mark.parametrize("size", [_DESKTOP, _PHONE], ids=str)
def test_pages_lead_back_and_on(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    file = write_text(tmp_path / "送审.txt", wrong_text())
    one = ReviewedFile(f"{'长' * 60}.txt", file, generator.review(file, data=SAMPLE))
    assert one.review is not None
    page = format_review_page(one, one.review, explain_figure, among_others=True).encode()
    names = [PageName(f"{'长' * 20}{n}-审核.html", f"{'长' * 60}{n}.txt") for n in range(3)]
    for number, name in enumerate(names):
        others = (names[number - 1] if number else None, (*names, None)[number + 1])
        links = PageLinks("index.html", number + 1, 3, *others)
        (tmp_path / name.file).write_bytes(set_links(page, links))
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]})
    opened.goto((tmp_path / names[0].file).as_uri())
    for expected in ("第 2 页", "第 3 页"):
        opened.locator("header nav a[rel=next]").click()
        assert expected in opened.locator("header nav").inner_text()
        assert opened.evaluate("document.documentElement.scrollWidth") <= size[0]
    opened.locator("main nav a[rel=prev]").click()
    assert "第 2 页" in opened.locator("header nav").inner_text()
    assert opened.locator("header nav a").first.get_attribute("href") == "index.html"
    opened.close()
