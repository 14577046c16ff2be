"""Plans a pile of which all that departments have in common, or not, is known.

Departments whose figures stay near last year's and near their budgets; some with one figure that
does not, some with a passage or the name of another. Beside them stands what must not be taken for
a paste: a sentence that the form has, one's own units, other offices that duties speak of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from wordings.document import Paragraph, Slot
from wordings.draw import Dice
from wordings.sample import write_case

from .drawing import draw_text
from .media import has_room
from .model import Fate, Known, Pile, Sent, Text
from .names import MOST, name_department

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wordings.document import Document
    from wordings.figures import Figures

# What is compared with last year, or with the budget, and the least money that is moved.
CHANGES = {"total": 400, "general": 400, "personnel": 200, "public": 100, "tp": 20, "office": 100}
BUDGETS = {"general": 400, "tp": 20}
_LOW, _HIGH = Decimal("0.7"), Decimal("1.4")
_FACTORS = (Decimal(9), Decimal(12), Decimal(1) / 9)
_TRIES = 80
# Sentences that only their own department can have written: reasons and duties.
_CAUSES = (
    "青石湾泵站因征地补偿协议签订较晚推迟到下半年开工，供货厂家停产检修致使主要设备延期到货验收",
    "受老鹰嘴山体滑坡影响临时便道重新选线，监理单位更换后又补做了地质勘察和边坡稳定评价",
    "古城墙修缮方案经群众听证后三次调整，文物部门重新组织评审使得合同跨年签订",
    "柳溪口渡改桥通车后停办摆渡补贴，留用的两艘趸船移交航道养护段统一调度",
    "承办全省柑橘节展销活动，展台搭建和冷链运输由协会先行垫付后统一结算",
    "气象观测站迁建至桃花坪高地，旧址雷达方舱拆除运输和光缆改道费用集中兑付",
    "早稻制种基地遭遇冰雹绝收，保险理赔到账前先行垫支了补种种苗和地膜款",
    "老放映队转为公益岗位，胶片放映机报废更新为数字投影车并补齐片源授权",
)
_DUTIES = (
    "负责白马渡灌渠的竣工移交和后期管护，按季度公布巡查台账并接受沿线村民代表监督",
    "牵头编制龙须沟流域生态补偿三年滚动方案，协调电力杆线迁改和古树名木避让",
    "受理渔船更新改造申请，核定捕捞配额并在码头公示栏张榜满十五个工作日",
    "管理枫林渡烈士纪念设施，组织清明祭扫志愿讲解和革命文物数字化采集",
    "审定老旧电梯更新名录，建立维保单位红黑榜并逐台核发加装风险评估意见书",
    "组织双塔岭茶园病虫害绿色防控，推广太阳能诱虫灯并统计农药减量台账",
    "承接流动图书车巡回借阅业务，修复馆藏线装古籍并整理口述方言录音",
    "监督餐厨垃圾收运联单，查验沼气提纯车间计量衡器铅封完好情况",
)
_FORM = "本次公开的各项情况已经单位负责人审签，如有疑问可到政务大厅三楼窗口当面查询"
_BESIDE = "会同{name}开展联合执法检查，通报重大案件线索"


@dataclass(frozen=True, slots=True)
class Planted:
    """What is planted in a file: an outlier (`key`, `measure`), or a paste from `source`."""

    file: str
    kind: str
    key: str = ""
    measure: str = ""
    source: str = ""
    source_name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SurveyPile:
    """A pile, and what is planted in it."""

    pile: Pile
    planted: tuple[Planted, ...]


def plan_survey(files: int, seed: str, *, outliers: int, passages: int, names: int) -> SurveyPile:
    """Return a pile of so many departments; the same seed gives the same pile."""
    dice = Dice(f"survey {seed}")
    numbers = dice.random.sample(range(MOST), min(MOST, files))
    sent = [_send(_tame(seed, number), number, dice) for number in numbers]
    planted: list[Planted] = []
    order = list(range(len(sent)))
    dice.random.shuffle(order)
    for at in order:
        if len(planted) == outliers:
            break
        made = _plant_outlier(seed, sent[at], len(planted))
        if made is not None:
            sent[at], one = made
            planted.append(one)
    planted += _plant_pastes(sent, dice, passages, names)
    _plant_decoys(sent, dice)
    listed = tuple(sorted(one.department for one in sent))
    return SurveyPile(Pile(tuple(sent), (), listed), tuple(planted))


def _tame(seed: str, number: int) -> Text:
    """Return the text of a department whose figures stay near last year's and their budgets."""
    drawn = (draw_text(f"{seed}/{turn}", number, Known.NOTHING) for turn in range(_TRIES))
    return next(one for one in drawn if one.figures.form != "new" and _is_tame(one.figures))


