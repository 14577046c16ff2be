"""The first page in a real browser: rooms, folders with their state, files dropped anywhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support import counting_room
from support.folders import DATA
from support.serving import NARROW, WIDE, accessibility_faults, open_room, open_server
from support.serving import is_wider_than_the_screen as is_wide

from generator.server.rooms import ROOMS
from generator.server.uploads import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
_EVIL = "<img src=x onerror=document.title='evil'>"
_DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const event = { dataTransfer: transfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent(kind, event));
  }
}"""


def _drop(page: Page, *files: tuple[str, str]) -> None:
    """Drop files on the page as from a folder of the desktop."""
    page.evaluate(_DROP, [list(one) for one in files])


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_can_be_entered_by_everybody(
    room: object, size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    with open_server(tmp_path / "工作") as server, open_room(browser, server, "/", size) as page:
        assert accessibility_faults(page) == []
        assert not is_wide(page)
        page.get_by_role("main").get_by_role("link", name=room.title).click()
        page.locator("nav [aria-current]", has_text=room.title).wait_for()
        assert accessibility_faults(page) == []
        assert not is_wide(page)


def test_each_folder_has_its_state(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "部门" / "某局")
    (tmp_path / "部门" / "空的").mkdir()
    (tmp_path / "部门" / "空的" / "单位信息.csv").write_text("项目,内容\n部门名称,空的\n", "utf-8")
    with open_server(tmp_path) as server, open_room(browser, server) as page:
        card = page.locator(".folders .card", has_text="某局")
        card.get_by_text("没有待补充的内容").wait_for(timeout=60_000)
        assert "2024年度" in card.inner_text()
        assert "没有错误" in card.inner_text()
        empty = page.locator(".folders .card", has_text="空的")
        empty.get_by_text("没有读到任何一张公开表").wait_for()
        assert accessibility_faults(page) == []
        # What changes in the folder shows when the page is opened again.
        (tmp_path / "部门" / "某局" / "公开05.csv").unlink()
        page.reload()
        card.get_by_text("2024年度").wait_for(timeout=60_000)
        assert "没有待补充的内容" not in card.inner_text()


def test_files_dropped_anywhere_are_taken_by_the_room_that_is_chosen(
    browser: Browser, tmp_path: Path
) -> None:
    rooms = (counting_room.ROOM,)
    with open_server(tmp_path, rooms=rooms) as server, open_room(browser, server) as page:
        _drop(page, ("今年.xlsx", "1"), ("去年.docx", "2"))
        page.get_by_role("heading", name="放入了 2 个文件，用来做什么？").wait_for()
        assert "今年.xlsx、去年.docx" in page.locator(".waiting").inner_text()
        assert accessibility_faults(page) == []
        # What was sent is there after the page is left, and for another one.
        page.reload()
        page.get_by_role("button", name="数这些文件").click()
        page.get_by_role("heading", name="今年.xlsx、去年.docx").wait_for()
        assert server.house.uploads.waiting() == ()


def test_files_are_chosen_and_discarded_with_the_keyboard(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "决算.docx"
    file.write_bytes(b"content")
    with open_server(tmp_path / "工作") as server, open_room(browser, server) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        page.locator("#add-files").focus()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(file)
        page.get_by_role("button", name="放弃这些文件").focus()
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("已放弃这些文件。").wait_for()
        assert server.house.uploads.waiting() == ()


def test_names_are_never_markup(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / f"工作{_EVIL.replace('/', '')}" / "部门"
    shutil.copytree(DATA, folder / f"局{_EVIL}")
    shutil.copytree(DATA, folder / "局&quot;'-alert(1)-'")
    with open_server(folder.parent) as server, open_room(browser, server) as page:
        page.get_by_text("没有看这些文件夹").wait_for()
        page.locator(".folders .card", has_text="局&quot;'-alert(1)-'").wait_for()
        _drop(page, (f"{_EVIL}.docx", "1"), ("'-alert(1)-'.docx", "2"))
        page.get_by_role("heading", name="放入了 2 个文件").wait_for()
        assert "evil" not in page.title()
        assert page.locator("main img").count() == 0


def test_what_is_too_large_or_too_many_is_told_before_it_is_sent(
    browser: Browser, tmp_path: Path
) -> None:
    limits = Limits(file=1_000_000, files=2)
    with open_server(tmp_path, limits) as server, open_room(browser, server) as page:
        _drop(page, ("大.docx", "x" * 1_000_001))
        page.get_by_role("status").get_by_text("大.docx 超过 1 MB，没有收下。").wait_for()
        _drop(page, *((f"{number}.docx", "x") for number in range(3)))
        page.get_by_role("status").get_by_text("一次最多放 2 个文件。").wait_for()
        assert server.house.uploads.waiting() == ()


def test_a_link_of_another_page_leads_in_with_the_token_alone(
    browser: Browser, tmp_path: Path
) -> None:
    with open_server(tmp_path / "工作") as server:
        outside = tmp_path / "page.html"
        port = server.house.guard.port
        links = (server.address, f"http://127.0.0.1:{port}/")
        outside.write_text("".join(f"<p><a href='{one}'>link</a>" for one in links), "utf-8")
        context = browser.new_context()
        page = context.new_page()
        page.goto(outside.as_uri())
        page.get_by_role("link").first.click()
        page.wait_for_url(f"http://127.0.0.1:{port}/")
        assert page.get_by_role("heading", level=1).inner_text() == "决算公开"
        # Who has the cookie is not led about by other pages.
        page.goto(outside.as_uri())
        page.get_by_role("link").last.click()
        assert page.get_by_role("heading", level=1).inner_text() == "没有打开"
        context.close()


def test_a_server_that_is_gone_is_told(browser: Browser, tmp_path: Path) -> None:
    with open_server(tmp_path) as server:
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.address)
        page.wait_for_url(lambda url: "/enter?" not in url)
    _drop(page, ("a.docx", "1"))
    page.get_by_role("status").get_by_text("程序没有回答").wait_for()
    context.close()
