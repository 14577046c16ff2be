"""The clauses that several sections share, as rules of the reader."""

import re

from .claim import MARK, MISSING, Builder, Claim, Rule, State

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
VALUE = rf"({_NUMBER}|{MARK})"
MONEY = rf"(?:({_NUMBER}(?=万元|元)|{MARK})(万元|元)?)"
RATE = rf"(?:({_NUMBER}(?=%)|{MARK})%?)"
COUNT = rf"(?:({_NUMBER}(?=[个人批辆台套])|{MARK})(台（套）|人次|批次|[个人批辆台套])?)"
SHARE = rf"(?:，?占[^，；。、\d{MARK}]{{0,20}}?{RATE})?"


def completion(basis: str) -> str:
    """Return the pattern of ，完成预算的…%; `basis` is 年初, 全年 or nothing."""
    return rf"(?:，完成{basis}预算的{RATE})?"


def missing() -> Claim:
    """Return the claim of a 【待补充】 mark."""
    return Claim(MISSING)


def amount(label: str, value: str, unit: str | None) -> list[Claim]:
    """Return the claim of an amount or a count, or of the mark in its place."""
    return [missing()] if value == MARK else [Claim(label, value, unit or "")]


def rate(label: str, value: str | None) -> list[Claim]:
    """Return the claim of a percentage; one that is left out or a mark claims nothing."""
    return [] if value is None or value == MARK else [Claim(label, value, "%")]


def rule(pattern: str, build: Builder) -> Rule:
    """Return a rule of the reader."""
    return re.compile(pattern), build


def amount_rule(pattern: str, label: str) -> Rule:
    """Return a rule for `pattern` followed by an amount, which becomes the subject."""

    def build(match: re.Match[str], state: State) -> list[Claim]:
        state.subject, state.absorbs_marks = label, match[1] == MARK
        return amount(label, match[1], match[2])

    return rule(pattern + MONEY, build)


def count_rule(pattern: str, label: str) -> Rule:
    """Return a rule for `pattern` followed by a count."""
    return rule(pattern + COUNT, lambda match, _: amount(label, match[1], match[2]))


def part_rule(pattern: str, share_label: str = "{}占比", label: str = "{}") -> Rule:
    """Return a rule for 名称 金额，占 比例; `pattern` captures the name."""

    def build(match: re.Match[str], state: State) -> list[Claim]:
        name = match[1]
        state.subject = name
        claims = amount(label.format(name), match[2], match[3])
        return claims + rate(share_label.format(name), match[4])

    return rule(f"({pattern}){MONEY}{SHARE}", build)


def statement_rule(pattern: str, label: str) -> Rule:
    """Return a rule for a statement without a number."""
    return rule(pattern, lambda _match, _state: [Claim(label)])


def budget_rule(
    pattern: str, subject: str = "", *, word: str = "年初预算", basis: str = "年初"
) -> Rule:
    """Return a rule for 预算为…，支出决算为…[，完成…的…]; without a subject the last one holds."""

    def build(match: re.Match[str], state: State) -> list[Claim]:
        state.subject = subject or state.subject
        name = state.subject
        claims = amount(name + word, match[1], match[2])
        claims += amount(name + "决算", match[3], match[4])
        state.absorbs_marks = match[1] == MARK
        return claims + rate(name + "完成率", match[5])

    head = f"{pattern}，?{basis}预算为{MONEY}，支出决算为{MONEY}"
    return rule(head + completion(basis), build)


def reason_rules(*ends: str) -> list[Rule]:
    """Return the rules for reasons; a reason goes on to 。 before one of `ends` or the end."""
    end = "|".join([*(f"(?<=。)(?:{end})" for end in ends), "$"])
    lead = (
        r"[。，]?(?:(?:一般公共预算)?(?:财政拨款)?“三公”经费(?:财政拨款)?(?:支出)?)?"
        r"(?:(?:决算数与(?:年初|全年)?预算数)?存在差异的?)?(?:主要)?原因[是为]"
    )

    def build(match: re.Match[str], state: State) -> list[Claim]:
        if match[1] == MARK:
            return _mark(match, state)
        return [Claim("原因", match[1])]

    return [rule(rf"{lead}(.+?)。?(?={end})", build)]


def purpose_rule(subject: str, *ends: str) -> Rule:
    """Return the rule for 主要用于：…, up to 。 before one of `ends` or the end."""
    end = "|".join([*ends, "$"])

    def build(match: re.Match[str], state: State) -> list[Claim]:
        name = subject or state.subject
        return [missing()] if match[1] == MARK else [Claim(f"{name}用途", match[1])]

    return rule(rf"主要用于[，：:]?(.+?)。?(?={end})", build)


def _mark(match: re.Match[str], state: State) -> list[Claim]:
    """Return a mark, unless an operand of the same item is already marked as missing."""
    return [] if state.absorbs_marks else [missing()]


def _named(match: re.Match[str], state: State) -> str:
    """Return the subject named in a comparison with last year, else the one before it."""
    return match[1].replace("、", "") or state.subject


def _change(match: re.Match[str], state: State) -> list[Claim]:
    """Return the two claims of a change against last year."""
    name = _named(match, state)
    return [
        Claim(name + "增减额", match[3], match[4], match[2]),
        Claim(name + "增减率", match[6], "%", match[5]),
    ]


def _flat(match: re.Match[str], state: State) -> list[Claim]:
    """Return the claim that a figure equals last year's."""
    return [Claim(_named(match, state), direction="持平")]


def _no_difference(match: re.Match[str], state: State) -> list[Claim]:
    """Return the claim that 决算 equals 预算."""
    return [Claim(state.subject + "无差异")]


_AGAINST = r"(?:，?(?:与上年度相比|[比与]20\d\d年度)，?)"
_NOTHING_TO_COMPARE = r"，?上年度无可比数据，不作对比"
_EQUAL = (
    r"(?:(?:一般公共预算)?(?:财政拨款)?“三公”经费(?:财政拨款)?支出)?"
    r"决算数与(?:年初|全年)?预算数(?:不存在|无)差异"
)

COMPARISON_RULES: list[Rule] = [
    rule(
        rf"{_AGAINST}([^，；。\d{MARK}]*?)各?(增加|减少)({_NUMBER})(万元|元)，"
        rf"(增长|下降)({_NUMBER})%",
        _change,
    ),
    rule(rf"{_AGAINST}([^，；。\d{MARK}]*?)持平", _flat),
    rule(_NOTHING_TO_COMPARE, lambda _, state: [Claim(state.subject + "无可比数据")]),
]
EQUAL_RULE = rule(_EQUAL, _no_difference)
MARK_RULE = rule(MARK + r"(?:万元|元|%)?", _mark)
