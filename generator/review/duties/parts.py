"""Duties on the parts of the document: overview, evaluations, terms, 目录, order, deadline."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.base.ordinals import NUMERALS
from generator.base.severity import Severity
from generator.field import duties, zh
from generator.field.deadline import DAYS_TO_PUBLISH, last_day
from generator.model.duty import DutyState
from generator.model.passage import PassageKind
from generator.model.place import Place
from generator.review import rules
from generator.review.duties.ground import (
    done,
    fold,
    not_applicable,
    of_evaluation,
    problem,
    unchecked,
)
from generator.review.duties.told import DENIAL, is_later, is_said
from generator.review.text.outline_headings import has_label
from generator.review.whole.outlines import is_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding
    from generator.model.passage import Passage
    from generator.review.duties.ground import Ground

_DUTIES = re.compile(r"职责|职能|主要任务")
_DOES = re.compile(r"职责|职能|负责|承担|主管")
_ORGANISATION = re.compile(
    r"机构(?:设置|构成|情况|概况|组成)|内设机构|单位(?:构成|组成|名单|情况|基本情况)|构成情况|编制范围"
    r"|机构(?:编制|人员|及)|(?:人员|机构)编制|(?:所属|下属|决算)单位|基本情况"
)
_CONSISTS = re.compile(
    r"内设(?:机构|[^。，]{0,40}[个科室处股部])|编制范围|(?:纳入|构成|组成|包括)[^。]{0,30}单位"
    r"|由[^。]{2,60}组成|(?<!各)单位组成|(?:现设|下设|共设)[^。，]{0,20}[个科室处股部]"
    r"|(?:无|没有|共有|下辖)[^。，]{0,12}(?:下属|所属|下级|预算|核算)[^。，]{0,6}单位"
)
_LONGEST_HEADING = 40
_SHORTEST_BODY = 8
_PROSE = re.compile(r"[，；]|。.|.{12}。$")
_NUMERAL = f"[{NUMERALS}]{{1,3}}"
_ORDINAL = re.compile(rf"{_NUMERAL}、|第{_NUMERAL}部分|（{_NUMERAL}）")
_EVALUATION = re.compile("绩效|评价|自评")
_JUDGED = re.compile("评价|自评|评估|评审|得分|评分|监控")
_DID = re.compile("(?=.*绩效).*(?:开展|组织|进行|实施|完成|得分)")
_MEANS = re.compile("是指|指的是|评价：?指")
_NO_EVALUATION = re.compile(rf"(?:{DENIAL}|不开展|不组织)[^，。；]{{0,16}}(?:绩效|评价|自评|项目)")
_TERM = re.compile(
    r"(?:【.{2,40}?】|[^：，。—]{2,40}?(?:：|—+|，?(?:是指|指|反映|包括)(?!标)))(?P<means>.{4,})"
)
_CONTACT = re.compile("电话|联系|传真|邮箱|地址|网址")
_ONLY_TEXT = "送审的只有情况说明，没有这一部分"
_DAY = r"(20[0-9]{2})[年.\-/]([0-9]{1,2})[月.\-/]([0-9]{1,2})日?"
_SAID_DAY = r"(?:时间|日期|日)?[：:为于是]?"
_APPROVED = re.compile(rf"批复{_SAID_DAY}{_DAY}")
_PUBLISHED = re.compile(rf"公开{_SAID_DAY}{_DAY}")
_MOST_QUOTED = 3


class _Asked(NamedTuple):
    """What an overview must say: the words of a heading above it, and of a text that says it."""

    heading: re.Pattern[str]
    text: re.Pattern[str]
    missing: str


def judge_own_duties(ground: Ground) -> DutyJudgement:
    """What the department is for stands in the overview, whether or not it is called 职责 there."""
    duty = duties.OWN_DUTIES
    judged = _judge_overview(ground, duty, _Asked(_DUTIES, _DOES, "没有写部门职责"))
    if judged.state is DutyState.PROBLEM and any(map(_may_tell_duties, ground.submission.overview)):
        return unchecked(duty, "概况里有文字，没有写明是不是部门职责，请看一看")
    return judged


def _may_tell_duties(passage: Passage) -> bool:
    text = fold(passage.text)
    return _is_prose(text) and not _CONSISTS.search(text)


def judge_organisation(ground: Ground) -> DutyJudgement:
    """So does of what it consists."""
    asked = _Asked(_ORGANISATION, _CONSISTS, "没有写机构设置、单位构成")
    return _judge_overview(ground, duties.ORGANISATION, asked)


def _judge_overview(ground: Ground, duty: Duty, asked: _Asked) -> DutyJudgement:
    for passages in (ground.submission.overview, tuple(_before_sections(ground))):
        place = _find_text(ground, passages, asked)
        if place:
            return done(duty, place)
    if not ground.is_whole:
        return unchecked(duty, _ONLY_TEXT)
    empty = _find_unsaid(ground, asked)
    if empty:
        return unchecked(duty, f"只写了“{empty.text[:_LONGEST_HEADING]}”，请看一看")
    return problem(duty, asked.missing)


def _find_unsaid(ground: Ground, asked: _Asked) -> Passage | None:
    """Return what stands below a heading that has the words, and says nothing itself."""
    passages = ground.submission.overview
    for above, passage in pairwise(passages):
        heading, text = fold(above.text), fold(passage.text)
        if not _is_prose(heading) and asked.heading.search(heading) and not is_said(text):
            return passage
    return None


def _before_sections(ground: Ground) -> Iterator[Passage]:
    """Yield what stands outside the 目录 and the sections that have a known matter."""
    one = ground.submission
    others = {passage.locator for passage in (*one.contents, *one.glossary)}
    for section in one.sections:
        if section.topic:
            others.add(section.heading.locator)
            others |= {paragraph.passage.locator for paragraph in section.paragraphs}
    others |= {paragraph.passage.locator for paragraph in one.attachments}
    return (passage for passage in one.passages if passage.locator not in others)


def _find_text(ground: Ground, passages: Sequence[Passage], asked: _Asked) -> Place | None:
    """Return the text below a heading that has the words, else one that says it itself."""
    texts = [fold(passage.text) for passage in passages]
    for index, text in enumerate(texts):
        after = index + 1
        if _is_prose(text) or not asked.heading.search(text) or after >= len(texts):
            continue
        is_heading = bool(_ORDINAL.match(texts[after])) and not _is_prose(texts[after])
        if len(texts[after]) >= _SHORTEST_BODY and not is_heading and is_said(texts[after]):
            return ground.place_of(passages[after])
    for passage, text in zip(passages, texts, strict=True):
        if _is_prose(text) and asked.text.search(text) and is_said(text):
            return ground.place_of(passage)
    return None


def _is_prose(text: str) -> bool:
    """Whether a folded text is a sentence, and not a heading, even one that ends in a stop."""
    return len(text) > _LONGEST_HEADING or bool(_PROSE.search(text))


def judge_performance(ground: Ground) -> DutyJudgement:
    """Evaluations are told of; that there were none tells why there is nothing to say."""
    duty = duties.PERFORMANCE
    denial = vague = None
    for place, text in _evaluated(ground):
        if _NO_EVALUATION.search(text):
            denial = denial or place
        elif _tells_evaluation(text):
            return done(duty, place)
        elif _EVALUATION.search(text):
            vague = vague or place
    if denial:
        return not_applicable(duty, f"文中写明没有开展：“{denial.quote}”", denial)
    if ground.submission.attachments:
        first = ground.submission.attachments[0]
        return done(duty, ground.place_of(first.passage, first.where), "见附件")
    if vague:
        why = f"写有“{vague.quote}”，没有写明绩效评价的开展情况和结果，请看一看"
        return unchecked(duty, why)
    return problem(duty, "没有写绩效评价的情况")


def _evaluated(ground: Ground) -> Iterator[tuple[Place, str]]:
    """Yield what stands in the sections on evaluations; a text without sections is one itself."""
    one = ground.submission
    for section in filter(of_evaluation, one.sections):
        for paragraph in section.paragraphs:
            text = fold(paragraph.passage.text)
            if paragraph.passage.kind is not PassageKind.HEADING and len(text) >= _SHORTEST_BODY:
                yield ground.place_of(paragraph.passage, paragraph.where), text
    labelled = any(has_label(passage.text) for passage in one.part_headings)
    for passage in () if labelled else one.passages:
        for text in fold(passage.text).split("。")[:-1]:
            if _DID.search(text):
                yield ground.place_of(passage)._replace(quote=text), f"{text}。"


def _tells_evaluation(text: str) -> bool:
    """Whether a sentence tells of an evaluation that was made: no term, no plan, no see-there."""
    if not text.endswith(("。", "；", "：")):
        return False
    return any(
        _JUDGED.search(sentence) and not _MEANS.search(sentence) and not is_later(sentence)
        for sentence in re.split("。", text)
        if is_said(sentence)
    )


def judge_glossary(ground: Ground) -> DutyJudgement:
    """Terms are explained in a part of their own."""
    duty = duties.GLOSSARY
    terms = list(_terms(ground.submission.glossary))
    if terms:
        return done(duty, ground.place_of(terms[0], zh.GLOSSARY), f"{len(terms)} 个名词")
    if not ground.is_whole:
        return unchecked(duty, _ONLY_TEXT)
    return problem(duty, f"没有{zh.GLOSSARY}")


def _terms(glossary: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages that explain a term: in one line, or below a line that is its name."""
    name = ""
    for passage in glossary:
        text = fold(passage.text)
        found = _TERM.match(text)
        is_term = found is not None and is_said(found["means"])
        is_contact = bool(_CONTACT.search(text))
        if is_said(text) and not is_contact and (is_term or (name and text.endswith("。"))):
            yield passage
        name = "" if is_contact or _is_prose(text) else text


