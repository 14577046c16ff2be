"""Planted errors in names and lists: a right number behind a wrong name, parts gone or doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from oracle.codes import ECONOMIC, GENERAL

from .document import Document, Slot, Span
from .names import SUMS, name_of_key
from .planting import Basis, Case, Planted, reprint

Found = Iterator[Planted]
Pairs = Sequence[tuple[str, str]]
_KINDS = (("basic_all", "project_all"), ("project_all", "basic_all"))
_STAFF = (("personnel", "public"), ("public", "personnel"))
_SOURCES = (("other", "business"), ("business", "other"), ("business", "operating"))
_PURCHASES = (("goods", "services"), ("services", "goods"), ("works", "goods"))
_CARS = (("purchase", "running"), ("running", "purchase"))
_FUNDS = (("general", "fund"), ("general_income", "fund_income"), ("fund", "capital"))
_GUESTS = (("domestic", "foreign"), ("foreign", "domestic"))
_THREE = (("hosting", "abroad"), ("car", "hosting"))
_ALIASES = {
    "running": ("公务用车运行维护", "公务用车运行"),
    "purchase": ("公务用车购置",),
    "domestic": ("国内公务接待",),
    "foreign": ("外宾接待",),
}
_NEVER = "公务用车购置及运行"


def _names(case: Case, key: str) -> tuple[str, ...]:
    own = case.page.voice.names.get(key) or name_of_key(key)
    short = (own.removesuffix("支出"),) if key.startswith("class:") else ()
    return (own, *short, *_ALIASES.get(key, ()))


def _find_name(case: Case, slot: Slot) -> tuple[int, int, int, str] | None:
    """Return where the name of an amount stands: paragraph, span, offset, the name."""
    number, index = case.document.find(slot)
    before = case.document.paragraphs[number].spans[index - 1] if index else None
    if not isinstance(before, str):
        return None
    for name in _names(case, slot.key):
        at = before.rfind(name)
        if at >= 0 and not before[at:].startswith(_NEVER) and len(before) - at < len(name) + 8:
            return number, index - 1, at, name
    return None


def _renamed(case: Case, document: Document, slot: Slot, other: str) -> tuple[Document, str] | None:
    """Return the document with another name before an amount, as a slot of its own."""
    found = _find_name(replace(case, document=document), slot)
    if found is None:
        return None
    number, index, at, name = found
    text = document.paragraphs[number].spans[index]
    assert isinstance(text, str)
    wrong = _wrong_name(case, slot.key, name, other)
    case.page.next_id += 1
    new = Slot(case.page.next_id, "n", slot.key, wrong, said=slot.said)
    spans: tuple[Span, ...] = (text[:at], new, text[at + len(name) :])
    return document.with_span(number, index, *(span for span in spans if span != "")), wrong


def _wrong_name(case: Case, key: str, name: str, other: str) -> str:
    """Return the other quantity's name at the same length of wording."""
    place = _names(case, key).index(name)
    names = _names(case, other)
    shortened = key in _ALIASES or key.startswith("class:")
    return names[min(place, len(names) - 1)] if shortened and place else names[0]


def _is_told(case: Case, slot: Slot, other: str) -> bool:
    """Whether the text itself gives the other quantity another value."""
    values = [s.value for s in case.document.slots() if (s.measure, s.key) == ("a", other)]
    return bool(values) and values[0] != slot.value


def _swap(pairs: Pairs) -> Callable[[Case], Found]:
    """Return the error of taking one name of the pairs for the other."""

    def plant(case: Case) -> Found:
        wrong_of = dict(pairs)
        for slot in case.slots("a", least="0.3"):
            other = wrong_of.get(slot.key)
            if other is None or case.page.now(other) == slot.value:
                continue
            renamed = _renamed(case, case.document, slot, other)
            if renamed is not None:
                document, wrong = renamed
                right = _names(case, slot.key)[0]
                basis: Basis = "words" if _is_told(case, slot, other) else "data"
                ids = _ids(case, document, slot, other)
                yield Planted(document, ids, wrong, right, basis)

    plant.__doc__ = "A right amount behind the name of another quantity."
    return plant


