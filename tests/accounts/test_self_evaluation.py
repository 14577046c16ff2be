"""The lists and texts of the self-evaluation as records: levels, points, signs, texts, findings."""

from decimal import Decimal
from pathlib import Path

import pytest

from generator.accounts.build import build_accounts
from generator.field.data_folder import LAST_YEARS_TEXT
from generator.files.csv import parse_sheet
from generator.model.accounts import Accounts
from generator.model.evaluation import Indicator
from generator.model.finding import Finding
from generator.model.records import Inputs, TextFile
from generator.reading.lists import LIST_BY_FILE, read_records

_PROJECTS = """
项目名称,全年预算数,全年执行数,自评得分
桥梁养护,10.00,9.00,
路灯维修（二期）,5.00,5.00,100
"""
_HEAD = (
    "项目,一级指标,二级指标,三级指标,指标符号,年度指标值,计量单位,实际完成值,分值,得分,"
    "偏差原因及改进措施"
)
_WHOLE_HEAD = _HEAD.removeprefix("项目,")
_MANAGED = "项目,事项,情况说明,分值,得分,存在问题"


def _build(
    *texts: TextFile, whole: tuple[TextFile, ...] = (), **lists: str
) -> tuple[Accounts, list[Finding]]:
    inputs = Inputs(Path("somewhere"), project_texts=texts, whole_texts=whole)
    lists.setdefault("单位信息", "项目,内容\n部门名称,甲局\n年度,2024")
    lists.setdefault("项目绩效", _PROJECTS)
    for name, text in lists.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        sheet, problems = parse_sheet("\n".join(lines), f"{name}.csv")
        assert sheet is not None
        records, more = read_records(sheet, LIST_BY_FILE[name])
        assert (*problems, *more) == ()
        inputs.lists[name] = records
    accounts, findings = build_accounts(inputs)
    return accounts, list(findings)


def _indicators(*rows: str) -> tuple[tuple[Indicator, ...], list[Finding]]:
    accounts, findings = _build(绩效指标="\n".join((_HEAD, *rows)))
    return accounts.evaluation.indicators, findings


def _brief(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.places[0].address) for f in findings]


def _text(name: str, *lines: str) -> TextFile:
    return TextFile(f"文字/项目/{name}.md", name, "\n".join(lines))


# 绩效指标.csv
def test_a_row_is_read_with_all_its_cells() -> None:
    (one,), findings = _indicators(
        "桥梁养护,产出指标,数量指标,养护座数,≥,12,座,11,10,9.17,一座停用"
    )
    assert findings == []
    assert (one.project, one.first_level, one.second_level, one.third_level) == (
        "桥梁养护",
        "产出指标",
        "数量指标",
        "养护座数",
    )
    assert (one.sign, one.target, one.measured_in, one.actual) == ("≥", "12", "座", "11")
    assert one.full_marks is not None
    assert one.score is not None
    assert (one.full_marks.value, one.score.value) == (Decimal(10), Decimal("9.17"))
    assert one.score.source.place.address == "J2"
    assert one.deviation == "一座停用"


def test_merged_cells_continue_the_row_above_in_one_warning() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,数量指标,养护座数,≥,12,座,12,10,10,",
        "桥梁养护,,,巡查次数,≥,24,次,24,10,10,",
        "桥梁养护,,质量指标,合格率,=,100,%,100,10,10,",
        "桥梁养护,效益指标,社会效益指标,通行安全,定性,明显改善,,明显改善,20,20,",
        "路灯维修（二期）,产出指标,数量指标,维修盏数,≥,40,盏,40,20,20,",
        "路灯维修（二期）,,,返修盏数,≤,2,盏,1,20,20,",
    )
    assert [(one.first_level, one.second_level) for one in found] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
    ]
    (warning,) = findings
    assert (warning.code, warning.severity.value) == ("L14", "warning")
    assert [place.address for place in warning.places] == ["B3", "C3", "B4", "B7", "C7"]


def test_levels_of_another_project_are_not_continued() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,数量指标,养护座数,≥,12,座,12,10,10,",
        "路灯维修（二期）,,,维修盏数,≥,40,盏,40,20,20,",
        "路灯维修（二期）,效益指标,,夜间照明,定性,改善,,改善,20,20,",
    )
    assert [(one.first_level, one.second_level) for one in found[1:]] == [
        ("", ""),
        ("效益指标", ""),
    ]
    assert _brief(findings) == [
        ("L04", "error", "B3"),
        ("L04", "error", "C3"),
        ("L04", "error", "C4"),
    ]


