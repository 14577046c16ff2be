"""The rules of a review (R01 …): what a submitted text must satisfy (DOMAIN 2.8, 3, 9)."""

from __future__ import annotations

from generator.base.rules import Rule
from generator.base.severity import FindingClass, Severity

_OPEN = "地方预决算公开操作规程（财预〔2016〕143号）"
_FORM = "部门决算公开格式"
PUBLISHED_TABLES = "部门决算公开各表"
_SUBJECTS = "政府收支分类科目"


def _rule(
    code: str,
    title: str,
    covers: str,
    kind: FindingClass,
    authority: str = _FORM,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(code, title, authority, kind, severity, covers=covers)


AMOUNT = _rule(
    "R01",
    "金额应与公开表一致",
    "正文、图中的金额与表中那一格不同。"
    "认得出的原因会写明：数字颠倒、漏一位、抄了相邻一行、用了全部资金的数",
    FindingClass.NARRATIVE_VS_TABLE,
    PUBLISHED_TABLES,
)
COMPUTED = _rule(
    "R02",
    "占比、增减、完成率应由所列数字算得",
    "比率或差额算错：用本年数作除数、完成率当占比、增减额写成百分数、各项占比硬凑 100% 等",
    FindingClass.ARITHMETIC,
)
DIRECTION = _rule(
    "R03",
    "增减方向应与数字一致",
    "数是减少而写“增加”“增长”，或相反；一项变动写成又增又减",
    FindingClass.DIRECTION,
)
ZERO_BASE = _rule(
    "R04",
    "基数为零时没有比率",
    "上年数或预算为 0 却写了增长 100%、完成 100%",
    FindingClass.ZERO_BASE,
)
NAME = _rule(
    "R05",
    "科目名称应与公开表一致",
    "类、款、项的名称是旧的或写错，名称与科目编码不是同一类的；"
    "与同一编码、同一金额的科目只差一两个字的是警告",
    FindingClass.STALE_NAME,
    _SUBJECTS,
)
ITEM_MISSING = _rule(
    "R06",
    "有数的项目应当列出",
    "列举中漏了表中有数的项目",
    FindingClass.NARRATIVE_VS_TABLE,
    PUBLISHED_TABLES,
)
ITEM_EXTRA = _rule(
    "R07",
    "没有数的项目不应列出",
    "列举了表中没有或为 0 的项目",
    FindingClass.NARRATIVE_VS_TABLE,
    PUBLISHED_TABLES,
)
SENTENCE = _rule(
    "R08", "每句话应有一次，次序与格式相同", "缺一句、重复一句或次序颠倒", FindingClass.STRUCTURE
)
SECTION = _rule(
    "R09",
    "各部分、各节应齐全，依次编号",
    "缺一节、重复、次序或编号不对",
    FindingClass.STRUCTURE,
    _OPEN,
)
CONTENTS = _rule(
    "R10", "目录应与正文标题一致", "目录与标题文字不同，或一处有一处没有", FindingClass.STRUCTURE
)
YEAR = _rule(
    "R11",
    "年度应为本年度，比较的应为上年",
    "标题、编制范围、页眉、数字的年度是别的年度，与更早或更晚的年度相比；或所给数据是别的年度的",
    FindingClass.STALE_NAME,
)
UNIT = _rule("R12", "数字应有正确的单位", "缺“元”、元与万元相混、单位写错", FindingClass.UNIT)
DEPARTMENT = _rule(
    "R13",
    "单位名称、行政层级应为本部门的",
    "标题、概况、页眉、正文写成别的部门，区县混用；或所给数据是别的部门的",
    FindingClass.STALE_NAME,
)
LEFTOVER = _rule(
    "R14",
    "格式的提示文字、空白处应已改掉",
    "留着 XX、“增加（减少）”、“（或与预算数持平）”、填写提示、【待补充】；重复的字词是警告",
    FindingClass.LEFTOVER,
)
PRINTING = _rule(
    "R15",
    "数字写法应前后一致",
    "624 与 624.00、100% 与 100.00%、有的有千分位有的没有",
    FindingClass.FORMAT,
    severity=Severity.INFO,
)
CONTRADICTION = _rule(
    "R16",
    "同一数字前后应一致",
    "同一个数在两处不同；图与正文、图与它后面的数据表不同；同一项目在十三、自评表、自评报告中不同；"
    "绩效的金额与决算不同是警告，口径可以不同",
    FindingClass.INTERNAL,
)
EQUALITY = _rule(
    "R17",
    "“无差异”“持平”应与数字相符",
    "数不相等而写无差异、持平，或相等而说有差异",
    FindingClass.DIRECTION,
)
OWN_SUM = _rule(
    "R18",
    "文中的合计、平均、等级、个数应与其明细相符",
    "明细加起来不是合计，平均、等级、个数不对；自评报告的得分与分值、总得分、等级、成本与执行数不符；"
    "概况的单位、科室个数与所列不同",
    FindingClass.ARITHMETIC,
)
TABLE = _rule(
    "R19",
    "文件中的公开表应与数据一致",
    "给了 `--data` 时，文件印的表与数据不同",
    FindingClass.CROSS_TABLE,
    PUBLISHED_TABLES,
)
INCOMPLETE = _rule(
    "R20",
    "应写的原因、占比、数量不应缺少",
    "有增减而没有原因，漏写完成率、占比、数量；自评扣了分而没有写扣分原因，标题下面没有内容",
    FindingClass.MISSING,
    _OPEN,
    Severity.WARNING,
)
REASON = _rule(
    "R21",
    "原因、用途应与所说的增减、项目相符",
    "文中说增加，原因却是“压减”等；原因或用途说的是别的项目",
    FindingClass.DIRECTION,
    _OPEN,
    Severity.WARNING,
)
COUNT = _rule(
    "R22", "数量应与事项一致", "团组、人次、辆、台等与事项不同", FindingClass.NARRATIVE_VS_TABLE
)
PLAUSIBLE = _rule(
    "R23",
    "数字应合情理",
    "数量级、比例不合常理；没有达到指标值而得满分，没有支出而评为优",
    FindingClass.PLAUSIBILITY,
    severity=Severity.WARNING,
)
UNREAD = _rule(
    "R24",
    "文件中读不出的内容",
    "嵌入的对象、图片中的图等没有读；没有对应的数据、部件已损坏或过大、自评表与格式对不上时是警告",
    FindingClass.EXTRACTION,
    severity=Severity.INFO,
)
EMPTINESS = _rule(
    "R25",
    "没有收支的说明应与公开表一致",
    "表是空的而没有说明，或有数而写“没有”",
    FindingClass.STRUCTURE,
    PUBLISHED_TABLES,
)
LANGUAGE = _rule(
    "R26",
    "标点和用字",
    "标点重复、段末缺句号、括号引号不成对、格式用语中的错字（支出决筭）",
    FindingClass.FORMAT,
    severity=Severity.INFO,
)
TAIL = _rule(
    "T02",
    "文字与表相差在四舍五入范围内",
    "尾差，不用处理",
    FindingClass.TAIL,
    severity=Severity.INFO,
)

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
    LANGUAGE,
    TAIL,
)