def _ids(case: Case, document: Document, slot: Slot, other: str) -> tuple[int, ...]:
    """Return the name, its amount, and where both quantities are said elsewhere."""
    new = case.page.next_id
    related = [
        s.id
        for s in document.slots()
        if s.measure == "a" and s.key in (slot.key, other) and s.id != slot.id
    ]
    return (new, slot.id, *related)


def name_item(case: Case) -> Found:
    """The 类 of one item stands at another's amount."""
    found = [s for s in case.slots("a", least="1") if s.key.startswith("class:")]
    for slot in found:
        others = [s for s in found if s.key != slot.key and s.value != slot.value]
        if others:
            other = case.dice.pick(others).key
            renamed = _renamed(case, case.document, slot, other)
            if renamed is not None:
                ids = _ids(case, renamed[0], slot, other)
                yield Planted(renamed[0], ids, renamed[1], _names(case, slot.key)[0], "words")


def names_swapped(case: Case) -> Found:
    """Two names have changed places, both numbers are right."""
    pairs = (("basic_all", "project_all"), ("personnel", "public"), ("goods", "services"))
    for first, second in case.dice.some(pairs, 3, 3):
        for slot in case.slots("a", least="0.3"):
            if slot.key != first or case.page.now(second) in (slot.value, 0):
                continue
            others = [
                s
                for s in case.document.slots()
                if (s.measure, s.key) == ("a", second) and abs(s.said - slot.said) <= 1
            ]
            done = _renamed(case, case.document, slot, second) if others else None
            again = _renamed(case, done[0], others[0], first) if done else None
            if again is not None:
                new = case.page.next_id
                basis: Basis = "words" if _shares(case, slot) else "data"
                ids = (new - 1, new, slot.id, others[0].id)
                wrong = name_of_key(second)
                yield Planted(again[0], ids, wrong, name_of_key(first), basis)


def _shares(case: Case, slot: Slot) -> bool:
    """Whether the same quantity is said a second time with its right name."""
    found = [s for s in case.document.slots() if (s.measure, s.key) == ("a", slot.key)]
    return len(found) > 1


# Lists.

_JOINERS = "；、，："


def _part(case: Case, slot: Slot) -> tuple[int, int, int] | None:
    """Return paragraph, first and last span of a part of a list, its name included."""
    number, index = case.document.find(slot)
    spans = case.document.paragraphs[number].spans
    last = index
    while last + 2 < len(spans):
        next_slot = spans[last + 2]
        if isinstance(next_slot, Slot) and (next_slot.said, next_slot.key) == (slot.said, slot.key):
            last += 2
        else:
            break
    before = spans[index - 1] if index else None
    after = spans[last + 1] if last + 1 < len(spans) else None
    if not isinstance(before, str) or not isinstance(after, str):
        return None
    return (number, index, last) if before[-1:] not in _JOINERS else None


def _summed(case: Case) -> Iterator[Slot]:
    members = {part for total in ("income", "spent", "tp", "buy") for part in SUMS[total]}
    for slot in case.slots("a", least="0.5"):
        if slot.key in members and "p" not in case.clause(slot):
            yield slot


def left_out(case: Case) -> Found:
    """A part is left out of a closed list."""
    for slot in _summed(case):
        found = _part(case, slot)
        if found is None:
            continue
        number, first, last = found
        spans = case.document.paragraphs[number].spans
        before, after = spans[first - 1], spans[last + 1]
        assert isinstance(before, str) and isinstance(after, str)  # noqa: PT018 - as found
        start = max(before.rfind(joiner) for joiner in _JOINERS) + 1
        if not start or after[:1] not in "；、":
            continue
        kept = before[:start] + after[1:]
        paragraph = case.document.paragraphs[number]
        shorter = (*spans[: first - 1], kept, *spans[last + 2 :])
        document = case.document.with_paragraph(number, replace(paragraph, spans=shorter))
        yield Planted(document, (slot.id,), "", before[start:] + slot.printed)


