"""Errors of many kinds, planted in true Word files: what a tracked change has to put right.

Knows nothing of how a review works.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random

from drafting import Draft, Planted, text_of

_AMOUNT = re.compile(r"(?<![0-9,.])([0-9][0-9,]*\.[0-9]{2})(万元|元)")
_RATE = re.compile(r"(?<![0-9,.])([0-9]+\.[0-9]{2})%")
_COUNT = re.compile(r"(?<![0-9,.])([0-9]+)(辆|批次|人次|台（套）|个(?=团组|，|。))")
_ITEM = re.compile(r"（类）.*（款）.*（项）")
_ITEM_NAME = re.compile(r"（款）([^（）]+)（项）")
_EXECUTED = re.compile(r"(?:全年预算数|执行数)为([0-9][0-9,]*\.[0-9]{2})万元")
_PROJECT = re.compile(r"全年预算数为[0-9,.]+万元")
_PAIRS = (
    ("人员经费", "公用经费"),
    ("基本支出", "项目支出"),
    ("财政拨款收入", "其他收入"),
    ("货物", "服务"),
)
_TURNED = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}


Plant = Callable[[Draft, Random], bool]


def _pick(
    draft: Draft, dice: Random, pattern: re.Pattern[str], *, within: str = ""
) -> tuple[int, re.Match[str]] | None:
    """Return a match of the narrative that stands before any reason."""
    found = [
        (number, match)
        for number, text in draft.body()
        if len(text) > 20 and (not within or re.search(within, text))
        for match in pattern.finditer(text.partition("原因")[0])
        if any(digit in match[1] for digit in "123456789") and number not in draft.spans
    ]
    return dice.choice(found) if found else None


def _shown(value: Decimal, like: str) -> str:
    return f"{value:,.2f}" if "," in like else f"{value:.2f}"


def _other_digits(dice: Random, number: str) -> str:
    """Return a number with two neighbouring digits exchanged, or one digit changed."""
    places = [i for i, c in enumerate(number) if c.isdigit()]
    swaps = [
        (a, b) for a, b in pairwise(places)
        if number[a] != number[b] and not (a == 0 and number[b] == "0")
    ]  # fmt: skip
    digits = list(number)
    if swaps and dice.random() < 0.6:
        a, b = dice.choice(swaps)
        digits[a], digits[b] = digits[b], digits[a]
    else:
        at = dice.choice(places[-3:])
        digits[at] = dice.choice([d for d in "123456789" if d != digits[at]])
    return "".join(digits)


def digits_wrong(draft: Draft, dice: Random) -> bool:
    """An amount with its digits exchanged or one of them wrong."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def unit_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 in one place."""
    found = _pick(draft, dice, re.compile(r"([0-9][0-9,]*\.[0-9]{2})万元"))
    if found is None:
        return False
    number, match = found
    draft.replace(number, (match.end(1), match.end(), "元"))
    return True


def units_of_paragraph_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 at every amount of a paragraph."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number = found[0]
    text = text_of(draft.paragraphs[number])
    changes = [(m.end(1), m.end(), "元") for m in _AMOUNT.finditer(text) if m[2] == "万元"]
    draft.replace(number, *changes)
    return bool(changes)


def rate_wrong(draft: Draft, dice: Random) -> bool:
    """A rate that its amounts do not give."""
    found = _pick(draft, dice, _RATE)
    if found is None:
        return False
    number, match = found
    wrong = f"{Decimal(match[1]) + Decimal(dice.choice(('11.50', '37.21', '101.00'))):.2f}"
    draft.replace(number, (*match.span(1), wrong))
    return True


def point_shifted(draft: Draft, dice: Random) -> bool:
    """An amount ten times too large."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number, match = found
    value = Decimal(match[1].replace(",", "")) * 10
    draft.replace(number, (*match.span(1), _shown(value, match[1])))
    return True


def names_swapped(draft: Draft, dice: Random) -> bool:
    """Two names of one paragraph in each other's place."""
    for one, other in dice.sample(_PAIRS, len(_PAIRS)):
        for number, text in draft.body():
            head = text.partition("原因")[0]
            first, second = head.find(one), head.find(other)
            if len(text) > 40 and 0 <= first < second and re.search(r"[0-9]万元", head):
                changes = ((first, first + len(one), other), (second, second + len(other), one))
                draft.replace(number, *changes)
                return True
    return False


