"""True counterparts: the same shapes as the planted errors, and nothing in them is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from .document import Document, Paragraph, Slot
from .names import SUMS, name_of_key
from .planting import Case
from .printing import SCALES, Style, half_up, stated

True_ = Iterator[Document]
_SYNONYMS = {"增加": "上升", "减少": "下降", "增长": "提高", "上升": "增长", "下降": "降低"}


def _say(case: Case, slot: Slot, form: str, key: str = "") -> True_:
    """Yield the document with a true sentence behind the paragraph of a slot."""
    number, _ = case.document.find(slot)
    paragraph = case.document.paragraphs[number]
    if paragraph.kind != "body":
        return
    said = tuple(case.page.spans(form, key or slot.key))
    if paragraph.text.endswith("。"):
        yield case.document.with_paragraph(
            number, replace(paragraph, spans=(*paragraph.spans, *said))
        )
    elif paragraph.text.endswith("；"):
        return
    else:
        rest = [
            (index, other)
            for index, other in enumerate(case.document.paragraphs)
            if index > number
        ]
        for index, other in rest:
            if other.kind != "body":
                return
            if other.text.endswith("。"):
                yield case.document.with_paragraph(index, other, Paragraph(said))
                return


def _about(keys: Sequence[str], form: str, *, measure: str = "a") -> Callable[[Case], True_]:
    """Return the counterpart that says something more of one of the quantities."""

    def write(case: Case) -> True_:
        for slot in case.slots(measure):
            if slot.key in keys and case.page.now(slot.key):
                yield from _say(case, slot, form)

    return write


def regrouped(case: Case) -> True_:
    """An amount with separators where the others have none, or the reverse."""
    for slot in case.slots("a", "l", "b", least="1000"):
        text = slot.text
        if text.isascii():
            other = text.replace(",", "") if "," in text else f"{stated(text, ''):,.2f}"
            yield case.document.with_slot(slot, text=other)


def said_again(case: Case) -> True_:
    """An amount is said a second time in the same paragraph."""
    for slot in case.slots("a", least="1"):
        if slot.key in ("general", "spent", "income", "total", "general_basic"):
            yield from _say(case, slot, _RESTATED[slot.key])


_RESTATED = {
    "general": "上述一般公共预算财政拨款支出{a}均已按规定用途使用。",
    "spent": "本年支出合计{a}中没有违规列支的情况。",
    "income": "本年收入合计{a}均已入账。",
    "total": "收、支总计{a}与收入支出决算总表一致。",
    "general_basic": "一般公共预算财政拨款基本支出{a}全部用于单位正常运转。",
}


def in_yi(case: Case) -> True_:
    """An amount in 亿元, exactly."""
    for slot in case.slots("a", "l", "b", least="1000"):
        value = stated(slot.text, slot.unit) / SCALES["亿元"]
        yield case.document.with_slot(slot, text=f"{value.normalize():f}", unit="亿元")


def in_yuan(case: Case) -> True_:
    """An amount in 元, exactly."""
    for slot in case.slots("a", least="1"):
        value = stated(slot.text, slot.unit) / SCALES["元"]
        yield case.document.with_slot(slot, text=f"{value:.2f}", unit="元")


def spaced(case: Case) -> True_:
    """A blank between an amount and its unit."""
    for slot in case.slots("a", "l", "b", "d"):
        yield case.document.with_slot(slot, text=slot.text + " ")


def unit_once(case: Case) -> True_:
    """Two amounts share one unit."""
    for slot in case.slots("a"):
        if slot.key == "general_basic" and case.page.now("public"):
            form = "其中人员经费、公用经费分别为{a personnel}、{a public}。"
            for document in _say(case, slot, form):
                said = case.page.said
                shared = next(s for s in document.slots() if s.said == said)
                yield document.with_slot(shared, unit="")


def percent_once(case: Case) -> True_:
    """Two shares, each with its %, in one clause."""
    for slot in case.slots("a"):
        if slot.key == "spent" and case.page.now("project_all"):
            form = "基本支出、项目支出分别占本年支出合计的{s basic_all/spent}和{s project_all/spent}。"
            yield from _say(case, slot, form)


def _rounded(*measures: str) -> Callable[[Case], True_]:
    """Return the counterpart that prints a rate at another precision."""

    def write(case: Case) -> True_:
        for slot in case.slots(*measures, least="2"):
            places = 1 if case.page.style.places == 2 else 2
            if slot.value is not None and half_up(slot.value, places) != 100:
                style = Style(places=places, wide=case.page.style.wide)
                yield case.document.with_slot(slot, text=style.rate(slot.value))

    return write


def other_base(case: Case) -> True_:
    """The change against the budget beside that against last year."""
    for slot in case.slots("p"):
        now, budget = case.page.now(slot.key), case.page.planned(slot.key)
        clause = case.clause(slot)
        if budget and now != budget and "c" not in clause and slot.key in _NAMED:
            form = "{Y}年度{n}较年初预算数{b}{wb}{db}，{vb}{pb}，主要原因是{rb}。"
            yield from _say(case, slot, form)


_NAMED = ("general", "tp", "car", "hosting", "office", "abroad")


def change_of_change(case: Case) -> True_:
    """The change is said as an amount and its rate, in nouns."""
    for slot in case.slots("p"):
        form = "{n}上年数为{l}，增减额为{d}，变动幅度为{p}。"
        if slot.key in ("general", "tp", "office", "personnel", "public"):
            yield from _say(case, slot, form)


def part_of_last(case: Case) -> True_:
    """This year's amount in percent of last year's."""
    for slot in case.slots("a"):
        if slot.key in ("general", "office", "tp", "spent") and case.page.last(slot.key):
            names = {"spent": "本年支出合计"}
            name = names.get(slot.key, "{n}")
            yield from _say(case, slot, f"{{Y}}年度{name}相当于{{L}}年度的{{cl}}。")


def other_whole(case: Case) -> True_:
    """A share of another whole, which is named."""
    for slot in case.slots("a"):
        if slot.key in ("fiscal_income", "basic_all", "project_all"):
            yield from _say(case, slot, "{n}{a}，占收、支总计的{s/total}。")


def summed_up(case: Case) -> True_:
    """The total once more, behind its parts."""
    for slot in case.slots("a"):
        if slot.key == "buy":
            yield from _say(case, slot, "以上货物、工程、服务三类采购合计{a}。")
        if slot.key == "tp" and case.page.now("tp"):
            yield from _say(case, slot, "三项经费合计{a}。")


def open_list(case: Case) -> True_:
    """Some parts only, with 其中主要是 … 等."""
    for slot in case.slots("a", least="1"):
        keys = [f"class:{code}" for code in case.page.figures.classes]
        if slot.key == "general" and len(keys) > 2:
            yield from _say(case, slot, f"其中占比较大的有{{n {keys[0]}}}{{a {keys[0]}}}等。")


def final_first(case: Case) -> True_:
    """The final figure before the budget."""
    for slot in case.slots("b", least="0.5"):
        if slot.key in _NAMED and case.page.now(slot.key):
            form = "{n}决算数为{a}，年初预算数为{b}，决算数为预算数的{c}。"
            yield from _say(case, slot, form)


def other_scope(case: Case) -> True_:
    """Two amounts of one name in two scopes, both named."""
    for slot in case.slots("a"):
        if slot.key == "basic_all":
            form = "全部基本支出{a}中，一般公共预算财政拨款基本支出{a general_basic}。"
            yield from _say(case, slot, form)


def large_rise(case: Case) -> True_:
    """A rise of more than a hundred percent, or a fall of exactly a hundred."""
    for slot in case.slots("a"):
        last, now = case.page.last(slot.key), case.page.now(slot.key)
        if last and (now > 2 * last or not now) and _is_clear(case, slot.key):
            form = "{n}由上年的{l}变为本年的{a}，{w}{d}，{v}{p}。"
            yield from _say(case, slot, form)


def from_to(case: Case) -> True_:
    """From last year's amount to this year's."""
    for slot in case.slots("a", least="0.5"):
        last, now = case.page.last(slot.key), case.page.now(slot.key)
        if last and now != last and slot.key in _NAMED:
            yield from _say(case, slot, "{n}由{L}年度的{l}{w}到{a}，{w}额为{d}。")


def no_rate(case: Case) -> True_:
    """Nothing last year: the change without a rate."""
    for slot in case.slots("a", least="0.1"):
        named = slot.key.partition(":")[0] in (*_NAMED, "fund", "item")
        if named and not case.page.last(slot.key) and _is_clear(case, slot.key):
            form = "{n}上年数为0万元，本年{w}{d}，上年基数为零，不计算增长率。"
            yield from _say(case, slot, form)


def no_completion(case: Case) -> True_:
    """Nothing planned: the final figure without a completion rate."""
    for slot in case.slots("a", least="0.1"):
        keys = (*_NAMED, "fund", "capital")
        named = slot.key in keys or (slot.key[:5] == "item:" and _is_clear(case, slot.key))
        if named and slot.key in case.page.figures.budget and not case.page.planned(slot.key):
            form = "{n}年初未安排预算，支出决算为{a}，不计算预算完成率。"
            yield from _say(case, slot, form)


def _synonym(measure: str) -> Callable[[Case], True_]:
    """Return the counterpart that says a direction in another word."""

    def write(case: Case) -> True_:
        for slot in case.slots(measure):
            word = _SYNONYMS.get(slot.text)
            if word is not None:
                yield case.document.with_slot(slot, text=word)

    return write


def _is_clear(case: Case, key: str) -> bool:
    """Whether no other item has the same name, as 行政运行 has under several 款."""
    kind, _, code = key.partition(":")
    names = [name_of_key(f"item:{other}") for other in case.page.figures.items]
    return kind != "item" or names.count(name_of_key(f"item:{code}")) == 1


def level(case: Case) -> True_:
    """持平 with equal amounts."""
    for slot in case.slots("a", least="0.1"):
        last = case.page.last(slot.key)
        same = last and last == case.page.now(slot.key) and _is_clear(case, slot.key)
        if same and slot.key.partition(":")[0] in _LEVEL:
            yield from _say(case, slot, "{n}本年{a}，上年{l}，与上年持平。")


_LEVEL = (*_NAMED, "running", "item", "class", "personnel")


def no_difference(case: Case) -> True_:
    """无差异 with equal amounts."""
    for slot in case.slots("a", least="0.1"):
        budget = case.page.planned(slot.key)
        named = slot.key in _NAMED or (slot.key[:5] == "item:" and _is_clear(case, slot.key))
        if named and budget and budget == case.page.now(slot.key):
            yield from _say(case, slot, "{n}预算数{b}，决算数{a}，决算数与预算数无差异。")


def as_planned(case: Case) -> True_:
    """Equal amounts with a reason for the equality."""
    for slot in case.slots("a", least="0.1"):
        budget = case.page.planned(slot.key)
        named = slot.key in _NAMED or (slot.key[:5] == "item:" and _is_clear(case, slot.key))
        if named and budget and budget == case.page.now(slot.key):
            yield from _say(case, slot, "{n}决算数等于预算数，主要是严格按照预算执行。")


def higher_or_lower(case: Case) -> True_:
    """高于 and 低于 for 大于 and 小于."""
    for slot in case.slots("g"):
        yield case.document.with_slot(slot, text={"大于": "高于", "小于": "低于"}[slot.text])


def neutral_reason(case: Case) -> True_:
    """A reason that has no direction."""
    for slot in case.slots("r", "rb"):
        text = case.dice.pick(("根据工作实际需要据实列支", "业务工作安排与上年不同"))
        yield case.document.with_slot(slot, text=text)


def in_brackets(case: Case) -> True_:
    """Brackets that are no left-over alternative."""
    for slot in case.slots("a"):
        if slot.key == "total":
            yield from _say(case, slot, "收、支总计（含年初结转和结余、年末结转和结余）按规定口径填列。")


def latin_words(case: Case) -> True_:
    """X光机, 12345热线: letters and numbers that are names."""
    for slot in case.slots("r"):
        rises = case.page.now(slot.key) > case.page.last(slot.key)
        if rises and slot.key in ("general", "total", "spent", "fiscal_total", "income", "office"):
            yield case.document.with_slot(slot, text="新增X光安检机和12345热线平台运行经费，支出增加")


def truly_nothing(case: Case) -> True_:
    """没有…支出 where there is none."""
    for slot in case.slots("a", "k"):
        if slot.key in ("foreign", "foreign_batches") and not case.page.now("foreign"):
            yield from _say(case, slot, "本年度没有发生外宾接待支出。")


def grades(case: Case) -> True_:
    """How many projects have which grade: a count, no grade."""
    scores = [project.score for project in case.page.figures.projects]
    best, good = sum(s >= 90 for s in scores), sum(80 <= s < 90 for s in scores)
    for slot in case.slots("k"):
        words = f"其中等级为“优”的{best}个、为“良”的{good}个。"
        if slot.key == "projects" and best and best + good == len(scores):
            yield from _say(case, slot, words)


def no_year(case: Case) -> True_:
    """A heading without its year."""
    for slot in case.slots("Y"):
        number, index = case.document.find(slot)
        paragraph = case.document.paragraphs[number]
        if paragraph.kind == "head" and index + 1 < len(paragraph.spans):
            after = paragraph.spans[index + 1]
            if isinstance(after, str) and after.startswith("年度"):
                spans = (*paragraph.spans[:index], after[2:], *paragraph.spans[index + 2 :])
                yield case.document.with_paragraph(number, replace(paragraph, spans=spans))


def last_year(case: Case) -> True_:
    """上年 for the number of the year."""
    for slot in case.slots("L"):
        if case.body(slot):
            number, index = case.document.find(slot)
            yield case.document.with_span(number, index, "上")


def free_years(case: Case) -> True_:
    """Years that state nothing: contracts, money brought forward."""
    for slot in case.slots("r"):
        year = case.page.figures.year
        text = f"{slot.text}（其中含{year - 2}年签订、{year - 1}年结转的合同款）"
        yield case.document.with_slot(slot, text=text)


def authority(case: Case) -> True_:
    """Another authority's name where it belongs."""
    for slot in case.slots("a"):
        if slot.key in ("general", "total"):
            yield from _say(case, slot, "上述数据已经{P}财政局批复。")