def _is_tame(figures: Figures) -> bool:
    pairs = [(figures.now.get(key), figures.last.get(key)) for key in CHANGES]
    pairs += [(figures.now.get(key), figures.budget.get(key)) for key in BUDGETS]
    return all(_LOW <= now / base <= _HIGH for now, base in pairs if now and base)


def _send(text: Text, number: int, dice: Dice) -> Sent:
    name = name_department(number)
    suffix = dice.pick((".docx", ".docx", ".txt"))
    tables = suffix == ".docx" and has_room(text.document) and dice.chance(60)
    return Sent(f"{name}{suffix}", name, Fate.CLEAN, text, prints_tables=tables)


def _plant_outlier(seed: str, one: Sent, turn: int) -> tuple[Sent, Planted] | None:
    """Return a file with one figure of last year or of the budget far away, if it states one."""
    assert one.text is not None
    figures = one.text.figures
    ways = [(key, "l", least) for key, least in CHANGES.items()]
    ways += [(key, "b", least) for key, least in BUDGETS.items()]
    factor = _FACTORS[turn % len(_FACTORS)]
    for step in range(len(ways)):
        key, measure, least = ways[(turn + step) % len(ways)]
        now = figures.now.get(key)
        if not now or abs(now - now / factor) < least:
            continue
        if measure == "b" and key == "tp" and one.prints_tables:
            continue  # 公开09 has the budget, too
        base = (now / factor).quantize(Decimal("0.01"))
        moved = (
            replace(figures, last={**figures.last, key: base})
            if measure == "l"
            else replace(figures, budget={**figures.budget, key: base})
        )
        text = _rewrite(one.text, moved, f"{seed}-{one.text.number}")
        if _states(text.document, key, measure):
            planted = Planted(one.file, "离群", key, measure)
            return replace(one, text=text, fate=Fate.PLANTED), planted
    return None


def _rewrite(text: Text, figures: Figures, seed: str) -> Text:
    document = replace(write_case(seed, text.wording, figures).document, joiner="\n")
    return replace(text, figures=figures, true=document, document=document)


def _states(document: Document, key: str, measure: str) -> bool:
    """Whether a text states an amount and what it is compared with, or by how much they differ."""
    said = {slot.measure for slot in document.slots() if slot.key == key}
    return "a" in said and bool(said & ({"l", "d"} if measure == "l" else {"b"}))


def _plant_pastes(sent: list[Sent], dice: Dice, passages: int, names: int) -> Iterator[Planted]:
    """Yield the passages and names that are put into the files of others."""
    free = [at for at, one in enumerate(sent) if one.fate is Fate.CLEAN]
    dice.random.shuffle(free)
    made = {"段": 0, "名": 0}
    while len(free) > 1 and (made["段"] < passages or made["名"] < names):
        source, target = free.pop(), free.pop()
        kind = "段" if made["段"] < passages else "名"
        plant = _paste_passage if kind == "段" else _paste_name
        one = plant(sent, source, target, made[kind])
        if one is not None:
            made[kind] += 1
            yield one


