"""Sections 七 (三公), 十 and 十一 of Shanghai's form, written from the department alone."""

from collections.abc import Iterator
from decimal import Decimal

from .claim import MARK
from .draw_facts import EQUIPMENT, VEHICLE_CLASSES
from .model import THREE_PUBLIC_KEYS
from .money import ZERO
from .shanghai import GRADES, LAW, PROBLEMS, RESERVED, SCORE, STEPS, WAY
from .shanghai_words import Words

_NAMES = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
_RENAMED = {"省级领导干部用车": "部级领导干部用车", "应急保障车": "应急保障用车"}
_RUNNING = "机关运行经费"


def three_public(words: Words) -> Iterator[str]:
    """Yield the lines of 七."""
    columns = [words.department.shown(y) for y in words.department.accounts.three_public.columns()]
    budgets, finals = columns[:6], columns[6:]
    yield "七、财政拨款“三公”经费支出决算情况说明"
    yield "（一）“三公”经费财政拨款支出决算总体情况说明。"
    yield _against_budget(words, budgets, finals)
    yield _against_last(words, finals)
    yield "（二）“三公”经费财政拨款支出决算具体情况说明。"
    if finals[0]:
        yield from _details(words, finals)
    else:
        yield f"{words.full}无“三公”经费财政拨款支出。"


