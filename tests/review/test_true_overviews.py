"""十三 in wordings of several provinces, each true: nothing is told of it, nor asked.

The three projects are those of test_evaluation_overview: 95, 88 and 91 points, 215.00 planned and
200.00 spent together.
"""

import pytest
from edited import review_of

from generator.base.severity import Severity

_SAID = (
    "1.河道清淤项目绩效自评情况：自评得分为95.00分。全年预算数为100.00万元，执行数为100.00万元。\n"
    "2.路灯更换（二期）项目绩效自评情况：自评得分为88.00分。全年预算数为75.00万元，执行数为60.00万元。\n"
    "3.棚改安置房及配套项目绩效自评情况：自评得分为91.00分。全年预算数为40.00万元，执行数为40.00万元。\n"
)
_ALL = "所有自评项目共3个。"
_GENERAL = "对一般公共预算项目支出开展绩效自评，其中，项目{}个，涉及资金{}万元。"


def _told(work: str, said: str = _SAID) -> list[str]:
    text = (
        "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n（一）绩效评价工作开展情况\n"
        f"{work}\n（二）项目绩效自评结果\n{said}"
    )
    worse = {Severity.ERROR, Severity.WARNING}
    marks = review_of(text, alone=True).marks
    return [m.finding.message for m in marks if m.finding.severity in worse]


@pytest.mark.parametrize(
    "work",
    [
        # Some of the projects are evaluated by the department, shown, or new.
        _GENERAL.format(12, "1,600.00")
        + "组织对河道清淤、路灯更换（二期）、校园安全共3个项目开展了部门评价。",
        _GENERAL.format(8, "800.00") + "反映“河道清淤”“路灯更换（二期）”等3个项目的自评结果。",
        "部门项目8个，项目预算资金总额800.00万元，执行总额700.00万元；从中选取3个项目开展部门评价。",
        _GENERAL.format(2, "160.00") + "当年新增安排项目1个。",
        # Grades of another evaluation, of indicators, of offices.
        "对3个项目开展部门评价，评价结果为优1个、良1个、中1个。",
        "对3个项目开展事前绩效评估，其中优0个、良3个。",
        "自评的项目共有8个，其中优5个、良3个；选择3个项目进行部门评价，其中优1个、良2个。",
        "对5个项目开展财政重点评价，结果优3个、良2个；对3个项目开展自评，结果优2个、良1个。",
        _ALL + "部门评价等级为优的1个。",
        _ALL + "所属单位自评等级为优的5个单位均已公开。",
        _ALL + "自评表涉及三级指标48个，其中完成情况优40个、良8个。",
        # Part of the counts, not all of them.
        "应开展绩效自评项目12个，实际开展12个，自评率100%，其中90分以上11个，80-90分1个。",
    ],
)
def test_counts_of_something_else(work: str) -> None:
    assert _told(work) == []


@pytest.mark.parametrize(
    "names",
    [
        "局机关、下属单位8个项目",
        "教育教学及后勤保障经费、学生资助2个项目",
        "教育、卫生、农业3个领域的12个项目",
        "“义务教育保障、改善”“教师培训”2个项目",
        "城乡义务教育补助（公用经费、免费教科书）、校舍维修2个项目",
        "局本级和7个二级预算单位共20个项目",
    ],
)
def test_a_list_is_not_always_one_of_names(names: str) -> None:
    assert _told(f"组织对{names}开展了部门评价，涉及一般公共预算支出300.00万元。", "") == []


