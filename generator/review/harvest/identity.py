"""Who publishes, for which year, and how it calls itself (单位信息), read from a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.labels import key_of, squash
from generator.field import sections, zh
from generator.model.place import Place
from generator.review.harvest.voices import Said, Voice, decide
from generator.review.whole.owners import find_described, find_subjects, find_titled
from generator.review.whole.year_roles import Role, plain_text, read_years

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
_STOP = re.compile("[，。]")
# What the own year is after one with such a part; others tell nothing of it.
_AFTER = {Role.FIGURE: 0, Role.BASE: 1}


def read_identity(
    submission: Submission, flats: Mapping[str, Flat], tables: Mapping[str, Table], rows: Rows
) -> None:
    """Add the lines of 单位信息; the name and the year are those that most kinds of place say."""
    names = list(_names(submission, tables)) or list(_subjects(flats))
    _add(submission.file, zh.DEPARTMENT_NAME, names, rows)
    _add(submission.file, zh.YEAR, _years(submission, tables), rows)
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


def _years(submission: Submission, tables: Mapping[str, Table]) -> list[Said]:
    """Return what says of which year the text is; without any, the years that open passages."""
    said = [
        *_years_of(Voice.COVER, submission.cover),
        *_years_of(Voice.HEADINGS, submission.part_headings),
        *_years_of(Voice.HEADINGS, _headings(submission)),
        *_years_of(Voice.CONTENTS, submission.contents),
        *_years_of(Voice.TABLES, submission.tables),
        *(Said(Voice.TABLES, table.year) for table in tables.values() if table.year),
        *_years_of_figures(submission),
    ]
    return [*said, *_told_by_name(submission.file, said)] or _opening_years(submission)


def _headings(submission: Submission) -> Iterator[Passage]:
    """Yield the headings of the sections but those that are sentences."""
    headings = (section.heading for section in submission.sections)
    return (heading for heading in headings if not _STOP.search(heading.text))


def _years_of(voice: Voice, passages: Iterable[Passage]) -> Iterator[Said]:
    for passage in passages:
        for found in _YEAR.finditer(squash(passage.text)):
            yield Said(voice, found[1], passage)


def _years_of_figures(submission: Submission) -> Iterator[Said]:
    """Yield the years of the figures, and those behind the ones that they are compared with."""
    for section in submission.sections:
        if section.topic == sections.PERFORMANCE:
            continue
        for paragraph in section.paragraphs:
            for said in read_years(plain_text(paragraph.passage.text)):
                after = _AFTER.get(said.role)
                if after is not None and not said.beside:
                    yield Said(Voice.SENTENCES, str(said.year + after), paragraph.passage)


def _opening_years(submission: Submission) -> list[Said]:
    return [
        Said(Voice.SENTENCES, found[1], passage)
        for section in submission.sections
        for passage in (section.heading, *(p.passage for p in section.paragraphs))
        if (found := _OPENING.match(squash(passage.text)))
    ]


def _told_by_name(file: str, said: Iterable[Said]) -> Iterator[Said]:
    """Yield what the text says and the name of the file has as well: alone it says nothing."""
    key = key_of(file)
    held = {one.text for one in said if key_of(one.text) in key}
    # Of 江河市教育局 and 江河市教育局幼儿园 the longer one is meant.
    longest = (one for one in held if not any(one != other and one in other for other in held))
    yield from (Said(Voice.FILE_NAME, one) for one in sorted(longest))


def _titles(submission: Submission) -> Iterator[Passage]:
    """Yield what names the whole document: the cover, the headings of its parts."""
    yield from submission.cover
    yield from submission.part_headings


def _names(submission: Submission, tables: Mapping[str, Table]) -> Iterator[Said]:
    """Yield the names of the department, wherever the text says whose accounts it is."""
    said = [
        *_names_of_titles(submission),
        *(Said(Voice.TABLES, table.department) for table in tables.values() if table.department),
        *_names_of_overviews(Voice.CONTENTS, submission.contents),
        *_names_in(Voice.CONTENTS, find_titled(submission.contents)),
        *_names_in(Voice.OVERVIEW, find_described(submission)),
        *_names_in(Voice.SENTENCES, find_subjects(submission)),
    ]
    yield from said
    yield from _told_by_name(submission.file, said)


def _names_in(voice: Voice, found: Iterable[tuple[str, Passage]]) -> Iterator[Said]:
    return (Said(voice, name, passage) for name, passage in found)


def _names_of_overviews(voice: Voice, passages: Iterable[Passage]) -> Iterator[Said]:
    for passage in passages:
        found = _OVERVIEW.match(squash(passage.text))
        if found:
            yield Said(voice, found[1], passage)


def _names_of_titles(submission: Submission) -> Iterator[Said]:
    for passage in submission.cover or tuple(filter(_is_title, submission.part_headings[:1])):
        bare = _COVER_WORDS.sub("", squash(passage.text))
        if len(bare) >= _SHORTEST_NAME and not _NAMELESS.search(bare):
            yield Said(Voice.COVER, bare.removesuffix(zh.DEPARTMENT), passage)
    yield from _names_of_overviews(Voice.HEADINGS, submission.part_headings)
    yield from _names_in(Voice.HEADINGS, find_titled(submission.part_headings))
    yield from _names_in(Voice.HEADINGS, find_titled(_headings(submission)))
    for passage in submission.tables:
        found = _NAME_LINE.match(squash(passage.text))
        if found and not _NO_NAME.search(found[1]):
            yield Said(Voice.TABLES, found[1], passage)


def _is_title(passage: Passage) -> bool:
    """Whether a heading before the first part is the title of the whole text."""
    return _WHOLE_TITLE.search(squash(passage.text)) is not None


def _subjects(flats: Mapping[str, Flat]) -> Iterator[Said]:
    """Yield the department as the subject of sentences, as some forms name it."""
    for topic in ("一", "四", "七", "八", "九", sections.ASSETS):
        flat = flats.get(topic)
        found = _SUBJECT.search(flat.text) if flat else None
        if flat and found and not _NO_NAME.search(found["name"]):
            passage = flat.paragraphs[flat.origins[found.start("name")][0]].passage
            yield Said(Voice.SENTENCES, flat.original(*found.span("name")), passage)


def _add(file: str, key: str, said: Iterable[Said], rows: Rows) -> None:
    """Add what is said, where anything is."""
    best = decide(said, by_text=key == zh.YEAR)
    if best is not None:
        place = _place(file, best.passage) if best.passage else Place(file)
        rows.add_identity(key, best.text, place)


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
