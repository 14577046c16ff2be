"""The accountant's room with nobody to help: half of the files, two tabs, the keyboard alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.accountant import KEY, answers, drop, reason_of, saved, until
from support.folders import copy_data, read_rows, write_rows
from support.serving import (
    NARROW,
    WIDE,
    accessibility_faults,
    is_wider_than_the_screen,
    open_room,
    open_server,
)
from support.two_years import EVALUATED, last_years_document, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from generator.server.serving import Server

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A workspace with a department that lacks a reason and a number of cars."""
    folder = copy_data(tmp_path / "工作" / KEY)
    for file, key in (("原因.csv", "公务接待费"), ("事项.csv", "其他用车")):
        write_rows(folder / file, [row for row in read_rows(folder / file) if row[0] != key])
    with open_server(tmp_path / "工作") as opened:
        yield opened


def address(page: str = "folder") -> str:
    return f"/accountant/{page}/{KEY}"


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_half_of_the_files_and_then_the_other(
    size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    word, book = last_years_document(tmp_path), workbook(tmp_path / "今年.xlsx")
    photo = tmp_path / "照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 3000)
    with open_server(tmp_path / "工作") as opened, open_room(browser, opened, "/", size) as page:
        page.set_default_timeout(90_000)
        drop(page, word, photo)
        page.get_by_role("button", name="建立一个部门的数据文件夹").click()
        page.get_by_text("请同时给出 2024 年度的表").wait_for()
        page.get_by_text("没有使用 照片.jpg").wait_for()
        _look(page)
        drop(page, book)
        page.get_by_role("link", name="打开正文，填写还缺的").wait_for()
        page.get_by_text("没有使用 照片.jpg").wait_for()
        _look(page)
        page.goto(f"{page.url.partition('/accountant')[0]}/accountant/")
        page.locator("[data-cell=progress]", has_text="/").wait_for()
        _look(page)


def _look(page: Page) -> None:
    assert not is_wider_than_the_screen(page)
    assert accessibility_faults(page) == []


def test_two_tabs_and_one_place(browser: Browser, server: Server) -> None:
    gaps = server.house.workspace.root / KEY / "待补充.csv"
    with open_room(browser, server, address()) as page:
        other = page.context.new_page()
        other.goto(page.url)
        page.locator(".gap.field textarea").first.fill("来访的单位少了两家")
        # The other tab types before it has learned of that.
        other.route("**/document/**", lambda route: route.abort())
        other.locator(".gap.field textarea").first.fill("压减了接待")
        saved(page)
        other.get_by_role("button", name="用我填的").wait_for()
        assert "有 1 处没有保存" in other.inner_text("#saved")
        assert "来访的单位少了两家" in gaps.read_text("utf-8-sig")
        assert accessibility_faults(other) == []
        other.unroute("**/document/**")
        other.get_by_role("button", name="用我填的").click()
        saved(other)
        assert "压减了接待" in gaps.read_text("utf-8-sig")
        until(page, "document.body.innerText.includes('压减了接待')")
        other.close()


def test_a_finding_on_an_answer_leads_to_where_it_is_changed(
    browser: Browser, server: Server
) -> None:
    with open_room(browser, server, address()) as page:
        page.locator(".gap.field[data-key='其他用车'] input").fill("-3")
        saved(page)
        page.reload()
        page.locator("#show-checks").click()
        page.locator("#checks .error", has_text="不小于 0").locator(".go").first.click()
        assert page.evaluate("document.activeElement.innerText") == "修改"
        page.keyboard.press("Enter")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text("0")
        saved(page)
        page.locator("#checks .error", has_text="不小于 0").wait_for(state="detached")


def test_the_check_list_leads_into_the_document(browser: Browser, server: Server) -> None:
    with open_room(browser, server, address("finish")) as page:
        page.locator(".duties").first.wait_for()
        page.locator("#duties-listed summary").click()
        assert accessibility_faults(page) == []
        page.locator(".duties li", has_text="公务用车保有量").locator("a").click()
        until(page, "Boolean(document.querySelector('.spotted'))")
        assert "保有量" in page.locator(".spotted").inner_text()


def test_a_whole_fill_by_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    """A department begun from its tables: every field reached by Ctrl+Enter, none by the mouse."""
    folder = copy_data(tmp_path / "工作" / KEY)
    for name in ("原因.csv", "事项.csv", "年初预算.csv"):
        (folder / name).unlink()
    known = answers()
    with open_server(tmp_path / "工作") as opened, open_room(browser, opened, address()) as page:
        page.locator("#next").focus()
        end = time.monotonic() + 240
        while "没有待补充的内容" not in page.inner_text("#progress"):
            assert time.monotonic() < end, page.inner_text("#open")
            page.keyboard.press("Enter")  # the button 下一处
            while found := page.evaluate(_HERE):
                key, said, is_text = found
                text = known.get(key, "") if "原因" not in said else ""
                page.keyboard.insert_text(text or (EVALUATED if is_text else reason_of(key, said)))
                page.keyboard.press("Control+Enter")
            saved(page)
        assert read_rows(folder / "待补充.csv")[1:]
        page.goto(page.url.replace(quote("/folder/"), "/finish/"))
        page.get_by_role("button", name="定稿 Word", exact=True).focus()
        page.keyboard.press("Enter")
        page.locator(".written, .run .problem").first.wait_for(timeout=90_000)
        assert page.locator(".written").count(), page.locator(".run").inner_text()


# The empty field that has the focus.
_HERE = """() => {
  const box = document.activeElement.closest(".gap.field");
  const field = box?.querySelector("textarea, input");
  if (!field || field.value) return null;
  return [box.dataset.key, box.innerText, field.rows > 2];
}"""
