"""The cases of whole documents, reviewed by their own tables and with the department's data."""

from __future__ import annotations

from dataclasses import replace

from case_record import ALONE, DATA, DESK, FOUND, WARNING, Case, Said, code, rate

_EMERGENCY = "江河市应急管理局"
_MONITORING = "江河市环境监察局"
_EDUCATION = "江河市教育局"
_CITY = "江河市城市管理局"
# The amounts of some departments fall short of last year's, and all their reasons speak of more.
_REASONS = (Said("减少，原因却说“.*增加", codes=frozenset({"R21"}), severities=WARNING),)
# The stated budget is 1,680.24, the sum of its items 1,680.34.
_BUDGET_SUM = (Said(r"1,?680\.[23]4", severities=FOUND),)
_PROJECTS = (
    Said(r"90\.4分", codes=frozenset({"R23"}), severities=FOUND),
    Said(r"6,?001\.65", codes=frozenset({"R16"}), severities=WARNING),
)
# The budget has two digits turned round: the rate and the sum of all budgets, 886.17, both lead to
# 211.20.
_TURNED = r"212\.10|93\.32|大气"


def _desk(file: str, department: str, *said: Said, allowed: tuple[Said, ...] = ()) -> Case:
    """Return a case that is reviewed by its own tables and with data."""
    return Case(file, said, allowed, folder=DESK, ways=(ALONE, DATA), department=department)


def _only(case: Case) -> Case:
    return replace(case, only_error=True)


_NAMES = (
    _desk(
        "c22-三-项目支出写了两次.docx",
        _EDUCATION,
        Said(r"9,?809\.09|项目支出", within="支出合计", becomes=("基本支出9,809.09万元",)),
    ),
    _desk(
        "c24-六-人员公用两名对调.docx",
        _EDUCATION,
        Said(
            r"8,?056\.68|1,?748\.35",
            codes=frozenset({"R01"}),
            becomes=(
                "人员经费8,056.68万元，主要包括：基本",
                "公用经费1,748.35万元，主要包括：办公",
            ),
            most=2,
        ),
    ),
    _desk(
        "c26-u1_其他收入→事业收入.docx",
        _EDUCATION,
        Said(r"事业收入|(?<![0-9.])4\.06", becomes=("其他收入4.06万元",)),
    ),
    _desk(
        "c26-u5_一般公共→政府性基金.docx",
        _EDUCATION,
        Said(
            r"政府性基金预算财政拨款支出|17,?217\.96",
            becomes=("2024年度一般公共预算财政拨款支出17,217.96万元",),
        ),
    ),
    _only(
        _desk(
            "c04-项名错.docx",
            _EMERGENCY,
            Said(
                "事业单位离退休",
                codes=frozenset({"R05"}),
                becomes=("行政单位离退休（项）。年初预算为12.45万元，支出决算为13.63万元",),
            ),
        )
    ),
    # 0 + 0 + 1 + 0 + 2 + 0 + 0 + 0
    _desk(
        "c07-汉字数.docx",
        "江河市教育体育局",
        Said("五辆", "3", becomes=("共有车辆3辆", "共有车辆三辆")),
    ),
)

_CORRECTIONS = (
    _only(
        _desk(
            "c02-项目一处元.docx",
            "江河市行政审批和政务信息管理局",
            Said(r"31\.60元|执行数", within="自主创新示范区", becomes=("执行数为31.60万元，完成",)),
            allowed=_PROJECTS,
        )
    ),
    _only(
        _desk(
            "c03-机关运行经费元.docx",
            _EMERGENCY,
            Said(
                r"115\.17|机关运行经费",
                within="115.17元|“元”",
                becomes=("机关运行经费支出115.17万元，比",),
            ),
        )
    ),
    replace(
        _desk("c14-预算数颠倒.docx", _MONITORING, rate(_TURNED, "211.20"), allowed=_REASONS),
        ways=(DATA,),
        only_error=True,
    ),
    replace(
        _desk(
            "c14-预算数颠倒.docx",
            _MONITORING,
            Said(
                _TURNED,
                becomes=("年初预算为211.20万元，支出决算为197.10万元，完成年初预算的93.32%",),
            ),
            allowed=(*_REASONS, Said(r"886\.17|887\.07", severities=FOUND, corrected=False)),
        ),
        ways=(ALONE,),
    ),
    # 103.45 + 0 + 2,467.41 = 2,570.86, of which 2,209.18 is 85.93 %.
    replace(
        _desk(
            "c18-采购总额错.docx",
            "江河市西河县教育局",
            rate(r"2,?580\.86", "2570.86"),
            allowed=_REASONS,
        ),
        never=(r"85\.60",),
        only_error=True,
    ),
)

_EVERYWHERE = (
    _desk(
        "c05-概况写别的部门.docx",
        "江河市农业农村局",
        Said("江河市教育局", codes=frozenset({"R13"})),
    ),
    _desk(
        "c06-目录三处错.docx",
        _MONITORING,
        Said("十三|预算绩效情况说明"),
        Said("[九十]、?机关运行经费支出情况说明|机关运行经费.*[九十]|编号“九、”"),
        Said("2023年度"),
        allowed=_REASONS,
    ),
    _desk(
        "c11-概况年度个数-名词解释-页眉.docx",
        _EMERGENCY,
        replace(code("R11", "2023年度", "编制范围"), becomes=("2024年度",)),
        Said("共2个|2个", open_too=True),
        Said(r"999\.99", open_too=True),
        Said("江河市教育局"),
        # The header tells a wrong year besides.
        allowed=(Said("2023", within="页眉|江河市教育局", severities=FOUND),),
    ),
    # 9,809.09 of 17,222.02
    _desk(
        "c15-图中数改.docx",
        _EDUCATION,
        Said(r"65\.96"),
        Said(r"9,?089\.09"),
    ),
    _desk(
        "c09-原因方向.docx",
        _CITY,
        Said("经费增加|环卫作业", within="一般公共预算财政拨款支出", severities=FOUND),
        allowed=_BUDGET_SUM,
    ),
    _desk(
        "c13-原因方向-一四六.docx",
        "江河市水利局",
        Said("重点项目投入增加|(?<!财政拨款)收、?支总计.*原因", severities=FOUND),
        Said("财政增加了|财政拨款收、?支总计.*原因", severities=FOUND),
        Said("重点项目支出增加|财政拨款支出减少", severities=FOUND),
        Said("工资和缴费支出增加|财政拨款基本支出减少", severities=FOUND),
        Said("年度调资|人员经费.*减少", severities=FOUND),
        Said("办公设备更新|公用经费.*减少", severities=FOUND),
    ),
    Case(
        "c16-无表文字四处错.txt",
        (
            # 174.76 of 2,762.26
            Said(r"下降6\.33%|增加174\.76|增加.*下降", within="财政拨款收、?支总计"),
            # 15.92 of 27.48
            rate(r"53\.97", "57.93"),
            code("R11", "2021年度"),
            # 1 + 2
            Said("4辆", "3"),
        ),
        folder=DESK,
    ),
    _desk(
        "c17-新设单位增长100.docx",
        "江河市数据资源管理局",
        code("R04", "增长100%"),
    ),
)

_SILENT = (
    _desk("c01-软回车-无错.docx", "江河市农机服务局"),
    _desk("c10-特殊情形-无错.docx", _CITY, allowed=_BUDGET_SUM),
    _desk("c12-空格印短横-无错.docx", "江河市临江区应急管理局"),
)

DESK_CASES = (*_NAMES, *_CORRECTIONS, *_EVERYWHERE, *_SILENT)
