"""What of a file could not be read: no body, tables as pictures, pages as images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.codes import L02
from generator.base.labels import squash
from generator.field import sections as form_sections
from generator.review.text.mentions import find_all_numbers
from generator.review.whole.census import is_checked
from generator.review.whole.charts import name_unread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding
    from generator.model.passage import Aside
    from generator.model.submission import Submission
    from generator.review.whole.census import Census

_FORM_TITLE = re.compile(
    r"(?:公开)?0?[1-9]?(?:表|:|：)?.{0,24}(?:决算总表|决算表|收入支出决算总表|决算明细表)$|公开0[1-9]表?$"
)


def find_blind(problems: Iterable[Finding], asides: Iterable[Aside] = ()) -> tuple[str, ...]:
    """Return what could not be read of the file: pages, embedded documents, parts beside the text.

    Of `asides` those count without which the file cannot pass.
    """
    pages = (problem.message for problem in problems if problem.code == L02.code)
    lost = (name_unread(aside) for aside in asides if aside.is_lost)
    return tuple(dict.fromkeys((*pages, *lost)))


def find_unread(submission: Submission, census: Census, pictures: int, *, has_tables: bool) -> str:
    """Return why there is nothing to review, with what was found instead; empty where there is.

    That is a narrative without a number in 一 to 十二, or tables of which only the titles are
    text while the file has pictures.
    """
    titles = [p.text for p in submission.tables if _FORM_TITLE.search(squash(p.text))]
    if not has_tables and titles and pictures:
        return (
            f"公开表读不出：找到 {len(titles)} 个表题（{titles[0]}等），没有一张表格，"
            f"表可能是图片（文件中有 {pictures} 张图片）；请提交表格（Word 中的表格，不用图片）"
        )
    sections = [
        section for section in submission.sections if section.topic != form_sections.PERFORMANCE
    ]
    if any(find_all_numbers(p.passage.text) for section in sections for p in section.paragraphs):
        return ""
    if any(find_all_numbers(section.heading.text) for section in sections):
        return ""
    if any(map(is_checked, census.verdicts)):
        return ""
    total = len(census.verdicts)
    found = f"找到 {len(submission.sections)} 个标题（{submission.sections[0].heading.text}等）"
    return (
        f"没有读到正文的数字：{found}，标题之下没有数字，全文其他地方有 {total} 个数字；"
        "找的是“一、收入支出决算总体情况说明”等各节标题和它们下面的文字"
    )
