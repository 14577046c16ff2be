"""Whose accounts a text says they are: its titles, its part one, its sentences, its margins."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from generator.base.labels import key_of
from generator.base.ordinals import mark_end
from generator.field import zh
from generator.field.funds import FUNDS
from generator.model.finding import finding
from generator.model.place import Place
from generator.model.submission import Mark
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.text.mentions import narrow
from generator.review.whole.covered import untitled_overview
from generator.review.whole.names import is_near, place_of
from generator.review.whole.year_roles import QUANTITY
from generator.review.whole.year_titles import find_wrong_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.passage import Aside, Passage
    from generator.model.submission import Submission

_ENDING = (
    "委员会|管理局|局|厅|办公室|中心|医院|法院|检察院|党校|学校|学院|大学|中学|小学|幼儿园|研究院|研究所|联合会"
    "|协会|政府|办事处|服务站|工作站|支队|大队|总队|博物馆|图书馆|文化馆|档案馆|干休所|疗养院|委|团委|办|处|站|所|馆|会|院"
)
# No name has 的: what stands behind it is another word (教育局的部门决算只含局本级).
_LETTER = r"(?:(?!的)[\u4e00-\u9fff])"
_NAME = (
    rf"(?P<name>(?:{_LETTER}{{1,12}}?(?:省|市|县|区|州|旗|盟|乡|镇)|[省市县区])"
    rf"{_LETTER}{{1,24}}?(?:{_ENDING}))"
)
_LEVEL = r"(?:[（(](?:局机关)?(?:本级|机关|汇总)[^（）()]{0,6}[）)])?"
_OF_YEAR = r"\s*的?\s*(?:20[0-9]{2}\s*年度?\s*)?的?"
_OTHERS_WORK = r"(?!的?(?:编制(?!范围)|编审|批复|布置|会审|工作|管理|制度|通知|要求|公开工作))"
# Whose accounts: what a title, the part one or a header calls them by.
_TITLED = re.compile(rf"{_NAME}{_LEVEL}{_OF_YEAR}(?:本?(?:部门|单位)|汇总)?决算{_OTHERS_WORK}")
# A cover may have the name on a line of its own, beside that of an authority.
_LINE = re.compile(rf"^\s*{_NAME}{_LEVEL}\s*(?:部门|单位)?$", re.MULTILINE)
_LABELLED = re.compile(
    r"(?:编制|填报|公开)?(?:部门|单位)(?:名称)?\s*[:：]\s*(?P<name>[\u4e00-\u9fff（）]{4,40})"
)
_DESCRIBED = re.compile(
    rf"{_NAME}{_LEVEL}\s*的?(?:内设|下设|设有|主要职责|部门职责|单位职责|机构设置|机构情况|概况|共有|现有|下属|所属)"
)
_SURVEYED = re.compile(rf"{_NAME}{_LEVEL}\s*(?:部门|单位)?概况\s*$")
# 截至2024年12月31日，, 从决算单位构成看，: of when or of what a sentence speaks.
_OF_WHAT = r"(?:(?:截[至止]|从)[^，。；\n]{2,16}[，,]|20[0-9]{2}\s*年度?[，,]?)?"
_BEGINS = rf"(?:^|[。；\n])\s*{_OF_WHAT}\s*"
# What an authority does with the money of others: 市财政局年初预算批复, 省财政厅财政拨款下达.
_THEIR_ACT = (
    r"[^，。；：0-9]{0,10}(?:批复|批准|下达|核定|核拨|拨付|拨入|追加|审核|通知|文件|要求|规定)"
)
# The subject of a sentence with figures.
_SUBJECT = re.compile(
    rf"{_BEGINS}{_NAME}{_LEVEL}{_OF_YEAR}\s*(?:年度)?"
    rf"(?:(?:没有|无|未)(?:使用|发生|安排)?)?(?:{QUANTITY})(?!{_THEIR_ACT})"
)
# Goes on to the name of a project (市级政务服务大厅运行经费项目绩效自评): what stands before 项目
# besides words that any department has there.
_PROJECT = re.compile(r"(?P<words>[^，。；：:\n]{0,60}?)(?:项目|绩效自评|自评)")
_NO_PROJECT = re.compile(
    rf"20[0-9]{{2}}|[年度的等和及与对各]|[本全]年|部门|单位|本级|整体|支出|收入|决算|{'|'.join(FUNDS)}"
    rf"|{zh.BUDGET}|财政拨款|拨款|安排|组织|全面|开展|没有|使用|纳入|[无未]"
)
# The subject of a sentence of the part one.
_COUNTS = r"包括[0-9一二两三四五六七八九十]{1,4}个"
_ACTOR = re.compile(rf"{_BEGINS}{_NAME}{_LEVEL}\s*(?:是|为|系|属|纳入|由|{_COUNTS})")
# The subject of duties: another's are spoken of beside the department's own.
_DOER = re.compile(rf"{_BEGINS}{_NAME}{_LEVEL}\s*(?:主要)?(?:负责|承担|主管|贯彻|拟订|组织)")
_AUTHORITY = re.compile(r"(?:局|厅|委|委员会|办公室|联合会|政府|法院|检察院|办事处)$")
# With these the part one speaks of institutes that belong to a department, too.
_OF_INSTITUTES = (_DESCRIBED, _ACTOR, _DOER)
_AT_BEGIN = (_SUBJECT, _ACTOR, _DOER)
# Says that a name behind it is that of a unit of the department.
_BELONGS = re.compile(r"下属|所属|下设|下辖|直属|局属|系统内?|二级(?:预算)?(?:单位|机构)")
# A piece of a list: what may stand before a name, and behind it.
_ITEM = rf"(?:.*?(?:包括|包含|分别[为是]|即|[为是有]|下属|所属|下设|下辖|直属))?{_NAME}"
_LISTED = re.compile(rf"{_ITEM}(?:[（(][^（）()]*[）)])?(?:$|[为是系属])")
# The department among its units.
_OWN_LEVEL = "本级"
_ITSELF = re.compile(rf"{_ITEM}[（(]?(?:局?机关)?{_OWN_LEVEL}")
_LEADING = re.compile(r"^(?:纳入|包括|根据|按照|属于|其中|以及|由)+")
_PIECES = re.compile(
    r"[、，；。：:\n]|,(?![0-9])|(?:以及|[和及与])(?=[\u4e00-\u9fff]{0,12}?[省市县区州旗盟乡镇])"
)
_PLACES = re.compile("[省市县区州旗盟乡镇]")
_STOPS = re.compile(r"[、，；。：:]")
_LONGEST_PIECE = 80
_MARGINS = ("页眉", "页脚")


def check_owners(submission: Submission, name: str) -> Iterator[Mark]:
    """Yield the other departments of which a text speaks as the one that it is of, each once."""
    own = key_of(name)
    seen: set[str] = set()
    for other, passage, end in _others(submission, name, own) if own else ():
        key = key_of(other)
        if key not in seen:
            seen.add(key)
            spot = Spot(submission.file, "", passage, end - len(other), end)
            yield mark(rules.DEPARTMENT, _message(other, name), spot)


def _others(submission: Submission, name: str, own: str) -> Iterator[tuple[str, Passage, int]]:
    """Yield the names that are none of the department's, with where they end."""
    place = place_of(name)
    is_authority = bool(_AUTHORITY.search(own))
    listed = frozenset(_listed(submission, is_authority=is_authority))
    for pattern, passage, match in _matches(submission, own):
        other = _LEADING.sub("", match["name"])
        if pattern in _AT_BEGIN and not _is_subject(other, match["name"], place):
            continue
        if pattern is _SUBJECT and _names_project(passage.text, match.end("name")):
            continue
        key = key_of(other)
        if not is_other(key, own) or key in listed:
            continue
        if pattern in _OF_INSTITUTES and is_authority and not _AUTHORITY.search(other):
            continue
        yield other, passage, match.end("name")
    units = list(_find_itself(chain.from_iterable(_parts_one(submission))))
    # Where the department is among its units, others may be, with a level of their own.
    if all(is_other(key_of(other), own) for other, _ in units):
        for other, passage in units:
            yield other, passage, passage.text.find(other) + len(other)


