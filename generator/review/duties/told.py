"""How a text tells that there is nothing, that something is of another time, or elsewhere.

All patterns are of folded text (one width, no white space, no quotes).
"""

from __future__ import annotations

import re

from generator.field import zh

_FAR = 16
DENIAL = (
    r"(?:没有|无|未(?![来尽完及能])"
    r"|不(?:涉及|存在|属于|在|占有|保有|统计|核算|填报|安排|列支|发生|产生|使用|开展))"
)
_NONE_BEHIND = (
    r"(?:[未无](?:列支|发生|安排|产生|支出|使用|形成)|没有支出|为空|没有|无)(?=[，。；\n]|$)"
)
# A clause with these denies something else: a fault, a change, what is beyond a bound.
_OTHERWISE = (
    r"违[规法纪反]|投诉|质疑|问题|口径|变化|变动|调整|超[过出标预支]|闲置|浪费|拖欠|无关"
    r"|增减|上升|下降|差异|无法|无误|无论|编制"
)
_WITHOUT = rf"(?:(?!{_OTHERWISE})[^，。；：\n])"
_NOUGHT = r"(?:0(?:\.0+)?|零)(?:万?元|辆|台|个|套)?(?![0-9.%万元])"
# Words below a heading that only lead to another place, or stand in for words to come.
_ELSEWHERE = re.compile(
    r"(?:[详参另]见|请见|见(?=[附三上下前后表第网《])|（?略）?。?$|无。?$"
    r"|待[^，。；]{1,20}后[^。]{0,6}(?:公开|公布|补充|填报|说明))"
)
_OPEN = re.compile(rf"[×╳]|[Xx]{{2,}}|_{{2,}}|\.{{3,}}|……|【{zh.GAPS}")
_LATER = re.compile(
    r"另行|尚未|尚在|正在|待[^，。；]{0,16}后|下一步|今后|将(?:按|继续|进一步|逐步|组织|开展|在)|拟"
)
_NOWHERE = re.compile(r"无数据|无内容|不适用|不作说明|无此项")
_COMPARED = r"(?<![比较与同和跟])"
_OTHER_TIME = re.compile(
    rf"(?P<own>决算|实际|本年|当年|全年|截[至止]|年末|年底|期末)"
    rf"|{_COMPARED}(?P<other>(?:上一?年度?|去年|前年)(?:年[末底])?|年初预算|年初计划|原计划|计划(?=购|采购|安排|派|组)"
    r"|(?<!公共)(?<!基金)(?<!经营)预算(?=数|总额|金额|为|$))"
    rf"|{_COMPARED}(?P<year>20[0-9]{{2}})年度?(?:年[末底])?"
)
_CHANGE = re.compile(
    r"(?:增加|增长|增支|减少|减支|下降|上升|降低|提高|压减|节约|结余|多支|少支)(?:了|额|约|为)*$"
)


def denial_of(words: str) -> re.Pattern[str]:
    """Return the pattern of a clause which says that there is none of what the words name."""
    denied = rf"{DENIAL}{_WITHOUT}{{0,{_FAR}}}(?:{words}){_WITHOUT}*(?=[，。；：\n]|$)"
    nought = rf"(?:{words})[^。；\n0-9]{{0,30}}(?:为|是|计|费|额|支出|共)(?:人民币)?{_NOUGHT}"
    behind = rf"(?:{words})[^，。；\n0-9]{{0,20}}?{_NONE_BEHIND}"
    return re.compile(rf"{denied}|{nought}|(?:{words})零[辆台个套]|{behind}")


def denies_itself(text: str) -> bool:
    """Whether a text says of its whole matter that it has nothing to tell (本项无数据)."""
    return bool(_NOWHERE.search(text))


def is_said(text: str) -> bool:
    """Whether a text says something: no see-there, no sign that stands in for words to come."""
    return bool(text) and not _ELSEWHERE.match(text) and not _OPEN.search(text)


def is_later(text: str) -> bool:
    """Whether a text tells of what is still to come."""
    return bool(_LATER.search(text))


def is_of_other_time(lead: str, year: int) -> bool | None:
    """Return whether what leads to a number is of another year, or of a plan; None: it is silent.

    The last word of time is in force; what is only compared with does not count.
    """
    found = list(_OTHER_TIME.finditer(lead))
    if not found:
        return None
    last = found[-1]
    if last.group("year"):
        return bool(year) and int(last.group("year")) != year
    return bool(last.group("other"))


def is_change(lead: str) -> bool:
    """Whether the number behind a text says how much something changed."""
    return bool(_CHANGE.search(lead))