@pytest.mark.parametrize(
    "work",
    [
        # A name may be shortened, or begin with the place.
        "组织对河道清淤、路灯更换2个项目开展部门评价，涉及一般公共预算支出160.00万元。",
        "组织对城关镇河道清淤、路灯更换项目（二期）2个项目开展部门评价。",
        # What was planned, not what was spent; or what was handed down.
        "组织对河道清淤、路灯更换（二期）2个项目开展部门评价，涉及一般公共预算支出175.00万元。",
        _GENERAL.format(3, "215.00")
        + "组织对河道清淤等3个项目开展部门评价，涉及一般公共预算支出200.00万元。",
        _GENERAL.format(3, "200.00")
        + "组织对河道清淤等2个项目开展部门评价，涉及一般公共预算支出900.00万元（含对下转移支付）。",
        "组织对基础教育专项、职业教育专项等4个项目开展部门评价，涉及一般公共预算支出900.00万元。",
        # A project with money of two funds; one that has spent nothing; a fund counted in its turn.
        _GENERAL.format(3, "180.00")
        + "对棚改安置房及配套1个政府性基金预算项目开展绩效自评，涉及资金20.00万元。",
        _GENERAL.format(2, "160.00")
        + "对政府性基金预算项目支出开展绩效自评，其中，项目1个，涉及资金40.00万元。",
        (
            "对河道清淤、路灯更换（二期）2个一般公共预算项目和棚改安置房及配套1个政府性基金预算项目"
            "开展绩效自评，涉及资金200.00万元。"
        ),
    ],
)
def test_names_and_money_that_are_right(work: str) -> None:
    assert _told(_ALL + work) == []


@pytest.mark.parametrize(
    "work",
    [
        "得分80分以上为优，60-80分为良。各项目平均得分为85.00分，评价结果为优。",
        "等级分为优（≥85分）、良（70-85分）、中（60-70分）。各项目平均得分为86.00分，评价结果为优。",
        "优秀：95分及以上；良好：85分至95分。各项目平均得分为92.00分，评价结果为良好。",
        "90分以上为优，75（含）-90分为良，60-75分为合格。项目平均得分为78.50分，评价等级为良。",
        "产出指标平均得分48.20分，属于优。",
    ],
)
def test_the_bands_of_a_text_are_its_own(work: str) -> None:
    assert _told(work, "") == []


@pytest.mark.parametrize(
    "work",
    [
        "2024年度我部门整体支出自评得分为95.20分。2023年度整体支出自评得分为93.10分。",
        "第一小学整体支出自评得分95.00分；第二小学整体支出自评得分93.00分。",
        "我局机关整体支出自评得分95.00分，局属监测站整体支出自评得分93.00分。",
        "我部门整体支出自评得分为95.20分，财政部门对我部门整体支出评价得分为92.10分。",
        (
            "整体自评得分92.00分，其中：投入管理得分18.00分（预算执行率得分8.00分、资金管理得分"
            "10.00分），产出指标得分46.00分，效益指标得分28.00分。"
        ),
        "整体自评得分92.00分，其中：预算执行得分8.00分，产出数量得分20.00分，社会效益得分18.00分等。",
        "年初预算1,000.00万元，收回结余20.00万元，调整后预算980.00万元，预算调整率2.00%。",
    ],
)
def test_scores_and_rates_of_the_whole(work: str) -> None:
    assert _told(work, "") == []


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("对12个项目开展自评，其中优10个、良3个。", "合计 13 个"),
        (_ALL + "其中优1个、良2个。", "按各项目的得分是 2 个"),
        ("对3个项目开展自评，项目预算总额315.00万元。", "合计 215万元"),
        (_ALL + "组织对5个项目开展部门评价。", "全部项目只有 3 个"),
        ("对“信息化”“督导”3个项目开展部门评价。", "列出名称的有 2 个"),
        ("90-100分为优、80-90分为良、60-80分为中。平均得分为85.00分，评价结果为优。", "应为“良”"),
        ("整体自评得分97.00分。2024年部门整体支出自评得分95.00分。", "95.00分"),
        (
            (
                "整体自评得分92.00分，其中预算执行得分9.00分，产出指标得分49.00分，"
                "效益指标得分28.00分，满意度得分10.00分。"
            ),
            "合计 96 分",
        ),
    ],
)
def test_what_is_wrong_in_them_is_still_told(work: str, words: str) -> None:
    assert any(words in message for message in _told(work))