def _matches(
    submission: Submission, own: str
) -> Iterator[tuple[re.Pattern[str], Passage, re.Match[str]]]:
    for patterns, passages in _places(submission, own):
        for passage in passages:
            for pattern in patterns:
                for match in pattern.finditer(passage.text):
                    yield pattern, passage, match


def find_titled(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    """Yield the departments whose accounts titles say that they are."""
    for passage in passages:
        for match in _TITLED.finditer(passage.text):
            yield _LEADING.sub("", match["name"]), passage


def find_described(submission: Submission) -> Iterator[tuple[str, Passage]]:
    """Yield of which department the part one speaks: the first one, others are units of it.

    Also whose accounts it says to be compiled, and what has a level of its own (本级).
    """
    passages = [p for part in _parts_one(submission) for p in part]
    yield from find_titled(passages)
    yield from _find_itself(passages)
    yield from islice(_first_described(passages), 1)


def _find_itself(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    """Yield the departments that units are listed with as themselves (江河市教育局本级)."""
    for passage in passages:
        if _OWN_LEVEL in passage.text:
            for piece in _PIECES.split(passage.text):
                found = _ITSELF.match(piece.strip()[:_LONGEST_PIECE])
                if found:
                    yield found["name"], passage


def _first_described(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        for pattern in (_DESCRIBED, _ACTOR, _DOER):
            for match in pattern.finditer(passage.text):
                if _is_subject(match["name"], match["name"], place_of(match["name"])):
                    yield match["name"], passage


def find_subjects(submission: Submission) -> Iterator[tuple[str, Passage]]:
    """Yield the departments that are the subject of sentences of the accounts."""
    for section in submission.sections:
        for paragraph in section.paragraphs:
            text = paragraph.passage.text
            for match in _SUBJECT.finditer(text):
                name = match["name"]
                if _is_subject(name, name, "") and not _names_project(text, match.end("name")):
                    yield name, paragraph.passage


def _is_subject(other: str, said: str, place: str) -> bool:
    """Whether a sentence begins with a name: a verb may stand before it (承接江河市教育局…).

    根据江河市财政局… is no subject either, and 下属江河市园林中心 a unit of the department.
    """
    return other == said and not (place and other.find(place) > 0) and not _BELONGS.search(other)


def _names_project(text: str, end: int) -> bool:
    """Whether a name is only the beginning of that of a project."""
    found = _PROJECT.match(text, end)
    return found is not None and bool(_NO_PROJECT.sub("", found["words"]))


def check_margins(file: str, asides: Iterable[Aside], name: str, year: int) -> Iterator[Mark]:
    """Yield the headers and footers that are those of another department or year."""
    own = key_of(name)
    for aside in asides:
        if aside.where not in _MARGINS:
            continue
        for line in aside.text.splitlines():
            place = Place(file, section=aside.where, quote=line.strip())
            found = _TITLED.search(line) or _LABELLED.search(line)
            other = _LEADING.sub("", found["name"]) if found else ""
            if other and own and is_other(key_of(other), own):
                message = f"{aside.where}的{_message(other, name)}"
                yield Mark(finding(rules.DEPARTMENT, message, place))
            for start, end in find_wrong_years(line, year) if year else ():
                message = f"{aside.where}的年度写作{line[start:end]}，应为{year}"
                yield Mark(finding(rules.YEAR, message, place))


def is_other(key: str, own: str) -> bool:
    """Whether a name is neither the department's, nor one with more or fewer words to it.

    With more or fewer places in it it is that of another place: 江河市东山县水利局.
    """
    if key in own or own in key:
        return False
    if len(_PLACES.findall(key)) != len(_PLACES.findall(own)) and place_of(key) == place_of(own):
        return True
    if is_near(key, own):
        return False
    letters = iter(own)
    return not all(letter in letters for letter in key)


def _message(other: str, name: str) -> str:
    return f"单位名称“{other}”不是本部门“{name}”，疑为抄自别的单位"


def _places(
    submission: Submission, own: str
) -> Iterator[tuple[tuple[re.Pattern[str], ...], Iterable[Passage]]]:
    """Yield the passages with the patterns in which a name there is that of the department."""
    yield (_TITLED,), (*submission.cover, *submission.part_headings)
    if not any(own in key_of(passage.text) for passage in submission.cover):
        yield (_LINE,), submission.cover
    yield (_SURVEYED,), submission.part_headings
    yield _of_overview(submission.overview, own), submission.overview
    yield (_LABELLED, _TITLED), submission.tables
    for section in submission.sections:
        yield (_TITLED,), (section.heading,)
        yield (_SUBJECT,), [paragraph.passage for paragraph in section.paragraphs]
    for passages in untitled_overview(submission):
        yield _of_overview(passages, own), passages


def _parts_one(submission: Submission) -> Iterator[tuple[Passage, ...]]:
    """Yield what stands as part one, whether a heading opens it or not."""
    yield submission.overview
    yield from untitled_overview(submission)


def _of_overview(passages: Sequence[Passage], own: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a part one: duties count where it does not name its own subject."""
    named = any(
        key_of(match["name"]) in own or own in key_of(match["name"])
        for passage in passages
        for match in _DOER.finditer(passage.text)
    )
    return (_TITLED, _DESCRIBED, _ACTOR) if named else (_TITLED, _DESCRIBED, _ACTOR, _DOER)


def _listed(submission: Submission, *, is_authority: bool) -> Iterator[str]:
    """Yield the keys of the names that part one lists as those of the units covered.

    In a line by itself any may stand; within a sentence the institutes of an authority. Another
    authority that is named there in place of the department is none of its units.
    """
    parts = _parts_one(submission)
    text = narrow("\n".join(passage.text for part in parts for passage in part))
    for line in text.splitlines():
        begin = mark_end(line)
        if begin:
            yield key_of(re.split(r"[（(。；，]", line[begin:])[0])
        # A line of a name alone is a title.
        is_sentence = is_authority and _STOPS.search(line)
        for piece in _PIECES.split(line) if is_sentence else ():
            found = _LISTED.match(piece.strip()[:_LONGEST_PIECE])
            if found and not _AUTHORITY.search(found["name"]):
                yield key_of(_BELONGS.split(found["name"])[-1])
