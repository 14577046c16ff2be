"""The reviewer's room as a reviewer works in it: a pile, decisions, letters, the second round."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from piles.model import Fate
from piles.planning import plan_pile
from piles.rounds import Became, plan_second
from piles.writing import BOOK, FILES, LIST, write_files, write_pile
from support.serving import (
    NARROW,
    WIDE,
    Client,
    accessibility_faults,
    is_wider_than_the_screen,
    open_room,
    open_server,
)

from generator.server.reviewer.folder import list_piles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from piles.model import Pile
    from piles.rounds import Followed
    from playwright.sync_api import Browser, Page

    from generator.server.serving import Server

pytestmark = pytest.mark.slow

_SEED, _COUNT = "房间", 12
_PATIENCE = 240_000


class Material:
    """What lies on the reviewer's disk: two rounds of a pile, the list, the bureau's workbook."""

    def __init__(self, room: Path) -> None:
        pile = plan_pile(_COUNT, _SEED)
        self.first = replace(pile, sent=tuple(_readable(pile)))
        second, self.followed = plan_second(self.first, _SEED)
        write_pile(self.first, room / "一", 1)
        write_files(second, room / "二", 1)
        self.second = second
        self.room = room

    def files(self, number: str) -> list[Path]:
        folder = self.room / number / FILES if number == "一" else self.room / number
        return sorted(one for one in folder.rglob("*") if one.is_file())


def _readable(pile: Pile) -> Iterator[object]:
    return (one for one in pile.sent if one.fate not in {Fate.ENDLESS, Fate.OLDER})


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return Material(tmp_path_factory.mktemp("材料"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with open_server(tmp_path_factory.mktemp("工作")) as opened:
        yield opened


def _add(page: Page, files: Sequence[Path]) -> None:
    page.locator("#add-files").set_input_files([str(one) for one in files])
    page.wait_for_url("**/reviewer/received/**")


def _wait_until_done(page: Page) -> None:
    page.wait_for_function(
        "() => document.getElementById('progress').hidden", timeout=_PATIENCE, polling=300
    )


def _names(page: Page) -> list[str]:
    return page.locator(".files tbody tr .file").all_inner_texts()


def _check(page: Page) -> None:
    assert accessibility_faults(page) == []
    assert not is_wider_than_the_screen(page)


def test_from_a_drop_to_letters_and_the_second_round(
    browser: Browser, server: Server, material: Material
) -> None:
    given = [material.room / "一" / LIST, material.room / "一" / BOOK]
    with open_room(browser, server, "/reviewer/", WIDE) as page:
        _check(page)
        _add(page, [*material.files("一"), *given])
        text = page.locator("main").inner_text()
        assert f"送审文件 {len(material.files('一'))} 个" in text
        assert page.get_by_label(LIST).input_value() == "roster"
        assert page.get_by_label(BOOK).input_value() == "data"
        _check(page)
        page.get_by_label("名称").fill("首批")
        page.get_by_role("button", name="开始审核").click()
        page.wait_for_url("**/reviewer/piles/**")
        # The desk is of use while the run goes on: the first row is opened before the last is done.
        page.locator(".files tbody tr a").first.wait_for(timeout=_PATIENCE)
        _wait_until_done(page)
        page.reload()
        page.locator(".files tbody tr").nth(len(material.files("一")) - 1).wait_for()
        _check(page)
        _try_filters(page)
        _decide(page)
        _take_letters(page)
        _second_round(page, material)


def _try_filters(page: Page) -> None:
    counts = [
        int(text) for text in page.locator(".files tbody td:nth-child(3)").all_inner_texts() if text
    ]
    needy = [count for count in counts if count]
    assert needy == sorted(needy, reverse=True)
    page.get_by_role("button", name="错误", exact=False).first.click()
    assert page.locator(".files tbody tr").count() == len(needy)
    head = page.locator(".files thead th").first
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    # The choice stands in the address.
    page.reload()
    page.locator(".files tbody tr").first.wait_for()
    assert page.locator(".files tbody tr").count() == len(needy)
    page.get_by_role("searchbox").fill(_names(page)[0])
    assert page.locator(".files tbody tr").count() == 1
    page.get_by_role("searchbox").fill("没有这样的部门")
    assert page.locator(".nothing").inner_text() == "没有这样的文件。"
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="全部", exact=False).first.click()


def _decide(page: Page) -> None:
    page.locator(".files tbody tr.error a").first.click()
    me = page.get_by_role("textbox", name="审核人")
    # Nobody decides without a name: that is asked for, nothing typed is lost.
    page.locator("#f1").get_by_role("button", name="应改").click()
    page.get_by_text("请先在页面下方填写审核人姓名").wait_for()
    me.fill("王审")
    me.press("Tab")
    page.get_by_text("已记下审核人").wait_for()
    finding = page.locator("#f1")
    finding.get_by_role("button", name="接受").click()
    finding.get_by_label("理由（必填）").fill("已核实，<b>含上年结转</b>")
    finding.get_by_role("button", name="保存").click()
    finding.get_by_text("接受：已核实，<b>含上年结转</b>").wait_for()
    page.get_by_role("button", name="撤销").click()
    finding.get_by_text("接受：").wait_for(state="detached")
    page.get_by_role("button", name="重做").click()
    finding.get_by_text("接受：已核实").wait_for()
    _check(page)
    page.get_by_role("link", name="审核桌").click()
    page.get_by_text("1 份的决定还没有计入").wait_for()
    page.get_by_role("button", name="现在计入").click()
    _wait_until_done(page)
    page.locator("text=还没有计入").wait_for(state="hidden")


def _take_letters(page: Page) -> None:
    page.get_by_role("button", name="审核意见书").click()
    link = page.get_by_role("link", name="下载", exact=False)
    link.wait_for(timeout=_PATIENCE)
    with page.expect_download() as told:
        link.click()
    with zipfile.ZipFile(told.value.path()) as packed:
        names = packed.namelist()
    letters = [name for name in names if name.endswith(".docx")]
    assert len(letters) >= page.locator(".files tbody tr.error").count()
    assert {name.partition("/")[0] for name in names} == {"审核意见书"}


def _second_round(page: Page, material: Material) -> None:
    _add(page, material.files("二"))
    page.get_by_label("放入").select_option(label="“首批”的下一轮")
    page.get_by_role("button", name="开始审核").click()
    page.wait_for_url("**/reviewer/piles/**")
    page.locator(".files tbody tr").first.wait_for(timeout=_PATIENCE)
    _wait_until_done(page)
    page.reload()
    page.locator(".files tbody tr").first.wait_for()
    corrected = {
        one.now.file.rpartition("/")[2] for one in material.followed if _has(one, Became.CORRECTED)
    }
    page.get_by_label("轮次").select_option(label="已改")
    shown = {name.rpartition("/")[2] for name in _names(page)}
    assert corrected <= shown
    assert "与上一轮相比" in page.locator("main").inner_text() or shown
    _check(page)


def _has(one: Followed, became: Became) -> bool:
    return any(state is became for _, state in one.became)


def test_with_the_keyboard_alone_on_a_telephone(
    browser: Browser, server: Server, material: Material
) -> None:
    client = Client(server).enter()
    assert "首批" in list_piles(server.house.workspace)  # the test before has made it
    rows = client.post("/reviewer/piles/%E9%A6%96%E6%89%B9/state", {"known": {}}).json["rows"]
    address = next(row["link"] for row in rows if row["need"] == "error" and not row["decided"])
    with open_room(browser, server, "/reviewer/piles/首批/", NARROW) as page:
        page.locator(".files tbody tr").first.wait_for()
        _check(page)
    with open_room(browser, server, address, NARROW) as page:
        page.locator("#f1 .decide").wait_for()
        _check(page)
        page.locator("#next-open").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "应改"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "误报"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        page.keyboard.type("按新口径")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#f1 .said").wait_for()
        assert "误报：按新口径" in page.locator("#f1 .said").inner_text()
        assert page.evaluate("document.activeElement.textContent") == "误报"
        told = page.locator("#toast")
        assert told.inner_text() == "已保存。"
        # The panel over the text has the same controls.
        page.locator("#undo").focus()
        page.keyboard.press("Enter")
        page.locator("#f1 .said").wait_for(state="detached")