def _three(columns: list[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    return columns[1], columns[2], columns[5]


def _against_budget(words: Words, budgets: list[Decimal], finals: list[Decimal]) -> str:
    def outcome(final: Decimal, budget: Decimal) -> str:
        return words.money(final) + words.share(final, budget, "完成预算的")

    items = [
        f"{name}{'' if name == _NAMES[0] else '支出'}决算为{outcome(final, budget)}"
        for name, final, budget in zip(_NAMES, _three(finals), _three(budgets), strict=True)
    ]
    text = f"“三公”经费财政拨款支出年初预算为{words.money(budgets[0])}，支出决算为"
    text += f"{outcome(finals[0], budgets[0])}，其中：{'；'.join(items)}。{words.year}"
    if finals[0] == budgets[0]:
        return f"{text}“三公”经费支出决算数与预算数基本持平。"
    word = "大于" if finals[0] > budgets[0] else "小于"
    reason = words.given("“三公”经费")
    return f"{text}“三公”经费支出决算数{word}预算数的主要原因：{reason}。"


def _against_last(words: Words, finals: list[Decimal]) -> str:
    prior = words.prior(THREE_PUBLIC_KEYS[0])
    if prior is None:
        return f"与{words.last}相比，{MARK}。"
    if prior != finals[0] and (not isinstance(prior, Decimal) or not prior):
        return "上年度无可比数据，不作对比。"
    text = f"{words.year}“三公”经费财政拨款支出决算数"
    if isinstance(prior, Decimal) and prior != finals[0]:
        text += f"比{words.last}{words.move(finals[0], prior)}，其中："
    else:
        text += f"与{words.last}持平。其中："
    clauses, reasons = [], ""
    for name, key, final in zip(_NAMES, THREE_PUBLIC_KEYS[1:], _three(finals), strict=True):
        clause, direction = _item(words, key, final)
        clauses.append(f"{name}支出决算{clause}")
        if direction:
            reasons += f"{name}支出{direction}的主要原因是{words.given(key)}。"
    return f"{text}{'；'.join(clauses)}。{reasons}"


def _item(words: Words, key: str, final: Decimal) -> tuple[str, str]:
    """Return the clause of one item and the direction that needs a reason."""
    prior = words.prior(key)
    if prior is None:
        return MARK, ""
    if prior == final:
        return "持平", ""
    if not isinstance(prior, Decimal) or not prior:
        return "上年度无可比数据", ""
    return words.move(final, prior), "增加" if final > prior else "减少"


def _details(words: Words, finals: list[Decimal]) -> Iterator[str]:
    items = [
        f"{name}支出决算{words.money(final)}{words.share(final, finals[0])}"
        for name, final in zip(_NAMES, _three(finals), strict=True)
    ]
    yield f"“三公”经费财政拨款支出决算中，{'；'.join(items)}。具体情况如下："
    _, abroad, cars, purchase, running, hosting = finals
    trips = f"全年安排因公出国（境）团组{words.count('因公出国（境）团组数', '个')}、"
    trips += f"累计{words.count('因公出国（境）人次', '人次')}。"
    spent_on = f"开支内容包括：{words.given('因公出国（境）用途')}。" if abroad else ""
    yield f"1、{_NAMES[0]}支出{words.money(abroad)}。{trips}{spent_on}"
    yield f"2、{_NAMES[1]}支出{words.money(cars)}。其中："
    for_cars = f"主要用于{words.given('公务用车购置用途')}，" if purchase else ""
    bought = words.count("公务用车购置数", "辆")
    yield f"公务用车购置支出为{words.money(purchase)}。{for_cars}购置公务用车{bought}。"
    use = f"主要用于{words.given('公务用车运行用途')}。" if running else ""
    kept = f"{words.department.year}年，{words.department.name}所属各预算单位开支财政拨款的"
    kept += f"公务用车保有量为{words.count('公务用车保有量', '辆')}。"
    yield f"公务用车运行维护支出为{words.money(running)}。{use}{kept}"
    yield f"3、{_NAMES[2]}支出{words.money(hosting)}。其中："
    yield _hosting(words, hosting)


def _hosting(words: Words, hosting: Decimal) -> str:
    def both(*keys: str) -> str:
        facts = [words.department.facts.get(key) for key in keys]
        known = [int(fact.value) for fact in facts if fact is not None]
        return str(sum(known)) if len(known) == len(facts) else MARK

    use = f"主要用于{words.given('国内接待用途')}，" if hosting else ""
    groups = both("外宾接待团组数", "国内接待团组数")
    persons = both("外宾接待人次", "国内接待人次")
    foreign = f"{words.number('外宾接待团组数')}批次、{words.number('外宾接待人次')}人次"
    return (
        f"国内公务接待支出{words.money(hosting)}（含外宾接待支出{words.fact('外宾接待支出')}）。"
        f"{use}公务接待{groups}批次、{persons}人次，其中：接待外宾{foreign}。"
    )


def performance(words: Words) -> Iterator[str]:
    """Yield the lines of 十."""
    year = words.year
    aims, tracked, rated = (
        f"{year}项目{words.count(f'{step}项目数', '个')}，"
        f"涉及预算金额{words.fact(f'{step}预算金额')}"
        for step in STEPS
    )
    grades = "；".join(
        f"绩效评级为“{grade}”的项目{words.count(f'绩效自评{grade}项目数', '个')}"
        for grade in GRADES
    )
    found, mended, open_ = (words.count(key, "个") for key in PROBLEMS)
    yield "十、预算绩效管理情况"
    yield (
        f"{words.full}预算绩效管理工作开展情况如下：{words.own}建立了如下预算绩效管理制度："
        f"{words.number(LAW)}，建立了{words.number(WAY)}的预算绩效管理工作机制；"
        f"全过程绩效管理实施情况：编报绩效目标的{aims}；绩效跟踪评价的{tracked}；"
        f"绩效自评的{rated}，平均得分{words.number(SCORE)}分（其中，{grades}。"
        f"绩效自评中共发现问题{found}，已经完成整改的{mended}，正在整改的{open_}）。"
    )


def other_matters(words: Words) -> Iterator[str]:
    """Yield the lines of 十一."""
    yield "十一、其他重要事项的情况说明"
    yield "（一）机关运行经费支出情况"
    yield _running_costs(words)
    yield "（二）政府采购支出情况"
    goods, works, services = (words.fact(f"政府采购{k}支出") for k in ("货物", "工程", "服务"))
    yield (
        f"{words.full}政府采购金额（以合同签订为准）为{words.fact('政府采购支出总额')}，"
        f"其中：货物采购金额{goods}、工程采购金额{works}、服务采购金额{services}。"
    )
    medium, small, won_medium, won_small, others = (words.fact(key) for key in RESERVED)
    yield (
        f"{words.year}{words.own}面向中小企业预留政府采购项目预算金额{medium}，"
        f"面向小微企业预留政府采购项目预算金额{small}。"
        f"在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额{won_medium}；"
        f"在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额{won_small}；"
        f"在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{others}。"
    )
    yield "（三）国有资产占有使用情况说明"
    yield _assets(words)


def _running_costs(words: Words) -> str:
    department = words.department
    amount = department.fact_amount(_RUNNING)
    if amount is None and department.nature in ("行政", "参公"):
        amount = department.shown(department.accounts.public)
    if amount == ZERO or (department.nature == "事业" and amount is None):
        return f"{words.full}无机关运行经费支出。"
    text = f"机关运行经费支出{words.money(amount)}"
    if amount is None:
        return f"{text}。"
    prior = words.prior(_RUNNING)
    if prior is None:
        return f"{text}。与{words.last}相比，{MARK}。"
    if prior == amount:
        return f"{text}，与{words.last}持平。"
    if not isinstance(prior, Decimal) or not prior:
        return f"{text}。上年度无可比数据，不作对比。"
    reason = words.given(_RUNNING)
    return f"{text}，比{words.last}{words.move(amount, prior)}。主要原因是{reason}。"


def _assets(words: Words) -> str:
    facts = words.department.facts
    known = [facts[name] for name in VEHICLE_CLASSES if name in facts]
    total = str(sum(int(fact.value) for fact in known))
    total = total if len(known) == len(VEHICLE_CLASSES) else MARK
    classes = "、".join(
        f"{_RENAMED.get(name, name)}{words.count(name, '辆')}" for name in VEHICLE_CLASSES
    )
    equipment = words.count(EQUIPMENT, "台（套）")
    return (
        f"截至{words.department.year}年12月31日，{words.department.name}共有车辆{total}辆，"
        f"其中：{classes}。单价100万元（含）以上设备（不含车辆）{equipment}。"
    )
