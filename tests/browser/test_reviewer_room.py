"""The reviewer's room as a reviewer works in it: a pile, decisions, letters, the second round."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from piles.rounds import Became
from piles.writing import BOOK, LIST
from support.reviewer_piles import (
    PATIENCE,
    Material,
    add_files,
    look_over,
    names_of,
    rows_of,
    wait_until_reviewed,
)
from support.serving import NARROW, WIDE, open_room, open_server

from generator.server.reviewer.folder import list_piles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from generator.server.serving import Server

pytestmark = pytest.mark.slow

# benchmarks/room.py takes 60 and more.
_SEED, _COUNT = "房间", 24
_PILE = "首批"


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return Material(tmp_path_factory.mktemp("材料"), _COUNT, _SEED)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with open_server(tmp_path_factory.mktemp("工作")) as opened:
        yield opened


def test_from_a_drop_to_letters_and_the_second_round(
    browser: Browser, server: Server, material: Material
) -> None:
    with open_room(browser, server, "/reviewer/", WIDE) as page:
        look_over(page)
        add_files(page, [*material.files("一"), *material.beside])
        assert f"送审文件 {len(material.files('一'))} 个" in page.locator("main").inner_text()
        assert page.get_by_label(LIST).input_value() == "roster"
        assert page.get_by_label(BOOK).input_value() == "data"
        look_over(page)
        page.get_by_label("名称").fill(_PILE)
        page.get_by_role("button", name="开始审核").click()
        page.wait_for_url("**/reviewer/piles/**")
        _use_while_it_runs(page)
        wait_until_reviewed(page)
        rows_of(page).nth(len(material.files("一")) - 1).wait_for()
        look_over(page)
        _try_filters(page)
        _decide(page)
        _take_letters(page)
        _look_at_statistics(page)
        _second_round(page, material)


def _is_running(page: Page) -> bool:
    return not page.locator("#progress").is_hidden()


def _use_while_it_runs(page: Page) -> None:
    """Sort, filter, search, open a document and come back, with the rest not yet reviewed."""
    rows_of(page).nth(1).wait_for(timeout=PATIENCE)
    look_over(page)
    page.locator(".files thead th").nth(1).get_by_role("button").click()
    names = names_of(page)
    page.get_by_role("searchbox").fill(names[0])
    assert names[0] in names_of(page)
    assert rows_of(page).count() < len(names)
    # A row that comes while somebody searches does not take the search away.
    page.wait_for_timeout(1500)
    assert page.get_by_role("searchbox").input_value() == names[0]
    assert "sort=1" in page.url
    page.get_by_role("searchbox").fill("")
    page.locator(".files tbody tr a").first.click()
    page.locator("#handled").get_by_text("处理").or_(page.get_by_text("没有问题")).first.wait_for()
    page.get_by_role("link", name="审核桌", exact=True).click()
    rows_of(page).first.wait_for()
    assert _is_running(page)


def _try_filters(page: Page) -> None:
    counts = [
        int(text) for text in page.locator(".files tbody td:nth-child(3)").all_inner_texts() if text
    ]
    needy = [count for count in counts if count]
    assert needy == sorted(needy, reverse=True)
    page.get_by_role("button", name="错误", exact=False).first.click()
    assert rows_of(page).count() == len(needy)
    head = page.locator(".files thead th").first
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    # The choice stands in the address.
    page.reload()
    rows_of(page).first.wait_for()
    assert rows_of(page).count() == len(needy)
    page.get_by_role("searchbox").fill(names_of(page)[0])
    assert rows_of(page).count() == 1
    page.get_by_role("searchbox").fill("没有这样的部门")
    assert page.locator(".nothing").inner_text() == "没有这样的文件。"
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name=re.compile(r"^全部 \d")).click()


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
    finding.get_by_role("button", name="备注").click()
    finding.get_by_label("备注").fill("电话问过")
    finding.get_by_role("button", name="保存").click()
    finding.get_by_text("备注：电话问过").wait_for()
    other = page.locator("#f2")
    if other.count():
        other.get_by_role("button", name="误报").click()
        other.get_by_role("button", name="保存").click()
        other.get_by_text("误报　王审").wait_for()
    _confirm(page)
    look_over(page)
    page.get_by_role("link", name="审核桌", exact=True).click()
    page.get_by_text("1 份的决定还没有计入").wait_for()
    page.get_by_role("button", name="现在计入").click()
    wait_until_reviewed(page)
    page.locator("text=还没有计入").wait_for(state="hidden")


def _confirm(page: Page) -> None:
    """Confirm the first number that was not checked, where there is one."""
    listed = page.locator("details.unchecked")
    if not listed.count():
        return
    listed.first.evaluate("one => { one.open = true; }")
    first = listed.first.locator("li").first
    first.get_by_role("button", name="确认").click()
    first.get_by_text("已确认　王审").wait_for()


def _take_letters(page: Page) -> None:
    page.get_by_role("button", name="审核意见书").click()
    link = page.get_by_role("link", name="下载", exact=False)
    link.wait_for(timeout=PATIENCE)
    with page.expect_download() as told:
        link.click()
    with zipfile.ZipFile(told.value.path()) as packed:
        names = packed.namelist()
    letters = [name for name in names if name.endswith(".docx")]
    assert len(letters) >= page.locator(".files tbody tr.error").count()
    assert {name.partition("/")[0] for name in names} == {"审核意见书"}


def _look_at_statistics(page: Page) -> None:
    page.get_by_role("link", name="统计", exact=True).click()
    page.locator(".counts").wait_for()
    look_over(page)
    page.get_by_role("link", name="回到审核桌").click()
    rows_of(page).first.wait_for()


def _second_round(page: Page, material: Material) -> None:
    add_files(page, material.files("二"))
    page.get_by_label("放入").select_option(label=f"“{_PILE}”的下一轮")
    look_over(page)
    page.get_by_role("button", name="开始审核").click()
    page.wait_for_url("**/reviewer/piles/**")
    rows_of(page).first.wait_for(timeout=PATIENCE)
    wait_until_reviewed(page)
    assert "与上一轮（上一轮.xlsx）相比：" in page.locator("main").inner_text()
    for state in Became:
        if wanted := material.became(state):
            page.get_by_label("轮次").select_option(label=state.value)
            shown = set(names_of(page))
            assert wanted <= shown, (state, wanted - shown)
    look_over(page)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_page_on_a_wide_and_a_narrow_screen(
    size: tuple[int, int], browser: Browser, server: Server, material: Material
) -> None:
    assert _PILE in list_piles(server.house.workspace)  # the test before has made it
    with open_room(browser, server, "/reviewer/", size) as page:
        page.get_by_role("link", name=_PILE, exact=True).wait_for()
        look_over(page)
        for pile in (_PILE, f"{_PILE}-第2轮"):
            page.goto(page.url.partition("/reviewer/")[0] + f"/reviewer/piles/{pile}/")
            rows_of(page).first.wait_for()
            look_over(page)
            page.get_by_role("searchbox").fill(names_of(page)[0])
            assert rows_of(page).count() == 1
            page.get_by_role("searchbox").fill("")
            page.get_by_role("link", name="统计", exact=True).click()
            page.locator(".tally").wait_for()
            look_over(page)
            page.get_by_role("link", name="回到审核桌").click()
            page.locator(".files tbody tr.error a").first.click()
            page.locator("#f1 .decide").wait_for()
            look_over(page)
            page.get_by_role("link", name="审核桌", exact=True).click()
            rows_of(page).first.wait_for()
        add_files(page, material.files("二")[:2])
        look_over(page)
        page.get_by_role("button", name="放弃这些文件").click()
        page.wait_for_url("**/reviewer/")
