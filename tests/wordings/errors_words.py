"""Planted errors in words: directions, equality, reasons, years, names of others, left-overs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .document import Document, Slot, Span
from .planting import Basis, Case, Planted, reprint
from .reasons import reasons_for

if TYPE_CHECKING:
    from collections.abc import Callable

Found = Iterator[Planted]
_OPPOSITE = {"大于": "小于", "小于": "大于"}


def opposite(case: Case, slot: Slot) -> str:
    """Return the other word of the pair that a direction word belongs to."""
    if slot.text in _OPPOSITE:
        return _OPPOSITE[slot.text]
    pair = case.page.pair if slot.measure in ("w", "wb") else case.page.rate_pair
    return pair[1] if slot.text == pair[0] else pair[0]


def flipped(case: Case) -> Found:
    """Both direction words of a change are wrong, the numbers right."""
    for slot in case.slots("w", "wb"):
        other = case.clause(slot).get("v" if slot.measure == "w" else "vb")
        planted = reprint(case, slot, opposite(case, slot))
        if other is not None:
            changed = planted.document.with_slot(other, text=opposite(case, other))
            planted = replace(planted, document=changed, slots=(slot.id, other.id))
        yield planted


def mixed(case: Case) -> Found:
    """增加 with 下降, or 减少 with 增长."""
    for slot in case.slots("v", "vb"):
        if ("w" if slot.measure == "v" else "wb") in case.clause(slot):
            yield replace(reprint(case, slot, opposite(case, slot)), basis="words")


def level(case: Case) -> Found:
    """持平 stands for a change that there is."""
    for slot in case.slots("w"):
        clause = case.clause(slot)
        last = clause.get("p")
        if last is None or "d" not in clause:
            continue
        number, start = case.document.find(slot)
        other, end = case.document.find(last)
        if number != other or end <= start:
            continue
        spans = case.document.paragraphs[number].spans
        equal = replace(slot, measure="same", text="持平")
        changed = _cut(case.document, number, start, end, equal)
        wrong = "".join(s if isinstance(s, str) else s.printed for s in spans[start : end + 1])
        basis: Basis = "words" if "l" in clause else "data"
        yield Planted(changed, (slot.id,), "持平", wrong, basis)


def _cut(document: Document, number: int, start: int, end: int, *new: Span) -> Document:
    """Return the document with the spans from start to end (both gone) replaced."""
    old = document.paragraphs[number]
    spans = (*old.spans[:start], *new, *old.spans[end + 1 :])
    return document.with_paragraph(number, replace(old, spans=spans))


def _after(case: Case, slot: Slot, words: str) -> Planted:
    """Return the document with words (a slot of their own) behind a slot."""
    number, index = case.document.find(slot)
    case.page.next_id += 1
    new = Slot(case.page.next_id, "words", slot.key, words, said=slot.said)
    changed = case.document.with_span(number, index, slot, new)
    return Planted(changed, (new.id, slot.id), words, "", "words")


def no_difference(case: Case) -> Found:
    """无差异 behind a budget and a final figure that differ."""
    for slot in case.slots("c"):
        clause = case.clause(slot)
        final, budget = clause.get("a"), clause.get("b")
        if final is not None and budget is not None and final.value != budget.value:
            words = case.dice.pick(("，决算数与预算数无差异", "，决算数与年初预算数不存在差异"))
            yield _after(case, slot, words)


def equal_with_reason(case: Case) -> Found:
    """小于预算数 or 大于预算数 behind equal amounts."""
    for slot in case.slots("c"):
        clause = case.clause(slot)
        final, budget = clause.get("a"), clause.get("b")
        if final is not None and budget is not None and final.value == budget.value:
            words = (
                "，决算数小于预算数的主要原因是厉行节约",
                "，决算数大于预算数，主要原因是业务增加",
            )
            yield _after(case, slot, case.dice.pick(words))


def budget_word(case: Case) -> Found:
    """大于预算数 stands for 小于预算数."""
    for slot in case.slots("g"):
        yield reprint(case, slot, opposite(case, slot))


def zero_rate(case: Case) -> Found:
    """A rate on a base of 0: last year there was nothing."""
    for slot in case.slots("d", least="0.1"):
        if not case.page.last(slot.key) and "p" not in case.clause(slot):
            yield _after(case, slot, case.dice.pick(("，增长100%", "，增长100.00%")))


def zero_completion(case: Case) -> Found:
    """A completion rate of a budget of 0."""
    for slot in case.slots("a", least="0.1"):
        number, index = case.document.find(slot)
        before = case.document.paragraphs[number].spans[index - 1] if index else ""
        if not isinstance(before, str) or case.page.planned(slot.key):
            continue
        if before.endswith(("预算为0万元，支出决算为", "预算数为0万元，决算数为")):
            yield _after(
                case, slot, case.dice.pick(("，完成年初预算的100%", "，完成预算的100.00%"))
            )


def reason(case: Case) -> Found:
    """A reason of the other direction."""
    for slot in case.slots("r", "rb"):
        now = case.page.now(slot.key)
        base = case.page.last(slot.key) if slot.measure == "r" else case.page.planned(slot.key)
        wrong = case.dice.pick(reasons_for(slot.key, -1 if now > base else 1))
        yield replace(reprint(case, slot, wrong), basis="words")


def leftover(case: Case) -> Found:
    """Both alternatives of the form are left."""
    for slot in case.slots("w", "v", "wb", "vb"):
        pair = case.page.pair if slot.measure in ("w", "wb") else case.page.rate_pair
        both = case.dice.pick((f"{pair[0]}（{pair[1]}）", f"{pair[0]}/{pair[1]}"))
        yield replace(reprint(case, slot, both), basis="words")


def placeholder(case: Case) -> Found:
    """XX stands where words should."""
    for slot in case.slots("r", "rb", "E"):
        if case.body(slot):
            marks = ("XX", "××", "XXX") if slot.measure != "E" else ("XX局", "××部门")
            yield replace(reprint(case, slot, case.dice.pick(marks)), basis="words")


def emptiness(case: Case) -> Found:
    """没有…支出 beside amounts."""
    names = {"fund": "政府性基金预算财政拨款", "capital": "国有资本经营预算财政拨款"}
    for slot in case.slots("a", least="1"):
        if slot.key in names:
            number, _ = case.document.find(slot)
            words = f"{case.page.own}没有使用{names[slot.key]}安排的支出。"
            paragraph = case.document.paragraphs[number]
            case.page.next_id += 1
            new = Slot(case.page.next_id, "none", slot.key, words)
            changed = replace(paragraph, spans=(*paragraph.spans, new))
            document = case.document.with_paragraph(number, changed)
            yield Planted(document, (new.id, slot.id), words, "", "words")


def grade(case: Case) -> Found:
    """A grade that is not that of the score."""
    for slot in case.slots("grade"):
        wrong = "良" if slot.text == "优" else "优"
        yield replace(reprint(case, slot, wrong), basis="words")


def _year(case: Case, slot: Slot, back: int) -> Planted:
    return replace(reprint(case, slot, str(int(slot.text) - back)), basis="words")


def year_heading(case: Case) -> Found:
    """A heading has last year's number."""
    for slot in case.slots("Y"):
        kind = case.document.paragraphs[case.document.find(slot)[0]].kind
        if kind == "head":
            yield _year(case, slot, 1)