def twice(case: Case) -> Found:
    """A part stands twice in a closed list."""
    for slot in _summed(case):
        found = _part(case, slot)
        if found is None:
            continue
        number, first, last = found
        spans = case.document.paragraphs[number].spans
        before, after = spans[first - 1], spans[last + 1]
        assert isinstance(before, str) and isinstance(after, str)  # noqa: PT018 - as found
        start = max(before.rfind(joiner) for joiner in _JOINERS) + 1
        if not start or after[:1] not in "；、":
            continue
        copies: list[Span] = []
        for span in spans[first : last + 1]:
            case.page.next_id += 1
            copies.append(span if isinstance(span, str) else replace(span, id=case.page.next_id))
        ids = tuple(span.id for span in copies if isinstance(span, Slot))
        again = (after[:1] + before[start:], *copies, after)
        paragraph = case.document.paragraphs[number]
        longer = (*spans[: last + 1], *again, *spans[last + 2 :])
        document = case.document.with_paragraph(number, replace(paragraph, spans=longer))
        yield Planted(document, (slot.id, *ids), before[start:] + slot.printed, "", "words")


def list_left_out(case: Case) -> Found:
    """A 款 of 公开06 is left out of 主要包括."""
    for slot in case.slots("list"):
        names = slot.text.split("、")
        if len(names) > 2:
            gone = case.dice.pick(names)
            text = "、".join(name for name in names if name != gone)
            yield replace(reprint(case, slot, text), wrong="", right=gone, basis="data")


def list_extra(case: Case) -> Found:
    """A 款 that 公开06 does not have stands in 主要包括."""
    for slot in case.slots("list"):
        names = slot.text.split("、")
        prefix = ("301", "303") if slot.key == "personnel" else ("302", "310")
        others = [
            name
            for code, name in ECONOMIC.items()
            if len(code) == 5 and code[:3] in prefix and name not in names
        ]
        extra = case.dice.pick(others)
        text = "、".join([*names, extra])
        yield replace(reprint(case, slot, text), wrong=extra, right="", basis="data")


# 项 whose names no other 类 has.
_SINGLE = {
    "208": "机关事业单位基本养老保险缴费支出",
    "210": "行政单位医疗",
    "221": "住房公积金",
    "213": "水利工程运行与维护",
    "207": "图书馆",
    "205": "高等教育",
    "206": "科普活动",
    "212": "城管执法",
}


def code_name(case: Case) -> Found:
    """A code stands with the name of another class."""
    for slot in case.slots("N"):
        names = [name for cls, name in _SINGLE.items() if cls != slot.key[5:8]]
        yield replace(reprint(case, slot, case.dice.pick(names)), basis="words")


def code_item(case: Case) -> Found:
    """A name stands with a code of another class."""
    for slot in case.slots("code"):
        name = GENERAL[slot.text]
        own = {code[:3] for code, other in GENERAL.items() if other == name}
        others = [code for code in GENERAL if len(code) == 7 and code[:3] not in own]
        basis: Basis = "words" if name in _SINGLE.values() else "data"
        yield replace(reprint(case, slot, case.dice.pick(others)), basis=basis)


NAME_ERRORS: dict[str, Callable[[Case], Found]] = {
    "名称：基本与项目": _swap(_KINDS),
    "名称：人员与公用": _swap(_STAFF),
    "名称：收入来源": _swap(_SOURCES),
    "名称：货物与服务": _swap(_PURCHASES),
    "名称：购置与运行": _swap(_CARS),
    "名称：预算种类": _swap(_FUNDS),
    "名称：外宾与国内": _swap(_GUESTS),
    "名称：三公各项": _swap(_THREE),
    "名称：别的类": name_item,
    "两个名称对调": names_swapped,
    "明细漏一项": left_out,
    "明细重一项": twice,
    "主要包括漏项": list_left_out,
    "主要包括多项": list_extra,
    "编码配错名称": code_name,
    "名称配错编码": code_item,
}
