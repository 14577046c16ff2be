"""Who publishes, for which year, and how it calls itself (单位信息), read from a text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from generator.base.labels import squash
from generator.field import sections, zh
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.passage import Passage
    from generator.model.submission import Submission
    from generator.model.table import Table
    from generator.review.harvest.rows import Rows
    from generator.review.text.flat import Flat

_NAME_LINE = re.compile(r"(?:编制|填报)?(?:部门|单位)(?:名称)?:(.{2,60}?)(?:20[0-9]{2}年度?|$)")
_OVERVIEW = re.compile(r"(?:第一(?:部分|章|篇)[:、]?)?(?!第一)(.{4,50}?)(?:部门|单位)?概况$")
_COVER_WORDS = re.compile(
    r"20[0-9]{2}年度?|(?:部门|单位)?决算(?:公开)?(?:情况)?(?:说明|报告|概况)?$|^公开"
)
# What has an ordinal is a heading.
_NAMELESS = re.compile(
    r"[0-9〇一二三四五六七八九十]{1,4}年|决算|目录|公开|^[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]"
)
_YEAR = re.compile(r"(20[0-9]{2})年度")
_OPENING = re.compile(r"(20[0-9]{2})年")
_SCOPE = re.compile(r"20[0-9]{2}年度?.{0,30}?(部门|单位)决算|(部门|单位)决算")
_SELF = re.compile(
    r"期末，(?P<a>[^，。；、【]{2,40}?)(?:共有车辆|开支财政拨款)"
    r"|(?P<b>[本我][部门单位局委办厅院]{1,2})20[0-9]{2}年度没有"
    r"|20[0-9]{2}年度(?P<c>[^，。；、【]{2,40}?)面向中小企业"
)
_SUBJECT = re.compile(
    r"(?:^|\n|12月31日，)(?P<name>[^，。；、：【\n]{4,40}?)"
    r"(?:20[0-9]{2}年度(?:财政拨款)?(?:收入支出|收、支)总计|20[0-9]{2}年度无|共有车辆)"
)
_NO_NAME = re.compile(r"^[本我]|^20|万元$")
_SCOPE_OF_CARS = re.compile(r"期?末，(部门|单位)开支财政拨款")
_PUBLIC_INSTITUTION = re.compile(r"(?:为|属于?|系)(?:[^，。]{0,8})?事业单位，(?:不涉及|没有|无)")
_SCOPES = {zh.DEPARTMENT, zh.UNIT}
_WHOLE_TITLE = re.compile(r"^(?!第.{1,3}(?:部分|章|篇)).{4,40}?20[0-9]{2}年度?.{0,6}决算")
_SHORTEST_NAME = 4


class _Printed(NamedTuple):
    """A word that a passage prints."""

    text: str
    passage: Passage


def read_identity(
    submission: Submission, flats: Mapping[str, Flat], tables: Mapping[str, Table], rows: Rows
) -> None:
    """Add the lines of 单位信息; of several names and years the one printed most often."""
    names = list(_names(submission)) or list(_subjects(flats))
    heads = Counter(table.department for table in tables.values() if table.department)
    _add_most(submission.file, zh.DEPARTMENT_NAME, names, heads, rows)
    years = [
        _Printed(found[1], passage)
        for passage in _titles(submission)
        for found in _YEAR.finditer(squash(passage.text))
    ]
    printed = Counter(table.year for table in tables.values() if table.year)
    _add_most(submission.file, zh.YEAR, years or _opening_years(submission), printed, rows)
    _add_scope(submission, flats.get("九"), rows)
    for topic in (sections.ASSETS, sections.PROCUREMENT, "八", "七", "九"):
        flat = flats.get(topic)
        found = _SELF.search(flat.text) if flat else None
        if flat and found:
            word = next(filter(None, found.groups()))
            if word not in _SCOPES:
                rows.add_identity(zh.SELF_REFERENCE, word, flat.place(*found.span()))
    flat = flats.get("十")
    found = _PUBLIC_INSTITUTION.search(flat.text) if flat else None
    if flat and found:
        rows.add_identity(zh.UNIT_KIND, zh.INSTITUTION, flat.place(*found.span()))


def _opening_years(submission: Submission) -> list[_Printed]:
    """Return the years with which headings and paragraphs open, where no title has one."""
    return [
        _Printed(found[1], passage)
        for section in submission.sections
        for passage in (section.heading, *(p.passage for p in section.paragraphs))
        if (found := _OPENING.match(squash(passage.text)))
    ]


def _titles(submission: Submission) -> Iterator[Passage]:
    """Yield what names the whole document: the cover, the headings of its parts."""
    yield from submission.cover
    yield from submission.part_headings


def _names(submission: Submission) -> Iterator[_Printed]:
    """Yield the names of the department: cover, heading of part one, heads of the tables."""
    for passage in submission.cover or tuple(filter(_is_title, submission.part_headings[:1])):
        bare = _COVER_WORDS.sub("", squash(passage.text))
        if len(bare) >= _SHORTEST_NAME and not _NAMELESS.search(bare):
            yield _Printed(bare.removesuffix(zh.DEPARTMENT), passage)
    for passage in submission.part_headings:
        found = _OVERVIEW.match(squash(passage.text))
        if found:
            yield _Printed(found[1], passage)
    for passage in submission.tables:
        found = _NAME_LINE.match(squash(passage.text))
        if found and not _NO_NAME.search(found[1]):
            yield _Printed(found[1], passage)


def _is_title(passage: Passage) -> bool:
    """Whether a heading before the first part is the title of the whole text."""
    return _WHOLE_TITLE.search(squash(passage.text)) is not None


def _subjects(flats: Mapping[str, Flat]) -> Iterator[_Printed]:
    """Yield the department as the subject of sentences, as some forms name it."""
    for topic in ("一", "四", "七", "八", "九", sections.ASSETS):
        flat = flats.get(topic)
        found = _SUBJECT.search(flat.text) if flat else None
        if flat and found and not _NO_NAME.search(found["name"]):
            passage = flat.paragraphs[flat.origins[found.start("name")][0]].passage
            yield _Printed(flat.original(*found.span("name")), passage)


def _add_most(
    file: str, key: str, printed: Iterable[_Printed], votes: Counter[str], rows: Rows
) -> None:
    """Add the word that stands there most often, `votes` of the tables counted in."""
    found = list(printed)
    counted = votes + Counter(word.text for word in found)
    if not counted:
        return
    text = max(counted, key=lambda word: counted[word])
    first = next((word.passage for word in found if word.text == text), None)
    place = _place(file, first) if first else Place(file)
    rows.add_identity(key, text, place)


def _place(file: str, passage: Passage) -> Place:
    return Place(file, paragraph=passage.paragraph, quote=passage.text)


def _add_scope(submission: Submission, three_public: Flat | None, rows: Rows) -> None:
    """Add 部门 or 单位: of the titles, else of the sentence that says it as well."""
    for passage in _titles(submission):
        found = _SCOPE.search(squash(passage.text))
        if found:
            scope = found[1] or found[2]
            rows.add_identity(zh.SCOPE, scope, _place(submission.file, passage))
            return
    found = _SCOPE_OF_CARS.search(three_public.text) if three_public else None
    if three_public and found:
        rows.add_identity(zh.SCOPE, found[1], three_public.place(*found.span()))
