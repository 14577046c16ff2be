"""The maintainer's room in a browser: what is edited appears, faults are told at their line."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.serving import accessibility_faults, complaints, is_wider_than_the_screen

import generator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).parent.parent.parent
_FIRST = "01-收入支出决算总体情况.md"
_SENTENCE = "收、支总计"
_LIMIT = 1.0  # seconds from the writing of a file to the new text, of a machine of our own
# On Linux the system ends the program with the process that started it, whatever ends that.
_PROGRAM = f"""
import ctypes, runpy, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, {signal.SIGKILL.value})  # PR_SET_PDEATHSIG
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""


class Served:
    """The running program, its folders and its address."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "数据"
        self.templates = folder / "我的模板"
        shutil.copytree(_ROOT / "data", self.data)
        self.templates.mkdir()
        shutil.copy(_ROOT / "templates" / "zh" / _FIRST, self.templates)
        arguments = ["templates", "preview", str(self.data), "--templates", str(self.templates)]
        arguments.append("--no-browser")
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path])},
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode("utf-8")
        found = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=[\w-]+&to=/maintainer/", line)
        assert found, line
        self.address = found.group()

    @property
    def template(self) -> Path:
        return self.templates / _FIRST

    def replace(self, old: str, new: str) -> float:
        """Change the template; return the moment at which it was written."""
        text = self.template.read_text(encoding="utf-8")
        assert old in text
        self.template.write_text(text.replace(old, new), encoding="utf-8")
        return time.perf_counter()

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does; return status and the last words."""
        self.process.send_signal(signal.SIGINT)
        out, _ = self.process.communicate(timeout=10)
        return self.process.returncode, out.decode("utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    program = Served(tmp_path)
    yield program
    if program.process.poll() is None:
        program.stop()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(30_000)
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.extend(complaints(message.text)))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.goto(served.address)
    opened.wait_for_url(lambda url: "/enter?" not in url)
    _document(opened).get_by_text(_SENTENCE).first.wait_for()
    yield opened
    opened.close()
    assert trouble == []


def _document(page: Page) -> FrameLocator:
    return page.frame_locator("#shown")


def _wait_for_text(page: Page, text: str) -> float:
    """Return the moment at which the document on the page has the text."""
    page.wait_for_function(
        "text => document.getElementById('shown')?.contentDocument?.body"
        "?.textContent.includes(text)",
        arg=text,
        polling=20,
    )
    return time.perf_counter()


def test_an_edited_template_appears_within_a_second(page: Page, served: Served) -> None:
    spent = []
    texts = ["{{ 行文.均为 }}", "都是", "合在一起是", "一共是"]
    for old, new in pairwise(texts):
        written = served.replace(old, new)
        spent.append(_wait_for_text(page, f"{_SENTENCE}{new}10,394.91") - written)
    print("template:", [f"{seconds:.2f}" for seconds in spent])  # noqa: T201 - a measurement
    # The best of several: what is measured is the program, not what else the machine does.
    assert min(spent) < _LIMIT * _share_of_others(served)


def _share_of_others(served: Served) -> float:
    """Return how many times longer work takes now than on a machine that does nothing else."""
    begun, used = time.perf_counter(), time.process_time()
    for _ in range(3):
        generator.build(served.data)
    return max(1.0, (time.perf_counter() - begun) / (time.process_time() - used))


def test_an_edited_switch_and_an_edited_table_appear(page: Page, served: Served) -> None:
    settings = served.data / "行文.toml"
    settings.write_text("[通用]\n年度后 = '，'\n", encoding="utf-8")
    written = time.perf_counter()
    first = _wait_for_text(page, "2024年度，收、支总计均为") - written
    reasons = served.data / "原因.csv"
    text = reasons.read_text(encoding="utf-8-sig")
    old = "政务云服务采购列入本年安排，财政增拨了相应的项目经费"
    assert old in text
    reasons.write_text(text.replace(old, "换了一个原因"), encoding="utf-8")
    written = time.perf_counter()
    second = _wait_for_text(page, "主要原因是换了一个原因。") - written
    print(f"switch: {first:.2f}, table: {second:.2f}")  # noqa: T201 - a measurement
    assert min(first, second) < _LIMIT * _share_of_others(served)


