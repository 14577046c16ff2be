"""True counterparts of errors in words, years, names and lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .names import SUMS
from .saying import NAMED, Found, is_clear, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from .planting import Case

_LEVEL = (*NAMED, "running", "item", "class", "personnel")
_SYNONYMS = {"增加": "上升", "减少": "下降", "增长": "提高", "上升": "增长", "下降": "降低"}


def level(case: Case) -> Found:
    """持平 with equal amounts."""
    for slot in case.slots("a", least="0.1"):
        last = case.page.last(slot.key)
        same = last and last == case.page.now(slot.key) and is_clear(case, slot.key)
        if same and slot.key.partition(":")[0] in _LEVEL:
            yield from say(case, slot, "{n}本年{a}，上年{l}，与上年持平。")


def no_difference(case: Case) -> Found:
    """无差异 with equal amounts."""
    for slot in case.slots("a", least="0.1"):
        budget = case.page.planned(slot.key)
        named = slot.key in NAMED or (slot.key[:5] == "item:" and is_clear(case, slot.key))
        if named and budget and budget == case.page.now(slot.key):
            yield from say(case, slot, "{n}预算数{b}，决算数{a}，决算数与预算数无差异。")


def as_planned(case: Case) -> Found:
    """Equal amounts with a reason for the equality."""
    for slot in case.slots("a", least="0.1"):
        budget = case.page.planned(slot.key)
        named = slot.key in NAMED or (slot.key[:5] == "item:" and is_clear(case, slot.key))
        if named and budget and budget == case.page.now(slot.key):
            yield from say(case, slot, "{n}决算数等于预算数，主要是严格按照预算执行。")


def higher_or_lower(case: Case) -> Found:
    """高于 and 低于 for 大于 and 小于."""
    for slot in case.slots("g"):
        yield case.document.with_slot(slot, text={"大于": "高于", "小于": "低于"}[slot.text])


def neutral_reason(case: Case) -> Found:
    """A reason that has no direction."""
    for slot in case.slots("r", "rb"):
        text = case.dice.pick(("根据工作实际需要据实列支", "业务工作安排与上年不同"))
        yield case.document.with_slot(slot, text=text)


def in_brackets(case: Case) -> Found:
    """Brackets that are no left-over alternative."""
    for slot in case.slots("a"):
        if slot.key == "total":
            yield from say(
                case, slot, "收、支总计（含年初结转和结余、年末结转和结余）按规定口径填列。"
            )


def latin_words(case: Case) -> Found:
    """X光机, 12345热线: letters and numbers that are names."""
    for slot in case.slots("r"):
        rises = case.page.now(slot.key) > case.page.last(slot.key)
        if rises and slot.key in ("general", "total", "spent", "fiscal_total", "income", "office"):
            yield case.document.with_slot(
                slot, text="新增X光安检机和12345热线平台运行经费，支出增加"
            )


def truly_nothing(case: Case) -> Found:
    """没有…支出 where there is none."""
    for slot in case.slots("a", "k"):
        if slot.key in ("foreign", "foreign_batches") and not case.page.now("foreign"):
            yield from say(case, slot, "本年度没有发生外宾接待支出。")


def grades(case: Case) -> Found:
    """How many projects have which grade: a count, no grade."""
    scores = [project.score for project in case.page.figures.projects]
    best, good = sum(s >= 90 for s in scores), sum(80 <= s < 90 for s in scores)
    for slot in case.slots("k"):
        words = f"其中等级为“优”的{best}个、为“良”的{good}个。"
        if slot.key == "projects" and best and best + good == len(scores):
            yield from say(case, slot, words)


def no_year(case: Case) -> Found:
    """A heading without its year."""
    for slot in case.slots("Y"):
        number, index = case.document.find(slot)
        paragraph = case.document.paragraphs[number]
        if paragraph.kind == "head" and index + 1 < len(paragraph.spans):
            after = paragraph.spans[index + 1]
            if isinstance(after, str) and after.startswith("年度"):
                spans = (*paragraph.spans[:index], after[2:], *paragraph.spans[index + 2 :])
                yield case.document.with_paragraph(number, replace(paragraph, spans=spans))


def last_year(case: Case) -> Found:
    """上年 for the number of the year."""
    for slot in case.slots("L"):
        if case.body(slot):
            number, index = case.document.find(slot)
            yield case.document.with_span(number, index, "上")


def free_years(case: Case) -> Found:
    """Years that state nothing: contracts, money brought forward."""
    for slot in case.slots("r"):
        year = case.page.figures.year
        text = f"{slot.text}（其中含{year - 2}年签订、{year - 1}年结转的合同款）"
        yield case.document.with_slot(slot, text=text)


def authority(case: Case) -> Found:
    """Another authority's name where it belongs."""
    for slot in case.slots("a"):
        if slot.key in ("general", "total"):
            yield from say(case, slot, "上述数据已经{P}财政局批复。")


def sources_again(case: Case) -> Found:
    """The other sources once more."""
    for slot in case.slots("a", least="0.1"):
        if slot.key in SUMS["income"][1:]:
            yield from say(case, slot, "财政拨款收入以外，{n}为{a}，占收入合计的{s/income}。")


def classes_again(case: Case) -> Found:
    """Two 类 in the other order."""
    keys = [f"class:{code}" for code in case.page.figures.classes]
    for slot in case.slots("a"):
        if slot.key == "general" and len(keys) > 1:
            first, second = keys[0], keys[1]
            form = f"其中，{{n {second}}}和{{n {first}}}分别为{{a {second}}}和{{a {first}}}。"
            yield from say(case, slot, form)


def nothing_more(case: Case) -> Found:
    """A part of 0 with its share."""
    for slot in case.slots("a"):
        if slot.key == "income" and not case.page.now("operating"):
            yield from say(case, slot, "经营收入{a operating}，占{s operating/income}。")


def named_again(case: Case) -> Found:
    """A part is named a second time, for what it was used."""
    for slot in case.slots("a"):
        if slot.key == "project_all" and slot.value:
            yield from say(case, slot, "项目支出主要用于完成特定的行政工作任务和事业发展目标。")


def reordered(case: Case) -> Found:
    """主要包括 in another order."""
    for slot in case.slots("list"):
        names = slot.text.split("、")
        if len(names) > 2:
            yield case.document.with_slot(slot, text="、".join([*names[1:], names[0]]))


def with_et_cetera(case: Case) -> Found:
    """主要包括 … 等 with every name."""
    for slot in case.slots("list"):
        yield case.document.with_slot(slot, text=slot.text + "等")


def codes_again(case: Case) -> Found:
    """Codes with their own names."""
    for slot in case.slots("a", least="1"):
        if slot.key.startswith("item:"):
            yield from say(case, slot, "上述支出列{code}{N}（项）。")


def synonym(measure: str) -> Callable[[Case], Found]:
    """Return the counterpart that says a direction in another word."""

    def write(case: Case) -> Found:
        for slot in case.slots(measure):
            word = _SYNONYMS.get(slot.text)
            if word is not None:
                yield case.document.with_slot(slot, text=word)

    return write
