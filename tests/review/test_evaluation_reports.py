"""Reports of evaluations in wordings of our own: each kind of fault is told, its true twin is not.

A report is a title, headings and sentences; scores are worked out by hand beside each case.
"""

from collections.abc import Iterable

import pytest
from edited import review_of

from generator.base.severity import Severity
from generator.model.passage import Passage
from generator.model.submission import Mark, SubmittedParagraph
from generator.review.evaluation.points import WORDINGS, Role, Scored, Wording, read_scored
from generator.review.evaluation.rates import FORMULAS

_OPENING = (
    "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n（一）绩效评价工作开展情况\n{}\n"
    "（二）项目绩效自评结果\n{}\n第五部分 附件\n"
)
_PROJECT = (
    "河道清淤项目绩效自评情况：自评得分为{score}分。全年预算数为200.00万元，执行数为{spent}万元，"
    "完成预算的{rate}%。"
)


def _scored(text: str) -> list[Scored]:
    return read_scored(SubmittedParagraph(Passage(text, 1), "", ()))


def _told(report: str, *, before: str = "", project: str = "") -> list[tuple[str, str]]:
    """Return the codes and messages of what is told in 十三 and the attachments."""
    review = review_of(f"{_OPENING.format(before, project)}{report}\n", alone=True)
    return [(mark.finding.code, mark.finding.message) for mark in review.marks if _is_own(mark)]


def _is_own(mark: Mark) -> bool:
    """Whether a mark is on the evaluation, not on the outline of the piece of a document."""
    found = mark.finding
    if any(words in found.message for words in ("扣分原因", "下面没有内容", "编号由")):
        return True
    skipped = {"R09", "R10", "R20", "R26", "R08"}
    return found.severity is not Severity.INFO and found.code not in skipped


def _codes(told: Iterable[tuple[str, str]]) -> list[str]:
    return sorted(code for code, _ in told)


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: one.role.value)
def test_every_wording_reads_its_example(wording: Wording) -> None:
    role, _, example = wording
    read = _scored(example)
    assert len(read) == 1, example
    parts = {
        Role.TARGET: read[0].target,
        Role.ACTUAL: read[0].actual,
        Role.FULL: read[0].full,
        Role.SCORE: read[0].score,
        Role.RATE: read[0].rate,
        Role.LOST: read[0].lost,
    }
    assert parts[role] is not None


@pytest.mark.parametrize(
    ("text", "full", "score"),
    [
        ("清淤长度指标值≥12公里，完成值12公里，分值15分，得分15分。", "15", "15"),
        ("清淤长度：满分15分，实得14.50分。", "15", "14.50"),
        ("（3）清淤长度（15分），得12分。", "15", "12"),
        ("③清淤长度，标准分15，实际得分13分；", "15", "13"),
        ("清淤长度，权重15分，自评得分15分，得分率100%。", "15", "15"),
        (
            "清淤长度目标值为≥12公里，实际完成值为13公里，指标分值为15分，自评得分为15分。",
            "15",
            "15",
        ),
        ("清淤长度（分值15分，得分11分）", "15", "11"),
    ],
)
def test_points_are_read_in_any_wording(text: str, full: str, score: str) -> None:
    (one,) = _scored(text)
    assert one.name == "清淤长度"
    assert (str(one.full and one.full.value), str(one.score and one.score.value)) == (full, score)


@pytest.mark.parametrize(
    "text",
    [
        "一级指标从投入、产出、效益 3 个方面细化。",
        "得到群众好评，得益于10分重视。",
        "响应时间不超过15分钟。",
        "指标10项全部完成。",
    ],
)
def test_what_scores_nothing_is_not_read(text: str) -> None:
    assert _scored(text) == []


_ITEMS = (
    "1. 成本指标\n总成本指标值≤200万元，完成值{spent}万元，分值10分，得分10分。\n"
    "2. 产出指标\n清淤长度指标值≥12公里，完成值12公里，分值20分，得分20分；\n"
    "验收合格率指标值≥95%，完成值96%，分值10分，得分10分。\n"
    "3. 效益指标\n内涝点减少数指标值≥4处，完成值{points}处，分值20分，得分{score}分{why}。\n"
    "4. 满意度指标\n周边居民满意度指标值≥90%，完成值92%，分值10分，得分10分。\n"
)
_TITLE = (
    "财政项目支出绩效自评报告\n项目名称：河道清淤\n二、总体评价结论\n"
    "总得分{total}分，属于“{grade}”。\n"
)


def _project_report(**said: str) -> str:
    own = {
        "total": "100",
        "grade": "优",
        "spent": "200",
        "points": "4",
        "score": "20",
        "why": "",
    } | said
    return (_TITLE + _ITEMS).format(**own)


# 70 points of indicators, 10 of the execution at its rate, 20 of the management.
_FULL = _PROJECT.format(score="100", spent="200.00", rate="100")


def test_a_report_that_adds_up_is_silent() -> None:
    assert _told(_project_report(), project=_FULL) == []