def test_a_row_without_project_is_an_error_and_not_used() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,数量指标,养护座数,≥,12,座,12,10,10,",
        ",产出指标,数量指标,巡查次数,≥,24,次,24,10,10,",
        ",,,保洁次数,≥,24,次,24,10,10,",
    )
    assert [one.third_level for one in found] == ["养护座数"]
    (error,) = findings
    assert (error.code, error.severity.value) == ("L09", "error")
    assert [place.address for place in error.places] == ["A3", "A4"]


def test_an_unknown_project_is_named_once_with_the_nearest() -> None:
    found, findings = _indicators(
        "桥梁养护费,产出指标,数量指标,养护座数,≥,12,座,12,10,10,",
        "桥梁养护费,产出指标,数量指标,巡查次数,≥,24,次,24,10,10,",
        "路灯维修(二期),产出指标,数量指标,维修盏数,≥,40,盏,40,20,20,",
    )
    assert [one.project for one in found] == ["路灯维修（二期）"]
    (error,) = findings
    assert (error.code, error.severity.value) == ("L06", "error")
    assert [place.address for place in error.places] == ["A2", "A3"]
    assert "桥梁养护”" in error.message


def test_points_with_their_unit_are_read_and_nonsense_is_not_zero() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,数量指标,甲,≥,12,座,12,10分,９.5 分,",
        "桥梁养护,产出指标,数量指标,乙,≥,12,座,12,10,优,",
        "桥梁养护,产出指标,数量指标,丙,≥,12,座,12,10,5元,",
        "桥梁养护,产出指标,数量指标,丁,≥,12,座,12,10,,",
        "桥梁养护,产出指标,数量指标,戊,≥,12,座,12,10,0,",
    )
    scores = [one.score.value if one.score else None for one in found]
    assert scores == [Decimal("9.5"), None, None, None, Decimal(0)]
    assert _brief(findings) == [("L04", "error", "J3"), ("L04", "error", "J4")]


@pytest.mark.parametrize(
    ("sign", "target", "unit", "read"),
    [
        ("≥", "95", "%", ("≥", "95", "%")),
        ("", "≥95%", "", ("≥", "95", "%")),
        ("≥", "≥95%", "%", ("≥", "95", "%")),
        (">=", "95", "％", ("≥", "95", "%")),
        ("不超过", "70.4万元", "", ("≤", "70.4", "万元")),
        ("", "不少于12次", "", ("≥", "12", "次")),
        ("＝", "100", "%", ("=", "100", "%")),
        ("定性", "明显改善", "", ("定性", "明显改善", "")),
        ("", "2024年12月底前", "", ("", "2024年12月底前", "")),
        ("≤", "1,200.50", "元", ("≤", "1,200.50", "元")),
        ("≥", "-5", "%", ("≥", "-5", "%")),
    ],
)
def test_sign_and_unit_are_read_wherever_they_stand(
    sign: str, target: str, unit: str, read: tuple[str, str, str]
) -> None:
    (one,), findings = _indicators(
        f'桥梁养护,产出指标,数量指标,甲,{sign},"{target}",{unit},12,10,10,'
    )
    assert findings == []
    assert (one.sign, one.target, one.measured_in) == read


def test_contradictions_of_sign_and_unit_are_named() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,数量指标,甲,≥,≤10%,%,12,10,10,",
        "桥梁养护,产出指标,数量指标,乙,≤,704000元,万元,12,10,10,",
        "桥梁养护,产出指标,数量指标,丙,>,95,%,96,10,10,",
    )
    assert _brief(findings) == [
        ("L04", "error", "F2"),
        ("L10", "error", "F3"),
        ("L06", "warning", "E4"),
    ]
    assert [(one.sign, one.target, one.measured_in) for one in found[1:]] == [
        ("≤", "704000", "元"),
        (">", "95", "%"),
    ]


def test_totals_and_headings_are_no_indicators() -> None:
    found, findings = _indicators(
        "桥梁养护,产出指标,,,,,,,,,",
        "桥梁养护,,数量指标,养护座数,≥,12,座,12,10,10,",
        "桥梁养护,总分,,,,,,,100,98,",
        "合计,,,,,,,,100,98,",
        "桥梁养护,产出指标,质量指标,,,,,,5,5,",
    )
    assert [one.first_level for one in found] == ["产出指标", "产出指标"]
    assert sorted(_brief(findings)) == [
        ("L04", "error", "D6"),
        ("L09", "warning", "A5"),
        ("L09", "warning", "B4"),
        ("L14", "warning", "B3"),
    ]