def budget_for_final(draft: Draft, dice: Random) -> bool:
    """Budget and final amount of an item exchanged."""
    pattern = re.compile(r"年初预算为([0-9,.]+)万元，支出决算为([0-9,.]+)万元")
    found = _pick(draft, dice, pattern)
    if found is None or found[1][1] == found[1][2]:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), match[2]), (*match.span(2), match[1]))
    return True


def number_of_neighbour(draft: Draft, dice: Random) -> bool:
    """An amount copied from another paragraph."""
    found, other = _pick(draft, dice, _AMOUNT), _pick(draft, dice, _AMOUNT)
    if found is None or other is None or found[1][1] == other[1][1]:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), other[1][1]))
    return True


def item_name_wrong(draft: Draft, dice: Random) -> bool:
    """The name of a 项 replaced by another one."""
    names = [m for _, text in draft.body() for m in _ITEM_NAME.findall(text)]
    found = _pick_words(draft, dice, _ITEM_NAME)
    others = (*names, "事业单位离退休", "行政运行", "住房公积金")
    if found is None:
        return False
    number, match = found
    name = dice.choice([n for n in others if n != match[1]])
    draft.replace(number, (*match.span(1), name))
    return True


def _pick_words(
    draft: Draft, dice: Random, pattern: re.Pattern[str]
) -> tuple[int, re.Match[str]] | None:
    found = [
        (number, match)
        for number, text in draft.body()
        for match in pattern.finditer(text)
        if number not in draft.spans
    ]
    return dice.choice(found) if found else None


def _cut(draft: Draft, number: int) -> None:
    paragraph = draft.paragraphs[number]
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)


def item_left_out(draft: Draft, dice: Random) -> bool:
    """An item of 五（三） that is not there: all others are true."""
    items = [number for number, text in draft.body() if _ITEM.search(text)]
    if len(items) < 2 or draft.spans:
        return False
    _cut(draft, dice.choice(items))
    return True


def items_in_other_order(draft: Draft, dice: Random) -> bool:
    """Two items exchanged, each with its own numbers: nothing is wrong but the order."""
    items = [number for number, text in draft.body() if _ITEM.search(text)]
    if len(items) < 2 or draft.spans:
        return False
    return _exchange(draft, *dice.sample(items, 2))


def _exchange(draft: Draft, one: int, other: int) -> bool:
    first, second = (text_of(draft.paragraphs[n]) for n in (one, other))
    for number, text in ((one, second), (other, first)):
        draft.write(number, text, ())
    return first != second