def judge_contents(ground: Ground) -> DutyJudgement:
    """The 目录 says what the headings say."""
    duty = duties.CONTENTS
    findings = ground.found(rules.CONTENTS.code, lambda _: True)
    if findings:
        return problem(duty, _join(findings), findings[0].places[0], findings)
    entries = ground.submission.contents
    if not entries:
        return not_applicable(duty, f"没有读到{zh.CONTENTS}")
    return done(duty, ground.place_of(entries[0], zh.CONTENTS), f"{len(entries)} 条")


def judge_order(ground: Ground) -> DutyJudgement:
    """Parts and sections are there, in order; another outline than the form's is none the worse."""
    duty = duties.ORDER
    beside = {paragraph.where for paragraph in ground.submission.attachments}

    def is_of_document(found: Finding) -> bool:
        inside = not found.places or found.places[0].section not in beside
        return inside and found.severity is not Severity.INFO

    grave = ground.found(rules.SECTION.code, is_of_document)
    if grave:
        return problem(duty, _join(grave), grave[0].places[0] if grave[0].places else None, grave)
    one = ground.submission
    if is_fragment(one):
        return unchecked(duty, "送审的只是其中的几节")
    heading = one.sections[0].heading
    parts = f"{len(one.part_headings)} 个部分的标题，" if one.part_headings else ""
    return done(duty, ground.place_of(heading), f"{parts}{len(one.sections)} 节")


