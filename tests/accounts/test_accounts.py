"""The lists of the data folder as accounts: units, codes, keys, reasons, identity."""

from datetime import date
from pathlib import Path

import pytest

from generator.accounts.build import build_accounts
from generator.accounts.reasons import dismiss_idle
from generator.field.keys import code_of
from generator.files.csv import parse_sheet
from generator.model.accounts import Accounts, Former
from generator.model.finding import Finding
from generator.model.records import Inputs
from generator.reading.lists import LIST_BY_FILE, read_records

_FIVE = """科目编码,科目名称,小计,基本支出,项目支出
合计,,3.00,3.00,
2010301,行政运行,3.00,3.00,
"""


def _build(published: str = "万元", **lists: str) -> tuple[Accounts, list[Finding]]:
    """Return the accounts of lists typed in the test; the identity is given unless typed."""
    inputs = Inputs(Path("somewhere"), unit=published)
    lists.setdefault("单位信息", "项目,内容\n部门名称,甲局\n年度,2024")
    for name, text in lists.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        sheet, problems = parse_sheet("\n".join(lines), f"{name}.csv")
        assert sheet is not None
        records, more = read_records(sheet, LIST_BY_FILE[name])
        assert (*problems, *more) == ()
        inputs.lists[name] = records
    accounts, findings = build_accounts(inputs)
    return accounts, list(findings)


def _brief(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.places[0].address) for f in findings]


# 事项.csv
def test_own_rows_may_have_their_unit_in_the_cell() -> None:
    accounts, findings = _build(
        事项="""
        项目,数值,单位
        信息化经费,96.42万元,
        网络租用费,"964,200元",
        培训班期数,3期,
        调研批数,3批,
        走访次数,12,次
        宣传费,1.5,万元
        另见,附件,
        """
    )
    assert {key: (str(own.value), own.unit) for key, own in accounts.own_facts.items()} == {
        "信息化经费": ("96.42", "万元"),
        "网络租用费": ("96.42", "万元"),
        "调研批数": ("3", "批"),
        "走访次数": ("12", "次"),
        "宣传费": ("1.5", "万元"),
    }
    assert {finding.code for finding in findings} == {"L06"}


def test_own_rows_that_contradict_themselves_are_named() -> None:
    accounts, findings = _build(
        事项="""
        项目,数值,单位
        调研批数,3批,次
        信息化经费,96.42万元,元
        宣传费,3辆,万元
        """
    )
    assert {key: (str(own.value), own.unit) for key, own in accounts.own_facts.items()} == {
        "调研批数": ("3", "次")
    }
    named = sorted(one for one in _brief(findings) if one[0] != "L06")
    assert named == [("L04", "error", "B4"), ("L10", "error", "B3"), ("L10", "info", "B2")]


def test_the_name_of_a_code_is_that_of_its_purpose_too() -> None:
    keys = ("2010301", "2010301用途", "收支总计", "用途", "２０１", "")
    assert [code_of(key) for key in keys] == ["2010301", "2010301", "", "", "", ""]


def test_last_years_reason_is_that_of_the_basis_or_of_none() -> None:
    former = Former({("甲", "上年"): "一", ("甲", ""): "二", ("乙", "预算"): "三"}, {})
    asked = (("甲", "上年"), ("甲", "预算"), ("乙", "上年"), ("乙", "预算"), ("丙", ""))
    assert [former.reason(*one) for one in asked] == ["一", "二", "", "三", ""]


def test_without_idle_words_no_reason_is_judged_again() -> None:
    accounts, _ = _build(原因="事项,原因,对比\n收支总计,政务云列入本年安排,上年")
    assert [text.text for text in accounts.reasons.values()] == ["政务云列入本年安排"]
    kept, said = dismiss_idle(accounts, ())
    assert kept is accounts
    assert said == ()
    assert dismiss_idle(accounts, ("政务云列入本年安排",))[0].reasons == {}


# 年初预算.csv
def test_budgets_by_code() -> None:
    accounts, findings = _build(
        年初预算="""
        科目编码,科目名称,年初预算数,资金性质
        201,一般公共服务支出,9.00,
        20103,政府办公厅（室）及相关机构事务,9.00,
        2010301,行政运行,"1,207.46",一般公共预算财政拨款
        201 03 02,一般行政管理事务,0,
        ２０１０３５０,事业运行,0.30,一般公共预算
        2120803,城市建设支出,2.00,
        2230105,国有企业退休人员社会化管理补助支出,1.00,
        2010399,其他政府办公厅支出,,
        2080505,机关事业单位基本养老保险缴费支出,—,
        """
    )
    assert findings == []
    read = [
        (b.code, b.fund, None if b.amount.value is None else str(b.amount.value))
        for b in accounts.item_budgets
    ]
    assert read == [
        ("2010301", "一般公共预算", "1207.46"),
        ("2010302", "一般公共预算", "0"),
        ("2010350", "一般公共预算", "0.30"),
        ("2120803", "政府性基金", "2.00"),
        ("2230105", "国有资本经营", "1.00"),
        ("2080505", "一般公共预算", None),
    ]