def test_a_broken_template_is_told_at_its_line_and_the_text_stays(
    page: Page, served: Served
) -> None:
    served.replace("{{ 收支总计 | 万元 }}", "{{ 收支总记 | 万元 }}")
    panel = page.locator("#problems")
    panel.wait_for()
    told = panel.inner_text()
    assert f"我的模板/{_FIRST} 第 4 行" in told
    assert "没有名为“收支总记”的名称，是否应为“收支总计”？" in told
    assert "{{ 收支总记 | 万元 }}" in told
    assert "下面仍是上一次写出的文档" in told
    document = _document(page)
    assert "10,394.91" in document.get_by_text(_SENTENCE).first.locator("xpath=..").inner_text()
    note = document.locator(".fault-note")
    assert "第 4 行" in note.inner_text()
    above = note.locator("xpath=preceding-sibling::*[1]")
    assert _SENTENCE in above.inner_text()
    served.replace("{{ 收支总记 | 万元 }}", "{{ 收支总计 | 万元 }}元整")
    _wait_for_text(page, "万元元整")
    assert panel.is_hidden()
    assert document.locator(".fault-note").count() == 0


def test_a_fault_that_stops_nothing_is_told_too(page: Page, served: Served) -> None:
    served.replace("# {{", "### {{")
    page.locator("#problems").wait_for()
    assert "标题跳了级" in page.locator("#problems").inner_text()
    assert "已经写出" in page.locator("#problems").inner_text()


def test_a_click_on_a_sentence_shows_its_line(page: Page) -> None:
    _document(page).get_by_text(_SENTENCE).first.click()
    origin = page.locator("#origin")
    origin.wait_for()
    assert origin.locator("h2").inner_text() == f"我的模板/{_FIRST} 第 4 行"
    assert "收支总计 | 万元" in origin.locator("li.this").inner_text()
    _document(page).locator("[data-part='3'] [data-origin^='宏.md']").first.click()
    origin.locator("h2", has_text="宏.md").wait_for()
    assert "{{" in origin.locator("li.this").inner_text()
    origin.locator(".close").click()
    assert origin.is_hidden()


def test_a_click_on_a_number_shows_formula_and_cells(page: Page) -> None:
    document = _document(page)
    document.locator("[data-part='3'] .figure", has_text="52.76%").first.click()
    panel = document.locator("#panel")
    panel.wait_for()
    assert "÷" in panel.locator(".words").inner_text()
    assert "公开01.csv C37" in panel.locator(".cells").inner_text()
    page.locator("#origin").wait_for()
    assert page.locator("#origin h2").inner_text().startswith("宏.md 第 ")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_used_by_everybody(width: int, page: Page, served: Served) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    served.replace("# {{", "### {{")
    page.locator("#problems").wait_for()
    _document(page).get_by_text(_SENTENCE).first.click()
    page.get_by_role("button", name="改这个模板").click()
    page.get_by_label("模板的全文").wait_for()
    assert accessibility_faults(page) == []
    assert not is_wider_than_the_screen(page)
    for name in ("开关", "模板文件", "检查"):
        page.get_by_role("link", name=name, exact=True).click()
        page.locator(".tabs [aria-current]", has_text=name).wait_for()
        assert accessibility_faults(page) == []
        assert not is_wider_than_the_screen(page)


def test_a_template_is_changed_with_the_keyboard_alone(page: Page, served: Served) -> None:
    page.get_by_role("link", name="模板文件").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=f"我的模板/{_FIRST}")
    link.focus()
    page.keyboard.press("Enter")
    area = page.get_by_label("模板的全文")
    area.wait_for()
    page.wait_for_function("document.activeElement.id === 'source'")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n用键盘写的一段。\n")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _wait_for_text(page, "用键盘写的一段。")
    assert "用键盘写的一段。" in served.template.read_text(encoding="utf-8")