def test_two_projects_of_one_name_are_an_error_where_indicators_are_given() -> None:
    doubled = f"{_PROJECTS}桥梁养护,1.00,1.00,90\n"
    accounts, findings = _build(
        项目绩效=doubled,
        绩效指标=f"{_HEAD}\n桥梁养护,产出指标,数量指标,甲,≥,1,座,1,10,10,",
        资金管理=f"{_MANAGED}\n桥梁养护,安排科学性,按计划,5,5,",
    )
    assert len(accounts.evaluation.indicators) == 1
    (error,) = findings
    assert (error.code, error.severity.value) == ("L06", "error")
    assert [(place.file, place.address) for place in error.places] == [
        ("项目绩效.csv", "A2"),
        ("项目绩效.csv", "A4"),
        ("绩效指标.csv", "D2"),
    ]
    assert _build(项目绩效=doubled)[1] == []


# 资金管理.csv, 项目绩效.csv
def test_management_rows_stand_once_each() -> None:
    accounts, findings = _build(
        资金管理=f"""{_MANAGED}
        桥梁养护,安排科学性,按计划,5,5,
        桥梁养护,拨付合规性,及时,5,4.5,一笔延后
        桥梁养护,安排科学性,另一句,5,4,
        桥梁养护,,没有事项,5,5,
        ,使用规范性,没有项目,5,5,
        """
    )
    read = [(one.matter, one.situation, one.problems) for one in accounts.evaluation.management]
    assert read == [("安排科学性", "按计划", ""), ("拨付合规性", "及时", "一笔延后")]
    assert _brief(findings) == [
        ("L05", "error", "B4"),
        ("L09", "error", "B5"),
        ("L09", "error", "A6"),
    ]


def test_money_of_a_project_is_split_and_converted() -> None:
    accounts, findings = _build(
        项目绩效="""
        项目名称,全年预算数,全年执行数,自评得分,年初预算数,政府预算资金全年预算数（元）,单位资金全年预算数,单位资金全年执行数,预算执行分值,预算执行得分
        桥梁养护,10.00,9.00,98,8.00,70000,3.00,"2,5",10分,8.9
        路灯维修,5.00,5.00,100,,,,,,
        """
    )
    first, second = accounts.projects
    assert first.initial_budget is not None
    assert first.initial_budget.value == Decimal("8.00")
    assert [
        (one.source, one.full_year_budget and one.full_year_budget.value) for one in first.money
    ] == [
        ("政府预算资金", Decimal("7.00")),
        ("单位资金", Decimal("3.00")),
    ]
    assert first.money[1].executed is None
    assert first.execution_marks is not None
    assert first.execution_score is not None
    assert (first.execution_marks.value, first.execution_score.value) == (
        Decimal(10),
        Decimal("8.9"),
    )
    assert (second.money, second.execution_marks, second.execution_score) == ((), None, None)
    assert _brief(findings) == [("L04", "error", "H2")]


# 文字/项目/
def test_texts_of_a_project_by_their_headings() -> None:
    accounts, findings = _build(
        _text(
            "a",
            "# 桥梁养护",
            "",
            "## 一、项目概况",
            "城区桥梁的日常养护。",
            "### 养护范围",
            "十二座。",
            "## （二）年度绩效目标：",
            "安全通行。",
            "其他建议",
            "无",
        ),
        _text("b", "项目名称：路灯维修(二期)", "# 项目概况", "更换灯具。"),
    )
    first, second = accounts.evaluation.reports
    assert findings == []
    assert {name: text.text for name, text in first.texts.items()} == {
        "项目概况": "城区桥梁的日常养护。\n### 养护范围\n十二座。",
        "年度绩效目标": "安全通行。",
        "其他建议": "无",
    }
    assert first.texts["年度绩效目标"].place.address == "7"
    assert (second.project, list(second.texts)) == ("路灯维修（二期）", ["项目概况"])


def test_what_a_text_of_a_project_has_wrong_is_named() -> None:
    accounts, findings = _build(
        _text(
            "a", "桥梁养护", "没有标题的一句话。", "# 项目概貌", "城区桥梁。", "# 项目概况", "待定"
        ),
        _text("b", "桥梁保养", "# 项目概况", "城区桥梁。"),
        _text("d", "# 项目概况", "没有名称。"),
    )
    (report,) = accounts.evaluation.reports
    assert (report.place.file, report.texts) == ("文字/项目/a.md", {})
    told = [(f.code, f.severity.value, f.places[0].file[6:], f.places[0].address) for f in findings]
    assert sorted(told) == [
        ("L06", "error", "b.md", "1"),
        ("L06", "warning", "a.md", "3"),
        ("L09", "error", "a.md", "1"),
        ("L09", "error", "a.md", "5"),
        ("L09", "error", "d.md", "1"),
    ]
    assert any("项目概况”？" in finding.message for finding in findings)