def test_rows_without_a_code_are_totals() -> None:
    accounts, findings = _build(
        年初预算="""
        科目编码,科目名称,年初预算数
        ,一般公共预算财政拨款支出,6655.15
        ,政府性基金预算财政拨款支出,0
        ,机关运行经费,
        """
    )
    assert findings == []
    assert {key: str(a.value) for key, a in accounts.budget_totals.items()} == {
        "一般公共预算财政拨款支出": "6655.15",
        "政府性基金预算财政拨款支出": "0",
    }


def test_bad_rows_of_the_budget() -> None:
    accounts, findings = _build(
        年初预算="""
        科目编码,科目名称,年初预算数,资金性质
        2O10301,行政运行,1.00,
        201030,行政运行,1.00,
        2010302,一般行政管理事务,一千,
        2010303,机关服务,1.00,专户
        2010304,专项服务,1.00,一般公共预算
        2010304,专项服务,1.00,政府性基金
        2010304,专项服务,2.00,一般公共预算
        ,,5.00,
        """
    )
    assert _brief(findings) == [
        ("H01", "error", "A2"),
        ("H01", "error", "A3"),
        ("L04", "error", "C4"),
        ("L06", "warning", "D5"),
        ("L05", "error", "C8"),
        ("L06", "warning", "B9"),
    ]
    assert "2O10301" in findings[0].message
    assert [(b.code, b.fund) for b in accounts.item_budgets] == [
        ("2010303", "一般公共预算"),
        ("2010304", "一般公共预算"),
        ("2010304", "政府性基金"),
    ]


# Units.
@pytest.mark.parametrize(
    ("head", "row", "value"),
    [
        ("项目,金额", "收支总计,6804.64", "6804.64"),
        ("项目,金额（元）", "收支总计,68046449.50", "6804.64"),
        ("项目,金额(元)", "收支总计,68046450.00", "6804.65"),
        ("项目,金额（单位：元）", "收支总计,68046450.00", "6804.65"),
        ("项目,金额,单位", "收支总计,68046450.00,元", "6804.65"),
        ("项目,金额（元）,单位", "收支总计,6804.64,万元", "6804.64"),
        ("项目,金额（元）,单位", "收支总计,68046450,", "6804.65"),
        ("项目,金额,单位", "收支总计,0.68,亿元", "6800.00"),
    ],
)
def test_units_of_last_year(head: str, row: str, value: str) -> None:
    accounts, findings = _build(上年数=f"{head}\n{row}")
    assert findings == []
    assert str(accounts.last_totals["收支总计"].value) == value
    assert accounts.last_totals["收支总计"].unit == "万元"


def test_units_of_budgets_and_of_text_in_yuan() -> None:
    accounts, findings = _build(
        "元",
        年初预算="科目编码,科目名称,年初预算数,单位\n2010301,行政运行,1.5,万元\n2010302,一般,7.5,元",
    )
    assert findings == []
    assert [str(b.amount.value) for b in accounts.item_budgets] == ["15000.00", "7.5"]


def test_facts() -> None:
    accounts, findings = _build(
        事项="""
        项目,数值,单位
        国内接待批次,2,批次
        国内接待人次,13,
        公务用车保有量,3,台
        国内接待支出,1400.00,元
        政府采购支出总额,"14,316.99",万元
        单位价值100万元以上设备,2,
        部门整体自评等级,优,
        外宾接待团组数,无,
        """
    )
    assert findings == []
    facts = {key: (str(a.value), a.unit) for key, a in accounts.facts.items()}
    assert facts == {
        "国内接待团组数": ("2", "批次"),
        "国内接待人次": ("13", "人次"),
        "公务用车保有量": ("3", "台"),
        "国内接待支出": ("0.14", "万元"),
        "政府采购支出总额": ("14316.99", "万元"),
        "单位价值100万元（含）以上设备": ("2", "台（套）"),
        "外宾接待团组数": ("None", "个"),
    }
    assert accounts.fact_texts["部门整体自评等级"].text == "优"
    assert accounts.facts["国内接待支出"].source.text == "1400.00"


def test_units_that_do_not_fit() -> None:
    accounts, findings = _build(
        事项="项目,数值,单位\n国内接待支出,0.14,万\n公务用车保有量,3,万元\n国内接待人次,13,名"
    )
    assert _brief(findings) == [("L10", "error", "C2"), ("L10", "error", "C3")]
    assert findings[0].finding_class.value == "unit"
    assert (str(accounts.facts["国内接待支出"].value), accounts.facts["国内接待支出"].unit) == (
        *("0.14", "万元"),
    )
    assert accounts.facts["公务用车保有量"].unit == "辆"


