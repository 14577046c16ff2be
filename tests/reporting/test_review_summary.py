"""The summary of many reviews: what needs to be looked at stands first, what was not read too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import lxml.html
import pytest
from support.summaries import FILES, SKIPPED, SORTED, summary

from generator.base.severity import Severity
from generator.model.review import Conclusion
from generator.reporting.review_index import format_review_index
from generator.reporting.review_summary import (
    print_skipped,
    print_summary,
    sort_by_need,
    word_bases,
)
from generator.reporting.review_words import word_basis, word_pile_verdict
from generator.reporting.screen import print_as_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from generator.model.reviewed_file import FileSummary


def test_files_are_sorted_by_need() -> None:
    assert [one.name for one in sort_by_need(FILES)] == SORTED


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_how_grave_a_file_is(one: FileSummary) -> None:
    is_unread = one.conclusion is Conclusion.UNREAD
    assert one.reaches(Severity.ERROR) == (is_unread or one.counts[0] > 0)
    assert one.reaches(Severity.WARNING) == (is_unread or sum(one.counts[:2]) > 0)
    assert one.reaches(Severity.INFO) == (is_unread or sum(one.counts) > 0)


def test_the_verdict_says_first_what_was_not_read() -> None:
    passed = [summary(str(n), Conclusion.PASSED) for n in range(3)]
    assert word_pile_verdict(passed) == "共 3 份：3 份通过"
    unread = [*passed, summary("坏", Conclusion.UNREAD)]
    assert word_pile_verdict(unread) == "共 4 份：1 份无法审核，3 份通过"
    assert word_pile_verdict(unread, SKIPPED) == (
        "10 个文件没有审核；共 4 份：1 份无法审核，3 份通过"
    )
    assert word_pile_verdict(FILES) == (
        "共 8 份：2 份无法审核，2 份错误，2 份未发现错误但有数字没有核对，2 份通过"
    )


def test_what_was_skipped_is_named_once_for_all_of_a_kind() -> None:
    said = print_as_text(lambda console: print_skipped(console, SKIPPED)).splitlines()
    assert said[0] == "没有审核的 10 个文件："
    names = "、".join(f"表{n}.xlsx" for n in range(6))
    assert said[1:3] == [f"  {names} 等 9 个　是表格", "  图.png　是图片"]
    assert print_as_text(lambda console: print_skipped(console, ())) == ""


def test_the_summary_ends_with_the_verdict() -> None:
    said = print_as_text(lambda console: print_summary(console, FILES, SKIPPED))
    assert said.splitlines()[-2].startswith("10 个文件没有审核；共 8 份：2 份无法审核")


@pytest.fixture
def index() -> HtmlElement:
    files = sort_by_need(FILES)
    links = {one.name: f"{one.name}.html" for one in files if one.was_read}
    return lxml.html.document_fromstring(format_review_index(files, links, SKIPPED))


def test_the_index_says_what_can_be_chosen(index: HtmlElement) -> None:
    assert index.xpath("//p[@class='needs']/button/text()") == [
        *("全部 8", "无法审核 2", "错误 2", "警告 2", "有未核对 1", "通过 1"),
    ]
    assert index.xpath("//select/option/text()") == ["全部", "单位错误 2 份", "格式 2 份"]
    assert index.xpath("//datalist/option/@value") == ["乙局", "甲局"]
    chosen = {need: len(index.xpath(f"//tr[@class='{need}']")) for need in
              ("unread", "error", "warning", "unchecked", "clean")}  # fmt: skip
    assert chosen == {"unread": 2, "error": 2, "warning": 2, "unchecked": 1, "clean": 1}


def test_the_index_names_what_was_skipped(index: HtmlElement) -> None:
    assert index.xpath("string(//h2)") == "没有审核的 10 个文件"
    assert index.xpath("//section//summary/text()") == ["9 个是表格", "1 个是图片"]
    assert len(index.xpath("//section//li")) == 10


def test_an_index_without_anything_skipped_says_nothing_of_it() -> None:
    page = format_review_index(FILES, {})
    assert "没有审核" not in page.partition("<body>")[2]


def test_the_version_stands_once_and_every_year_behind_it() -> None:
    program = word_basis(None)
    years = ("按 2023 年度决算公开的规则", *["按 2024 年度决算公开的规则"] * 2)
    read = [replace(FILES[0], basis=f"{program}，{year}") for year in years]
    unread = replace(FILES[4], basis=program)
    assert word_bases([*read, unread]) == f"{program}，{years[1]}；{years[0]}"
    assert word_bases([unread]) == program
