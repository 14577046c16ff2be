"""Counts and amounts outside the tables (事项), read from sections 九 to 十三."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.field import sections, zh
from generator.review.text.flat import MONEY, NUMBER, read_stated

if TYPE_CHECKING:
    from generator.review.harvest.rows import Rows
    from generator.review.text.flat import Flat

_COUNT = r"(?:个|人次|批次|次|批|辆|台（套）|台|套)"
# A number that is stepped over; a draft has a mark in its place.
_ANY = rf"(?:{NUMBER}|【[^】\n]*】)"
_SUM = rf"(?P<n>{NUMBER})(?P<u>{MONEY})"
_NUMBER = rf"(?P<n>{NUMBER})(?P<u>{_COUNT})"


class Fact(NamedTuple):
    """A key of 事项, the section that states it, and the words around its number."""

    key: str
    topic: str
    words: re.Pattern[str]


def _fact(key: str, topic: str, words: str) -> Fact:
    return Fact(key, topic, re.compile(words))


_FOREIGN = r"(?:国（境）外来访团组|外宾接待(?:团组|批次)|接待外宾)"
_DOMESTIC = r"(?:国内来访团组|国内(?:公务)?接待(?:团组|批次))"
_THREE_PUBLIC = (
    _fact(zh.DELEGATIONS_ABROAD, "九", rf"因公出国（境）团组(?:数|共)?(?:为)?{_NUMBER}"),
    _fact(
        zh.PERSONS_ABROAD,
        "九",
        rf"团组(?:数|共)?(?:为)?{_ANY}{_COUNT}[，、]?累计(?:人次)?{_NUMBER}",
    ),
    _fact(zh.VEHICLES_BOUGHT, "九", rf"购置(?:公务用车|车辆)(?:数)?(?:为)?{_NUMBER}"),
    _fact(zh.VEHICLES_KEPT, "九", rf"公务用车保有量(?:为)?{_NUMBER}"),
    _fact(zh.FOREIGN_RECEPTION, "九", rf"外宾接待(?:费)?支出(?:为)?{_SUM}"),
    _fact(zh.FOREIGN_GROUPS, "九", rf"{_FOREIGN}(?:数)?{_NUMBER}"),
    _fact(
        zh.FOREIGN_GUESTS,
        "九",
        rf"(?:来访外宾|{_FOREIGN}(?:数)?{_ANY}{_COUNT}[，、](?:来访外宾|外宾)?){_NUMBER}",
    ),
    _fact(zh.DOMESTIC_RECEPTION, "九", rf"国内公务接待(?:费)?支出(?:为)?{_SUM}(?!（含外宾)"),
    _fact(zh.DOMESTIC_GROUPS, "九", rf"{_DOMESTIC}(?:数)?{_NUMBER}"),
    _fact(zh.DOMESTIC_GUESTS, "九", rf"{_DOMESTIC}(?:数)?{_ANY}{_COUNT}[，、]来?宾?{_NUMBER}"),
)
_NO_OPERATING = re.compile(r"(?:无|没有)机关运行经费支出")
_OPERATING = (
    _fact(zh.RUNNING_COSTS, "十", rf"支出决算(?:数)?(?:为)?{_SUM}"),
    _fact(zh.RUNNING_COSTS, "十", rf"机关运行经费(?:支出|决算)?(?:合计|为)?{_SUM}"),
)
_PROCUREMENT = (
    _fact(
        zh.PROCUREMENT, sections.PROCUREMENT, rf"政府采购(?:支出)?(?:总额|总计|合计)(?:为)?{_SUM}"
    ),
    _fact(zh.PROCUREMENT, sections.PROCUREMENT, rf"政府采购金额(?:（[^）]*）)?(?:为)?{_SUM}"),
    *(
        _fact(
            f"政府采购{kind}支出",
            sections.PROCUREMENT,
            rf"{kind}(?:采购)?(?:支出|金额)(?:为)?{_SUM}",
        )
        for kind in ("货物", "工程", "服务")
    ),
    _fact(
        zh.SMALL_AND_MEDIUM_CONTRACTS,
        sections.PROCUREMENT,
        rf"授予中小(?:微)?企业(?:的)?合同金额(?:为)?{_SUM}",
    ),
    _fact(zh.SMALL_CONTRACTS, sections.PROCUREMENT, rf"授予小微企业(?:的)?合同金额(?:为)?{_SUM}"),
)
_ASSETS = (
    _fact(
        zh.CARS_OF_PROVINCIAL_LEADERS,
        sections.ASSETS,
        rf"(?:副?[省部]+级(?:及以上)?领导(?:干部)?用车){_NUMBER}",
    ),
    _fact(zh.CARS_OF_LEADERS, sections.ASSETS, rf"主要领导干部用车{_NUMBER}"),
    _fact(zh.CARS_OF_COURIERS, sections.ASSETS, rf"机要通信(?:应急)?用车{_NUMBER}"),
    _fact(zh.CARS_FOR_EMERGENCIES, sections.ASSETS, rf"应急保障(?:用)?车{_NUMBER}"),
    _fact(zh.CARS_OF_ENFORCEMENT, sections.ASSETS, rf"执法执勤用车{_NUMBER}"),
    _fact(zh.SPECIAL_VEHICLES, sections.ASSETS, rf"特种专业技术用车{_NUMBER}"),
    _fact(zh.CARS_OF_RETIRED_LEADERS, sections.ASSETS, rf"离退休干部(?:服务)?用车{_NUMBER}"),
    _fact(zh.OTHER_CARS, sections.ASSETS, rf"其他用车{_NUMBER}"),
    _fact(
        zh.LARGE_EQUIPMENT,
        sections.ASSETS,
        rf"(?:单位价值|单价)100万元(?:（含）)?以上(?:的)?(?:专用|通用)?设备(?:（[^）]*）)?{_NUMBER}",
    ),
)
_YUAN = r"(?:资金)?(?:总额|合计)?(?:数)?(?:为)?"
_WHOLE = (
    _fact("整体评价单位数", sections.PERFORMANCE, rf"{_NUMBER}单位开展整体支出绩效评价"),
    _fact(
        "整体评价一般公共预算支出",
        sections.PERFORMANCE,
        rf"整体支出绩效评价，涉及一般公共预算支出{_SUM}",
    ),
    _fact(
        "整体评价政府性基金支出",
        sections.PERFORMANCE,
        rf"整体支出绩效评价，涉及一般公共预算支出{_ANY}{MONEY}，政府性基金预算支出{_SUM}",
    ),
    _fact(zh.OVERALL_INITIAL_BUDGET, sections.PERFORMANCE, rf"年年初预算{_YUAN}{_SUM}"),
    _fact(
        zh.OVERALL_BUDGET,
        sections.PERFORMANCE,
        rf"(?<!目)全年预算{_YUAN}{_SUM}[，。；]全年实际执行",
    ),
    _fact(
        "整体执行数",
        sections.PERFORMANCE,
        rf"全年预算{_YUAN}{_ANY}{MONEY}[，。；]全年实际执行(?:数)?(?:为)?{_SUM}",
    ),
    _fact(
        zh.OVERALL_SCORE,
        sections.PERFORMANCE,
        rf"整体(?:支出)?(?:绩效)?自评得分(?:为)?(?P<n>{NUMBER})(?P<u>分)",
    ),
)
_ADJUSTED = re.compile(
    rf"(?:年中预算|经年中调整，)(?P<word>调增|调减|增加|减少)(?:预算)?(?:资金)?{_SUM}"
)
_GRADE = re.compile(
    r"整体(?:支出)?(?:绩效)?自评得分(?:为)?[0-9.]+分[，,。]?(?:评价)?(?:等级|结果)(?:为)?(优|良|中|差|合格|一般|较差)"
)
_DOWN = {"调减", zh.DECREASE}
# What only the form of Shanghai prints.
_SHANGHAI = (
    _fact(
        "面向中小企业预留预算金额",
        sections.PROCUREMENT,
        rf"面向中小企业预留政府采购项目预算金额{_SUM}",
    ),
    _fact(
        "面向小微企业预留预算金额",
        sections.PROCUREMENT,
        rf"面向小微企业预留政府采购项目预算金额{_SUM}",
    ),
    _fact(
        "中小企业预留项目采购金额",
        sections.PROCUREMENT,
        rf"面向中小企业预留的?政府采购项目中，由中小企业供应商中标或成交的，采购金额{_SUM}",
    ),
    _fact(
        "小微企业预留项目采购金额",
        sections.PROCUREMENT,
        rf"面向小微企业预留的?政府采购项目中，由小微企业供应商中标或成交的，采购金额{_SUM}",
    ),
    _fact(
        "其他项目中小企业采购金额",
        sections.PROCUREMENT,
        rf"其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{_SUM}",
    ),
    *(
        fact
        for kind, words in (
            ("绩效目标", "编报绩效目标"),
            ("绩效跟踪", "绩效跟踪评价"),
            ("绩效自评", "绩效自评"),
        )
        for fact in (
            _fact(
                f"{kind}项目数", sections.PERFORMANCE, rf"{words}的20[0-9]{{2}}年度项目{_NUMBER}"
            ),
            _fact(
                f"{kind}预算金额",
                sections.PERFORMANCE,
                rf"{words}的20[0-9]{{2}}年度项目{_ANY}个，涉及预算金额{_SUM}",
            ),
        )
    ),
    _fact("绩效自评平均得分", sections.PERFORMANCE, rf"平均得分(?P<n>{NUMBER})(?P<u>分)"),
    *(
        _fact(f"绩效自评{grade}项目数", sections.PERFORMANCE, rf"绩效评级为{grade}的项目{_NUMBER}")
        for grade in ("优", "良", "合格", "不合格")
    ),
    _fact("绩效自评问题数", sections.PERFORMANCE, rf"共发现问题{_NUMBER}"),
    _fact("绩效自评已整改问题数", sections.PERFORMANCE, rf"已经?完成整改的{_NUMBER}"),
    _fact("绩效自评整改中问题数", sections.PERFORMANCE, rf"正在整改的{_NUMBER}"),
)
_FACTS = (*_THREE_PUBLIC, *_OPERATING, *_PROCUREMENT, *_ASSETS, *_WHOLE, *_SHANGHAI)
_SYSTEM = re.compile(
    r"建立了如下预算绩效管理制度：([^。\n]+?)，建立了([^。，\n]+?)的预算绩效管理工作机制"
)
_VISITS = re.compile(
    rf"公务接待({_ANY})批次、({_ANY})人次，其中：接待外宾({_ANY})批次、({_ANY})人次"
)
_RECEPTION = re.compile(
    rf"国内公务接待支出({NUMBER})({MONEY})（含外宾接待支出({NUMBER})({MONEY})）"
)


def read_facts(topic: str, flat: Flat, rows: Rows) -> None:
    """Add the facts of one section."""
    for fact in _FACTS:
        if fact.topic != topic:
            continue
        found = fact.words.search(flat.text)
        stated = read_stated(found["n"], found["u"]) if found else None
        if found and stated:
            rows.add_fact(fact.key, stated.text, stated.unit, flat.place(*found.span()))
    if topic == "九":
        _read_all_visits(flat, rows)
    elif topic == "十":
        none = _NO_OPERATING.search(flat.text)
        if none:
            rows.add_fact(zh.RUNNING_COSTS, "0", zh.TEN_THOUSAND_YUAN, flat.place(*none.span()))
    elif topic == sections.PERFORMANCE:
        _read_whole(flat, rows)


def _read_all_visits(flat: Flat, rows: Rows) -> None:
    """Add the visits of a form that counts foreign ones among all: the rest are domestic."""
    visits = _VISITS.search(flat.text)
    if visits:
        groups, people, foreign_groups, foreign = (read_stated(n, "") for n in visits.groups())
        place = flat.place(*visits.span())
        for key, whole, part, unit in (
            (zh.DOMESTIC_GROUPS, groups, foreign_groups, zh.BATCHES),
            (zh.DOMESTIC_GUESTS, people, foreign, zh.PERSON_TIMES),
        ):
            if whole and part and whole.value >= part.value:
                rows.add_fact(key, f"{whole.value - part.value:f}", unit, place)
    sums = _RECEPTION.search(flat.text)
    if sums and sums[2] == sums[4]:
        whole, part = read_stated(sums[1], sums[2]), read_stated(sums[3], sums[4])
        if whole and part and whole.value >= part.value:
            rest = f"{whole.value - part.value:f}"
            rows.add_fact(zh.DOMESTIC_RECEPTION, rest, whole.unit, flat.place(*sums.span()))


def _read_whole(flat: Flat, rows: Rows) -> None:
    """Add how the budget of the whole was changed, its grade, the rules of its management."""
    adjusted = _ADJUSTED.search(flat.text)
    stated = read_stated(adjusted["n"], adjusted["u"]) if adjusted else None
    if adjusted and stated:
        value = -stated.value if adjusted["word"] in _DOWN else stated.value
        rows.add_fact(
            zh.OVERALL_BUDGET_CHANGE, f"{value:f}", stated.unit, flat.place(*adjusted.span())
        )
    system = _SYSTEM.search(flat.text)
    if system:
        for group, key in enumerate(("预算绩效管理制度", "预算绩效管理工作机制"), start=1):
            text = flat.original(*system.span(group))
            if "【待补充" not in text:
                rows.add_fact(key, text, "", flat.place(*system.span(group)))
    grade = _GRADE.search(flat.text)
    if grade:
        rows.add_fact(zh.OVERALL_GRADE, grade[1], "", flat.place(*grade.span()))
