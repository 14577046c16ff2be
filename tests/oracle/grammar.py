"""What each section of the two Henan profiles may say, clause by clause."""

import re

from .claim import MARK, Claim, Grammar, Rule, State
from .clauses import (
    COMPARISON_RULES,
    COUNT,
    EQUAL_RULE,
    MARK_RULE,
    MONEY,
    RATE,
    SHARE,
    amount,
    amount_rule,
    budget_rule,
    completion,
    count_rule,
    missing,
    part_rule,
    purpose_rule,
    rate,
    reason_rules,
    rule,
    statement_rule,
)
from .codes import ECONOMIC

_YEAR = r"20\d\d年(?:度|期末)?"
_POINTS = r"[，。；、：]"
_AGAINST = r"与上年度相比|[比与]20\d\d年度"
_CAPTION = r"图\d：(?:收入决算|支出决算|财政拨款支出决算)结构图"
_NAME = rf"[^，；。：、\d{MARK}]+?"
_THREE_PUBLIC_NAMES = "因公出国（境）费|公务用车购置及运行费|公务接待费"


def _fillers(*words: str) -> re.Pattern[str]:
    """Return the words that stand between the clauses of a section."""
    return re.compile("|".join([_YEAR, _POINTS, _CAPTION, "其中：", _AGAINST, *words]))


def grammar_of(section: str, profile: str) -> Grammar:
    """Return the grammar of a section."""
    if section in ("一", "四"):
        return _totals("财政拨款" if section == "四" else "")
    if section in ("二", "三"):
        return _parts("收入合计" if section == "二" else "支出合计")
    if section in ("七", "八"):
        return _fund("政府性基金" if section == "七" else "国有资本经营")
    if section == "九":
        return _three_public("全年" if profile == "henan-itemised" else "")
    special = {"五": _general, "六": _basic, "十": _running_costs}
    special |= {"十一": _purchases, "十二": _assets}
    return special[section]()


def _totals(prefix: str) -> Grammar:
    """Return the grammar of 一 and 四."""
    total = amount_rule(f"{prefix}收、支总计均为", f"{prefix}收支总计")
    rules = [total, *COMPARISON_RULES, *reason_rules(_CAPTION), MARK_RULE]
    return Grammar(rules, _fillers())


def _parts(total: str) -> Grammar:
    """Return the grammar of 二 and 三."""
    return Grammar([amount_rule(total, total), part_rule(_NAME)], _fillers())


def _general() -> Grammar:
    """Return the grammar of 五."""
    name = "一般公共预算财政拨款支出"

    def start_item(match: re.Match[str], state: State) -> list[Claim]:
        state.subject, state.absorbs_marks = match[1], False
        return []

    def part(match: re.Match[str], state: State) -> list[Claim]:
        label = _economic_name(match[1])
        return amount(label, match[2], match[3]) + rate(f"{label}占比", match[4])

    rules: list[Rule] = [
        rule(r"\d+[.．、]([^。]*?（项）)。?", start_item),
        budget_rule(name, name),
        budget_rule(""),
        *COMPARISON_RULES,
        *reason_rules(r"\d+[.．、][^。\d]{2,90}?（类）", "（二）结构情况"),
        EQUAL_RULE,
        part_rule(name),
        rule(f"({_NAME}){MONEY}{SHARE}", part),
        MARK_RULE,
    ]
    heads = "（[一二三]）(?:总体|结构|具体)情况"
    return Grammar(rules, _fillers(heads, "主要用于以下方面"))


def _economic_name(name: str) -> str:
    """Return the name of 公开06 for a 类 written a little differently in 五（二）."""
    for code, official in ECONOMIC.items():
        if len(code) == 3 and name in (official, official + "支出", official.replace("和", "")):
            return official
    return "对个人和家庭的补助" if name == "对个人和家庭补助支出" else name


def _basic() -> Grammar:
    """Return the grammar of 六."""

    def listed(match: re.Match[str], state: State) -> list[Claim]:
        return [Claim(state.subject + "主要包括", match[1])]

    rules = [
        amount_rule("(?:一般公共预算财政拨款)基本支出", "一般公共预算财政拨款基本支出"),
        amount_rule("人员经费", "人员经费"),
        amount_rule("公用经费", "公用经费"),
        *COMPARISON_RULES,
        *reason_rules("其中：", "人员经费", "公用经费", "主要包括"),
        rule(r"主要包括：([^；。]+)", listed),
        MARK_RULE,
    ]
    return Grammar(rules, _fillers())


def _fund(fund: str) -> Grammar:
    """Return the grammar of 七 and 八."""
    name = f"{fund}预算财政拨款"
    rules = [
        budget_rule(f"{name}支出", f"{name}支出"),
        amount_rule(f"{name}收入", f"{name}收入"),
        statement_rule("本年未安排支出", f"{name}本年未安排支出"),
        amount_rule("年末结转和结余", f"{name}年末结转和结余"),
        statement_rule(f"没有{fund}收入", f"没有{fund}收入"),
        statement_rule(f"没有使用{fund}安排的支出", f"没有使用{fund}安排的支出"),
        purpose_rule(fund),
        MARK_RULE,
    ]
    return Grammar(rules, _fillers("[本我](?:部门|单位)", "也"))


