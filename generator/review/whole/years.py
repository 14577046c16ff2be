"""The year of every figure, title and comparison of a text (DOMAIN 5).

In a text of year Y the titles, the units covered and the figures are those of Y, and what they are
compared with is Y-1. Years of contracts, of funds carried over and all within a reason are free.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.numerals import read_numeral
from generator.field import sections
from generator.model.passage import PassageKind
from generator.review import rules
from generator.review.marking import Spot, mark
from generator.review.text.claims import REASON
from generator.review.text.mentions import narrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.passage import Passage
    from generator.model.submission import Mark, Submission, SubmittedSection

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})\s*年"
_TITLE = re.compile(
    rf"{_YEAR}(?=\s*度|\s*(?:部门|单位)?决算)|(?P<words>[〇○零一二三四五六七八九]{{4}})年(?=度)"
)
_ACCOUNTS = re.compile(rf"{_YEAR}(?=\s*度?\s*(?:本?(?:部门|单位))?(?:汇总)?决算)")
_NEED = re.compile(r"(?P<year>20[0-9]{2})\s*年(?:需要|所需)")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
# A reason that is not called one; it lasts as long as its sentence.
_BECAUSE = re.compile(
    r"主要是|主要系|主要为|系因|由于|因为|主要因|受[^，。]{1,12}影响|主要用于|用于"
)
_GOES_ON = re.compile(r"\s*(?:[一二三四五六七八九]是|其[二三四五]|[（(][2-9][）)]|[②-⑨])")
_AGAINST = re.compile(
    r"(?:(?P<joined>与|同(?!比)|跟|和)|(?<![占环])比(?![例重率较照如])|(?<!比)较(?![大多好高低少快为])"
    rf"|相比|同比|相较|对照)[^，。；：、0-9]{{0,14}}?{_YEAR}(?P<after>[^，。；]{{0,24}})"
)
_COMPARES = re.compile(
    r"相比|比较|对比|相较|相对照|持平|一致|无变化|没有变化|无增减|无差异|比[，,]"
)
# The budget of the year itself is a base as well, and so is its beginning.
_OWN_BASE = re.compile(r"\s*度?\s*(?:年?初|[^，。；]{0,12}?(?:预算|指标|计划|目标))")
_FREE = re.compile(r"\s*度?\s*(?:结转|结余|签订|合同|立项|招标|采购的|开工|竣工|下达|剩余|遗留)")
_LAST = re.compile(rf"(?:上年度?|上一年度?|去年)(?:决算数?)?\s*[（(]?\s*{_YEAR}")
_CALLED_LAST = re.compile(rf"{_YEAR}\s*度?\s*[（(]即?(?:上年|上一年|去年)")
_THIS = re.compile(rf"(?:本年度?|今年|当年)\s*[（(]\s*{_YEAR}")
_LEAD = (
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}[.．、])?\s*"
)
_NOT_ITS_OWN = r"(?!截[至止]|对|关于|根据|按照?|自|从|由|在|经|依据|以)"
_QUANTITY = (
    r"\s*度?\s*(?:[本我]?(?:部门|单位|[局委厅院]))?(?:全年)?(?:财政拨款|一般公共预算|政府性基金|国有资本"
    r"|本年|收入|支出|收、?支|总收入|总支出|基本支出|项目支出|人员经费|公用经费|“?三公|因公出国|公务"
    r"|机关运行|机构运行|运行经费|政府采购|决算|年初预算|车辆|实有|共有|没有|无|未)"
)
_FIGURE = re.compile(
    rf"{_LEAD}{_NOT_ITS_OWN}[^，。；：、0-9（）]{{0,24}}?{_YEAR}(?={_QUANTITY})"
    rf"(?P<what>[^，。；：]{{0,40}})"
)
_OF_YEAR = re.compile(rf"{_YEAR}(?={_QUANTITY})")
_END = re.compile(rf"{_LEAD}(?:截[至止])?\s*{_YEAR}\s*(?:度?末|底|年末|期末|12月31日)")
_STOCK = re.compile(r"车辆|设备|固定资产|资产总|开支财政拨款|在职|实有")
_CARRIED = re.compile(r"结转|结余|预算(?!财政拨款|支出|收入)")
_NUMBER = re.compile(r"[0-9]|没有|无|未|零")
_BASE_BEFORE = re.compile(r"(?:与|较|比|同|跟|相比)[^，。；：、]{0,5}$")
_BEFORE_QUANTITY = 6
_QUANTITY_LENGTH = 4


class _Place(NamedTuple):
    """A passage with its clause."""

    file: str
    where: str
    passage: Passage


def check_years(submission: Submission, year: int) -> Iterator[Mark]:
    """Yield every year of a text of `year` that must be another one."""
    yield from _check_titles(submission, year)
    for section in submission.sections:
        if section.topic != sections.PERFORMANCE:
            yield from _check_section(submission.file, section, year)
    for paragraph in submission.paragraphs():
        place = _Place(submission.file, paragraph.where, paragraph.passage)
        for match in _NEED.finditer(narrow(paragraph.passage.text)):
            if int(match["year"]) == year + 1:
                yield _mark(place, match, "year", year, f"年度写作{match['year']}")


def find_years_of_title(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the years that a title says its document is of, with their places in the text."""
    for match in _TITLE.finditer(narrow(text)):
        if match["words"]:
            yield int(read_numeral(match["words"].replace("○", "〇"))), *match.span("words")
        else:
            yield int(match["year"]), *match.span("year")