def project_number_wrong(draft: Draft, dice: Random) -> bool:
    """A number in the line of a project."""
    found = _pick(draft, dice, _EXECUTED, within=_PROJECT.pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def project_unit_wrong(draft: Draft, dice: Random) -> bool:
    """元 for 万元 in the line of a project."""
    found = _pick(draft, dice, _EXECUTED, within=_PROJECT.pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (match.end(1), match.end(), "元"))
    return True


def projects_in_other_order(draft: Draft, dice: Random) -> bool:
    """Two projects, name and line, in each other's place: all numbers are true."""
    lines = [number for number, text in draft.body() if _PROJECT.search(text)]
    if len(lines) < 2 or draft.spans:
        return False
    one, other = dice.sample(lines, 2)
    if "自评" in text_of(draft.paragraphs[one - 1]):
        _exchange(draft, one - 1, other - 1)
    return _exchange(draft, one, other)


def project_left_out(draft: Draft, dice: Random) -> bool:
    """A project whose line is not there."""
    lines = [number for number, text in draft.body() if _PROJECT.search(text)]
    if len(lines) < 2 or draft.spans:
        return False
    number = dice.choice(lines)
    heading = text_of(draft.paragraphs[number - 1])
    _cut(draft, number)
    if "自评" in heading:
        _cut(draft, number - 1)
    return True


def total_wrong(draft: Draft, dice: Random) -> bool:
    """The total of a list that the same sentence gives part by part."""
    pattern = re.compile(r"(?:政府采购支出总额|收入合计|支出合计|共有车辆|共计)([0-9][0-9,.]*)")
    found = _pick(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    wrong = match[1].rstrip(".,")
    draft.replace(number, (match.start(1), match.start(1) + len(wrong), _other_digits(dice, wrong)))
    return True


def part_wrong(draft: Draft, dice: Random) -> bool:
    """A part of such a list."""
    pattern = re.compile(r"(?:货物支出|工程支出|服务支出|其他收入|基本支出|项目支出)([0-9,.]+)万元")
    found = _pick(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _other_digits(dice, match[1])))
    return True


def count_wrong(draft: Draft, dice: Random) -> bool:
    """A number of vehicles, groups or persons."""
    found = _pick(draft, dice, _COUNT)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), str(int(match[1]) + dice.choice((1, 2, 10)))))
    return True


def direction_wrong(draft: Draft, dice: Random) -> bool:
    """增加 for 减少, or the reverse, in one place."""
    pattern = re.compile(r"(增加|减少|增长|下降)(?=[0-9])")
    found = _pick_words(draft, dice, pattern)
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), _TURNED[match[1]]))
    return True


def year_wrong(draft: Draft, dice: Random) -> bool:
    """The year before in one place."""
    found = _pick(draft, dice, re.compile(r"(20[0-9]{2})年度?"))
    if found is None:
        return False
    number, match = found
    draft.replace(number, (*match.span(1), str(int(match[1]) - 1)))
    return True


def true_sentence_more(draft: Draft, dice: Random) -> bool:
    """A sentence that is true and not in our wording, in front of a paragraph."""
    found = _pick(draft, dice, _AMOUNT)
    if found is None:
        return False
    number = found[0]
    draft.replace(
        number, (0, 0, "上述收支均按权责划分纳入本部门预算管理，合计12.34万元的尾款结转。")
    )
    draft.spans[number] = []
    return True


def cell_wrong(draft: Draft, dice: Random) -> bool:
    """A cell of a printed table: the text is true."""
    cells = draft.cells()
    if not cells:
        return False
    number = dice.choice(cells)
    draft.write(number, _other_digits(dice, text_of(draft.paragraphs[number])), ())
    return True


KINDS: dict[str, Plant] = {
    "数字颠倒": digits_wrong,
    "元": unit_wrong,
    "一段都写元": units_of_paragraph_wrong,
    "比率": rate_wrong,
    "小数点": point_shifted,
    "名称对调": names_swapped,
    "预决算颠倒": budget_for_final,
    "抄了别处": number_of_neighbour,
    "项名": item_name_wrong,
    "漏项": item_left_out,
    "项换序": items_in_other_order,
    "项目的数": project_number_wrong,
    "项目的元": project_unit_wrong,
    "项目换序": projects_in_other_order,
    "漏项目": project_left_out,
    "总额": total_wrong,
    "分项": part_wrong,
    "数量": count_wrong,
    "方向": direction_wrong,
    "年度": year_wrong,
    "多一句": true_sentence_more,
    "表格": cell_wrong,
}


def plant(true: bytes, kind: str, dice: Random, errors: int = 1) -> Planted | None:
    """Return a true document with errors of a kind; None where it has no place for one."""
    draft = Draft(true)
    made = sum(KINDS[kind](draft, dice) for _ in range(errors))
    return draft.planted(kind) if made else None


def plant_several(true: bytes, kinds: Sequence[str], dice: Random) -> Planted | None:
    """Return a true document with one error of each kind that it has a place for."""
    draft = Draft(true)
    made = [kind for kind in kinds if KINDS[kind](draft, dice)]
    return draft.planted("＋".join(made)) if made else None
