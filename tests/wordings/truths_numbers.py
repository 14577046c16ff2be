"""True counterparts of errors in numbers: other prints, other bases, said again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .printing import SCALES, Style, half_up, stated
from .saying import NAMED, Found, is_clear, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from .planting import Case


def regrouped(case: Case) -> Found:
    """An amount with separators where the others have none, or the reverse."""
    for slot in case.slots("a", "l", "b", least="1000"):
        text = slot.text
        if text.isascii():
            other = text.replace(",", "") if "," in text else f"{stated(text, ''):,.2f}"
            yield case.document.with_slot(slot, text=other)


def said_again(case: Case) -> Found:
    """An amount is said a second time in the same paragraph."""
    for slot in case.slots("a", least="1"):
        if slot.key in ("general", "spent", "income", "total", "general_basic"):
            yield from say(case, slot, _RESTATED[slot.key])


def in_yi(case: Case) -> Found:
    """An amount in 亿元, exactly."""
    for slot in case.slots("a", "l", "b", least="1000"):
        value = stated(slot.text, slot.unit) / SCALES["亿元"]
        yield case.document.with_slot(slot, text=f"{value.normalize():f}", unit="亿元")


def in_yuan(case: Case) -> Found:
    """An amount in 元, exactly."""
    for slot in case.slots("a", least="1"):
        value = stated(slot.text, slot.unit) / SCALES["元"]
        yield case.document.with_slot(slot, text=f"{value:.2f}", unit="元")


def spaced(case: Case) -> Found:
    """A blank between an amount and its unit, or inside the amount, as copied texts have."""
    inside = case.dice.chance(30)
    for slot in case.slots("a", "l", "b", "d"):
        if inside and len(slot.text) > 6:
            yield case.document.with_slot(slot, text=f"{slot.text[0]} {slot.text[1:]}")
        yield case.document.with_slot(slot, text=slot.text + " ")


def unit_once(case: Case) -> Found:
    """Two amounts share one unit."""
    for slot in case.slots("a"):
        if slot.key == "general_basic" and case.page.now("public"):
            form = "其中人员经费、公用经费分别为{a personnel}、{a public}。"
            for document in say(case, slot, form):
                said = case.page.said
                shared = next(s for s in document.slots() if s.said == said)
                yield document.with_slot(shared, unit="")


def percent_once(case: Case) -> Found:
    """Two shares, each with its %, in one clause."""
    for slot in case.slots("a"):
        if slot.key == "spent" and case.page.now("project_all"):
            form = (
                "基本支出、项目支出分别占本年支出合计的{s basic_all/spent}和{s project_all/spent}。"
            )
            yield from say(case, slot, form)


def rounded(*measures: str) -> Callable[[Case], Found]:
    """Return the counterpart that prints a rate at another precision."""

    def write(case: Case) -> Found:
        for slot in case.slots(*measures, least="2"):
            places = 1 if case.page.style.places == 2 else 2
            if slot.value is not None and half_up(slot.value, places) != 100:
                style = Style(places=places, wide=case.page.style.wide)
                yield case.document.with_slot(slot, text=style.rate(slot.value))

    return write


def other_base(case: Case) -> Found:
    """The change against the budget beside that against last year."""
    for slot in case.slots("p"):
        now, budget = case.page.now(slot.key), case.page.planned(slot.key)
        clause = case.clause(slot)
        if budget and now != budget and "c" not in clause and slot.key in NAMED:
            form = "{Y}年度{n}较预算数{b}{wb}{db}，{vb}{pb}，主要原因是{rb}。"
            yield from say(case, slot, form)


def change_of_change(case: Case) -> Found:
    """The change is said as an amount and its rate, in nouns."""
    for slot in case.slots("p"):
        form = "{n}上年数为{l}，增减额为{d}，变动幅度为{p}。"
        if slot.key in ("general", "tp", "office", "personnel", "public"):
            yield from say(case, slot, form)


def part_of_last(case: Case) -> Found:
    """This year's amount in percent of last year's."""
    for slot in case.slots("a"):
        if slot.key in ("general", "office", "tp", "spent") and case.page.last(slot.key):
            names = {"spent": "本年支出合计"}
            name = names.get(slot.key, "{n}")
            yield from say(case, slot, f"{{Y}}年度{name}相当于{{L}}年度的{{cl}}。")


def other_whole(case: Case) -> Found:
    """A share of another whole, which is named."""
    for slot in case.slots("a"):
        if slot.key in ("fiscal_income", "basic_all", "project_all"):
            yield from say(case, slot, "{n}{a}，占收、支总计的{s/total}。")


def summed_up(case: Case) -> Found:
    """The total once more, behind its parts."""
    for slot in case.slots("a"):
        if slot.key == "buy":
            yield from say(case, slot, "以上货物、工程、服务三类采购合计{a}。")
        if slot.key == "tp" and case.page.now("tp"):
            yield from say(case, slot, "三项经费合计{a}。")


def open_list(case: Case) -> Found:
    """Some parts only, with 其中主要是 … 等."""
    for slot in case.slots("a", least="1"):
        keys = [f"class:{code}" for code in case.page.figures.classes]
        if slot.key == "general" and len(keys) > 2:
            yield from say(case, slot, f"其中占比较大的有{{n {keys[0]}}}{{a {keys[0]}}}等。")


def final_first(case: Case) -> Found:
    """The final figure before the budget."""
    for slot in case.slots("b", least="0.5"):
        if slot.key in NAMED and case.page.now(slot.key):
            form = "{n}决算数为{a}，预算数为{b}，决算数为预算数的{c}。"
            yield from say(case, slot, form)


def other_scope(case: Case) -> Found:
    """Two amounts of one name in two scopes, both named."""
    for slot in case.slots("a"):
        if slot.key == "basic_all":
            form = "全部基本支出{a}中，一般公共预算财政拨款基本支出{a general_basic}。"
            yield from say(case, slot, form)


def large_rise(case: Case) -> Found:
    """A rise of more than a hundred percent, or a fall of exactly a hundred."""
    for slot in case.slots("a"):
        last, now = case.page.last(slot.key), case.page.now(slot.key)
        if last and (now > 2 * last or not now) and is_clear(case, slot.key):
            form = "{n}由上年的{l}变为本年的{a}，{w}{d}，{v}{p}。"
            yield from say(case, slot, form)


def from_to(case: Case) -> Found:
    """From last year's amount to this year's."""
    for slot in case.slots("a", least="0.5"):
        last, now = case.page.last(slot.key), case.page.now(slot.key)
        if last and now != last and slot.key in NAMED:
            yield from say(case, slot, "{n}由{L}年度的{l}{w}到{a}，{w}额为{d}。")


def no_rate(case: Case) -> Found:
    """Nothing last year: the change without a rate."""
    for slot in case.slots("a", least="0.1"):
        named = slot.key.partition(":")[0] in (*NAMED, "fund", "item")
        if named and not case.page.last(slot.key) and is_clear(case, slot.key):
            form = "{n}上年数为0万元，本年{w}{d}，上年基数为零，不计算增长率。"
            yield from say(case, slot, form)


def no_completion(case: Case) -> Found:
    """Nothing planned: the final figure without a completion rate."""
    for slot in case.slots("a", least="0.1"):
        keys = (*NAMED, "fund", "capital")
        named = slot.key in keys or (slot.key[:5] == "item:" and is_clear(case, slot.key))
        if named and slot.key in case.page.figures.budget and not case.page.planned(slot.key):
            form = "{n}未安排预算，支出决算为{a}，不计算预算完成率。"
            yield from say(case, slot, form)


_RESTATED = {
    "general": "上述一般公共预算财政拨款支出{a}均已按规定用途使用。",
    "spent": "本年支出合计{a}中没有违规列支的情况。",
    "income": "本年收入合计{a}均已入账。",
    "total": "收、支总计{a}与收入支出决算总表一致。",
    "general_basic": "一般公共预算财政拨款基本支出{a}全部用于单位正常运转。",
}