def test_points_lost_with_a_reason_are_silent() -> None:
    # 3 of 4 reached: 15 points; 70 − 5 + 10 + 20 = 95.
    project = _PROJECT.format(score="95", spent="200.00", rate="100")
    report = _project_report(total="95", points="3", score="15", why="，扣分原因：一处尚未完工")
    assert _told(report, project=project) == []


def test_points_lost_without_a_reason_are_asked_about() -> None:
    project = _PROJECT.format(score="95", spent="200.00", rate="100")
    report = _project_report(total="95", points="3", score="15")
    told = _told(report, project=project)
    assert [message for _, message in told] == ["内涝点减少数扣了 5 分，没有写扣分原因"]


def test_a_missed_target_with_full_marks_is_asked_about() -> None:
    told = _told(_project_report(points="3"), project=_FULL)
    assert _codes(told) == ["R23"]
    assert "没有达到而得满分" in told[0][1]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        # 21 of 20: more than the full marks, and the total with it.
        ({"score": "21"}, {"R18"}),
        # 15 points lost and the total unchanged: at most 95.
        ({"points": "3", "score": "15", "why": "，扣分原因：一处未完工"}, {"R18"}),
        ({"grade": "良"}, {"R18"}),
        ({"total": "99"}, {"R16"}),
    ],
)
def test_what_does_not_add_up_is_told(said: dict[str, str], codes: set[str]) -> None:
    assert set(_codes(_told(_project_report(**said), project=_FULL))) == codes


@pytest.mark.parametrize(
    "besides",
    [
        # 30 points are left: whatever a form gives for execution and management.
        "99",
        "70.5",
        "90",
    ],
)
def test_a_total_within_what_is_left_is_silent(besides: str) -> None:
    project = _PROJECT.format(score=besides, spent="180.00", rate="90")
    grade = {"99": "优", "70.5": "中", "90": "优"}[besides]
    assert _told(_project_report(total=besides, grade=grade, spent="180"), project=project) == []


@pytest.mark.parametrize(("total", "grade"), [("60", "中"), ("70", "中")])
def test_a_total_without_the_points_that_are_left_is_told(total: str, grade: str) -> None:
    # 70 points of indicators alone: less is impossible, and exactly 70 asked about.
    told = _told(_project_report(total=total, grade=grade), project="")
    assert _codes(told) == ["R18"]


def test_points_besides_the_indicators_are_those_that_the_report_states() -> None:
    said = "预算执行得分{}分，资金管理得分{}分。\n"
    report = _project_report(total="94.5", spent="180")
    assert _told(report + said.format("4.5", "20"), project="") == []
    told = _told(report + said.format("4", "20"), project="")
    assert [message for _, message in told] == [
        "总得分写作94.5分，5 个指标的得分合计 70 分，加上报告的预算执行、资金管理 24 分，应为 94 分"
    ]


def test_costs_are_together_what_was_spent() -> None:
    report = _project_report(total="99", spent="{0}").replace(
        "总成本指标值≤200万元，完成值{0}万元，分值10分，得分10分。",
        "清淤成本指标值≤150万元，完成值{0}万元，分值5分，得分5分；\n"
        "监测成本指标值≤50万元，完成值45万元，分值5分，得分5分。",
    )
    project = _PROJECT.format(score="99", spent="180.00", rate="90")
    assert _told(report.replace("{0}", "135"), project=project) == []
    told = _told(report.replace("{0}", "130"), project=project)
    assert _codes(told) == ["R18"]
    assert "175万元" in told[0][1]


_WHOLE = (
    "部门整体绩效自评报告\n一、基本情况\n{counts}\n二、综合评价结论\n"
    "2024年我单位整体自评得分为{total}分，评价等级为“{grade}”。\n"
    "（二）指标完成情况\n1.投入指标完成情况分析\n"
    "①目标相关性，满分20分，得20分。\n目标与职责相符。\n"
    "②预算调整率，满分20分，得20分。\n年初预算500.00万元，全年总预算510.00万元，"
    "增加金额10.00万元。预算调整率{change}%。\n"
    "③绩效自评完成率，满分20分，得20分。\n应开展绩效自评25个项目，实际开展绩效自评{done}个项目。"
    "{rate_name}为{rate}%。\n"
    "2.产出指标完成情况分析\n④重点工作完成情况，满分20分，得{output}分。\n{why}\n"
    "3.效益指标完成情况分析\n⑤群众满意度，满分20分，得20分。\n群众满意。\n"
    "三、有关建议\n继续做好自评。\n"
)


def _whole(**said: str) -> str:
    own = {
        "counts": "本次自评包括3个一级指标、5个三级指标。一级指标分为投入、产出、效益3个方面。",
        "total": "96",
        "grade": "优",
        "change": "2",
        "done": "25",
        "rate_name": "绩效自评完成率",
        "rate": "100",
        "output": "16",
        "why": "有一项工作尚未完成。",
    } | said
    return _WHOLE.format(**own)