def _paste_passage(sent: list[Sent], source: int, target: int, turn: int) -> Planted | None:
    """Write a passage of its own into two files: a reason, or a duty; sometimes a word differs."""
    one, other = sent[source], sent[target]
    if _office(one.department) == _office(other.department):
        return None
    is_reason = turn % 2 == 0
    wordings = _CAUSES if is_reason else _DUTIES
    words = wordings[turn // 2 % len(wordings)]
    copied = words.replace("，", "，并且", 1) if turn % 3 == 2 else words
    put = _put_reason if is_reason else _put_duty
    texts = [put(sent[at].text, said) for at, said in ((source, words), (target, copied))]
    if None in texts:
        return None
    for at, text in zip((source, target), texts, strict=True):
        sent[at] = replace(sent[at], text=text, fate=Fate.PLANTED)
    return Planted(other.file, "段落", source=one.file, source_name=one.department, words=words)


def _put_reason(text: Text | None, words: str) -> Text | None:
    assert text is not None
    found = next((slot for slot in text.document.slots() if slot.measure == "r"), None)
    if found is None:
        return None
    number, index = text.document.find(found)
    document = text.document.with_span(number, index, replace(found, text=words))
    return replace(text, document=document, true=document)


def _put_duty(text: Text | None, words: str) -> Text | None:
    assert text is not None
    for number, one in enumerate(text.document.paragraphs):
        if one.kind == "head" and ("职责" in one.text or "职能" in one.text):
            more = Paragraph((f"{words}。",))
            document = text.document.with_paragraph(number, one, more)
            return replace(text, document=document, true=document)
    return None


def _paste_name(sent: list[Sent], source: int, target: int, turn: int) -> Planted | None:
    """Write the name of another department where a sentence names its own."""
    one, other = sent[source], sent[target]
    assert other.text is not None
    document = other.text.document
    named = [slot for slot in document.slots() if slot.measure == "E"]
    inside = [slot for slot in named if document.paragraphs[document.find(slot)[0]].kind == "body"]
    if len(named) < 2 or not inside or _office(one.department) == _office(other.department):
        return None
    document = document.with_slot(inside[turn % len(inside)], text=one.department)
    sent[target] = replace(other, text=replace(other.text, document=document), fate=Fate.PLANTED)
    sent[source] = replace(one, fate=Fate.PLANTED)
    name = one.department
    return Planted(other.file, "名称", source=one.file, source_name=name, words=name)


def _office(name: str) -> str:
    return name[-3:]


def _plant_decoys(sent: list[Sent], dice: Dice) -> None:
    """Write into files what is no paste: a sentence of the form, other offices in duties."""
    for at, one in enumerate(sent):
        if dice.chance(45):
            text = _put_duty(sent[at].text, _FORM)
            sent[at] = replace(sent[at], text=text or sent[at].text)
        if dice.chance(15):
            other = dice.pick([o.department for o in sent if o.department != one.department])
            text = _put_duty(sent[at].text, _BESIDE.format(name=other))
            sent[at] = replace(sent[at], text=text or sent[at].text)


def stated(document: Document, key: str) -> dict[str, set[Decimal]]:
    """Return the amounts in 万元 that a text prints of a quantity, by measure."""
    found: dict[str, set[Decimal]] = {}
    for slot in document.slots():
        if slot.key == key and slot.measure in ("a", "l", "b", "d"):
            found.setdefault(slot.measure, set()).add(_amount(slot))
    return found


def _amount(slot: Slot) -> Decimal:
    """Return what is printed; in words (百元) as it is meant."""
    text = slot.text.replace(",", "").replace("，", "")
    if not text.replace(".", "").isascii() or not text.replace(".", "").isdecimal():
        assert slot.value is not None, slot
        return slot.value
    return Decimal(text) * _UNITS.get(slot.unit, Decimal(1))


_UNITS = {"亿元": Decimal(10_000), "元": Decimal("0.0001")}


def texts_of(pile: Pile) -> Sequence[tuple[Sent, Text]]:
    """Return the files with their texts."""
    return [(one, one.text) for one in pile.sent if one.text is not None]