def _three_public(basis: str) -> Grammar:
    """Return the grammar of 九; `basis` stands before 预算."""
    whole = "(?:一般公共预算)?(?:财政拨款)?“三公”经费(?:财政拨款)?支出"
    ends = ("（二）", "全年因公出国", "其中：", r"[23][.．、]", "公务用车购置支出", "外宾接待")

    def listed(match: re.Match[str], state: State) -> list[Claim]:
        name = match[1]
        claims = amount(f"{name}支出决算", match[2], match[3])
        return claims + rate(f"{name}完成率", match[4]) + rate(f"{name}占比", match[5])

    items = [
        budget_rule(rf"(?:[123][.．、])?{name}", name, word="预算", basis=basis)
        for name in _THREE_PUBLIC_NAMES.split("|")
    ]
    rules = [
        budget_rule(whole, "三公经费", word="预算", basis=basis),
        rule(f"({_THREE_PUBLIC_NAMES})支出决算为?{MONEY}{completion(basis)}{SHARE}", listed),
        *items,
        *reason_rules(*ends),
        EQUAL_RULE,
        *_three_public_details(),
        MARK_RULE,
    ]
    head = "（[一二]）(?:一般公共预算)?(?:财政拨款)?“三公”经费支出决算(?:总体|具体)情况说明"
    words = ("(?:一般公共预算)?财政拨款“三公”经费支出决算中", "“三公”经费支出决算中")
    aside = "（不包[含括]陪同人员）"
    who = "[本我]?(?:部门|单位)(?=开支)"
    leads = ("具体情况如下", "全年(?=因公)", "共(?=接待)")
    return Grammar(rules, _fillers(head, *words, aside, who, *leads))


def _three_public_details() -> list[Rule]:
    """Return the rules for what stands below the three items of 九."""

    def purchase(match: re.Match[str], state: State) -> list[Claim]:
        claims = amount("公务用车购置支出", match[1], match[2])
        return claims + (amount("购置车辆", match[3], match[4]) if match[3] else [])

    return [
        rule(f"公务用车购置支出为?{MONEY}(?:，购置车辆{COUNT})?", purchase),
        amount_rule("公务用车运行(?:维护)?支出为?", "公务用车运行支出"),
        purpose_rule("", rf"(?<=。){_YEAR}"),
        count_rule("因公出国（境）团组", "因公出国（境）团组"),
        count_rule("累计", "因公出国（境）人次"),
        count_rule("开支财政拨款的公务用车保有量为", "公务用车保有量"),
        amount_rule("外宾接待支出为?", "外宾接待支出"),
        count_rule("接待国（境）外来访团组", "外宾接待团组"),
        count_rule("来访外宾", "外宾接待人次"),
        amount_rule("其他国内公务接待支出为?", "国内接待支出"),
        count_rule("接待国内来访团组", "国内接待团组"),
        count_rule("来宾", "国内接待人次"),
    ]


def _running_costs() -> Grammar:
    """Return the grammar of 十."""
    rules = [
        budget_rule("机关运行经费", "机关运行经费"),
        amount_rule("机关运行经费支出为?", "机关运行经费支出"),
        statement_rule("为事业单位，不涉及机关运行经费支出", "不涉及机关运行经费"),
        *COMPARISON_RULES,
        *reason_rules(),
        EQUAL_RULE,
        MARK_RULE,
    ]
    return Grammar(rules, _fillers("[本我](?:部门|单位)"))


def _purchases() -> Grammar:
    """Return the grammar of 十一."""

    def award(match: re.Match[str], state: State) -> list[Claim]:
        claims = amount(match[1], match[2], match[3])
        return claims + rate(f"{match[1]}占{match[4]}", match[5])

    awards = "授予(?:中小|小微)企业合同金额"
    whole = f"(?:，占(政府采购支出总额|授予中小企业合同金额)的{RATE})?"
    names = ("支出总额", "货物支出", "工程支出", "服务支出")
    rules = [
        *(amount_rule(f"政府采购{name}", f"政府采购{name}") for name in names),
        rule(f"({awards}){MONEY}{whole}", award),
    ]
    return Grammar(rules, _fillers())


def _assets() -> Grammar:
    """Return the grammar of 十二."""

    def vehicles(match: re.Match[str], state: State) -> list[Claim]:
        name = "应急保障车" if match[1] == "应急保障用车" else match[1]
        return [missing()] if match[2] == MARK else [Claim(name, match[2], match[3] or "")]

    rules = [
        count_rule("共有车辆", "车辆合计"),
        rule(f"([^，；。：、\\d{MARK}]*?车){COUNT}", vehicles),
        count_rule("单位价值100万元（含）以上设备(?:（不含车辆）)?", "单位价值100万元以上设备"),
    ]
    return Grammar(rules, _fillers("[本我](?:部门|单位)"))