def year_base(case: Case) -> Found:
    """The year compared with is not the one before."""
    for slot in case.slots("L"):
        yield _year(case, slot, case.dice.pick((1, -1, 2)))


def year_figure(case: Case) -> Found:
    """The year of a figure is that of an old text."""
    for slot in case.slots("Y"):
        if case.body(slot):
            yield _year(case, slot, case.dice.pick((1, 2)))


def entity(case: Case) -> Found:
    """Another department's name."""
    found = case.slots("E")
    if len(found) > 1:
        for slot in found:
            if case.body(slot):
                wrong = case.page.figures.other_name
                yield replace(reprint(case, slot, wrong), basis="words")


WORD_ERRORS: dict[str, Callable[[Case], Found]] = {
    "方向全反": flipped,
    "增减方向混用": mixed,
    "有变动写持平": level,
    "有差异写无差异": no_difference,
    "相等写大小于": equal_with_reason,
    "大于小于颠倒": budget_word,
    "零基数有增减率": zero_rate,
    "零预算有完成率": zero_completion,
    "原因方向相反": reason,
    "留着增加（减少）": leftover,
    "留着XX": placeholder,
    "有数写没有": emptiness,
    "等级与得分": grade,
    "标题年度过时": year_heading,
    "对比年度错": year_base,
    "数字年度过时": year_figure,
    "别的部门名称": entity,
}
