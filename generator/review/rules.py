"""The rules of a review (R01 …): what a submitted text must satisfy (DOMAIN 2.8, 3, 9)."""

from __future__ import annotations

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity

_OPEN = "地方预决算公开操作规程（财预〔2016〕143号）"
_FORM = "部门决算公开格式"
_TABLES = "部门决算公开各表"
_SUBJECTS = "政府收支分类科目"


def _rule(
    code: str,
    title: str,
    kind: FindingClass,
    authority: str = _FORM,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, title, authority, kind, severity)


AMOUNT = _rule("R01", "金额应与公开表一致", FindingClass.NARRATIVE_VS_TABLE, _TABLES)
COMPUTED = _rule("R02", "占比、增减、完成率应由所列数字算得", FindingClass.ARITHMETIC)
DIRECTION = _rule("R03", "增减方向应与数字一致", FindingClass.DIRECTION)
ZERO_BASE = _rule("R04", "基数为零时没有比率", FindingClass.ZERO_BASE)
NAME = _rule("R05", "科目名称应与公开表一致", FindingClass.STALE_NAME, _SUBJECTS)
ITEM_MISSING = _rule("R06", "有数的项目应当列出", FindingClass.NARRATIVE_VS_TABLE, _TABLES)
ITEM_EXTRA = _rule("R07", "没有数的项目不应列出", FindingClass.NARRATIVE_VS_TABLE, _TABLES)
SENTENCE = _rule("R08", "每句话应有一次，次序与格式相同", FindingClass.STRUCTURE)
SECTION = _rule("R09", "各部分、各节应齐全，依次编号", FindingClass.STRUCTURE, _OPEN)
CONTENTS = _rule("R10", "目录应与正文标题一致", FindingClass.STRUCTURE)
YEAR = _rule("R11", "年度应为本年度", FindingClass.STALE_NAME)
UNIT = _rule("R12", "数字应有正确的单位", FindingClass.UNIT)
DEPARTMENT = _rule("R13", "单位名称、行政层级应为本部门的", FindingClass.STALE_NAME)
LEFTOVER = _rule("R14", "格式的提示文字、空白处应已改掉", FindingClass.LEFTOVER)
PRINTING = _rule("R15", "数字写法应前后一致", FindingClass.FORMAT, severity=Severity.INFO)
CONTRADICTION = _rule("R16", "同一数字前后应一致", FindingClass.INTERNAL)
EQUALITY = _rule("R17", "“无差异”“持平”应与数字相符", FindingClass.DIRECTION)
OWN_SUM = _rule("R18", "文中的合计、平均、等级、个数应与其明细相符", FindingClass.ARITHMETIC)
TABLE = _rule("R19", "文件中的公开表应与数据一致", FindingClass.CROSS_TABLE, _TABLES)
INCOMPLETE = _rule(
    "R20", "应写的原因、占比、数量不应缺少", FindingClass.MISSING, _OPEN, Severity.WARNING
)
REASON = _rule("R21", "原因的方向应与增减一致", FindingClass.DIRECTION, _OPEN, Severity.WARNING)
COUNT = _rule("R22", "数量应与事项一致", FindingClass.NARRATIVE_VS_TABLE)
PLAUSIBLE = _rule("R23", "数字应合情理", FindingClass.PLAUSIBILITY, severity=Severity.WARNING)
UNREAD = _rule("R24", "文件中读不出的内容", FindingClass.EXTRACTION, severity=Severity.INFO)
EMPTINESS = _rule("R25", "没有收支的说明应与公开表一致", FindingClass.STRUCTURE, _TABLES)
TAIL = _rule("T02", "文字与表相差在四舍五入范围内", FindingClass.TAIL, severity=Severity.INFO)

RULES = (
    AMOUNT,
    COMPUTED,
    DIRECTION,
    ZERO_BASE,
    NAME,
    ITEM_MISSING,
    ITEM_EXTRA,
    SENTENCE,
    SECTION,
    CONTENTS,
    YEAR,
    UNIT,
    DEPARTMENT,
    LEFTOVER,
    PRINTING,
    CONTRADICTION,
    EQUALITY,
    OWN_SUM,
    TABLE,
    INCOMPLETE,
    REASON,
    COUNT,
    PLAUSIBLE,
    UNREAD,
    EMPTINESS,
    TAIL,
)