def _check_titles(submission: Submission, year: int) -> Iterator[Mark]:
    """The cover, the headings, the titles of the tables, text boxes; the units covered."""
    headings = (section.heading for section in submission.sections)
    captions = (p for p in submission.tables if p.kind is not PassageKind.NOTE)
    boxes = (p for p in submission.passages if p.kind is PassageKind.TEXTBOX)
    seen = set()
    titles = (*submission.cover, *submission.part_headings, *headings, *captions, *boxes)
    for passage in titles:
        if passage.locator in seen:
            continue
        seen.add(passage.locator)
        # The text of a section may go on in the line of its heading.
        title = passage.text.partition("。")[0]
        for found, start, end in find_years_of_title(title):
            if found != year:
                spot = Spot(submission.file, "", passage, start, end)
                stated = passage.text[start:end]
                right = str(year) if stated.isdigit() else None
                message = f"年度写作{stated}，应为{year}"
                yield mark(rules.YEAR, message, spot, replacement=right)
    for passage in submission.overview:
        for match in _ACCOUNTS.finditer(narrow(passage.text)):
            if int(match["year"]) != year:
                place = _Place(submission.file, "", passage)
                yield _mark(place, match, "year", year, f"年度写作{match['year']}")


def _check_section(file: str, section: SubmittedSection, year: int) -> Iterator[Mark]:
    """The years of the figures of a section, and those with which they are compared."""
    own = {
        _quantity(text, match.end("year"))
        for paragraph in section.paragraphs
        for text in (narrow(paragraph.passage.text),)
        for match in _OF_YEAR.finditer(text)
        if int(match["year"]) == year and not _is_base(text, match.start())
    }
    for paragraph in section.paragraphs:
        place = _Place(file, paragraph.where, paragraph.passage)
        text = narrow(paragraph.passage.text)
        for start, end in _stated_parts(text):
            yield from _check_bases(place, text, (start, end), year)
            yield from _check_figure(place, text, (start, end), year, own)


def _stated_parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and where its reason does, or else its end."""
    within = False
    for match in _SENTENCE.finditer(text):
        within = within and bool(_GOES_ON.match(text, match.start()))
        if within:
            continue
        sentence = match.group()
        reasons = (
            found.start() for found in (REASON.search(sentence), _BECAUSE.search(sentence)) if found
        )
        stop = min(reasons, default=len(sentence))
        within = stop < len(sentence)
        yield match.start(), match.start() + stop


def _check_bases(place: _Place, text: str, span: tuple[int, int], year: int) -> Iterator[Mark]:
    """What the figures of a sentence are compared with."""
    seen = set()
    for match in _AGAINST.finditer(text, *span):
        stated = int(match["year"])
        seen.add(match.start("year"))
        if match["joined"] and not _COMPARES.search(text, match.end("year"), match.end()):
            continue
        if stated == year - 1 or _FREE.match(match["after"]):
            continue
        if stated == year and _OWN_BASE.match(match["after"]):
            continue
        yield _mark(place, match, "year", year - 1, f"比较的年度写作{stated}", certain=False)
    for pattern, right in ((_LAST, year - 1), (_CALLED_LAST, year - 1), (_THIS, year)):
        for match in pattern.finditer(text, *span):
            if int(match["year"]) != right and match.start("year") not in seen:
                yield _mark(place, match, "year", right, f"年度写作{match['year']}", certain=False)


def _check_figure(
    place: _Place, text: str, span: tuple[int, int], year: int, own: set[str]
) -> Iterator[Mark]:
    """The year of which a sentence says that its figures are."""
    match = _END.match(text, *span)
    if match and _STOCK.search(text, match.end(), span[1]) and int(match["year"]) != year:
        yield _mark(place, match, "year", year, f"年度写作{match['year']}", certain=False)
        return
    match = _FIGURE.match(text, *span)
    if match is None or int(match["year"]) == year or _is_base(text, match.start("year")):
        return
    stated_before = _CARRIED.search(match["what"]) and "年初预算" not in match["what"]
    if stated_before or _quantity(text, match.end("year")) in own:
        return
    if _NUMBER.search(text, match.end("year"), span[1]):
        yield _mark(place, match, "year", year, f"年度写作{match['year']}", certain=False)


def _is_base(text: str, at: int) -> bool:
    """Whether a year is what a figure is compared with."""
    return bool(_BASE_BEFORE.search(text[max(0, at - _BEFORE_QUANTITY) : at]))


def _quantity(text: str, end: int) -> str:
    """Return the first words of what a year is said of."""
    return re.sub(r"[\s度]", "", text[end : end + _QUANTITY_LENGTH + 3])[:_QUANTITY_LENGTH]


def _mark(
    place: _Place, match: re.Match[str], group: str, right: int, words: str, *, certain: bool = True
) -> Mark:
    spot = Spot(place.file, place.where, place.passage, *match.span(group))
    replacement = str(right) if certain else None
    return mark(rules.YEAR, f"{words}，应为{right}", spot, replacement=replacement)
