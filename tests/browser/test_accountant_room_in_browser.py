"""The accountant's room in a real browser: from two dropped files to the final Word and PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.accountant import KEY, answers, drop, reason_of, saved, until
from support.folders import copy_data, read_rows, write_rows
from support.needs import find_office
from support.program import start
from support.serving import NARROW, WIDE, accessibility_faults, open_room, open_server
from support.serving import is_wider_than_the_screen as is_wide
from support.two_years import EVALUATED, last_years_document, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from generator.server.serving import Server

pytestmark = pytest.mark.slow

GAPS = "待补充.csv"
_REASON = "来访的单位比计划少两家"
# What a PDF says of when it was made.
_STAMPS = re.compile(rb"/CreationDate\([^)]*\)|/ID \[[^\]]*\]|/DocChecksum /[0-9A-F]+")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A workspace with a department that lacks a reason and a number of cars."""
    folder = copy_data(tmp_path / "工作" / KEY)
    for file, key in (("原因.csv", "公务接待费"), ("事项.csv", "其他用车")):
        write_rows(folder / file, [row for row in read_rows(folder / file) if row[0] != key])
    with open_server(tmp_path / "工作") as opened:
        yield opened


def folder_of(server: Server) -> Path:
    return server.house.workspace.root / KEY


def address(page: str = "folder") -> str:
    return f"/accountant/{page}/{KEY}"


# The next field that nobody has been at: it is focused, and told.
_NEXT = """() => {
  const box = document.querySelector(".gap.field:not([data-done])");
  if (!box) return null;
  box.dataset.done = 1;
  const field = box.querySelector("textarea, input");
  field.focus();
  return [box.dataset.key, box.innerText, field.value, field.rows > 2];
}"""


def fill_everything(page: Page) -> None:
    """Type something into every field of the document, as it is asked for."""
    known = answers()
    while found := page.evaluate(_NEXT):
        key, said, value, is_text = found
        if value:
            continue
        if key in known and "原因" not in said:
            text = known[key]
        elif is_text:
            text = EVALUATED
        else:
            text = reason_of(key, said)
        page.keyboard.insert_text(text)


def test_two_dropped_files_become_the_final_word_and_pdf(browser: Browser, tmp_path: Path) -> None:
    find_office()
    word, book = last_years_document(tmp_path), workbook(tmp_path / "今年.xlsx")
    with open_server(tmp_path / "工作") as server, open_room(browser, server) as page:
        page.set_default_timeout(60_000)
        drop(page, book, word)
        page.get_by_role("button", name="建立一个部门的数据文件夹").click()
        page.get_by_role("link", name="打开正文，填写还缺的").click()
        for _ in range(25):
            fill_everything(page)
            saved(page)
            if "没有待补充的内容" in page.inner_text("#progress"):
                break
        assert "没有待补充的内容" in page.inner_text("#progress"), page.inner_text("#open")
        page.get_by_role("link", name="写出 Word、PDF").click()
        page.get_by_role("button", name="定稿 Word 和 PDF").click()
        page.locator(".written").wait_for()
        written = sorted((server.house.workspace.root / "成稿").rglob("*.*"))
        assert [path.suffix for path in written] == [".docx", ".pdf"]
        (folder,) = (server.house.workspace.root / "部门").iterdir()
    done = start(folder, "--docx", "--pdf", "--final", "-o", tmp_path / "命令行", folder=tmp_path)
    assert done.status == 0, done.said
    same = sorted((tmp_path / "命令行").iterdir())
    assert [path.name for path in same] == [path.name for path in written]
    assert same[0].read_bytes() == written[0].read_bytes()
    assert _STAMPS.sub(b"", same[1].read_bytes()) == _STAMPS.sub(b"", written[1].read_bytes())


