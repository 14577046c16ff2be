"""Duties on changes: that they are told, and why; of 三公 against the budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import format_plain
from generator.base.severity import Severity
from generator.field import duties, sections, zh
from generator.review import rules
from generator.review.duties.ground import (
    ALL_THREE,
    done,
    fold,
    not_applicable,
    of_evaluation,
    problem,
    unchecked,
)
from generator.review.duties.told import is_said
from generator.review.statements.statement import Base, Comparison, Measure
from generator.review.text.explanations import find_explanations
from generator.review.text.flat import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.review.duties.ground import Ground
    from generator.review.statements.statement import Remark, Statement
    from generator.review.text.explanations import Explanation
    from generator.review.text.flat import Flat

_TOPIC = "九"
_TOTALS = frozenset("一二三四五")
_CHANGED = {Measure.CHANGE, Measure.RATE}
_SAME = {Comparison.EQUAL, Comparison.FIRST}
_DIFFERS = "[低小少高大多]于|超[过出]|节约|压减|减少|结余|增加"
_TOLD = re.compile(
    rf"(?:{_DIFFERS})(?:(?!上年|去年)[^，。；])*?(?:预算[^，。；0-9]{{0,6}})?"
    r"主要(?:是|系|为|因)(?P<why>[^。；]{4,})|(?<=，)系(?P<due>[^。；]{4,}所致)"
)
_NO_LAST_YEAR = re.compile(
    r"(?:无|没有)(?:可比的?)?(?:上年|去年|同期|对比|可比)(?:度|决算)*数|首次编[制报]|新(?:成立|组建|设立)(?:的?(?:单位|部门|机构)|[，。；])"
)
_MOST_NAMED = 4
_FAR = 600
_ITEM_CODE = 7


class _Item(NamedTuple):
    """An amount of 三公: its name, its columns of 公开09, and how a text calls it."""

    name: str
    budget: int
    final: int
    words: re.Pattern[str]


_ITEMS = (
    _Item(zh.THREE_PUBLIC, 1, 7, re.compile(ALL_THREE)),
    _Item(zh.TRAVEL_ABROAD, 2, 8, re.compile("因公出国|出国（境）")),
    _Item(zh.VEHICLES, 3, 9, re.compile("公务用车|用车购置")),
    _Item(zh.RECEPTION, 6, 12, re.compile("公务接待")),
)


def judge_changes(ground: Ground) -> DutyJudgement:
    """How income and spending stand to those of last year."""
    duty = duties.CHANGES
    for topics in (_TOTALS, None):
        place = _find_change(ground, topics)
        if place:
            return done(duty, place)
    if not ground.submission.sections or not any(map(ground.has_section, _TOTALS)):
        return unchecked(duty, "送审的文件没有收入、支出的说明")
    for section in ground.submission.sections:
        for paragraph in section.paragraphs if section.topic in _TOTALS else ():
            if _NO_LAST_YEAR.search(fold(paragraph.passage.text)):
                return done(duty, ground.place_of(paragraph.passage, paragraph.where))
    return problem(duty, "没有写收入、支出与上年相比的增减变化")


def _find_change(ground: Ground, topics: frozenset[str] | None) -> Place | None:
    """Return the first comparison with last year, within the sections of some matters."""
    for one in ground.reading.statements:
        is_change = one.measure in {*_CHANGED, Measure.LAST} and one.base in {Base.LAST_YEAR, None}
        if is_change and _is_in(one, topics) and (one.base or one.measure is Measure.LAST):
            return _place(ground, one)
    for remark in ground.reading.remarks:
        same = remark.comparison in _SAME and remark.base is Base.LAST_YEAR
        if same and _is_in(remark, topics):
            return ground.place_of(remark.passage, remark.where)
    return None


def _is_in(one: Statement | Remark, topics: frozenset[str] | None) -> bool:
    where = one.where.partition("（")[0].rstrip("0123456789")
    return where in (topics or ()) or (topics is None and where not in sections.NUMBERS)


def _place(ground: Ground, one: Statement) -> Place:
    text, mention = one.passage.text, one.mention
    begin = max(text.rfind(stop, 0, mention.start) for stop in "，。；") + 1
    place = ground.place_of(one.passage, one.where)
    return place._replace(quote=text[begin : mention.unit_end].strip()[:_FAR])


class _Section(NamedTuple):
    """A section folded, and the reasons in it by the number of their paragraph."""

    flat: Flat
    explanations: tuple[Explanation, ...]

    def explains(self, number: int, changed: frozenset[int]) -> bool:
        """Whether a paragraph has a reason, or the next one that tells of no change itself."""
        own = {self.flat.origins[one.begin][0] for one in self.explanations if is_said(one.text)}
        return number in own or (number + 1 in own and number + 1 not in changed)


def judge_reasons(ground: Ground) -> DutyJudgement:
    """Every change and every difference has its reason; what is equal needs none."""
    duty = duties.REASONS
    findings = (
        *ground.found(rules.INCOMPLETE.code, _is_on_reason),
        *ground.found(rules.SENTENCE.code, _is_on_reason),
    )
    silent: list[tuple[str, Place]] = []
    first: Place | None = None
    count = 0
    for section in _sections(ground):
        reasons = [one for one in section.explanations if is_said(one.text)]
        count += len(reasons)
        for one in reasons[:1]:
            first = first or section.flat.place(one.begin, one.end)
        silent += _find_silent(ground, section)
    if findings or silent:
        said = [one.detail for one in findings] or [f"{where}没有写原因" for where, _ in silent]
        place = findings[0].places[0] if findings and findings[0].places else None
        place = place or (silent[0][1] if silent else None)
        return problem(duty, _join(said), place, findings)
    if first:
        return done(duty, first, f"{count} 处原因")
    return not_applicable(duty, "文中没有写出要说明原因的增减变化、预决算差异")


def _is_on_reason(finding: Finding) -> bool:
    place = finding.places[0] if finding.places else None
    apart = place is not None and place.section.startswith((_TOPIC, "十三"))
    grave = finding.severity is not Severity.INFO
    return grave and zh.REASON in finding.detail and "扣分" not in finding.detail and not apart


def _sections(ground: Ground) -> Iterator[_Section]:
    for section in ground.submission.sections:
        if section.topic == _TOPIC or of_evaluation(section):
            continue
        flat = flatten(ground.file, section.paragraphs)
        yield _Section(flat, tuple(find_explanations(flat)))


def _find_silent(ground: Ground, section: _Section) -> Iterator[tuple[str, Place]]:
    """Yield the paragraphs that tell of a change without a reason."""
    numbers = {p.passage.locator: i for i, p in enumerate(section.flat.paragraphs)}
    changed: dict[int, Statement] = {}
    for one in ground.reading.statements:
        number = numbers.get(one.passage.locator)
        if number is not None and _asks_reason(one):
            changed.setdefault(number, one)
    for number, one in sorted(changed.items()):
        if not section.explains(number, frozenset(changed)):
            yield one.where or one.name, _place(ground, one)


def _asks_reason(one: Statement) -> bool:
    """Whether a number is a change other than 0, or the amount of a 项 that its budget is not.

    The parts of a list are explained with their whole.
    """
    if one.opened:
        return False
    if one.measure in _CHANGED:
        return bool(one.value) and one.base in {Base.LAST_YEAR, Base.BUDGET}
    coded = any(len(quantity.code) == _ITEM_CODE for quantity in one.quantities)
    budget = one.budget
    if one.measure is not Measure.AMOUNT or budget is None or not coded:
        return False
    return budget.mention.unit == one.mention.unit and budget.value != one.value


def _join(said: Sequence[str]) -> str:
    told = list(dict.fromkeys(said))
    more = f"等 {len(told)} 处" if len(told) > _MOST_NAMED else ""
    return f"{'；'.join(told[:_MOST_NAMED])}{more}"


def judge_against_budget(ground: Ground) -> DutyJudgement:
    """三公 are compared with the budget, and what differs has a reason, its own or that of all."""
    duty = duties.AGAINST_BUDGET
    compared = _find_budget(ground)
    if compared is not None:
        return _judge_differences(ground, compared)
    none = ground.deny(_TOPIC, ALL_THREE)
    if none and not ground.spent(1) and not ground.spent(7):
        return not_applicable(duty, f"文中写明：“{none.quote}”", none)
    if ground.has_section(_TOPIC):
        return problem(duty, "“三公”经费没有与预算对比")
    return unchecked(duty, "没有找到“三公”经费的说明")


def _judge_differences(ground: Ground, compared: Place) -> DutyJudgement:
    """Judge whether what differs from the budget is explained."""
    duty = duties.AGAINST_BUDGET
    explained = _explained_items(ground.flat(_TOPIC))
    differing = [item for item in _ITEMS if _differs(ground, item)]
    if not differing:
        if _is_known(ground) or explained:
            return done(duty, compared)
        return unchecked(duty, "没有“三公”经费表，文中也没有各项的预算数，不知道有没有差异")
    parts = [item for item in differing if item.name != zh.THREE_PUBLIC]
    silent = [item for item in parts if item.name not in explained]
    told = None if zh.THREE_PUBLIC in explained or not silent else _find_told(ground)
    if told is not None:
        return done(duty, told)
    if zh.THREE_PUBLIC in explained or (explained and not silent):
        return done(duty, explained[next(iter(explained))])
    findings = (
        *ground.found(rules.EQUALITY.code, _is_on_three_public),
        *ground.found(rules.INCOMPLETE.code, _is_on_three_public_reason),
    )
    gaps = "、".join(_word_gap(ground, item) for item in silent or differing)
    return problem(duty, f"{gaps}，没有写差异的原因", compared, findings)


def _find_told(ground: Ground) -> Place | None:
    """Return a reason of all 三公 that no clause of its own begins (低于预算主要是厉行节约)."""
    flat = ground.flat(_TOPIC)
    found = next((one for one in _TOLD.finditer(flat.text) if is_said(one[1] or one[2])), None)
    before = flat.text[: found.start()] if found else ""
    ends = {item.name: before.rfind(item.name) for item in _ITEMS}
    if found is None or max(ends, key=lambda name: ends[name]) != zh.THREE_PUBLIC:
        return None
    return flat.place(*found.span())


def _is_on_three_public(finding: Finding) -> bool:
    return bool(finding.places) and finding.places[0].section.startswith(_TOPIC)


def _is_on_three_public_reason(finding: Finding) -> bool:
    return _is_on_three_public(finding) and zh.REASON in finding.detail


def _find_budget(ground: Ground) -> Place | None:
    """Return where the section compares with the budget, in numbers or words."""
    for one in ground.reading.statements:
        of_budget = one.measure in {Measure.BUDGET, Measure.COMPLETION} or one.base is Base.BUDGET
        if of_budget and one.where.startswith(_TOPIC):
            return _place(ground, one)
    for remark in ground.reading.remarks:
        if remark.base is Base.BUDGET and remark.where.startswith(_TOPIC):
            return ground.place_of(remark.passage, remark.where)
    return None


def _is_known(ground: Ground) -> bool:
    """Whether it is known of all 三公 together, or of each of them, how it stands to the budget."""
    pairs = [_amounts(ground, item) for item in _ITEMS]
    return None not in pairs[0] or all(None not in pair for pair in pairs[1:])


def _amounts(ground: Ground, item: _Item) -> tuple[Decimal | None, Decimal | None]:
    """Return budget and actual amount: of the table, else of the text."""
    budget, final = ground.spent(item.budget), ground.spent(item.final)
    if budget is None:
        budget = ground.stated(item.name, Measure.BUDGET, _TOPIC)
    if final is None:
        final = ground.stated(item.name, Measure.AMOUNT, _TOPIC)
    if budget is None and _is_equal(ground, item.name):
        budget = final
    return budget, final


def _is_equal(ground: Ground, name: str) -> bool:
    """Whether the text says in words that an amount is as its budget."""
    return any(
        remark.comparison is Comparison.EQUAL
        and remark.base is Base.BUDGET
        and any(quantity.name == name for quantity in remark.quantities)
        for remark in ground.reading.remarks
    )


def _differs(ground: Ground, item: _Item) -> bool:
    budget, final = _amounts(ground, item)
    return budget is not None and final is not None and budget != final


def _word_gap(ground: Ground, item: _Item) -> str:
    known = [format_plain(amount) for amount in _amounts(ground, item) if amount is not None]
    return f"{item.name}预算{known[0]}、决算{known[-1]}万元"


def _explained_items(flat: Flat) -> dict[str, Place]:
    """Return where the difference of each amount is explained: the last named before the reason."""
    found: dict[str, Place] = {}
    for one in find_explanations(flat):
        before = flat.text[max(0, one.start - _FAR) : one.start]
        ends = {
            item.name: max(match.end() for match in item.words.finditer(before))
            for item in _ITEMS
            if item.words.search(before)
        }
        if is_said(one.text) and ends and not _is_of_last_year(flat, one):
            found.setdefault(max(ends, key=lambda name: ends[name]), flat.place(one.begin, one.end))
    return found


def _is_of_last_year(flat: Flat, one: Explanation) -> bool:
    """Whether a reason is one for a change since last year."""
    sentence = fold(flat.text[flat.sentence_start(one.begin) : one.start])
    return not one.of_budget and "预算" not in sentence and "差异" not in sentence