def _reversed(first: str, second: str, form: str) -> Callable[[Case], True_]:
    """Return the counterpart that says two quantities in the other order."""

    def write(case: Case) -> True_:
        for slot in case.slots("a"):
            if slot.key == first:
                yield from _say(case, slot, form, second)

    return write


def sources_again(case: Case) -> True_:
    """The other sources once more."""
    for slot in case.slots("a", least="0.1"):
        if slot.key in SUMS["income"][1:]:
            yield from _say(case, slot, "财政拨款收入以外，{n}为{a}，占收入合计的{s/income}。")


def classes_again(case: Case) -> True_:
    """Two 类 in the other order."""
    keys = [f"class:{code}" for code in case.page.figures.classes]
    for slot in case.slots("a"):
        if slot.key == "general" and len(keys) > 1:
            first, second = keys[0], keys[1]
            form = f"其中，{{n {second}}}和{{n {first}}}分别为{{a {second}}}和{{a {first}}}。"
            yield from _say(case, slot, form)


def nothing_more(case: Case) -> True_:
    """A part of 0 with its share."""
    for slot in case.slots("a"):
        if slot.key == "income" and not case.page.now("operating"):
            yield from _say(case, slot, "经营收入{a operating}，占{s operating/income}。")


def named_again(case: Case) -> True_:
    """A part is named a second time, for what it was used."""
    for slot in case.slots("a"):
        if slot.key == "project_all" and slot.value:
            yield from _say(case, slot, "项目支出主要用于完成特定的行政工作任务和事业发展目标。")


