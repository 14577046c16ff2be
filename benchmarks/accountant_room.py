"""The accountant's room in headless Chromium, measured on a document of 47 pages (data/).

    python benchmarks/accountant_room.py --times 5

Told are, each as the median and the worst of some times: the page until a field takes the keyboard,
a change in a CSV until the page shows it, a typed reason until it lies in 待补充.csv and until the
document prints it, the check list. Status 1 where a bound of the room is not kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests")]

from support.accountant import KEY, saved  # noqa: E402 - they lie in tests
from support.browser import launch_browser  # noqa: E402
from support.folders import copy_data, read_rows, write_rows  # noqa: E402
from support.serving import open_room, open_server  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_PAGE, _CHANGE = 1.5, 1.0  # seconds
_LOOK = 10  # ms between two looks


def main() -> int:
    """Measure and tell; return the status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as place:
        folder = copy_data(Path(place) / KEY)
        rows = read_rows(folder / "原因.csv")
        write_rows(folder / "原因.csv", [row for row in rows if row[0] != "公务接待费"])
        with (
            open_server(Path(place)) as server,
            launch_browser() as browser,
            open_room(browser, server, f"/accountant/folder/{KEY}") as page,
        ):
            kept = _tell("页面可以填写", _repeat(times, lambda _: _open(page)), _PAGE)
            kept &= _tell(
                "改 CSV 后看到", _repeat(times, lambda n: _change(page, folder, n)), _CHANGE
            )
            typed = [_type(page, folder, number) for number in range(times)]
            _tell("填写后存入", [one for one, _ in typed])
            _tell("填写后印在正文", [one for _, one in typed])
            _tell("检查表", _repeat(times, lambda n: _list_duties(page, folder, n)))
    return 0 if kept else 1


def _repeat(times: int, measure: Callable[[int], float]) -> list[float]:
    return [measure(number) for number in range(times)]


def _tell(what: str, seconds: list[float], bound: float = 0.0) -> bool:
    middle = statistics.median(seconds)
    wanted = f"，要求 {bound:.1f}" if bound else ""
    print(f"{what}：中位数 {middle:.2f} 秒，最慢 {max(seconds):.2f} 秒{wanted}", flush=True)
    return not bound or middle <= bound


def _wait(page: Page, what: str) -> None:
    while not page.evaluate(what):
        page.wait_for_timeout(_LOOK)


def _open(page: Page) -> float:
    begun = time.monotonic()
    page.reload(wait_until="commit")
    page.locator(".gap.field textarea").first.focus()
    return time.monotonic() - begun


def _change(page: Page, folder: Path, number: int) -> float:
    """Change the number of guests in 事项.csv as another program would."""
    value = str(31 + number)
    rows = [
        [row[0], value, *row[2:]] if row[0] == "国内接待人次" else row
        for row in read_rows(folder / "事项.csv")
    ]
    begun = time.monotonic()
    write_rows(folder / "事项.csv", rows)
    _wait(page, f"document.getElementById('document').innerText.includes('{value}人次')")
    return time.monotonic() - begun


def _type(page: Page, folder: Path, number: int) -> tuple[float, float]:
    """Type a reason; return the seconds until it is in the file, and until it is printed."""
    text = f"来访的单位少了第{number}家"
    if number:
        page.locator(".answer", has_text="来访的单位").first.click()
    field = page.locator(".gap.field textarea").first
    field.fill(text)
    begun = time.monotonic()
    gaps = folder / "待补充.csv"
    while not gaps.is_file() or text not in gaps.read_text("utf-8-sig"):
        page.wait_for_timeout(_LOOK)
    stored = time.monotonic() - begun
    saved(page)
    return stored, time.monotonic() - begun


def _list_duties(page: Page, folder: Path, number: int) -> float:
    """Change the folder, and wait for the check list of what it says now."""
    _change_only(folder, number)
    page.goto(page.url.replace("/folder/", "/finish/"))
    begun = time.monotonic()
    page.locator(".duties").first.wait_for()
    return time.monotonic() - begun


def _change_only(folder: Path, number: int) -> None:
    rows = read_rows(folder / "原因.csv")
    rows[-1][1] = f"{rows[-1][1].rstrip('一二')}{'一二'[number % 2]}"
    write_rows(folder / "原因.csv", rows)


if __name__ == "__main__":
    sys.exit(main())
