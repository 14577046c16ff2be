"""What is left over of the form: blanks, alternatives, instructions; doubled words (DOMAIN 9)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import phrases, sections
from generator.review import rules
from generator.review.marking import Spot, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.accounts import Accounts
    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission

_BLANKS = (
    (re.compile(r"[XxＸ×]{2,}(?:万?元|年|月|日|部门|单位|个|%|局)?"), "空格式"),
    (re.compile(r"(?<![A-Za-z0-9])[XxＸ×](?=年|万元|%|个|部门)"), "空格式"),
    (re.compile(r"[（(]\s*[）)]"), "空括号"),
    (re.compile(r"有其他问题就写[^。]{0,12}|没有就写无|此处(?:填写|说明)"), "格式的提示"),
    (re.compile(r"【待补充[^【】]*】"), "没有补充的内容"),
    (re.compile(r"_{3,}"), "没有填的空白"),
)
# One of several words was to be kept: a word of direction, then others in a bracket, after a
# stroke, or its opposite after 或.
_UP = "|".join((*phrases.RISEN, *phrases.MORE, "增幅"))
_DOWN = "|".join((*phrases.FALLEN, *phrases.LESS, "降幅"))
_WAY = f"(?:{_UP}|{_DOWN}|等于|持平|增|减)"
_ALTERNATIVES = re.compile(
    rf"{_WAY}[额数了]?\s*[（(]或?{_WAY}[额数了]?(?:[、/／或]{_WAY})*[）)]"
    rf"|{_WAY}[额数了为]?\s*[/／]\s*{_WAY}(?:\s*[/／（(]\s*{_WAY}[）)]?)*"
    rf"|[（(]或[^（）()。；]{{0,10}}(?:持平|一致|{_WAY})[^（）()。；]{{0,6}}[）)]"
    rf"|(?:{_UP})或者?(?:{_DOWN})|(?:{_DOWN})或者?(?:{_UP})"
)
# 没有增加或减少: where both are denied, or left open, none of them was to be kept; behind one
# that was, an amount stands.
_DENIED = re.compile(
    r"(?:没有?|未|无(?![形偿])|不(?![含包足])|并非|是否|无论|不论|不管)[^，。；：、0-9]{0,6}$"
)
_DENIED_REACH = 12
_BY = re.compile(r"[额数了]?\s*[0-9XxＸ×]")
# An instruction tells the writer what to do with a piece of the form.
_PIECE = re.compile(
    r"[本此该空]表|表格|表[式样]|[本此该][段条节]|格式|样式|模板|范本|括号|红字|斜体|下划线|[下上]述(?:[表段条节]|格式|文字|内容|说明)"
)
_DO = (
    r"(?:请|应|须|需|务必|仍|可(?!能)|不得|不要|自行|据实|如实|[根依]据实际|按(?:照)?实际)[^，。；（）()]{0,10}?"
    r"(?:保留|删[除去掉]|填[写列报入]|注明|[作做][^，。；]{0,4}说明|表述|列示|替换|修改|选择|勾选)"
)
_SENTENCE = re.compile(r"[^。；\n（）()]+")
_INSTRUCTED = re.compile(_DO)
# What the department fills in for its own work: 填报审批单, 填写接待清单.
_OWN_PAPER = re.compile(
    r"填[写列报入](?![^，。；]{0,12}[本此该空]表)[^，。；]{0,16}?"
    r"(?:单|清册|台账|公函|登记表|申请表|审批表|报销表|统计表|报表)"
)
_IN_BRACKETS = re.compile(
    rf"[（(][^（）()]{{0,40}}?(?:{_DO}|可[^（）()]{{0,8}}增减)[^（）()]{{0,40}}[）)]"
)
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,8})\1|费经费")
_DOUBLE_WORDS = {"研究", "常常", "往往", "多多", "人人", "方方", "时时"}
_ONE_BY_ONE = re.compile(r"[一逐][\u4e00-\u9fff]")
_OF_OFFICES = ("局", "厅", "委员会", "中心", "办公室")
_OFTEN = 2


def check_leftovers(submission: Submission, accounts: Accounts | None) -> Iterator[Mark]:
    """Yield placeholders, alternatives and instructions of the form, and doubled words.

    名词解释, part one and evaluations are free texts: there 增加或减少 or 应填报 is no leftover.
    """
    where = submission.clauses()
    free = {passage.locator for passage in (*submission.glossary, *submission.overview)}
    for paragraph in submission.attachments:
        pieces = submission.joined.get(paragraph.passage.locator, ())
        free |= {passage.locator for passage in (paragraph.passage, *pieces)}
    for passage in submission.passages:
        clause = where.get(passage.locator, "")
        spared = passage.locator in free or clause.startswith(sections.PERFORMANCE)
        for start, end, kind in _find(passage, is_free=spared):
            spot = Spot(submission.file, clause, passage, start, end)
            yield mark(rules.LEFTOVER, f"残留{kind}：“{passage.text[start:end]}”", spot)
    yield from _check_doubled(submission, accounts, where)


def _find(passage: Passage, *, is_free: bool) -> Iterator[tuple[int, int, str]]:
    text = passage.text
    for pattern, kind in _BLANKS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind
    if is_free:
        return
    for match in _ALTERNATIVES.finditer(text):
        before = text[max(0, match.start() - _DENIED_REACH) : match.start()]
        if _BY.match(text, match.end()) or not _DENIED.search(before):
            yield match.start(), match.end(), "格式的选项"
    for match in _IN_BRACKETS.finditer(text):
        yield match.start(), match.end(), "格式的提示"
    for match in _SENTENCE.finditer(text):
        sentence = _OWN_PAPER.sub("", match.group())
        if _PIECE.search(sentence) and _INSTRUCTED.search(sentence):
            yield match.start(), match.end(), "格式的提示"


def _check_doubled(
    submission: Submission, accounts: Accounts | None, where: dict[str, str]
) -> Iterator[Mark]:
    """Yield words that stand twice in a row, unless they belong to a name.

    Names are what the tables and the list of projects have, and what the text itself says again.
    """
    found = [
        (passage, match)
        for passage in submission.passages
        for match in _DOUBLED.finditer(passage.text)
    ]
    times = Counter(match.group() for _, match in found)
    names = _names(accounts) if accounts and found else ""
    for passage, match in found:
        word = match.group(1) or match.group()
        is_name = match.group() in names or times[match.group()] >= _OFTEN
        if word in _DOUBLE_WORDS or _ONE_BY_ONE.fullmatch(word) or len(set(word)) == 1 or is_name:
            continue
        spot = Spot(
            submission.file,
            where.get(passage.locator, ""),
            passage,
            match.start(),
            match.end(),
        )
        severity = Severity.ERROR if word.endswith(_OF_OFFICES) else Severity.WARNING
        yield mark(rules.LEFTOVER, f"重复用字：“{match.group()}”", spot, severity=severity)


def _names(accounts: Accounts) -> str:
    """Return the names that the data has, line by line."""
    labels = (row.label for table in accounts.tables.values() for row in table.rows)
    projects = (project.name for project in accounts.projects)
    names = (*projects, *labels, *accounts.names.values(), accounts.identity.department)
    return "\n".join(map(squash, names))
