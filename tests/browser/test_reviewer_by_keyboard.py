"""The reviewer's room by keys alone: a small pile from its files to the letters, both screens."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from support.letters import LEFTOVER, OUTCOME, TOTAL, write_department
from support.reviewer_piles import PATIENCE, look_over, press, reach, rows_of, wait_until_reviewed
from support.serving import NARROW, WIDE, open_room, open_server

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, FileChooser, Page

pytestmark = pytest.mark.slow

_LOOKS = 100
LIBRARY, WATER = "江河市图书馆", "江河市水利馆"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two departments in two rounds."""
    folder = tmp_path_factory.mktemp("收到")
    write_department(folder / "一" / f"{LIBRARY}2024.docx", LIBRARY, TOTAL, OUTCOME)
    write_department(folder / "一" / f"{WATER}2024.docx", WATER, LEFTOVER)
    write_department(folder / "二" / f"{LIBRARY}改后.docx", LIBRARY, TOTAL)
    return folder


def _choose(page: Page, dialogs: list[FileChooser], folder: Path) -> None:
    """Choose files in the dialog that the key opens."""
    reach(page, "选择文件")
    page.keyboard.press("Space")
    for _ in range(_LOOKS):
        page.wait_for_timeout(100)
        if dialogs:
            break
    dialogs.pop().set_files([str(one) for one in sorted(folder.iterdir())])
    page.wait_for_url("**/reviewer/received/**")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_pile_by_keys_alone(
    size: tuple[int, int], browser: Browser, room: Path, tmp_path: Path
) -> None:
    with (
        open_server(tmp_path / "工作") as server,
        open_room(browser, server, "/reviewer/", size) as page,
    ):
        # A listener for the whole test: one that comes with each dialog may come too late.
        dialogs: list[FileChooser] = []
        page.on("filechooser", lambda opened: dialogs.append(opened))  # noqa: PLW0108 - no builtin
        _choose(page, dialogs, room / "一")
        reach(page, "名称")
        page.keyboard.type("首批")
        press(page, "开始审核")
        page.wait_for_url("**/reviewer/piles/**")
        rows_of(page).nth(1).wait_for(timeout=PATIENCE)
        wait_until_reviewed(page)
        _find(page)
        _decide(page)
        _hand_over(page)
        _choose(page, dialogs, room / "二")
        reach(page, "放入")
        page.keyboard.press("ArrowUp")
        assert page.locator("#target").input_value() == "next:首批"
        press(page, "开始审核")
        page.wait_for_url(lambda url: unquote(url).endswith("/首批-第2轮/"))
        rows_of(page).first.wait_for(timeout=PATIENCE)
        wait_until_reviewed(page)
        look_over(page)
        assert "与上一轮（上一轮.xlsx）相比：已改 1" in page.locator("main").inner_text()


def _find(page: Page) -> None:
    """Search, sort and open the document that is found."""
    reach(page, "部门或文件")
    page.keyboard.type(LIBRARY)
    assert rows_of(page).count() == 1
    press(page, f"{LIBRARY}2024.docx")
    page.locator("#f1 .decide").wait_for()
    look_over(page)


def _decide(page: Page) -> None:
    reach(page, "审核人")
    page.keyboard.type("王审")
    page.keyboard.press("Tab")
    page.get_by_text("已记下审核人").wait_for()
    reach(page, "审核人", "Shift+Tab")
    press(page, "下一处未处理")
    assert page.evaluate("document.activeElement.textContent") == "应改"
    press(page, "误报")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("按新口径")
    press(page, "保存")
    page.locator("#f1 .said").wait_for()
    assert "误报：按新口径" in page.locator("#f1 .said").inner_text()
    # The hand stays where it was, and what was done is told.
    assert page.evaluate("document.activeElement.textContent") == "误报"
    assert page.locator("#toast").inner_text() == "已保存。"
    press(page, "撤销", "Shift+Tab")
    page.locator("#f1 .said").wait_for(state="detached")
    press(page, "重做")
    page.locator("#f1 .said").wait_for()
    press(page, "审核桌", "Shift+Tab")
    rows_of(page).first.wait_for()
    press(page, "现在计入")
    wait_until_reviewed(page)
    assert not page.get_by_text("还没有计入结论").is_visible()


def _hand_over(page: Page) -> None:
    press(page, "审核意见书")
    page.get_by_role("link", name="下载", exact=False).wait_for(timeout=PATIENCE)
    # The link has the focus when it is there.
    with page.expect_download() as told:
        page.keyboard.press("Enter")
    with zipfile.ZipFile(told.value.path()) as packed:
        assert any(LIBRARY in name for name in packed.namelist())
