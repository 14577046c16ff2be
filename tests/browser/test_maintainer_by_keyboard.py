"""The maintainer's room from the first page, by keys alone, on a wide and on a narrow screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.folders import ROOT, copy_data
from support.serving import (
    NARROW,
    WIDE,
    accessibility_faults,
    is_wider_than_the_screen,
    open_room,
    open_server,
)

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

_MOST = 120  # stops of the Tab key on a page
_TWELVE = "12-国有资产占用.md"
_FOCUSED = """() => {
    const found = document.activeElement;
    const name = found.labels?.[0]?.innerText ?? found.ariaLabel ?? found.innerText ?? "";
    const ring = getComputedStyle(found).outlineStyle !== "none";
    return [name.trim(), ring && found.getBoundingClientRect().width > 0];
}"""


def _reach(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus, and can be seen to have it."""
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        found, seen = page.evaluate(_FOCUSED)
        if found.startswith(name):
            assert seen, name
            return
    raise AssertionError(name)


def _press(page: Page, name: str) -> None:
    _reach(page, name)
    page.keyboard.press("Enter")


def _follow(page: Page, name: str) -> None:
    """Follow a link of the room, and look at what everybody needs."""
    _press(page, name)
    page.locator(".tabs [aria-current]", has_text=name).wait_for()
    assert accessibility_faults(page) == []
    assert not is_wider_than_the_screen(page)


def _await_text(page: Page, text: str) -> None:
    page.wait_for_function(
        "text => document.getElementById('shown')?.contentDocument?.body?.innerText.includes(text)",
        arg=text,
    )


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_template_is_changed_broken_mended_and_seen(
    size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    copy_data(tmp_path / "工作" / "部门" / "甲")
    builtin = ROOT / "templates" / "zh" / _TWELVE
    before = builtin.read_bytes()
    own = tmp_path / "工作" / "模板" / _TWELVE
    with (
        open_server(tmp_path / "工作") as server,
        open_room(browser, server, size=size) as page,
    ):
        _press(page, "修改模板和用语")
        _await_text(page, "共有车辆")
        _follow(page, "模板文件")
        _press(page, _TWELVE)
        page.wait_for_function("() => document.activeElement.id === 'source'")
        page.get_by_text("自带的模板：保存时").wait_for()
        page.keyboard.press("Control+End")
        page.keyboard.type("\n用键盘写的一段。\n\n{{ 没有这个 }}\n")
        _press(page, "保存")
        faults = page.locator("#faults")
        faults.get_by_text("没有名为“没有这个”").wait_for()
        # Who has just saved sees it, wherever the page stands.
        assert faults.evaluate(
            "one => { const { top, bottom } = one.getBoundingClientRect();"
            " return top >= 0 && bottom <= innerHeight; }"
        )
        assert "第 " in faults.inner_text()
        assert page.frame_locator("#shown").locator(".fault-note").count() == 1
        assert accessibility_faults(page) == []
        page.keyboard.press("Shift+Tab")
        page.wait_for_function("() => document.activeElement.id === 'source'")
        page.keyboard.press("Control+End")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Shift+End")
        page.keyboard.type("改好了。")
        _press(page, "保存")
        _await_text(page, "改好了。")
        assert faults.inner_text() == ""
        assert "改好了。" in own.read_text("utf-8")
        assert builtin.read_bytes() == before
        page.reload()
        _follow(page, "改动的句子")
        page.frame_locator("iframe").locator("ins", has_text="用键盘写的一段").first.wait_for()
        assert accessibility_faults(page) == []


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_switch_is_changed_and_taken_back(
    size: tuple[int, int], browser: Browser, tmp_path: Path
) -> None:
    copy_data(tmp_path / "工作" / "部门" / "甲")
    own = tmp_path / "工作" / "模板" / "行文.toml"
    with (
        open_server(tmp_path / "工作") as server,
        open_room(browser, server, "/maintainer/preview", size) as page,
    ):
        _follow(page, "开关")
        _press(page, "[一]")
        item = page.locator("[data-section='一'][data-name='均为']")
        item.locator(".before b").first.wait_for()
        _reach(page, "均为")
        page.keyboard.press("Control+A")
        page.keyboard.type("合在一起是")
        item.locator(".after ins").first.wait_for()
        assert accessibility_faults(page) == []
        assert not own.exists()
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("已保存").wait_for()
        assert '均为 = "合在一起是"' in own.read_text("utf-8")
        page.reload()
        _press(page, "撤销上一次保存")
        page.wait_for_function("() => !document.getElementById('toast').textContent")
        page.wait_for_load_state("load")
        assert not own.exists()


def test_the_program_is_ended_by_its_button(browser: Browser, tmp_path: Path) -> None:
    with open_server(tmp_path) as server, open_room(browser, server, size=NARROW) as page:
        _press(page, "关闭程序")
        page.get_by_role("heading", name="程序已关闭").wait_for()
        assert server.house.stopping.is_set()
        assert accessibility_faults(page) == []