def test_a_report_on_the_whole_that_adds_up_is_silent() -> None:
    assert _told(_whole()) == []
    assert _told(_whole(done="24", rate="96")) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"total": "98"}, "5 个指标的得分合计 96 分"),
        ({"grade": "良"}, "应为“优”"),
        ({"change": "10"}, "应为 2.00%"),
        ({"done": "20"}, "应为 80.00%"),
        ({"rate": "95"}, "应为 100.00%"),
        ({"why": "各项工作按计划推进。"}, "扣了 4 分，没有写扣分原因"),
        (
            {"counts": "本次自评指标体系包括4个一级指标。一级指标分为投入、产出、效益3个方面。"},
            "写作4个",
        ),
        ({"counts": "本次自评指标体系包括12个三级指标。"}, "列出分值和得分的有 5 个"),
        ({"counts": "一级指标分为投入、产出、过程、效益3个方面。"}, "列出名称的有 4 个"),
    ],
)
def test_each_fault_of_the_whole_is_told_once(said: dict[str, str], words: str) -> None:
    told = _told(_whole(**said))
    assert len(told) == 1, told
    assert words in told[0][1]


def test_another_score_in_section_thirteen_is_told() -> None:
    before = "本部门整体绩效自评得分{}分，评价等级为优。"
    assert _told(_whole(), before=before.format("96")) == []
    told = _told(_whole(), before=before.format("93"))
    assert _codes(told) == ["R16"]


def test_the_rate_of_another_indicator_is_asked_about() -> None:
    text = _whole(rate_name="预算调整率")
    assert any("写的是“预算调整率”" in message for _, message in _told(text))


def test_headings_are_numbered_and_filled() -> None:
    skipped = _whole().replace("3.效益指标", "4.效益指标")
    assert [m for _, m in _told(skipped)] == ["编号由“2”跳到“4”，缺一项或编号写错"]
    empty = _whole().replace("继续做好自评。\n", "")
    assert [m for _, m in _told(empty)] == ["“有关建议”下面没有内容"]


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda one: one.name.pattern)
def test_every_formula_judges_its_example(formula: object) -> None:
    index = next(at for at, one in enumerate(FORMULAS) if one is formula)
    example = FORMULAS[index].example
    assert _told(f"部门整体绩效自评报告\n{example}。\n") == []
    wrong = example[: example.rindex("率") + 1] + "为77%"
    told = _told(f"部门整体绩效自评报告\n{wrong}。\n")
    assert len(told) == 1, told


def test_a_rate_without_operands_is_open_and_accuses_nobody() -> None:
    for text in (
        "专项资金细化率为100%。",
        "抽查点位20个，发现合格点位19个，合格率95%。",
        "应开展监控20个项目，实际开展20个项目，监控完成率100%。问卷发放50份，满意率96%。",
    ):
        assert _told(f"部门整体绩效自评报告\n{text}\n") == []


def test_a_rate_on_nothing_is_asked_about() -> None:
    text = "2024年计划采购项目0项，实际完成采购0项，政府采购执行率0%。"
    assert _codes(_told(f"部门整体绩效自评报告\n{text}\n")) == ["R04"]


def test_levels_make_the_whole() -> None:
    said = (
        "2024年度整体自评得分为{}分，等级为优。其中，预算执行情况得分9分；"
        "投入指标得分30分，产出指标得分26分，效益指标得分30分。"
    )
    assert _told("", before=said.format("95")) == []
    assert _codes(_told("", before=said.format("94"))) == ["R18"]


def test_sums_over_all_projects() -> None:
    # 200 + 50, 180 + 50; 99 and 100 are both 优.
    both = (
        _PROJECT.format(score="99", spent="180.00", rate="90")
        + "\n桥梁检测项目绩效自评情况：自评得分为100分。全年预算数为50.00万元，执行数为50.00万元，"
        "完成预算的100%。"
    )
    said = (
        "全年安排项目2个，项目全年预算资金总额{}万元，全年实际执行总数为{}万元，预算执行率为{}%。"
        "等级优{}个，等级良{}个。"
    )
    right = said.format("250.00", "230.00", "92.00", "2", "0")
    assert _told("", before=right, project=both) == []
    for wrong, code in (
        (said.format("260.00", "230.00", "88.46", "2", "0"), "R18"),
        (said.format("250.00", "220.00", "88.00", "2", "0"), "R18"),
        (said.format("250.00", "230.00", "90.00", "2", "0"), "R02"),
        (said.format("250.00", "230.00", "92.00", "1", "1"), "R18"),
    ):
        assert code in _codes(_told("", before=wrong, project=both)), wrong


def test_an_adjusted_budget_follows_from_the_first_one() -> None:
    said = (
        "部门整体绩效自评报告\n年初预算资金500.00万元；经年中调整，增加预算资金20.00万元，"
        "调减预算5.00万元；全年预算资金总额{}万元。\n"
    )
    assert _told(said.format("515.00")) == []
    told = _told(said.format("520.00"))
    assert _codes(told) == ["R18"]
    assert "515" in told[0][1]