def test_the_place_on_the_page_is_kept(page: Page, served: Served) -> None:
    page.evaluate("document.getElementById('shown').contentWindow.scrollTo(0, 3000)")
    served.replace("{{ 行文.均为 }}", "合在一起是")
    _wait_for_text(page, "合在一起是")
    place = page.evaluate("document.getElementById('shown').contentWindow.scrollY")
    assert 2900 < place < 3100


# Editing in the browser


def test_a_template_is_edited_and_taken_back(page: Page, served: Served) -> None:
    before = served.template.read_bytes()
    _document(page).get_by_text(_SENTENCE).first.click()
    page.get_by_role("button", name="改这个模板").click()
    area = page.get_by_label("模板的全文")
    area.wait_for()
    text = area.input_value()
    assert text == served.template.read_text(encoding="utf-8")
    area.fill(text.replace("{{ 行文.均为 }}", "合在一起是"))
    page.get_by_role("button", name="保存", exact=True).click()
    _wait_for_text(page, f"{_SENTENCE}合在一起是10,394.91")
    page.get_by_role("button", name="撤销上一次保存").click()
    _wait_for_text(page, f"{_SENTENCE}均为10,394.91")
    assert served.template.read_bytes() == before
    page.get_by_role("status").get_by_text("已撤销").wait_for()


def test_a_template_of_the_program_is_copied_before_it_is_changed(
    page: Page, served: Served
) -> None:
    builtin = _ROOT / "templates" / "zh" / "12-国有资产占用.md"
    before = builtin.read_bytes()
    _document(page).get_by_text("共有车辆").first.click()
    page.get_by_role("button", name="改这个模板").click()
    page.get_by_text("自带的模板：保存时").wait_for()
    area = page.get_by_label("模板的全文")
    area.wait_for()
    area.fill(area.input_value().replace("共有车辆", "共有公务车辆"))
    page.get_by_role("button", name="保存", exact=True).click()
    _wait_for_text(page, "共有公务车辆")
    assert builtin.read_bytes() == before
    assert "共有公务车辆" in (served.templates / builtin.name).read_text(encoding="utf-8")


def test_what_is_typed_is_not_lost_by_a_click_elsewhere(page: Page, served: Served) -> None:
    _document(page).get_by_text(_SENTENCE).first.click()
    page.get_by_role("button", name="改这个模板").click()
    area = page.get_by_label("模板的全文")
    area.wait_for()
    area.fill("# 改到一半")
    _document(page).get_by_text("共有车辆").first.click()
    page.get_by_role("status").get_by_text("有没保存的改动").wait_for()
    assert area.input_value() == "# 改到一半"
    assert page.locator("#origin h2").inner_text().startswith("我的模板/01-")
    page.get_by_role("button", name="关闭").click()
    _document(page).get_by_text("共有车辆").first.click()
    page.locator("#origin h2", has_text="12-国有资产占用.md").wait_for()


def test_what_was_changed_outside_is_not_overwritten(page: Page, served: Served) -> None:
    _document(page).get_by_text(_SENTENCE).first.click()
    page.get_by_role("button", name="改这个模板").click()
    page.get_by_label("模板的全文").fill("# 空")
    served.replace("{{ 行文.均为 }}", "合在一起是")
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.get_by_role("button", name="保存", exact=True).click()
    assert told.value.status == 409
    page.get_by_role("status").get_by_text("已经被别的程序改过").wait_for()
    assert "合在一起是" in served.template.read_text(encoding="utf-8")


def test_text_of_a_template_is_never_markup(page: Page, served: Served) -> None:
    evil = "<img src=x onerror=document.title='evil'><script>document.title='evil'</script>"
    served.replace("{{ 行文.均为 }}", evil)
    _wait_for_text(page, "onerror=")
    served.replace("{{ 收支总计 | 万元 }}", "{{ 收支总记 | 万元 }}" + evil)
    page.locator("#problems").get_by_text("onerror=").first.wait_for()
    _document(page).get_by_text(_SENTENCE).first.click()
    page.locator("#origin li.this").get_by_text("onerror=").wait_for()
    page.get_by_role("button", name="改这个模板").click()
    page.get_by_label("模板的全文").wait_for()
    assert evil in page.get_by_label("模板的全文").input_value()
    assert "evil" not in page.title()
    assert page.locator("#origin img, #problems img").count() == 0
    assert _document(page).locator("[data-part='3'] img").count() == 0


