"""Duties on 机关运行, 采购 and 国资: amounts and counts that stand outside the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.money import ZERO
from generator.field import duties, sections, zh
from generator.model.submission import MentionKind
from generator.review.duties.ground import (
    done,
    fold,
    not_applicable,
    of_other_time,
    problem,
    unchecked,
)
from generator.review.duties.told import is_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.review.duties.ground import Ground, Said

_RUNNING_TOPIC = "十"
_RUNNING = re.compile(r"(?P<running>(?:机关|机构)运[行转])")
_PROCURED = re.compile(
    r"(?P<small>小微企业)|(?P<medium>中小(?:微)?企业)|(?P<goods>货物)|(?P<works>工程)"
    r"|(?P<services>服务)|(?P<all>政府采购(?:支出|金额|合同)?(?:总额|金额|合计|总计|共计)?"
    r"|(?<![物程务业的])采购(?:支出|总额|总金额))"
)
_KINDS = {
    "goods": zh.PROCURED_GOODS,
    "works": zh.PROCURED_WORKS,
    "services": zh.PROCURED_SERVICES,
}
_CAR_NAMES = "车辆|用车|公车"
# Vehicles that came or went in the year are not those that are there.
_CARS = re.compile(
    r"(?P<other>设备|(?:报废|处置|购置|购入|新增|更新|减少|调拨|划转|租[用赁])"
    rf"[^，。；]{{0,6}}?(?:{_CAR_NAMES}))|(?P<cars>{_CAR_NAMES})"
)
# That nothing was added does not tell what there is.
_NEW = re.compile("新增|新购|增加")
_LARGE = re.compile("(?:100|一百|壹佰)万")
_ALL_OF_ONE = re.compile(r"(?:全部|均|都)(?:为|是|系|用于|属于)([^，。；]{2,16})")
_KIND = re.compile("货物|工程|服务")
_HUNDREDTHS = re.compile(
    r"中小(?:微)?企业[^。；]*占[^，。；]{0,20}百分之[零一二三四五六七八九十百]"
)
_EQUIPMENT = re.compile(r"(?P<large>设备|仪器)|(?<!不含)(?<!不包括)(?P<other>车辆|用车)")
_CAR_UNITS = frozenset({"辆", "台"})
_PIECES = frozenset({"台（套）", "台(套)", "台", "套", "台/套", "件", "部"})


_ASKED = {
    duties.RUNNING_COSTS: (_RUNNING, "running"),
    duties.PROCUREMENT: (_PROCURED, "all"),
    duties.SMALL_SHARE: (_PROCURED, "medium"),
}


def judge_running_costs(ground: Ground) -> DutyJudgement:
    """The running costs of the office; a 事业单位 has none."""
    duty = duties.RUNNING_COSTS
    said = _first(ground.numbers(_RUNNING_TOPIC, _RUNNING), "running", MentionKind.AMOUNT)
    if said:
        return done(duty, ground.place(said))
    words, missing = "(?:机关|机构)运[行转]", "没有写机关运行经费"
    return _judge_absent(ground, duty, _RUNNING_TOPIC, words, missing)


def _judge_absent(
    ground: Ground, duty: Duty, topic: str, words: str, missing: str
) -> DutyJudgement:
    """Judge what no number tells of: the text says that there is none, or says nothing."""
    none = ground.deny(topic, words) or ground.deny_itself(topic)
    if none:
        return not_applicable(duty, f"文中写明：“{none.quote}”", none)
    accounts = ground.review.accounts
    if topic == _RUNNING_TOPIC and accounts and accounts.all_public_institutions:
        return not_applicable(duty, "事业单位没有机关运行经费")
    names, item = _ASKED[duty]
    other = ground.elsewhen(topic, names, item)
    if other:
        return of_other_time(ground, duty, other)
    if ground.is_whole or ground.has_section(topic):
        return problem(duty, missing)
    return unchecked(duty, f"送审的文件没有这一节，{missing}")


def _first(numbers: Iterator[Said], item: str, kind: MentionKind) -> Said | None:
    """Return the first number of a name and kind that is no mere change."""
    for one in numbers:
        if one.item == item and one.mention.kind is kind and not is_change(one.lead):
            return one
    return None


def judge_procurement(ground: Ground) -> DutyJudgement:
    """The total, and each kind; a kind that is left out is nought where the others make it all."""
    duty = duties.PROCUREMENT
    money = list(_money(ground))
    total = next((one for one in money if one.item == "all"), None)
    if total is None:
        words = "政府采购|采购支出"
        return _judge_absent(ground, duty, sections.PROCUREMENT, words, "没有写政府采购总额")
    kinds = {name: _named(money, name) for name in _KINDS}
    lacking = [_KINDS[name] for name, one in kinds.items() if one is None]
    listed = [one.mention.value for one in kinds.values() if one is not None]
    adds_up = bool(listed) and sum(listed, ZERO) == total.mention.value
    if lacking and not adds_up and total.mention.value and not _is_all_of_one(total):
        written = f"{total.mention.text}{total.mention.unit}"
        note = f"政府采购总额{written}，没有写{'、'.join(lacking)}"
        return problem(duty, note, ground.place(total))
    return done(duty, ground.place(total))


def _is_all_of_one(total: Said) -> bool:
    """Whether the text says that all of it went into one kind (均为服务类采购)."""
    text = fold(total.paragraph.passage.text[total.mention.unit_end :])
    found = _ALL_OF_ONE.search(text)
    return (
        found is not None and sum(name in found.group(1) for name in ("货物", "工程", "服务")) == 1
    )


def _money(ground: Ground) -> Iterator[Said]:
    """Yield the amounts on procurement, where no section treats it those that name it."""
    for one in ground.numbers(sections.PROCUREMENT, _PROCURED):
        if one.mention.kind is MentionKind.AMOUNT and one.item and not is_change(one.lead):
            yield one


def _named(money: list[Said], item: str) -> Said | None:
    return next((one for one in money if one.item == item), None)


def judge_small_share(ground: Ground) -> DutyJudgement:
    """What small and medium enterprises were awarded, and its share."""
    duty, topic = duties.SMALL_SHARE, sections.PROCUREMENT
    money = list(_money(ground))
    total = next((one for one in money if one.item == "all"), None)
    awarded = _named(money, "medium")
    rates = (
        one
        for one in ground.numbers(topic, _PROCURED)
        if one.mention.kind is MentionKind.RATE and "占" in one.lead
    )
    share = next((one for one in rates if _is_share(one, awarded)), None)
    if awarded is not None and share is not None:
        return done(duty, ground.place(share))
    if awarded is not None and _HUNDREDTHS.search(fold(awarded.paragraph.passage.text)):
        return done(duty, ground.place(awarded))
    if total is not None and not total.mention.value:
        return not_applicable(duty, "政府采购总额为0", ground.place(total))
    if awarded is not None and not awarded.mention.value:
        return done(duty, ground.place(awarded), "金额为0")
    if awarded is not None:
        return problem(duty, "有中小企业的金额，没有写占采购总额的比例", ground.place(awarded))
    missing = "没有写授予中小企业的合同金额和比例"
    return _judge_absent(ground, duty, topic, "政府采购|采购支出|中小企业", missing)


def _is_share(rate: Said, amount: Said | None) -> bool:
    """Whether a rate is the share of an amount in all: in its paragraph, of nothing else."""
    if amount is None or rate.paragraph.passage.locator != amount.paragraph.passage.locator:
        return False
    subject, _, whole = re.split("[。；]", rate.lead)[-1].rpartition("占")
    if "企业" in whole or _KIND.search(subject) or "小微" in subject:
        return False
    return rate.mention.start > amount.mention.start or "中小" in subject


def judge_cars(ground: Ground) -> DutyJudgement:
    """How many vehicles there are."""
    return _judge_held(ground, duties.CARS, _CARS, _CAR_UNITS, _CAR_NAMES)


def judge_equipment(ground: Ground) -> DutyJudgement:
    """How many large pieces of equipment there are."""
    return _judge_held(ground, duties.EQUIPMENT, _EQUIPMENT, _PIECES, "设备|仪器")


def _judge_held(
    ground: Ground, duty: Duty, names: re.Pattern[str], units: frozenset[str], words: str
) -> DutyJudgement:
    small: Said | None = None
    name = words.partition("|")[0]
    for one in ground.numbers(sections.ASSETS, names):
        if one.item in {"", "other"} or one.mention.unit not in units:
            continue
        if duty is duties.CARS or _is_large(one):
            return done(duty, ground.place(one))
        small = small or one
    place = ground.deny(sections.ASSETS, words)
    if place and not _NEW.search(place.quote) and (duty is duties.CARS or small is None):
        return done(duty, place)
    if small is not None:
        quote = ground.place(small).quote
        return unchecked(duty, f"写有“{quote}”，没有写明是不是单价100万元以上的，请看一看")
    other = ground.elsewhen(sections.ASSETS, names, "cars")
    if other is not None:
        return of_other_time(ground, duty, other)
    if ground.is_whole or ground.has_section(sections.ASSETS):
        return problem(duty, f"没有写占用的{name}数")
    return unchecked(duty, "送审的文件没有国有资产占用的说明")


def _is_large(one: Said) -> bool:
    """Whether a count is of what costs a million or more, by the sentence before it."""
    before = fold(one.paragraph.passage.text[: one.mention.start])
    return bool(_LARGE.search(before[before.rfind("。") + 1 :]))