def test_two_texts_of_a_project_complete_each_other_and_may_not_differ() -> None:
    first = _text("a", "桥梁养护", "# 项目概况", "城区桥梁。", "# 其他建议", "无")
    second = _text("b", "桥梁养护", "# 年度绩效目标", "安全通行。", "# 其他建议", "无")
    accounts, findings = _build(first, second)
    (report,) = accounts.evaluation.reports
    assert findings == []
    assert set(report.texts) == {"项目概况", "其他建议", "年度绩效目标"}
    accounts, findings = _build(first, _text("c", "桥梁养护", "# 项目概况", "另一份。"))
    (report,) = accounts.evaluation.reports
    assert report.texts["项目概况"].text == "城区桥梁。"
    assert [(f.code, f.severity.value, f.places[0].file) for f in findings] == [
        ("L05", "error", "文字/项目/c.md")
    ]


def test_texts_may_be_answered_in_the_list_of_what_is_missing() -> None:
    head = "事项,章节,科目名称,金额,对比数,差额,方向,填写位置,上年原因,原因"
    accounts, findings = _build(
        _text("a", "桥梁养护", "# 项目概况", "城区桥梁。"),
        待补充=f"""{head}
        桥梁养护：其他建议,十四,,,,,,文字/项目/桥梁养护.md,,配齐养护人员
        路灯维修（二期）：项目概况,十四,,,,,,工作表 项目文字（决算.xlsx）,,更换灯具
        评价方法,十四,,,,,,文字/整体绩效/评价方法.md,,对照评分表自评
        整体项目总数,十四,,,,,,事项.csv,,20个
        桥梁养护：甲,十四,,,,,,绩效指标.csv,,10
        指标情况：甲,十四,,,,,,文字/整体绩效/指标情况.md,,没有调整
        """,
    )
    reports = {one.project: one.texts for one in accounts.evaluation.reports}
    assert reports["桥梁养护"]["其他建议"].text == "配齐养护人员"
    assert reports["桥梁养护"]["其他建议"].place.address == "J2"
    assert reports["路灯维修（二期）"]["项目概况"].text == "更换灯具"
    assert accounts.evaluation.whole_texts["评价方法"].text == "对照评分表自评"
    assert accounts.facts["整体项目总数"].value == 20
    unused = [one.message for one in findings if one.code == "L06"]
    assert len(unused) == 2
    assert unused[0].endswith("请填到 绩效指标.csv")
    assert unused[1].endswith("请填到 文字/整体绩效/指标情况.md")


def test_a_text_of_last_years_keeps_its_mark() -> None:
    accounts, _ = _build(
        _text("a", LAST_YEARS_TEXT, "桥梁养护", "# 项目概况", "城区桥梁的日常养护。")
    )
    (report,) = accounts.evaluation.reports
    assert report.texts["项目概况"].text == f"{LAST_YEARS_TEXT}\n城区桥梁的日常养护。"


def test_a_place_to_be_filled_in_is_named_and_the_text_kept() -> None:
    accounts, findings = _build(_text("a", "桥梁养护", "# 项目概况", "投资XX万元的桥梁养护。"))
    assert list(accounts.evaluation.reports[0].texts) == ["项目概况"]
    assert [finding.code for finding in findings] == ["L09"]


def test_the_list_of_texts_is_used_where_there_is_no_file() -> None:
    accounts, findings = _build(
        _text("a", "桥梁养护", "# 项目概况", "城区桥梁。"),
        项目文字="""
        项目名称,项目概况,其他建议
        路灯维修（二期）,更换灯具。,无
        桥梁养护,另一段,
        ,没有名称的话,
        """,
    )
    reports = {one.project: one for one in accounts.evaluation.reports}
    assert reports["路灯维修（二期）"].texts["其他建议"].place.address == "C2"
    assert reports["桥梁养护"].texts["项目概况"].text == "城区桥梁。"
    assert sorted(_brief(findings)) == [("L05", "error", "A3"), ("L09", "error", "A4")]


