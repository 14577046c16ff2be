"""Take the pictures of docs/accountant.md and docs/reviewer.md: a real server, a real browser.

    python tools/take_pictures.py               all of them
    python tools/take_pictures.py accountant    those of one guide

A fresh workspace is served, files are dropped as people drop them, and every button is found by the
words that the guides name: where a page no longer has them, this stops there and says which.
The accountant's files are made of data/, with one amount mistyped; the reviewer's are a pile of
departments that do not exist.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

_ROOT = Path(__file__).resolve().parents[1]

sys.path[:0] = [str(_ROOT), str(_ROOT / "tests"), str(_ROOT / "tools")]

from piles.model import Fate  # noqa: E402 - they lie in tests
from piles.planning import plan_pile  # noqa: E402
from piles.rounds import plan_second  # noqa: E402
from piles.writing import BOOK, FILES, LIST, write_files, write_pile  # noqa: E402
from small_png import shrink  # noqa: E402
from support.accountant import drop  # noqa: E402
from support.browser import launch_browser  # noqa: E402
from support.folders import DATA, copy_data, set_cell  # noqa: E402
from support.serving import NARROW, open_room, open_server  # noqa: E402
from support.two_years import last_years_document, workbook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page

    from generator.server.serving import Server

IMAGES = _ROOT / "docs" / "images"
DAY = "2025-09-20"
LARGEST = 150_000  # bytes of a picture
_SCREEN = (1280, 760)
_PATIENCE = 240_000
_PILE, _COUNT, _SEED = "2024年度决算", 12, "说明"
# 公开02.csv: the total, with two digits changed over.
_CELL, _RIGHT, _WRONG = "D7", "8,637.14", "8,673.14"
_ASKED = "收支总计与上年度相比的主要原因"
_FIRST = "大数据产业园的专项债券资金上年已经拨付，本年不再安排"
_OTHER = "大数据产业园的专项债券资金上年已经拨付，本年只付尾款"
_REASON = "已与部门核实，来函说明了情况"


@dataclass
class Camera:
    """Takes what is seen of a page, under the name of the guide."""

    guide: str

    def take(self, page: Page, name: str, *, height: int = 0) -> None:
        """Take the top of the window, or as much of it as `height` says. Raises SystemExit."""
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)
        size = page.viewport_size or {"width": _SCREEN[0], "height": _SCREEN[1]}
        path = IMAGES / f"{self.guide}-{name}.png"
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
        taken = page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]
        picture = shrink(page.context, taken)
        if len(picture) > LARGEST:
            raise SystemExit(f"{path.name}：{len(picture)} 字节，应不超过 {LARGEST}")
        path.write_bytes(picture)
        print(f"{path.relative_to(_ROOT)}　{len(picture) // 1000} KB")


def show(place: Locator, above: int = 90) -> None:
    """Move the page so that a place stands near its top."""
    place.evaluate(
        "(one, above) => scrollTo(0, one.getBoundingClientRect().top + scrollY - above)", above
    )


@contextmanager
def open_here(browser: Browser, server: Server, path: str, *, narrow: bool) -> Iterator[Page]:
    """Open a page that waits longer than those of the tests do."""
    with open_room(browser, server, path, NARROW if narrow else _SCREEN) as page:
        page.set_default_timeout(_PATIENCE)
        yield page


# The accountant's guide


def picture_accountant(browser: Browser, room: Path) -> None:
    """From two dropped files to the written document."""
    camera = Camera("accountant")
    source = copy_data(room / "表")
    with (DATA / "公开02.csv").open(encoding="utf-8-sig") as file:
        row = list(csv.reader(file))[int(_CELL[1:]) - 1]
    if _RIGHT not in row:
        raise SystemExit(f"公开02.csv {_CELL} 不是 {_RIGHT}")
    set_cell(source, "公开02.csv", _CELL, _WRONG)
    book = workbook(room / "2024年决算.xlsx", source)
    word = last_years_document(room, "2023年度决算公开.docx")
    with open_server(room / "决算工作") as server:
        with open_here(browser, server, "/", narrow=False) as page:
            drop(page, book, word)
            page.get_by_role("button", name="建立一个部门的数据文件夹").wait_for()
            camera.take(page, "start", height=640)
            page.get_by_role("button", name="建立一个部门的数据文件夹").click()
            page.get_by_role("link", name="打开正文，填写还缺的").wait_for()
            camera.take(page, "begun")
            page.get_by_role("link", name="打开正文，填写还缺的").click()
            where = page.url
            _fill(page, camera)
            _check(page, camera, server)
            page.get_by_role("link", name="写出 Word、PDF").click()
            _write(page, camera, where)
        key = where.partition("/accountant/")[2]
        with open_here(browser, server, f"/accountant/{key}", narrow=True) as page:
            field = page.locator(".gap.field textarea").first
            field.focus()
            show(field, 420)
            camera.take(page, "narrow")


def _fill(page: Page, camera: Camera) -> None:
    """Take the field of the first reason, as it is being typed in."""
    page.get_by_role("button", name="下一处").first.wait_for()
    box = page.locator(".gap.field", has_text=_ASKED).first
    field = box.locator("textarea")
    field.fill(_FIRST)
    show(field, 250)
    box.locator(".saved").wait_for()
    camera.take(page, "fill")


def _check(page: Page, camera: Camera, server: Server) -> None:
    """Take the finding at its cell, then correct the cell as Excel would."""
    if page.locator("#checks").is_hidden():
        page.get_by_role("button", name=re.compile("^核对 [0-9]")).click()
    page.locator("#checks .error .go").first.click()
    page.locator(".spotted").wait_for()
    camera.take(page, "checks")
    (folder,) = (server.house.workspace.root / "部门").iterdir()
    set_cell(folder, "公开02.csv", _CELL, _RIGHT)
    page.locator("#checks .error").first.wait_for(state="detached")


def _write(page: Page, camera: Camera, document: str) -> None:
    """Write a draft, change a reason, write another: the changes are listed."""
    _write_draft(page)
    page.goto(document)
    filled = page.get_by_role("button", name=re.compile("^已填 [0-9]"))
    if page.locator("#filled").is_hidden():
        filled.click()
    page.locator("#filled").get_by_text(_FIRST).wait_for()
    page.locator("#filled").get_by_role("button", name="修改").first.click()
    field = page.locator("#filled textarea, #filled input").first
    field.fill(_OTHER)
    field.blur()
    page.locator(".document").get_by_text(_OTHER).first.wait_for()
    page.get_by_role("link", name="写出 Word、PDF").click()
    _write_draft(page)
    page.get_by_text("与上一份相比改了", exact=False).wait_for()
    camera.take(page, "finish")


def _write_draft(page: Page) -> None:
    page.get_by_role("button", name="草稿 Word", exact=True).click()
    page.locator(".run .written").first.wait_for()


# The reviewer's guide


def picture_reviewer(browser: Browser, room: Path) -> None:
    """From a dropped pile to the letters and the second round."""
    camera = Camera("reviewer")
    pile = plan_pile(_COUNT, _SEED)
    first = replace(
        pile,
        sent=tuple(one for one in pile.sent if one.fate not in {Fate.ENDLESS, Fate.OLDER}),
    )
    second, _ = plan_second(first, _SEED)
    write_pile(first, room / "一", 1)
    write_files(second, room / "二", 1)
    with open_server(room / "决算工作") as server:
        with open_here(browser, server, "/reviewer/", narrow=False) as page:
            given = (room / "一" / LIST, room / "一" / BOOK)
            drop(page, *_files(room / "一" / FILES), *given)
            page.get_by_label("名称").fill(_PILE)
            camera.take(page, "received", height=560)
            _review(page)
            camera.take(page, "desk")
            desk = page.url
            _decide(page, camera)
            page.goto(desk)
            page.get_by_role("button", name="审核意见书").click()
            page.get_by_role("link", name="下载", exact=False).wait_for()
            show(page.get_by_role("heading", name="写出"))
            camera.take(page, "letters", height=420)
            drop(page, *_files(room / "二"))
            page.wait_for_url("**/reviewer/received/**")
            page.get_by_label("放入").select_option(label=f"“{_PILE}”的下一轮")
            _review(page)
            camera.take(page, "second")
            where = page.url.partition("/reviewer/")[2]
        with open_here(browser, server, f"/reviewer/{where}", narrow=True) as page:
            page.locator(".files tbody tr").first.wait_for()
            show(page.locator(".files tbody tr").first, 200)
            camera.take(page, "narrow")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _review(page: Page) -> None:
    """Begin the review, and wait for its end."""
    page.get_by_role("button", name="开始审核").click()
    page.wait_for_url("**/reviewer/piles/**")
    page.locator(".files tbody tr").first.wait_for()
    page.locator("#progress").wait_for(state="hidden")
    page.reload()
    page.locator(".files tbody tr").first.wait_for()


def _decide(page: Page, camera: Camera) -> None:
    """Open the first document with errors and decide on two of its findings."""
    page.locator(".files tbody tr.error a").first.click()
    me = page.get_by_role("textbox", name="审核人")
    me.fill("王审")
    me.press("Tab")
    page.get_by_text("已记下审核人").wait_for()
    finding = page.locator("#f1")
    finding.get_by_role("button", name="接受").click()
    finding.get_by_label("理由（必填）").fill(_REASON)
    finding.get_by_role("button", name="保存").click()
    finding.get_by_text(f"接受：{_REASON}").wait_for()
    page.locator("#f2").get_by_role("button", name="应改").click()
    page.locator("#f2 .said").wait_for()
    show(page.locator("#f1"), 200)
    camera.take(page, "document")


GUIDES: dict[str, Callable[[Browser, Path], None]] = {
    "accountant": picture_accountant,
    "reviewer": picture_reviewer,
}


def main() -> None:
    """Take the pictures of the guides that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("guides", nargs="*", metavar="guide", help=" ".join(GUIDES))
    given = parser.parse_args()
    unknown = [name for name in given.guides if name not in GUIDES]
    if unknown:
        parser.error(f"{unknown[0]}: {' '.join(GUIDES)}")
    try:
        with launch_browser() as browser:
            for name in given.guides or GUIDES:
                with tempfile.TemporaryDirectory() as folder:
                    GUIDES[name](browser, Path(folder))
    except (pytest.skip.Exception, pytest.fail.Exception) as error:  # there is no Chromium
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