def _join(findings: Sequence[Finding]) -> str:
    said = list(dict.fromkeys(one.detail for one in findings))
    more = f"等 {len(said)} 处" if len(said) > _MOST_QUOTED else ""
    return f"{'；'.join(said[:_MOST_QUOTED])}{more}"


def judge_deadline(ground: Ground) -> DutyJudgement:
    """The document is published in time; both days are in the data, or printed."""
    duty = duties.DEADLINE
    identity = ground.review.accounts.identity if ground.review.accounts else None
    approved = (identity.approved if identity else None) or _find_day(ground, _APPROVED)
    published = (identity.published if identity else None) or _find_day(ground, _PUBLISHED)
    if approved is None:
        return unchecked(duty, f"不知道{zh.APPROVED_ON}，文中和数据都没有")
    if published is None:
        last = last_day(approved)
        why = f"不知道{zh.PUBLISHED_ON}；{approved.isoformat()}批复，最迟{last.isoformat()}公开"
        return unchecked(duty, why)
    days = (published - approved).days
    told = f"{approved.isoformat()}批复，{published.isoformat()}公开，相隔 {days} 天"
    place = Place(ground.file, quote=told)
    if 0 <= days <= DAYS_TO_PUBLISH:
        return done(duty, place)
    return problem(duty, told, place, ground.found("G01", lambda _: True))


def _find_day(ground: Ground, words: re.Pattern[str]) -> date | None:
    for passage in ground.submission.passages:
        found = words.search(fold(passage.text))
        if found:
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None