# 整体绩效.csv, 文字/整体绩效/
def test_numbers_of_the_whole_are_facts() -> None:
    accounts, findings = _build(
        整体绩效="""
        项目,内容,单位
        自评得分,87.5分,
        评价等级,良,
        年初预算,"9,547,200",元
        执行数,954.72,
        项目总数,20个,
        整体应自评项目数,20,
        年度总体目标,持续提升政务服务能力,
        预算调整率,0%,
        政府采购预算,若干,
        """
    )
    facts = {key: (one.value, one.unit) for key, one in accounts.facts.items()}
    assert facts == {
        "部门整体自评得分": (Decimal("87.5"), "分"),
        "整体年初预算": (Decimal("954.72"), "万元"),
        "整体执行数": (Decimal("954.72"), "万元"),
        "整体项目总数": (Decimal(20), "个"),
        "整体应自评项目数": (Decimal(20), "个"),
    }
    assert accounts.fact_texts["部门整体自评等级"].text == "良"
    assert accounts.evaluation.whole_texts["年度总体目标"].text == "持续提升政务服务能力"
    assert _brief(findings) == [("L06", "warning", "A9"), ("L04", "error", "B10")]


def test_a_number_given_twice_differently_is_an_error() -> None:
    accounts, findings = _build(
        事项="项目,数值\n整体执行数,954.72\n整体年初预算,900",
        整体绩效="项目,内容\n执行数,954.27\n年初预算,900",
    )
    assert accounts.facts["整体执行数"].value == Decimal("954.72")
    assert [(f.code, f.severity.value) for f in findings] == [("L05", "error"), ("L05", "info")]


def test_a_name_with_other_brackets_is_read_and_told() -> None:
    accounts, findings = _build(
        绩效指标=f"{_HEAD}\n"
        "路灯维修二期,产出指标,数量指标,维修盏数,≥,40,盏,40,20,20,\n"
        "路灯维修二期),产出指标,数量指标,返修盏数,≤,2,盏,1,20,20,\n"
        "路灯维修二期,产出指标,质量指标,合格率,≥,95,%,96,20,20,\n"
        "路灯维修(二期),效益指标,社会效益指标,夜间照明,定性,改善,,改善,20,20,",
    )
    assert {one.project for one in accounts.evaluation.indicators} == {"路灯维修（二期）"}
    assert [(f.code, f.severity.value, [p.address for p in f.places]) for f in findings] == [
        ("L14", "warning", ["A2", "A4"]),
        ("L14", "warning", ["A3"]),
    ]


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("0,元", "0.00元", "info"),
        ("-0.00,万元", "0", "info"),
        ("12000,元", "1.20", "info"),
        ("无,", "—", "info"),
        ("无,", "0", "error"),
        ("0.01,万元", "0.00", "error"),
        ("-3.5,万元", "3.50", "error"),
    ],
)
def test_amounts_given_twice_are_compared_as_amounts(one: str, other: str, severity: str) -> None:
    _, findings = _build(
        事项=f"项目,数值,单位\n整体预算调整,{one}", 整体绩效=f"项目,内容\n预算调整,{other}"
    )
    assert [(f.code, f.severity.value) for f in findings] == [("L05", severity)]


def test_two_grades_of_the_whole_are_an_error() -> None:
    accounts, findings = _build(
        事项="项目,数值\n部门整体自评等级,优", 整体绩效="项目,内容\n评价等级,良"
    )
    assert accounts.fact_texts["部门整体自评等级"].text == "优"
    assert [(f.code, f.severity.value) for f in findings] == [("L05", "error")]


def test_texts_and_notes_of_the_whole() -> None:
    files = (
        TextFile("文字/整体绩效/评价方法.md", "评价方法", "对照评分表自评。"),
        TextFile(
            "文字/整体绩效/指标情况.md",
            "指标情况",
            "总的一句。\n# 预算调整率\n没有调整。\n# 结转率\n没有结转。",
        ),
    )
    accounts, findings = _build(
        whole=files,
        整体绩效="项目,内容\n评价方法,另一种写法的方法\n自评经验,了解了整体的运行",
        整体绩效指标=f"{_WHOLE_HEAD}\n投入管理指标,预算管理,预算调整率,≤,5,%,0,5,5,",
    )
    texts = accounts.evaluation.whole_texts
    assert texts["评价方法"].text == "对照评分表自评。"
    assert texts["自评经验"].text == "了解了整体的运行"
    assert {name: one.text for name, one in accounts.evaluation.whole_notes.items()} == {
        "预算调整率": "没有调整。"
    }
    assert accounts.evaluation.whole_notes["预算调整率"].place.address == "2"
    assert sorted((f.code, f.severity.value) for f in findings) == [
        ("L05", "error"),
        ("L06", "warning"),
        ("L09", "error"),
    ]
