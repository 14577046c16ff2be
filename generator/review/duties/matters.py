"""Duties on 机关运行, 采购 and 国资: amounts and counts that stand outside the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.money import ZERO
from generator.field import duties, sections, zh
from generator.model.submission import MentionKind
from generator.review.duties.ground import done, not_applicable, problem, unchecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.field.duties import Duty
    from generator.model.duty import DutyJudgement
    from generator.model.place import Place
    from generator.review.duties.ground import Ground, Said

_RUNNING_TOPIC = "十"
_RUNNING = re.compile(r"(?P<running>(?:机关|机构)运行)")
_PROCURED = re.compile(
    r"(?P<small>小微企业)|(?P<medium>中小(?:微)?企业)|(?P<goods>货物)|(?P<works>工程)"
    r"|(?P<services>服务)|(?P<all>政府采购(?:支出|金额|合同)?(?:总额|金额|合计|总计|共计)?)"
)
_KINDS = {
    "goods": zh.PROCURED_GOODS,
    "works": zh.PROCURED_WORKS,
    "services": zh.PROCURED_SERVICES,
}
_CARS = re.compile(r"(?P<cars>车辆|用车|公车)|(?P<other>设备)")
_EQUIPMENT = re.compile(r"(?P<large>设备)|(?<!不含)(?<!不包括)(?P<other>车辆|用车)")
_CAR_UNITS = frozenset({"辆", "台"})
_PIECES = frozenset({"台（套）", "台(套)", "台", "套", "台/套", "件"})


def judge_running_costs(ground: Ground) -> DutyJudgement:
    """The running costs of the office; a 事业单位 has none."""
    duty = duties.RUNNING_COSTS
    said = _first(ground.numbers(_RUNNING_TOPIC, _RUNNING), "running", MentionKind.AMOUNT)
    if said:
        return done(duty, ground.place(said))
    return _judge_absent(ground, duty, _RUNNING_TOPIC, "(?:机关|机构)运行", "没有写机关运行经费")


def _judge_absent(
    ground: Ground, duty: Duty, topic: str, words: str, missing: str
) -> DutyJudgement:
    """Judge what no number tells of: the text says that there is none, or says nothing."""
    none = ground.deny(topic, words)
    if none:
        return not_applicable(duty, f"文中写明：“{none.quote}”", none)
    accounts = ground.review.accounts
    if topic == _RUNNING_TOPIC and accounts and accounts.all_public_institutions:
        return not_applicable(duty, "事业单位没有机关运行经费")
    if ground.is_whole or ground.has_section(topic):
        return problem(duty, missing)
    return unchecked(duty, f"送审的文件没有这一节，{missing}")


def _first(numbers: Iterator[Said], item: str, kind: MentionKind) -> Said | None:
    return next((one for one in numbers if one.item == item and one.mention.kind is kind), None)


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
    if lacking and not adds_up and total.mention.value:
        written = f"{total.mention.text}{total.mention.unit}"
        note = f"政府采购总额{written}，没有写{'、'.join(lacking)}"
        return problem(duty, note, ground.place(total))
    return done(duty, ground.place(total))


def _money(ground: Ground) -> Iterator[Said]:
    """Yield the amounts on procurement, where no section treats it those that name it."""
    for one in ground.numbers(sections.PROCUREMENT, _PROCURED):
        if one.mention.kind is MentionKind.AMOUNT and one.item:
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
    share = next((one for one in rates if _is_after(one, awarded)), None)
    if awarded is not None and share is not None:
        return done(duty, ground.place(share))
    if total is not None and not total.mention.value:
        return not_applicable(duty, "政府采购总额为0", ground.place(total))
    if awarded is not None and not awarded.mention.value:
        return done(duty, ground.place(awarded), "金额为0")
    if awarded is not None:
        return problem(duty, "有中小企业的金额，没有写占采购总额的比例", ground.place(awarded))
    missing = "没有写授予中小企业的合同金额和比例"
    return _judge_absent(ground, duty, topic, "政府采购|采购支出|中小企业", missing)


def _is_after(rate: Said, amount: Said | None) -> bool:
    """Whether a share stands behind an amount, in its paragraph."""
    if amount is None:
        return False
    same = rate.paragraph.passage.locator == amount.paragraph.passage.locator
    return same and rate.mention.start > amount.mention.start


def judge_cars(ground: Ground) -> DutyJudgement:
    """How many vehicles there are."""
    return _judge_held(ground, duties.CARS, _CARS, _CAR_UNITS, "车辆")


def judge_equipment(ground: Ground) -> DutyJudgement:
    """How many large pieces of equipment there are."""
    return _judge_held(ground, duties.EQUIPMENT, _EQUIPMENT, _PIECES, "设备")


def _judge_held(
    ground: Ground, duty: Duty, names: re.Pattern[str], units: frozenset[str], name: str
) -> DutyJudgement:
    for one in ground.numbers(sections.ASSETS, names):
        if one.item not in {"", "other"} and one.mention.unit in units:
            return done(duty, ground.place(one))
    place: Place | None = ground.deny(sections.ASSETS, name)
    if place:
        return done(duty, place)
    if ground.is_whole or ground.has_section(sections.ASSETS):
        return problem(duty, f"没有写占用的{name}数")
    return unchecked(duty, "送审的文件没有国有资产占用的说明")