def reordered(case: Case) -> True_:
    """主要包括 in another order."""
    for slot in case.slots("list"):
        names = slot.text.split("、")
        if len(names) > 2:
            yield case.document.with_slot(slot, text="、".join([*names[1:], names[0]]))


def with_et_cetera(case: Case) -> True_:
    """主要包括 … 等 with every name."""
    for slot in case.slots("list"):
        yield case.document.with_slot(slot, text=slot.text + "等")


def _counted(key: str, form: str) -> Callable[[Case], True_]:
    """Return the counterpart that says a count again."""

    def write(case: Case) -> True_:
        for slot in case.slots("k", least="1"):
            if slot.key == key:
                yield from _say(case, slot, form)

    return write


def codes_again(case: Case) -> True_:
    """Codes with their own names."""
    for slot in case.slots("a", least="1"):
        if slot.key.startswith("item:"):
            yield from _say(case, slot, "上述支出列{code}{N}（项）。")


TRUTHS: dict[str, Callable[[Case], True_]] = {
    "金额一位写错": regrouped,
    "数字颠倒": said_again,
    "小数点错位": in_yi,
    "元与万元": in_yuan,
    "万元缺元": spaced,
    "金额缺单位": unit_once,
    "比率缺%": percent_once,
    "增减率算错": _rounded("p", "pb"),
    "增减率用本年作基数": change_of_change,
    "增减率用预算作基数": other_base,
    "增减额写成比率": change_of_change,
    "完成率算错": _rounded("c"),
    "完成率颠倒": part_of_last,
    "占比算错": _rounded("s"),
    "占比换了整体": other_whole,
    "合计错": summed_up,
    "明细与占比同错": open_list,
    "预决算对调": final_first,
    "同数两值": other_scope,
    "下降超过100%": large_rise,
    "减少额大于上年": from_to,
    "车辆数与明细": _counted("vehicles", "上述{k vehicles}车辆均已登记入账。"),
    "人次少于批次": _counted("guests", "接待的{k guests}均为因公来访人员。"),
    "保有量多于车辆": _counted("kept", "公务用车保有量{k kept}，年内没有增减。"),
    "单位个数与名单": _counted("units", "以上{k units}单位均为独立编制机构。"),
    "方向全反": _synonym("w"),
    "增减方向混用": _synonym("v"),
    "有变动写持平": level,
    "有差异写无差异": no_difference,
    "相等写大小于": as_planned,
    "大于小于颠倒": higher_or_lower,
    "零基数有增减率": no_rate,
    "零预算有完成率": no_completion,
    "原因方向相反": neutral_reason,
    "留着增加（减少）": in_brackets,
    "留着XX": latin_words,
    "有数写没有": truly_nothing,
    "等级与得分": grades,
    "标题年度过时": no_year,
    "对比年度错": last_year,
    "数字年度过时": free_years,
    "别的部门名称": authority,
    "名称：基本与项目": _reversed(
        "basic_all",
        "project_all",
        "其中，项目支出{a project_all}，基本支出{a basic_all}。",
    ),
    "名称：人员与公用": _reversed(
        "general_basic", "public", "其中，公用经费{a public}，人员经费{a personnel}。"
    ),
    "名称：收入来源": sources_again,
    "名称：货物与服务": _reversed(
        "buy", "services", "其中，政府采购服务支出{a services}，政府采购货物支出{a goods}。"
    ),
    "名称：购置与运行": _reversed(
        "running", "purchase", "全年公务用车运行维护费{a running}，公务用车购置费{a purchase}。"
    ),
    "名称：预算种类": _reversed(
        "general",
        "fund",
        "同期政府性基金预算财政拨款支出{a fund}，国有资本经营预算财政拨款支出{a capital}。",
    ),
    "名称：外宾与国内": _reversed(
        "domestic", "foreign", "按来宾分，国内公务接待支出{a domestic}，外宾接待支出{a foreign}。"
    ),
    "名称：三公各项": _reversed(
        "tp", "hosting", "按项目分，公务接待费{a hosting}，因公出国（境）费{a abroad}。"
    ),
    "名称：别的类": classes_again,
    "两个名称对调": _reversed(
        "spent",
        "project_all",
        "项目支出、基本支出分别为{a project_all}、{a basic_all}。",
    ),
    "明细漏一项": nothing_more,
    "明细重一项": named_again,
    "主要包括漏项": reordered,
    "主要包括多项": with_et_cetera,
    "编码配错名称": codes_again,
    "名称配错编码": codes_again,
}
