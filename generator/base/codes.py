"""The findings outside the rules: what reading says of files, cells and reasons (L, H, T)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.base.severity import FindingClass, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_READING, _SHAPE = FindingClass.EXTRACTION, FindingClass.STRUCTURE
_FORMAT, _UNIT, _INTERNAL = FindingClass.FORMAT, FindingClass.UNIT, FindingClass.INTERNAL


@dataclass(frozen=True, slots=True)
class Code:
    """What one code says, and what the user does about it.

    `severity` is the usual one; `others` has those that the code has besides, with the case in
    which it has them. `classes` are the finding classes besides the usual one.
    """

    code: str
    title: str
    finding_class: FindingClass
    severity: Severity
    covers: str
    remedy: str
    example: str
    others: tuple[tuple[Severity, str], ...] = ()
    classes: tuple[FindingClass, ...] = ()


L01 = Code(
    "L01",
    "缺公开表或单位信息",
    FindingClass.MISSING,
    _ERROR,
    "缺一张公开表，或没有给出部门名称、年度",
    "补上；没有数据的表也要放空表",
    "没有给出年度：请在 单位信息.csv 中填写“年度”",
)
L02 = Code(
    "L02",
    "文件无法读取",
    _READING,
    _ERROR,
    "空文件、只有逗号的文件、太大、编码或引号有问题、有不可见的控制字符（写出在第几行），"
    "或者扩展名是 .csv 而内容是工作簿；或是指向文件夹之外的、失效的链接，为安全不读",
    "在 Excel、WPS 中另存为 CSV UTF-8",
    "文件无法读取：文件是空的",
    (
        (_WARNING, "只有几页或嵌入的内容没有读到"),
        (_INFO, "读到了表格，另有几页是图像"),
    ),
)
L03 = Code(
    "L03",
    "没有用到的文件和工作表",
    _READING,
    _WARNING,
    "文件夹里有没有用到的文件、子文件夹，或工作簿里有没有用到的工作表；名称相近的会提出来；"
    "预算表和表题不是九张表的，写出表题；一个工作表上分不开的几张表、没有表头接不上的续页、"
    "表格线之外的数据行",
    "改名、另存为 CSV，或移走；说明类的文件（README、更正说明等）和本程序写出的文件不提示",
    "公开五.txt 没有使用；应为 公开05.csv",
    (
        (_ERROR, "没有用到的是公开表或其中的数据，或程序不能往里写"),
        (_INFO, "看不出与公开表有关"),
    ),
    (_SHAPE,),
)
L04 = Code(
    "L04",
    "不是应填的数、日期或词",
    _READING,
    _ERROR,
    "一格应是数、日期或规定的词，却不是",
    "按提示的单元格改正",
    "合计的“小计”不是一个数：“12.3.4”。应为半角数字，如 1,207.46 或 1207.46",
    ((_WARNING, "汉字“一”，按横线读取"),),
    (_FORMAT,),
)
L05 = Code(
    "L05",
    "同一内容有两份",
    _SHAPE,
    _ERROR,
    "同一张表有两个文件（名称正好是 公开05 的优先，副本不用），或清单里同一项目出现两次；"
    "导入时文件夹里已有不同的内容，没有覆盖",
    "删去一个；要用新导入的，先移走旧的",
    "清单“事项”有两份，没有使用 事项.xlsx；请删去其中一个",
    (
        (_WARNING, "两处原因不同，或保留了清单中已有的内容"),
        (_INFO, "两处内容相同"),
    ),
    (_INTERNAL,),
)
L06 = Code(
    "L06",
    "不认识的名称",
    _READING,
    _WARNING,
    "不认识的项目、列名、开关或科目编码，没有使用",
    "多半是写错了字；提示里有最接近的名称",
    "事项.csv 的项目“公务用车保有辆”不认识，没有使用；是否应为“公务用车保有量”？",
    (
        (
            _ERROR,
            "单位信息的金额单位，全文的数都随它；绩效清单里的项目在 项目绩效 中没有，或有两个同名",
        ),
    ),
    (_UNIT,),
)
L07 = Code(
    "L07",
    "文件名与内容不符",
    _SHAPE,
    _WARNING,
    "文件名与表题矛盾（按表题读），与表的内容不符（按内容读），或只有副本、用的是副本",
    "改文件名",
    "没有名为“公开05”的表，使用的是 公开05 副本.csv；请核对是不是要用的一份",
    ((_ERROR, "印着的表题与文件名矛盾"),),
)
L08 = Code(
    "L08",
    "缺列或栏次不符",
    _SHAPE,
    _ERROR,
    "表头或清单缺列，或栏次与栏目名称不一致",
    "补上列名",
    "公开03 的表头中找不到“项目支出”列，该列按缺失处理",
    classes=(_READING,),
)
L09 = Code(
    "L09",
    "没有使用的行、数和没有内容的话",
    _SHAPE,
    _ERROR,
    "表中有一行认不出来，有一个数不在任何一栏之下或没有项目名称，或原因、用途、文字里只有“略”"
    "“待定”“见附件”“增加”、一个数、标点这类没有内容的话，没有使用；或文字里还有【待补充】、XX；"
    "绩效的清单里没有写项目的行、写成一行的合计，不在任何标题之下的文字",
    "行首应是科目编码或“合计”；原因写成一句具体的话；文字确实没有的写“无”",
    "公开03 第 9 行无法识别，没有使用：“小计 12.00”。应以科目编码或“合计”开头",
    ((_WARNING, "没有使用的行里没有丢掉数"),),
    (FindingClass.LEFTOVER,),
)
L10 = Code(
    "L10",
    "金额单位和小数位",
    _UNIT,
    _ERROR,
    "印着的金额单位认不出是哪一种，或一张表印着两种（这张表不用）；"
    "各表单位不同、都没有写单位，或金额多于两位小数",
    "写明“单位：元”或“单位：万元”",
    "各表都没有注明金额单位，按万元读取；如果是元，请在表头注明“单位：元”",
    (
        (_WARNING, "各表单位不同而有的没有写，或由万元换算成元"),
        (_INFO, "按写明的或通常的单位读，小数位四舍五入"),
    ),
    (_FORMAT,),
)
L11 = Code(
    "L11",
    "表头与单位信息不一致",
    FindingClass.STALE_NAME,
    _WARNING,
    "表头的部门名称、年度与 单位信息.csv 不一致",
    "核对是否放错了表",
    "公开05.csv 表头的年度“2023”与单位信息.csv 的“2024”不一致",
    ((_ERROR, "没有一张表是单位信息写的年度"),),
)
L12 = Code(
    "L12",
    "附件中不能照搬的内容",
    _READING,
    _WARNING,
    "附件或 文字/ 的 Markdown 中有不能照搬的内容（图片、自动编号……）",
    "打开生成的 Word 看那一部分",
    "附件“自评报告”中的图表没有带入，请在生成后核对",
)
L13 = Code(
    "L13",
    "改按功能分类写",
    _SHAPE,
    _INFO,
    "有项目支出，五（二）不能按经济分类写，改按功能分类",
    "不用处理",
    "有一般公共预算项目支出，公开06只有基本支出，五（二）改按功能分类写",
)
L14 = Code(
    "L14",
    "读得没有把握",
    _READING,
    _WARNING,
    "导入时有一格读得没有把握（错位、拆行、公式没有算出值、有水印叠印等）；"
    "绩效指标的一级、二级指标空着（合并过的单元格），按上一行读；"
    "项目名称只有括号、引号与项目绩效不同，按同一个项目读；一格像公式，写出时加了一撇；页面上斜排、半透明的水印文字没有读；或草稿中有一段对不上",
    "对照原文件核对该格；草稿的原因改在 原因.csv 中填",
    "决算表.pdf 第 3 页是扫描图像加识别出的文字，请逐数核对",
    (
        (_ERROR, "数被叠印，内部报表有一格没有使用，或草稿不能读"),
        (_INFO, "已按惯常的办法读取，只需知道"),
    ),
    (_INTERNAL, _FORMAT),
)
L15 = Code(
    "L15",
    "工作簿中看不见的内容",
    _READING,
    _INFO,
    "工作簿中有隐藏的行列或工作表、没有算出值的公式、被合并的单元格遮住的内容等",
    "在 Excel、WPS 中打开核对；公式没有值的，打开保存一次",
    "工作表“公开05”的 C7的公式没有计算结果，读不到数；请在 Excel 中打开保存一次",
    (
        (_ERROR, "公式没有计算结果，读不到数"),
        (_WARNING, "公式没有结果按空白读，或被遮住的内容没有使用"),
    ),
)
L16 = Code(
    "L16",
    "导入时没有找到",
    FindingClass.MISSING,
    _WARNING,
    "导入的文件中没有找到某张表或某项数",
    "换一个文件再导入，或手工补上",
    "没有找到：公开09（“三公”经费支出决算表）",
    (
        (_ERROR, "内部报表缺了要由它换算公开表的一张表或一栏"),
        (_INFO, "只缺上年的表"),
    ),
)
L17 = Code(
    "L17",
    "没有写进正文的原因、数和文字",
    FindingClass.MISSING,
    _INFO,
    "提供了的原因、数或文字没有写进正文；原因写的对比（上年、预算）与正文要的不同",
    "写错对比的改过来；其余可以留着",
    "原因.csv 的 收入 没有写进正文（没有差异的、这种行文不要的，不写原因）",
    ((_WARNING, "原因的对比与正文要的不同"),),
)
H01 = Code(
    "H01",
    "科目编码位数不对",
    _SHAPE,
    _ERROR,
    "科目编码不是 3、5、7 位",
    "按科目表改正编码",
    "公开05 第 9 行的科目编码“20103011”有 8 位，应为 3、5 或 7 位",
)
H02 = Code(
    "H02",
    "金额印在栏次行",
    _SHAPE,
    _ERROR,
    "金额印在了栏次行",
    "把金额移到它的行",
    "公开01 的栏次行中出现了“12.30”，此处应为栏次序号",
)
H04 = Code(
    "H04",
    "同一行有两行",
    _SHAPE,
    _ERROR,
    "同一科目或同一行标题有两行",
    "合并两行，或改正编码",
    "公开05 中“行政运行”有两行（第 9、10 行），正文只用了前一行；请合并或改正编码",
)
H05 = Code(
    "H05",
    "没有合计行",
    _SHAPE,
    _ERROR,
    "有数据的表没有合计、总计行",
    "补上合计行",
    "公开05 有数据，却没有“合计”行；用到该数的地方标为待补充",
)
T01 = Code(
    "T01",
    "四舍五入的尾差",
    FindingClass.TAIL,
    _INFO,
    "某张表有几处合计与明细相差在四舍五入允许的范围内",
    "不用处理",
    "公开03有 4 处合计与明细相差在四舍五入允许的范围内（尾差），无需处理",
)

CODES = (
    *(L01, L02, L03, L04, L05, L06, L07, L08, L09, L10, L11, L12, L13, L14, L15, L16, L17),
    *(H01, H02, H04, H05, T01),
)