# 上年数.csv
def test_a_new_unit_a_zero_and_an_absent_key_are_three_things() -> None:
    accounts, findings = _build(
        上年数="项目,金额\n收支总计,无\n人员经费,0\n公用经费,—\n机关运行经费,"
    )
    assert findings == []
    totals = accounts.last_totals
    assert totals["收支总计"].value is None
    assert totals["公用经费"].value is None
    assert totals["人员经费"].value == 0
    assert "机关运行经费" not in totals


# 原因.csv
def test_reasons() -> None:
    accounts, findings = _build(
        年初预算="科目编码,科目名称,年初预算数\n2010301,行政运行,1.00",
        原因="""
        事项,原因,对比
        收支总计,项目增加。；,
        ２０１０３０１,人员增加，,预算
        2010301用途,人员工资,
        机关运行经费,压减开支,与上年相比
        机关运行经费,厉行节约,年初预算
        政府性基金预算财政拨款支出用途,土地整治,
        “三公” 经费,接待减少,
        公务接待费,,
        不存在的事项,,
        """,
    )
    assert findings == []
    assert {key: said.text for key, said in accounts.reasons.items()} == {
        ("收支总计", ""): "项目增加",
        ("2010301", "预算"): "人员增加",
        ("2010301用途", ""): "人员工资",
        ("机关运行经费", "上年"): "压减开支",
        ("机关运行经费", "预算"): "厉行节约",
        ("政府性基金用途", ""): "土地整治",
        ("“三公”经费", ""): "接待减少",
    }


def test_bad_rows_of_the_reasons() -> None:
    _, findings = _build(
        年初预算="科目编码,科目名称,年初预算数\n2010301,行政运行,1.00",
        原因="""
        事项,原因,对比
        收支总额,项目增加,
        收支总计,项目增加,去年
        2010311,人员增加,
        ,无主的原因,
        2010301,工资晋级,
        2010301,人员调入,
        """,
    )
    assert sorted(_brief(findings)) == [
        ("L05", "warning", "B7"),
        ("L06", "warning", "A2"),
        ("L06", "warning", "A5"),
        ("L06", "warning", "B4"),
        ("L06", "warning", "C3"),
    ]
    unknown = next(f for f in findings if f.places[0].address == "B4")
    assert "2010311" in unknown.message
    assert "是否应为“2010301”" in unknown.message


# 单位信息.csv
def test_identity() -> None:
    accounts, findings = _build(
        单位信息="""
        项目,内容
        部门名称,清河市数据管理局
        年 度,2024年度
        口径,单位
        自称,我单位
        单位性质,全额拨款事业单位
        编制日期,2025-09
        批复日期,2025年9月1日
        公开日期,２０２５/９/19
        """
    )
    assert findings == []
    identity = accounts.identity
    assert (identity.department, identity.year, identity.scope) == (
        "清河市数据管理局",
        2024,
        "单位",
    )
    assert (identity.self_reference, identity.nature) == ("我单位", "事业")
    assert identity.compiled == (2025, 9)
    assert (identity.approved, identity.published) == (date(2025, 9, 1), date(2025, 9, 19))


def test_bad_identity() -> None:
    _, findings = _build(
        单位信息="""
        项目,内容
        部门名称,
        年度,去年
        口径,集团
        单位性质,国有企业
        编制日期,明年
        批复日期,2025年9月
        公开日期,2025年13月1日
        """
    )
    assert {(f.code, f.found_text) for f in findings} == {
        ("L04", "去年"),
        ("L04", "集团"),
        ("L04", "国有企业"),
        ("L04", "明年"),
        ("L04", "2025年9月"),
        ("L04", "2025年13月1日"),
        ("L01", ""),
    }
    missing = [f.message for f in findings if f.code == "L01"]
    assert len(missing) == 2
    assert "部门名称" in missing[0]
    assert "年度" in missing[1]


def test_projects() -> None:
    accounts, findings = _build(
        项目绩效="""
        项目名称,资金性质,科目编码,全年预算数（元）,全年执行数（元）,自评得分,部门评价
        某平台建设,,2120803,100000,99950,98.5,是
        某项目,一般公共预算,,,五万,,否
        """
    )
    assert _brief(findings) == [("L04", "error", "E3")]
    first, second = accounts.projects
    assert (first.fund, first.evaluated) == ("政府性基金", True)
    assert (str(first.full_year_budget.value), str(first.executed.value)) == ("10.00", "10.00")
    assert str(first.score.value) == "98.5"
    assert (second.fund, second.full_year_budget, second.executed, second.score) == (
        *("一般公共预算", None, None, None),
    )


def test_own_names_go_before_the_dictionary() -> None:
    accounts, _ = _build(科目="科目编码,科目名称\n2010301,另一个名称\n2019901,新设科目")
    assert accounts.names["2010301"] == "另一个名称"
    assert accounts.names["2019901"] == "新设科目"
    assert accounts.names["2010302"] == "一般行政管理事务"