def test_with_the_keyboard_alone(browser: Browser, server: Server) -> None:
    with open_room(browser, server, address()) as page:
        page.locator("#next").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('.field').dataset.key") == "公务接待费"
        page.keyboard.type(_REASON)
        page.keyboard.press("Control+Enter")
        until(page, "document.activeElement.closest('.field')?.dataset.key === '其他用车'")
        page.keyboard.type("0")
        page.keyboard.press("Enter")
        until(page, "document.querySelector('#progress').innerText.includes('没有待补充')")
        rows = {row[0]: row[-1] for row in read_rows(folder_of(server) / GAPS)}
        assert rows == {"事项": "原因", "公务接待费": _REASON, "其他用车": "0"}
        answer = page.locator(".answer")
        answer.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("End")
        page.keyboard.type("，另有一家改期")
        page.keyboard.press("Tab")  # to the button below
        page.keyboard.press("Tab")
        until(page, "document.body.innerText.includes('两家，另有一家改期。')")
        page.locator("#undo").focus()
        page.keyboard.press("Enter")
        until(page, "!document.body.innerText.includes('另有一家改期。')")


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    "page_name", ["folder", "list/事项", "list/项目绩效", "texts", "versions", "finish"]
)
def test_every_page_fits_and_can_be_read(
    page_name: str, size: tuple[int, int], browser: Browser, server: Server
) -> None:
    with open_room(browser, server, address(page_name), size) as page:
        page.wait_for_load_state()
        assert not is_wide(page)
        assert accessibility_faults(page) == []
        if page_name == "folder":
            page.locator("#next").click()
            page.locator("#show-checks").click()
            assert not is_wide(page)
            assert accessibility_faults(page) == []


def test_a_change_in_the_file_is_seen(browser: Browser, server: Server) -> None:
    with open_room(browser, server, address()) as page:
        page.locator(".gap.field").first.wait_for()
        rows = read_rows(folder_of(server) / "原因.csv")
        changed = [*rows, ["公务接待费", "外地来访的单位少了两家", "预算"]]
        write_rows(folder_of(server) / "原因.csv", changed)
        until(page, "document.body.innerText.includes('外地来访的单位少了两家')")
        assert page.locator(".gap.field").count() == 1


def test_what_is_being_typed_stays_while_the_page_changes(browser: Browser, server: Server) -> None:
    with open_room(browser, server, address()) as page:
        field = page.locator(".gap.field textarea")
        field.click()
        page.keyboard.type("接待")
        rows = read_rows(folder_of(server) / "原因.csv")
        write_rows(folder_of(server) / "原因.csv", [rows[0], *rows[2:]])
        until(page, "document.querySelectorAll('.gap.field').length > 2")
        page.keyboard.type("的批次少")
        assert field.first.evaluate("() => document.activeElement.value") == "接待的批次少"
        saved(page)
        assert "接待的批次少" in (folder_of(server) / GAPS).read_text(encoding="utf-8-sig")


def test_a_finding_leads_to_its_cell(browser: Browser, server: Server) -> None:
    folder = folder_of(server)
    rows = read_rows(folder / "公开05.csv")
    at = next(n for n, row in enumerate(rows) if row[0] == "2101101")
    rows[at][2] = "15.99"
    write_rows(folder / "公开05.csv", rows)
    with open_room(browser, server, address()) as page:
        page.locator("#show-checks").click()
        page.locator("#checks .go", has_text="2101101 行政单位医疗").first.click()
        spot = page.locator(".spotted")
        assert "15.99" in spot.inner_text()
        assert spot.evaluate("(one) => one.tagName") == "TD"
        spot.locator(".flag").first.click()
        assert page.evaluate("document.activeElement.id").startswith("check-")


def test_a_file_dropped_on_the_document_is_read_into_it(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    table = folder_of(server) / "公开09.csv"
    moved = table.rename(tmp_path / table.name)
    with open_room(browser, server, address()) as page:
        drop(page, moved)
        page.get_by_text("公开09.csv：已写出").wait_for()
        assert table.is_file()
        until(page, "document.body.innerText.includes('三公” 经费支出决算表'.replace(' ', ''))")


def test_a_list_is_saved_as_typed(browser: Browser, server: Server) -> None:
    folder = folder_of(server)
    with open_room(browser, server, address("list/事项")) as page:
        page.get_by_label("其他用车：数值").fill("3")
        page.get_by_label("其他用车：数值").blur()
        page.locator(".state.saved").wait_for()
        assert ["其他用车", "3", "辆"] in read_rows(folder / "事项.csv")
        rows = [
            row if row[0] != "其他用车" else [*row[:1], "4", *row[2:]]
            for row in read_rows(folder / "事项.csv")
        ]
        write_rows(folder / "事项.csv", rows)
        until(page, "[...document.querySelectorAll('input')].some((one) => one.value === '4')")
    with open_room(browser, server, address("list/单位构成"), NARROW) as page:
        page.get_by_role("button", name="加一行").click()
        page.keyboard.type("政务服务中心")
        page.keyboard.press("Tab")
        page.locator(".state.saved").wait_for()
        assert read_rows(folder / "单位构成.csv")[-1][0] == "政务服务中心"