# Switches, changed sentences, check


def _wait_until(page: Page, path: Path, text: str) -> None:
    for _ in range(100):
        if path.is_file() and text in path.read_text(encoding="utf-8"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(path)


def test_a_switch_shows_its_sentence_and_what_a_value_changes(page: Page, served: Served) -> None:
    page.get_by_role("link", name="开关").click()
    page.get_by_text("[一]　").click()
    item = page.locator("[data-section='一'][data-name='均为']")
    item.locator(".before b").first.wait_for()
    assert item.locator(".before b").first.inner_text() == "均为"
    assert "10,394.91万元" in item.locator(".before").first.inner_text()
    field = item.locator("[name=value]")
    field.fill("合在一起是")
    item.locator(".after ins").first.wait_for()
    assert "收、支总计合在一起是" in item.locator(".after").first.inner_text()
    assert not (served.templates / "行文.toml").exists()
    field.press("Enter")
    _wait_until(page, served.templates / "行文.toml", '均为 = "合在一起是"')
    page.get_by_role("link", name="改动的句子").click()
    changed = page.frame_locator("iframe")
    changed.locator("ins", has_text="合在一起是").first.wait_for()
    page.get_by_role("link", name="预览").click()
    _wait_for_text(page, f"{_SENTENCE}合在一起是")
    page.get_by_role("link", name="开关").click()
    page.get_by_role("button", name="撤销上一次保存").click()
    page.wait_for_load_state()
    for _ in range(100):
        if not (served.templates / "行文.toml").exists():
            break
        page.wait_for_timeout(50)
    assert not (served.templates / "行文.toml").exists()


def test_a_value_that_cannot_be_used_is_told(page: Page) -> None:
    page.goto(page.url.replace("/preview", "/switches"))
    page.get_by_text("[附件]　").click()
    item = page.locator("[data-section='附件'][data-name='自评表印在']")
    item.locator("[name=value]").fill("某处")
    item.get_by_text("应是").wait_for()


def test_check_marks_faults_at_their_line_and_leads_there(page: Page, served: Served) -> None:
    served.replace("{{ 收支总计 | 万元 }}", "{{ 收支总记 | 万元 }}")
    page.get_by_role("link", name="检查").click()
    page.get_by_role("button", name="检查").click()
    fault = page.get_by_role("link", name=f"我的模板/{_FIRST} 第 4 行")
    fault.first.wait_for(timeout=120_000)
    assert "是否应为“收支总计”" in page.locator("main").inner_text()
    fault.first.click()
    area = page.get_by_label("模板的全文")
    area.wait_for()
    place = area.evaluate("area => area.value.slice(0, area.selectionStart).split('\\n').length")
    assert place == 4


# The server


def test_only_lines_of_templates_are_told(page: Page) -> None:
    front = page.url.partition("/maintainer/")[0] + "/maintainer/"
    for name in ("../pyproject.toml", "/etc/passwd", "..\\data\\公开01.csv", "数据/原因.csv"):
        question = urllib.parse.urlencode({"file": name, "line": 1})
        assert page.request.get(f"{front}line?{question}").json() == []
        assert page.request.get(f"{front}template?{question}").status == 404
    own = urllib.parse.urlencode({"file": "宏.md", "line": 1})
    assert "各节共用的句式" in page.request.get(f"{front}line?{own}").text()


def test_nothing_is_left_beside_data_and_templates(page: Page, served: Served) -> None:
    page.goto("about:blank")
    left = {one.name for one in (*served.data.iterdir(), *served.templates.iterdir())}
    assert not any(name.startswith(".") for name in left)
    assert served.stop()[0] == 0
    assert left == {one.name for one in (*served.data.iterdir(), *served.templates.iterdir())}


def test_ctrl_c_ends_it(served: Served) -> None:
    status, words = served.stop()
    assert status == 0
    assert "网页已停止。" in words
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(served.address, timeout=10)  # noqa: S310 - our own
